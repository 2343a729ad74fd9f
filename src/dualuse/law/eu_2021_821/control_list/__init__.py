"""Annex I by edition: entries and provision codes, our titles, and sets of codes.

The outline holds facts only (codes, kind, regime, cross references) and titles in our own words; the authentic text
is imported elsewhere. Codes are written with dots: ``5A001.f.1``.
"""

from dualuse.law.eu_2021_821.control_list.codes import CodeRow, CodeSet, covers_code, is_under
from dualuse.law.eu_2021_821.control_list.outline import (
    Edition,
    EditionRecord,
    Entry,
    edition_record,
    edition_records,
    newest_outline,
    normal_code,
    numbered_alike,
    outline,
    title,
)

__all__ = [
    "CodeRow",
    "CodeSet",
    "Edition",
    "EditionRecord",
    "Entry",
    "covers_code",
    "edition_record",
    "edition_records",
    "is_under",
    "newest_outline",
    "normal_code",
    "numbered_alike",
    "outline",
    "title",
]
