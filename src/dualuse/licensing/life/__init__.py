"""The life of an authorisation once it is granted: what stops it, ends it or changes it, and who is told."""
