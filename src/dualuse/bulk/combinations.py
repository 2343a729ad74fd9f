"""The distinct combinations of fields of a table: each judged as an array element, its reasons as what the rules say.

Rows with the same numbers in all fields have the same answer. What the rules say of a combination is worked out over
all of them at once; combinations of which every rule says the same are one case, those that lack the same facts share
what is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import polars as pl

from dualuse.assessment.authorisations.authorisation_book import Faults, Lifted
from dualuse.bulk.backends.backend import ROW
from dualuse.bulk.evaluate_rows import TRANSFER, Prepared
from dualuse.bulk.fact_groups import STATED
from dualuse.bulk.held_group import HELD_ASKS, HELD_FAULTS, HELD_LIFTS
from dualuse.engine.tables.decided import decided
from dualuse.engine.tables.ends import ends
from dualuse.engine.tables.keys import Keys
from dualuse.engine.tables.open_rules import LackingCombinations
from dualuse.engine.tables.tellings import Tellings, tellings
from dualuse.law.eu_2021_821.facts.derived_authorities import COVERED_BY_HELD, transfer_rule
from dualuse.law.eu_2021_821.facts.stated_facts import NATIONAL_DEPARTURE
from dualuse.law.language.logic import Flag, Leaf, Truth
from dualuse.law.language.provision import Effect

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]
    Stated: TypeAlias = dict[str, tuple[tuple[str | None, ...], Numbers]]

CASE: Final = "case"
LACKING: Final = "lacking"

_SLICE: Final = 100_000
"""Combinations judged at once: bounds the memory for the truths of some two hundred leaves, and keeps them at hand."""

_OF_TRANSFER: Final = (transfer_rule("any"), Flag("item.national_own"), Flag(NATIONAL_DEPARTURE))
"""What the option of Art. 11(2) asks for follows from the rule of the State, and from the national list."""
_LARGEST_FIELD: Final = 1 << 31


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingCase:
    """What the rules say of a case, its outcome, and whether an authorisation held covers the item.

    ``asks``: the fields that are to be stated before that is known, with semicolons between them. ``lifted``: the acts
    that authorisations held were granted under, where one says so. ``faults``: what is wrong with them. ``grounds``: the circumstances
    of which one would make an authorisation held lift what forbids the item (``assessment/authorisations/derogations.py``).
    """

    of_rules: Tellings
    low: Effect
    high: Effect
    covered: Truth
    asks: str = ""
    lifted: Lifted = ()
    faults: Faults = ()
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Combinations:
    """Distinct combinations with their outcomes.

    ``table``: the columns of the combinations with ``low``, ``high``, :data:`CASE` and :data:`LACKING` (keys: the same
    reasons, the same missing facts), and :data:`ROW` with a row that stands for each. ``new``: what the rules say of the
    cases that have not come up before; ``lacking``: a combination for each list of missing facts that has not; ``opened``: the
    same, to ask for the rules that wait in them.
    """

    table: pl.DataFrame
    new: Mapping[int, TellingCase]
    lacking: pl.DataFrame
    opened: LackingCombinations


def judged_combinations(
    rows: Prepared,
    distinct: pl.DataFrame,
    keys: Keys,
    seen_cases: Collection[int],
    seen_lacking: Collection[int],
) -> Combinations:
    """Judge each combination.

    Args:
        rows: the fields of the rows, and the law on them.
        distinct: the integers that hold the fields, each combination once, and a row that has it.
        keys: the numbers that keys are made of, of one day.
        seen_cases: keys of the cases that have come up before.
        seen_lacking: keys of the lists of missing facts that have.
    """
    table = _judged(rows, distinct, keys)
    new = _first_of_each(table, CASE, seen_cases)
    lacking = _first_of_each(table.filter(pl.col("low") != pl.col("high")), LACKING, seen_lacking)
    cases = dict(zip(new[CASE], _telling(rows, new), strict=True))
    truths = _truths(rows, _digits(lacking, rows))
    return Combinations(
        table, cases, lacking, LackingCombinations(rows.on_table.rules, truths, lacking.height)
    )


def judged_ends(rows: Prepared, distinct: pl.DataFrame) -> pl.DataFrame:
    """The outcomes of combinations without their reasons: ``low`` and ``high`` beside the integers of each."""
    parts = [distinct.slice(start, _SLICE) for start in range(0, max(1, distinct.height), _SLICE)]
    return pl.concat(_ends(rows, part) for part in parts).drop(ROW)


def _ends(rows: Prepared, part: pl.DataFrame) -> pl.DataFrame:
    of_part = ends(rows.on_table.rules, _truths(rows, _digits(part, rows)), part.height)
    return part.with_columns(pl.Series("low", of_part.low), pl.Series("high", of_part.high))


def _first_of_each(table: pl.DataFrame, key: str, seen: Collection[int]) -> pl.DataFrame:
    """A combination for each value of ``key`` that is not in ``seen``, the one whose row comes first."""
    first = table.sort(ROW).unique(key, keep="first", maintain_order=True) if table.height > 1 else table
    is_new = [value not in seen for value in first[key]]
    return first if all(is_new) else first.filter(pl.Series(is_new, dtype=pl.Boolean))


def _telling(rows: Prepared, chosen: pl.DataFrame) -> list[TellingCase]:
    """What the rules say of some rows of the table."""
    digits = _digits(chosen, rows)
    of_held = next((of_field for of_field in rows.fields if COVERED_BY_HELD in of_field.extras), None)
    held: list[tuple[Truth, str | None, Lifted | None, Faults | None]]
    names = (COVERED_BY_HELD, HELD_ASKS, HELD_LIFTS, HELD_FAULTS)
    if of_held is None:
        covered, asks, lifted, faults = (rows.extras.get(name) for name in names)
        held = [(covered, asks, lifted, faults)] * chosen.height
    else:
        extras = [of_held.extras[name] for name in names]
        of_numbers = list(zip(*extras, strict=True))
        held = [of_numbers[number] for number in digits[of_held.column]]
    truths, values = _truths(rows, digits), _named_values(rows, digits, chosen.height)
    of_rules = tellings(rows.on_table.rules, truths, chosen.height, values)
    ends = chosen.select("low", "high").iter_rows()
    return [
        TellingCase(
            of_rules=of_row,
            low=Effect(low),
            high=Effect(high),
            covered=covered,
            asks=asks or "",
            lifted=lifted or (),
            faults=faults or (),
        )
        for of_row, (low, high), (covered, asks, lifted, faults) in zip(of_rules, ends, held, strict=True)
    ]


def _judged(rows: Prepared, distinct: pl.DataFrame, keys: Keys) -> pl.DataFrame:
    parts: list[pl.DataFrame] = []
    for start in range(0, distinct.height, _SLICE):
        part = distinct.slice(start, _SLICE)
        digits = _digits(part, rows)
        truths, values = _truths(rows, digits), _named_values(rows, digits, part.height)
        answer = decided(rows.on_table.rules, truths, part.height, _asks(rows, digits), values, keys)
        covers = [
            keys.of_numbers(digits[of_field.column], COVERED_BY_HELD)
            for of_field in rows.fields
            if COVERED_BY_HELD in of_field.extras
        ]
        case = reduce(add, covers, answer.case)
        added: dict[str, Any] = {"low": answer.low, "high": answer.high, CASE: case, LACKING: answer.lacking}
        parts.append(part.with_columns(*(pl.Series(name, values) for name, values in added.items())))
    if not parts:
        nothing = {"low": pl.Int8, "high": pl.Int8, CASE: pl.UInt64, LACKING: pl.UInt64}
        return distinct.with_columns(*(pl.lit(None, kind).alias(name) for name, kind in nothing.items()))
    return pl.concat(parts)


def _digits(part: pl.DataFrame, rows: Prepared) -> dict[str, Numbers]:
    """The number of each field in each combination."""
    return {
        of_field.column: (part[f"word_{index}"].to_numpy() // radix) % of_field.size
        for index, word in enumerate(rows.layout)
        for of_field, radix in word
    }


def _truths(rows: Prepared, digits: dict[str, Numbers]) -> dict[str, NDArray[np.int8]]:
    columns = rows.on_table.rules.columns
    return {
        str(columns[leaf]): of_number[digits[of_field.column]]
        for of_field in rows.fields
        for leaf, of_number in of_field.truths.items()
    }


def _named_values(rows: Prepared, digits: dict[str, Numbers], height: int) -> Stated:
    """What is stated of the facts with named values: row by row, or by a policy for all rows."""
    of_all: Stated = {
        name.removeprefix(STATED): ((value,), np.zeros(height, dtype=np.int64))
        for name, value in rows.extras.items()
        if name.startswith(STATED)
    }
    of_groups: Stated = {
        name.removeprefix(STATED): (tuple(values), digits[of_field.column])
        for of_field in rows.fields
        for name, values in of_field.extras.items()
        if name.startswith(STATED)
    }
    of_rows = {
        of_field.stated.fact: (of_field.stated.values, digits[of_field.column])
        for of_field in rows.fields
        if of_field.stated is not None
    }
    return of_all | of_groups | of_rows


def _asks(rows: Prepared, digits: dict[str, Numbers]) -> dict[Leaf, tuple[str, Numbers]]:
    asks: dict[Leaf, tuple[str, Numbers]] = {
        leaf: (of_field.column, of_field.asks[digits[of_field.column]])
        for of_field in rows.fields
        if of_field.asks is not None
        for leaf in of_field.truths
    }
    transfer = [
        digits[of_field.column]
        for of_field in rows.fields
        if not of_field.truths.keys().isdisjoint(_OF_TRANSFER)
    ]
    if transfer:
        asks[TRANSFER] = ("transfer", transfer[0] + _LARGEST_FIELD * transfer[-1])
    return asks
