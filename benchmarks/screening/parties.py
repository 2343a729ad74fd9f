"""Rows as our own records, made by the reader that a FollowTheMoney list goes through."""

from __future__ import annotations

from benchmarks.screening.cases import Row
from dualuse.screening.matching.screened import Query
from dualuse.sources.lists.formats.follow_the_money_party import party_of
from dualuse.sources.lists.listed_party import ListedParty


def listed_party(row: Row) -> ListedParty:
    """A row of a list as the record that all lists become."""
    return party_of(row, row["datasets"][0], row["datasets"], beside={}, owners={}, unread=[])


def query(row: Row, id: str) -> Query:
    """A case as a question to the screener: everything of it that a question can hold."""
    party = listed_party({"id": id, "datasets": [""], **row})
    countries = (country.code for country in (*party.nationalities, *party.countries))
    return Query(
        names=tuple(name.text for name in party.names),
        id=id,
        kind=party.kind,
        birth_dates=tuple(date.value for date in party.birth_dates),
        countries=tuple(dict.fromkeys(filter(None, countries))),
        identifiers=tuple((identifier.kind, identifier.value) for identifier in party.identifiers),
    )
