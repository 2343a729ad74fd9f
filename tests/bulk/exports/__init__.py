"""Files as firms write them: columns that are read, and that are not."""
