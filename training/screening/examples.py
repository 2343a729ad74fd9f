"""One question with its answer, and what a question says of a party beside its name."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from dualuse.screening.screened import Query
from dualuse.sources.lists.listed_party import ListedParty
from training.screening.official import PartyId

Target: TypeAlias = Literal["full", "without_aliases", "latin_only"]
Split: TypeAlias = Literal["train", "validation"]


@dataclass(frozen=True, slots=True)
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
        expected = [list(one) for one in self.expected]
        return {
            "query": query,
            "target": self.target,
            "expected": expected,
            "kind": self.kind,
            "split": self.split,
        }


def asked(party: ListedParty, name: str, rng: random.Random, *, known: float = 0.5) -> Query:
    """``party`` under ``name``; with the share ``known`` also its birth date (or year) and countries."""
    dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    if rng.random() < known:
        dates = _dates(party, rng)
        countries = tuple(dict.fromkeys(country.code for country in _countries(party) if country.code))[:2]
    return Query((name,), kind=party.kind, birth_dates=dates, countries=countries)


def _dates(party: ListedParty, rng: random.Random) -> tuple[str, ...]:
    if not party.birth_dates:
        return ()
    value = rng.choice(party.birth_dates).value
    return (value[:4] if rng.random() < 0.2 else value,)


def _countries(party: ListedParty) -> Sequence[Any]:
    return party.nationalities or party.countries
