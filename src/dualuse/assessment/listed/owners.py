"""Who stands behind the parties of a transaction: owners and controllers that are listed, act by act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dualuse.assessment.listed.evidence import is_owner, owned_by, party_at
from dualuse.assessment.listed.identity import certain, listing_in_force, meanings_of, narrowed, whose
from dualuse.i18n import N_, Message
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import Effect
from dualuse.law.measures.listings.meaning import TERRORISM
from dualuse.law.measures.listings.model import Meaning, Reach, Supply
from dualuse.law.measures.listings.ownership import (
    Holding,
    OwnersBehind,
    frozen_owners_behind,
    named_owners_behind,
    unsaid_owners_behind,
)
from dualuse.law.territories import member_states, territories
from dualuse.schema.screening import ScreeningHit
from dualuse.schema.transaction import Transaction

_FREEZES: Final = ("freeze", "may_freeze")


@dataclass(frozen=True, slots=True)
class _Named:
    """An owner's hit, with what its measures mean."""

    hit: ScreeningHit
    meanings: tuple[Meaning, ...]

    @property
    def owner(self) -> tuple[object, ...]:
        """Whose hit it is: all hits on one owner are one holding."""
        return whose(self.hit)

    def reaches(self, ownership: Iterable[str], regime: str | None = None) -> tuple[Meaning, ...]:
        """Its measures that reach what is owned in one of these ways, of one act or of any."""
        return tuple(
            meaning
            for meaning in self.meanings
            if meaning.effect is not Effect.NOT_CONTROLLED
            and meaning.reach.ownership in ownership
            and regime in (None, meaning.reach.regime)
        )


class Owners:
    """The listed owners and controllers in a transaction, and whether they stand behind a party."""

    def __init__(self, transaction: Transaction, hits: Sequence[ScreeningHit], day: date) -> None:
        self._transaction = transaction
        self._day = day
        plain = Supply(day=day, activity="export", role="end_user", item_listed=None)
        read = [
            (hit, meanings_of(hit, plain))
            for hit in hits
            if through_ownership(hit) and listing_in_force(hit, day)[0] is not False
        ]
        self._named = tuple(_Named(*narrowed_hit) for narrowed_hit in narrowed(read, day))

    def owners_behind(self, hit: ScreeningHit, meaning: Meaning) -> OwnersBehind | None:
        """Whether listed persons stand behind the party whose owner this hit is on; None if it is on the party itself."""
        if not through_ownership(hit) or meaning.effect is Effect.NOT_CONTROLLED:
            return None
        party, reach = owned_by(hit.party), meaning.reach
        if reach.ownership in _FREEZES:
            return self._frozen(party, reach)
        holdings = tuple(self._holdings(party, (reach.ownership,), reach.regime))
        if reach.ownership == "more_than_half":
            return named_owners_behind(holdings, self._established(party, reach.where), reach.where)
        return unsaid_owners_behind(holdings, self._day, reach.ownership == "silent")

    def _frozen(self, party: str, reach: Reach) -> OwnersBehind:
        holdings = tuple(self._holdings(party, _FREEZES))
        behind = frozen_owners_behind(holdings, self._day, TERRORISM in reach.regime, reach.regime)
        left_out = tuple(
            dict.fromkeys(
                self._name(named.hit)
                for named in self._hits_on_owners_of(party)
                if not named.reaches(_FREEZES)
            )
        )
        names = {holding.name for holding in holdings}
        not_added = tuple(
            Message("ownership.other_measure", _NOT_ADDED, {"name": name})
            for name in left_out
            if name not in names
        )
        return OwnersBehind(
            truth=behind.truth,
            reasons=(*behind.reasons, *not_added),
            share_missing=behind.share_missing,
            control_missing=behind.control_missing,
            doubts=behind.doubts,
        )

    def _hits_on_owners_of(self, party: str) -> Iterator[_Named]:
        return (named for named in self._named if owned_by(named.hit.party) == party)

    def _holdings(self, party: str, ownership: Iterable[str], regime: str | None = None) -> Iterator[Holding]:
        """One holding for each owner, however many entries match it; the most certain of them decides how certain it is."""
        grouped: dict[tuple[object, ...], list[_Named]] = {}
        for named in self._hits_on_owners_of(party):
            if named.reaches(ownership, regime):
                grouped.setdefault(named.owner, []).append(named)
        for group in grouped.values():
            sure = any(self._sure(named, ownership, regime) for named in group)
            regimes = frozenset(
                meaning.reach.regime for named in group for meaning in named.reaches(ownership, regime)
            )
            yield self._holding(group[0].hit, sure, regimes)

    def _sure(self, named: _Named, ownership: Iterable[str], regime: str | None) -> bool:
        """Whether it surely is the listed person, listed on that day, under a measure whose meaning is certain."""
        return (
            certain(named.hit)[0] is True
            and listing_in_force(named.hit, self._day)[0] is True
            and any(
                meaning.truth is True and meaning.reach.ownership != "may_freeze"
                for meaning in named.reaches(ownership, regime)
            )
        )

    def _holding(self, hit: ScreeningHit, sure: bool, regimes: frozenset[str]) -> Holding:
        if not is_owner(hit.party):
            return _linked(hit, sure, regimes)
        owner = (party_at(self._transaction, hit.party).owners or [])[
            int(hit.party.rpartition("[")[2].rstrip("]"))
        ]
        return Holding(
            name=self._name(hit), share=owner.share, control=owner.control, certain=sure, regimes=regimes
        )

    def _name(self, hit: ScreeningHit) -> str:
        return hit.queried if is_owner(hit.party) else hit.name

    def _established(self, party: str, where: str) -> Truth:
        """Whether the party is established where the act reaches what is owned."""
        if not where:
            return True
        country = None if party == "exporter" else party_at(self._transaction, party).country
        if country is None:
            return None
        if where != "outside_union":
            return country == where or country.startswith(f"{where}-")
        territory = territories().get(country)
        if territory is not None and territory.part_of in member_states():
            return None
        return country not in member_states()


_NOT_ADDED: Final = N_("the share of {name} is not added: no asset freeze of the Union is known to lie on it")


def through_ownership(hit: ScreeningHit) -> bool:
    """Whether the hit is on an owner, or on somebody who stands behind the entry."""
    return is_owner(hit.party) or bool(hit.behind)


def _linked(hit: ScreeningHit, sure: bool, regimes: frozenset[str]) -> Holding:
    """What the list says about who stands behind the entry: the weakest link counts."""
    shares = [link.share for link in hit.behind]
    control = all(link.role == "controller" for link in hit.behind)
    plausible = [share for share in shares if share is not None and 0 <= share <= 100]
    smallest_share = Decimal(str(min(plausible))) if len(plausible) == len(shares) else None
    return Holding(
        name=hit.name, share=smallest_share, control=True if control else None, certain=sure, regimes=regimes
    )
