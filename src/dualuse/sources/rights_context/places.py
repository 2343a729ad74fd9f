"""The country that a line of an index is about: from its code of three letters, or its name where the file has no codes."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.sources.countries import alpha_3_codes, country

_FILE: Final = Path(__file__).with_name("codes.toml")


@dataclass(frozen=True, slots=True)
class Place:
    """An ISO 3166-1 alpha-2 code, or "" and the reason (:data:`~.report.LEFT_OUT`) why the line is about no country."""

    code: str
    reason: str = ""


@lru_cache(maxsize=1)
def _codes() -> dict[str, dict[str, Any]]:
    with _FILE.open("rb") as stream:
        return tomllib.load(stream)


def place_of_code(code: str, parts: Collection[str] = ()) -> Place:
    """The country of a code of three letters. ``parts``: codes that this file gives to a part of their country.

    An empty code is a territory: where a file has codes, its names are not asked, since ``Crimea`` would be found as Ukraine.
    """
    code = code.strip().upper()
    table = _codes()
    if not code:
        return Place("", "territory")
    if code in parts or code in table["parts"]:
        return Place("", "part")
    if code in table["former"]:
        return Place("", "former")
    known: str = alpha_3_codes().get(code) or table["other"].get(code, "")
    return Place(known, "" if known else "place_unknown")


def place_of_name(name: str, territory: bool) -> Place:
    """The country of a name, in a file without codes. ``territory``: the file says that this is no country."""
    written = " ".join(name.split())
    if territory:
        named = _codes()["territories"]
        code = next((code for code, names in named.items() if written in names), "")
        return Place(code, "" if code else "territory")
    code = country(written).code
    return Place(code, "" if code else "place_unknown")
