"""What ``make bench`` measures, and tables that tests make with it; a package, since others bring a folder of this name."""
