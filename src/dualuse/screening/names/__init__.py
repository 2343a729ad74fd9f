"""Names taken apart: letters folded to Latin, words told from legal forms, titles and particles."""
