"""A determination as a person reads it: in full, on one screen, several in a table."""
