"""Converts two texts of Annex I that are at hand in other forms to edition files, mends what is certain, tells what is not."""
