"""Persons who are not listed: names of the world, names recombined from the lists, namesakes, near misses."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any, Final

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

from dualuse.screening.matching.screened import Query
from dualuse.sources.lists.listed_party import ListedName, ListedParty
from training.screening import world
from training.screening.naming import for_measuring, key, plain

BORN: Final = (1935, 2007)
APART: Final = 5
"""Years between a listed person and a namesake who is somebody else."""
GIVEN_LAST: Final = ("zh_", "ja_", "ko_", "hu_", "vi_")
"""Locales in which the family name comes first."""
EDITS: Final = 3
"""So many letters changed make another word."""


def of_the_world(number: int, listed: frozenset[str], seed: int) -> Iterator[Query]:
    """Persons with names of about eighty countries and languages, from Faker's tables (MIT)."""
    rng = random.Random(seed)
    every = list(world.sources(seed))
    for locale, source in every:
        for _ in range(-(-number // len(every))):
            name = _drawn(source, locale, rng)
            if key(name) not in listed:
                yield customer(name, rng, locale[-2:])


def _drawn(source: Any, locale: str, rng: random.Random) -> str:
    given_names = [source.first_name() for _ in range(rng.choice([1, 1, 1, 2]))]
    family = [source.last_name()]
    first = locale.startswith(GIVEN_LAST) and rng.random() < 0.6
    name = " ".join([*family, *given_names] if first else [*given_names, *family])
    if first and locale.startswith(("zh_", "ja_", "ko_")):
        name = name.replace(" ", "")
    latin = anyascii(name)
    if latin != name and not name.isascii() and rng.random() < 0.3:
        name = latin
    return name.upper() if rng.random() < 0.1 else name


def customer(name: str, rng: random.Random, country: str = "") -> Query:
    """A customer: half of them with a birth date and a nationality, one in ten of these with the year only."""
    if rng.random() < 0.5:
        return Query((name,), kind="person")
    born = f"{rng.randint(*BORN)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    born = born[:4] if rng.random() < 0.1 else born
    countries = (country,) if country and rng.random() < 0.8 else ()
    return Query((name,), kind="person", birth_dates=(born,), countries=countries)


def recombined(
    parties: Sequence[ListedParty], number: int, listed: frozenset[str], seed: int
) -> Iterator[Query]:
    """A listed person's given names with the family name of another of the same country."""
    rng = random.Random(seed)
    pools: dict[str, list[ListedName]] = {}
    for party in parties:
        if party.kind == "person" and party.names and not for_measuring(party.names[0].text):
            country = next((c.code for c in (*party.nationalities, *party.countries) if c.code), "")
            pools.setdefault(country, []).extend(n for n in party.names if plain(n) and n.given and n.family)
    countries = sorted(country for country, names in pools.items() if len(names) > 20)
    weights = [len(pools[country]) ** 0.5 for country in countries]
    made = 0
    while countries and made < number:
        country = rng.choices(countries, weights)[0]
        person, other = rng.sample(pools[country], 2)
        name = f"{person.given} {other.family}"
        if key(name) not in listed and person.family != other.family:
            made += 1
            yield customer(name, rng, country)


def namesakes(parties: Sequence[ListedParty], number: int, seed: int) -> Iterator[Query]:
    """The name of a listed person with a birth date years away and another country; names of two words only.

    Two people may well be called so. With three words and more, the lists show, it is a slip in the date.
    """
    rng = random.Random(seed)
    persons = [
        party for party in parties if party.kind == "person" and party.birth_dates and party.nationalities
    ]
    countries = sorted({country.code for party in persons for country in party.nationalities if country.code})
    rng.shuffle(persons)
    made = 0
    for party in persons:
        if made == number:
            return
        name = next((n for n in party.names if plain(n) and len(n.text.split()) == 2), None)
        years = [int(date.value[:4]) for date in party.birth_dates]
        own = {country.code for country in (*party.nationalities, *party.countries)}
        others = [country for country in countries if country not in own]
        away = [year for year in range(*BORN) if all(abs(year - known) >= APART for known in years)]
        if name is not None and others and away:
            made += 1
            born = f"{rng.choice(away)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            yield Query((name.text,), kind="person", birth_dates=(born,), countries=(rng.choice(others),))


def near_misses(
    parties: Sequence[ListedParty], number: int, listed: frozenset[str], seed: int
) -> Iterator[tuple[str, Query]]:
    """Three kinds of other persons: a word edited beyond a slip, a word of another listed name, a cross of two names."""
    rng = random.Random(seed)
    names = [
        name.text
        for party in parties
        if party.kind == "person" and party.names and not for_measuring(party.names[0].text)
        for name in party.names[:1]
        if plain(name) and len(name.text.split()) >= 2
    ]
    for kind, change in (("edited_beyond", _edited), ("word_swapped", _swapped), ("crossed", _crossed)):
        made, tried = 0, 0
        while made < number and len(names) > 1 and tried < 20 * number:
            listed_name, other = rng.sample(names, 2)
            name, tried = change(listed_name, other, rng), tried + 1
            if name and key(name) not in listed:
                made += 1
                yield kind, Query((name,), kind="person")


def _edited(name: str, other: str, rng: random.Random) -> str | None:
    """A word of ``name`` with so many letters changed, lost or added that it is another word."""
    parts = name.split()
    place = max(range(len(parts)), key=lambda at: (len(parts[at]) >= 5, rng.random()))
    word = list(parts[place])
    for _ in range(EDITS + 2):
        at = rng.randrange(len(word))
        word[at] = rng.choice(["", rng.choice("aeioulmnrstdkh"), word[at] + rng.choice("aeiourn")])
        word = [letter for part in word for letter in part] or ["a"]
    new = "".join(word).capitalize()
    if (
        len(parts[place]) < 5
        or len(new) < 3
        or DamerauLevenshtein.distance(new.casefold(), parts[place].casefold()) < EDITS
    ):
        return None
    return " ".join([*parts[:place], new, *parts[place + 1 :]])


def _swapped(name: str, other: str, rng: random.Random) -> str | None:
    """A word of ``name`` replaced by a word of ``other``."""
    parts, theirs = name.split(), other.split()
    place, new = rng.randrange(len(parts)), rng.choice(theirs)
    return None if len(new) < 3 else " ".join([*parts[:place], new, *parts[place + 1 :]])


def _crossed(name: str, other: str, rng: random.Random) -> str | None:
    """The first word of one name and the last of another."""
    return f"{name.split()[0]} {other.split()[-1]}"
