"""Texts of what is granted for one destination, or looked for by Russia, that say that it leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dualuse.assessment.authorisations.naming import plain_name
from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.signs.diverted import may_go_on
from dualuse.assessment.signs.going_on import Place, going_on, texts_of_way
from dualuse.assessment.signs.texts_of_use import TextOfUse
from dualuse.law.measures.signs import GoesOnInWords
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation


@legal_derivation(
    "Annex II",
    "Art. 12",
    "Regulation (EU) No 833/2014, Arts 12g and 12gb",
    "Regulation (EC) No 765/2006, Arts 8g and 8ga",
)
def says_that_it_goes_on(sign: GoesOnInWords, transaction: Transaction, item: Item, day: date) -> bool:
    """Whether an item is, or may be, listed, or one that Russia looks for, and a text says that it goes on."""
    if in_annex_i(item) is False and not may_go_on(transaction, item, day):
        return False
    return next(words_of_leaving(transaction, day), None) is not None


def words_of_leaving(transaction: Transaction, day: date) -> Iterator[tuple[TextOfUse, Place]]:
    """The texts that say that the items go on, and where they do; not an end use in the words of an authorisation held, which was granted for it."""
    stays = transaction.manner in ("exhibition", "after_repair")
    for text in texts_of_way(transaction, transaction.items):
        if not (text.role == "end_use" and _is_granted(transaction, text.words, day)):
            for place in going_on(text, transaction.destination, day, stays=stays):
                yield text, place


def _is_granted(transaction: Transaction, end_use: str, day: date) -> bool:
    """Whether an individual or global authorisation that is stated, and has not ended, is for an end use in these words."""
    plain = plain_name(end_use)
    return any(
        held.kind != "national_general"
        and held.end_use is not None
        and plain_name(held.end_use) == plain
        and (held.valid_until is None or day <= held.valid_until)
        for held in transaction.authorisations or ()
    )
