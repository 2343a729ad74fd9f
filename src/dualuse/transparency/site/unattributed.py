"""Where decisions do not tell which group they are in: a licence for "several countries" may be for any of them.

As long as one such decision is in a State's year, the numbers of every group of that year are "at least", and none found is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import polars as pl

from dualuse.law.eu_2021_821.surveillance import families, may_belong
from dualuse.law.territories import member_states
from dualuse.transparency.decision import NO_COUNTRY
from dualuse.transparency.statistics import OTHER

AuthorityYear = tuple[str, str]
ANYWHERE: Final = ("VARIOUS", "WORLD", "WORLD_BUT")
"""Words for destinations behind which any country may stand; behind :data:`IN_UNION` any Member State."""
IN_UNION: Final = ("EU", "EURATOM")
_BY_ENTRIES: Final = ("entry", "item_type", "category", "report_code")


def keys_of(dimension: str, group: str) -> tuple[str, ...]:
    """The keys of :func:`untold_in` that bear on a group; none for what is no group, or is itself what is not told."""
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


def untold_in(table: pl.DataFrame) -> dict[str, Mapping[AuthorityYear, frozenset[str]]]:
    """By kind of group the State and year of decisions that do not tell which group they are in, with their outcomes.

    Keys: ``destination``, ``union`` (told only as the Union), ``entries``, and ``family:NAME``: no entry is told, one that is in no
    edition at hand, or only a wider code than the family's.
    """
    codes = table.select(pl.col("entries").explode().unique().drop_nulls()).to_series().to_list()
    no_entry = pl.col("entries").list.len() == 0
    found = {
        "destination": (pl.col("destination").list.len() == 0) | _any_of("destination", ANYWHERE),
        "union": _any_of("destination", IN_UNION),
        "entries": no_entry,
    }
    for name in families():
        wider = [code for code in codes if may_belong(name, code)]
        strange = pl.col("remarks").list.contains("code_not_in_edition")
        open_ = (no_entry | strange | _any_of("entries", wider)) & ~pl.col("families").list.contains(name)
        found[f"family:{name}"] = open_
    return {key: _pairs(table, condition) for key, condition in found.items()}


def _any_of(column: str, names: Iterable[str]) -> pl.Expr:
    return pl.col(column).list.eval(pl.element().is_in(list(names))).list.any().fill_null(False)


def _pairs(table: pl.DataFrame, condition: pl.Expr) -> Mapping[AuthorityYear, frozenset[str]]:
    year = pl.col("date").cast(pl.String()).fill_null("").str.head(4).alias("year")
    rows = table.lazy().filter(condition).select("authority", year, "decision").unique().collect().rows()
    found: dict[AuthorityYear, set[str]] = {}
    for authority, of_year, decision in rows:
        found.setdefault((authority, of_year), set()).add(decision)
    return {pair: frozenset(results) for pair, results in found.items()}
