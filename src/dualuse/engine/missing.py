"""The facts that could still move an open outcome, ranked by how much each would settle.

Which facts those are: ``wanted_facts.py``. Whether a measure on the destination forbids it comes before all that cannot tell. The rank is
found by trying every value a fact can have; facts whose values cannot be listed (codes, places) rank by the number of rules that wait
for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeVar

from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.outcome import ItemOutcome, intervals
from dualuse.engine.wanted_facts import WAY_FACTS, WantedFact, gathered, waiting_rules
from dualuse.i18n import Message
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.stated_facts import ITEM_LISTED, WHERE_SOLD
from dualuse.law.language.logic import (
    Facts,
    Leaf,
)
from dualuse.law.language.provision import Effect
from dualuse.law.measures.provisions import measure_provisions, question_of_article
from dualuse.law.measures.reading import measure_rows

Gains: TypeAlias = Callable[[str, tuple[Any, ...], Sequence[int]], Sequence[float]]
"""For a fact, the values that it can have, and positions of items in which it is not known: the mean number
of steps by which knowing it narrows the outcome of each."""


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that is not known and matters: its question, and the citations it would (help to) settle."""

    fact: str
    question: Message
    would_settle: tuple[str, ...]
    asked_of: str


def missing_facts(outcome: ItemOutcome, facts: Facts) -> tuple[MissingFact, ...]:
    """The missing facts of an item, the one that settles most first; empty when the outcome is final."""
    if outcome.final:
        return ()
    waiting = gathered(waiting_rules(outcome), facts)
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
    of_items = [gathered(item.waiting, item.facts) for item in items]
    asking: dict[tuple[str, tuple[Any, ...]], list[int]] = {}
    for position, waiting in enumerate(of_items):
        for wanted, _ in waiting:
            if wanted.values and not wanted.as_answer:
                asking.setdefault((wanted.fact, wanted.values), []).append(position)
    by_fact = {key: dict(zip(rows, gains(*key, rows), strict=True)) for key, rows in asking.items()}

    def gain(wanted: WantedFact, position: int) -> float:
        tried = by_fact.get((wanted.fact, wanted.values), {})
        if position in tried:
            return tried[position]
        return _gain(wanted, items[position].outcome(), items[position].facts)

    return [
        _ranked(waiting, lambda wanted, position=position: gain(wanted, position), items[position].facts)  # type: ignore[misc]
        for position, waiting in enumerate(of_items)
    ]


def _ranked(
    waiting: Sequence[tuple[WantedFact, list[str]]], gain: Callable[[WantedFact], float], facts: Facts
) -> tuple[MissingFact, ...]:
    """The facts that rules wait for, each with their citations; ``gain``: how far one narrows the outcome
    whose values can be tried. ``facts``: what is known."""
    of_bans = _bans() if facts.get("destination") is not None else frozenset()
    presumed = _presumed_bans()
    most = max((len(citations) for _, citations in waiting), default=1)
    ranked = sorted(
        waiting,
        key=lambda entry: (
            of_bans.isdisjoint(entry[1]) or entry[0].fact in WAY_FACTS,
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
    return tuple(_missing(*entry) for entry in gathered(groups, facts))


def _missing(wanted: WantedFact, citations: list[str]) -> MissingFact:
    asked_of = FACTS[wanted.fact].asked_of if wanted.fact in FACTS else "lawyer"
    return MissingFact(wanted.fact, wanted.question, tuple(citations), asked_of)


_BLIND_GAIN: Final = 0.75
"""Rank of a fact whose values cannot be listed and for which most rules wait: above single circumstances."""


def _gain(wanted: WantedFact, outcome: ItemOutcome, facts: Facts) -> float:
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
