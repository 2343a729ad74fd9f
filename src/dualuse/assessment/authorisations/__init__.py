"""Authorisations held and decisions of an authority: what each is for, what is left of it, whether it covers an item."""
