"""Who, when, on what evidence: files by content, append-only chains."""
