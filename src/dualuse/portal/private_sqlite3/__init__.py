"""SQLite in a file that belongs to the service alone, from the moment in which it is made; the name is that of an engine of Django."""
