"""Published files of licences and figures, read into the table of decisions; nothing is dropped in silence."""
