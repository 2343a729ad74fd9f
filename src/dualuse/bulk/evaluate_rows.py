"""The rows of one period under the law: fields first, then the outcome, with reasons or without.

Without reasons the conditions run as expressions on the engine, row by row, whatever the rows hold. With reasons the
rows are brought down to their distinct combinations of fields, each is judged, and the answer is joined back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import narwhals as nw
import numpy as np

from dualuse.assessment.facts import policy_for
from dualuse.bulk import cell_validation, value_limits
from dualuse.bulk.backends.backend import ROW, Engine, Frame
from dualuse.bulk.columns import Header, column_path
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.fact_groups import THRESHOLD, Group, groups_of
from dualuse.bulk.fields import (
    FORM,
    WRONG,
    Field,
    Fields,
    add_cell,
    add_groups,
    cell_name,
    constant_cell,
)
from dualuse.engine.tables.bounds import Compiled, compiled, side_by_side
from dualuse.engine.tables.expressions import any_of, literal
from dualuse.engine.tables.rules import COVERED, NEEDS, TableLaw, leaves_on, table_law
from dualuse.law.eu_2021_821.facts.derived import TRANSFER_IS_CONTROLLED, TRANSFER_OPTION, derived_facts
from dualuse.law.language.logic import AtLeast, Condition, Flag, Is, Leaf, Truth, leaves

IS_WRONG: Final = "is_wrong"
EXEMPT: Final = Flag("item.national_value_exempt")
BOTH: Final = "field_exporter_and_places"
EXEMPT_FIELD: Final = "field_exempt"

_TRANSFER_LEAVES: Final = tuple(leaves(TRANSFER_IS_CONTROLLED))
TRANSFER: Final = Flag(TRANSFER_OPTION)
_DEFINITIONS: Final[dict[Leaf, Condition]] = {TRANSFER: TRANSFER_IS_CONTROLLED}
"""What is worked out from other leaves, as for one case."""


@dataclass(frozen=True, slots=True)
class LawOnTable:
    """The rules of a period on a table, and as expressions where those are needed.

    ``both``: two fields that the expressions read as one, in the column :data:`BOTH`.
    """

    rules: TableLaw
    expressions: Callable[[], Compiled]
    both: tuple[Field, Field] | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """The rows of a period with their fields and the law on them; :data:`IS_WRONG` marks rows that are refused.

    ``extras``: what groups give beside facts where it is the same in every row.
    """

    frame: Frame
    fields: tuple[Field, ...]
    on_table: LawOnTable
    extras: Mapping[str, Any]

    @property
    def law(self) -> TableLaw:
        """The rules."""
        return self.on_table.rules

    def field(self, column: str) -> Field | None:
        """The field in ``column``, if there is one."""
        return next((one for one in self.fields if one.column == column), None)


def prepared(
    frame: Frame,
    header: Header,
    engine: Engine,
    deriver: Deriver,
    day: date,
    policies: Iterable[str] = (),
    *,
    asking: bool = True,
    only: frozenset[str] | None = None,
) -> Prepared:
    """Give the rows of a period their fields.

    Args:
        frame: with the prepared cells (``cells.prepared_cells``), :data:`FORM` and the totals (``value.with_totals``).
        day: the first day of the period.
        policies: names of ``assessment.facts.POLICIES``.
        only: citations that the law is restricted to (``tables.rules.table_law``).
        asking: whether it will matter what open facts ask for: not where outcomes alone are wanted.
    """
    policies = tuple(policies)
    found = Fields(frame.select(*_needed(header)))
    of_law = leaves_on(day, only)
    leaves = tuple(dict.fromkeys((*of_law, *(_TRANSFER_LEAVES if only is None else ()))))
    questions = frozenset(of_law) if asking else frozenset()
    groups = (*groups_of(header), *_checks(header))
    add_groups(found, groups, leaves, header, engine, deriver, day, questions)
    for fact in dict.fromkeys(_direct_facts(leaves)):
        column = header.column(fact)
        if column is None:
            constant_cell(found, fact, leaves, _assumed(fact, policies))
        else:
            add_cell(found, column, fact, leaves, header, _assumed(fact, policies))
    _add_exempt(found)
    fields = tuple(found.fields)
    # While no field has a new number, and words have the same, the law on the table is that of the part before.
    sizes = tuple((one.column, one.size) for one in fields)
    words = tuple(
        header.codes.get(column.name) for column in header.columns if cell_validation.is_direct(column)
    )
    key = (day, asking, only, policies, sizes, words)
    if key not in deriver.laws:
        rules = table_law(day, _columns(found, fields, leaves), _DEFINITIONS if only is None else {}, only)
        deriver.laws[key] = _law(rules, fields, engine.largest_field)
    wrong = [nw.col(one.column) == WRONG for one in fields if one.can_be_wrong]
    frame = found.frame.with_columns(any_of([nw.col(FORM), *wrong]).alias(IS_WRONG))
    return Prepared(frame, fields, deriver.laws[key], found.extras)


def _law(law: TableLaw, fields: tuple[Field, ...], largest: int) -> LawOnTable:
    numbered = {
        name: (one.column, truths)
        for one in fields
        for leaf, truths in one.truths.items()
        if isinstance(name := law.columns[leaf], str)
    }
    named = {one.column: one for one in fields}
    pair = (named.get("field_exporter"), named.get("field_places"))
    if pair[0] is None or pair[1] is None or pair[0].size * pair[1].size > largest:
        return LawOnTable(law, lru_cache(lambda: compiled(law, numbered)), None)
    both = (pair[0], pair[1])
    sizes = (both[0].size, both[1].size)
    merged = side_by_side(numbered, both[0].column, both[1].column, sizes, BOTH)
    return LawOnTable(law, lru_cache(lambda: compiled(law, merged)), both)


def _with_both(frame: Frame, both: tuple[Field, Field] | None) -> Frame:
    if both is None:
        return frame
    first, second = (nw.col(one.column).cast(nw.UInt32) for one in both)
    return frame.with_columns((first * both[1].size + second).alias(BOTH))


def columns_read(header: Header) -> frozenset[str]:
    """The columns of which more than the form of their cells matters, but for what rows of a contract come to."""
    read = set(_keys(header))
    read |= {
        column.name for column in header.columns if cell_validation.is_direct(column) or column.name == "date"
    }
    return frozenset(read | {one.column for one in value_limits.of_cells()})


def _keys(header: Header) -> Iterator[str]:
    for group in (*groups_of(header), *_checks(header)):
        yield from (column.name for column in group.keys)
    yield from (column.name for column in header.columns if column.path[0] == "parties")


def _needed(header: Header) -> tuple[str, ...]:
    """The columns that fields are made from; the other cells stay behind."""
    names = dict.fromkeys(cell_validation.name_of(header, name) for name in _keys(header))
    numbers = [
        cell_name(column, header)
        if cell_validation.facts_of_words(column, header) is None
        else cell_validation.name_of(header, column.name)
        for column in header.columns
        if cell_validation.is_direct(column)
    ]
    return tuple(
        dict.fromkeys(
            (ROW, FORM, value_limits.LEAST, value_limits.MOST, *value_limits.COLUMNS, *names, *numbers)
        )
    )


def _checks(header: Header) -> Iterator[Group]:
    """Columns that no rule reads and whose cells the contract checks against a list: each on its own."""
    read = {column.name for group in groups_of(header) for column in group.keys}
    for number, column in enumerate(header.columns):
        is_checked = cell_validation.checked_here(column) or column.name == "date"
        if column.name not in read and not is_checked:
            yield Group(f"check{number}", keys=(column,))


def _direct_facts(leaves: Iterable[Leaf]) -> Iterator[str]:
    for leaf in leaves:
        if isinstance(leaf, (Flag, Is, AtLeast)):
            column = column_path(leaf.fact)
            if column is not None and cell_validation.is_direct(column):
                yield leaf.fact


def _assumed(fact: str, policies: Iterable[str]) -> str:
    """What a policy puts in place of an empty cell."""
    policy = policy_for(fact, policies)
    return "" if policy is None else str(policy.value).lower()


def _add_exempt(found: Fields) -> None:
    """The national value limit, where the State of a row has one."""
    of = found.with_extra(THRESHOLD)
    states = set(of.extras[THRESHOLD]) if of else {found.extras[THRESHOLD]}
    if states <= {"", None}:
        found.constants[EXEMPT] = False
        return
    if of is None:
        exempt = value_limits.exempt(found.extras[THRESHOLD])
    else:
        by_state = {
            code: [n for n, state in enumerate(of.extras[THRESHOLD]) if state == code]
            for code in states
            if code
        }
        exempt = literal(False)
        for code, numbers in by_state.items():
            exempt = (
                nw.when(nw.col(of.column).is_in(numbers)).then(value_limits.exempt(code)).otherwise(exempt)
            )
    found.frame = found.frame.with_columns(value_limits.with_answer(exempt).alias("exempt_truth"))
    truth = nw.col("exempt_truth")
    asked = value_limits.unstated() + nw.lit(4)
    number = nw.when(truth.is_null()).then(asked).when(truth).then(nw.lit(3)).otherwise(nw.lit(2))
    found.frame = found.frame.with_columns(number.cast(nw.Int32).alias(EXEMPT_FIELD))
    size = 4 + value_limits.UNSTATED
    truths = np.array([1, 1, 0, 2, *[1] * value_limits.UNSTATED], dtype=np.int8)
    asks = np.array([0, 0, 0, 0, *range(1, value_limits.UNSTATED + 1)], dtype=np.int64)
    found.fields.append(Field(EXEMPT_FIELD, size, {EXEMPT: truths}, {}, can_be_wrong=False, asks=asks))


def _columns(found: Fields, fields: tuple[Field, ...], leaves: Iterable[Leaf]) -> dict[Leaf, str | Truth]:
    """Where the truth of each leaf stands: a column named by its place among all leaves, or a constant."""
    columns: dict[Leaf, str | Truth] = dict(found.constants)
    for one in fields:
        columns.update({leaf: f"leaf_{one.column}_{index}" for index, leaf in enumerate(one.truths)})
    for leaf in leaves:
        if leaf not in columns and leaf not in _DEFINITIONS and leaf not in (NEEDS, COVERED):
            # What an authority might still do is no cell: it stays open until a decision is stated.
            if not isinstance(leaf, Flag) or derived_facts()[leaf.fact].inputs:
                raise KeyError(leaf)
            columns[leaf] = None
    return columns


def outcomes(rows: Prepared, engine: Engine) -> Frame:
    """The rows with ``low`` and ``high``, by the expressions of the law: a stream, row by row."""
    law = rows.on_table.expressions()
    frame = engine.with_planes(_with_both(rows.frame, rows.on_table.both), law.planes)
    for stage in law.stages:
        frame = frame.with_columns(*stage)
    return frame
