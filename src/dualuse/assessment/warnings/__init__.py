"""What the reader must know beside an answer: what does not fit in the input, and what was not looked at."""
