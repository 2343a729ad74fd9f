"""Pages for people: signing in, one's account, and the decisions that are confirmed with a second factor."""
