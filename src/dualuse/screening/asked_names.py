"""The names in a name as it was stated: who is named "care of", "formerly" or behind a stroke is screened too."""

from __future__ import annotations

import re
from typing import Final

from dualuse.screening.naming.vocabulary import legal_forms, placeholders
from dualuse.screening.naming.words import words_of
from dualuse.screening.weights import carries_name
from dualuse.sources.countries import country

_BETWEEN: Final = re.compile(
    r"\s*(?:[;|]|\s/\s|\b(?:c/o|care of|formerly(?: known as)?|previously|f/k/a|fka|a/k/a|aka|also known as|d/b/a|dba|"
    r"trading as|t/a|ehemals|vormals|fr[üu]her|z\.\s?hd\.|anciennement|ex-)\b\.?)\s*",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"[(\[（【]([^()\[\]（）【】]{3,})[)\]）】]")
_MOST: Final = 6


def names_in(text: str) -> tuple[str, ...]:
    """The name as it stands, and the names in it, six at most; empty where nobody is named.

    ``Acme Ltd c/o Quillon Bank`` gives itself, ``Acme Ltd`` and ``Quillon Bank``.
    """
    if not is_comparable(text):
        return ()
    inner = _BRACKETS.findall(text)
    outer = _BRACKETS.sub(" ", text) if inner else text
    parts = [part.strip(" ,.-") for whole in (outer, *inner) for part in _BETWEEN.split(whole)]
    found = dict.fromkeys([text, *(part for part in parts if part != text and _is_name(part))])
    return tuple(found)[:_MOST]


def is_comparable(text: str) -> bool:
    """Whether the text names anybody: a legal form alone, a dash or ``unknown`` is compared with nothing."""
    words = words_of(text)
    if not words or words in placeholders() or not carries_name(words):
        return False
    return not all((word,) in legal_forms().get(word, {}) for word in words)


def _is_name(part: str) -> bool:
    """A country in brackets tells where a firm is; it is no name of it."""
    return is_comparable(part) and sum(letter.isalpha() for letter in part) >= 3 and not country(part).code
