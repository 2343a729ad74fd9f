"""The text of one edition of Annex I in one language, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

GAP: Final = "[…]"
"""At the end of a text: the source is known to lack the words that follow."""

LOST_POWER: Final = "10^?"
"""In a text: the source is known to have lost the power of ten."""

Kind = Literal["provision", "note", "definition", "general_note"]


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line of Annex I.

    Attributes:
        path: the provision it is (``5A001.f.1``; of the heading of an entry ``5A001``), or for a note the provision it stands under; of a
            definition the term; of a general note its name.
        entry: the entry, five characters; "" for definitions and general notes.
        kind: what it is. Notes stand apart from provisions: the items of a note release or explain, they are never provisions.
        text: the words, blanks normalised, powers written ``10^9``; decimal commas as the language writes them.
        number: its place in the edition, from 0.
    """

    path: str
    entry: str
    kind: Kind
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class AnnexText:
    """An edition in one language. ``edition``: the day it is in force from (``2025-11-15``); ``checksum``: SHA-256 of the file read."""

    edition: str
    language: str
    celex: str
    source: str
    checksum: str
    lines: tuple[AnnexLine, ...]
