"""Organisations and vessels that are not listed."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

from dualuse.screening.matching.screened import Query
from dualuse.sources.lists.listed_party import ListedParty
from training.screening import world
from training.screening.naming import WORD, for_measuring, key, plain, words
from training.screening.perturbations import variants

SISTERS: Final = 0.2
"""The part of invented vessels that bear a listed name with another number: sister ships."""
WITH_NUMBER: Final = re.compile(r"[ -]*\d+$")
ALIKE: Final = 60
"""Words at least this alike may be spellings of one."""


def replaced(
    parties: Sequence[ListedParty], number: int, listed: frozenset[str], seed: int
) -> Iterator[Query]:
    """Organisations whose rarest word gives way to another of the lists, as rare: other organisations of the trade."""
    rng = random.Random(seed)
    every = [party for party in parties if party.kind in ("organisation", "unknown")]
    counted = _counted(every)
    alike: dict[int, list[str]] = {}
    for word in sorted(counted):
        if len(word) > 3 and word.isalpha():
            alike.setdefault(counted[word].bit_length(), []).append(word)
    bases = [
        (party, name.text)
        for party in every
        for name in party.names[:3]
        if plain(name) and not for_measuring(name.text) and len(words(name.text)) >= 2
    ]
    rng.shuffle(bases)
    made = 0
    for party, text in bases:
        name = _other_word(text, counted, alike, rng)
        if name is not None and key(name) not in listed:
            made += 1
            yield _named(name, party, rng)
        if made == number:
            return


def recombined(
    parties: Sequence[ListedParty], number: int, listed: frozenset[str], seed: int
) -> Iterator[Query]:
    """The common words of a listed organisation behind a family name or an invented word."""
    rng = random.Random(seed)
    every = [party for party in parties if party.kind in ("organisation", "unknown")]
    counted = _counted(every)
    families = _families(seed)
    bases = [
        party
        for party in every
        if party.names and plain(party.names[0]) and not for_measuring(party.names[0].text)
    ]
    made = 0
    while bases and made < number:
        party = rng.choice(bases)
        common = [word for word in party.names[0].text.split() if counted["".join(words(word))] > 20]
        proper = rng.choice(families) if rng.random() < 0.6 else _invented(rng)
        trade = [rng.choice(variants()["trades"])] if not common or rng.random() < 0.2 else []
        name = " ".join([proper, *trade, *common])
        if key(name) not in listed and len(name.split()) > 1:
            made += 1
            yield _named(name, party, rng)


def of_the_world(number: int, listed: frozenset[str], seed: int) -> Iterator[Query]:
    """Companies in the manner of many countries, from Faker's tables (MIT)."""
    rng = random.Random(seed)
    every = list(world.sources(seed))
    for locale, source in every:
        for _ in range(-(-number // len(every))):
            name = source.company()
            if rng.random() < 0.4:
                name = f"{name} {rng.choice(variants()['trades'])}"
            if not name.isascii() and rng.random() < 0.3:
                name = anyascii(name)
            if key(name) not in listed:
                countries = (locale[-2:],) if rng.random() < 0.5 else ()
                yield Query((name,), kind="organisation", countries=countries)


def vessels(
    parties: Sequence[ListedParty], number: int, listed: frozenset[str], seed: int
) -> Iterator[Query]:
    """Vessels under names of one or two words of listed vessels and of the sea, some with a number; no ship number."""
    rng = random.Random(seed)
    known = sorted(
        {
            word
            for party in parties
            if party.kind == "vessel"
            for name in party.names
            for word in words(name.text)
            if len(word) > 3 and word.isalpha()
        }
    )
    listed_names = sorted(
        {name.text for party in parties if party.kind == "vessel" for name in party.names if plain(name)}
    )
    made = 0
    while len(known) > 1 and made < number:
        if rng.random() < SISTERS:
            name = f"{WITH_NUMBER.sub('', rng.choice(listed_names)).strip()} {rng.randint(2, 99)}"
            if key(name) not in listed and not for_measuring(name):
                made += 1
                yield Query((name,), kind="vessel")
            continue
        first = rng.choice(known) if rng.random() < 0.7 else rng.choice(variants()["ships"])
        second = rng.choice(known) if rng.random() < 0.5 else rng.choice(variants()["ships"])
        name = first if rng.random() < 0.2 else f"{first} {second}"
        name = name.upper() + (f" {rng.randint(1, 99)}" if rng.random() < 0.3 else "")
        if key(name) not in listed and not for_measuring(name):
            made += 1
            yield Query((name,), kind="vessel")


def _counted(parties: Sequence[ListedParty]) -> Counter[str]:
    """In how many parties' names each word stands."""
    return Counter(
        word for party in parties for word in {w for name in party.names for w in words(name.text)}
    )


def _other_word(
    name: str, counted: Counter[str], alike: dict[int, list[str]], rng: random.Random
) -> str | None:
    places = [match for match in WORD.finditer(name) if len(match[0]) > 2 and match[0].isalpha()]
    if len(places) < 2:
        return None
    rarest = min(places, key=lambda match: (counted["".join(words(match[0]))], -len(match[0])))
    old = "".join(words(rarest[0]))
    choice = [word for word in alike.get(counted[old].bit_length(), ()) if abs(len(word) - len(old)) <= 2]
    for word in rng.sample(choice, min(20, len(choice))):
        if fuzz.ratio(word, old) < ALIKE:
            new = word.upper() if rarest[0].isupper() else word.capitalize()
            return name[: rarest.start()] + new + name[rarest.end() :]
    return None


def _families(seed: int) -> list[str]:
    locales = (
        "ru_RU",
        "ar_AA",
        "fa_IR",
        "zh_CN",
        "de_DE",
        "tr_TR",
        "en_IN",
        "it_IT",
        "pl_PL",
        "en_PK",
        "id_ID",
    )
    sources = [world.source(locale, seed) for locale in locales]
    return [anyascii(source.last_name()).capitalize() for source in sources for _ in range(200)]


def _invented(rng: random.Random) -> str:
    """A word that nobody has: two to four syllables."""
    syllables = [rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4))]
    return ("".join(syllables) + rng.choice(["", "n", "x", "s", "r"])).capitalize()


def _named(name: str, party: ListedParty, rng: random.Random) -> Query:
    countries = (
        tuple(country.code for country in party.countries if country.code)[:1] if rng.random() < 0.5 else ()
    )
    return Query((name,), kind=party.kind, countries=countries)
