"""Why a hit: which words met and how, what was left over, and what dates, countries and kinds said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.comparing import Compared, QueryName
from dualuse.screening.matching.evidence import Spoken
from dualuse.screening.matching.screened import Because, Query
from dualuse.screening.names.sound import scanned, skeleton, sound, transcribed
from dualuse.screening.names.vocabulary import meanings

Speaks = Literal["for", "against", "neither"]
_BIRTH: dict[int, tuple[str, Speaks]] = {
    2: ("birth_same_day", "for"),
    1: ("birth_same_year", "for"),
    -1: ("birth_near", "against"),
    -2: ("birth_other", "against"),
}


def because(
    corpus: Corpus, query: Query, names: Sequence[QueryName], compared: Compared, pair: int, spoken: Spoken
) -> tuple[Because, ...]:
    """The reasons of one hit, those of the name first."""
    found = [_names(corpus, names, compared, pair)]
    entity = int(compared.entity[pair])
    if corpus.arrays["name_weak"][int(compared.name[pair])]:
        found.append(Because("weak_alias", {}, "against"))
    if spoken.birth:
        code, speaks = _BIRTH[spoken.birth]
        found.append(
            Because(code, {"asked": list(query.birth_dates), "listed": listed_births(corpus, entity)}, speaks)
        )
    if spoken.country:
        listed = listed_countries(corpus, entity)
        params = {"asked": list(query.countries), "listed": listed}
        found.append(
            Because("country_same", params, "for")
            if spoken.country > 0
            else Because("country_other", params, "against")
        )
    if spoken.kind < 0:
        kinds = {"asked": query.kind, "listed": corpus.kind_of(entity)}
        found.append(Because("kind_other", kinds, "against"))
    return tuple(found)


def _names(corpus: Corpus, names: Sequence[QueryName], compared: Compared, pair: int) -> Because:
    asked = names[int(compared.query_name[pair])]
    none = len(corpus.words)
    listed = [corpus.words[word] for word in compared.right.word[pair].tolist() if word < none]
    met: list[dict[str, Any]] = []
    left_used, right_used = set(), set()
    for likeness, left, right in zip(
        compared.met.likeness[pair].tolist(), compared.met.left_at[pair].tolist(), compared.met.right_at[pair].tolist(), strict=True
    ):  # fmt: skip
        if left < 0 or right < 0:
            continue
        left_used.add(left)
        right_used.add(right)
        ours, theirs = asked.words[left], listed[right]
        met.append(
            {"asked": ours, "listed": theirs, "how": how_met(ours, theirs), "likeness": round(likeness, 2)}
        )
    met.sort(key=lambda row: -row["likeness"])
    params = {
        "met": met,
        "asked_alone": [word for place, word in enumerate(asked.words) if place not in left_used],
        "listed_alone": [word for place, word in enumerate(listed) if place not in right_used],
        "asked": asked.text,
        "listed": corpus.text_of_name(int(compared.name[pair])),
    }
    return Because("names_met", params, "for")


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
    at = corpus.arrays["entity_birth_at"]
    return [_date(code) for code in corpus.arrays["entity_birth"][at[entity] : at[entity + 1]].tolist()]


def listed_countries(corpus: Corpus, entity: int) -> list[str]:
    """The entry's countries."""
    at = corpus.arrays["entity_country_at"]
    found = corpus.arrays["entity_country"][at[entity] : at[entity + 1]].tolist()
    return sorted(corpus.country_codes[code] for code in found)


def _date(code: int) -> str:
    year, month, day = code // 10000, code // 100 % 100, code % 100
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
