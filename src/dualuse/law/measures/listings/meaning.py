"""What the measure of an entry means for a supply: forbidden, open, or something to consider. Never the list as such.

An asset freeze of the Union forbids to make funds or economic resources available, directly or indirectly, to or for the
benefit of the listed. Goods, software and technology that can be used to obtain funds, goods or services are economic
resources, so that their supply is forbidden whatever the item and the destination; an annex that names parties does what
its act says; lists of others are no law of the Union.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import Effect, Verification
from dualuse.law.measures.goods.lists import goods_on
from dualuse.law.measures.listings.freezing import MAP, frozen
from dualuse.law.measures.listings.model import (
    UNKNOWN_ENTRY,
    Entry,
    Listing,
    Meaning,
    Reach,
    Supply,
    bare,
    role_message,
)
from dualuse.law.measures.listings.reading import (
    Annex,
    OtherList,
    act_numbers,
    annexes,
    annexes_in,
    freezes,
    other_lists,
)

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
_NO_LISTING: Final = ("linked", "office", "reported", "wanted")
"""Measures that are none: what a file says of somebody beside any listing, whoever keeps the entry."""


def keeper(list_id: str, programme: str = "", act: str = "") -> str:
    """Who keeps the list: ``union``, ``un`` or ``other``; of a mixed file the programme tells."""
    name = list_id.lower()
    code = programme.upper()
    if name.startswith("eu_") or code.startswith("EU-"):
        return "union"
    if name.startswith("un_") or code.startswith("UN-"):
        return "un"
    freeze_numbers = {freeze.number for freeze in freezes()}
    if act.startswith(("Regulation (E", "3")) and not freeze_numbers.isdisjoint(act_numbers(act)):
        return "union"
    return "other"


def holds_union_freezes(list_id: str) -> bool:
    """Whether a list holds every asset freeze of the Union: without one of these nobody is clear here."""
    return _FREEZE_LIST.fullmatch(list_id.lower()) is not None


def holds_party_annexes(list_id: str) -> bool:
    """Whether a list holds annexes that name parties without freezing their assets: tables of the Official Journal."""
    return list_id.lower().startswith("eu_journal")


def meanings(
    list_id: str,
    listings: Sequence[Listing],
    programmes: Iterable[str],
    supply: Supply,
    entry: Entry = UNKNOWN_ENTRY,
) -> tuple[Meaning, ...]:
    """What the measures of an entry mean for a supply, each citation once.

    Args:
        list_id: the list that holds the entry.
        listings: its measures; none: the list does not say.
        programmes: of the entry; they tell the act where the measures do not.
        supply: the day, the activity, the role of the party and the item.
        entry: what else of the entry tells which measure it is.
    """
    programmes_once = tuple(dict.fromkeys(programmes))
    measures = tuple(listings) or _unstated(list_id, programmes_once)
    meanings: dict[str, Meaning] = {}
    for listing in measures:
        for meaning in _meanings(list_id, listing, programmes_once, supply, entry):
            before = meanings.get(meaning.citation)
            if before is None or _weight(meaning) > _weight(before):
                meanings[meaning.citation] = meaning
    return tuple(meanings.values())


def _weight(meaning: Meaning) -> tuple[int, int]:
    return meaning.effect, {True: 2, None: 1, False: 0}[meaning.truth]


def _unstated(list_id: str, programmes: tuple[str, ...]) -> tuple[Listing, ...]:
    """No measure is stated: the consolidated list of the Commission holds asset freezes only; of others it is open."""
    kind = "asset_freeze" if list_id.lower().startswith("eu_fsf") else ""
    return tuple(Listing(kind, "", programme) for programme in programmes) or (Listing(kind),)


def _meanings(
    list_id: str, listing: Listing, programmes: tuple[str, ...], supply: Supply, entry: Entry
) -> Iterator[Meaning]:
    if _DATASET.fullmatch(listing.programme):
        list_id = listing.programme
    if listing.kind in _NO_LISTING:
        yield _other_list_meaning(next(row for row in other_lists() if listing.kind in row.kinds), listing)
        return
    match keeper(list_id, listing.programme, listing.act):
        case "union":
            yield from _union_meaning(listing, programmes, supply, entry)
        case "un":
            yield _other_list_meaning(next(row for row in other_lists() if row.code == "un"), listing)
        case _:
            yield _other_list_meaning(
                next(row for row in other_lists() if row.fits(list_id.lower(), listing.kind)), listing
            )


def _union_meaning(
    listing: Listing, programmes: tuple[str, ...], supply: Supply, entry: Entry
) -> Iterator[Meaning]:
    codes = (listing.programme,) if listing.programme else programmes
    if UNTRANSPOSED in (bare(code) for code in codes):
        yield _untransposed()
        return
    row = annex_of(listing, codes, entry)
    if row is None and listing.kind == "asset_freeze":
        yield from frozen(listing, codes, supply, entry)
    else:
        yield _unknown_measure(listing) if row is None else in_annex(row, listing, supply)


def _untransposed() -> Meaning:
    text = N_("the Union's list marks it as listed by the Security Council and not yet carried over")
    return Meaning(
        code="listing.untransposed",
        citation="United Nations Security Council",
        effect=Effect.PROHIBITED,
        truth=None,
        reasons=(Message("listing.untransposed", text),),
        summary=next(row.summary for row in other_lists() if row.code == "un"),
        source=MAP,
        verification=Verification.SECONDARY,
        reach=Reach("may_freeze", UNTRANSPOSED),
    )


def _unknown_measure(listing: Listing) -> Meaning:
    text = N_("the list does not say which measure it is (measure: {kind}, act: {act})")
    params = {"kind": listing.kind or "–", "act": listing.act or listing.programme or "–"}
    return Meaning(
        code="listing.measure_unknown",
        citation=N_("Union list: measure not stated"),
        effect=Effect.PROHIBITED,
        truth=None,
        reasons=(Message("listing.measure_unknown", text, params),),
        summary=N_(
            "A Union list names this person; what that forbids stands in the act, which must be read."
        ),
        source=MAP,
        verification=Verification.UNVERIFIED,
        generic=True,
        reach=Reach("may_freeze", "measure"),
    )


_BLOCKED_ACTS: Final = ("CUBA", "IRAN", "IFSR", "IFCA")
"""Programmes of the United States under acts that the annex of Regulation (EC) No 2271/96 may name (from memory)."""


def _other_list_meaning(row: OtherList, listing: Listing) -> Meaning:
    reasons = [_kept_by(row, listing)]
    if row.code.startswith("us_") and any(name in listing.programme.upper() for name in _BLOCKED_ACTS):
        text = N_(
            "mind Regulation (EC) No 2271/96: operators of the Union must not comply with the acts on Cuba and Iran that its"
            " annex names, unless the Commission authorises it"
        )
        reasons.append(Message("listing.blocking_statute", text))
    return Meaning(
        code=f"listing.{row.code}",
        citation=row.citation,
        effect=Effect.PROHIBITED if row.effect == "open" else Effect.NOT_CONTROLLED,
        truth=None if row.effect == "open" else True,
        reasons=tuple(reasons),
        summary=row.summary,
        source=row.url,
        verification=row.verification,
        reach=Reach("may_freeze", row.citation) if row.effect == "open" else Reach(),
    )


def _kept_by(row: OtherList, listing: Listing) -> Message:
    if row.effect == "open":
        text = N_("listed by the Security Council; whether an act of the Union carries it over is not known")
        return Message("listing.un", text)
    text = N_("it is listed there (programme: {programme})")
    return Message("listing.elsewhere", text, {"programme": listing.programme or listing.act or "–"})


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
        code=f"listing.{listing.kind}",
        citation=row.citation,
        effect=Effect.NOT_CONTROLLED if noted else Effect.PROHIBITED,
        truth=truth,
        reasons=reasons,
        summary=row.summary,
        source=row.url,
        verification=row.verification,
        exceptions=row.exceptions,
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
    everywhere = row.everywhere_since is not None and supply.day >= row.everywhere_since
    if (everywhere or there) and _named_goods(row, supply):
        text = N_("its customs code is among the goods that the act forbids to it")
        return True, (Message("listing.named_user_goods", text),)
    if everywhere and supply.item_listed is True:
        text = N_(
            "the item is listed in Annex I, and the act forbids it to the person named, wherever it sits"
        )
        return True, (Message("listing.named_user_everywhere", text),)
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


def _named_goods(row: Annex, supply: Supply) -> bool:
    codes = supply.customs_codes or ()
    lists = (goods_on(annex, supply.day) for annex in row.goods)
    return any(goods.covers(code, {}) is True for goods in lists for code in codes)


def _carriage(supply: Supply) -> tuple[Truth, tuple[Message, ...]]:
    if supply.role in _CARRIERS:
        text = N_("as {role} it is to carry the items")
        return True, (Message("listing.carries", text, {"role": role_message(supply.role)}),)
    text = N_("what part the vessel has in the carriage is not stated")
    return None, (Message("listing.carriage_open", text),)
