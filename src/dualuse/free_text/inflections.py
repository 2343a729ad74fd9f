"""Names in scripts whose words change with the case, or take the word before them up: Cyrillic and Arabic.

A name of a place is written once, as a dictionary has it. In a sentence it stands in a case (``в Екатеринбурге``), as the
adjective made of it (``казанский``), or behind a letter that means "in", "to" or "the" (``بموسكو``). Only the endings of its
own declension count: samarium is not the town of Samara. Texts and names are without accents and in lower case here, which makes
``й`` an ``и`` and ``ё`` an ``е``.
"""

from __future__ import annotations

import re
from typing import Final

CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
ARABIC: Final = re.compile("[\u0600-\u06ff]")

_OF_ADJECTIVES: Final = (
    *(
        "ии",
        "ыи",
        "ого",
        "его",
        "ому",
        "ему",
        "им",
        "ым",
        "ом",
        "ем",
        "ая",
        "яя",
        "ую",
        "юю",
        "ои",
        "еи",
        "ою",
        "ею",
    ),
    *("ое", "ее", "ие", "ые", "их", "ых", "ими", "ыми", "а", "у", "і", "оі", "іи", "ім", "их", "е"),
)
_OF_CONSONANTS: Final = ("", "а", "у", "ом", "ем", "е", "і", "ові", "ы", "и")
_BY_LAST_LETTER: Final = {
    "а": ("а", "ы", "и", "і", "е", "у", "ои", "ою", "о"),
    "я": ("я", "и", "і", "е", "ю", "еи", "ею", "ям"),
    "ь": ("ь", "и", "і", "ью", "я", "ю", "ем", "е"),
    "о": ("о", "а", "у", "ом", "е", "і"),
    "е": ("е", "я", "ю", "ем", "и"),
    "и": ("и", "я", "ю", "ем", "е", "ев", "еи", "ах", "ов", "ам", "ами"),
    "ы": ("ы", "", "ах", "ов", "ам", "ами"),
}
"""By how the name ends in the first case: the endings of the others, in Russian and Ukrainian."""

_ADJECTIVE_OF_IT: Final = r"ь?ск\w*"
_SHORTEST: Final = 4
"""Shorter ones are abbreviations and little words that are never declined (``ДНР``, ``на``)."""


def declined(word: str) -> str:
    """A pattern of a Cyrillic word in its cases, and of the adjective that is made of it."""
    if len(word) < _SHORTEST:
        return re.escape(word)
    if word.endswith(("ии", "ыи", "ая", "ое", "ые")):
        return _with(word[:-2], _OF_ADJECTIVES)
    last = word[-1]
    if last in _BY_LAST_LETTER:
        return _with(word[:-1], _BY_LAST_LETTER[last], _ADJECTIVE_OF_IT)
    endings = (*_OF_CONSONANTS, *_OF_ADJECTIVES) if last == "к" else _OF_CONSONANTS
    return _with(word, endings, _ADJECTIVE_OF_IT)


def _with(stem: str, endings: tuple[str, ...], *others: str) -> str:
    longest_first = sorted(dict.fromkeys(endings), key=len, reverse=True)
    return rf"{re.escape(stem)}(?:{'|'.join((*others, *longest_first))})"


def joined_to_a_particle(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of Arabic names, with "and", "in", "to" or "the" written onto them, and of the Persian adjective."""
    return re.compile(rf"(?<!\w)[وف]?[بلك]?(?:ال)?(?:{'|'.join(map(re.escape, names))})(?:ی|ي|ية)?(?!\w)")
