"""What became of the rows of a file, in numbers, as its parts are judged one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from dualuse.bulk.summary.summary import ToMend

_MOST_ASKING: Final = 20
_MOST_FAULTS: Final = 10_000
"""Values with their faults that are told apart; rows of more are counted, and stand in the file of rows to mend."""


@dataclass(slots=True)
class Counts:
    """Numbers of rows.

    ``bad``: those refused, ``completed``: those judged that took something from settings; ``late``: after the day up to which the law is
    known, ``undated``: without a day; ``old``: under law older than the limit, ``unaccepted``: those of them that nobody accepted.
    ``assumed``: by policy those of which something is assumed, ``free_on_assumptions``: those that may leave on it; ``diligence``: those for which due diligence is asked for, ``first_asking``: the first of their lines; ``missing``: by field those in which it is missing.
    """

    rows: int = 0
    bad: int = 0
    completed: int = 0
    late: int = 0
    undated: int = 0
    old: int = 0
    unaccepted: int = 0
    free_on_assumptions: int = 0
    diligence: int = 0
    first_asking: list[int] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)
    releases: dict[str, int] = field(default_factory=dict)
    assumed: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    _to_mend: dict[str, ToMend] = field(default_factory=dict)

    def add_answered(self, rows: pl.DataFrame) -> None:
        """Count rows by their answers."""
        self.rows += rows.height
        _add_values(self.outcomes, rows["outcome"])
        if "release" in rows.columns:
            _add_values(self.releases, rows["release"])
        if "missing" in rows.columns:
            alike = rows.drop_nulls("missing").group_by("missing", maintain_order=True).len()
            for names, number in alike.select("missing", "len").iter_rows():
                self.missing.update(dict.fromkeys(filter(None, names.split(";")), number))

    def add_asking(self, lines: pl.Series) -> None:
        """Count rows for which due diligence is asked for; the first are remembered by their lines."""
        self.diligence += lines.len()
        self.first_asking += lines.head(max(_MOST_ASKING - len(self.first_asking), 0)).to_list()

    def add_free_on_assumptions(self, rows: pl.DataFrame, are_assumed: pl.Series) -> None:
        """Count the rows, with their last answer, that may leave on what is assumed of them."""
        if "release" in rows.columns:
            self.free_on_assumptions += int((are_assumed & (rows["release"] == "go").fill_null(False)).sum())

    def add_refused(self, refused: Iterable[Sequence[str]]) -> None:
        """Count refused rows, each with its line and its reason first; the first of each value and fault is remembered, of more
        than :data:`_MOST_FAULTS` those that came first."""
        for line, reason, *_ in refused:
            self.bad += 1
            if reason in self._to_mend or len(self._to_mend) < _MOST_FAULTS:
                first = self._to_mend.get(reason, ToMend(int(line), reason, 0))
                self._to_mend[reason] = replace(first, rows=first.rows + 1)

    @property
    def missing_first(self) -> tuple[tuple[str, int], ...]:
        """The fields that are missing with their rows, the most frequent first."""
        return tuple(self.missing.most_common())

    @property
    def to_mend(self) -> tuple[ToMend, ...]:
        """What is wrong, by value and fault, the most frequent first."""
        return tuple(sorted(self._to_mend.values(), key=lambda alike: -alike.rows))


def _add_values(numbers: dict[str, int], column: pl.Series) -> None:
    for value, number in column.value_counts().sort(column.name).iter_rows():  # they come in any order
        numbers[value] = numbers.get(value, 0) + number
