"""Texts of a transfer within the Union that say that it leaves it: of export, of going on, or of somebody outside the Union as the one it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from dualuse.assessment.control_lists import is_unlisted
from dualuse.assessment.signs.countries import PlaceInText, places_in_text
from dualuse.assessment.signs.texts_of_use import TextOfUse, description_of, texts_of_use
from dualuse.free_text.country_names import countries_in
from dualuse.free_text.evidence import FOR_THERE
from dualuse.free_text.patterns import END_OF_A_PHRASE, end_of_word, words_in
from dualuse.law.measures.signs import LeavesInWords
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation


@legal_derivation("Arts 2(2), 2(3) and 3(1)", "Art. 11(2)", "Art. 11(9)")
def says_that_it_leaves(sign: LeavesInWords, transaction: Transaction, day: date) -> bool:
    """Whether a text has one of the words of the sign, says that it goes on, or names somebody outside the Union for whom it is, and does not deny it.

    A country that a text tells is asked about for itself where an item is, or may be, listed (``countries``): it is not asked about twice.
    """
    is_unlisted_alone = all(is_unlisted(item) is True for item in transaction.items)
    texts = (*map(description_of, transaction.items), *texts_of_use(transaction, transaction.items))
    return any(
        text.tells(sign.words, none_is_known=True)
        or _goes_on(sign.onward, text, day)
        or _is_for_a_firm(sign.firms, text)
        or (
            is_unlisted_alone
            and any(_is_for_somebody_there(text, place) for place in _places_outside(text, transaction, day))
        )
        for text in texts
    )


def _goes_on(words: tuple[str, ...], text: TextOfUse, day: date) -> bool:
    """Whether a text says that it is sent on, and not to a Member State."""
    return any(
        not text.denies(plain, word.start(), word.end()) and not _names_member_state(plain, word.end(), day)
        for plain in text.readings
        for word in words_in(words, plain)
    )


def _names_member_state(plain: str, end: int, day: date) -> bool:
    """Whether the next country that is named close behind is a Member State."""
    behind = (name for name in countries_in(plain) if end <= name.start <= end + _NEAR)
    codes = next((name.codes for name in behind), ())
    return any(UNION.contains(code, day) is True for code in codes)


_NEAR: Final = 60
"""Letters behind a word in which the place stands to which something goes on, and before a place in which it is said how it has to do with it."""


def _is_for_a_firm(firms: tuple[str, ...], text: TextOfUse) -> bool:
    """Whether a text says that it is for a firm abroad; a description may only tell whose goods it fits."""
    if text.tells_of_goods:
        return False
    return any(
        _FOR_A_FIRM.search(plain, max(0, firm.start() - _NEAR), firm.start()) is not None
        and _FIRM_ENDS.match(plain, end_of_word(plain, firm.end())) is not None
        and not text.denies(plain, firm.start(), firm.end())
        for plain in text.readings
        for firm in words_in(firms, plain)
    )


_BUYER: Final = (
    r"\w*(?:customer|client|buyer|user|partner|parent|subsidiary|affiliate|integrator|distributor|kunden?|abnehmer|verwender|mutter|tochter"
    r"|acheteur|utilisateur(?: final)?|filiale|cliente|acquirente)s?"
)
_FOR_A_FIRM: Final = re.compile(
    rf"(?<!\w)(?:for|to|fuer|fur|an|pour|para|per|dla|voor|{_BUYER}(?: is| ist| est| es| e| ?[:=])?)"
    r"(?: (?:the|our|die|der|den|das|la|le|les|el|notre|unsere?n?))? ?$"
)
_FIRM_ENDS: Final = re.compile(
    rf"{END_OF_A_PHRASE}|[ -](?:technolog|co\b|ltd|inc|corp|llc|group|in\b|project|plant|factory|lab|site|headquarter|as (?:customer|client|end)|werk|projekt|usine|projet|zentrale|is\b|who)"
)


def _places_outside(text: TextOfUse, transaction: Transaction, day: date) -> Iterator[PlaceInText]:
    """Where a text tells a place outside the Union, and not one where something was made, or came from."""
    for place in places_in_text(text.readings, transaction.destination, buyers=True):
        if all(UNION.contains(code, day) is False for code in place.codes) and not (
            _FROM_THERE.search(place.plain, max(0, place.start - _NEAR), place.start)
            or text.cites(place.plain, place.start, place.end)
            or text.denies(place.plain, place.start, place.end)
        ):
            yield place


def _is_for_somebody_there(text: TextOfUse, place: PlaceInText) -> bool:
    """Whether somebody there gets it: a buyer by an adjective, or a place to which it goes.

    That a description says for where something is may only tell what it fits (``adapter for the United Kingdom``): there it must be for somebody, or go there.
    """
    if place.is_a_buyer:
        return True
    before = place.plain[: place.start]
    if text.tells_of_goods:
        return _GOES_THERE.search(before) is not None
    return FOR_THERE.search(before) is not None or _THEN_THERE.search(before) is not None


_THEN_THERE: Final = re.compile(
    r"(?<!\w)(?:then|afterwards|later|finally|danach|anschliessend|spater|schliesslich|puis|ensuite|luego|despues|finalmente|poi|infine)(?: \w+){0,2}[ :,]+$"
)
"""Names a place as the next one."""
_FROM_THERE: Final = re.compile(
    r"(?<!\w)(?:from|supplier|supplied by|bought|purchased|imported|sourced|ordered (?:in|from)|came|returned|vendor|manufacturer|maker|von|aus|lieferant\w*|hersteller\w*|gekauft|bezogen|importiert|de chez|fournisseur\w*|fabricant\w*|achete\w*"
    r"|importe\w*|provenance|proveedor\w*|fabricante\w*|comprad[oa]s?|desde|fornitor\w*|produttor\w*|acquistat\w*|da)"
    r"(?>[ :]+[^\s.;:,]+){0,3}[ :]*$"
)
"""Says that something came from there."""
_GOES_THERE: Final = re.compile(
    rf"(?<!\w)(?:{_BUYER}|shipped|shipment|delivery|delivered|destined|bound|destination|goes|sent|geliefert|lieferung|versand|bestimmt|destine\w*|livre\w*|livraison|expedi\w*|entrega\w*|destinad\w*|consegn\w*)"
    r"(?>[ :]+[^\s.;:,]+){0,3}[ :]+$"
)
"""Says that something goes to a place, or to somebody there."""
