"""What German law asks of an item beside the national list itself (AWV)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from dualuse.assessment.control_lists import is_unlisted
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.control_list.codes import covers_code
from dualuse.law.germany.conditions import INTERCEPTION_ENTRIES
from dualuse.law.germany.lists import GERMANY
from dualuse.law.language.logic import Truth, any_truth
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation


@legal_derivation("§ 52b AWV")
def interception_item(item: Item) -> Truth:
    """Whether the item is one of the entries for interception of the German list; None where that is not stated.

    Entries of other lists say nothing of the German one.
    """
    if item.national_entries is None:
        return None
    stated = (text.partition(":") for text in item.national_entries)
    codes = [code.replace(" ", "").rstrip(".").upper() for state, _, code in stated if state == GERMANY]
    if item.national_entries and not codes:
        return None
    return any_truth(covers_code(entry, code) for code in codes for entry in INTERCEPTION_ENTRIES)


_NUCLEAR_LIMIT: Final = Decimal(5000)
"""§§ 9(3) no 2, 11(5) no 3: euro in one contract."""


@legal_derivation("§ 9(3) AWV", "§ 11(5) AWV")
def within_nuclear_limit(
    item: Item, others: Iterable[Item], stated: Truth, *, is_whole: bool = True
) -> Truth:
    """``item.nuclear_within_limit``: goods of which the contract supplies no more than 5 000 euro, as far as values tell.

    Software and technology are never within it, goods above it by themselves are not either, whatever a person says. What is
    known of the use is stated of the whole transaction: goods that no list names and that are worth more together are above it,
    too, whatever a person says; where one of them is for another use, it is stated as a transaction of its own. All items
    of the contract count before it is said that the limit is kept.

    Args:
        item: the item that is asked about.
        others: the other items of the contract.
        stated: what a person says of the contract.
        is_whole: whether these are all items of the contract.
    """
    lines = (item, *others)
    if item.kind in ("software", "technology") or _least(lines, item) > _NUCLEAR_LIMIT:
        return False
    if stated is not None:
        return stated
    values = [_euros(line) for line in lines]
    if item.kind is None or not is_whole or None in values:
        return None
    return True if sum(each for each in values if each is not None) <= _NUCLEAR_LIMIT else None


def _least(lines: Iterable[Item], itself: Item) -> Decimal:
    """What the goods that surely count come to: the item asked about, and others that are stated as goods on no list."""
    counted = (line for line in lines if line is itself or _is_unlisted_goods(line))
    return sum((_euros(line) or Decimal() for line in counted), Decimal())


def _is_unlisted_goods(item: Item) -> bool:
    return item.kind == "goods" and is_unlisted(item) is True


def _euros(item: Item) -> Decimal | None:
    """The value of an item; None where it is not stated in euro."""
    return Decimal(item.value) if item.value is not None and item.currency == "EUR" else None


_KNOWN: Final = ("aware", "informed")


@legal_derivation("§ 17 to § 21 KrWaffKontrG")
def weapons_ban(transaction: Transaction) -> Iterator[Message]:
    """The ban on atomic, biological and chemical weapons, where a use for weapons of mass destruction is known and German law may
    reach who acts.

    That dual-use goods may come under the bans of §§ 17 and 18 stands before the national list (Ausfuhrliste, read); what they reach,
    §§ 19 to 21 and the exceptions are from memory. It changes no answer.
    """
    if getattr(transaction.knowledge, "wmd", None) not in _KNOWN or not _may_be_german(transaction):
        return
    text = N_(
        "German law forbids, beside all that is answered here, to develop, make, trade in or pass on atomic, biological or chemical"
        " weapons, to lead others to it and to further it (KrWaffKontrG §§ 17, 18), and punishes it (§§ 19,"
        " 20), of Germans abroad too (§ 21); no authorisation or decision of BAFA lifts that. It is not executed here and known from"
        " memory (unverified): have the use that is known looked at by a lawyer before anything is supplied, brokered or assisted"
    )
    yield Message("german_weapons_ban", text)


def _may_be_german(transaction: Transaction) -> bool:
    """Resident or established in Germany, a German elsewhere, or somebody of whom neither is stated."""
    country = transaction.exporter.country if transaction.exporter else None
    is_german = getattr(transaction.circumstances, "german_national", None)
    return country == GERMANY or is_german is True or (country is None and is_german is not False)
