"""Why a question is asked: the provisions that its answer helps to settle, those that say most to the person first.

The Regulation and national law come first, then acts about a place that is stated, then acts about other places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dualuse.i18n import translate
from dualuse.interview.state import Interview
from dualuse.law.collection import whole_law
from dualuse.law.language.logic import InPlaces, leaves
from dualuse.law.language.provision import Provision, Relief


@dataclass(frozen=True, slots=True)
class Reason:
    """A provision or general authorisation that the answer helps to settle, in words.

    ``elsewhere``: it stands in an act about certain places, none of which is stated.
    """

    citation: str
    text: str
    elsewhere: bool = False


def reasons(state: Interview, citations: Iterable[str], language: str) -> tuple[Reason, ...]:
    """The reasons in words, most relevant first; of equal ones in the order of ``citations``."""
    stated = frozenset(_stated_places(state))
    ranks = {citation: _rank(citation, stated, state.day) for citation in citations}
    return tuple(
        Reason(citation, translate(_summary(citation), language), elsewhere=ranks[citation] == _ELSEWHERE)
        for citation in sorted(ranks, key=lambda citation: ranks[citation])
    )


_ELSEWHERE = 2
"""The last rank."""


def _stated_places(state: Interview) -> Iterator[str]:
    """Where the items go and who takes part, as far as it is known; not the exporter, who is in the Union."""
    it = state.transaction
    places = (it.get("destination"), it.get("purchasing_country"))
    yield from (place for place in (*places, *(row.get("country") for row in it.get("parties", ()))) if place)


def _rank(citation: str, stated: frozenset[str], day: date) -> int:
    rules = _rules().get(citation, ())
    if not any(isinstance(rule, Provision) and rule.is_measure for rule in rules):
        return 0
    about_stated = any(
        leaf.places.contains(place, day)
        for rule in rules
        for leaf in leaves(rule.when)
        if isinstance(leaf, InPlaces)
        for place in stated
    )
    return 1 if about_stated else _ELSEWHERE


def _summary(citation: str) -> str:
    """The sentence of a provision or relief; the newest where several stand under one citation."""
    rules = _rules().get(citation, ())
    return rules[-1].summary if rules else ""


@lru_cache(maxsize=1)
def _rules() -> dict[str, list[Provision | Relief]]:
    """The rules under each citation."""
    law = whole_law()
    by_citation: dict[str, list[Provision | Relief]] = {}
    rules: tuple[Provision | Relief, ...] = (*law.provisions, *law.reliefs)
    for rule in rules:
        by_citation.setdefault(rule.citation, []).append(rule)
    return by_citation
