"""What happened, one hash chain for each case and each authorisation: appended, and never changed."""
