"""Rows about which screening and ``check`` are asked."""
