"""The cases and the official text that classification is measured on, read from ``../shared`` where it is at hand.

Neither the cases nor the text of Annex I is part of this repository.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dualuse.sources.annex.text import AnnexLine, AnnexText

SHARED: Final = Path(__file__).parents[2] / "shared"
LISTED: Final = ("real", "written", "paraphrased")
NOT_LISTED: Final = "not_listed"


@dataclass(frozen=True, slots=True)
class Case:
    """A description with the entries that answer it (none: not in Annex I). ``kind``: the file it is from."""

    id: str
    kind: str
    text: str
    entries: frozenset[str]


def at_hand() -> bool:
    """Whether cases and text are there."""
    return (SHARED / "classification" / "real.csv").exists() and provisions_file().exists()


def provisions_file() -> Path:
    """The provisions of Annex I, one a line (edition of 15.11.2025, English)."""
    return SHARED / "law" / "annex1_provisions.csv"


def cases(folder: Path = SHARED / "classification") -> list[Case]:
    """All cases of a folder with the files of that name."""
    known: list[Case] = []
    for kind in (*LISTED, NOT_LISTED):
        with (folder / f"{kind}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                entries = [] if row["entry"] == "NOT_LISTED" else row["entry"].split("|")
                known.append(Case(row["id"], kind, row["description"], frozenset(entries)))
    return known


def official_text() -> AnnexText:
    """The text of Annex I; items of notes that the source prints as provisions are notes."""
    with provisions_file().open(encoding="utf-8", newline="") as stream:
        lines = tuple(
            AnnexLine(
                path=row["dotted_path"],
                entry=row["entry_code"],
                kind="provision" if row["kind"] == "provision" else "note",
                text=row["text"],
                number=number,
            )
            for number, row in enumerate(csv.DictReader(stream))
        )
    return AnnexText(
        edition="2025-11-15",
        language="en",
        celex="02021R0821-20251115",
        source=str(provisions_file()),
        checksum="",
        lines=lines,
    )
