"""What the rows of a file come to together, before any is judged."""
