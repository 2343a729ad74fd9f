"""What is known: a nought, a number, at least a number, or nothing.

A source holds the decisions of a State, a time and certain outcomes. Only there is "none found" a nought, and "12 found" twelve; elsewhere
12 is at least twelve, and none found is not known (Recommendation (EU) 2024/214 asks for both; its tables are ``unverified``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dualuse.transparency.decision import APPLICATIONS, RESULTS
from dualuse.transparency.sources import Source, known_noughts
from dualuse.transparency.statistics import OUTCOME_COLUMNS

AuthorityYear = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of decisions. ``value`` found; ``complete``: the sources hold all of them, so that 0 is a nought."""

    value: int
    complete: bool

    @property
    def known(self) -> bool:
        """Whether anything is known: a number, or a nought."""
        return self.complete or self.value > 0


class Coverage:
    """What the sources of a release hold, by State and year."""

    def __init__(self, sources: Iterable[Source], present: Iterable[AuthorityYear]) -> None:
        """``present``: State and year ("" where not known) of every decision of the table."""
        self.sources = tuple(sources)
        self._complete = lru_cache(maxsize=None)(self._complete_of)
        spanned = {
            (one.authority, str(year))
            for one in self.sources
            for year in range(one.first.year, one.last.year + 1)
        }
        self.pairs = tuple(sorted({*present, *spanned}))

    @classmethod
    def of(cls, sources: Iterable[Source], table: pl.DataFrame) -> Coverage:
        """The coverage of a table of decisions."""
        year = pl.col("date").cast(pl.String()).fill_null("").str.head(4)
        pairs = table.select("authority", year.alias("year")).unique().rows()
        return cls(sources, pairs)

    def _complete_of(self, authority: str, year: str) -> frozenset[str]:
        return frozenset(known_noughts(self.sources, authority, year))

    def complete(self, authority: str, year: str) -> frozenset[str]:
        """The outcomes of which the sources hold every decision of this State and year."""
        return self._complete(authority, year)

    def complete_in(self, where: Mapping[str, str]) -> frozenset[str]:
        """The outcomes that are complete in a view: for every State and year in it that has a source or a decision."""
        pairs = [
            (authority, year)
            for authority, year in self.pairs
            if where.get("authority", authority) == authority and where.get("year", year) == year
        ]
        if not pairs:
            return frozenset()
        return frozenset.intersection(*(self.complete(*pair) for pair in pairs))

    def authorities(self) -> tuple[str, ...]:
        """The States that have a source or a decision."""
        return tuple(sorted({authority for authority, _ in self.pairs}))

    def years(self) -> tuple[str, ...]:
        """The years that have a source or a decision, first to last without a gap."""
        known = [int(year) for _, year in self.pairs if year]
        return tuple(str(year) for year in range(min(known), max(known) + 1)) if known else ()


def numbers(row: Mapping[str, object], complete: Iterable[str]) -> dict[str, Number]:
    """The numbers of a row of outcomes: by column of :data:`OUTCOME_COLUMNS`, and ``decisions``.

    The number of applications is complete where granted, refused and withdrawn ones are.
    """
    whole = set(complete)
    needed = {name: set(results) for name, results in OUTCOME_COLUMNS.items()}
    needed["applications"] = set(APPLICATIONS) - {"pending"}
    found = {name: Number(_count(row.get(name)), needed[name] <= whole) for name in OUTCOME_COLUMNS}
    return {"decisions": Number(_count(row.get("decisions")), set(RESULTS) <= whole), **found}


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
