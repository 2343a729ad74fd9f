"""The text of Annex I, edition by edition, as imported on this machine: it is official text, and none of it is in the repository."""
