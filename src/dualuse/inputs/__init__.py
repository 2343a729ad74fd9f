"""What comes in: files within limits, problems, progress."""
