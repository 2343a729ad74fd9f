"""Goods that annexes of restrictive measures name by customs code: one file per act and annex."""
