"""Outcome of each distinct combination of facts of a table, and keys of its reasons and of what is missing.

Combinations that differ only in what decided nothing have the same reasons: their key is made of what the rules say,
each by the leaves that decided it. Of one combination for each key ``tellings`` puts together what is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dualuse.engine.tables.arrays import UNKNOWN, Arrays
from dualuse.engine.tables.keys import Keys
from dualuse.engine.tables.rules import (
    COVERED,
    NEEDS,
    AnyRuleColumn,
    TableLaw,
)
from dualuse.engine.tables.rules_that_count import counted, deciding_leaves, judged_combinations, waiting
from dualuse.law.language.logic import AtLeast, Is, Leaf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dualuse.engine.tables.arrays import Flags, Truths
    from dualuse.engine.tables.keys import Sums
    from dualuse.engine.tables.rules_that_count import Stated

    Numbers: TypeAlias = NDArray[np.int64]
    Asks: TypeAlias = Mapping[Leaf, tuple[str, Numbers]]


@dataclass(frozen=True, slots=True)
class Decided:
    """Per combination: the ends of the outcome as numbers of ``Effect``, and keys of its reasons and what is missing.

    Combinations with the same ``case`` have the same reasons; those with the same ``lacking`` lack the same facts,
    ranked alike; it is zero where the outcome is final.
    """

    low: Truths
    high: Truths
    case: Sums
    lacking: Sums


def decided(
    law: TableLaw, truths: Mapping[str, Truths], height: int, asks: Asks, stated: Stated, keys: Keys
) -> Decided:
    """Judge ``height`` combinations.

    Args:
        law: the rules on the table.
        truths: per column of a leaf its truth in each combination.
        height: the number of combinations.
        asks: per leaf the name of a group of leaves, and in each combination a number for what those of the group that
            are open ask for: it belongs to what is missing where such a leaf keeps a rule open.
        stated: per fact with named values the values, and in each combination the place of its own among them.
        keys: the numbers that keys are made of, of one day.
    """
    of_all = judged_combinations(law, truths, height)
    low, high = of_all.low, of_all.high
    case = keys.of_values(8, "low")[low] + keys.of_values(8, "high")[high]
    for rule, truth, where in counted(law, of_all):
        if np.count_nonzero(where):
            _add_statements(case, rule, truth, where, of_all.arrays, stated, keys)
    for citation, flags in of_all.alternatives.items():
        case = case + np.where(flags, keys.number_of(citation, "alternative"), np.uint64(0))
    lacking = _Lacking(of_all.arrays, height, asks, keys)
    for rule, truth, where, matters in waiting(of_all):
        lacking.add_open(rule, truth, where, matters)
    _add_direct_export(lacking, law, of_all.arrays)
    ends = keys.of_numbers(1 + low + 8 * high.astype(np.int64), "ends")
    return Decided(low, high, case, np.where(low != high, ends + lacking.total(), np.uint64(0)))


def _add_statements(
    case: Sums,
    rule: AnyRuleColumn,
    truth: Truths,
    where: Flags,
    arrays: Arrays,
    stated: Stated,
    keys: Keys,
) -> None:
    """Add what ``rule`` says to the keys of the combinations ``where`` it counts."""
    rows = np.flatnonzero(where)
    taken = arrays.taken(rows)
    of_rows = truth[rows]
    total = keys.of_values(4, rule.name)[of_rows + 1]
    for place, (leaf, flags) in enumerate(deciding_leaves(rule, of_rows, taken)):
        if not np.count_nonzero(flags):
            continue
        truths = taken.truth(leaf)
        numbered = np.where(flags, truths + 1, 0)
        total += keys.of_values(4, rule.name, place)[numbered]
        if isinstance(leaf, (Is, AtLeast)) and leaf.fact in stated:
            values, numbers = stated[leaf.fact]
            of_fact = np.where(flags & (truths != UNKNOWN), numbers[rows] + 1, 0)
            total += keys.of_values(len(values) + 1, rule.name, place, "value")[of_fact]
    case[rows] += total


def _add_direct_export(lacking: _Lacking, law: TableLaw, arrays: Arrays) -> None:
    """Where Art. 11(2) waits for the direct export, what that export waits for belongs to what is missing."""
    where = lacking.open_leaf(NEEDS) | lacking.open_leaf(COVERED)
    if not np.count_nonzero(where):
        return
    exported = arrays.over(law.exported.columns)
    lacking.look_at(exported)
    for rule in law.exported.rules:
        truth = exported.truths_of(rule.node)
        lacking.add_open(rule, truth, where & (truth == UNKNOWN), where, "export")


class _Lacking:
    """Collects what keeps combinations open, as sums of numbers."""

    def __init__(self, arrays: Arrays, height: int, asks: Asks, keys: Keys) -> None:
        self._arrays = arrays
        self._height = height
        self._asks = asks
        self._keys = keys
        self._total = np.zeros(height, dtype=np.uint64)
        self._open: dict[str, Numbers] = {}
        self._open_leaves: dict[Leaf, Flags] = {}

    def look_at(self, arrays: Arrays) -> None:
        """Read the truths of conditions from ``arrays`` from now on."""
        self._arrays = arrays

    def open_leaf(self, leaf: Leaf) -> Flags:
        """The rows in which ``leaf`` keeps a rule open."""
        return self._open_leaves.get(leaf, np.zeros(self._height, dtype=np.bool_))

    def add_open(
        self, rule: AnyRuleColumn, truth: Truths, where: Flags, matters: Flags, activity: str = ""
    ) -> None:
        """The truth of ``rule`` where it matters, and where it is open each place in it that is open and decides.

        Place by place: what is still open, and how, tells what an answer would settle.
        """
        subject = (rule.name, activity)
        self._total += self._keys.of_values(4, *subject)[np.where(matters, truth + 1, 0)]
        rows = np.flatnonzero(where)
        if not len(rows):
            return
        taken = self._arrays.taken(rows)
        everywhere = np.ones(len(rows), dtype=np.bool_)
        for place, leaf, here in taken.deciding(rule.rule.when, truth[rows], everywhere):
            open_rows = rows[here]
            self._total[open_rows] += self._keys.number_of(*subject, "open", place)
            self._note_open(leaf, open_rows)

    def _note_open(self, leaf: Leaf, rows: Numbers) -> None:
        if leaf in (NEEDS, COVERED):
            flags = self.open_leaf(leaf)
            flags[rows] = True
            self._open_leaves[leaf] = flags
        if leaf in self._asks:
            group, numbers = self._asks[leaf]
            asked = self._open.setdefault(group, np.zeros(self._height, dtype=np.int64))
            asked[rows] = np.maximum(asked[rows], numbers[rows])

    def total(self) -> Sums:
        """The sums, with what the leaves that keep rules open ask for, group by group."""
        for group, numbers in self._open.items():
            self._total = self._total + self._keys.of_numbers(numbers, "asks", group)
        return self._total
