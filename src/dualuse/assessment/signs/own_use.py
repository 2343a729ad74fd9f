"""What an end use says that the end user does with goods: that they stay with somebody, its words must say.

A use is told where the text says of what: what is made, mended, taught or measured, or that it is for something of the end user's own. A making word or
the name of a place alone ("production", "office") tells none, nor does one beside words of trade, clients or partners, or of unmanned aircraft, for which
Russia looks for such goods.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.signs.going_on import going_on
from dualuse.assessment.signs.texts_of_use import TextOfUse
from dualuse.assessment.signs.untold_use import tells_no_use
from dualuse.free_text.country_names import countries_in
from dualuse.free_text.patterns import occurrences, words_in
from dualuse.free_text.readings import readings
from dualuse.law.measures.not_executed import words_called
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True)
class OwnUse:
    """What an end use says of what goods do with the end user: that it ``makes`` or mends something with them, or ``uses`` them in another way."""

    makes: bool = False
    uses: bool = False


NO_OWN_USE: Final = OwnUse()


@lru_cache(maxsize=4096)
@legal_derivation(
    "Regulation (EU) No 833/2014, Arts 12g and 12gb", "Regulation (EC) No 765/2006, Arts 8g and 8ga"
)
def own_use(end_use: str | None, item: str = "") -> OwnUse:
    """What an end use says of a use of the end user's own; nothing where it says that goods go on, or of trade.

    Args:
        end_use: the text.
        item: what the item is called: its name alone ("microcontrollers for production") tells nothing that is made.
    """
    if not end_use or tells_no_use(end_use):
        return NO_OWN_USE
    text = TextOfUse("end_use", end_use, "end_use")
    if next(going_on(text, None, date.max), None) is not None:
        return NO_OWN_USE
    if any(_has(text, "trade", plain) or _flies_alone(text, plain) for plain in text.readings):
        return NO_OWN_USE
    plain = text.readings[0]
    objects = _objects(plain, frozenset(stem for name in readings(item) for stem in _stems(name)))
    makes = _has(text, "making use", plain) and objects > 0
    has_another = objects > 1 or (objects > 0 and _says_whose(plain))
    keeps = has_another and _is_for_something_own(plain)
    return OwnUse(makes=makes or keeps, uses=makes or keeps or (has_another and _has(text, "own use", plain)))


def _has(text: TextOfUse, name: str, plain: str) -> bool:
    """Whether a word of a list stands in a reading that is not denied."""
    return any(
        not text.denies(plain, word.start(), word.end()) for word in words_in(words_called(name), plain)
    )


def _flies_alone(text: TextOfUse, plain: str) -> bool:
    """Whether it speaks of unmanned aircraft, whatever they are for: those of farms are made of the same parts."""
    return any(
        not text.denies(plain, word.start(), word.end())
        for word in occurrences(words_called("unmanned aircraft"), plain)
    )


# Of what a use is.


def _objects(plain: str, item: frozenset[str]) -> int:
    """How many words say of what a use is: all but those that tell none, the item's own name, and the town, unless it is that of something own."""
    whose = _says_whose(plain)
    places = () if whose else ((named.start, named.end) for named in countries_in(plain))
    empty = (*_spans(_words_of_no_object(), plain), *places)
    own = next(words_in(words_called("own things"), plain), None) is not None
    return own + sum(_weight(word, empty, item) for word in _WORD.finditer(plain))


@lru_cache(maxsize=1)
def _words_of_no_object() -> tuple[str, ...]:
    """Words that say nothing of what is made; of joined words ("Spielzeugproduktion") the first part says it."""
    making = (word for word in words_called("making use") if not word.startswith("*"))
    return tuple(dict.fromkeys((*making, *words_called("no object"), *words_called("of its own"))))


def _spans(words: tuple[str, ...], plain: str) -> Iterator[tuple[int, int]]:
    return ((word.start(), word.end()) for word in words_in(words, plain))


def _weight(word: re.Match[str], empty: Iterable[tuple[int, int]], item: frozenset[str]) -> int:
    """For how many words one counts: in scripts without blanks for as many as what is left of it may hold."""
    start, end = word.span()
    if (unspaced := _UNSPACED.search(word[0])) is not None:
        rest = sum(not any(begin <= at < stop for begin, stop in empty) for at in range(start, end))
        return rest // (_LETTERS_OF_HANGUL if _HANGUL.match(unspaced[0]) else _LETTERS_OF_HAN)
    is_empty = any(begin <= start < stop for begin, stop in empty)
    return int(not is_empty and len(word[0]) >= _FEWEST_LETTERS and _stem(word[0]) not in item)


def _stems(name: str) -> Iterator[str]:
    return (_stem(word) for word in _WORD.findall(name))


def _stem(word: str) -> str:
    return word[:_LETTERS_OF_A_STEM]


_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS: Final = 3
_LETTERS_OF_A_STEM: Final = 5
_UNSPACED: Final = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")
_HANGUL: Final = re.compile("[\u1100-\u11ff]")
_LETTERS_OF_HAN: Final = 2
_LETTERS_OF_HANGUL: Final = 5
"""Letters of a short word; the syllables of Korean are taken apart here."""


# Whose it is.


def _says_whose(plain: str) -> bool:
    return next(words_in(words_called("of its own"), plain), None) is not None


def _is_for_something_own(plain: str) -> bool:
    """Whether a place or thing that tells a use is the end user's own: ``our own bus fleet``, ``at our brewery``; not a mere plant or workshop."""
    empty = tuple(_spans(_words_of_no_object(), plain))
    things = tuple(
        start
        for start, _ in _spans(words_called("own use"), plain)
        if not any(begin <= start < stop for begin, stop in empty)
    )
    return any(
        _CLOSE.fullmatch(plain[end:start]) is not None
        for _, end in _spans(words_called("of its own"), plain)
        for start in things
        if start >= end
    )


_CLOSE: Final = re.compile(r"\w{0,3}\W(?:\w+\W){0,2}")
