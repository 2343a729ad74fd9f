"""The facts that could still move an open outcome, ranked by how much each would settle.

Only facts count that an undetermined provision (or an undetermined relief) waits for, and only where that rule can
move the interval. The rank is found by trying every value a fact can have; facts whose values cannot be listed
(codes, places) rank by the number of rules that wait for them.

Once it is settled that a fact cannot be had (somebody was asked and does not know), less may matter: a rule that waits for
it whatever else is answered keeps the range where it is, and what could only have helped to decide that rule helps no more.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, TypeAlias

from dualuse.engine.case_split import HINGES, Choice, FoldedProvision, folded_provision
from dualuse.engine.compiled import CompiledProvision, Judgement
from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.outcome import ItemOutcome, JudgedProvision, interval
from dualuse.engine.reason_sentences import open_parts, question_of
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, FACTS
from dualuse.law.eu_2021_821.facts.stated import UNPLACED
from dualuse.law.language.logic import (
    All,
    Any_,
    AnyCode,
    Condition,
    EveryCode,
    Facts,
    Flag,
    InPlaces,
    Is,
    Leaf,
    Not,
    Truth,
    leaves,
    place_question,
    place_truth,
)
from dualuse.law.language.provision import Effect

NARROWER: Final = "question.narrower"
"""Code of the question for codes under one that is too wide, or for its further digits."""


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that is not known and matters: its question, and the citations it would (help to) settle."""

    fact: str
    question: Message
    would_settle: tuple[str, ...]
    asked_of: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    fact: str
    question: Message
    values: tuple[Any, ...]
    as_answer: bool = False
    narrowing: _Narrowing | None = None


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """Codes that are too wide for lists: which codes, and for which lists."""

    fact: str
    codes: tuple[str, ...]
    lists: tuple[Message, ...]

    def __or__(self, other: _Narrowing) -> _Narrowing:
        return _Narrowing(
            self.fact,
            tuple(dict.fromkeys((*self.codes, *other.codes))),
            (*self.lists, *(label for label in other.lists if label not in self.lists)),
        )

    def question(self) -> Message:
        """Which codes lie under them."""
        text = (
            N_(
                "What are the further digits of the customs code {codes}? Lists that take only a part of it: {list}."
            )
            if self.fact == CUSTOMS_CODE
            else N_(
                "Which narrower provision under {codes} lists the item? Lists that take only some of them: {list}."
            )
        )
        return Message(NARROWER, text, {"codes": self.codes, "list": self.lists})


def missing_facts(outcome: ItemOutcome, facts: Facts) -> tuple[MissingFact, ...]:
    """The missing facts of an item, the one that settles most first; empty when the outcome is final."""
    if outcome.final:
        return ()
    waiting = _gathered(_waiting(outcome, outcome.low), facts)
    most = max((len(citations) for _, citations in waiting), default=1)
    ranked = sorted(
        waiting,
        key=lambda entry: (
            -_gain(entry[0], outcome, facts, len(entry[1]) / most),
            -len(entry[1]),
            _order(entry[0].fact),
        ),
    )
    return tuple(_missing(*entry) for entry in ranked)


def facts_waited_for(groups: Iterable[tuple[str, Iterable[Leaf]]], facts: Facts) -> tuple[MissingFact, ...]:
    """The facts that open leaves, each group with its citation, wait for: in the order of the law, not ranked."""
    return tuple(_missing(*entry) for entry in _gathered(groups, facts))


def narrowing_questions(outcome: ItemOutcome, facts: Facts) -> dict[str, Message]:
    """Facts whose codes are too wide, each with the question that names every list that they are too wide for."""
    waiting = _gathered(_waiting(outcome, outcome.low), facts)
    return {wanted.fact: wanted.question for wanted, _ in waiting if wanted.narrowing}


def _gathered(
    groups: Iterable[tuple[str, Iterable[Leaf]]], facts: Facts
) -> tuple[tuple[_Wanted, list[str]], ...]:
    waiting: dict[str, _Wanted] = {}
    citing: dict[str, dict[str, None]] = {}
    wanted_by: dict[int, tuple[Leaf, tuple[_Wanted, ...]]] = {}  # by identity: to compare leaves takes longer
    for citation, of_citation in groups:
        for leaf in of_citation:
            if id(leaf) not in wanted_by:
                wanted_by[id(leaf)] = (leaf, tuple(_wanted_by(leaf, facts)))
            for wanted in wanted_by[id(leaf)][1]:
                before = waiting.setdefault(wanted.fact, wanted)
                if before is not wanted:
                    waiting[wanted.fact] = _joined_narrowing(before, wanted)
                citing.setdefault(wanted.fact, {})[citation] = None
    return tuple((wanted, list(citing[fact])) for fact, wanted in waiting.items())


def _joined_narrowing(wanted: _Wanted, other: _Wanted) -> _Wanted:
    """``wanted``; where both ask for narrower codes, with the lists of both."""
    if wanted.narrowing is None or other.narrowing is None or wanted.narrowing == other.narrowing:
        return wanted
    joined = wanted.narrowing | other.narrowing
    return replace(wanted, narrowing=joined, question=joined.question())


def _missing(wanted: _Wanted, citations: list[str]) -> MissingFact:
    asked_of = FACTS[wanted.fact].asked_of if wanted.fact in FACTS else "lawyer"
    return MissingFact(wanted.fact, wanted.question, tuple(citations), asked_of)


def open_leaves(judgement: Judgement) -> Iterator[Leaf]:
    """The leaves that keep a judgement open."""
    return (leaf for leaf, truth in judgement.deciding if truth is None)


def _waiting(outcome: ItemOutcome, low: Effect) -> Iterator[tuple[str, Iterable[Leaf]]]:
    for judged in outcome.provisions:
        if judged.high <= low:
            continue
        if judged.judgement.truth is None:
            yield judged.provision.citation, _first_asked(tuple(open_leaves(judged.judgement)))
        yield from _waiting_reliefs(judged)


def _first_asked(open_: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """Where a measure is open since a party is stated without a country, that is asked alone: mostly it is in none of its places,
    and whether its annexes name the item is of no matter."""
    if _UNPLACED not in open_:
        return open_
    return tuple(leaf for leaf in open_ if leaf == _UNPLACED or isinstance(leaf, (InPlaces, Is)))


_UNPLACED: Final = Flag(UNPLACED)


def _waiting_reliefs(judged: JudgedProvision) -> Iterator[tuple[str, Iterable[Leaf]]]:
    for relief in judged.reliefs:
        if relief.judgement.truth is None and relief.relief.effect < judged.high:
            yield relief.relief.citation, open_leaves(relief.judgement)


def _wanted_by(leaf: Leaf, facts: Facts) -> Iterator[_Wanted]:
    match leaf:
        case AnyCode(fact, codes) | EveryCode(fact, codes) if facts.get(fact) is not None:
            assert isinstance(codes, CodeSet)
            yield from _wanted_codes(fact, codes, facts)
        case InPlaces():
            yield from _wanted_places(leaf, facts)
        case _:
            yield _Wanted(leaf.fact, question_of(leaf.fact), _values(leaf.fact))


def _wanted_places(leaf: InPlaces, facts: Facts) -> Iterator[_Wanted]:
    label = getattr(leaf.places, "label", None) or Message("places", leaf.places.key)
    seen: set[str] = set()
    for name in leaf.facts:
        value = facts.get(name)
        if value is None:
            yield _Wanted(name, question_of(name), ())
            continue
        for place in value if isinstance(value, tuple) else (value,):
            if place in seen or place_truth(leaf.places, place, facts, facts["day"]) is not None:
                continue
            seen.add(place)
            text = N_("Does {place} count among {list}?")
            question = Message("question.place", text, {"place": PlaceName(place), "list": label})
            yield _Wanted(place_question(leaf.places, place), question, (True, False), as_answer=True)


def _wanted_codes(fact: str, codes: CodeSet, facts: Facts) -> Iterator[_Wanted]:
    held = tuple(code for code in facts[fact] if codes.covers(code, facts) is None)
    questions = open_parts(codes, held, facts)
    for name, question in questions:
        yield _Wanted(name, question, (True, False), as_answer=True)
    if not questions:
        narrowing = _Narrowing(fact, held, (codes.label,))
        yield _Wanted(fact, narrowing.question(), (), narrowing=narrowing)


def question_key(leaf: Leaf, facts: Facts) -> tuple[Any, ...]:
    """What an open leaf asks for: the same for two sets of facts where answers would settle it alike.

    The facts that are not known, the open places, and for each open code the parts it asks about.
    """
    if isinstance(leaf, (AnyCode, EveryCode)) and facts.get(leaf.fact) is not None:
        assert isinstance(leaf.codes, CodeSet)
        held = [(leaf.codes.covers(code, facts), code) for code in facts[leaf.fact]]
        return tuple(
            (truth, *(name for name, _ in open_parts(leaf.codes, (code,), facts)))
            for truth, code in held
            if truth is None
        )
    return tuple(wanted.fact for wanted in _wanted_by(leaf, facts))


def _values(fact: str) -> tuple[Any, ...]:
    definition = FACTS.get(fact)
    if definition is None or definition.kind == "flag":
        return (True, False)
    return tuple(definition.values)


_BLIND_GAIN: Final = 0.75
"""Rank of a fact whose values cannot be listed and for which most rules wait: above single circumstances."""


def _gain(wanted: _Wanted, outcome: ItemOutcome, facts: Facts, share: float) -> float:
    """Mean number of steps by which an answer narrows the interval; ``share``: of the rules that wait for it."""
    if not wanted.values:
        return _BLIND_GAIN * share
    width = outcome.high - outcome.low
    total = 0.0
    for value in wanted.values:
        changed: dict[str, Any] = {wanted.fact: value}
        if wanted.as_answer:
            changed[ANSWERS] = frozenset((facts.get(ANSWERS) or frozenset()) | {(wanted.fact, value)})
        low, high = interval(facts, outcome, changed)
        total += width - (high - low)
    return total / len(wanted.values)


_ORDER: Final = {name: position for position, name in enumerate(FACTS)}


def _order(fact: str) -> int:
    return _ORDER.get(fact, len(_ORDER))


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
