"""Conditions as Python closures: the same truth as ``law.language.logic.evaluate``, several times faster.

The closures know the day, so that dated sets of places are looked up once for each place. ``tests`` hold the two
evaluators equal on random conditions and facts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import methodcaller
from typing import Any, Final, TypeAlias

from dualuse.engine.spans import last_change
from dualuse.law.language.logic import (
    LEVELS,
    All,
    Any_,
    AnyCode,
    AtLeast,
    CodeTest,
    Condition,
    EveryCode,
    Facts,
    Flag,
    InPlaces,
    Is,
    Leaf,
    Not,
    PlaceTest,
    Truth,
    codes_truth,
    facts_of_leaf,
    opposite,
    place_truth,
)

Judge: TypeAlias = Callable[[Facts], Truth]

ANSWERS: Final = "answers"
"""Name under which the facts hold all answers to questions about parts and places, as a frozenset of pairs."""

_MEMORY: Final = 4096


def closure(condition: Condition, on: date, leaves: Leaves | None = None) -> Judge:
    """``condition`` as a function of facts, under the law of the day ``on``.

    Equal leaves share one closure, and what it remembers, in ``leaves``.
    """
    known = Leaves(on) if leaves is None else leaves
    match condition:
        case All(parts):
            in_order = sorted(parts, key=_effort)
            return _all(in_order, [closure(part, on, known) for part in in_order])
        case Any_(parts):
            in_order = sorted(parts, key=_effort)
            return _any(in_order, [closure(part, on, known) for part in in_order])
        case Not(of):
            return _negation(of, closure(of, on, known))
        case Flag() | Is() | AtLeast() | InPlaces() | AnyCode() | EveryCode():
            return known[condition].truth
    raise TypeError(f"not a node of the language: {condition!r}")


def _effort(condition: Condition) -> int:
    """How much work a condition is, roughly: the truth of a sum or product does not hang on the order of its parts."""
    match condition:
        case All(parts) | Any_(parts):
            return 1 + sum(map(_effort, parts))
        case Not(of):
            return _effort(of)
        case InPlaces():
            return 2
        case AnyCode() | EveryCode():
            return 3
    return 1


def _leaf(leaf: Leaf, on: date) -> Judge:
    match leaf:
        case Flag(fact):
            return methodcaller("get", fact)
        case Is(fact, _) | AtLeast(fact, _):
            return _member(fact, _holding(leaf))
        case InPlaces(fact, places, also):
            return _in_any_places((fact, *also), places, on) if also else _in_places(fact, places, on)
        case AnyCode(fact, codes):
            return _codes(fact, codes, every_code=False)
        case EveryCode(fact, codes):
            return _codes(fact, codes, every_code=True)


def _holding(leaf: Is | AtLeast) -> frozenset[str]:
    """The values of which ``leaf`` is true."""
    return frozenset(leaf.values if isinstance(leaf, Is) else LEVELS[LEVELS.index(leaf.level) :])


def _all(conditions: Sequence[Condition], parts: Sequence[Judge]) -> Judge:
    """Whether all of ``parts`` hold, the closures of ``conditions``; those over one value first, without a call for each."""
    tests, others = _over_one_value(conditions, parts)

    def judge(facts: Facts) -> Truth:
        value_of = facts.get
        result: Truth = True
        for fact, values, counts in tests:
            value = value_of(fact)
            if value is None:
                result = None
            elif (value in values) is not counts:
                return False
        for part in others:
            truth = part(facts)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return judge


def _any(conditions: Sequence[Condition], parts: Sequence[Judge]) -> Judge:
    """Whether one of ``parts`` holds, the closures of ``conditions``; those over one value first, without a call for each."""
    tests, others = _over_one_value(conditions, parts)

    def judge(facts: Facts) -> Truth:
        value_of = facts.get
        result: Truth = False
        for fact, values, counts in tests:
            value = value_of(fact)
            if value is None:
                result = None
            elif (value in values) is counts:
                return True
        for part in others:
            truth = part(facts)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return judge


_OneValue: TypeAlias = tuple[str, frozenset[Any], bool]
"""A fact, values of it, and whether it holds where the fact has one of them, or where it has none."""


def _over_one_value(
    conditions: Sequence[Condition], parts: Sequence[Judge]
) -> tuple[tuple[_OneValue, ...], tuple[Judge, ...]]:
    """The conditions that ask for a value of one fact, and the closures of the others."""
    tests: list[_OneValue] = []
    others: list[Judge] = []
    for condition, part in zip(conditions, parts, strict=True):
        test = _one_value(condition)
        if test is None:
            others.append(part)
        else:
            tests.append(test)
    return tuple(tests), tuple(others)


def _one_value(condition: Condition) -> _OneValue | None:
    match condition:
        case Flag(fact):
            return fact, frozenset((True,)), True
        case Is(fact, _) | AtLeast(fact, _):
            return fact, _holding(condition), True
        case Not(Flag() | Is() | AtLeast() as of):
            test = _one_value(of)
            return test and (test[0], test[1], False)
    return None


def _negation(of: Condition, truth_of: Judge) -> Judge:
    """The opposite of a condition, whose truth is ``truth_of``; of a leaf over one value without asking that first."""
    match of:
        case Flag(fact):
            return _not(fact)
        case Is(fact, _) | AtLeast(fact, _):
            return _not_member(fact, _holding(of))
    return _opposite(truth_of)


def _not(fact: str) -> Judge:
    def judge(facts: Facts) -> Truth:
        truth: Truth = facts.get(fact)
        return None if truth is None else not truth

    return judge


def _not_member(fact: str, values: frozenset[str]) -> Judge:
    def judge(facts: Facts) -> Truth:
        value = facts.get(fact)
        return None if value is None else value not in values

    return judge


def _opposite(of: Judge) -> Judge:
    def judge(facts: Facts) -> Truth:
        truth = of(facts)
        return None if truth is None else not truth

    return judge


def _member(fact: str, values: frozenset[str]) -> Judge:
    def judge(facts: Facts) -> Truth:
        value = facts.get(fact)
        return None if value is None else value in values

    return judge


def _in_places(fact: str, places: PlaceTest, on: date) -> Judge:
    known: dict[Any, Truth] = {}

    def judge(facts: Facts) -> Truth:
        value = facts.get(fact)
        if value is None:
            return None
        if value not in known:
            known[value] = place_truth(places, value, {}, on)
        truth = known[value]
        return place_truth(places, value, facts, on) if truth is None else truth

    return judge


def _in_any_places(names: tuple[str, ...], places: PlaceTest, on: date) -> Judge:
    """Whether a place of one of the facts ``names`` is in ``places``; remembered where no answer about a place counts."""
    parts = tuple(_in_places(name, places, on) for name in names)
    judge_each = _any([InPlaces(name, places) for name in names], parts)
    known: dict[Any, Truth] = {}
    asking: set[Any] = set()

    def judge(facts: Facts) -> Truth:
        values = tuple(map(facts.get, names))
        if values in known:
            return known[values]
        if values not in asking:
            if len(known) >= _MEMORY:
                known.clear()
            alone = dict(zip(names, values, strict=True))
            if all(
                value is None or part(alone) is not None for part, value in zip(parts, values, strict=True)
            ):
                known[values] = judge_each(alone)
                return known[values]
            asking.add(values)
        return judge_each(facts)

    return judge


def _codes(fact: str, codes: CodeTest, *, every_code: bool) -> Judge:
    known: dict[Any, Truth] = {}

    def judge(facts: Facts) -> Truth:
        held: tuple[str, ...] | None = facts.get(fact)
        if held is None:
            return None
        key = (held, facts.get(ANSWERS))
        if key not in known:
            if len(known) >= _MEMORY:
                known.clear()
            known[key] = codes_truth(codes, held, facts, every_code=every_code)
        return known[key]

    return judge


class LeafNode:
    """A leaf of a compiled condition, shared by all conditions of a law that hold it; ``memory`` is for its users.

    ``facts``: the names of the facts that it asks for.
    """

    __slots__ = ("facts", "leaf", "memory", "truth")

    def __init__(self, leaf: Leaf, on: date) -> None:
        self.leaf: Final = leaf
        self.facts: Final = facts_of_leaf(leaf)
        self.truth: Final = _leaf(leaf, on)
        self.memory: Final[dict[Any, Any]] = {}


class Leaves(dict[Condition, LeafNode]):
    """The compiled leaves of conditions under the law of the day ``on``, equal ones once.

    ``of_all``: those of other conditions and days. A leaf is taken from there where it asks for the same list, which says the
    same on both days; lists with one key can stand in rules of different days, so that they are told apart by identity.
    """

    def __init__(self, on: date, of_all: dict[Any, LeafNode] | None = None) -> None:
        super().__init__()
        self._on: Final = on
        self._of_all: Final = {} if of_all is None else of_all

    def __missing__(self, leaf: Condition) -> LeafNode:
        since = date.min
        match leaf:
            case InPlaces():
                asked: object = leaf.places
                since = last_change(leaf, self._on)
            case AnyCode() | EveryCode():
                asked = leaf.codes
            case Flag() | Is() | AtLeast():
                asked = None
            case _:
                raise TypeError(f"not a leaf of the language: {leaf!r}")
        key = (leaf, id(asked), since)
        if key not in self._of_all:
            self._of_all[key] = LeafNode(leaf, self._on)
        self[leaf] = self._of_all[key]
        return self[leaf]


class Decider:
    """A condition that can name the leaves that decided it: the same ones as ``law.language.logic.deciding``."""

    __slots__ = ("_negated", "_parts", "_unanimous", "truth")

    def __init__(self, condition: Condition, on: date, leaves: Leaves) -> None:
        inner = (condition.of,) if isinstance(condition, Not) else getattr(condition, "parts", (condition,))
        self._negated: Final = isinstance(condition, Not)
        parts = tuple(_node(part, on, leaves) for part in inner)
        # A leaf is noted here, without a call: most parts are leaves.
        self._parts: Final = tuple(
            (part.truth, part, None) if isinstance(part, LeafNode) else (part.truth, None, part)
            for part in parts
        )
        # All parts of what is true as a whole are true, all parts of what is false in each part are false.
        self._unanimous: Final = not isinstance(condition, Any_)
        by_effort = sorted(zip(inner, parts, strict=True), key=lambda pair: _effort(pair[0]))
        in_order = [part for part, _ in by_effort]
        truths = [node.truth for _, node in by_effort]
        match condition:
            case All():
                self.truth: Judge = _all(in_order, truths)
            case Any_():
                self.truth = _any(in_order, truths)
            case Not(of):
                self.truth = _negation(of, truths[0])
            case _:
                self.truth = truths[0]

    def decide(self, facts: Facts) -> tuple[Truth, tuple[tuple[LeafNode, Truth], ...]]:
        """The truth, and the deciding leaves each with its own truth, in the order of the text."""
        truth = self.truth(facts)
        return truth, self.deciding(truth, facts)

    def deciding(self, truth: Truth, facts: Facts) -> tuple[tuple[LeafNode, Truth], ...]:
        """The leaves that make this condition ``truth``, each with its own truth, in the order of the text."""
        decisive: dict[LeafNode, Truth] = {}
        self.collect(truth, facts, decisive)
        return tuple(decisive.items())

    def collect(self, truth: Truth, facts: Facts, decisive: dict[LeafNode, Truth]) -> None:
        """Note the leaves that make this condition ``truth``."""
        is_unanimous = truth is self._unanimous
        if self._negated:
            truth, is_unanimous = opposite(truth), True
        for truth_of, leaf, decider in self._parts:
            if is_unanimous or truth_of(facts) is truth:
                if leaf is not None:
                    decisive.setdefault(leaf, truth)
                elif decider is not None:
                    decider.collect(truth, facts, decisive)


def _node(condition: Condition, on: date, leaves: Leaves) -> Decider | LeafNode:
    if isinstance(condition, (All, Any_, Not)):
        return Decider(condition, on, leaves)
    return leaves[condition]
