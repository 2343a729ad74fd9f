"""How people sign in: invitations to choose a password, the second factor, tokens of their programs, and the end of all of it."""
