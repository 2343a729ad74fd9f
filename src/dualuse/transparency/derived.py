"""What follows from the entries of a decision, filled in where a file does not give it: types of items and families.

A code that no edition of Annex I at hand has gets a remark: what it controlled was not looked up, so that its family is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

import polars as pl

from dualuse.law.eu_2021_821.control_list import edition_records, outline
from dualuse.transparency.item_types import item_types, surveillance_families

_FOLLOWS: Final[dict[str, Callable[[Iterable[str]], tuple[str, ...]]]] = {
    "item_types": item_types,
    "families": surveillance_families,
}
NOT_IN_EDITION: Final = "code_not_in_edition"
"""The remark on a decision with a code that was not looked up."""


def with_derived(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with types and families of the entries where these cells are empty; what is given stays.

    Decisions with a code of no edition at hand have the remark :data:`NOT_IN_EDITION`.
    """
    for column, follow in _FOLLOWS.items():
        empty = (pl.col(column).list.len() == 0) & (pl.col("entries").list.len() > 0)
        codes = frame.lazy().filter(empty).select(pl.col("entries").explode().unique()).collect()["entries"]
        found = {code: names[0] for code in codes if (names := follow((code,)))}
        if found:
            frame = frame.with_columns(
                pl.when(empty).then(_members(found, follow)).otherwise(pl.col(column)).alias(column)
            )
    return _with_remark(frame)


def _with_remark(frame: pl.DataFrame) -> pl.DataFrame:
    codes = frame.lazy().select(pl.col("entries").explode().drop_nulls().unique()).collect()["entries"]
    unknown = [code for code in codes if code not in _codes_at_hand()]
    if not unknown:
        return frame
    has_one = pl.col("entries").list.eval(pl.element().is_in(unknown)).list.any()
    new = has_one & ~pl.col("remarks").list.contains(NOT_IN_EDITION)
    return frame.with_columns(
        pl.when(new)
        .then(pl.col("remarks").list.concat(pl.lit([NOT_IN_EDITION])))
        .otherwise(pl.col("remarks"))
        .alias("remarks")
    )


@lru_cache(maxsize=1)
def _codes_at_hand() -> frozenset[str]:
    """The codes of all editions of Annex I whose outline is at hand."""
    editions = (outline(record) for record in edition_records())
    return frozenset(code for edition in editions if edition for code in edition.codes)


def _members(found: dict[str, str], follow: Callable[[Iterable[str]], tuple[str, ...]]) -> pl.Expr:
    """The name of each entry of a row, once each, in the order that ``follow`` gives all of them."""
    order = follow(found)
    places = {code: order.index(name) for code, name in found.items()}
    place = pl.element().replace_strict(places, default=None, return_dtype=pl.UInt8())
    names = pl.element().replace_strict(dict(enumerate(order)), return_dtype=pl.String())
    return pl.col("entries").list.eval(place.drop_nulls().unique().sort()).list.eval(names)
