"""A party compared with the names of the index: candidates, features, evidence, thresholds, reasons."""
