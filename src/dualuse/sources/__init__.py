"""Fetching and reading official sources and lists."""
