"""The contract: a transaction in, a determination out. Names in here are stable; others rely on them."""
