"""Words of the end use, of a source, of a description, a name or an address that do not fit a circumstance, or the kind of supply, as it is stated.

Who states that nothing is sold at the fair, and writes "afterwards sale to the customer" into the end use, has stated one of both
wrongly; a person says which. A word that is denied right before it (``no sale``, ``nicht in einer Freizone``) says what is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dualuse.assessment.signs.texts_of_use import TextOfUse, description_of, text_of_party, texts_of_use
from dualuse.free_text.patterns import occurrences
from dualuse.law.measures.signs import ActivityInWords, CircumstanceInWords
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation


@legal_derivation(
    "Annex II, EU003, Parts 1(1), 3(1), 3(2)(c) and (e)", "Annex II, EU004, Part 3(3)(c), (g), (i)"
)
def is_contradicted_in_words(sign: CircumstanceInWords, transaction: Transaction) -> bool:
    """Whether words say the opposite of the circumstance of the sign, which is stated.

    One that is not stated is asked about for itself. What is sent electronically is in no free zone.
    """
    if getattr(transaction.circumstances, sign.circumstance, None) is not sign.as_stated:
        return False
    if sign.manners and transaction.manner not in sign.manners:
        return False
    if sign.circumstance in _OF_GOODS and transaction.manner == "electronic":
        return False
    return any(
        not _DENIED.search(plain[: word.start()]) and not text.denies(plain, word.start(), word.end())
        for text in _texts(sign, transaction)
        for plain in text.readings
        for word in occurrences(sign.words, plain)
    )


@legal_derivation("Art. 2(2)(b)", "Art. 2(11)", "Art. 7(1)")
def says_another_activity(sign: ActivityInWords, transaction: Transaction) -> bool:
    """Whether a text says that the supply is another one than the one stated, and does not deny it."""
    texts = (*map(description_of, transaction.items), *texts_of_use(transaction, transaction.items))
    return any(text.tells(sign.words, none_is_known=True) for text in texts)


def _texts(sign: CircumstanceInWords, transaction: Transaction) -> Iterator[TextOfUse]:
    yield from texts_of_use(transaction, transaction.items if sign.in_descriptions else ())
    if sign.in_descriptions:
        yield from map(description_of, transaction.items)
    if sign.circumstance in _OF_GOODS:
        parties = transaction.parties or ()
        yield from (text_of_party(text) for party in parties for text in (party.name, party.address))


_OF_GOODS: Final = ("free_zone",)
"""Circumstances of where goods go: names and addresses say so, too."""
# What counts here beside the one reader of negation (free_text/denied.py): "outside a free zone" says what is stated, and "no sale, but …" turns nothing.
_DENIED: Final = re.compile(
    r"(?<!if )(?<!falls )(?<!wenn )(?<!sofern )(?<!si )(?<!\w)"
    r"(?:no|not|without|never|neither|nor|kein\w*|nicht|ohne|pas|sans|aucune?|niet|geen|nie|nao|outside|ausserhalb|hors|non|sin|sem|senza|bez|buiten|fuera de|fora de|fuori da)"
    r"(?: (?:for|in|at|a|an|the|be|to|any|esta|e|is|ma|w|een|de|dans|em|una|zum|zur|einer|einem|der|dem|die|den|zu|de|d|une?|la|le|en|una|um|uma))*[ ']$"
)
