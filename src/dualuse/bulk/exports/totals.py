"""Rows of an export that add up the others: recognised by what they say and by what they lack, which is an item.

A row that says so and holds nothing but sums is left out, and told; so is the line over a group of rows, as Odoo writes it: its first cell is
the name of the group with the number of its rows. One that may be either is a row to mend: a transaction is never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import polars as pl

from dualuse.bulk.files.table_file import Part
from dualuse.i18n import N_
from dualuse.inputs.problems import Problem, new_problem
from dualuse.schema.tables.columns import BAD_HEADING
from dualuse.schema.tables.word_tables import plain_word, word_table, words_of_tables

_SUMS: Final = frozenset(
    {"items.value", "items.currency", "items.quantity", "items.unit", "items.unit_price"}
)
"""Columns that a total may fill."""
_NUMBER_OF_ITEM: Final = "items.id"
"""Names no item by itself: a total may count the positions there."""
_MAY_LABEL: Final = frozenset({"reference", _NUMBER_OF_ITEM})
"""Columns that alone tell nothing of a transaction, so that the label of a group may stand there."""
_GROUP: Final = re.compile(r"\S.*\s\(\d[\d.,'’ \u00a0\u202f]*\)")
"""The name of a group with the number of its rows: "United Arab Emirates (2)"."""
_AMOUNT: Final = re.compile(r"[-+]?(?!0\d)\d[\d.,'’ \u00a0\u202f]*[-+]?\s*(?:[A-Z]{3}|[€$£])?|[A-Z]{3}|[€$£]")
_BEHIND: Final = re.compile(r"[\s:=]*(?:\(?\b(?:EUR|USD|CHF|GBP)\b\)?|[€$£])?[\s:=]*$")


@dataclass(frozen=True, slots=True)
class Totals:
    """The rows of a part, by their position: ``sure`` with their text, ``unsure`` with what to ask."""

    sure: Mapping[int, str]
    unsure: Mapping[int, Problem]


def totals_among(part: Part, read: Mapping[str, Iterable[str]]) -> Totals:
    """The totals among the rows of a part.

    Args:
        part: as it stands in the file.
        read: by name of the file the columns of the contract.
    """
    columns = {name: tuple(read.get(name, ())) for name in part.cells.columns if name not in BAD_HEADING}
    sure: dict[int, str] = {}
    unsure: dict[int, Problem] = {}
    for row in _may_be_totals(part.cells, columns):
        cells = part.cells.row(row, named=True)
        filled = {name: text for name in columns if (text := (cells[name] or "").strip())}
        totalling = [
            name
            for name, text in filled.items()
            if _says_total(text) or (not _is_of_party(columns[name]) and _begins_total(text))
        ]
        others = [
            name
            for name, text in filled.items()
            if name not in totalling and not _is_sum(columns[name], text)
        ]
        sums = [name for name in filled if name not in totalling and name not in others]
        if _is_group_line(columns, filled, others):
            sure[row] = " ".join(filled.values())
            continue
        if totalling and others and all(_is_of_party(columns[name]) for name in totalling):
            continue  # somebody may be called so
        if totalling and sums and not others:
            sure[row] = " ".join(filled.values())
        elif totalling or (sums and not others):
            unsure[row] = _question(filled, totalling or sums)
        elif any(columns[name] for name in sums) and _are_labels(columns, others):
            unsure[row] = _question(filled, others)
    return Totals(sure, unsure)


def _may_be_totals(cells: pl.DataFrame, columns: Mapping[str, tuple[str, ...]]) -> list[int]:
    """The rows that name no item, and either say that they are a total or hold nothing beside sums and what may be a label."""
    blank = {name: pl.col(name).fill_null("").str.strip_chars() == "" for name in columns}
    items = [blank[name] | _texts_of_total(name) for name, of in columns.items() if is_of_item(of)]
    others = [blank[name] for name, of in columns.items() if of and not set(of) <= _SUMS | _MAY_LABEL]
    if not columns or not others:
        return []
    says = pl.any_horizontal(_texts_of_total(name) for name in columns)
    nothing_else = pl.all_horizontal(others)
    something = ~pl.all_horizontal(blank.values())
    names_no_item = pl.all_horizontal(items) if items else pl.lit(True)
    may_be = cells.select((names_no_item & (says | nothing_else) & something).alias("may_be"))
    return [int(row) for row in may_be["may_be"].arg_true()]


def _texts_of_total(name: str) -> pl.Expr:
    """A wide look at a column, which :func:`_says_total` narrows: what begins as a word for a total, or has no letter or digit."""
    return pl.col(name).fill_null("").str.contains(_starts())


@lru_cache(maxsize=1)
def _starts() -> str:
    """What a text begins with that may be a word for a total: its first letters, with or without accents; ``ü`` may be written ``ue``."""
    words = {word.casefold() for word in words_of_tables()["totals"]["words"]}
    words |= {plain_word(word) for word in words} | {word.replace("ü", "ue") for word in words}
    return rf"(?i)^\s*(?:{'|'.join(sorted({re.escape(word[:_FIRST]) for word in words}))})"


_FIRST: Final = 3


def _is_group_line(
    columns: Mapping[str, tuple[str, ...]], filled: Mapping[str, str], others: list[str]
) -> bool:
    """Whether a row is the line over a group: its name with a number in the first column of the file, and nothing but sums beside it."""
    first = next(iter(columns), "")
    is_named = others == [first] and _GROUP.fullmatch(filled[first]) is not None
    return is_named and _are_labels(columns, others) and any(map(is_of_item, columns.values()))


def _are_labels(columns: Mapping[str, tuple[str, ...]], names: Iterable[str]) -> bool:
    """Whether these columns tell neither who takes part nor where goods go nor when: nobody knows what they are, or they are numbers."""
    return all(set(columns[name]) <= _MAY_LABEL for name in names)


def _says_total(text: str) -> bool:
    return plain_word(_BEHIND.sub("", text)) in word_table("totals")


def _begins_total(text: str) -> bool:
    """Whether a text says of what it is a total: "Zwischensumme Auftrag 4711"; of a party it may be the name."""
    first, _, of = text.partition(" ")
    return bool(of) and first.strip(":").isalpha() and _says_total(first)


def is_of_item(of: Iterable[str]) -> bool:
    """Whether a column tells which item it is."""
    return any(
        column.startswith("items.") and column not in _SUMS and column != _NUMBER_OF_ITEM for column in of
    )


def _is_of_party(of: Iterable[str]) -> bool:
    return any(column.startswith("parties.") for column in of)


def _is_sum(of: tuple[str, ...], text: str) -> bool:
    """Whether a cell is an amount, its currency or unit; where nobody knows what a column is, as far as it looks so."""
    return set(of) <= _SUMS if of else _AMOUNT.fullmatch(text) is not None


def _question(filled: Mapping[str, str], names: list[str]) -> Problem:
    return new_problem(
        "may_be_total",
        N_("the row names no item, and may be a total ({cells})"),
        N_(
            "Delete it where it is one; else write which item it is: its material, description or customs code"
        ),
        path=names[0],
        cells=" ".join(filled.values())[:120],
    )
