"""Common high priority items, and other goods that are banned there, that may go on to Russia or Belarus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.signs.diverted import (
    COMMON_HIGH_PRIORITY_SINCE,
    goes_where_diverted,
    has_no_code,
    may_be_diverted,
    names_end_user,
    places_of_diversion,
)
from dualuse.assessment.signs.untold_use import tells_no_use
from dualuse.assessment.signs.words_met import WordMet, words_in_fields
from dualuse.free_text.patterns import has_word
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import INFORMED_CIRCUMSTANCES_OF
from dualuse.law.measures.duties import common_high_priority
from dualuse.law.measures.goods.lists import GoodsList, goods_on
from dualuse.law.measures.not_executed import words_called
from dualuse.law.measures.places import ACTS_AGAINST_DIVERSION, BANS_BY_CODE
from dualuse.law.measures.reading import measure_rows
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation

DIVERTED: Final = "common_high_priority"
"""The code of the warning that goods are among those that Russia looks for, or may be."""
_BUYERS: Final = ("end_user", "purchaser")


def diversion_warnings(transaction: Transaction, item: Item, day: date) -> Iterator[Message]:
    """Common high priority items for a third country of which it is not said that they stay there.

    With a sign of diversion they are asked about before they go: a rule of this program.
    """
    reexport = getattr(transaction.knowledge, "reexport", None)
    yield from known_to_go_on(transaction, item, day)
    if has_no_code(transaction, item):
        yield from _uncoded(transaction, item, day)
        return
    if not may_be_diverted(transaction, item, day):
        yield from _banned_and_sold_on(transaction, item, day)
        return
    params = {"id": item.id or "", "code": item.cn_code}
    if signs := tuple(_signs(transaction, day)):
        text = N_(
            "state whether item {id} ({code}) goes on to Russia or Belarus (knowledge.reexport): it is one of the common high priority items "
            "that Russia looks for, or may be, and there are signs of diversion: {signs}"
        )
        if not names_end_user(transaction):
            text = N_(
                "state the end user, and whether item {id} ({code}) goes on to Russia or Belarus (knowledge.reexport): it is one of the common high "
                "priority items that Russia looks for, or may be, and there are signs of diversion: {signs}"
            )
        yield Message("high_priority_diversion", text, {**params, "signs": signs})
    elif reexport != "none":
        yield Message(
            DIVERTED,
            N_(
                "item {id} ({code}) is one of the common high priority items that Russia looks for, or may be: ask whether it goes on to Russia or "
                "Belarus, and state what is known of it (knowledge.reexport)"
            ),
            params,
        )


def _uncoded(transaction: Transaction, item: Item, day: date) -> Iterator[Message]:
    """Goods without a customs code for a place from which such goods often go on: with the code of one of them they would be asked about.

    Whoever leaves the code away gets no milder an answer; elsewhere a missing code asks nothing.
    """
    if not (goes_where_diverted(transaction, day) and places_of_diversion(transaction, day)):
        return
    if signs := tuple(_signs(transaction, day)):
        text = N_(
            "without a customs code item {id} may be one of the common high priority items that Russia looks for, and there are signs of diversion:"
            " {signs}; state its code (items.cn_code), or the end user and that nothing goes on to Russia or Belarus (knowledge.reexport)"
        )
        yield Message("uncoded_diversion", text, {"id": item.id or "", "signs": signs})


def known_to_go_on(transaction: Transaction, item: Item, day: date) -> Iterator[Message]:
    """What Russia looks for, or must not get by its code, and is known to go on: where to is stated, and no bare answer replaces it.

    Who takes part in a way round a ban, and accepts that it may be one, breaks it (Regulation (EU) No 833/2014, Arts 2a(1) and 12).
    """
    code = item.cn_code
    if code is None or getattr(transaction.knowledge, "reexport", None) not in ("aware", "informed"):
        return
    if may_be_diverted(transaction, item, day) or _is_banned_behind(transaction, code, day):
        text = N_(
            "you state that item {id} ({code}) is known to go on, and it is, or may be, one that must not go to Russia or Belarus: state as"
            " destination the place where it finally goes (as consigned_to the first stop), and under knowledge.reexport what is known beyond it"
            " (Regulation (EU) No 833/2014, Arts 2a(1) and 12)"
        )
        yield Message("known_to_go_on", text, {"id": item.id or "", "code": code})


def _is_banned_behind(transaction: Transaction, code: str, day: date) -> bool:
    """Whether goods banned by their code go to, or through, a place from which such goods often travel on."""
    return (
        bool(places_of_diversion(transaction, day))
        and transaction.destination is not None
        and BANS_BY_CODE.contains(transaction.destination, day) is False
        and any(goods.covers(code, {}) is True for goods in _banned_goods(day))
    )


_ASKED_ABOUT_THE_WAY: Final = ("high_priority_diversion", "banned_goods_sold_on", "uncoded_diversion")


def is_asked_about_the_way(transaction: Transaction, day: date) -> bool:
    """Whether a "go" waits for what is known of a way on to Russia or Belarus, of which nothing is stated."""
    return getattr(transaction.knowledge, "reexport", None) is None and any(
        message.code in _ASKED_ABOUT_THE_WAY
        for item in transaction.items
        for message in diversion_warnings(transaction, item, day)
    )


def _banned_and_sold_on(transaction: Transaction, item: Item, day: date) -> Iterator[Message]:
    """Warn those who sell or forward goods banned by their code to places from which such goods often travel on, if onward travel is not stated.

    Who accepts that they may go on takes part in it (Regulation (EU) No 833/2014, Art. 12): a rule of this program, answered by what is known.
    """
    code, destination = item.cn_code, transaction.destination
    if code is None or destination is None or getattr(transaction.knowledge, "reexport", None) is not None:
        return
    if not places_of_diversion(transaction, day) or BANS_BY_CODE.contains(destination, day) is not False:
        return
    signs = tuple(sign for sign in _signs_of_the_way(transaction, day) if sign.code in _OF_WHO_SELLS_ON)
    if signs and any(goods.covers(code, {}) is True for goods in _banned_goods(day)):
        text = N_(
            "state whether item {id} ({code}) goes on to Russia or Belarus (knowledge.reexport): it must not go there, it is sold to where goods "
            "often go on from, and there are signs of diversion: {signs}"
        )
        yield Message("banned_goods_sold_on", text, {"id": item.id or "", "code": code, "signs": signs})


_OF_WHO_SELLS_ON: Final = ("sign.onward_sale", "sign.use_untold", "sign.forwarder")


@lru_cache(maxsize=4096)
def may_be_looked_for(code: str) -> bool:
    """Whether goods of a customs code are, on one day or another, common high priority items or banned by that code, or may be; without one they may."""
    plain = code.strip()
    return any(plain.startswith(named) or named.startswith(plain) for named in _codes_of_all_days())


@lru_cache(maxsize=1)
def _codes_of_all_days() -> frozenset[str]:
    annexes = (
        annex
        for row in measure_rows()
        if row.celex in ACTS_AGAINST_DIVERSION and not row.through
        for annex in row.goods
    )
    of_all = (*annexes, common_high_priority(COMMON_HIGH_PRIORITY_SINCE).annex)
    return frozenset(code for annex in of_all for group in annex.groups for code in group.codes)


@lru_cache(maxsize=512)
def _banned_goods(day: date) -> tuple[GoodsList, ...]:
    """The goods that must not go to Russia or Belarus by their customs code."""
    annexes = (
        annex
        for row in measure_rows()
        if row.celex in ACTS_AGAINST_DIVERSION and not row.through and row.validity.covers(day)
        for annex in row.goods
    )
    return tuple(goods_on(annex, day) for annex in dict.fromkeys(annexes))


def _signs(transaction: Transaction, day: date) -> Iterator[Message]:
    """What points to a way on to Russia or Belarus.

    Where it is stated what is known of re-export a place is no sign; a missing end user is: that nothing goes on can be said
    of somebody only.
    """
    if getattr(transaction.knowledge, "reexport", None) is None:
        yield from _signs_of_the_way(transaction, day)
    if not names_end_user(transaction):
        yield Message("sign.no_end_user", N_("no end user is named"))


def telling_of_the_way(text: str) -> str:
    """A name, or an end use, as far as signs are read in it: the text where it has their words, else that there is one."""
    words = (words_called("onward sale"), words_called("forwarder"))
    if any(has_word(of, (text,)) for of in words) or (text.strip() and tells_no_use(text)):
        return text
    return _ORDINARY_TEXT if text.strip() else ""


_ORDINARY_TEXT: Final = "works"
"""In place of any text in which no sign is read, of a name or an end use."""


def _signs_of_the_way(transaction: Transaction, day: date) -> Iterator[Message]:
    """Places, words and a free zone: what is known of re-export answers them."""
    if places := places_of_diversion(transaction, day):
        text = N_("goods often go on from there: {places}")
        yield Message("sign.place_of_diversion", text, {"places": tuple(map(PlaceName, places))})
    if onward := tuple(words_in_fields(words_called("onward sale"), transaction, "end_use", "name")):
        text = N_("the words stated speak of stock, resale or re-export: {read}")
        yield Message("sign.onward_sale", text, _read(onward))
    elif transaction.end_use and tells_no_use(transaction.end_use):
        yield Message("sign.use_untold", N_("the end use stated does not say what the items are for"))
    if forwarder := tuple(words_in_fields(words_called("forwarder"), transaction, *_BUYERS)):
        text = N_("who is to use or to buy it forwards goods by its name: {read}")
        yield Message("sign.forwarder", text, _read(forwarder))
    if getattr(transaction.circumstances, "free_zone", None) is True:
        yield Message("sign.free_zone", N_("it goes through a free zone"))


def _read(words: tuple[WordMet, ...]) -> dict[str, object]:
    return {
        "read": tuple(each.message for each in words),
        "words_met": tuple(each.word for each in words),
        "fields_met": tuple(each.field for each in words),
    }


@legal_derivation("Regulation (EU) No 833/2014, Art. 2a(1aa)", "Regulation (EC) No 765/2006, Art. 1f(1aa)")
def diversion_left_out(transaction: Transaction, day: date) -> Iterator[Message]:
    """What is not stated of items that may be diverted: a "go" names it.

    Regulation (EU) No 833/2014, Art. 2a(1aa), and Regulation (EC) No 765/2006, Art. 1f(1aa), forbid what the authority has told
    the exporter is or may be meant for Russia or Belarus.
    """
    items = tuple(item.id or "" for item in transaction.items if may_be_diverted(transaction, item, day))
    if not items:
        return
    params: dict[str, object] = {"items": items}
    if getattr(transaction.knowledge, "reexport", None) is None:
        text = N_("whether this goes on to Russia or Belarus (items: {items})")
        yield Message("left_out.reexport", text, params)
    circumstances = transaction.circumstances
    unstated = tuple(
        PlaceName(place)
        for name, place in INFORMED_CIRCUMSTANCES_OF.items()
        if getattr(circumstances, name, None) is None
    )
    if unstated:
        text = N_(
            "whether the authority has informed you that this may be meant for {place} (items: {items})"
        )
        if len(unstated) > 1:
            text = N_(
                "whether the authority has informed you that this may be meant for {place} or for {other_place} (items: {items})"
            )
        params |= {"place": unstated[0], "other_place": unstated[-1], "places": unstated}
        yield Message("left_out.informed", text, params)
