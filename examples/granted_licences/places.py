"""Countries as the two authorities name them, and the ISO 3166-1 code each stands for."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from examples.granted_licences.unread import Reason, UnreadError

PLACES_FILE: Final = Path(__file__).with_name("places.toml")


def plain_name(text: str) -> str:
    """A name without accents, case and superfluous blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    """Per section of the file of places: plain name to code (or to the name of a reason)."""
    with PLACES_FILE.open("rb") as stream:
        data = tomllib.load(stream)
    return {
        section: {plain_name(name): code for code, names in rows.items() for name in names}
        for section, rows in data.items()
    }


def read_place(name: str, language: str) -> str:
    """The ISO code of a country named in Dutch (``nl``) or German (``de``).

    Raises:
        UnreadError: the name stands for no single country of today, or is not in the table.
    """
    plain = plain_name(name)
    if plain in _tables()[language]:
        return _tables()[language][plain]
    if plain in _tables()["unreadable"]:
        raise UnreadError(Reason[_tables()["unreadable"][plain]], name.strip())
    if language == "nl" and re.search(r"[,/&]|\ben\b", plain):
        raise UnreadError(Reason.SEVERAL_COUNTRIES, name.strip())
    raise UnreadError(Reason.UNKNOWN_NAME, name.strip())


def dutch_places(cell: str) -> tuple[str, str | None]:
    """Destination and stop on the way: ``Brazilië via Israël`` goes to Brazil, through Israel."""
    destination, *stops = re.split(r"\s+via\s+", cell.strip())
    return read_place(destination, "nl"), read_place(stops[0], "nl") if stops else None
