"""Texts of what is granted for one destination, or looked for by Russia, that say that it leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.signs.diverted import may_go_on
from dualuse.assessment.signs.going_on import Place, going_on, is_granted_for_its_use, texts_of_way
from dualuse.assessment.signs.texts_of_use import TextOfUse, called
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
    is_unlisted = in_annex_i(item) is False
    if is_unlisted and not may_go_on(transaction, item, day):
        return False
    goods = None if is_unlisted else called(item)
    return next(_words_of_leaving(transaction, day, goods), None) is not None


def words_of_leaving(transaction: Transaction, day: date) -> Iterator[tuple[TextOfUse, Place]]:
    """The texts that say that the items go on, and where they do; not an end use in the words of an authorisation held, which was granted for it."""
    listed = [called(item) for item in transaction.items if in_annex_i(item) is not False]
    return _words_of_leaving(transaction, day, "; ".join(listed) if listed else None)


def _words_of_leaving(
    transaction: Transaction, day: date, goods: str | None
) -> Iterator[tuple[TextOfUse, Place]]:
    """The same; ``goods``: what listed items are called, of which it counts, too, that an end use tells of keeping or selling alone.

    Of unlisted goods that Russia looks for a bare statement that nothing goes on answers that outside places of diversion (``diverted``).
    """
    stays = transaction.manner in ("exhibition", "after_repair")
    for text in texts_of_way(transaction, transaction.items):
        if not (text.role == "end_use" and is_granted_for_its_use(transaction, day)):
            for place in going_on(text, transaction.destination, day, stays=stays, goods=goods):
                yield text, place
