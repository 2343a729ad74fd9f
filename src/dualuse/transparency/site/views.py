"""What the site shows: views (the table of decisions, narrowed to one State, year, kind of item or destination), and in each the
exhibits (tables counted by one thing) with the line of SQL that gives them again.

All views of one family are counted together: grouping once by what narrows them and by what is counted is as fast for two thousand
views as for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import polars as pl

from dualuse.transparency.statistics import DIMENSIONS, Measure, Statistic, compute, sql

ALL: Final = "all"
UNKNOWN_GROUP: Final = "unknown"
"""How addresses write the group of what no source tells."""
NARROWED_BY: Final = ("authority", "year", "category")
"""By what a reader narrows the decisions, in the order of the address."""
_TITLES: Final = {"outcomes": "decisions", "values": "values"}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table of a view: counted by what (names of dimensions), and what of it. ``key`` names its file."""

    by: tuple[str, ...]
    measure: Measure

    @property
    def key(self) -> str:
        """The name of its file: ``decisions_by_year_authority``."""
        return f"{_TITLES[self.measure]}_by_{'_'.join(self.by)}" if self.by else _TITLES[self.measure]

    def statistic(self, where: Mapping[str, str]) -> Statistic:
        """The statistic that it is, in a view narrowed to ``where``; values are those of authorisations granted."""
        limits = {**where, **({"decision": "granted"} if self.measure == "values" else {})}
        by = (*self.by, "currency") if self.measure == "values" else self.by
        return Statistic(
            self.key, DIMENSIONS[self.by[0]].label if self.by else "", by, self.measure, where=limits
        )


@dataclass(frozen=True, slots=True)
class View:
    """The decisions narrowed to ``where`` (names of dimensions to groups), and the exhibits that have rows."""

    where: Mapping[str, str]
    exhibits: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    shown: Mapping[str, Exhibit] = field(default_factory=dict)

    def rows(self, measure: Measure, *by: str) -> pl.DataFrame | None:
        """The rows of an exhibit; None where it has none or is not in this view."""
        return self.exhibits.get(Exhibit(by, measure).key)

    def line_of_sql(self, key: str) -> str:
        """The line of SQL of the exhibit with this key."""
        return sql(self.shown[key].statistic(self.where))


def outcomes_by(*names: tuple[str, ...]) -> tuple[Exhibit, ...]:
    """Exhibits of decisions by outcome."""
    return tuple(Exhibit(by, "outcomes") for by in names)


def values_by(*names: tuple[str, ...]) -> tuple[Exhibit, ...]:
    """Exhibits of values."""
    return tuple(Exhibit(by, "values") for by in names)


_TOTALS: Final = (Exhibit((), "outcomes"), Exhibit((), "values"))
_GROUNDS: Final = outcomes_by(("end_user",), ("criterion",), ("kind",))
EXPLORED: Final = (
    *_TOTALS,
    *outcomes_by(
        ("year", "authority"),
        ("authority",),
        ("category",),
        ("report_code",),
        ("entry",),
        ("family",),
        ("region",),
        ("destination",),
    ),
    *values_by(("year", "authority"), ("authority",), ("category",), ("entry",), ("destination",)),
    *_GROUNDS,
)
"""What is shown of decisions narrowed by State, year and category."""
OF_DESTINATION: Final = (
    *_TOTALS,
    *outcomes_by(("year", "authority"), ("authority",), ("item_type",), ("entry",), ("family",), ("via",)),
    *values_by(("year", "authority"), ("authority",), ("item_type",), ("entry",)),
    *_GROUNDS,
)
OF_ITEM: Final = (
    *_TOTALS,
    *outcomes_by(("year", "authority"), ("authority",), ("destination",)),
    *values_by(("year", "authority"), ("authority",), ("destination",)),
    *_GROUNDS,
)
FLOWS: Final = (*outcomes_by(("authority", "destination")), *values_by(("authority", "destination")))


def views_by(
    table: pl.DataFrame, dimensions: tuple[str, ...], exhibits: Iterable[Exhibit]
) -> dict[tuple[str, ...], View]:
    """All views narrowed by these dimensions, by their groups; groups that no decision is in have none.

    An exhibit by what the view is narrowed by already is left out: it would have one row.
    """
    shown = [
        exhibit
        for exhibit in exhibits
        if not set(exhibit.by) & set(dimensions) or set(exhibit.by) - set(dimensions)
    ]
    rows_by_exhibit: dict[tuple[str, ...], dict[Exhibit, pl.DataFrame]] = {}
    for exhibit in shown:
        reduced = Exhibit(tuple(name for name in exhibit.by if name not in dimensions), exhibit.measure)
        counted = reduced.statistic({})
        by = (*dimensions, *counted.by)
        rows = compute(
            Statistic(counted.key, counted.title, by, counted.measure, where=counted.where), table.lazy()
        )
        for groups, part in _parts(rows.collect(), dimensions):
            rows_by_exhibit.setdefault(groups, {})[reduced] = part
    return {
        groups: View(
            dict(zip(dimensions, groups, strict=True)),
            {exhibit.key: rows for exhibit, rows in tables.items()},
            {exhibit.key: exhibit for exhibit in tables},
        )
        for groups, tables in rows_by_exhibit.items()
    }


def _parts(rows: pl.DataFrame, dimensions: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], pl.DataFrame]]:
    if not dimensions:
        if rows.height:
            yield (), rows
        return
    # Both in the order in which groups come first; that polars drops the columns and names the groups itself costs it a
    # query for each part.
    groups_in_order = rows.select(dimensions).unique(maintain_order=True).rows()
    parts = rows.partition_by(dimensions, include_key=False, maintain_order=True)
    for groups, part in zip(groups_in_order, parts, strict=True):
        yield tuple(str(group) for group in groups), part


def explored(table: pl.DataFrame) -> dict[tuple[str, str, str], View]:
    """The views of the decisions by State, year and category of item, each of them or :data:`ALL`."""
    views: dict[tuple[str, str, str], View] = {}
    for number in range(len(NARROWED_BY) + 1):
        for dimensions in combinations(NARROWED_BY, number):
            for view in views_by(table, dimensions, EXPLORED).values():
                views[address(view.where)] = view
    return views


def address(where: Mapping[str, str]) -> tuple[str, str, str]:
    """State, year and category of a view, ``all`` where it is not narrowed, ``unknown`` for what no source tells."""
    authority, year, category = (
        (where[name] or UNKNOWN_GROUP) if name in where else ALL for name in NARROWED_BY
    )
    return authority, year, category
