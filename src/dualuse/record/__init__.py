"""Who, when, evidence: content-addressed files and append-only chains in a workspace folder (JSON Lines)."""
