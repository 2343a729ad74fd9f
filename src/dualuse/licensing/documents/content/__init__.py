"""What a document is, by its content alone: its name, and what a header says of it, prove nothing."""
