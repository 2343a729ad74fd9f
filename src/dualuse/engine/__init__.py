"""From facts to findings: outcome, reasons, what is missing."""
