"""One question with its answer, and what a question says of a party beside its name."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from dualuse.screening.matching.screened import Query
from dualuse.sources.lists.listed_party import ListedParty
from training.screening.official import PartyId

Target: TypeAlias = Literal["full", "without_aliases", "latin_only"]
Split: TypeAlias = Literal["train", "validation"]

DATES: Final = {"the same": 0.80, "the same year": 0.17, "a year apart": 0.015, "further apart": 0.015}
"""How the birth dates of one person differ between the European Union's list and that of the United States: shares of
the 1,285 persons with a name of three words and a date on both (May 2024)."""
OTHER_COUNTRY: Final = 0.09
"""The share of such persons who have no country in common."""
ELSEWHERE: Final = ("AE", "TR", "CY", "CN", "RU", "GB", "LB", "PK", "DE", "US", "IQ", "HK", "VE", "SA", "KZ")
"""Where they are then said to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """``expected``: the parties on the list ``target`` that are the one asked about; none: it is not listed.

    Other parties that a matcher finds for a listed one are not labelled: they may be the same under another list.
    """

    query: Query
    target: Target
    expected: tuple[PartyId, ...]
    kind: str
    split: Split

    def as_json(self) -> dict[str, Any]:
        """As a line of the file."""
        query = {
            name: list(value) if isinstance(value, tuple) else value
            for name in Query.__slots__
            if (value := getattr(self.query, name))
        }
        expected = [list(party_id) for party_id in self.expected]
        return {
            "query": query,
            "target": self.target,
            "expected": expected,
            "kind": self.kind,
            "split": self.split,
        }


def asked(
    party: ListedParty, name: str, rng: random.Random, *, known: float = 0.5, differing: bool = True
) -> Query:
    """``party`` under ``name``; with the share ``known`` also its birth date and countries.

    ``differing``: as another authority would write them; else as the party's own entry does.
    """
    dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    if rng.random() < known:
        dates = _dates(party, rng, differing)
        countries = _countries(party, rng, differing)
    return Query((name,), kind=party.kind, birth_dates=dates, countries=countries)


def _dates(party: ListedParty, rng: random.Random, differing: bool) -> tuple[str, ...]:
    """One of the birth dates, less exact or other than listed as often as two authorities differ on one person."""
    if not party.birth_dates:
        return ()
    value, drawn = rng.choice(party.birth_dates).value, rng.random()
    year = int(value[:4])
    if not differing or drawn < DATES["the same"]:
        return (value,)
    drawn -= DATES["the same"]
    if drawn < DATES["the same year"]:
        return (rng.choice([f"{year}", _day(year, rng)]),)
    drawn -= DATES["the same year"]
    if drawn < DATES["a year apart"]:
        return (_day(year + rng.choice([-1, 1]), rng),)
    return (_day(year + rng.choice([-10, -6, -4, -3, -2, 2, 3, 4, 6, 10]), rng),)


def _day(year: int, rng: random.Random) -> str:
    return f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def _countries(party: ListedParty, rng: random.Random, differing: bool) -> tuple[str, ...]:
    known = party.nationalities or party.countries
    codes = tuple(dict.fromkeys(country.code for country in known if country.code))[:2]
    return (rng.choice(ELSEWHERE),) if codes and differing and rng.random() < OTHER_COUNTRY else codes
