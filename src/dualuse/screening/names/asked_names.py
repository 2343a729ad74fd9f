"""The names within a name as it was stated: whoever is named "care of", "formerly" or after a slash is screened too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Final, Literal
from urllib.parse import unquote

from dualuse.screening.names.vocabulary import is_given_name, legal_forms, placeholders
from dualuse.screening.names.word_rarity import carries_name, tells
from dualuse.screening.names.words import INVISIBLE, words_of
from dualuse.sources.countries import country

_BETWEEN: Final = re.compile(
    r"\s*(?:[;|]|\s/\s|\b(?:c/o|care of|formerly(?: known as)?|previously|f/k/a|fka|a/k/a|aka|also known as|d/b/a|dba|"
    r"trading as|t/a|ehemals|vormals|fr[üu]her|z\.\s?hd\.|anciennement|ex-)\b\.?)\s*",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"[(\[（【]([^()\[\]（）【】]{3,})[)\]）】]")
_MOST: Final = 6
_WRITTEN_OUT: Final = re.compile(r"&#?\w{2,8};|%[0-9A-Fa-f]{2}")
_WITHIN: Final = re.compile(r"(?<=[a-zа-яα-ω])(?=[A-ZА-ЯΑ-Ω][a-zа-яα-ω])")
"""Where a capital follows a small letter within a word."""
_LETTERS: Final = re.compile("[a-z]+")
_READ: Final = re.compile(
    "[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0370-\u058f\u10a0-\u10ff\u1f00-\u1fff\uff21-\uff5a]{2}"
)
"""Two letters of Latin, Greek, Cyrillic, Armenian or Georgian. Korean names are found in Korean letters, foreign ones not."""
_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")


def names_in(text: str) -> tuple[str, ...]:
    """The name as it stands, and the names in it, six at most; empty where nobody is named.

    ``Acme Ltd c/o Quillon Bank`` gives itself, ``Acme Ltd`` and ``Quillon Bank``.
    """
    if not is_comparable(text):
        return ()
    others = _other_readings(text)
    inner = _BRACKETS.findall(text)
    outer = _BRACKETS.sub(" ", text) if inner else text
    parts = [part.strip(" ,.-") for whole in (outer, *inner) for part in _BETWEEN.split(whole)]
    names = dict.fromkeys([text, *others, *(part for part in parts if part != text and _is_name(part))])
    return tuple(names)[:_MOST]


def _other_readings(text: str) -> list[str]:
    """The text as it reads where a program has changed it: signs written as ``&#97;`` or ``%20``, an invisible sign or nothing at all
    between words (``RamzanKadyrov``)."""
    plain = unquote(unescape(text)) if _WRITTEN_OUT.search(text) else text
    apart = INVISIBLE.sub(" ", plain)
    glued = _WITHIN.sub(" ", apart) if " " not in apart.strip() else apart
    own = words_of(text)
    return [reading for reading in dict.fromkeys((plain, apart, glued)) if words_of(reading) not in ((), own)]


def is_placeholder(text: str) -> bool:
    """Whether the text stands where nobody is named: ``n/a``, ``same as purchaser``."""
    return words_of(text) in placeholders() or tuple(_LETTERS.findall(text.lower())) in placeholders()


def is_comparable(text: str) -> bool:
    """Whether the text names anybody: a legal form alone, a dash or ``unknown`` is compared with nothing."""
    words = words_of(text)
    if not words or is_placeholder(text) or not carries_name(words):
        return False
    return not all((word,) in legal_forms().get(word, {}) for word in words)


def _is_name(part: str) -> bool:
    """Whether a part of a name is a name: a country in brackets is where a firm is, not its name."""
    return is_comparable(part) and sum(letter.isalpha() for letter in part) >= 3 and not country(part).code


Uncompared = Literal["", "no_name", "no_word", "given_name", "letters"]
"""Why nothing was found of a party does not mean that it is clear: nobody is named; titles, legal forms and particles alone
are no name; a given name alone is half of one; names in these letters alone are mostly not found (docs/screening.md)."""


def uncompared(names: Sequence[str], kind: str) -> Uncompared:
    """Why the names of a party of whom nothing was found are not clear; "" where they are."""
    named = [name for name in names if words_of(name) and not is_placeholder(name)]
    if not named:
        return "no_name"
    comparable = [name for name in named if is_comparable(name)]
    if not comparable:
        return "no_word"
    if all(_hardly_read(name, kind) for name in comparable):
        return "letters"
    if kind in ("person", "unknown") and all(_is_given_name_alone(words_of(name)) for name in comparable):
        return "given_name"
    return ""


def _is_given_name_alone(words: tuple[str, ...]) -> bool:
    telling = [word for word in words if tells(word)]
    return len(telling) == 1 and is_given_name(telling[0])


def _hardly_read(name: str, kind: str) -> bool:
    """Letters of which so few names of such parties are found that finding none says nothing."""
    return not _READ.search(name) and not (kind == "person" and _ARABIC.search(name))
