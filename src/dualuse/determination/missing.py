"""The facts that could still move an open outcome, ranked by how much each would settle.

Only facts count that an undetermined provision (or an undetermined relief) waits for, and only where that rule can
move the interval. The rank is found by trying every value a fact can have; facts whose values cannot be listed
(codes, places) rank by the number of rules that wait for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dualuse.determination.because import open_parts, question_of
from dualuse.determination.closures import ANSWERS
from dualuse.determination.compiled import Judgement
from dualuse.determination.outcome import ItemOutcome, JudgedProvision, interval
from dualuse.law.control_list.codes import CodeSet
from dualuse.law.facts import FACTS
from dualuse.law.logic import AnyCode, EveryCode, Facts, InPlaces, Leaf, place_question, place_truth
from dualuse.law.provision import Effect
from dualuse.wording import N_, Message, PlaceName


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
    waiting: dict[str, tuple[_Wanted, list[str]]] = {}
    for citation, judgement in _waiting(outcome):
        for wanted in _wanted(judgement, facts):
            citations = waiting.setdefault(wanted.fact, (wanted, []))[1]
            if citation not in citations:
                citations.append(citation)
    ranked = sorted(
        waiting.values(),
        key=lambda entry: (-_gain(entry[0], outcome, facts), -len(entry[1]), _order(entry[0].fact)),
    )
    return tuple(
        MissingFact(
            wanted.fact,
            wanted.question,
            tuple(citations),
            FACTS[wanted.fact].asked_of if wanted.fact in FACTS else "lawyer",
        )
        for wanted, citations in ranked
    )


def _waiting(outcome: ItemOutcome) -> Iterator[tuple[str, Judgement]]:
    for judged in outcome.provisions:
        if judged.high <= outcome.low:
            continue
        if judged.judgement.truth is None:
            yield judged.provision.citation, judged.judgement
        yield from _waiting_reliefs(judged, outcome.low)


def _waiting_reliefs(judged: JudgedProvision, low: Effect) -> Iterator[tuple[str, Judgement]]:
    for relief in judged.reliefs:
        if relief.judgement.truth is None and relief.relief.effect < judged.high:
            yield relief.relief.citation, relief.judgement


def _wanted(judgement: Judgement, facts: Facts) -> Iterator[_Wanted]:
    for leaf, truth in judgement.deciding:
        if truth is None:
            yield from _wanted_by(leaf, facts)


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
"""Rank of a fact whose values cannot be listed: above most single circumstances, below what decides alone."""


def _gain(wanted: _Wanted, outcome: ItemOutcome, facts: Facts) -> float:
    """Mean number of steps by which an answer narrows the interval."""
    if not wanted.values:
        return _BLIND_GAIN
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
