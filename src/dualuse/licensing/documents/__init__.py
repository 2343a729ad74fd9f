"""Documents of an application: what is taken, where it is kept, that it was scanned, and who may have it."""
