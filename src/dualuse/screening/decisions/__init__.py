"""What people decided about hits, and on what it rests."""
