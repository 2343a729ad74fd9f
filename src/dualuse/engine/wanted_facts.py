"""What open rules wait for: facts that are not stated, narrower codes, and whether a place counts among those of a list.

Only facts count that an undetermined provision (or an undetermined relief) waits for, and only where that rule can move the interval.
Which of them is asked first: ``missing.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from dualuse.engine.compiled import Judgement
from dualuse.engine.outcome import ItemOutcome, JudgedProvision
from dualuse.engine.reason_sentences import open_parts, question_of
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, FACTS
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TRANSIT_CIRCUMSTANCES
from dualuse.law.eu_2021_821.facts.stated_facts import UNPLACED
from dualuse.law.language.logic import (
    AnyCode,
    EveryCode,
    Facts,
    Flag,
    InPlaces,
    Is,
    Leaf,
    place_question,
    place_truth,
)
from dualuse.law.measures.goods.gathering import gathers

NARROWER: Final = "question.narrower"
"""Code of the question for codes under one that is too wide, or for its further digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedFact:
    """What a rule waits for, with its question.

    ``values``: those that can be tried; none where they are too many. ``as_answer``: whether it is answered under ``answers`` and no
    fact is stated. ``narrowing``: of a fact that is stated too widely, what it is too wide for.
    """

    fact: str
    question: Message
    values: tuple[Any, ...]
    as_answer: bool = False
    narrowing: Narrowing | None = None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Codes that are too wide for lists: which codes, and for which lists."""

    fact: str
    codes: tuple[str, ...]
    lists: tuple[Message, ...]

    def __or__(self, other: Narrowing) -> Narrowing:
        return Narrowing(
            self.fact,
            tuple(dict.fromkeys((*self.codes, *other.codes))),
            (*self.lists, *(label for label in other.lists if label not in self.lists)),
        )

    def question(self) -> Message:
        """Which codes lie under them; of codes that gather goods of many kinds, which the goods have by themselves."""
        text = (
            N_(
                "Which customs code does the item have by itself? {codes} gathers goods of many kinds, which these lists may take: {list}."
            )
            if self.fact == CUSTOMS_CODE and any(map(gathers, self.codes))
            else N_(
                "What are the further digits of the customs code {codes}? Lists that take only a part of it: {list}."
            )
            if self.fact == CUSTOMS_CODE
            else N_(
                "Which narrower provision under {codes} lists the item? Lists that take only some of them: {list}."
            )
        )
        return Message(NARROWER, text, {"codes": self.codes, "list": self.lists})


def narrowing_questions(outcome: ItemOutcome, facts: Facts) -> dict[str, Message]:
    """Facts whose codes are too wide, each with the question that names every list that they are too wide
    for."""
    waiting = gathered(waiting_rules(outcome), facts)
    return {wanted.fact: wanted.question for wanted, _ in waiting if wanted.narrowing}


def gathered(
    groups: Iterable[tuple[str, Iterable[Leaf]]], facts: Facts
) -> tuple[tuple[WantedFact, list[str]], ...]:
    """What open leaves, each group with its citation, wait for: each fact once, with the citations that it would help to settle."""
    waiting: dict[str, WantedFact] = {}
    citing: dict[str, dict[str, None]] = {}
    wanted_by: dict[tuple[Any, ...], tuple[WantedFact, ...]] = {}
    for citation, of_citation in groups:
        for leaf in of_citation:
            # By the identity of what a leaf asks of places or codes: to compare leaves takes longer.
            match leaf:
                case InPlaces(fact, places, also):
                    key: tuple[Any, ...] = (id(places), fact, also)
                case AnyCode(fact, codes) | EveryCode(fact, codes) if facts.get(fact) is not None:
                    key = (id(codes), fact)
                case _:
                    _add_wanted(_wanted_value(leaf.fact), citation, waiting, citing)
                    continue
            if key not in wanted_by:
                wanted_by[key] = tuple(_wanted_by(leaf, facts))
            for wanted in wanted_by[key]:
                _add_wanted(wanted, citation, waiting, citing)
    return tuple((wanted, list(citing[fact])) for fact, wanted in waiting.items())


def _add_wanted(
    wanted: WantedFact, citation: str, waiting: dict[str, WantedFact], citing: dict[str, dict[str, None]]
) -> None:
    fact = wanted.fact
    before = waiting.get(fact)
    if before is None:
        waiting[fact], citing[fact] = wanted, {citation: None}
        return
    citing[fact][citation] = None
    if before is not wanted:
        waiting[fact] = _joined_narrowing(before, wanted)


def _joined_narrowing(wanted: WantedFact, other: WantedFact) -> WantedFact:
    """``wanted``; where both ask for narrower codes, with the lists of both."""
    if wanted.narrowing is None or other.narrowing is None or wanted.narrowing == other.narrowing:
        return wanted
    joined = wanted.narrowing | other.narrowing
    return replace(wanted, narrowing=joined, question=joined.question())


def open_leaves(judgement: Judgement) -> Iterator[Leaf]:
    """The leaves that keep a judgement open."""
    return (leaf for leaf, truth in judgement.deciding if truth is None)


def waiting_rules(outcome: ItemOutcome) -> Iterator[tuple[str, Iterable[Leaf]]]:
    """The rules that could still move an outcome, each by its citation with the leaves that keep it open."""
    for judged in outcome.provisions:
        if judged.high <= outcome.low:
            continue
        if judged.judgement.truth is None:
            yield judged.provision.citation, first_asked(tuple(open_leaves(judged.judgement)))
        yield from _waiting_reliefs(judged)


def first_asked(open_: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """Where a measure is open since a party is stated without a country, that is asked alone: mostly it is in
    none of its places, and whether its annexes name the item is of no matter. So is the way that the items take."""
    if _UNPLACED in open_:
        return tuple(leaf for leaf in open_ if leaf == _UNPLACED or isinstance(leaf, (InPlaces, Is)))
    return tuple(leaf for leaf in open_ if leaf in _WAYS) or open_


_UNPLACED: Final = Flag(UNPLACED)
WAY_FACTS: Final = frozenset(fact.name for fact in TRANSIT_CIRCUMSTANCES)
"""What is asked of the way that the items take."""
_WAYS: Final = frozenset(map(Flag, WAY_FACTS))
ASKED_FIRST: Final = frozenset(("parties.country", *WAY_FACTS))
"""The fields that those ask for."""


def _waiting_reliefs(judged: JudgedProvision) -> Iterator[tuple[str, Iterable[Leaf]]]:
    for relief in judged.reliefs:
        if relief.judgement.truth is None and relief.relief.effect < judged.high:
            yield relief.relief.citation, open_leaves(relief.judgement)


def _wanted_by(leaf: Leaf, facts: Facts) -> Iterator[WantedFact]:
    match leaf:
        case AnyCode(fact, codes) | EveryCode(fact, codes) if facts.get(fact) is not None:
            assert isinstance(codes, CodeSet)
            yield from _wanted_codes(fact, codes, facts)
        case InPlaces():
            yield from _wanted_places(leaf, facts)
        case _:
            yield _wanted_value(leaf.fact)


@lru_cache(maxsize=4096)
def _wanted_value(fact: str) -> WantedFact:
    """A fact of which any value may be stated."""
    return WantedFact(fact=fact, question=question_of(fact), values=_values(fact))


@lru_cache(maxsize=256)
def _wanted_place(fact: str) -> WantedFact:
    """A place that is not stated: its values are too many to be tried."""
    return WantedFact(fact=fact, question=question_of(fact), values=())


def _wanted_places(leaf: InPlaces, facts: Facts) -> Iterator[WantedFact]:
    label = getattr(leaf.places, "label", None) or Message("places", leaf.places.key)
    seen: set[str] = set()
    for name in leaf.facts:
        value = facts.get(name)
        if value is None:
            yield _wanted_place(name)
            continue
        for place in value if isinstance(value, tuple) else (value,):
            if place in seen or place_truth(leaf.places, place, facts, facts["day"]) is not None:
                continue
            seen.add(place)
            text = N_("Does {place} count among {list}?")
            question = Message("question.place", text, {"place": PlaceName(place), "list": label})
            yield WantedFact(
                fact=place_question(leaf.places, place),
                question=question,
                values=(True, False),
                as_answer=True,
            )


def _wanted_codes(fact: str, codes: CodeSet, facts: Facts) -> Iterator[WantedFact]:
    held = tuple(code for code in facts[fact] if codes.covers(code, facts) is None)
    questions = open_parts(codes, held, facts)
    for name, question in questions:
        yield WantedFact(fact=name, question=question, values=(True, False), as_answer=True)
    if not questions:
        narrowing = Narrowing(fact, held, (codes.label,))
        yield WantedFact(fact=fact, question=narrowing.question(), values=(), narrowing=narrowing)


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
