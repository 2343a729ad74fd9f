"""What the public may know: decisions, releases, the website (Art. 26)."""
