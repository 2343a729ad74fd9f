"""Fetching and reading official sources. Fetching and reading are separate: a file from disk is as good as a download."""
