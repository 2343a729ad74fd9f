"""What was granted: authorisations by number, their versions and lines, and what each may still be used for."""
