"""Drafts of parameter sheets: comparisons found in an imported text of Annex I, written down for a person to review.

A draft never answers: its review is ``draft``, and examining refuses it until a person has set it to ``reviewed`` with
a name and a day. See ``docs/sheets.md``.
"""
