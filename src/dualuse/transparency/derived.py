"""What follows from the entries of a decision, filled in where a file does not give it: types of items and families."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import polars as pl

from dualuse.transparency.item_types import item_types, surveillance_families

_FOLLOWS: Final[dict[str, Callable[[Iterable[str]], tuple[str, ...]]]] = {
    "item_types": item_types,
    "families": surveillance_families,
}


def with_derived(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with types and families of the entries where these cells are empty; what is given stays."""
    for column, follow in _FOLLOWS.items():
        empty = (pl.col(column).list.len() == 0) & (pl.col("entries").list.len() > 0)
        codes = frame.lazy().filter(empty).select(pl.col("entries").explode().unique()).collect()["entries"]
        found = {code: names[0] for code in codes if (names := follow((code,)))}
        if found:
            frame = frame.with_columns(
                pl.when(empty).then(_members(found, follow)).otherwise(pl.col(column)).alias(column)
            )
    return frame


def _members(found: dict[str, str], follow: Callable[[Iterable[str]], tuple[str, ...]]) -> pl.Expr:
    """The name of each entry of a row, once each, in the order that ``follow`` gives all of them."""
    order = follow(found)
    places = {code: order.index(name) for code, name in found.items()}
    place = pl.element().replace_strict(places, default=None, return_dtype=pl.UInt8())
    names = pl.element().replace_strict(dict(enumerate(order)), return_dtype=pl.String())
    return pl.col("entries").list.eval(place.drop_nulls().unique().sort()).list.eval(names)
