"""What is decided, line by line: proposed by one person, countersigned by a second one."""
