"""The official lists that the material is made from, and who on them is certainly one party."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from rapidfuzz import fuzz

from dualuse.sources.lists.listed_party import ListedParty
from dualuse.sources.lists.reading import read_list
from training.screening.naming import key

PartyId: TypeAlias = tuple[str, str]
"""The list and the id on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Files of a list: a pattern below the folder of lists (the last in order of names is read), and the terms."""

    pattern: str
    publisher: str
    terms: str
    lists: tuple[str, ...] = ()
    """Which lists of the file are taken; none: all."""
    every: bool = False
    """Whether each of the files is a list of its own, and all are read."""


SOURCES: Final = (
    Source(
        pattern="raw/eu_fsf_full*.xml",
        publisher="European Commission",
        terms="reuse under Decision 2011/833/EU",
    ),
    Source(pattern="raw/un_sc_*.xml", publisher="UN Security Council", terms="terms of the United Nations"),
    Source(pattern="raw/ofac_sdn_*.xml", publisher="US Treasury, OFAC", terms="public domain (17 USC 105)"),
    Source(pattern="raw/ofac_cons_*.xml", publisher="US Treasury, OFAC", terms="public domain (17 USC 105)"),
    Source(
        pattern="raw/us_csl_*.csv",
        publisher="US Department of Commerce, ITA",
        terms="public domain (17 USC 105)",
        lists=("us_bis_uvl", "us_csl_isn", "us_csl_dtc"),  # its other lists stand in newer files
    ),
    Source(
        pattern="ftm/us_bis_*.ftm.json",
        publisher="US Department of Commerce, BIS",
        terms="public domain (17 USC 105)",
        every=True,
    ),
    Source(pattern="ftm/uk_sanctions_*.ftm.json", publisher="UK FCDO", terms="Open Government Licence v3.0"),
)
"""What is trained on. Lists that others have edited or judged (OpenSanctions and the like) are not among them."""

_UNITED_NATIONS: Final = re.compile(r"(?:United Nations reference: |un:)?([A-Z]{2})([ie])\.0*(\d{1,3})")
"""As a list prints it of the party itself; remarks in words name others too."""
_SHARED: Final = ("imo", "passport", "lei", "bic", "wallet")
"""Kinds of identifiers that two parties do not share unless they are one."""
_DOUBTFUL: Final = frozenset(_SHARED) - {"imo"}
_LONG: Final = 14
_RELATED: Final = 35
"""Names at least this alike are believed when they carry one passport number: the lists have slips there."""


def official_parties(lists: Path) -> list[ListedParty]:
    """Every party of the official lists below ``lists``; what is absent is told on standard error.

    Raises:
        SystemExit: none of the lists is there.
    """
    parties: dict[PartyId, ListedParty] = {}
    for source in SOURCES:
        files = sorted(lists.glob(source.pattern))
        if not files:
            print(f"not found: {lists / source.pattern}", file=sys.stderr)
        for file in files if source.every else files[-1:]:
            for party in read_list(file).parties:
                if party.names and (not source.lists or party.list in source.lists):
                    parties[party.list, party.id] = party
    if not parties:
        raise SystemExit(f"no official list below {lists}")
    return list(parties.values())


def groups(parties: Sequence[ListedParty]) -> dict[PartyId, str]:
    """For each party the name of its group: parties that are certainly one.

    They print one UN reference, ship number or passport number, or they share a name and a birthday, or the long
    name of an organisation. What else they are called on each list is then another authority's spelling.
    """
    parent = {(party.list, party.id): (party.list, party.id) for party in parties}

    def root(member: PartyId) -> PartyId:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    first: dict[tuple[str, str], ListedParty] = {}
    times = Counter((party.list, *shared) for party in parties for shared in set(_shared(party)))
    twice = {(kind, value) for (_, kind, value), many in times.items() if many > 1 and kind == "named"}
    for party in parties:
        for shared in sorted(
            set(_shared(party)) - twice
        ):  # an alias that one list gives to several is nobody's
            other = first.setdefault(shared, party)
            if shared[0] not in _DOUBTFUL or _related(party, other):
                parent[root((party.list, party.id))] = root((other.list, other.id))
    return {member: "/".join(root(member)) for member in parent}


def _shared(party: ListedParty) -> Iterator[tuple[str, str]]:
    """What only one party has: a UN reference, a number, a name with a birthday, a long name of an organisation."""
    for text in (party.reference, *party.remarks):
        if match := _UNITED_NATIONS.fullmatch(text):
            yield "un", f"{match[1]}{match[2]}.{int(match[3])}"
    for identifier in party.identifiers:
        if identifier.kind in _SHARED and (identifier.kind != "imo" or party.kind == "vessel"):
            value = re.sub(r"\W", "", identifier.value).upper()
            if len(value) >= 6:
                yield identifier.kind, value
    days = [date.value for date in party.birth_dates if len(date.value) == 10 and not date.circa]
    for name in party.names:
        same = key(name.text)
        if party.kind == "person":
            yield from ((f"born {day}", same) for day in days if " " in same)
        elif party.kind == "organisation" and len(same) >= _LONG and same.count(" ") >= 2:
            yield "named", same


def _related(party: ListedParty, other: ListedParty) -> bool:
    return party.kind == other.kind and any(
        fuzz.token_set_ratio(key(mine.text), key(theirs.text)) >= _RELATED
        for mine in party.names
        for theirs in other.names
    )
