"""The screener over the lists installed in ``DUALUSE_HOME``, with what people decided about earlier hits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dualuse.assessment.listed.evidence import PartyScreener


@dataclass(frozen=True, slots=True)
class InstalledLists:
    """The lists installed under ``home``; None: where ``DUALUSE_HOME`` points."""

    home: Path | None = None


INSTALLED: Final = InstalledLists()


def screener_of(lists: InstalledLists) -> PartyScreener | None:
    """The screener over these lists; None where none is installed."""
    return None
