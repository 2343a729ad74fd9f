"""What changed with the law: two days compared, with an example; a recorded answer given again."""
