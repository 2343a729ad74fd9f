"""The national value limit in each row of a table (Art. 9, national law), from what its contract comes to
(``file_sums``).

Whether the limit is kept is said of classes of rows by the same functions as of one transaction
(``assessment/member_state.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import Final

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from dualuse.assessment.member_state import limit_kept
from dualuse.bulk.cell_validation import EMPTY, USABLE, VALUE_ANSWERS
from dualuse.bulk.fields import Field
from dualuse.bulk.sums.file_sums import LEAST, MOST
from dualuse.engine.tables.arrays import NUMBER
from dualuse.engine.tables.expressions import Expressions, literal
from dualuse.law.eu_2021_821.facts.stated_facts import VALUE_EXEMPT
from dualuse.law.language.logic import Flag, Leaf
from dualuse.law.states import value_thresholds
from dualuse.schema.tables.cell_forms import KINDS

EXEMPT: Final = Flag(VALUE_EXEMPT)

COLUMNS: Final = (LEAST, MOST, "value_state", "value_currency", "value_kind", *VALUE_ANSWERS)
"""Those that :func:`exempt_numbers` needs."""
_UNSTATED: Final = ("value_kind", "value_state", "value_currency")
"""The fields of an item that the limit rests on, as columns that are 0 where nothing is stated."""


def _exempt_field() -> Field:
    unstated = 1 << len(_UNSTATED)
    truths = [None, None, False, True, *[None] * unstated]
    asks = np.array([0, 0, 0, 0, *range(1, unstated + 1)], dtype=np.int64)
    by_leaf: dict[Leaf, NDArray[np.int8]] = {
        EXEMPT: np.array([NUMBER[truth] for truth in truths], dtype=np.int8)
    }
    return Field(
        column="field_exempt", size=len(truths), truths=by_leaf, extras={}, can_be_wrong=False, asks=asks
    )


EXEMPT_FIELD: Final = _exempt_field()
"""The field of ``item.national_value_exempt``: 2 it is not, 3 it is, from 4 on by what is not stated of the
item."""


def exempt_numbers(
    states: Mapping[str, Sequence[int]], column: str, make: Expressions
) -> list[list[nw.Expr]]:
    """The numbers of :data:`EXEMPT_FIELD` in each row, as columns to be added step by step.

    ``states``: States with a value limit, each with its numbers in ``column``; none of them: the State of all
    rows. ``make``: what makes the expressions.
    """
    exempt = literal(False, make)
    for code, numbers in states.items():
        of_state = _exempt(code, make)
        exempt = (
            make.when(make.col(column).is_in(numbers)).then(of_state).otherwise(exempt)
            if numbers
            else of_state
        )
    truth = make.col("exempt_truth")
    unstated = reduce(
        add,
        [
            (make.col(name) == 0).cast(make.Int32) * make.lit(1 << place)
            for place, name in enumerate(_UNSTATED)
        ],
    )
    number = (
        make.when(truth.is_null())
        .then(unstated + make.lit(4))
        .when(truth)
        .then(make.lit(3))
        .otherwise(make.lit(2))
    )
    return [
        [_with_answer(exempt, make).alias("exempt_truth")],
        [number.cast(make.Int32).alias(EXEMPT_FIELD.column)],
    ]


def _exempt(code: str, make: Expressions) -> nw.Expr:
    """``item.national_value_exempt`` in each row of the State ``code``, which has a value limit.

    Rows in classes that the limit tells apart; of each class it is said as of one transaction.
    """
    threshold = value_thresholds()[code]
    limit, least, most = float(threshold.amount), make.col(LEAST), make.col(MOST)
    is_above = (least > limit).cast(make.Int32)
    may_be_above = (most.is_null() | (most > limit)).cast(make.Int32)
    number = make.col("value_kind") * make.lit(4) + is_above * make.lit(2) + may_be_above
    truths = {
        4 * place + 2 * above + may_be: limit_kept(threshold, kind or None, bool(above), bool(may_be))
        for place, kind in enumerate(KINDS)
        for above in (0, 1)
        for may_be in (0, 1)
    }
    known = make.when(number.is_in([of for of, truth in truths.items() if truth is not None]))
    kept = number.is_in([of for of, truth in truths.items() if truth is True])
    return known.then(kept).otherwise(make.lit(None, dtype=make.Boolean))


def _with_answer(exempt: nw.Expr, make: Expressions) -> nw.Expr:
    """The derived truth, and where that is unknown the answer of a person, if one is stated."""
    for name in VALUE_ANSWERS:
        cell = make.col(name)
        answer = make.when(cell == EMPTY).then(make.lit(None, dtype=make.Boolean)).otherwise(cell == USABLE)
        exempt = make.when(exempt.is_null()).then(answer).otherwise(exempt)
    return exempt
