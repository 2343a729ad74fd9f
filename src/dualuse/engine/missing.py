"""The facts that could still move an open outcome, ranked by how much each would settle.

Only facts count that an undetermined provision (or an undetermined relief) waits for, and only where that
rule can move the interval. Whether a measure on the destination forbids it comes before all that cannot tell. The rank is found by trying every value a fact can have; facts whose values cannot
be listed (codes, places) rank by the number of rules that wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeVar

from dualuse.engine.compiled import Judgement
from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.outcome import ItemOutcome, JudgedProvision, intervals
from dualuse.engine.reason_sentences import open_parts, question_of
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE, FACTS
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TRANSIT_CIRCUMSTANCES
from dualuse.law.eu_2021_821.facts.stated_facts import ITEM_LISTED, UNPLACED, WHERE_SOLD
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
from dualuse.law.language.provision import Effect
from dualuse.law.measures.provisions import measure_provisions, question_of_article
from dualuse.law.measures.reading import measure_rows

Gains: TypeAlias = Callable[[str, tuple[Any, ...], Sequence[int]], Sequence[float]]
"""For a fact, the values that it can have, and positions of items in which it is not known: the mean number
of steps by which knowing it narrows the outcome of each."""

NARROWER: Final = "question.narrower"
"""Code of the question for codes under one that is too wide, or for its further digits."""


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that is not known and matters: its question, and the citations it would (help to) settle."""

    fact: str
    question: Message
    would_settle: tuple[str, ...]
    asked_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
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
    return _ranked(waiting, lambda wanted: _gain(wanted, outcome, facts), facts)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item whose outcome is open, one of many.

    ``facts``: what is known of it; ``waiting``: the rules that can still move the outcome, each with its
    citation and the leaves that keep it open, in the order of the law; ``outcome``: judges it by itself.
    """

    facts: Facts
    waiting: Sequence[tuple[str, tuple[Leaf, ...]]]
    outcome: Callable[[], ItemOutcome]


def missing_facts_of_many(items: Sequence[OpenItem], gains: Gains) -> list[tuple[MissingFact, ...]]:
    """The missing facts of each item, as :func:`missing_facts` gives them.

    Args:
        items: those whose outcome is open.
        gains: tries the values of a stated fact on some of the items, told by their positions.
    """
    of_items = [_gathered(item.waiting, item.facts) for item in items]
    asking: dict[tuple[str, tuple[Any, ...]], list[int]] = {}
    for position, waiting in enumerate(of_items):
        for wanted, _ in waiting:
            if wanted.values and not wanted.as_answer:
                asking.setdefault((wanted.fact, wanted.values), []).append(position)
    by_fact = {key: dict(zip(rows, gains(*key, rows), strict=True)) for key, rows in asking.items()}

    def gain(wanted: _Wanted, position: int) -> float:
        tried = by_fact.get((wanted.fact, wanted.values), {})
        if position in tried:
            return tried[position]
        return _gain(wanted, items[position].outcome(), items[position].facts)

    return [
        _ranked(waiting, lambda wanted, position=position: gain(wanted, position), items[position].facts)  # type: ignore[misc]
        for position, waiting in enumerate(of_items)
    ]


def _ranked(
    waiting: Sequence[tuple[_Wanted, list[str]]], gain: Callable[[_Wanted], float], facts: Facts
) -> tuple[MissingFact, ...]:
    """The facts that rules wait for, each with their citations; ``gain``: how far one narrows the outcome
    whose values can be tried. ``facts``: what is known."""
    of_bans = _bans() if facts.get("destination") is not None else frozenset()
    presumed = _presumed_bans()
    most = max((len(citations) for _, citations in waiting), default=1)
    ranked = sorted(
        waiting,
        key=lambda entry: (
            of_bans.isdisjoint(entry[1]) or entry[0].fact in _WAY_FACTS,
            -(gain(entry[0]) if entry[0].values else _BLIND_GAIN * (len(entry[1]) / most)),
            -len(entry[1]),
            entry[0].fact not in presumed,
            _order(entry[0].fact),
        ),
    )
    return tuple(_missing(*entry) for entry in likelier_uses_first(ranked, lambda entry: entry[0].fact))


@lru_cache(maxsize=1)
def _bans() -> frozenset[str]:
    """The citations of measures that forbid: what a licence, an exception or another use asks is of no matter while one may."""
    return frozenset(
        provision.citation for provision in measure_provisions() if provision.effect is Effect.PROHIBITED
    )


@lru_cache(maxsize=1)
def _presumed_bans() -> frozenset[str]:
    """The questions of bans on all of Annex I but for a part of it: mostly the item is not of that part."""
    return frozenset(
        question_of_article(row.act, row.article)
        for row in measure_rows()
        if row.items == "annex_i_except" and row.question
    )


_COUNTS_WITH: Final[Mapping[str, frozenset[str]]] = {
    "knowledge.military_end_use": frozenset({"destination", *WHERE_SOLD}),
    "knowledge.internal_repression": frozenset({"item.cyber_surveillance", ITEM_LISTED, "item.entries"}),
}
"""Uses that count for some places or items only (Arts 4(1)(b), 5(1)), each with the facts that tell whether
they do."""
_SELDOM: Final = frozenset({"knowledge.nuclear_facility"})
"""Uses of a few items: an installation for nuclear purposes (§§ 9, 11, 52 AWV)."""
_Entry = TypeVar("_Entry")


def likelier_uses_first(entries: Iterable[_Entry], fact: Callable[[_Entry], str]) -> tuple[_Entry, ...]:
    """The entries, of which those that ask what is known of a use change places among themselves; ``fact``
    names that of each.

    A use that counts for some places or items only is asked about since this one is, or may be, among them:
    it comes before those of Art. 4(1)(a) and (c), which are asked about whatever is sent wherever.
    """
    entries = tuple(entries)
    names = tuple(map(fact, entries))
    of_uses = [place for place, name in enumerate(names) if name.startswith("knowledge.")]
    in_order = iter(sorted(of_uses, key=lambda place: _unlikeliness(names[place], names)))
    return tuple(
        entries[next(in_order)] if name.startswith("knowledge.") else entry
        for entry, name in zip(entries, names, strict=True)
    )


def _unlikeliness(use: str, missing: Collection[str]) -> int:
    if use in _SELDOM:
        return 2
    return 0 if use in _COUNTS_WITH and _COUNTS_WITH[use].isdisjoint(missing) else 1


def facts_waited_for(groups: Iterable[tuple[str, Iterable[Leaf]]], facts: Facts) -> tuple[MissingFact, ...]:
    """The facts that open leaves, each group with its citation, wait for: in the order of the law, not
    ranked."""
    return tuple(_missing(*entry) for entry in _gathered(groups, facts))


def narrowing_questions(outcome: ItemOutcome, facts: Facts) -> dict[str, Message]:
    """Facts whose codes are too wide, each with the question that names every list that they are too wide
    for."""
    waiting = _gathered(_waiting(outcome, outcome.low), facts)
    return {wanted.fact: wanted.question for wanted, _ in waiting if wanted.narrowing}


def _gathered(
    groups: Iterable[tuple[str, Iterable[Leaf]]], facts: Facts
) -> tuple[tuple[_Wanted, list[str]], ...]:
    waiting: dict[str, _Wanted] = {}
    citing: dict[str, dict[str, None]] = {}
    wanted_by: dict[tuple[Any, ...], tuple[_Wanted, ...]] = {}
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
    wanted: _Wanted, citation: str, waiting: dict[str, _Wanted], citing: dict[str, dict[str, None]]
) -> None:
    fact = wanted.fact
    before = waiting.get(fact)
    if before is None:
        waiting[fact], citing[fact] = wanted, {citation: None}
        return
    citing[fact][citation] = None
    if before is not wanted:
        waiting[fact] = _joined_narrowing(before, wanted)


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
            yield judged.provision.citation, first_asked(tuple(open_leaves(judged.judgement)))
        yield from _waiting_reliefs(judged)


def first_asked(open_: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """Where a measure is open since a party is stated without a country, that is asked alone: mostly it is in
    none of its places, and whether its annexes name the item is of no matter. So is the way that the items take."""
    if _UNPLACED in open_:
        return tuple(leaf for leaf in open_ if leaf == _UNPLACED or isinstance(leaf, (InPlaces, Is)))
    return tuple(leaf for leaf in open_ if leaf in _WAYS) or open_


_UNPLACED: Final = Flag(UNPLACED)
_WAYS: Final = frozenset(Flag(fact.name) for fact in TRANSIT_CIRCUMSTANCES)
_WAY_FACTS: Final = frozenset(fact.name for fact in TRANSIT_CIRCUMSTANCES)
ASKED_FIRST: Final = frozenset(("parties.country", *(leaf.fact for leaf in _WAYS)))
"""The fields that those ask for."""


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
            yield _wanted_value(leaf.fact)


@lru_cache(maxsize=4096)
def _wanted_value(fact: str) -> _Wanted:
    """A fact of which any value may be stated."""
    return _Wanted(fact=fact, question=question_of(fact), values=_values(fact))


@lru_cache(maxsize=256)
def _wanted_place(fact: str) -> _Wanted:
    """A place that is not stated: its values are too many to be tried."""
    return _Wanted(fact=fact, question=question_of(fact), values=())


def _wanted_places(leaf: InPlaces, facts: Facts) -> Iterator[_Wanted]:
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
            yield _Wanted(
                fact=place_question(leaf.places, place),
                question=question,
                values=(True, False),
                as_answer=True,
            )


def _wanted_codes(fact: str, codes: CodeSet, facts: Facts) -> Iterator[_Wanted]:
    held = tuple(code for code in facts[fact] if codes.covers(code, facts) is None)
    questions = open_parts(codes, held, facts)
    for name, question in questions:
        yield _Wanted(fact=name, question=question, values=(True, False), as_answer=True)
    if not questions:
        narrowing = _Narrowing(fact, held, (codes.label,))
        yield _Wanted(fact=fact, question=narrowing.question(), values=(), narrowing=narrowing)


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


def _gain(wanted: _Wanted, outcome: ItemOutcome, facts: Facts) -> float:
    """Mean number of steps by which an answer narrows the interval."""
    width = outcome.high - outcome.low
    changes: list[dict[str, Any]] = [{wanted.fact: value} for value in wanted.values]
    if wanted.as_answer:
        answers = facts.get(ANSWERS) or frozenset()
        for changed, value in zip(changes, wanted.values, strict=True):
            changed[ANSWERS] = frozenset(answers | {(wanted.fact, value)})
    total = sum(float(width - (high - low)) for low, high in intervals(facts, outcome, changes))
    return total / len(wanted.values)


_ORDER: Final = {name: position for position, name in enumerate(FACTS)}


def _order(fact: str) -> int:
    return _ORDER.get(fact, len(_ORDER))
