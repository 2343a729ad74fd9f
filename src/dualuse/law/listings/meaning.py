"""What the measure of an entry means for a supply: forbidden, open, or something to consider. Never the list as such.

An asset freeze of the Union forbids to make funds or economic resources available, directly or indirectly, to or for the
benefit of the listed. Goods, software and technology that can be used to obtain funds, goods or services are economic
resources, so that their supply is forbidden whatever the item and the destination; an annex that names parties does what
its act says; lists of others are no law of the Union.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dualuse.law.listings.reading import (
    Annex,
    Freeze,
    OtherList,
    act_numbers,
    annexes,
    annexes_in,
    freezes,
    other_lists,
)
from dualuse.law.logic import Truth
from dualuse.law.provision import Effect, Verification
from dualuse.wording import N_, Message, PlaceName

UNTRANSPOSED: Final = "UNLI"
"""Programme of the consolidated list for listings of the Security Council that no act of the Union carries over yet."""
TERRORISM: Final = "Regulation (EC) No 2580/2001"
_FREEZE_LIST: Final = re.compile(r"eu_fsf(_\d{4,8})?")
"""Ids of the Commission's consolidated list, also with a day: it holds every asset freeze of the Union.

No other list counts: of the acts transcribed from the Official Journal (``eu_journal_…``) nobody says that all are there,
and an amending act changes them before anybody has written it down.
"""
_DATASET: Final = re.compile(r"[a-z]{2,}(_[a-z0-9]+)+")
"""A programme that is the name of a list: the measure is that list's, whoever keeps the entry."""
_CARRIERS: Final = ("carrier", "vessel")

FREEZE_SUMMARY: Final = N_(
    "An asset freeze forbids to make funds or economic resources available, directly or indirectly, to or for the benefit"
    " of the listed person; items that can be used to obtain funds, goods or services are economic resources."
)
FREEZE_EXCEPTIONS: Final = (
    N_(
        "what the authority may authorise under the act: basic needs, legal fees, extraordinary expenses, humanitarian aid"
        " and other cases that the act names"
    ),
    N_(
        "what the listed person can only use up itself, and cannot turn into funds, goods or services, is no economic"
        " resource: a narrow case, ask the authority"
    ),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A measure of an entry: its kind, the act and the programme as the list names them."""

    kind: str
    act: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """What bears on the meaning: ``item_listed`` in Annex I; ``places``: destination, purchaser and party."""

    day: date
    activity: str | None
    role: str
    item_listed: Truth
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one measure means. ``truth``: whether it applies to the supply; None: a person must say.

    ``effect`` NOT_CONTROLLED: no law of the Union forbids the supply for it, but it must be considered. ``generic``: the
    act behind it is not known here.
    """

    code: str
    citation: str
    effect: Effect
    truth: Truth
    reasons: tuple[Message, ...]
    summary: str
    source: str
    verification: Verification
    exceptions: tuple[str, ...] = ()
    generic: bool = False


def keeper(list_id: str, programme: str = "", act: str = "") -> str:
    """Who keeps the list: ``union``, ``un`` or ``other``; of a mixed file the programme tells."""
    name = list_id.lower()
    code = programme.upper()
    if name.startswith("eu_") or code.startswith("EU-"):
        return "union"
    if name.startswith("un_") or code.startswith("UN-"):
        return "un"
    known = {freeze.number for freeze in freezes()}
    if act.startswith(("Regulation (E", "3")) and not known.isdisjoint(act_numbers(act)):
        return "union"
    return "other"


def holds_union_freezes(list_id: str) -> bool:
    """Whether a list holds every asset freeze of the Union: without one of these nobody is clear here."""
    return _FREEZE_LIST.fullmatch(list_id.lower()) is not None


def meanings(
    list_id: str, listings: Sequence[Listing], programmes: Iterable[str], supply: Supply
) -> tuple[Meaning, ...]:
    """What the measures of an entry mean for a supply, each citation once.

    Args:
        list_id: the list that holds the entry.
        listings: its measures; none: the list does not say.
        programmes: of the entry; they tell the act where the measures do not.
        supply: the day, the activity, the role of the party and the item.
    """
    known = tuple(dict.fromkeys(programmes))
    stated = tuple(listings) or _unstated(list_id, known)
    found: dict[str, Meaning] = {}
    for listing in stated:
        for meaning in _meanings(list_id, listing, known, supply):
            before = found.get(meaning.citation)
            if before is None or _weight(meaning) > _weight(before):
                found[meaning.citation] = meaning
    return tuple(found.values())


def _weight(meaning: Meaning) -> tuple[int, int]:
    return meaning.effect, {True: 2, None: 1, False: 0}[meaning.truth]


def _unstated(list_id: str, programmes: tuple[str, ...]) -> tuple[Listing, ...]:
    """No measure is stated: the consolidated list of the Commission holds asset freezes only; of others it is open."""
    kind = "asset_freeze" if list_id.lower().startswith("eu_fsf") else ""
    return tuple(Listing(kind, "", programme) for programme in programmes) or (Listing(kind),)


def _meanings(
    list_id: str, listing: Listing, programmes: tuple[str, ...], supply: Supply
) -> Iterator[Meaning]:
    if _DATASET.fullmatch(listing.programme):
        list_id = listing.programme
    match keeper(list_id, listing.programme, listing.act):
        case "union":
            yield from _of_union(listing, programmes, supply)
        case "un":
            yield _of_others(next(row for row in other_lists() if row.code == "un"), listing)
        case _:
            yield _of_others(
                next(row for row in other_lists() if row.fits(list_id.lower(), listing.kind)), listing
            )


def _of_union(listing: Listing, programmes: tuple[str, ...], supply: Supply) -> Iterator[Meaning]:
    codes = (listing.programme,) if listing.programme else programmes
    if UNTRANSPOSED in (_bare(code) for code in codes):
        yield _untransposed()
        return
    row = _annex(listing, codes)
    if row is None and listing.kind == "asset_freeze":
        yield from _frozen(listing, codes, supply)
    else:
        yield _unknown_measure(listing) if row is None else _named(row, listing, supply)


def _bare(programme: str) -> str:
    """``EU-UKR`` is ``UKR``."""
    return programme.upper().removeprefix("EU-").strip()


def _frozen(listing: Listing, codes: tuple[str, ...], supply: Supply) -> Iterator[Meaning]:
    acts = _acts(listing, codes, supply.day)
    truth, reasons = _made_available(supply)
    citation = " / ".join(act.citation for act in acts) or N_("Union list: asset freeze")
    if not acts:
        text = N_("which act freezes the assets is not known here (list: {act}, programme: {programme})")
        params = {"act": listing.act or "–", "programme": ", ".join(codes) or "–"}
        reasons = (*reasons, Message("listing.act_unknown", text, params))
    yield Meaning(
        "listing.asset_freeze",
        citation,
        Effect.PROHIBITED,
        truth,
        reasons,
        FREEZE_SUMMARY,
        acts[0].url if acts else "https://www.sanctionsmap.eu/",
        min((act.verification for act in acts), default=Verification.UNVERIFIED),
        (*FREEZE_EXCEPTIONS, *(text for act in acts for text in act.exceptions)),
        generic=not acts,
    )


def _acts(listing: Listing, codes: tuple[str, ...], day: date) -> tuple[Freeze, ...]:
    """The act that the entry names; where it names an amending one, the acts of its programme."""
    in_force = [freeze for freeze in freezes() if freeze.validity.covers(day)]
    numbers = set(act_numbers(listing.act))
    named = tuple(freeze for freeze in in_force if freeze.number in numbers)
    if named:
        return named
    bare = {part for code in codes for part in (_bare(code), *_bare(code).split("-"))}
    return tuple(freeze for freeze in in_force if bare.intersection(freeze.programmes))


def _made_available(supply: Supply) -> tuple[Truth, tuple[Message, ...]]:
    if supply.activity == "technical_assistance":
        text = N_(
            "a service is not of itself an economic resource; technology or goods handed over with it are: a person must say"
        )
        return None, (Message("listing.service", text),)
    if supply.activity is None:
        return None, (Message("listing.activity", N_("the activity is not stated")),)
    if supply.role in ("end_user", "consignee", "purchaser"):
        text = N_("as {role} it receives the items or acquires them")
    elif supply.role == "exporter":
        text = N_("as {role} it disposes of what is frozen")
    else:
        text = N_("as {role} it handles the items or is paid for its part")
    return True, (Message("listing.role", text, {"role": role_message(supply.role)}),)


_ROLES: Final[dict[str, str]] = {
    "exporter": N_("exporter"),
    "end_user": N_("end user"),
    "consignee": N_("consignee"),
    "purchaser": N_("purchaser"),
    "intermediary": N_("intermediary"),
    "agent": N_("agent"),
    "broker": N_("broker"),
    "carrier": N_("carrier"),
    "vessel": N_("vessel"),
    "owner": N_("owner"),
    "other": N_("other party"),
}


def role_message(role: str) -> Message:
    """The word for a role."""
    return Message(f"role.{role}", _ROLES.get(role, role))


def _annex(listing: Listing, codes: tuple[str, ...]) -> Annex | None:
    """The annex that the entry stands in: by its act, else by its programme, else the generic row of its measure."""
    named = annexes_in(listing.act)
    fitting = [row for row in annexes() if listing.kind in row.kinds and row.takes(named)]
    numbers = set(act_numbers(listing.act))
    bare = {_bare(code) for code in codes}
    by_act = [row for row in fitting if numbers.intersection(row.acts)]
    by_programme = [row for row in fitting if bare.intersection(row.programmes)]
    generic = [row for row in fitting if row.generic]
    return next(iter((*by_act, *by_programme, *generic)), None)


def _named(row: Annex, listing: Listing, supply: Supply) -> Meaning:
    truth, reasons = _by_rule(row, supply)
    return Meaning(
        f"listing.{listing.kind}",
        row.citation,
        Effect.NOT_CONTROLLED if row.rule == "note" else Effect.PROHIBITED,
        truth,
        reasons,
        row.summary,
        row.url,
        row.verification,
        row.exceptions,
        generic=row.generic and row.rule != "note",
    )


def _by_rule(row: Annex, supply: Supply) -> tuple[Truth, tuple[Message, ...]]:
    if not row.validity.covers(supply.day):
        text = N_("the annex did not apply yet on {day}")
        return False, (Message("listing.not_in_force", text, {"day": supply.day.isoformat()}),)
    match row.rule:
        case "named_user":
            return _named_user(row, supply)
        case "carriage":
            return _carriage(supply)
        case "transaction":
            text = N_("a supply is a transaction with it")
            return True, (Message("listing.transaction", text),)
        case "open":
            return None, (Message("listing.unread", N_("what the act forbids of it was not read")),)
    return True, (Message("listing.note", N_("it does not forbid the supply of items")),)


def _named_user(row: Annex, supply: Supply) -> tuple[Truth, tuple[Message, ...]]:
    there = tuple(place for place in supply.places if place in row.places)
    if there and supply.item_listed is True:
        text = N_("the item is listed in Annex I and goes to {place}")
        return True, (Message("listing.named_user", text, {"place": PlaceName(there[0])}),)
    if supply.item_listed is True:
        text = N_(
            "the item is listed in Annex I; whether it is for use where the act forbids it is not known"
        )
        return None, (Message("listing.named_user_elsewhere", text),)
    text = N_(
        "the act also reaches technology that Annex I does not list; whether it reaches this item is not known"
    )
    return None, (Message("listing.named_user_unlisted", text),)


def _carriage(supply: Supply) -> tuple[Truth, tuple[Message, ...]]:
    if supply.role in _CARRIERS:
        text = N_("as {role} it is to carry the items")
        return True, (Message("listing.carries", text, {"role": role_message(supply.role)}),)
    text = N_("what part the vessel has in the carriage is not stated")
    return None, (Message("listing.carriage_open", text),)


def _untransposed() -> Meaning:
    text = N_("the Union's list marks it as listed by the Security Council and not yet carried over")
    return Meaning(
        "listing.untransposed",
        "United Nations Security Council",
        Effect.PROHIBITED,
        None,
        (Message("listing.untransposed", text),),
        next(row.summary for row in other_lists() if row.code == "un"),
        "https://www.sanctionsmap.eu/",
        Verification.SECONDARY,
    )


def _unknown_measure(listing: Listing) -> Meaning:
    text = N_("the list does not say which measure it is (measure: {kind}, act: {act})")
    params = {"kind": listing.kind or "–", "act": listing.act or listing.programme or "–"}
    return Meaning(
        "listing.measure_unknown",
        N_("Union list: measure not stated"),
        Effect.PROHIBITED,
        None,
        (Message("listing.measure_unknown", text, params),),
        N_("A Union list names this person; what that forbids stands in the act, which must be read."),
        "https://www.sanctionsmap.eu/",
        Verification.UNVERIFIED,
        generic=True,
    )


_BLOCKED_ACTS: Final = ("CUBA", "IRAN", "IFSR", "IFCA")
"""Programmes of the United States under acts that the annex of Regulation (EC) No 2271/96 may name (from memory)."""


def _of_others(row: OtherList, listing: Listing) -> Meaning:
    reasons = [_kept_by(row, listing)]
    if row.code.startswith("us_") and any(name in listing.programme.upper() for name in _BLOCKED_ACTS):
        text = N_(
            "mind Regulation (EC) No 2271/96: operators of the Union must not comply with the acts on Cuba and Iran that its"
            " annex names, unless the Commission authorises it"
        )
        reasons.append(Message("listing.blocking_statute", text))
    return Meaning(
        f"listing.{row.code}",
        row.citation,
        Effect.PROHIBITED if row.effect == "open" else Effect.NOT_CONTROLLED,
        None if row.effect == "open" else True,
        tuple(reasons),
        row.summary,
        row.url,
        row.verification,
    )


def _kept_by(row: OtherList, listing: Listing) -> Message:
    if row.effect == "open":
        text = N_("listed by the Security Council; whether an act of the Union carries it over is not known")
        return Message("listing.un", text)
    text = N_("it is listed there (programme: {programme})")
    return Message("listing.elsewhere", text, {"programme": listing.programme or listing.act or "–"})
