"""What keeps combinations of facts of a table open, and how far an answer would narrow each: as ``engine.missing`` asks of one item.

All combinations are looked at side by side: a rule is taken apart once, and a value is tried once for all that wait for its fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from dualuse.engine.tables.arrays import FALSE, TRUE, Arrays, facts_within, row_keys
from dualuse.engine.tables.rules import AnyRuleColumn, TableLaw
from dualuse.engine.tables.rules_that_count import JudgedColumn, deciding_leaves, judged_combinations, waiting
from dualuse.engine.wanted_facts import first_asked
from dualuse.law.language.logic import LEVELS, AtLeast, Flag, Is, Leaf, Truth
from dualuse.law.language.provision import Effect, Provision, Relief

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dualuse.engine.tables.arrays import Flags, Truths

    Numbers: TypeAlias = NDArray[np.int64]

OpenLeaves: TypeAlias = tuple[str, tuple[Leaf, ...]]
"""The citation of a rule that waits, and the leaves that keep it open."""


@dataclass(frozen=True, slots=True)
class LackingCombinations:
    """Combinations of facts whose outcome is open, of which some are looked at together (:class:`OpenCombinations`)."""

    law: TableLaw
    truths: Mapping[str, Truths]
    height: int

    def part(self, start: int, number: int) -> OpenCombinations:
        """So many of them, from a position on."""
        truths = {column: of_leaf[start : start + number] for column, of_leaf in self.truths.items()}
        return OpenCombinations(self.law, truths, min(number, self.height - start))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Some combinations: their truths, and of each rule the ends of what it contributes there, and whether these differ."""

    rows: Numbers
    arrays: Arrays
    least: NDArray[np.int8]
    most: NDArray[np.int8]
    is_open: Flags


class OpenCombinations:
    """Combinations of facts whose outcome is open.

    Args:
        law: the rules on the table.
        truths: per column of a leaf its truth in each combination.
        height: the number of combinations.
    """

    def __init__(self, law: TableLaw, truths: Mapping[str, Truths], height: int) -> None:
        self._combinations: Final = judged_combinations(law, truths, height)
        self._chosen: _Chosen | None = None
        judged = self._combinations.judged
        contributed = [_contributed(of_rule.rule.rule, of_rule.truth, of_rule.reliefs) for of_rule in judged]
        nothing = np.zeros((0, height), dtype=np.int8)
        self._least: Final = np.stack([least for least, _ in contributed]) if judged else nothing
        self._most: Final = np.stack([most for _, most in contributed]) if judged else nothing
        self._facts: Final = [_facts_of(of_rule) for of_rule in judged]
        self._leaves: Final[dict[str, list[Flag | Is | AtLeast]]] = {}
        for leaf in law.columns:
            if isinstance(leaf, (Flag, Is, AtLeast)):
                self._leaves.setdefault(leaf.fact, []).append(leaf)

    def waiting(self) -> list[list[OpenLeaves]]:
        """For each combination, the open rules that can still move the outcome, in the order of the law."""
        height = len(self._combinations.low)
        of_rows: list[list[OpenLeaves]] = [[] for _ in range(height)]
        for rule, truth, where, _ in waiting(self._combinations):
            for row, leaves in _open_leaves(rule, truth, where, self._combinations.arrays):
                of_rows[row].append(leaves)
        return of_rows

    def gains(self, fact: str, values: Sequence[Any], rows: Sequence[int]) -> list[float]:
        """The mean number of steps by which knowing ``fact`` narrows the outcomes of ``rows``, in which it is not known.

        Args:
            fact: a fact that is stated: a yes or no, or one of named values.
            values: those that it can have.
            rows: positions of combinations.
        """
        chosen = np.asarray(rows, dtype=np.int64)
        speaking = np.array([fact in of_rule for of_rule in self._facts], dtype=np.bool_)
        of_rows = self._of_rows(chosen)
        is_open = of_rows.is_open & speaking[:, np.newaxis]
        # What the answer does not change: the ends of rules that do not ask for the fact, or contribute the same anyway.
        low_of_others = np.where(is_open, np.int8(0), of_rows.least).max(axis=0, initial=0)
        low_of_others = np.maximum(self._combinations.low[chosen], low_of_others)
        high_of_others = np.where(is_open, np.int8(0), of_rows.most).max(axis=0, initial=0)
        width = (self._combinations.high - self._combinations.low)[chosen].astype(np.int64)
        total = np.zeros(len(chosen), dtype=np.int64)
        places = np.flatnonzero(is_open.any(axis=1)).tolist()
        for value in values:
            low, high = low_of_others, high_of_others
            truth_by_leaf: dict[Leaf, Truth] = {
                leaf: _holds(leaf, value) for leaf in self._leaves.get(fact, ())
            }
            arrays = of_rows.arrays.knowing(fact, truth_by_leaf)
            for place in places:
                of_place = self._with_answer(place, arrays)
                low = np.where(is_open[place], np.maximum(low, of_place[0]), low)
                high = np.where(is_open[place], np.maximum(high, of_place[1]), high)
            total += width - (np.maximum(low, high) - low)
        return [float(gain) for gain in total / len(values)]

    def _of_rows(self, chosen: Numbers) -> _Chosen:
        """Some combinations: mostly one fact after another is asked for the same."""
        if self._chosen is None or not np.array_equal(self._chosen.rows, chosen):
            least, most = self._least[:, chosen], self._most[:, chosen]
            arrays = self._combinations.arrays.taken(chosen)
            self._chosen = _Chosen(chosen, arrays, least, most, least != most)
        return self._chosen

    def _with_answer(self, place: int, arrays: Arrays) -> tuple[Truths, Truths]:
        """The ends of what a provision contributes where ``arrays`` have the truths."""
        judged = self._combinations.judged[place]
        reliefs = [(relief, arrays.truth(relief.rule.when)) for relief, _ in judged.reliefs]
        return _contributed(judged.rule.rule, arrays.truth(judged.rule.rule.when), reliefs)


def _contributed(
    provision: Provision, truth: Truths, reliefs: Sequence[tuple[AnyRuleColumn, Truths]]
) -> tuple[Truths, Truths]:
    """The least and the most that a provision contributes (``engine.outcome.provision_ends``)."""
    by_truth = _ENDS[provision.effect]
    if not reliefs:
        return by_truth[0][truth], by_truth[1][truth]
    effect, nothing = np.int8(provision.effect), np.int8(Effect.NOT_CONTROLLED)
    least = np.full(len(truth), effect, dtype=np.int8)
    most = least.copy()
    for relief, relieved in reliefs:
        lowered = np.int8(relief.rule.effect)
        least = np.where(relieved != FALSE, np.minimum(least, lowered), least)
        most = np.where(relieved == TRUE, np.minimum(most, lowered), most)
    return np.where(truth == TRUE, least, nothing), np.where(truth == FALSE, nothing, most)


_NOTHING: Final = int(Effect.NOT_CONTROLLED)
_ENDS: Final[Mapping[Effect, tuple[Truths, Truths]]] = {
    effect: (
        np.array([_NOTHING, _NOTHING, effect], dtype=np.int8),
        np.array([_NOTHING, effect, effect], dtype=np.int8),
    )
    for effect in Effect
}
"""By effect the least and the most that a provision without reliefs contributes, at the place of its truth."""


def _open_leaves(
    rule: AnyRuleColumn, truth: Truths, where: Flags, arrays: Arrays
) -> Iterator[tuple[int, OpenLeaves]]:
    """In each combination in which a rule waits, its citation and the leaves that keep it open."""
    rows = np.flatnonzero(where)
    if not len(rows):
        return
    deciding = list(deciding_leaves(rule, truth[rows], arrays.taken(rows)))
    leaves_by_flags: dict[bytes, OpenLeaves] = {}
    for row, flags in zip(
        rows.tolist(), row_keys(np.stack([flags for _, flags in deciding], axis=1)), strict=True
    ):
        if flags not in leaves_by_flags:
            open_ = tuple(leaf for (leaf, _), decides in zip(deciding, flags, strict=True) if decides)
            first = first_asked(open_) if isinstance(rule.rule, Provision) else open_
            leaves_by_flags[flags] = rule.rule.citation, first
        yield row, leaves_by_flags[flags]


def _facts_of(judged: JudgedColumn) -> frozenset[str]:
    """The facts that a provision and its reliefs ask for."""
    rules: tuple[Provision | Relief, ...] = (judged.rule.rule, *(relief.rule for relief, _ in judged.reliefs))
    return frozenset().union(*(facts_within(rule.when) for rule in rules))


def _holds(leaf: Flag | Is | AtLeast, value: Any) -> Truth:
    """The truth of a leaf where its fact has a value."""
    match leaf:
        case Flag():
            return value is True
        case Is(_, values):
            return value in values
        case AtLeast(_, level):
            return LEVELS.index(value) >= LEVELS.index(level)
