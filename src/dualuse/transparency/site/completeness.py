"""What is known: a nought, a number, at least a number, or nothing.

A source holds the decisions of a State, a time and certain outcomes. Only there is "none found" a nought, and "12 found" twelve; elsewhere
12 is at least twelve, and none found is not known. The same holds for a group (a destination, an entry) as long as decisions of that State,
year and outcome do not tell which group they are in (Recommendation (EU) 2024/214 asks for both; its tables are ``unverified``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import polars as pl

from dualuse.law.eu_2021_821.surveillance import families, may_belong
from dualuse.law.territories import member_states
from dualuse.transparency.decision import APPLICATIONS, NO_COUNTRY, RESULTS
from dualuse.transparency.sources import Source, known_noughts
from dualuse.transparency.statistics import OTHER, OUTCOME_COLUMNS

AuthorityYear = tuple[str, str]
ANYWHERE: Final = ("VARIOUS", "WORLD", "WORLD_BUT")
"""Words for destinations behind which any country may stand; behind :data:`IN_UNION` any Member State."""
IN_UNION: Final = ("EU", "EURATOM")
_BY_ENTRIES: Final = ("entry", "item_type", "category", "report_code")


def keys_of(dimension: str, group: str) -> tuple[str, ...]:
    """The keys of :func:`unattributed_in` that bear on a group; none for what is no group, or is itself what is not known."""
    if not group or group == OTHER or group == "unknown":
        return ()
    if dimension in ("destination", "via"):
        if group in NO_COUNTRY or dimension == "via":
            return ()
        return ("destination", "union") if group in member_states() else ("destination",)
    if dimension == "region":
        return ("destination", "union") if group.endswith("_europe") else ("destination",)
    if dimension in _BY_ENTRIES:
        return ("entries",)
    return (f"family:{group}",) if dimension == "family" else ()


def unattributed_in(table: pl.DataFrame) -> dict[str, Mapping[AuthorityYear, frozenset[str]]]:
    """By kind of group the State and year of decisions that do not tell which group they are in, with their outcomes.

    Keys: ``destination``, ``union`` (stated only as the Union), ``entries``, and ``family:NAME``: no entry is stated, one that is in no
    edition at hand, or only a wider code than the family's.
    """
    codes = table.select(pl.col("entries").explode().unique().drop_nulls()).to_series().to_list()
    no_entry = pl.col("entries").list.len() == 0
    conditions = {
        "destination": (pl.col("destination").list.len() == 0) | _any_of("destination", ANYWHERE),
        "union": _any_of("destination", IN_UNION),
        "entries": no_entry,
    }
    for name in families():
        wider = [code for code in codes if may_belong(name, code)]
        strange = pl.col("remarks").list.contains("code_not_in_edition")
        open_ = (no_entry | strange | _any_of("entries", wider)) & ~pl.col("families").list.contains(name)
        conditions[f"family:{name}"] = open_
    return {key: _outcomes_by_pair(table, condition) for key, condition in conditions.items()}


def _any_of(column: str, names: Iterable[str]) -> pl.Expr:
    return pl.col(column).list.eval(pl.element().is_in(list(names))).list.any().fill_null(False)


def _outcomes_by_pair(table: pl.DataFrame, condition: pl.Expr) -> Mapping[AuthorityYear, frozenset[str]]:
    year = pl.col("date").cast(pl.String()).fill_null("").str.head(4).alias("year")
    rows = table.lazy().filter(condition).select("authority", year, "decision").unique().collect().rows()
    outcomes: dict[AuthorityYear, set[str]] = {}
    for authority, of_year, decision in rows:
        outcomes.setdefault((authority, of_year), set()).add(decision)
    return {pair: frozenset(results) for pair, results in outcomes.items()}


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
    """What the sources of a release hold, by State and year, and where they leave open which group a decision is in."""

    def __init__(
        self,
        sources: Iterable[Source],
        present: Iterable[AuthorityYear],
        unattributed: Mapping[str, Mapping[AuthorityYear, frozenset[str]]] | None = None,
    ) -> None:
        """``present``: State and year ("" where not known) of every decision of the table; ``unattributed``: see :func:`unattributed_in`."""
        self.sources = tuple(sources)
        self.unattributed = unattributed or {}
        self._complete = lru_cache(maxsize=None)(self._complete_of)
        self._complete_in = lru_cache(maxsize=None)(self._complete_where)
        spanned = {
            (source.authority, str(year))
            for source in self.sources
            for year in range(source.first.year, source.last.year + 1)
        }
        self.pairs = tuple(sorted({*present, *spanned}))

    @classmethod
    def of_table(cls, sources: Iterable[Source], table: pl.DataFrame) -> Coverage:
        """The coverage of a table of decisions."""
        year = pl.col("date").cast(pl.String()).fill_null("").str.head(4)
        pairs = table.select("authority", year.alias("year")).unique().rows()
        return cls(sources, pairs, unattributed_in(table))

    def _complete_of(self, authority: str, year: str) -> frozenset[str]:
        return frozenset(known_noughts(self.sources, authority, year))

    def complete(self, authority: str, year: str) -> frozenset[str]:
        """The outcomes of which the sources hold every decision of this State and year."""
        return self._complete(authority, year)

    def complete_in(self, where: Mapping[str, str]) -> frozenset[str]:
        """The outcomes that are complete in a view: for every State and year in it that has a source or a decision, and of which no
        decision leaves open whether it belongs to the view."""
        return self._complete_in(tuple(where.items()))

    def _complete_where(self, where: tuple[tuple[str, str], ...]) -> frozenset[str]:
        limits = dict(where)
        pairs = [
            (authority, year)
            for authority, year in self.pairs
            if limits.get("authority", authority) == authority and limits.get("year", year) == year
        ]
        if not pairs:
            return frozenset()
        keys = [key for name, group in where for key in keys_of(name, group)]
        return frozenset.intersection(*(self._known_outcomes(pair, keys) for pair in pairs))

    def _known_outcomes(self, pair: AuthorityYear, keys: Iterable[str]) -> frozenset[str]:
        left_open = (self.unattributed.get(key, {}).get(pair, frozenset()) for key in keys)
        return self.complete(*pair).difference(*left_open)

    def authorities(self) -> tuple[str, ...]:
        """The States that have a source or a decision."""
        return tuple(sorted({authority for authority, _ in self.pairs}))

    def years(self) -> tuple[str, ...]:
        """The years that have a source or a decision, first to last without a gap."""
        years = [int(year) for _, year in self.pairs if year]
        return tuple(str(year) for year in range(min(years), max(years) + 1)) if years else ()


_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    "decisions": frozenset(RESULTS),
    **{name: frozenset(results) for name, results in OUTCOME_COLUMNS.items()},
    "applications": frozenset(APPLICATIONS) - {"pending"},
}
"""By column the outcomes of which every decision must be held, that its number is complete."""


def numbers(row: Mapping[str, object], complete: Iterable[str]) -> dict[str, Number]:
    """The numbers of a row of outcomes: by column of :data:`OUTCOME_COLUMNS`, and ``decisions``.

    The number of applications is complete where those granted, refused, not required and withdrawn are.
    """
    whole = frozenset(complete)
    return {name: Number(_count(row.get(name)), needed <= whole) for name, needed in _NEEDED.items()}


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
