"""End uses that say of goods no more than that they are kept or sold: ``Stock``, ``Vertrieb``, ``for sale by our dealers``.

Who keeps or sells goods does not use them, so that nothing is said of the place where they finally go, which is what an authorisation is for. A text that
says anything else (a use, a place, that they are sold where they go, that they are spare parts for something of the end user's own) is none of these.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dualuse.assessment.signs.texts_of_use import TextOfUse
from dualuse.free_text.patterns import words_in
from dualuse.free_text.readings import readings
from dualuse.law.measures.not_executed import words_called


def tells_trade_alone(text: TextOfUse, plain: str, goods: str) -> bool:
    """Whether a reading of an end use has a word of keeping or selling that it does not deny, and beside it only words that tell no use.

    Args:
        text: the text.
        plain: one of its readings.
        goods: what the items are called: "sale of signal analysers" tells no more than "sale".
    """
    return (
        text.role == "end_use"
        and any(
            not text.denies(plain, start, end) and not is_stock_of_its_own(plain, start, end)
            for start, end in _spans("kept for sale", plain)
        )
        and _SOLD_HERE.search(plain) is None
        and _OF_A_NETWORK.search(plain) is None
        and _TO_THE_USER.search(plain) is None
        and not _tells_more(plain, goods)
    )


def is_stock_of_its_own(plain: str, start: int, end: int) -> bool:
    """Whether a word of stock is of parts for something of the end user's own, and nothing behind it is of trade: ``stock for its own machines``."""
    if _STOCK.search(plain, start, end) is None:
        return False
    behind = plain[end : _CLAUSE.match(plain, end).end()]  # type: ignore[union-attr]  # it matches nothing at all, too
    return bool(_spans("of its own", behind)) and not _spans("trade", behind)


_STOCK: Final = re.compile(r"stock|lager|vorrat|existencias|magaz[iy]n|stok(?!\w)|voorraad")
_CLAUSE: Final = re.compile(r"[^.,;:!?]*")


@lru_cache(maxsize=4096)
def _tells_more(plain: str, goods: str) -> bool:
    """Whether a word is left that is neither of trade nor of the goods, nor one that tells no use; numbers and words of two letters tell nothing."""
    empty = tuple(span for name in _EMPTY for span in _spans(name, plain))
    of_goods = frozenset(
        word[:_LETTERS_OF_A_STEM] for name in readings(goods) for word in _WORD.findall(name)
    )
    unspaced = 0
    for word in _WORD.finditer(plain):
        if _UNSPACED.search(word[0]):
            unspaced += sum(not _is_within(at, empty) for at in range(*word.span()))
        elif (
            len(word[0]) >= _FEWEST_LETTERS
            and not _is_within(word.start(), empty)
            and word[0][:_LETTERS_OF_A_STEM] not in of_goods
            and _KIND_OF_GOODS.fullmatch(word[0]) is None
        ):
            return True
    return unspaced > _MOST_LETTERS_LEFT


@lru_cache(maxsize=4096)
def _spans(name: str, plain: str) -> tuple[tuple[int, int], ...]:
    return tuple(word.span() for word in words_in(words_called(name), plain))


def _is_within(at: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(begin <= at < stop for begin, stop in spans)


_EMPTY: Final = ("kept for sale", "trade", "no object")
_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS: Final = 3
_LETTERS_OF_A_STEM: Final = 5
_UNSPACED: Final = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")
_MOST_LETTERS_LEFT: Final = 2
"""Letters of little words in scripts without blanks."""
_KIND_OF_GOODS: Final = re.compile(
    r"\w{3,}(?:gera(?:e)?te?n?|teilen?|maschinen?|technik|elektronik|komponenten?|instrumente?n?|systemen?|apparate?n?|zubehor)"
)
"""German words for a kind of goods, which tell no use of them: ``Messgeräte``."""
_SOLD_HERE: Final = re.compile(
    r"(?<!\w)(?:local\w*|domestic\w*|national|nationwide|inland\w*|vor ort|lokal\w*|hiesig\w*|locaux|nationale?s?|interieur\w*|interno|interna|nazional\w*"
    r"|nacional\w*|interior|binnenland\w*|krajow\w*|yurt ?ici|yerel)(?!\w)"
)
"""Says that goods are sold where they go."""
_OF_A_NETWORK: Final = re.compile(r"distribu\w*.*(?<!\w)ele[kct]+tri\w*|(?<!\w)ele[kct]+tri\w*.*distribu\w*")
"""Electricity that is distributed is used, not sold on."""
_TO_THE_USER: Final = re.compile(
    r"(?<!\w)(?:sale|verkauf|vente|venta|vendita|venda|verkoop) (?:to|an|a|au|al|aan)(?: (?:the|den|die|das|our|unseren?|l|le|la|notre|il|de|het|el|o))?['\u2019 ]"
    r"(?:end[ -]?|final )?(?:customer|user|client|kunden|kunde|endkunden|endverwender|anwender|utilisateur final|client final|usuario final|cliente(?: final)?|klant|eindgebruiker)(?!\w)"
)
"""The exporter's own sale, to who is stated to use the goods."""
