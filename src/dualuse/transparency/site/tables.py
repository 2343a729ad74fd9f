"""The tables of a page: the rows of a view's exhibits as a reader sees them, counts beside sums and medians."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from dualuse.transparency.site.completeness import Coverage, Number, numbers
from dualuse.transparency.site.texts import OUTCOMES, Texts
from dualuse.transparency.site.views import Exhibit, View
from dualuse.transparency.statistics import DIMENSIONS, OUTCOME_COLUMNS

ALWAYS: Final = ("applications", "granted", "refused", "withdrawn")
"""The columns that every table has, be they unknown: what the Regulation promises (Art. 26(2))."""
Link = Callable[[str, str], str]
"""From a dimension and a group to the address of its page from the root of the language, "" where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Values in one currency: how many decisions name one, their sum, median and largest."""

    currency: str
    decisions: int
    total: Decimal
    median: Decimal
    largest: Decimal


@dataclass(frozen=True, slots=True)
class Label:
    """The head of a row: its words and the page they lead to ("" for none)."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``groups`` as in the data, their labels, the numbers by column, the amounts by currency."""

    groups: tuple[str, ...]
    labels: tuple[Label, ...]
    numbers: Mapping[str, Number]
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A table for download: its name, where it lies from the root of the site, and the SQL that gives it again."""

    name: str
    path: str
    sql: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: what it is counted by, its columns of outcomes, its rows and files; ``many``: rows add up to more than the whole."""

    key: str
    caption: str
    heads: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    files: tuple[File, ...]
    many: bool
    whole: int
    currencies: tuple[str, ...]

    @property
    def valued(self) -> bool:
        """Whether any decision of it names a value."""
        return bool(self.currencies)

    @property
    def currency(self) -> str:
        """The currency of all its values; "" where there are several or none."""
        return self.currencies[0] if len(self.currencies) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMaker:
    """What all tables of a view share: its place among the data files, the coverage, the words, the links."""

    view: View
    folder: str
    coverage: Coverage
    texts: Texts
    link: Link

    def table(self, caption: str, *by: str) -> Table | None:
        """The table by these dimensions; None where the view has none."""
        counted = self.view.rows("outcomes", *by)
        if counted is None:
            return None
        amounts = self._amounts(by)
        rows = [self._row(by, figures, amounts) for figures in counted.iter_rows(named=True)]
        if "year" in by:
            rows = self._with_noughts(by, rows)
        else:
            rows.sort(key=lambda row: (not row.groups[0], -row.numbers["decisions"].value, row.groups))
        return Table(
            key="-".join(by),
            caption=caption,
            heads=tuple(self.texts(DIMENSIONS[name].label) for name in by),
            columns=columns_of([row.numbers for row in rows], self.texts, noughts=False),
            rows=tuple(rows),
            files=self._files(by),
            whole=self._decisions(),
            many=any(DIMENSIONS[name].many for name in by),
            currencies=tuple(sorted({amount.currency for row in rows for amount in row.amounts})),
        )

    def total(self) -> Row:
        """All decisions of the view in one row."""
        counted = self.view.rows("outcomes")
        figures: Mapping[str, Any] = counted.row(0, named=True) if counted is not None else {}
        return self._row((), figures, self._amounts(()))

    def _decisions(self) -> int:
        counted = self.view.rows("outcomes")
        return 0 if counted is None else int(counted.item(0, "decisions"))

    def _row(
        self, by: Sequence[str], figures: Mapping[str, Any], amounts: Mapping[tuple[str, ...], list[Amount]]
    ) -> Row:
        groups = tuple(str(figures[name]) for name in by)
        chosen = dict(zip(by, groups, strict=True))
        return Row(
            groups,
            self._labels(by, groups),
            numbers(figures, self._complete(chosen)),
            tuple(amounts.get(groups, ())),
        )

    def _complete(self, chosen: Mapping[str, str]) -> frozenset[str]:
        return self.coverage.complete_in({**self.view.where, **chosen})

    def _labels(self, by: Sequence[str], groups: Sequence[str]) -> tuple[Label, ...]:
        return tuple(
            Label(self.texts.group(name, group), self.link(name, group) if group else "")
            for name, group in zip(by, groups, strict=True)
        )

    def _amounts(self, by: Sequence[str]) -> dict[tuple[str, ...], list[Amount]]:
        rows = self.view.rows("values", *by)
        amounts: dict[tuple[str, ...], list[Amount]] = {}
        if rows is None:
            return amounts
        for row in rows.iter_rows(named=True):
            groups = tuple(str(row[name]) for name in by)
            amount = Amount(
                currency=row["currency"],
                decisions=row["decisions"],
                total=row["total"],
                median=Decimal(str(row["median"])),
                largest=row["largest"],
            )
            amounts.setdefault(groups, []).append(amount)
        return amounts

    def _with_noughts(self, by: Sequence[str], rows: list[Row]) -> list[Row]:
        """The rows of years in order, with those that a source holds and that no decision is in."""
        rows_by_groups = {row.groups: row for row in rows}
        for authority, year in self.coverage.pairs:
            pair = {"authority": authority, "year": year}
            groups = tuple(pair[name] for name in by)
            outside = any(self.view.where.get(name, group) != group for name, group in pair.items())
            if not year or outside or groups in rows_by_groups:
                continue
            nothing = numbers({}, self._complete(pair))
            if self.coverage.complete(authority, year):
                rows_by_groups[groups] = Row(groups, self._labels(by, groups), nothing)
        return [
            rows_by_groups[groups]
            for groups in sorted(rows_by_groups, key=lambda groups: (not groups[0], groups))
        ]

    def _files(self, by: Sequence[str]) -> tuple[File, ...]:
        keys = [Exhibit(tuple(by), measure).key for measure in ("outcomes", "values")]
        return tuple(
            File(key, f"{self.folder}/{key}.csv", self.view.line_of_sql(key))
            for key in keys
            if key in self.view.shown
        )


def columns_of(
    rows: Sequence[Mapping[str, Number]], texts: Texts, noughts: bool = True
) -> tuple[tuple[str, str], ...]:
    """The columns of outcomes to show: those always shown, those with a number, and with ``noughts`` those known to have none."""
    shown = [
        name
        for name in OUTCOME_COLUMNS
        if name in ALWAYS or any(row[name].value or (noughts and row[name].complete) for row in rows)
    ]
    return tuple((name, texts(OUTCOMES[name])) for name in shown)
