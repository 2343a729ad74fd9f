"""What follows for one transaction: evidence becomes facts, judged."""
