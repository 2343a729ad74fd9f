"""One module per Article: its paragraphs in the order of the text, what is executed, what is left out and why."""
