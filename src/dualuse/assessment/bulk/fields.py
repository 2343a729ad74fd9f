"""Fields: columns of small integers on the rows, and what each number stands for.

The cells that decide facts together become one field: rows whose cells no rule can tell apart share a number, and the
truth of every leaf is known per number. Number 0 stands for cells that the contract refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from dualuse.assessment.bulk import cells
from dualuse.assessment.bulk.columns import ColumnPath, Header
from dualuse.assessment.bulk.engines import Engine, Frame
from dualuse.assessment.bulk.groups import Derived, Deriver, Group
from dualuse.determination.tables.arrays import NUMBER
from dualuse.determination.tables.expressions import any_of
from dualuse.law.logic import AtLeast, Flag, Is, Leaf, Truth

WRONG: Final = 0


@dataclass(frozen=True, slots=True)
class Field:
    """``truths``: per leaf the truth of each number (``tables.arrays``); ``extras``: what else a number stands for.

    ``asks``: per number what its open leaves ask for, as a number, 0 where none is open.
    """

    column: str
    size: int
    truths: Mapping[Leaf, NDArray[np.int8]]
    extras: Mapping[str, list[Any]]
    can_be_wrong: bool
    asks: NDArray[np.int64] | None = None


@dataclass
class Fields:
    """``rows`` as they came, with their cells; ``frame``: the same with its fields; ``constants``: leaves with the same truth in every row, ``extras`` likewise."""

    rows: Frame
    frame: Frame
    fields: list[Field] = field(default_factory=list)
    constants: dict[Leaf, Truth] = field(default_factory=dict)
    extras: dict[str, Any] = field(default_factory=dict)

    def with_extra(self, name: str) -> Field | None:
        """The field whose numbers say ``name``, or None where it is the same in every row."""
        return next((one for one in self.fields if name in one.extras), None)


def add_group(
    found: Fields,
    group: Group,
    leaves: Iterable[Leaf],
    header: Header,
    engine: Engine,
    deriver: Deriver,
    day: date,
    unasked: frozenset[Leaf] = frozenset(),
) -> None:
    """Add the field of ``group`` to ``found``, or constants where the file has none of its columns.

    ``unasked``: leaves that no rule waits for, only derivations.
    """
    wanted = group.leaves(leaves)
    keys = _key_columns(group, header)
    added = [expression for expression in keys.values() if expression is not None]
    if added:
        found.frame = found.frame.with_columns(*added)
    rows_with_keys = found.rows.with_columns(*added) if added else found.rows
    combinations = engine.collect(rows_with_keys.select(*keys).unique()) if keys else pl.DataFrame([{}])
    rows = combinations.select(*keys).rows() if keys else [()]
    derived = [deriver.derive(group, _cells(group, row, header), day) for row in rows]
    truths = [() if one.wrong else deriver.truths(wanted, one, day) for one in derived]
    numbers, first, asks = _numbers(group, wanted, derived, truths, deriver, unasked)
    if len(first) == 1 and numbers[0] != WRONG and len(set(numbers)) == 1:
        only = first[0]
        found.constants.update(zip(wanted, truths[only], strict=True))
        found.extras.update({name: derived[only].facts.get(name) for name in group.extras})
        return
    column = f"field_{group.name}"
    size = max(numbers) + 1
    varying = [
        (leaf, [truths[position][index] for position in first])
        for index, leaf in enumerate(wanted)
        if len({truths[position][index] for position in first}) > 1
    ]
    found.constants.update(
        {
            leaf: truths[first[0]][index]
            for index, leaf in enumerate(wanted)
            if first and len({truths[position][index] for position in first}) == 1
        }
    )
    if not first:
        found.constants.update(dict.fromkeys(wanted))
    found.fields.append(
        Field(
            column,
            size,
            {
                leaf: np.array([1, *(NUMBER[truth] for truth in values)], dtype=np.int8)
                for leaf, values in varying
            },
            {name: ["", *(derived[position].facts.get(name) for position in first)] for name in group.extras},
            WRONG in numbers,
            np.array([0, *asks], dtype=np.int64),
        )
    )
    table = combinations.select(*keys).with_columns(pl.Series(column, numbers, dtype=pl.Int32))
    found.frame = found.frame.join(engine.table(table), on=list(keys), how="left")


def _numbers(
    group: Group,
    leaves: tuple[Leaf, ...],
    derived: list[Derived],
    truths: list[tuple[Truth, ...]],
    deriver: Deriver,
    unasked: frozenset[Leaf],
) -> tuple[list[int], list[int], list[int]]:
    """A number for each combination; for each number from 1 the first combination that has it, and what it asks."""
    known: dict[tuple[Any, ...], int] = {}
    asked: dict[tuple[Any, ...], int] = {(): 0}
    first: list[int] = []
    asks: list[int] = []
    numbers: list[int] = []
    for position, (one, of_leaves) in enumerate(zip(derived, truths, strict=True)):
        if one.wrong:
            numbers.append(WRONG)
            continue
        is_open = [
            leaf
            for leaf, truth in zip(leaves, of_leaves, strict=True)
            if truth is None and leaf not in unasked
        ]
        questions = deriver.asks(is_open, one)
        key = (of_leaves, questions, *[one.facts.get(name) for name in group.extras])
        if key not in known:
            known[key] = len(known) + 1
            first.append(position)
            asks.append(asked.setdefault(questions, len(asked)))
        numbers.append(known[key])
    return numbers, first, asks


def _key_columns(group: Group, header: Header) -> dict[str, nw.Expr | None]:
    """The key columns of a group; of a slot of parties whether it is stated, as an expression to be added."""
    keys: dict[str, nw.Expr | None] = {}
    limited = any_of(~cells.is_empty(header, name) for name in group.only_where) if group.only_where else None
    for column in group.keys:
        name = cells.name_of(header, column.name)
        if limited is None:
            keys[name] = None
        else:
            masked = f"{group.name}_{name}"
            nothing = cells.nothing_stated(header, column.name)
            keys[masked] = nw.when(limited).then(nw.col(name)).otherwise(nothing).alias(masked)
    for number, slot in enumerate(group.present):
        stated = [~cells.is_empty(header, column.name) for column in header.columns if slot in column.path]
        keys[f"stated_{number}"] = any_of(stated).alias(f"stated_{number}")
    return keys


def _cells(group: Group, row: tuple[Any, ...], header: Header) -> tuple[str, ...]:
    keys, stated = row[: len(group.keys)], row[len(group.keys) :]
    texts = (
        cells.text_of(header, column.name, value) for column, value in zip(group.keys, keys, strict=True)
    )
    return (*texts, *("yes" if one else "" for one in stated))


def cell_name(column: ColumnPath, header: Header) -> str:
    """Name of the field of a column whose cells are facts of their own."""
    return f"field_{cells.name_of(header, column.name)}"


def cell_numbers(header: Header) -> list[nw.Expr]:
    """The fields of the columns whose cells are facts of their own: they need no day, and no other cell."""
    return [
        cells.number_of(column, header).alias(cell_name(column, header))
        for column in header.columns
        if cells.is_direct(column)
    ]


def add_cell(
    found: Fields, column: ColumnPath, fact: str, leaves: Iterable[Leaf], header: Header, assumed: str
) -> None:
    """What the numbers of :func:`cell_numbers` stand for; ``assumed``: what a policy gives an empty cell."""
    wanted = [leaf for leaf in leaves if isinstance(leaf, (Flag, Is, AtLeast)) and leaf.fact == fact]
    values = cells.values_of(column)
    facts = [None if not assumed else _value(column, assumed), *(_value(column, value) for value in values)]
    truths: dict[Leaf, NDArray[np.int8]] = {
        leaf: np.array(
            [1, *(NUMBER[cells.leaf_truth(leaf, fact_value)] for fact_value in facts)], dtype=np.int8
        )
        for leaf in wanted
    }
    found.fields.append(Field(cell_name(column, header), len(values) + 2, truths, {}, can_be_wrong=True))


def _value(column: ColumnPath, text: str) -> Any:
    return text == "true" if column.kind == "flag" else text


def constant_cell(found: Fields, fact: str, leaves: Iterable[Leaf], assumed: str) -> None:
    """The leaves of a fact that the file has no column for."""
    for leaf in leaves:
        if isinstance(leaf, (Flag, Is, AtLeast)) and leaf.fact == fact:
            value = None if not assumed else assumed == "true" if isinstance(leaf, Flag) else assumed
            found.constants[leaf] = cells.leaf_truth(leaf, value)
