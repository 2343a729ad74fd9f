"""Sanctions and export-control lists: one frozen record for the parties of all of them, readers, and the store."""
