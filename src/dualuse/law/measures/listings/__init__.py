"""What being listed means: the measure of an entry, read with the act behind it, never the list as such."""
