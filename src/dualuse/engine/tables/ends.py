"""The outcome of each distinct combination of facts of a table, as arrays: what outcomes alone need, without their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dualuse.engine.tables.arrays import FALSE, TRUE, Arrays
from dualuse.engine.tables.nodes import Constant
from dualuse.engine.tables.rules import TableLaw
from dualuse.law.language.provision import Effect

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dualuse.engine.tables.arrays import Truths

    Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends of the outcome of each combination, as numbers of ``Effect``.

    ``arrays``: the truths of all rules; ``raised``: the combinations whose low end follows only from looking case by case.
    """

    arrays: Arrays
    low: Truths
    high: Truths
    raised: Numbers


def ends(law: TableLaw, truths: Mapping[str, Truths], height: int) -> Ends:
    """The ends of the outcomes of ``height`` combinations.

    Args:
        law: the rules on the table.
        truths: per column of a leaf its truth in each combination.
        height: the number of combinations.
    """
    truths_by_name = dict(truths)
    arrays = Arrays(law.columns, truths_by_name, height)
    for name, node in law.definitions.items():
        truths_by_name[name] = arrays.truths_of(node)
    for rule in law.rules():
        if not isinstance(rule.node, Constant):
            truths_by_name[rule.name] = arrays.truths_of(rule.node)
    at_least = [arrays.truths_of(node) for node in law.severities]
    low: Truths = np.asarray(np.sum([truth == TRUE for truth in at_least], axis=0), dtype=np.int8)
    high: Truths = np.asarray(np.sum([truth != FALSE for truth in at_least], axis=0), dtype=np.int8)
    certain_low = _certain_low(law, arrays, low, high)
    return Ends(arrays, certain_low, high, np.flatnonzero(certain_low > low))


def _certain_low(law: TableLaw, arrays: Arrays, low: Truths, high: Truths) -> Truths:
    """The low end: in combinations that more than one case is possible for, what is certain in all of these."""
    rows = np.flatnonzero(low < high)
    of_rows = arrays.taken(rows)
    possible = [of_rows.truths_of(case.possible) == TRUE for case in law.cases]
    choices = [case.choices * of_case for case, of_case in zip(law.cases, possible, strict=True)]
    several = np.sum(choices, axis=0) > 1
    rows = rows[several]
    least: Truths = np.full(len(rows), int(Effect.PROHIBITED), dtype=np.int8)
    for case, of_case in zip(law.cases, possible, strict=True):
        undecided = of_case[several] & (least > low[rows])
        if not undecided.any():
            continue
        part = arrays.taken(rows[undecided])
        reached = np.zeros(int(undecided.sum()), dtype=np.int8)
        for node in case.reaching:
            holds = part.truths_of(node) == TRUE
            if not holds.any():
                break  # what is certain at a severity is certain at those below
            reached += holds
        least[undecided] = np.minimum(least[undecided], reached)
    certain_low = low.copy()
    certain_low[rows] = np.maximum(low[rows], least)
    return certain_low
