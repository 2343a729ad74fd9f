"""Turns evidence into facts, runs the walk, leaves the answer."""
