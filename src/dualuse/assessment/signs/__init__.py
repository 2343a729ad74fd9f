"""Signs: what the words of a transaction say that its fields do not, or say otherwise."""
