"""A table judged: rows in, the same rows with their answers out."""
