"""The Commission's correlation of customs codes (CN) and entries of Annex I: a hint where to look, never a classification."""
