"""Documents of every kind: an assessment as HTML and PDF, from its JSON alone; fonts and signatures."""
