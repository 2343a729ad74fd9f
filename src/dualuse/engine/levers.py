"""What answers can do to an outcome: the rules that they may lower or raise, and the leaves that help.

Once it is settled that a fact cannot be had (somebody was asked and does not know), less may matter: a rule that waits for
it whatever else is answered keeps the range where it is, and what could only have helped to decide that rule helps no more.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from dualuse.engine.case_split import HINGES, Choice, FoldedProvision, folded_provision
from dualuse.engine.compiled import CompiledProvision
from dualuse.engine.outcome import ItemOutcome, JudgedProvision
from dualuse.law.language.logic import All, Any_, Condition, Leaf, Not, Truth, leaves
from dualuse.law.language.provision import Effect

TruthOf: TypeAlias = Callable[[Leaf], Truth]
Leaves: TypeAlias = tuple[Leaf, ...]
OpenLeaf: TypeAlias = Callable[[Leaf, bool], "Leaves | None"]
"""What helps to make an open leaf true or false: itself where its answer can be had, None where nothing helps, other
leaves where it stands for a fact that is derived from them."""


def ways(condition: Condition, target: bool, truth_of: TruthOf, open_leaf: OpenLeaf) -> Leaves | None:
    """The open leaves whose answers can help to make ``condition`` become ``target``.

    None where no answers that can be had make it so; empty where it is so already. Facts that stand in several places
    of a condition are taken as independent: a leaf too many may be named, never one too few.
    """
    match condition:
        case Not(of):
            return ways(of, not target, truth_of, open_leaf)
        case All(parts) | Any_(parts):
            groups = [ways(part, target, truth_of, open_leaf) for part in parts]
            return every_way(groups) if isinstance(condition, All) is target else some_way(groups)
        case _:
            leaf: Leaf = condition  # type: ignore[assignment]
            truth = truth_of(leaf)
            if truth is target:
                return ()
            return open_leaf(leaf, target) if truth is None else None


def every_way(groups: Sequence[Leaves | None]) -> Leaves | None:
    """All parts are needed: all that any of them needs, or none if one cannot be had."""
    return None if None in groups else _joined(group for group in groups if group is not None)


def some_way(groups: Sequence[Leaves | None]) -> Leaves | None:
    """One part is enough: nothing if one is so already, else whatever helps any of those that can be had."""
    possible = [group for group in groups if group is not None]
    if not possible:
        return None
    return () if () in possible else _joined(possible)


def _joined(groups: Iterable[Leaves]) -> Leaves:
    return tuple(dict.fromkeys(leaf for group in groups for leaf in group))


@dataclass(frozen=True, slots=True)
class Lever:
    """A rule that answers may still move, the most that its provision contributes, and the leaves that help."""

    citation: str
    level: Effect
    leaves: Leaves


@dataclass(frozen=True, slots=True)
class Levers:
    """What answers can do to one item: rules that they may lower, rules that they may raise, and what stays high.

    ``stuck``: the highest level that a provision keeps whatever is answered.
    """

    lowering: tuple[Lever, ...]
    raising: tuple[Lever, ...]
    stuck: Effect


def levers(outcome: ItemOutcome, low: Effect, truth_of: TruthOf, open_leaf: OpenLeaf) -> Levers:
    """What answers that can be had may do to ``outcome``, as far as it lies above ``low``."""
    lowering: list[Lever] = []
    stuck = low
    for judged in outcome.provisions:
        if judged.high <= low:
            continue
        of_provision = tuple(_lowering(judged, truth_of, open_leaf))
        if of_provision:
            lowering += of_provision
        else:
            stuck = max(stuck, judged.high)
    raising = _all_raising(outcome, low, truth_of, open_leaf)
    return Levers(tuple(lowering), tuple(raising), stuck)


def _lowering(judged: JudgedProvision, truth_of: TruthOf, open_leaf: OpenLeaf) -> Iterator[Lever]:
    """The provision may be found not to apply, or one of its reliefs to apply."""
    open_leaves = ways(judged.provision.when, False, truth_of, open_leaf)
    if open_leaves is not None:
        yield Lever(judged.provision.citation, judged.high, open_leaves)
    for relief in judged.reliefs:
        if relief.judgement.truth is None and relief.relief.effect < judged.high:
            open_leaves = ways(relief.relief.when, True, truth_of, open_leaf)
            if open_leaves is not None:
                yield Lever(relief.relief.citation, judged.high, open_leaves)


def _all_raising(
    outcome: ItemOutcome, low: Effect, truth_of: TruthOf, open_leaf: OpenLeaf
) -> Iterator[Lever]:
    """Provisions that may be found to apply: in every case, where it cannot be had which case it is.

    What is false already stays so in every case.
    """
    in_question = [
        judged.rule
        for judged in outcome.provisions
        if judged.judgement.truth is not False and judged.provision.effect > low
    ]
    left_open = [values for values in HINGES if _is_stuck(values, truth_of, open_leaf)]
    levers: list[Lever] = []
    for chosen in itertools.product(*left_open):
        several = [
            _raising(folded, low, truth_of, open_leaf)
            for folded in (_folded(rule, chosen) for rule in in_question)
            if folded is not None
        ]
        possible = [group for group in several if group is not None]
        if not possible:
            return
        if [] not in possible:
            levers += (lever for group in possible for lever in group)
    yield from levers


def _is_stuck(values: tuple[Condition, ...], truth_of: TruthOf, open_leaf: OpenLeaf) -> bool:
    """Whether a fact that cases are made of is unknown and cannot be had."""
    leaf = next(leaves(values[0]))
    return truth_of(leaf) is None and open_leaf(leaf, True) is None


@lru_cache(maxsize=4096)
def _folded(rule: CompiledProvision, chosen: Choice) -> FoldedProvision | None:
    return folded_provision(rule.rule, (relief.rule for relief in rule.reliefs), chosen)


def _raising(
    folded: FoldedProvision, low: Effect, truth_of: TruthOf, open_leaf: OpenLeaf
) -> list[Lever] | None:
    """The provision may be found to apply, and the reliefs that could lower it not to; None: not above ``low``.

    Nothing where that is so already.
    """
    applies = ways(folded.when, True, truth_of, open_leaf)
    if applies is None:
        return None
    least = folded.provision.effect
    levers = [Lever(folded.provision.citation, least, applies)]
    for relief, when in folded.reliefs:
        fails = ways(when, False, truth_of, open_leaf)
        if fails is None:
            least = min(least, relief.effect)
        else:
            levers.append(Lever(relief.citation, folded.provision.effect, fails))
    return [lever for lever in levers if lever.leaves] if least > low else None


def moving(several: Iterable[tuple[int, Levers]], low: Effect) -> tuple[tuple[int, Lever], ...]:
    """Of the levers of several items, each with its position, those that can move the range of all together.

    The high end falls only where nothing holds it: what lowers a rule at or below a level that some rule keeps does
    nothing. The low end rises wherever a rule can be raised.
    """
    several = tuple(several)
    held = max((of_item.stuck for _, of_item in several), default=low)
    return tuple(
        (index, lever)
        for index, of_item in several
        for lever in (*(lever for lever in of_item.lowering if lever.level > held), *of_item.raising)
    )
