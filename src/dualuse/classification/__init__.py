"""What is it? A product, and the entries it may belong to."""
