"""Names of columns in two lines: "Warenempfänger" over "Name" and "Land" becomes "Warenempfänger: Name" and "Warenempfänger: Land"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dualuse.schema.tables.export_words import OF_GROUP, column_called, is_of_address, usual_property

_FEWEST: Final = 2
"""Texts of the other line: one alone is a title."""


def under_groups(above: Sequence[str], names: Sequence[str]) -> tuple[str, ...] | None:
    """The names of columns below names of groups, which stand over their first column; None where the line above is no such line."""
    above = [*above, *("",) * (len(names) - len(above))]
    if len(above) != len(names) or sum(map(bool, above)) < _FEWEST:
        return None
    times = Counter(names)
    group = ""
    grouped: list[str] = []
    for over, name in zip(above, names, strict=True):
        is_part = bool(name) and (_is_part(name) or (times[name] > 1 and not column_called(name)))
        group = over or (group if is_part else "")
        # A name that has its meaning by itself keeps it.
        grouped.append(f"{group}{OF_GROUP}{name}" if group and is_part else name)
    return None if grouped == [*names] or not any(map(column_called, above)) else tuple(grouped)


def over_parts(names: Sequence[str], below: Sequence[str]) -> tuple[str, ...] | None:
    """The names of columns over a line of their parts, as cells that are merged downwards give them; None where the line below is a row."""
    below = [*below, *("",) * (len(names) - len(below))]
    parts = [text for text in below if text]
    if len(below) != len(names) or len(parts) < _FEWEST or not all(map(_is_part, parts)):
        return None
    group = ""
    joined: list[str] = []
    for name, part in zip(names, below, strict=True):
        group = name or (group if part else "")
        if part and not group:
            return None
        joined.append(f"{group}{OF_GROUP}{part}" if part else name)
    return tuple(joined)


def _is_part(name: str) -> bool:
    """Whether a name is that of a part of somebody: a name, a country, an address."""
    return bool(usual_property(name)) or is_of_address(name)
