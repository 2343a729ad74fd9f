"""Names taken apart: letters folded to Latin, words kept apart from legal forms, titles and particles."""
