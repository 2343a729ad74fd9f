"""What became of the lines and cells of a file of indices: the report of an import, in data.

Every line is read or left out with a reason; every cell is a value, empty, or among those not understood.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from dualuse.i18n import N_

LEFT_OUT: Final[dict[str, str]] = {
    "blank": N_("an empty line"),
    "territory": N_("no country code: a territory, or a State that is no more"),
    "part": N_("a part of a country, or a group of countries"),
    "former": N_("a State that is no more"),
    "place_unknown": N_("a code or name of a country that is not known here"),
    "year_unread": N_("a year that is none, or lies ahead"),
}
UNREAD: Final[dict[str, str]] = {
    "number_unread": N_("no number: left empty"),
    "outside_scale": N_("not on the scale of the index: left empty"),
    "category_unread": N_("none of the categories of the index: left empty"),
    "interval_unread": N_("no interval around the value: left out"),
    "year_unread": N_("a year that is none, or lies ahead"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that was not understood. ``line``: the line of the file, from 1; ``remark``: a key of :data:`UNREAD`."""

    line: int
    column: str
    text: str
    remark: str


@dataclass(slots=True)
class ContextReport:
    """What became of a file. ``lines``: records under the head; ``read`` and ``left_out`` add up to them.

    ``values``, ``empty``: cells of indices with data and without; those in ``unread`` count as empty. ``names``: per reason the
    places left out. ``already``: observations passed over since a file named before has them.
    """

    format: str
    file: str
    checksum: str
    lines: int = 0
    read: int = 0
    values: int = 0
    empty: int = 0
    already: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    names: dict[str, set[str]] = field(default_factory=dict)
    unread: list[Cell] = field(default_factory=list)
    indices: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The indices found, with their first and last year."""

    def leave_out(self, reason: str, name: str = "") -> None:
        """Count a line that is left out, and keep the name of its place."""
        self.left_out[reason] += 1
        if name:
            self.names.setdefault(reason, set()).add(name)

    def whole(self) -> bool:
        """Whether every line is accounted for."""
        return self.lines == self.read + sum(self.left_out.values())
