"""Fields: columns of small integers on the rows, and what each number stands for.

The cells that decide facts together become one field: rows whose cells no rule can tell apart share a number, and the
truth of every leaf is known per number. Number 0 stands for cells that the contract refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dualuse.bulk.cell_validation import DirectCells
from dualuse.bulk.deriver import Asked
from dualuse.bulk.fact_groups import STATED
from dualuse.engine.tables.arrays import NUMBER
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.language.logic import LEVELS, AtLeast, Flag, Is, Leaf, Truth

WRONG: Final = 0


@dataclass(frozen=True, slots=True)
class StatedValues:
    """The values of a fact with named values, per number; None for refused and empty cells."""

    fact: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """``truths``: per leaf the truth of each number (``tables.arrays``); ``extras``: what else a number stands for.

    ``asks``: per number what its open leaves ask for, as a number, 0 where none is open; ``stated``: where the numbers
    are those of one fact with named values.
    """

    column: str
    size: int
    truths: Mapping[Leaf, NDArray[np.int8]]
    extras: Mapping[str, list[Any]]
    can_be_wrong: bool
    asks: NDArray[np.int64] | None = None
    stated: StatedValues | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """``constants``: leaves with the same truth in every row, ``extras`` likewise."""

    fields: list[Field] = field(default_factory=list)
    constants: dict[Leaf, Truth] = field(default_factory=dict)
    extras: dict[str, Any] = field(default_factory=dict)


def fields_of(
    asked: Iterable[Asked],
    direct: Iterable[DirectCells],
    leaves: Iterable[Leaf],
    assumed: Mapping[str, str],
) -> Fields:
    """The fields of the rows, of groups first, or constants where all rows come to the same.

    Args:
        asked: what is asked of groups, with the signatures that have come up.
        direct: columns whose cells are facts of their own.
        leaves: of the law.
        assumed: what a policy puts in place of a fact that is not stated.
    """
    row_fields = Fields()
    for of_group in asked:
        _add_group(row_fields, of_group)
    by_cell: dict[str, list[Flag | Is | AtLeast]] = {}
    for leaf in leaves:
        if isinstance(leaf, (Flag, Is, AtLeast)):
            by_cell.setdefault(_cell_of(leaf.fact), []).append(leaf)
    of_file = {cells.fact: cells for cells in direct}
    for fact, of_cell in by_cell.items():
        if fact in of_file:
            _add_direct(row_fields, of_file[fact], of_cell, assumed.get(fact, ""))
        elif fact in assumed:
            _add_constant(row_fields, fact, of_cell, assumed[fact])
    return row_fields


def _cell_of(fact: str) -> str:
    """The fact that a cell states by itself, where another follows from it alone: that a circumstance counts as told."""
    return f"circumstances.{fact.removeprefix(TOLD)}" if fact.startswith(TOLD) else fact


def _add_group(row_fields: Fields, asked: Asked) -> None:
    leaves, extras = asked.leaves, asked.group.extras
    signatures = asked.kinds.signatures
    if len(signatures) == 1 and not asked.kinds.refused:
        row_fields.constants.update(zip(leaves, signatures[0].truths, strict=True))
        row_fields.extras.update(zip(extras, signatures[0].extras, strict=True))
        return
    truths = {leaf: [kind.truths[index] for kind in signatures] for index, leaf in enumerate(leaves)}
    # A leaf that is open in every row still tells rows apart where they are asked for different things.
    alike = len({kind.asks for kind in signatures}) <= 1
    same = {
        leaf: values[0] if values else None
        for leaf, values in truths.items()
        if len(set(values)) <= 1 and (alike or None not in values)
    }
    row_fields.constants.update(same)
    numbers: dict[tuple[Any, ...], int] = {(): 0}
    asks = [numbers.setdefault(kind.asks, len(numbers)) for kind in signatures]
    row_fields.fields.append(
        Field(
            column=asked.column,
            size=len(signatures) + 1,
            truths={
                leaf: np.array([1, *(NUMBER[truth] for truth in values)], dtype=np.int8)
                for leaf, values in truths.items()
                if leaf not in same
            },
            extras={
                name: ["", *(kind.extras[index] for kind in signatures)] for index, name in enumerate(extras)
            },
            can_be_wrong=asked.kinds.refused,
            asks=np.array([0, *asks], dtype=np.int64),
        )
    )


def _add_direct(
    row_fields: Fields, cells: DirectCells, leaves: Iterable[Flag | Is | AtLeast], assumed: str
) -> None:
    """Cells that are facts of their own; ``assumed``: what a policy gives an empty cell."""
    truths: dict[Leaf, NDArray[np.int8]] = {
        leaf: np.array([1, *(NUMBER[_truth(leaf, text, assumed)] for text in cells.stated)], dtype=np.int8)
        for leaf in leaves
    }
    stated = None
    if not cells.is_flag:
        values = [_value(text or assumed, is_flag=False) for text in cells.stated]
        stated = StatedValues(cells.fact, (None, *(str(value) if value else None for value in values)))
    row_fields.fields.append(
        Field(
            column=cells.column,
            size=len(cells.stated) + 1,
            truths=truths,
            extras={},
            can_be_wrong=cells.can_be_wrong,
            stated=stated,
        )
    )


def _add_constant(row_fields: Fields, fact: str, leaves: Iterable[Flag | Is | AtLeast], assumed: str) -> None:
    """A fact that the file has no column for."""
    for leaf in leaves:
        value = _value(assumed, isinstance(leaf, Flag))
        row_fields.constants[leaf] = _truth(leaf, "", assumed)
        if isinstance(value, str):
            row_fields.extras[STATED + fact] = value


def _value(text: str, is_flag: bool) -> str | bool | None:
    return None if not text else text == "true" if is_flag else text


def _truth(leaf: Flag | Is | AtLeast, text: str, assumed: str) -> Truth:
    """The truth of a leaf for a cell; what a policy assumes has not been told."""
    if leaf.fact.startswith(TOLD):
        truth = None if not text else text == "true"
        return derived_facts()[leaf.fact].settled(truth)
    value = _value(text or assumed, isinstance(leaf, Flag))
    if value is None:
        return None
    if isinstance(leaf, Flag):
        return value is True
    return value in (leaf.values if isinstance(leaf, Is) else LEVELS[LEVELS.index(leaf.level) :])


# Fields as digits of as few integers as hold them.

_LARGEST: Final = 1 << 62

Layout: TypeAlias = "tuple[tuple[tuple[Field, int], ...], ...]"
"""Per integer its fields, each with its radix."""


def layout_of(fields: Iterable[Field]) -> Layout:
    """How integers hold the numbers of fields."""
    return tuple(map(tuple, _words(fields)))


def _words(fields: Iterable[Field]) -> Iterator[list[tuple[Field, int]]]:
    word: list[tuple[Field, int]] = []
    radix = 1
    for of_field in fields:
        if radix * of_field.size >= _LARGEST:
            yield word
            word, radix = [], 1
        word.append((of_field, radix))
        radix *= of_field.size
    if word:
        yield word
