"""The public website of decisions: static pages that need no script and no other host."""
