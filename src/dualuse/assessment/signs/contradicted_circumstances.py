"""Words of the end use, of a source, of a name or of an address that do not fit a circumstance as it is stated.

Who states that nothing is sold at the fair, and writes "afterwards sale to the customer" into the end use, has stated one of both
wrongly; a person says which. A word that is denied right before it (``no sale``, ``nicht in einer Freizone``) says what is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from dualuse.assessment.signs.texts_of_use import TextOfUse, text_of_party, texts_of_use
from dualuse.free_text.patterns import occurrences
from dualuse.i18n import N_, Message
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation


@legal_derivation("Annex II, EU003, Part 3(2)(c)", "Annex II, EU004, Part 3(3)(c), (g), (i)")
def is_contradicted_in_words(row: NotExaminedRow, transaction: Transaction) -> bool:
    """Whether words say the opposite of the circumstance of the row, which is stated.

    One that is not stated is asked about for itself. What is sent electronically is in no free zone.
    """
    if getattr(transaction.circumstances, row.circumstance, None) is not row.as_stated:
        return False
    if row.manners and transaction.manner not in row.manners:
        return False
    if row.circumstance in _OF_GOODS and transaction.manner == "electronic":
        return False
    return any(
        not _DENIED.search(plain[: word.start()])
        and not (text.is_evidence and text.denies(plain, word.start(), word.end()))
        for text in _texts(row, transaction)
        for plain in text.readings
        for word in occurrences(row.words, plain)
    )


def _texts(row: NotExaminedRow, transaction: Transaction) -> Iterator[TextOfUse]:
    yield from texts_of_use(transaction, ())
    if row.circumstance in _OF_GOODS:
        parties = transaction.parties or ()
        yield from (text_of_party(text) for party in parties for text in (party.name, party.address))


_OF_GOODS: Final = ("free_zone",)
"""Circumstances of where goods go: names and addresses say so, too."""
_DENIED: Final = re.compile(
    r"(?<!if )(?<!falls )(?<!wenn )(?<!sofern )(?<!si )(?<!\w)"
    r"(?:no|not|without|never|neither|nor|kein\w*|nicht|ohne|pas|sans|aucune?|outside|ausserhalb|hors|non|sin|sem|senza|bez)"
    r"(?: (?:for|in|at|a|an|the|be|to|any|zum|zur|einer|einem|der|dem|die|den|zu|de|d|une?|la|le|en|una|um|uma))*[ ']$"
)


def circumstance_in_words(rows: tuple[NotExaminedRow, ...], points: Mapping[str, object]) -> Message:
    """The question which of both is right."""
    text = N_(
        "words of the end use, of a name or of an address point to {points}, and the opposite is stated: state as it is {fields}, or"
        " confirm under answers, as false, that the words mean something else: {answers}"
    )
    fields = tuple(dict.fromkeys(f"circumstances.{row.circumstance}" for row in rows))
    return Message("release.circumstance_in_words", text, {**points, "fields": fields})
