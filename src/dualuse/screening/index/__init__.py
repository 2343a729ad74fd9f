"""The index of all listed names: made once for each edition of the lists, opened in no time."""
