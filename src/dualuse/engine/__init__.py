"""What follows: facts → findings → outcome, with reasons, missing facts and duties."""
