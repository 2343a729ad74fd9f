"""What the public may know: the table of decisions, its releases, and the site made of them (Art. 26)."""
