"""Substances, agents and toxins that the sheets know by name or number, as they stand in a description.

Entries 1C350, 1C351, 1C354 and 1C450 list by name: what a description calls so is listed but for its share of a mixture, its purpose or its packing,
which is for a person to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from dualuse.data_folders import PACKAGE
from dualuse.inputs.accents import without_accents_once

ENTRIES: Final = ("1C350", "1C351", "1C354", "1C450")
_SHEETS: Final = PACKAGE / "classification/sheets/data"
_SHORTEST: Final = 6
"""Letters of a name that is looked for: shorter ones are abbreviations, which other trades have, too (``DF``, ``BZ``)."""
_NUMBER: Final = re.compile(r"(?<![\d-])\d{2,7}-\d{2}-\d(?![\d-])")
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")


class Substance(NamedTuple):
    """``written``: the name or number in the text; ``provision``: the narrowest that lists it; ``is_number``: of the Chemical Abstracts Service."""

    written: str
    provision: str
    is_number: bool


@lru_cache(maxsize=4096)
def substance_in(text: str) -> Substance | None:
    """The first substance that a text has the number or the name of, if any."""
    plain = folded_text(text)
    numbers = (match[0] for match in _NUMBER.finditer(plain))
    for number in numbers:
        if number in _names():
            return Substance(number, _names()[number], True)
    name = _pattern().search(plain)
    return Substance(name[0], _names()[name[0]], False) if name else None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Any name between what is no letter, the longest first."""
    names = sorted((name for name in _names() if not _NUMBER.fullmatch(name)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Each number and each name, as it is compared, with its provision."""
    rows = (row for entry in ENTRIES for row in _provisions(entry))
    return {name: path for path, names in rows for name in map(folded_text, names) if len(name) >= _SHORTEST}


def _provisions(entry: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each provision of the sheet with its names. Only these are read: a sheet made ready for tests takes a second."""
    sheet = tomllib.loads((_SHEETS / f"{entry}.toml").read_text("utf-8"))
    for provision in sheet["provisions"]:
        name = _IN_BRACKETS.sub("", provision.get("name", ""))
        of_one_thing = (name,) if name and any(map(_NUMBER.fullmatch, _words(provision["when"]))) else ()
        yield provision["path"], (*of_one_thing, *_words(provision["when"]))


def _words(condition: Any) -> tuple[str, ...]:
    """The names that are enough, but for figures and what a person answers of every agent: a bacterium of a certain serotype has no name of its own."""
    rows = [
        row
        for part in condition.get("all", (condition,))
        for row in part.get("any", (part,))
        if "words" in row
    ]
    return tuple(name for row in rows for name in row.get("one_of", ()))


def folded_text(text: str) -> str:
    """A text without case and accents, with plain hyphens and single blanks."""
    return " ".join(re.sub("[‐‑‒–—−]", "-", without_accents_once(text)).split())
