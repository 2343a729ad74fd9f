"""What the law says: dated data and provisions."""
