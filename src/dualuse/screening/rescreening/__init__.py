"""What changed for counterparties since the last run, and which files of a workspace need not be kept."""
