"""What in a transaction tells what its items are, otherwise than their fields: words, who receives, a customs code of other goods.

Acts that name goods by customs code everywhere (torture, firearms, drug precursors, military goods) cannot be asked about at each
sale of whatever has no code, or one that holds much else: there a description, or a security service that receives, must point.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.places_of_parties import receivers
from dualuse.assessment.signs.embargoes_elsewhere import parties_beside
from dualuse.assessment.signs.everyday import is_everyday_article
from dualuse.assessment.signs.services import is_service, owners_in_control
from dualuse.assessment.signs.texts_of_use import (
    TextOfUse,
    called,
    description_of,
    text_of_party,
    texts_of_evidence,
    texts_of_use,
)
from dualuse.free_text.evidence import cites_an_entry
from dualuse.free_text.patterns import end_of_word, has_word, words_in
from dualuse.free_text.what_it_is import ACCESSORY, says_what_it_is
from dualuse.inputs.accents import without_accents
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.measures.goods.lists import narrowed
from dualuse.law.measures.signs import (
    CodeOfOtherGoods,
    EntryByCode,
    EntryInWords,
    GoodsByCode,
    SurveillanceInWords,
    WatcherUnserved,
)
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation


@legal_derivation("Regulation (EU) 2019/125", "Regulation (EU) No 258/2012", "Regulation (EC) No 111/2005")
def may_be_goods_by_code(sign: GoodsByCode, transaction: Transaction, item: Item) -> bool:
    """Whether the item has a customs code of the sign, or may have one, or whatever code, and something points to such goods.

    A code that is such goods tells by itself.
    """
    if (
        sign.near
        and not _may_have_code(sign, item)
        and not (sign.whatever_code and in_annex_i(item) is False)
    ):
        return False
    if item.own_code is not None and begins(sign.near, item.own_code):
        return True
    return _point_to_goods(sign, transaction, item)


def _point_to_goods(sign: GoodsByCode, transaction: Transaction, item: Item) -> bool:
    """Whether words, or who receives it, point to the item being among the goods of the sign."""
    if has_word(sign.words, (None if is_everyday_article(item) else called(item), transaction.end_use)):
        return True
    evidence = tuple(texts_of_evidence(transaction, (item,)))
    if any(_tells_of_goods(sign.words, text) for text in evidence):
        return True
    if sign.described and has_word(sign.described, (called(item),)):
        return True
    if item.entries:
        return False  # Annex I lists it: what it is, is known
    if not _may_have_code(sign, item):
        return False  # words alone point to what has another code, or none
    receiving = receivers(transaction)
    if sign.service and any(
        is_service(sign.service, party) for party in receiving if party.service is not None
    ):
        return True
    names = (*(party.name for party in receiving), *owners_in_control(receiving))
    return has_word(sign.receivers, (transaction.end_use, *names)) or any(
        text.tells(sign.receivers, none_is_known=True) for text in evidence
    )


def may_survey(item: Item) -> bool:
    """Whether the item is for surveillance, or may be: nothing is stated of that, or a list has it that may have it for that."""
    if item.cyber_surveillance is not False or item.national_entries:
        return True
    return any(SURVEILLANCE.covers(code, {}) is not False for code in item.entries or ())


@legal_derivation("Art. 2(20)", "Art. 5")
def points_to_surveillance(sign: SurveillanceInWords, transaction: Transaction, item: Item) -> bool:
    """Whether words point to the item being for covert surveillance, of which it is stated that it is not, or nothing.

    Where the sign names a service, they are words of much else: they count where somebody is stated, or called, to be one.
    """
    cyber_surveillance = item.cyber_surveillance
    if cyber_surveillance is True or (sign.only_unstated and cyber_surveillance is not None):
        return False
    if sign.near and not _may_have_code_of_kind(sign.near, item):
        return False
    if sign.service and not _is_for_a_service(sign, transaction, item):
        return False
    if sign.unless_for and any(
        text.tells(sign.unless_for, none_is_known=True)
        for text in (description_of(item), *texts_of_use(transaction, (item,)))
    ):
        return False
    if sign.targets:
        return any(
            _works_on(sign.words, sign.targets, text)
            for text in (description_of(item), *texts_of_use(transaction, (item,)))
        )
    if any(_tells_of_goods(sign.words, text) for text in texts_of_evidence(transaction, (item,))):
        return True
    if any(text.is_only(sign.alone) for text in texts_of_use(transaction, (item,))):
        return True
    if sign.only_unstated:
        texts = (description_of(item), *texts_of_use(transaction, ()))
        return any(text.tells(sign.words, none_is_known=True) for text in texts)
    return has_word(sign.words, (called(item), transaction.end_use))


@legal_derivation("Art. 2(20)", "Art. 5(2)")
def may_watch_for_a_service(sign: WatcherUnserved, transaction: Transaction, item: Item) -> bool:
    """Whether the item may watch, and neither is it stated whether it is for that covertly nor whether who uses it is a service.

    For a service that is stated it is asked about (Art. 5(2)): what is not stated is no milder.
    """
    if item.cyber_surveillance is not None:
        return False
    users = [party.service for party in transaction.parties or () if party.role == "end_user"]
    if users and None not in users:
        return False
    return (item.own_code is not None and begins(sign.near, item.own_code)) or says_what_it_is(
        sign.words, called(item)
    )


def _may_have_code_of_kind(near: tuple[str, ...], item: Item) -> bool:
    """Whether the item has one of the customs codes, or may; software and technology have that of what they are on."""
    return item.own_code is None or item.kind in ("software", "technology") or begins(near, item.own_code)


def is_called_as_listed(sign: EntryInWords, item: Item) -> bool:
    """Whether a description has the name of what an entry of Annex I names, as the item itself: no detector of it."""
    if is_everyday_article(item):
        return False
    if not sign.unless_denied:
        return says_what_it_is(sign.words, called(item))
    undenied = _DENIED_THERE.sub("", without_accents(called(item) or ""))
    return says_what_it_is(sign.words, undenied)


_DENIED_THERE: Final = re.compile(
    r"(?<!\w)(?:no|not|non|never|without|nicht|kein\w*|ohne|pas|aucune?|sans|sin|senza|nao|nie|niet|geen|bez|не|нет)(?![^\W_])[^.;!?]*"
)
"""A denial, and all that follows it up to the end of its sentence."""


def has_code_of_listed_goods(sign: EntryByCode, item: Item) -> bool:
    """Whether goods have a customs code of what an entry of Annex I names, or may have where fewer digits are stated."""
    return item.own_code is not None and item.kind in (None, "goods") and begins(sign.near, item.own_code)


def _tells_of_goods(words: tuple[str, ...], text: TextOfUse) -> bool:
    """Whether evidence calls goods so, and neither denies it nor quotes what a list names."""
    return any(
        not text.denies(plain, word.start(), word.end()) and not cites_an_entry(plain, word.start())
        for plain in text.readings
        for word in words_in(words, plain)
    )


def _works_on(words: tuple[str, ...], targets: tuple[str, ...], text: TextOfUse) -> bool:
    """Whether a text says that something called so works on one of the targets, by which it only goes nowhere: no remote control by telephone."""
    return any(
        not text.denies(plain, word.start(), word.end())
        and _BY.search(plain, word.end(), target.start()) is None
        and end_of_word(plain, word.end()) <= target.start() <= word.end() + _AS_FAR
        and ACCESSORY.match(plain, end_of_word(plain, target.end())) is None
        for plain in text.readings
        for word in words_in(words, plain)
        for target in words_in(targets, plain)
    )


_AS_FAR: Final = 40
"""Letters between what works and what it works on."""
_BY: Final = re.compile(
    r"[.;!?]|(?<!\w)(?:via|by|with|using|over|through|mit|uber|ueber|durch|mittels|par|avec|con|mediante|por|tramite|attraverso|app|incl|including|plus|per(?= (?:handy|smartphone|telefon|phone|sms)(?!\w)))(?!\w)"
)
"""Something is done by telephone, or another sentence begins."""


def _is_for_a_service(sign: SurveillanceInWords, transaction: Transaction, item: Item) -> bool:
    """Whether somebody is stated to be such a service, or a name, the end use or the description says so and does not deny it."""
    parties = tuple(parties_beside(transaction))
    if any(party.service is not None and is_service(sign.service, party) for party in parties):
        return True
    texts = (
        description_of(item),
        *texts_of_use(transaction, (item,)),
        *(text_of_party(party.name) for party in parties),
    )
    return any(text.tells(sign.receivers, none_is_known=True) for text in texts)


@legal_derivation("Regulation (EU) No 833/2014, Arts 2a(1), 12f and 12g")
def is_coded_otherwise(sign: CodeOfOtherGoods, item: Item) -> bool:
    """Whether the description has one of the words of the sign, and the customs code that is stated is of other goods.

    Where goods of any kind go, a word counts that says what the item is: no pump with ball bearings is one, nor is their grease.
    """
    if item.own_code is None or begins(sign.near, item.own_code):
        return False
    if not sign.where_diverted:
        return has_word(sign.words, (called(item),))
    return says_what_it_is(sign.words, called(item)) or (
        has_word(sign.unlike_toys, (called(item),))
        and says_what_it_is(sign.words, _TOY.sub("", without_accents(called(item))))
    )


_TOY: Final = re.compile(r"(?<!\w)(?:toys?|spielzeug|jouets?|juguetes?|giocattol[oi]|models?|modell)[ -]?")


def _may_have_code(sign: GoodsByCode, item: Item) -> bool:
    """Whether the item has, or may have, one of the customs codes of the sign."""
    if item.own_code is None:
        return item.kind in (None, "goods")
    return begins((*sign.near, *sign.near_where), item.own_code)


@lru_cache(maxsize=8192)
def begins(starts: tuple[str, ...], stated: str) -> bool:
    """Whether the code begins like one of them, or may where fewer digits are stated."""
    code = narrowed(stated)
    return code.startswith(starts) or any(start.startswith(code) for start in starts)
