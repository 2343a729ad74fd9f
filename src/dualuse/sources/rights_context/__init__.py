"""Indices of human rights and governance beside a destination: each by itself, with its year, scale and source; never averaged."""
