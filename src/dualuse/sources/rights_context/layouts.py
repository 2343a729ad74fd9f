"""How files of indices are laid out (``layouts.toml``), and what of it the head of a file has."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).with_name("layouts.toml")


@dataclass(frozen=True, slots=True)
class Value:
    """The columns that hold one index: its value, the ends of its interval or a standard error ("" where there is none).

    ``where``: a column and the text it has on the lines of this index, or None.
    """

    index: str
    value: str
    low: str = ""
    high: str = ""
    error: str = ""
    where: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that files of a format may have, the preferred ones first."""

    place: tuple[str, ...]
    name: tuple[str, ...]
    year: tuple[str, ...]
    kind: tuple[str, ...]
    edition: tuple[str, ...]
    missing: frozenset[str]
    parts: frozenset[str]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A layout as one file has it: names of columns that are there, "" where none is."""

    place: str
    name: str
    year: str
    edition: str
    kind: str
    missing: frozenset[str]
    parts: frozenset[str]
    values: tuple[Value, ...]


def _layout(row: dict[str, Any]) -> Layout:
    values = tuple(
        Value(**{**one, "where": tuple(one["where"]) if "where" in one else None}) for one in row["values"]
    )
    return Layout(
        place=tuple(row["place"]),
        name=tuple(row["name"]),
        year=tuple(row["year"]),
        kind=tuple(row.get("kind", ())),
        edition=tuple(row.get("edition", ())),
        missing=frozenset(row["missing"]),
        parts=frozenset(row.get("parts", ())),
        values=values,
    )


@lru_cache(maxsize=1)
def layouts() -> dict[str, Layout]:
    """The layout of each format, by its name."""
    with _FILE.open("rb") as stream:
        return {name: _layout(row) for name, row in tomllib.load(stream).items()}


def _there(columns: Sequence[str], head: Sequence[str]) -> str:
    return next((column for column in columns if column in head), "")


def fitted(layout: Layout, head: Sequence[str]) -> tuple[Fitted, str]:
    """The layout as a file with ``head`` has it, and what it lacks ("" if it can be read): names of columns, one of which is needed."""
    found = Fitted(
        place=_there(layout.place, head),
        name=_there(layout.name, head),
        year=_there(layout.year, head),
        edition=_there(layout.edition, head),
        kind=_there(layout.kind, head),
        missing=layout.missing,
        parts=layout.parts,
        values=_values(layout, head),
    )
    if not found.place and not (found.name and found.kind):
        return found, " / ".join(layout.place)
    if not found.year and not found.edition:
        return found, " / ".join((*layout.year, *layout.edition))
    return found, "" if found.values else " / ".join(dict.fromkeys(one.value for one in layout.values))


def _values(layout: Layout, head: Sequence[str]) -> tuple[Value, ...]:
    """For each index the first columns of it that are there; columns of an interval that are not are left away."""
    found: dict[str, Value] = {}
    for one in layout.values:
        if one.index in found or one.value not in head or (one.where and one.where[0] not in head):
            continue
        low, high = (one.low, one.high) if {one.low, one.high} <= set(head) else ("", "")
        error = one.error if one.error in head else ""
        found[one.index] = Value(one.index, one.value, low, high, error, one.where)
    return tuple(found.values())
