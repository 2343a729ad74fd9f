"""What people are written to: that something waits for them, by mail that is kept until a mail server has taken it."""
