"""Names that say too little by themselves: of low quality as the list says, or one word of a person's longer name."""

from __future__ import annotations

from typing import Final

from dualuse.schema.screening import ScreeningHit
from dualuse.sources.lists.listed_party import ListedName, ListedParty

_PROVES: Final = ("identifier_same", "birth_same_day")
"""Reasons of the matcher that say more than any name."""
_SAID: Final = "weak_alias"
"""Its reason where the name that met is of low quality, as the list says."""


def weakly_met(hit: ScreeningHit, entry: ListedParty) -> bool:
    """Whether a weak name of the entry is all that met: no strong name in the same letters, no number, no day of birth."""
    met = [name for name in entry.names if _plain(name.text) == _plain(hit.name)]
    declared_weak = any(row.code == _SAID for row in hit.because)
    if not declared_weak and (not met or not all(_is_weak(name, entry) for name in met)):
        return False
    return not any(row.code in _PROVES for row in hit.because)


def _is_weak(name: ListedName, entry: ListedParty) -> bool:
    if name.quality == "weak":
        return True
    longer = any(len(name.text.split()) > 1 for name in entry.names)
    return entry.kind == "person" and name.kind != "primary" and longer and len(name.text.split()) == 1


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
