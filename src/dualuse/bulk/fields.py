"""Fields: columns of small integers on the rows, and what each number stands for.

The cells that decide facts together become one field: rows whose cells no rule can tell apart share a number, and the
truth of every leaf is known per number. Number 0 stands for cells that the contract refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from dualuse.bulk import cell_validation
from dualuse.bulk.backends.backend import Engine, Frame, Numbering, Words
from dualuse.bulk.columns import ColumnPath, Header
from dualuse.bulk.deriver import Deriver, Kinds
from dualuse.bulk.equivalence import Like
from dualuse.bulk.fact_groups import STATED, Group, Wanted
from dualuse.bulk.single_cell_columns import OfCell, with_columns_of_cells
from dualuse.engine.tables.arrays import NUMBER
from dualuse.engine.tables.expressions import any_of
from dualuse.law.language.logic import AtLeast, Flag, Is, Leaf, Truth

WRONG: Final = 0
FORM: Final = "form_wrong"
"""Column that marks rows with a cell that has not the form of its column."""


@dataclass(frozen=True, slots=True)
class StatedValues:
    """The values of a fact with named values, per number; None for refused and empty cells."""

    fact: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass
class Fields:
    """``frame``: the rows with their cells and fields; ``constants``: leaves with the same truth in every row, ``extras`` likewise."""

    frame: Frame
    fields: list[Field] = field(default_factory=list)
    constants: dict[Leaf, Truth] = field(default_factory=dict)
    extras: dict[str, Any] = field(default_factory=dict)

    def with_extra(self, name: str) -> Field | None:
        """The field whose numbers say ``name``, or None where it is the same in every row."""
        return next((one for one in self.fields if name in one.extras), None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a group of columns, and what its combinations come to."""

    group: Group
    wanted: Wanted
    kinds: Kinds
    column: str


def add_groups(
    found: Fields,
    groups: Iterable[Group],
    leaves: tuple[Leaf, ...],
    header: Header,
    engine: Engine,
    deriver: Deriver,
    day: date,
    questions: frozenset[Leaf],
) -> None:
    """Add the fields of ``groups`` to ``found``, or constants where all rows come to the same.

    ``questions``: leaves of which it matters what they ask where they are open.
    """
    asked: list[_Asked] = []
    numberings: list[Numbering] = []
    added: list[nw.Expr] = []
    for group in groups:
        wanted = Wanted(group.leaves(leaves), questions)
        one = _Asked(group, wanted, deriver.kinds(group, day, wanted), f"field_{group.name}")
        asked.append(one)
        keys = _key_columns(group, header)
        if not keys:
            one.kinds.number(deriver.signature(group, (), day, wanted))
            continue
        added += [expression for expression in keys.values() if expression is not None]
        words = _words(group, keys, wanted, header, deriver, day)
        numbers_of = _numbers_of(one, header, deriver, day)
        numberings.append(Numbering(one.column, words, numbers_of, one.kinds.memory))
    frame = found.frame.with_columns(*added) if added else found.frame
    found.frame = engine.with_numbers(engine, frame, numberings) if numberings else frame
    for one in asked:
        _add_field(found, one)


def _numbers_of(
    asked: _Asked, header: Header, deriver: Deriver, day: date
) -> Callable[[list[tuple[Any, ...]]], list[int]]:
    group = asked.group
    texts = [header.codes.get(column.name) for column in group.keys]

    def cells_of(row: tuple[Any, ...]) -> tuple[str, ...]:
        keys = [
            value if of_column is None else of_column[value]
            for of_column, value in zip(texts, row, strict=False)
        ]
        return (*keys, *("yes" if one else "" for one in row[len(texts) :]))

    def numbers(rows: list[tuple[Any, ...]]) -> list[int]:
        signatures = (deriver.signature(group, cells_of(row), day, asked.wanted) for row in rows)
        return [asked.kinds.number(signature) for signature in signatures]

    return numbers


def _add_field(found: Fields, asked: _Asked) -> None:
    leaves, extras = asked.wanted.leaves, asked.group.extras
    signatures = asked.kinds.signatures
    if len(signatures) == 1 and not asked.kinds.refused:
        found.constants.update(zip(leaves, signatures[0].truths, strict=True))
        found.extras.update(zip(extras, signatures[0].extras, strict=True))
        return
    truths = {leaf: [kind.truths[index] for kind in signatures] for index, leaf in enumerate(leaves)}
    # A leaf that is open in every row still tells rows apart where they are asked for different things.
    alike = len({kind.asks for kind in signatures}) <= 1
    same = {
        leaf: values[0] if values else None
        for leaf, values in truths.items()
        if len(set(values)) <= 1 and (alike or None not in values)
    }
    found.constants.update(same)
    numbers: dict[tuple[Any, ...], int] = {(): 0}
    asks = [numbers.setdefault(kind.asks, len(numbers)) for kind in signatures]
    found.fields.append(
        Field(
            asked.column,
            len(signatures) + 1,
            {
                leaf: np.array([1, *(NUMBER[truth] for truth in values)], dtype=np.int8)
                for leaf, values in truths.items()
                if leaf not in same
            },
            {name: ["", *(kind.extras[index] for kind in signatures)] for index, name in enumerate(extras)},
            asked.kinds.refused,
            np.array([0, *asks], dtype=np.int64),
        )
    )


def _words(
    group: Group,
    keys: Iterable[str],
    wanted: Wanted,
    header: Header,
    deriver: Deriver,
    day: date,
) -> dict[str, Words | None]:
    """Per key column its words and what stands for each, where the cells are held as numbers of words."""
    found: dict[str, Words | None] = dict.fromkeys(keys)
    for column, key in zip(group.keys, found, strict=False):
        texts = header.codes.get(column.name)
        if texts is not None:
            like = group.alike(column, wanted, day, deriver)
            found[key] = Words(texts, _of_numbers(like, texts) if like else None)
    return found


def _of_numbers(like: Like, texts: tuple[str, ...]) -> Callable[[int], int]:
    numbers = {text: number for number, text in enumerate(texts)}

    def stands(number: int) -> int:
        text = texts[number]
        return numbers[text] if text == "" else numbers.get(like(text), number)

    return stands


def _key_columns(group: Group, header: Header) -> dict[str, nw.Expr | None]:
    """The key columns of a group; of a slot of parties whether it is stated, as an expression to be added."""
    keys: dict[str, nw.Expr | None] = {}
    limited = (
        any_of(~cell_validation.is_empty(header, name) for name in group.only_where)
        if group.only_where
        else None
    )
    for column in group.keys:
        name = cell_validation.name_of(header, column.name)
        if limited is None:
            keys[name] = None
        else:
            masked = f"{group.name}_{name}"
            nothing = cell_validation.nothing_stated(header, column.name)
            keys[masked] = nw.when(limited).then(nw.col(name)).otherwise(nothing).alias(masked)
    for number, slot in enumerate(group.present):
        stated = [
            ~cell_validation.is_empty(header, column.name) for column in header.columns if slot in column.path
        ]
        keys[f"stated_{number}"] = any_of(stated).alias(f"stated_{number}")
    return keys


def cell_name(column: ColumnPath, header: Header) -> str:
    """Name of the field of a column whose cells are facts of their own."""
    return f"field_{cell_validation.name_of(header, column.name)}"


def with_cell_numbers(frame: Frame, header: Header, engine: Engine) -> Frame:
    """Add the fields of the columns whose cells are facts of their own: they need no day, and no other cell.

    And :data:`FORM`, which marks rows with a cell that has not the form of its column.
    """
    wanted = [
        OfCell(
            cell_name(column, header),
            column.name,
            cell_validation.number_of_word(column),
            cell_validation.number_of(column),
        )
        for column in header.columns
        if cell_validation.is_direct(column) and cell_validation.facts_of_words(column, header) is None
    ]
    forms = [
        OfCell(f"form_{number}", *of_column) for number, of_column in enumerate(cell_validation.forms(header))
    ]
    frame = with_columns_of_cells(frame, header, engine, (*wanted, *forms))
    return frame.with_columns(any_of(nw.col(form.name) for form in forms).alias(FORM))


def add_cell(
    found: Fields, column: ColumnPath, fact: str, leaves: Iterable[Leaf], header: Header, assumed: str
) -> None:
    """What the numbers of :func:`cell_numbers` stand for; ``assumed``: what a policy gives an empty cell."""
    wanted = [leaf for leaf in leaves if isinstance(leaf, (Flag, Is, AtLeast)) and leaf.fact == fact]
    words = cell_validation.facts_of_words(column, header)
    held = cell_name(column, header) if words is None else cell_validation.name_of(header, column.name)
    stated = ("", *cell_validation.values_of(column)) if words is None else words[1:]
    facts = [_value(column, text or assumed) if text or assumed else None for text in stated]
    truths: dict[Leaf, NDArray[np.int8]] = {
        leaf: np.array(
            [1, *(NUMBER[cell_validation.leaf_truth(leaf, fact_value)] for fact_value in facts)],
            dtype=np.int8,
        )
        for leaf in wanted
    }
    named = None if column.kind == "flag" else StatedValues(fact, (None, *facts))
    found.fields.append(Field(held, len(facts) + 1, truths, {}, can_be_wrong=words is None, stated=named))


def _value(column: ColumnPath, text: str) -> Any:
    return text == "true" if column.kind == "flag" else text


def constant_cell(found: Fields, fact: str, leaves: Iterable[Leaf], assumed: str) -> None:
    """The leaves of a fact that the file has no column for."""
    for leaf in leaves:
        if isinstance(leaf, (Flag, Is, AtLeast)) and leaf.fact == fact:
            value = None if not assumed else assumed == "true" if isinstance(leaf, Flag) else assumed
            found.constants[leaf] = cell_validation.leaf_truth(leaf, value)
            if isinstance(value, str):
                found.extras[STATED + fact] = value
