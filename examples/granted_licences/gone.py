"""Codes of the records that the edition does not have, and what became of each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.law.eu_2021_821.control_list.outline import Edition

GONE_FILE: Final = Path(__file__).with_name("gone.toml")
OTHERS: Final = "Not looked into: what the outline alone says"
HOW: Final = {
    "shown": "a list at hand says so",
    "inferred": "inferred",
    "unknown": "cannot be told",
    "outline": "from the outline",
}


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of a code: the group it belongs to, how that is known (a key of :data:`HOW`), and the words."""

    group: str
    how: str
    text: str


@lru_cache(maxsize=1)
def known() -> dict[str, Gone]:
    """The codes that were looked into."""
    with GONE_FILE.open("rb") as stream:
        groups = tomllib.load(stream)
    return {
        code: Gone(group["title"], row["how"], row["text"])
        for group in groups.values()
        for code, row in group["codes"].items()
    }


def groups() -> tuple[str, ...]:
    """The titles of the groups, in the order of the file, and last the one of all other codes."""
    return (*dict.fromkeys(gone.group for gone in known().values()), OTHERS)


def what_became_of(code: str, edition: Edition) -> Gone:
    """What became of a code, as far as the file or else the outline tells."""
    return known().get(code) or Gone(OTHERS, "outline", _from_outline(code, edition))


def _from_outline(code: str, edition: Edition) -> str:
    wider = code
    while wider and wider not in edition.codes | edition.not_used:
        wider = wider.rpartition(".")[0]
    if not wider:
        return f"There is no entry {code[:5]}."
    if wider in edition.not_used:
        return f"The edition keeps {wider} free: what it named has been deleted or has moved."
    children = edition.children(wider)
    if not children:
        return f"{wider} is still listed and is no longer divided."
    return f"{wider} is still listed; under it there are {', '.join(children)}."
