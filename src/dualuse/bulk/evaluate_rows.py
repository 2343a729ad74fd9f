"""The law of a period on rows with fields: what is a constant, what is a column, and the rules over both.

Without reasons the conditions run as expressions on the backend, row by row, whatever the rows hold. With reasons the
rows are brought down to their distinct combinations of fields, each is judged, and the answer is joined back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final

from dualuse.assessment.assumptions import policy_for
from dualuse.bulk.backends.backend import Backend
from dualuse.bulk.cell_validation import DirectCells
from dualuse.bulk.deriver import Asked
from dualuse.bulk.fact_groups import THRESHOLD
from dualuse.bulk.fields import Field, Fields, Layout, fields_of, layout_of
from dualuse.bulk.value_limits import EXEMPT, EXEMPT_FIELD
from dualuse.engine.reach import Reach
from dualuse.engine.tables.bounds import Compiled, compiled, side_by_side
from dualuse.engine.tables.rules import COVERED, NEEDS, TableLaw, table_law
from dualuse.law.eu_2021_821.facts import STATED_FACTS
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.eu_2021_821.facts.derived_authorities import TRANSFER_IS_CONTROLLED, TRANSFER_OPTION
from dualuse.law.language.logic import Condition, Flag, Leaf, Truth, leaves

BOTH: Final = "field_exporter_and_places"
TRANSFER: Final = Flag(TRANSFER_OPTION)
_DEFINITIONS: Final[dict[Leaf, Condition]] = {TRANSFER: TRANSFER_IS_CONTROLLED}
"""What is worked out from other leaves, as for one case."""
DEFINING_LEAVES: Final = tuple(leaves(TRANSFER_IS_CONTROLLED))
"""The leaves that these are worked out from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawOfPeriod:
    """The leaves that rows of a period are asked for, and those of which it matters what they ask where they are open.

    ``only``: citations that the law is restricted to (``tables.rules.table_law``); ``reach``: the provisions that the rows
    can be about.
    """

    day: date
    leaves: tuple[Leaf, ...]
    questions: frozenset[Leaf]
    only: frozenset[str] | None
    reach: Reach = None


@dataclass(frozen=True, slots=True)
class LawOnTable:
    """The rules of a period on a table, and as expressions where those are needed.

    ``both``: two fields that the expressions read as one, in the column :data:`BOTH`.
    """

    rules: TableLaw
    expressions: Callable[[], Compiled]
    both: tuple[Field, Field] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The fields of the rows of a period, and the law on them.

    ``extras``: what groups give beside facts where it is the same in every row; ``layout``: how integers hold the fields;
    ``limited``: the States with a value limit, each with its numbers in the column ``state_column``, if there are several.
    """

    fields: tuple[Field, ...]
    on_table: LawOnTable
    extras: Mapping[str, Any]
    layout: Layout
    limited: Mapping[str, Sequence[int]]
    state_column: str


def prepared(
    law: LawOfPeriod,
    asked: Iterable[Asked],
    direct: Iterable[DirectCells],
    policies: tuple[str, ...],
    words: tuple[Any, ...],
    backend: Backend,
    laws: dict[Any, Any],
) -> Prepared:
    """The fields of the rows, and the law on them.

    Args:
        law: of the period.
        asked: what it asks of groups, with the signatures of all their combinations.
        direct: columns whose cells are facts of their own.
        policies: names of ``assessment.assumptions.POLICIES``.
        words: of those columns: while they are the same and no field has a new number, so is the law on the table.
        backend: where the expressions run.
        laws: those of earlier parts, on their tables.
    """
    asked = tuple(asked)
    provided = frozenset().union(*(of_group.group.gives for of_group in asked))
    assumed = {fact: _assumed(fact, policies) for fact in STATED_FACTS if fact not in provided}
    row_fields = fields_of(asked, direct, law.leaves, assumed)
    limited, column = _limited(row_fields)
    if limited:
        row_fields.fields.append(EXEMPT_FIELD)
    else:
        row_fields.constants[EXEMPT] = False
    fields = tuple(row_fields.fields)
    sizes = tuple((of_field.column, of_field.size) for of_field in fields)
    # Numbers only grow from part to part: a law on the table of an earlier part, once they have, is never asked for again.
    key, of_table = (law.day, bool(law.questions), law.only, law.reach, policies), (sizes, words)
    if key not in laws or laws[key][0] != of_table:
        # New words seldom tell leaves apart that were the same in every row: then the rules are those of the part before.
        rules = _rules_on(law.day, tuple(_columns(row_fields, law.leaves).items()), law.only, law.reach)
        laws[key] = of_table, _on_table(rules, fields, backend)
    return Prepared(
        fields=fields,
        on_table=laws[key][1],
        extras=row_fields.extras,
        layout=layout_of(fields),
        limited=limited,
        state_column=column,
    )


@lru_cache(maxsize=64)
def _rules_on(
    day: date, columns: tuple[tuple[Leaf, str | Truth], ...], only: frozenset[str] | None, reach: Reach
) -> TableLaw:
    """The rules over these columns: the same in every file that has them, and a sixth of the work of a short one."""
    return table_law(day, dict(columns), _DEFINITIONS if only is None else {}, only, reach)


def _assumed(fact: str, policies: Iterable[str]) -> str:
    """What a policy puts in place of an empty cell."""
    policy = policy_for(fact, policies)
    return "" if policy is None else str(policy.value).lower()


def _limited(row_fields: Fields) -> tuple[dict[str, Sequence[int]], str]:
    """The States with a value limit that rows have, each with its numbers, and the column of those."""
    of_rows = next((of_field for of_field in row_fields.fields if THRESHOLD in of_field.extras), None)
    if of_rows is None:
        code = row_fields.extras[THRESHOLD]
        return ({code: ()} if code else {}), ""
    states: dict[str, list[int]] = {}
    for number, code in enumerate(of_rows.extras[THRESHOLD]):
        if code:
            states.setdefault(code, []).append(number)
    return dict(states), of_rows.column


def _on_table(law: TableLaw, fields: tuple[Field, ...], backend: Backend) -> LawOnTable:
    make = backend.expressions
    numbered = {
        name: (of_field.column, truths)
        for of_field in fields
        for leaf, truths in of_field.truths.items()
        if isinstance(name := law.columns[leaf], str)
    }
    named = {of_field.column: of_field for of_field in fields}
    exporter, places = named.get("field_exporter"), named.get("field_places")
    if exporter is None or places is None or exporter.size * places.size > backend.largest_field:
        return LawOnTable(law, lru_cache(partial(compiled, law, numbered, make)), None)
    sizes = (exporter.size, places.size)
    merged = side_by_side(numbered, exporter.column, places.column, sizes, BOTH)
    return LawOnTable(law, lru_cache(partial(compiled, law, merged, make)), (exporter, places))


def _columns(row_fields: Fields, leaves: Iterable[Leaf]) -> dict[Leaf, str | Truth]:
    """The column that holds the truth of each leaf, named by its place among all leaves, or a constant."""
    columns: dict[Leaf, str | Truth] = dict(row_fields.constants)
    varying = {leaf for of_field in row_fields.fields for leaf in of_field.truths}
    columns |= {leaf: f"leaf_{index}" for index, leaf in enumerate(leaves) if leaf in varying}
    for leaf in leaves:
        if leaf not in columns and leaf not in _DEFINITIONS and leaf not in (NEEDS, COVERED):
            # What an authority might still do is no cell: it stays open until a decision is stated.
            if not isinstance(leaf, Flag) or derived_facts()[leaf.fact].inputs:
                raise KeyError(leaf)
            columns[leaf] = None
    return columns
