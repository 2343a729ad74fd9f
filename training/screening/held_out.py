"""Positives in the lists' own words: an alias taken away from its party, a name in the original script whose party is left
with its Latin names, the spelling of another authority that prints the same number."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from dualuse.sources.lists.listed_party import Identifier, ListedName, ListedParty
from training.screening.examples import Example, asked
from training.screening.naming import key, plain, split, words
from training.screening.official import PartyId

REACHABLE: Final = 60
"""An alias left out is at least this alike to a name that stays (words sorted): else nobody could find it."""

REPEATED: Final = 0.1
"""The share of parties asked for under a name that the other authority has too, where all names are such."""


def left_out(parties: Sequence[ListedParty], seed: int) -> dict[PartyId, str]:
    """For parties with several names one alias, which the list ``without_aliases`` lacks."""
    rng = random.Random(seed)
    chosen: dict[PartyId, str] = {}
    for party in parties:
        names = [name for name in party.names if plain(name)]
        aliases = [name for name in names if name.kind != "primary" and _reachable(name, names)]
        if aliases and rng.random() < 0.8:
            chosen[party.list, party.id] = rng.choice(aliases).text
    return chosen


def without(parties: Sequence[ListedParty], chosen: Mapping[PartyId, str]) -> list[ListedParty]:
    """The list without the chosen aliases, however they are written."""
    return [
        replace(party, names=tuple(name for name in party.names if key(name.text) != key(chosen[party_id])))
        if (party_id := (party.list, party.id)) in chosen
        else party
        for party in parties
    ]


def latin_only(parties: Sequence[ListedParty]) -> list[ListedParty]:
    """The list without names in other scripts; parties that have no other name stay as they are."""
    cut = []
    for party in parties:
        names = tuple(name for name in party.names if name.script == "Latn")
        cut.append(replace(party, names=names) if names else party)
    return cut


def aliases_left_out(
    parties: Sequence[ListedParty], chosen: Mapping[PartyId, str], group: Mapping[PartyId, str], seed: int
) -> Iterator[Example]:
    """The aliases as questions, without dates and countries in half of them."""
    rng = random.Random(seed)
    for party in parties:
        party_id = (party.list, party.id)
        if party_id in chosen:
            query = asked(party, chosen[party_id], rng, known=0.3)
            yield Example(
                query=query,
                target="without_aliases",
                expected=(party_id,),
                kind="alias_left_out",
                split=split(group[party_id]),
            )


def original_script(
    parties: Sequence[ListedParty], group: Mapping[PartyId, str], seed: int
) -> Iterator[Example]:
    """Names in other scripts as questions to the list that lacks them."""
    rng = random.Random(seed)
    for party in parties:
        party_id = (party.list, party.id)
        if not any(plain(name) for name in party.names):
            continue
        others = {name.text: name for name in party.names if name.script not in ("Latn", "Zyyy")}
        for name in others.values():
            if len(name.text) > 3 and len(words(name.text)) > 0 and name.quality != "weak":
                query = asked(party, name.text, rng, known=0.3)
                kind = f"original_script:{name.script}"
                yield Example(
                    query=query,
                    target="latin_only",
                    expected=(party_id,),
                    kind=kind,
                    split=split(group[party_id]),
                )


def other_authority(
    parties: Sequence[ListedParty], group: Mapping[PartyId, str], seed: int
) -> Iterator[Example]:
    """A party as one list names it, and the same party on other lists, known by a number that they print."""
    rng = random.Random(seed)
    members: dict[str, list[ListedParty]] = {}
    for party in parties:
        members.setdefault(group[party.list, party.id], []).append(party)
    for name, same in members.items():
        if len({party.list for party in same}) < 2:
            continue
        for party in same:
            others = [other for other in same if other.list != party.list]
            known = {key(name.text) for other in others for name in other.names}
            names = [name.text for name in party.names if plain(name)]
            new = [name for name in names if key(name) not in known]
            if not names or (not new and rng.random() > REPEATED):
                continue
            expected = tuple((other.list, other.id) for other in others)
            yield Example(
                query=asked(party, rng.choice(new or names), rng, differing=False),
                target="full",
                expected=expected,
                kind="other_authority",
                split=split(name),
            )


def same_number(parties: Sequence[ListedParty], group: Mapping[PartyId, str], seed: int) -> Iterator[Example]:
    """Vessels under an invented name with their true ship number."""
    rng = random.Random(seed)
    vessels = [party for party in parties if party.kind == "vessel"]
    pool = sorted(
        {word for party in vessels for name in party.names for word in words(name.text) if len(word) > 3}
    )
    members: dict[str, list[PartyId]] = {}
    for other, name in group.items():
        members.setdefault(name, []).append(other)
    for party in vessels:
        party_id = (party.list, party.id)
        number = next((identifier for identifier in party.identifiers if identifier.kind == "imo"), None)
        if number is not None and len(pool) > 2 and rng.random() < 0.5:
            query = replace(
                asked(party, " ".join(rng.sample(pool, 2)).upper(), rng), identifiers=(_pair(number),)
            )
            yield Example(
                query=query,
                target="full",
                expected=tuple(members[group[party_id]]),
                kind="vessel_same_number",
                split=split(group[party_id]),
            )


def _pair(identifier: Identifier) -> tuple[str, str]:
    return identifier.kind, identifier.value


def _reachable(alias: ListedName, names: Sequence[ListedName]) -> bool:
    mine = key(alias.text)
    others = {key(name.text) for name in names} - {mine}
    return any(fuzz.ratio(mine, other) >= REACHABLE for other in others)
