"""What dates, countries and kinds say for or against a listed party, beside the names.

The features are :data:`~dualuse.screening.matching.features.EVIDENCE`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.index.building import date_code
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.screened import Query


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What a query states: ``births`` as :func:`~dualuse.screening.index.building.date_code`, ``countries`` as numbers of the
    index, -1 for a country that no entry has."""

    births: list[int]
    countries: set[int]
    kind: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the facts of a query and an entry agree: ``birth`` as :func:`compare_births`; the others 1 the same, -1 other,
    0 not known."""

    birth: int
    country: int
    kind: int

    def values(self) -> NDArray[np.float32]:
        """The values of the features of :data:`~dualuse.screening.matching.features.EVIDENCE`, in their order."""
        births = (self.birth == 2, self.birth == 1, self.birth == -1, self.birth == -2)
        return np.array(
            [*births, self.country == 1, self.country == -1, self.kind == 1, self.kind == -1],
            dtype=np.float32,
        )


def stated_facts(query: Query, corpus: Corpus) -> StatedFacts:
    """The facts of a query, as the index numbers them."""
    return StatedFacts(
        [code for date in query.birth_dates for code in date_code(date)],
        {corpus.countries.get(code.upper(), -1) for code in query.countries},
        query.kind,
    )


def agreement(facts: StatedFacts, corpus: Corpus, entity: int) -> Agreement:
    """How the facts agree with those of an entry."""
    births, countries = corpus.births_of(entity), corpus.countries_of(entity)
    country = 0
    if countries and facts.countries:
        country = -1 if facts.countries.isdisjoint(countries) else 1
    return Agreement(
        compare_births(facts.births, births),
        country,
        compare_kinds(facts.kind, corpus.kind_of(entity)),
    )


def compare_births(stated: Iterable[int], listed: Iterable[int]) -> int:
    """What two parties' dates say: 2 the same day, 1 the same year, 0 nothing known, -1 a year apart, -2 others.

    The best pair counts: a list that gives several dates does not know which is right. Two dates of one year say that it is
    the same year, whatever their days: lists exchange day and month, and guess days.
    """
    return max((_compare_dates(ours, theirs) for ours in stated for theirs in listed), default=0)


def _compare_dates(ours: int, theirs: int) -> int:
    years_apart = abs(ours // 10000 - theirs // 10000)
    if years_apart:
        return -1 if years_apart == 1 else -2
    return 2 if ours == theirs and ours % 100 else 1


def compare_kinds(stated: str, listed: str) -> int:
    """1 the same kind, -1 kinds that cannot be one party.

    A kind that is not known may be the same, and counts as that: the models are made from parties whose kind is stated, and
    without this a name alone would never be enough.
    """
    return 1 if stated == listed or "unknown" in (stated, listed) else -1
