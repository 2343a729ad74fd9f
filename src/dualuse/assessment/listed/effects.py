"""From the hits of a transaction to what follows for an item: each measure read with the role, the day and the item.

A ``hit`` counts as the listed party until a person decides that it is another one; a ``review`` may be it, which leaves
the range open; what was decided to be another party does not count (``docs/decisions/0016-…``). Owners and controllers
count for the party that is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dualuse.assessment.listed.evidence import is_owner, owned_by
from dualuse.contract.screening import ListedLink, PartyStatus, ScreeningHit
from dualuse.contract.transaction import Owner, Transaction
from dualuse.law.listings.meaning import (
    TERRORISM,
    Listing,
    Meaning,
    Supply,
    keeper,
    meanings,
    role_message,
)
from dualuse.law.listings.ownership import REBUTTABLE, Holding, Standing, standing
from dualuse.law.listings.reading import act_numbers
from dualuse.law.logic import Facts, Truth
from dualuse.law.provision import Effect
from dualuse.wording import N_, Message

_REACHES_OWNED: Final = (
    "listing.asset_freeze",
    "listing.transaction_ban",
    "listing.untransposed",
    "listing.measure_unknown",
    "listing.un",
)
"""Measures that reach what the listed own or control; of others that is not known."""


@dataclass(frozen=True, slots=True)
class PartyEffect:
    """What one measure of one entry means for an item.

    ``party``: the path of the party it concerns (of an owner: the party owned). ``truth``: whether it applies.
    ``because``: the hit first, then why. ``owner``: it is reached through ownership or control.
    """

    hit: ScreeningHit
    party: str
    meaning: Meaning
    truth: Truth
    because: tuple[Message, ...]
    owner: Standing | None = None

    @property
    def exceptions(self) -> tuple[str, ...]:
        """Derogations and doubts that were not presumed."""
        beyond = (REBUTTABLE,) if self.owner is not None and self.truth is not False else ()
        return (*self.meaning.exceptions, *beyond)

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
        self._standings = dict(self._stand())

    def on_item(self, facts: Facts) -> tuple[PartyEffect, ...]:
        """What follows for the item with these facts, by party and entry."""
        return tuple(effect for hit in self._hits for effect in self._of_hit(hit, facts))

    def _of_hit(self, hit: ScreeningHit, facts: Facts) -> Iterator[PartyEffect]:
        party = owned_by(hit.party)
        through = self._standings.get(party) if _through_ownership(hit) else None
        for meaning in _meanings(hit, self._supply(hit, party, facts)):
            truth, because = self._truth(hit, meaning, through)
            yield PartyEffect(hit, party, meaning, truth, (found(hit), *because), through)

    def _supply(self, hit: ScreeningHit, party: str, facts: Facts) -> Supply:
        role, country = self._role(party)
        places = (facts.get("destination"), facts.get("purchasing_country"), country)
        return Supply(
            self._day,
            facts.get("activity"),
            role,
            facts.get("item.listed"),
            tuple(dict.fromkeys(place for place in places if place)),
        )

    def _role(self, party: str) -> tuple[str, str | None]:
        if party == "exporter":
            return "exporter", None
        stated = (self._transaction.parties or [])[_position(party)]
        return stated.role, stated.country

    def _truth(
        self, hit: ScreeningHit, meaning: Meaning, through: Standing | None
    ) -> tuple[Truth, tuple[Message, ...]]:
        truth, because = meaning.truth, meaning.reasons
        if through is not None and meaning.effect is not Effect.NOT_CONTROLLED:
            reaches = through.truth
            if meaning.code not in _REACHES_OWNED and reaches is True:
                text = N_("whether the act reaches what the person owns or controls is not known here")
                because, reaches = (*because, Message("listing.owned_unknown", text)), None
            truth = _both(truth, reaches)
            because = (*through.reasons, *because)
        for limit, reason in (self._in_time(hit), _certain(hit)):
            truth = _both(truth, limit)
            because = (*because, *reason)
        return truth, because

    def _in_time(self, hit: ScreeningHit) -> tuple[Truth, tuple[Message, ...]]:
        day = self._day.isoformat()
        if hit.ends_on and _is_day(hit.ends_on) and hit.ends_on < day:
            text = N_("the listing ended on {day}")
            return False, (Message("listing.ended", text, {"day": hit.ends_on}),)
        if hit.listed_on and _is_day(hit.listed_on) and hit.listed_on > day:
            text = N_(
                "the list gives {day} for the listing, after the day judged: look at the list of the day judged"
            )
            return None, (Message("listing.later", text, {"day": hit.listed_on}),)
        return True, ()

    def _stand(self) -> Iterator[tuple[str, Standing]]:
        """For every party with listed owners or controllers: whether these stand behind it."""
        grouped: dict[str, list[ScreeningHit]] = {}
        for hit in self._hits:
            if _through_ownership(hit) and _owned_counts(hit):
                grouped.setdefault(owned_by(hit.party), []).append(hit)
        for party, hits in grouped.items():
            terrorism = any(_terrorism(hit) for hit in hits)
            yield party, standing(self._holdings(hits), self._day, terrorism)

    def _holdings(self, hits: Iterable[ScreeningHit]) -> Iterator[Holding]:
        """One holding for each owner, however many entries it may be; the surest of them tells how sure it is."""
        surest: dict[tuple[str, tuple[ListedLink, ...]], ScreeningHit] = {}
        for hit in hits:
            key = (hit.party, hit.behind if not is_owner(hit.party) else ())
            if key not in surest or _certain(hit)[0] is True:
                surest[key] = hit
        for hit in surest.values():
            if is_owner(hit.party):
                owner = self._owner(hit.party)
                yield Holding(owner.name, owner.share, owner.control, _certain(hit)[0] is True)
            else:
                yield _link_holding(hit)

    def _owner(self, path: str) -> Owner:
        party = (self._transaction.parties or [])[_position(path)]
        return (party.owners or [])[int(path.rpartition("[")[2].rstrip("]"))]


def _position(path: str) -> int:
    return int(path.partition("[")[2].partition("]")[0])


def _both(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return True if one is True and other is True else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _through_ownership(hit: ScreeningHit) -> bool:
    return is_owner(hit.party) or bool(hit.behind)


def _owned_counts(hit: ScreeningHit) -> bool:
    """Whether shares of this owner are added: the Union, or the Security Council, has listed it."""
    kinds = hit.measures or ()
    if not kinds:
        return keeper(hit.list) in ("union", "un")
    return any(keeper(hit.list, one.programme, one.act) in ("union", "un") for one in kinds)


def _terrorism(hit: ScreeningHit) -> bool:
    number = act_numbers(TERRORISM)[0]
    return any("TERR" in one.programme.upper() or number in act_numbers(one.act) for one in hit.measures)


def _link_holding(hit: ScreeningHit) -> Holding:
    """What the list says of who stands behind the entry: the weakest step counts."""
    shares = [link.share for link in hit.behind]
    control = all(link.role == "controller" for link in hit.behind)
    known = [share for share in shares if share is not None and 0 <= share <= 100]
    stated = Decimal(str(min(known))) if len(known) == len(shares) else None
    return Holding(hit.name, stated, True if control else None, _certain(hit)[0] is True)


def _certain(hit: ScreeningHit) -> tuple[Truth, tuple[Message, ...]]:
    """Whether the party is the entry, as far as the matcher and people say."""
    if hit.decision is not None and hit.decision.verdict == "true_match":
        params = {"person": hit.decision.person or "–", "day": hit.decision.time[:10] or "–"}
        text = N_("{person} decided on {day} that it is the listed party")
        return True, (Message("listing.decided", text, params),)
    if hit.status == "hit":
        text = N_("it is taken for the listed party until somebody decides that it is another one")
        return True, (Message("listing.taken", text),)
    return None, (Message("listing.possible", N_("whether it is the listed party must be decided")),)


def found(hit: ScreeningHit) -> Message:
    """Who met which entry, as the first reason of a finding."""
    params = {
        "queried": hit.queried,
        "path": hit.party,
        "role": role_message(hit.role),
        "name": hit.name,
        "list": hit.list,
        "entity": hit.reference or hit.entity,
        "edition": hit.dated or hit.edition,
        "score": f"{hit.score:.2f}",
    }
    if hit.behind:
        text = N_(
            "{queried} ({role}, {path}): behind the entry that it may be stands {name} ({list}, {entity}, edition {edition})"
        )
        return Message("listing.behind", text, params)
    if hit.status == "hit":
        text = N_("{queried} ({role}, {path}) is {name} ({list}, {entity}, edition {edition}, score {score})")
        return Message("listing.hit", text, params)
    text = N_("{queried} ({role}, {path}) may be {name} ({list}, {entity}, edition {edition}, score {score})")
    return Message("listing.review", text, params)


def _meanings(hit: ScreeningHit, supply: Supply) -> tuple[Meaning, ...]:
    listings = tuple(Listing(one.kind, one.act, one.programme) for one in hit.measures)
    return meanings(hit.list, listings, hit.programmes, supply)


def hit_status(hit: ScreeningHit) -> PartyStatus:
    """What a hit comes to, with what people decided."""
    if not hit.counts:
        return "clear"
    if hit.decision is not None and hit.decision.verdict == "true_match":
        return "hit"
    return hit.status
