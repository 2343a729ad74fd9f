"""What became of a file: counted while its rows are judged, and told on the terminal and in the result."""
