"""The part of the law that many transactions can be about, by what none of them states.

Most provisions of measures demand places of one country, or that somebody has stated a circumstance. Where no transaction of
a table does, none of them can hold or be worth a finding there, on whatever day. So they need not be asked for, and the
days on which they change are no borders for the table.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from dualuse.engine.relevance import PLACES
from dualuse.law.collection import Law, whole_law
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD
from dualuse.law.eu_2021_821.facts.stated_facts import UNPLACED
from dualuse.law.language.logic import (
    All,
    Any_,
    Condition,
    Flag,
    InPlaces,
    Leaf,
    Not,
    Truth,
    any_truth,
    every_truth,
    opposite,
)
from dualuse.law.territories import PlaceSet, with_wholes

Reach: TypeAlias = "frozenset[str] | None"
"""Citations of provisions, on any day; None: all of them."""


@lru_cache(maxsize=64)
def reach_of(places: frozenset[str], untold: frozenset[str]) -> frozenset[str]:
    """The provisions in reach of transactions all of whose places are known.

    Args:
        places: every place that one of them has as destination, of the purchaser or of a party; none of a party is missing.
        untold: names of circumstances of measures that none of them states to be so.
    """
    near = frozenset(with_wholes(places))
    return frozenset(
        rule.citation
        for rule in whole_law().provisions
        if any(_truth(condition, near, untold) is not False for condition in (rule.when, rule.relevant_when))
    )


def within(law: Law, reach: Reach) -> Law:
    """The provisions of ``law`` that are in reach, and the reliefs that name one of them; no duties, unless all are."""
    if reach is None:
        return law
    return Law(
        tuple(rule for rule in law.provisions if rule.citation in reach),
        tuple(relief for relief in law.reliefs if not reach.isdisjoint(relief.of)),
        (),
    )


def _truth(condition: Condition, near: frozenset[str], untold: frozenset[str]) -> Truth:
    """False where ``condition`` fails whatever else is known."""
    match condition:
        case Not(of):
            return opposite(_truth(of, near, untold))
        case All(parts):
            return every_truth(_truth(part, near, untold) for part in parts)
        case Any_(parts):
            return any_truth(_truth(part, near, untold) for part in parts)
    return False if _fails(condition, near, untold) else None  # type: ignore[arg-type]


def _fails(leaf: Leaf, near: frozenset[str], untold: frozenset[str]) -> bool:
    """Whether ``leaf`` fails for all of the transactions."""
    if leaf == Flag(UNPLACED):
        return True
    if isinstance(leaf, Flag):
        return leaf.fact.startswith(TOLD) and leaf.fact.removeprefix(TOLD) in untold
    if not isinstance(leaf, InPlaces) or not isinstance(leaf.places, PlaceSet):
        return False
    return set(leaf.facts) <= set(PLACES) and near.isdisjoint(member.place for member in leaf.places.members)
