"""What dates, countries and kinds say for or against a listed party, beside the names; and why a hit is one, in codes.

The features are :data:`~dualuse.screening.matching.features.EVIDENCE`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.index.building import date_code
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Floats, Integers
from dualuse.screening.matching.comparing import Compared, QueryName
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.matching.screened import Direction, Query, Reason
from dualuse.screening.names.sound import scanned, skeleton, sound, transcribed
from dualuse.screening.names.vocabulary import meanings

_RUN_LIKENESS: Final = COLUMNS.index("run_likeness")
_NEARLY_AS_GOOD: Final = 3.0


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


def nearest_written(compared: Compared, kept: Integers, group: Integers, sums: Floats) -> dict[int, int]:
    """For the best pair of each entry the pair to show: of those nearly as good the one written most alike, first as the name was stated."""
    shown: dict[int, int] = {}
    of_kept = sums[kept]
    columns = (
        kept,
        group,
        of_kept,
        of_kept - _NEARLY_AS_GOOD,
        compared.features[kept, _RUN_LIKENESS],
        -compared.query_name[kept],  # a name stands before itself in English letters
    )
    best, last_group, enough, most_alike = -1, -1, 0.0, (0.0, 0)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for pair, pair_group, pair_sum, nearly, likeness, place in rows:
        if pair_group != last_group:
            best, last_group, enough = pair, pair_group, nearly
        elif pair_sum < enough or (likeness, place) <= most_alike:
            continue
        shown[best], most_alike = pair, (likeness, place)
    return shown


# Why a hit

_BIRTH_REASONS: Final[dict[int, tuple[str, Direction]]] = {
    2: ("birth_same_day", "for"),
    1: ("birth_same_year", "for"),
    -1: ("birth_near", "against"),
    -2: ("birth_other", "against"),
}
_COUNTRY_REASONS: Final[dict[int, tuple[str, Direction]]] = {
    1: ("country_same", "for"),
    -1: ("country_other", "against"),
}


def hit_reasons(
    corpus: Corpus,
    query: Query,
    names: Sequence[QueryName],
    *,
    compared: Compared,
    pair: int,
    agreement: Agreement,
) -> tuple[Reason, ...]:
    """The reasons of one hit, those of the name first.

    Args:
        corpus: the index.
        query: who was asked about.
        names: the names of the batch, numbered by ``compared.query_name``.
        compared: the pairs of names of the batch.
        pair: the pair shown.
        agreement: what the facts of the query and the entry say.
    """
    reasons = [_names_met(corpus, names, compared, pair)]
    entity = int(compared.entity[pair])
    asked = names[int(compared.query_name[pair])]
    if asked.places:
        reasons.append(beside_places(asked.text, asked.places))
    elif asked.within or asked.is_part:
        listed = corpus.text_of_name(int(compared.name[pair]))
        reasons.append(Reason("among_words", {"asked": asked.text, "listed": listed}, "for"))
    if corpus.arrays["name_weak"][int(compared.name[pair])]:
        reasons.append(Reason("weak_alias", {}, "against"))
    if agreement.birth:
        code, direction = _BIRTH_REASONS[agreement.birth]
        births = [_date_text(date) for date in corpus.births_of(entity)]
        reasons.append(Reason(code, {"asked": list(query.birth_dates), "listed": births}, direction))
    if agreement.country:
        code, direction = _COUNTRY_REASONS[agreement.country]
        countries = sorted(corpus.country_codes[number] for number in corpus.countries_of(entity))
        reasons.append(Reason(code, {"asked": list(query.countries), "listed": countries}, direction))
    if agreement.kind < 0:
        kinds = {"asked": query.kind, "listed": corpus.kind_of(entity)}
        reasons.append(Reason("kind_other", kinds, "against"))
    return tuple(reasons)


def beside_places(name: str, places: Sequence[str]) -> Reason:
    """That a field was read without what was taken for places beside the name that is left."""
    return Reason("beside_places", {"name": name, "places": list(places)}, "for")


def _names_met(corpus: Corpus, names: Sequence[QueryName], compared: Compared, pair: int) -> Reason:
    asked = names[int(compared.query_name[pair])]
    no_word = len(corpus.words)
    listed = [corpus.words[word] for word in compared.right.word[pair].tolist() if word < no_word]
    met: list[dict[str, Any]] = []
    left_met, right_met = set(), set()
    likeness = compared.met.likeness[pair].tolist()
    places = zip(compared.met.left_at[pair].tolist(), compared.met.right_at[pair].tolist(), strict=True)
    for alike, (left, right) in zip(likeness, places, strict=True):
        if left < 0 or right < 0:
            continue
        left_met.add(left)
        right_met.add(right)
        ours, theirs = asked.words[left], listed[right]
        met.append(
            {"asked": ours, "listed": theirs, "how": how_met(ours, theirs), "likeness": round(alike, 2)}
        )
    met.sort(key=lambda row: -row["likeness"])
    params = {
        "met": met,
        "asked_alone": [word for place, word in enumerate(asked.words) if place not in left_met],
        "listed_alone": [word for place, word in enumerate(listed) if place not in right_met],
        "asked": asked.text,
        "listed": corpus.text_of_name(int(compared.name[pair])),
    }
    return Reason("names_met", params, "for")


@lru_cache(maxsize=4096)
def how_met(asked: str, listed: str) -> str:
    """In a word how two words met: ``same``, ``meaning``, ``sound``, ``scanned``, ``initial``,
    ``beginning``, ``consonants`` or ``spelling``."""
    if asked == listed:
        return "same"
    if len(asked) == 1 or len(listed) == 1:
        return "initial"
    if not set(meanings(asked)).isdisjoint(meanings(listed)):
        return "meaning"
    if sound(asked) == sound(listed):
        return "sound"
    if scanned(asked) == scanned(listed):
        return "scanned"
    if listed.startswith(asked) or asked.startswith(listed):
        return "beginning"
    if skeleton(asked) == skeleton(listed) != "" or transcribed(asked) == transcribed(listed) != "":
        return "consonants"
    return "spelling"


def _date_text(code: int) -> str:
    year, month, day = code // 10000, code // 100 % 100, code % 100
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
