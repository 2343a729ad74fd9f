"""What holds a release beside the provisions: acts not executed, uses known, what the exporter was told or suspects, old law."""
