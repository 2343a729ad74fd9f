"""What screening found, turned into facts and findings: who counts, which measure means what, what stays open."""
