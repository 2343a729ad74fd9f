"""What comes in: files opened within limits, problems told as one clear error, progress, files written whole or not at all."""
