"""Why a hit: which words met and how, what was left over, and what dates, countries and kinds say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.comparing import Compared, QueryName
from dualuse.screening.matching.evidence import Agreement
from dualuse.screening.matching.screened import Direction, Query, Reason
from dualuse.screening.names.sound import scanned, skeleton, sound, transcribed
from dualuse.screening.names.vocabulary import meanings

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
    if corpus.arrays["name_weak"][int(compared.name[pair])]:
        reasons.append(Reason("weak_alias", {}, "against"))
    if agreement.birth:
        code, direction = _BIRTH_REASONS[agreement.birth]
        births = {"asked": list(query.birth_dates), "listed": listed_births(corpus, entity)}
        reasons.append(Reason(code, births, direction))
    if agreement.country:
        code, direction = _COUNTRY_REASONS[agreement.country]
        countries = {"asked": list(query.countries), "listed": listed_countries(corpus, entity)}
        reasons.append(Reason(code, countries, direction))
    if agreement.kind < 0:
        kinds = {"asked": query.kind, "listed": corpus.kind_of(entity)}
        reasons.append(Reason("kind_other", kinds, "against"))
    return tuple(reasons)


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


def listed_births(corpus: Corpus, entity: int) -> list[str]:
    """The entry's dates of birth, as exact as they are known."""
    return [_date_text(code) for code in corpus.births_of(entity)]


def listed_countries(corpus: Corpus, entity: int) -> list[str]:
    """The entry's countries."""
    return sorted(corpus.country_codes[code] for code in corpus.countries_of(entity))


def _date_text(code: int) -> str:
    year, month, day = code // 10000, code // 100 % 100, code % 100
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
