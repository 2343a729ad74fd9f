"""Due diligence on the command line: what is asked and stated, and what a transaction has on record of it."""
