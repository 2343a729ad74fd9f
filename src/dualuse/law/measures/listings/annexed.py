"""The annexes of Union acts that name parties without freezing all they have: what each act asks of a supplier."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import Effect
from dualuse.law.measures.listings.model import Entry, Listing, Meaning, Reach, Supply, bare, role_message
from dualuse.law.measures.listings.reading import Annex, act_numbers, annexes, annexes_in

_CARRIERS: Final = ("carrier", "vessel")


def annex_of(listing: Listing, codes: tuple[str, ...], entry: Entry) -> Annex | None:
    """The annex that the entry stands in: by its act, else by its programme, else the generic row of its measure."""
    named = annexes_in(listing.act)
    fitting = [row for row in annexes() if listing.kind in row.kinds and row.takes(named, entry.remarks)]
    numbers = set(act_numbers(listing.act))
    programmes = {bare(code) for code in codes}
    by_act = [row for row in fitting if numbers.intersection(row.acts)]
    by_programme = [row for row in fitting if programmes.intersection(row.programmes)]
    generic = [row for row in fitting if row.generic]
    return next(iter((*by_act, *by_programme, *generic)), None)


def in_annex(row: Annex, listing: Listing, supply: Supply) -> Meaning:
    """What it means to be named in an annex."""
    truth, reasons = _by_rule(row, supply)
    noted = row.rule == "note" or (row.rule == "own" and supply.role != "exporter")
    return Meaning(
        f"listing.{listing.kind}",
        row.citation,
        Effect.NOT_CONTROLLED if noted else Effect.PROHIBITED,
        truth,
        reasons,
        row.summary,
        row.url,
        row.verification,
        row.exceptions,
        generic=row.generic and row.rule != "note",
        reach=Reach(row.owned, row.citation, row.owned_where),
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
        case "own" if supply.role == "exporter":
            text = N_("whether what it disposes of is part of what is frozen is not known")
            return None, (Message("listing.partly_frozen", text),)
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
