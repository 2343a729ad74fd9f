"""Many transactions at once: rows of a table in, the same rows with their answers out."""
