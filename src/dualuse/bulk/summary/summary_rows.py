"""What the summary tells of the rows of a file: the severest that must not leave, those with a listed party, and what no row states."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dualuse.bulk.joined_reasons import SEPARATOR
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.i18n.statuses import EFFECT
from dualuse.schema.tables.columns import SCREENED

_MOST: Final = 3
"""Rows that are named."""
_OF_SETTINGS: Final = "exporter.country"
_OF_ALL: Final = ("activity", "manner", "items.kind", _OF_SETTINGS)
"""Fields that are often the same for all rows, and stand in no column."""
_SEVEREST: Final = ("prohibited", "authorisation_required")
"""Outcomes that say by themselves why a row must not leave, the severest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedRow:
    """A row that must not leave. ``reason``: the first of its reasons; ``is_listed``: whether a party is on a list; ``severity``: 0 is the
    severest.
    """

    line: int
    reference: str
    outcome: str
    basis: str
    reason: str
    is_listed: bool = False
    severity: int = 0

    @property
    def effect(self) -> str:
        """The outcome of the row if it is the reason that it must not leave, else empty."""
        return EFFECT.long[self.outcome] if self.outcome in _SEVEREST else ""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row with a party that is, or may be, on a list; ``hits``: who it is, and whom on which list."""

    line: int
    reference: str
    hits: str
    is_hit: bool


@dataclass(slots=True)
class SummaryRows:
    """Takes from each part what the summary tells of its rows."""

    _stopped: list[StoppedRow] = field(default_factory=list)
    _listed: list[ListedRow] = field(default_factory=list)
    _stated: set[str] = field(default_factory=set)
    _missing: set[str] = field(default_factory=set)

    @property
    def stopped(self) -> tuple[StoppedRow, ...]:
        """The severest rows that must not leave, at most three."""
        return tuple(self._stopped)

    @property
    def listed(self) -> tuple[ListedRow, ...]:
        """The first rows with a party that is on a list, before those of which one may be, at most three."""
        return tuple(self._listed)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What no row states although something turns on it, of the fields that one line states for all rows."""
        return tuple(name for name in _OF_ALL if name in self._missing - self._stated)

    def add(self, rows: pl.DataFrame, cells: pl.DataFrame, lines: pl.Series) -> None:
        """The judged rows of a part: with their answers, their cells by the names of the contract, and their lines in the file."""
        self._add_fields(rows, cells)
        if "release" in rows.columns:
            self._add_stopped(rows, cells, lines)
        if SCREENED[0] in rows.columns:
            self._add_listed(rows, cells, lines)

    def _add_fields(self, rows: pl.DataFrame, cells: pl.DataFrame) -> None:
        for name in _OF_ALL:
            if name in self._stated:
                continue
            if name in cells.columns and (cells[name].cast(pl.String).fill_null("") != "").any():
                self._stated.add(name)
            elif "missing" in rows.columns and name not in self._missing:
                missing = rows.select(pl.format(";{};", pl.col("missing").fill_null(""))).to_series()
                if missing.str.contains(f";{name};", literal=True).any():
                    self._missing.add(name)

    def _add_stopped(self, rows: pl.DataFrame, cells: pl.DataFrame, lines: pl.Series) -> None:
        status = pl.col(SCREENED[0]) if SCREENED[0] in rows.columns else pl.lit("")
        is_listed = status.fill_null("") == "hit"
        first = (
            rows.select("release", "outcome", "basis", BECAUSE, is_listed=is_listed)
            .with_columns(lines.alias("line"), _references(cells))
            .filter(pl.col("release") == "stop")
            .with_columns(severity=_severity())
            .sort("severity", "line")
            .head(_MOST)
        )
        if first.is_empty():
            return
        first = first.with_columns(pl.col("basis").fill_null(""))
        self._stopped += [
            StoppedRow(
                line=row["line"],
                reference=row["reference"],
                outcome=row["outcome"],
                basis=row["basis"],
                reason=(row[BECAUSE] or "").partition(SEPARATOR)[0],
                is_listed=row["is_listed"],
                severity=row["severity"],
            )
            for row in first.iter_rows(named=True)
        ]
        # Parts come in the order of the file, and a sort keeps it among equals.
        self._stopped = sorted(self._stopped, key=lambda row: row.severity)[:_MOST]

    def _add_listed(self, rows: pl.DataFrame, cells: pl.DataFrame, lines: pl.Series) -> None:
        status, hits = SCREENED
        first = (
            rows.select(pl.col(hits).fill_null(""), is_hit=pl.col(status) == "hit", status=status)
            .with_columns(lines.alias("line"), _references(cells))
            .filter(pl.col("status").is_in(["hit", "review"]))
            .sort("is_hit", "line", descending=[True, False])
            .head(_MOST)
        )
        some = first.select("line", "reference", hits, "is_hit").iter_rows()
        self._listed = sorted(
            (*self._listed, *(ListedRow(*row) for row in some)), key=lambda row: not row.is_hit
        )
        del self._listed[_MOST:]


def _references(cells: pl.DataFrame) -> pl.Expr | pl.Series:
    if "reference" not in cells.columns:
        return pl.lit("").alias("reference")
    return cells["reference"].cast(pl.String).fill_null("").alias("reference")


def _severity() -> pl.Expr:
    listed, worst, next_worst = pl.col("is_listed"), *(pl.col("outcome") == name for name in _SEVEREST)
    return pl.when(worst).then(0).when(listed).then(1).when(next_worst).then(2).otherwise(3)
