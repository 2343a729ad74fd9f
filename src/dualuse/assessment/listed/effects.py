"""From the hits of a transaction to what follows for an item: each measure read with the role, the day and
the item.

A ``hit`` counts as the listed party until a person decides that it is another one; a ``review`` may be it,
which leaves the range open; what was decided to be another party does not count (``docs/decisions/0016-…``).
Owners and controllers count for the party that is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dualuse.assessment.listed.evidence import is_party, owned_by, party_at
from dualuse.assessment.listed.identity import (
    certain,
    entry_met,
    listed_later,
    listing_in_force,
    meanings_of,
    narrowed,
    still_named,
)
from dualuse.assessment.listed.owners import Owners
from dualuse.i18n import Message
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE
from dualuse.law.eu_2021_821.facts.stated_facts import ITEM_LISTED
from dualuse.law.language.logic import Facts, Truth, every_truth
from dualuse.law.language.provision import Effect
from dualuse.law.measures.listings.model import Meaning, Supply
from dualuse.law.measures.listings.ownership import REBUTTABLE, OwnersBehind
from dualuse.schema.screening import ScreeningHit
from dualuse.schema.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyEffect:
    """What one measure of one entry means for an item.

    ``party``: the path of the party it concerns (of an owner: the party owned). ``truth``: whether it
    applies.
    ``because``: the hit first, then why. ``owner``: it is reached through ownership or control. ``later``:
    the list gives a day for the listing that comes after ``day``, the one judged. ``name``: of the party it
    concerns, or its path.
    ``end_printed``: the list prints an end that has passed, and still has the entry.
    """

    hit: ScreeningHit
    party: str
    meaning: Meaning
    truth: Truth
    because: tuple[Message, ...]
    owner: OwnersBehind | None = None
    later: bool = False
    day: str = ""
    name: str = ""
    end_printed: bool = False

    @property
    def exceptions(self) -> tuple[str, ...]:
        """Derogations and doubts that were not presumed."""
        presumed = (
            self.owner is not None and self.truth is not False and self.meaning.reach.ownership == "freeze"
        )
        return (*self.meaning.exceptions, *((REBUTTABLE,) if presumed else ()))

    @property
    def low(self) -> Effect:
        """What it certainly contributes."""
        return self.meaning.effect if self.truth is True else Effect.NOT_CONTROLLED

    @property
    def high(self) -> Effect:
        """What it may contribute."""
        return Effect.NOT_CONTROLLED if self.truth is False else self.meaning.effect


class Effects:
    """What the hits of a transaction mean, item by item."""

    def __init__(self, transaction: Transaction, hits: Sequence[ScreeningHit], day: date) -> None:
        self._transaction = transaction
        self._day = day
        self._hits = tuple(hit for hit in hits if hit.counts)
        self._owners = Owners(transaction, self._hits, day)

    def on_item(self, facts: Facts) -> tuple[PartyEffect, ...]:
        """What follows for the item with these facts, by party and entry."""
        read = [(hit, meanings_of(hit, self._supply(owned_by(hit.party), facts))) for hit in self._hits]
        return tuple(
            effect
            for narrowed_hit in narrowed(read, self._day)
            for effect in self._hit_effects(*narrowed_hit)
        )

    def _hit_effects(self, hit: ScreeningHit, meanings: tuple[Meaning, ...]) -> Iterator[PartyEffect]:
        party = owned_by(hit.party)
        for meaning in meanings:
            through = self._owners.owners_behind(hit, meaning)
            truth, because = meaning.truth, meaning.reasons
            if through is not None:
                truth, because = every_truth((truth, through.truth)), (*through.reasons, *because)
            timely, when = listing_in_force(hit, self._day)
            sure, who = certain(hit)
            yield PartyEffect(
                hit=hit,
                party=party,
                meaning=meaning,
                truth=every_truth((truth, timely, sure)),
                because=(entry_met(hit), *because, *when, *who),
                owner=through,
                later=listed_later(hit, self._day) and timely is None,
                day=self._day.isoformat(),
                name=self._name(party),
                end_printed=still_named(hit, self._day),
            )

    def _supply(self, party: str, facts: Facts) -> Supply:
        role, country = self._role(party)
        places = (facts.get("destination"), facts.get("purchasing_country"), country)
        return Supply(
            day=self._day,
            activity=facts.get("activity"),
            role=role,
            item_listed=facts.get(ITEM_LISTED),
            places=tuple(dict.fromkeys(place for place in places if place)),
            customs_codes=facts.get(CUSTOMS_CODE),
        )

    def _name(self, party: str) -> str:
        exporter = self._transaction.exporter
        if party == "exporter":
            return exporter.name or party if exporter is not None else party
        if not is_party(party):
            return party
        return party_at(self._transaction, party).name or party

    def _role(self, party: str) -> tuple[str, str | None]:
        if party == "exporter":
            return "exporter", None
        if not is_party(party):
            # Who is named in a text may be anybody; most measures reach who uses the items.
            return "end_user", None
        stated = party_at(self._transaction, party)
        return stated.role, stated.country
