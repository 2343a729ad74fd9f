"""The facts that could still move an open outcome, ranked by how much each would settle.

Only facts count that an undetermined provision (or an undetermined relief) waits for, and only where that rule can
move the interval. The rank is found by trying every value a fact can have; facts whose values cannot be listed
(codes, places) rank by the number of rules that wait for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from dualuse.engine.compiled import Judgement
from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.outcome import ItemOutcome, JudgedProvision, interval
from dualuse.engine.reason_sentences import open_parts, question_of
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.logic import AnyCode, EveryCode, Facts, InPlaces, Leaf, place_question, place_truth
from dualuse.law.language.provision import Effect


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


def _gathered(
    groups: Iterable[tuple[str, Iterable[Leaf]]], facts: Facts
) -> tuple[tuple[_Wanted, list[str]], ...]:
    waiting: dict[str, tuple[_Wanted, list[str]]] = {}
    for citation, leaves in groups:
        for wanted in (wanted for leaf in leaves for wanted in _wanted_by(leaf, facts)):
            citations = waiting.setdefault(wanted.fact, (wanted, []))[1]
            if citation not in citations:
                citations.append(citation)
    return tuple(waiting.values())


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
            yield judged.provision.citation, open_leaves(judged.judgement)
        yield from _waiting_reliefs(judged)


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
    for name, text in questions:
        yield _Wanted(name, Message(f"question.{name}", text), (True, False), as_answer=True)
    if not questions:
        question = Message(
            "question.narrower",
            N_("Which narrower provision under {codes} lists the item? {list} takes only some of them."),
            {"codes": held, "list": codes.label},
        )
        yield _Wanted(fact, question, ())


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
