"""Russian names as French and German papers write them, in the letters of English ones: ``Setchine``, ``Tschemesow``.

Lists of the Union have most names in English letters. A name that bears a sign of another spelling is asked in these as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from dualuse.screening.names.words import LONGEST_NAME

_FRENCH: Final = re.compile(
    r"tch|gu[eiyï]|aï|eï|\w{3,}(?:off|eff|ieff)\b|\w*(?:ou|dj|kh)\w*(?:ine|ov|ova|ev|eva)\b|\w{2,}ski[iï]\b",
    re.IGNORECASE,
)
"""A sign that French writes a name by ear."""
_GERMAN: Final = re.compile(
    r"tsch|\w{2,}(?:[^aeiou]ow|jew|ijew|ewa|owa)\b|\w*s(?:erg|andr|x)ej\b", re.IGNORECASE
)
"""The same of German."""
_NO_WORD: Final = re.compile(rf"\w{{{LONGEST_NAME // 2},}}")
"""Letters in a row that are no word: the signs look at each word from each of its letters, which takes the third power of its length. A name
with such a row is never called clear (:func:`~dualuse.screening.names.asked_names.is_read_whole`)."""
_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(sought), instead) for sought, instead in pairs)


_FROM_FRENCH: Final = _rules(
    (r"chtch|schtsch", "shch"),
    (r"(?<!t)ch", "sh"),
    (r"tch", "ch"),
    (r"gu(?=[eiy])", "g"),
    (r"ou", "u"),
    (r"dj", "dzh"),
    (r"(?<=[a-z]{2})ine\b", "in"),
    (r"(?<=[a-z]{2})i?eff\b", "ev"),
    (r"(?<=[a-z]{2})off\b", "ov"),
    (r"ss", "s"),
    (r"iy\b|ii\b", "y"),
    (r"ei\b", "ey"),
)
_FROM_GERMAN: Final = _rules(
    (r"schtsch", "shch"),
    (r"tsch", "ch"),
    (r"sch", "sh"),
    (r"w", "v"),
    (r"(?<=[a-z])j(?=ev\b)", "y"),
    (r"j", "y"),
    (r"(?<=[aeiou])s(?=[aeiou])", "z"),
)


def in_english_letters(text: str) -> Iterator[str]:
    """A name with a sign of French or German spelling as English writes it; nothing without one."""
    words = _NO_WORD.sub("", text)
    for sign, rules in ((_FRENCH, _FROM_FRENCH), (_GERMAN, _FROM_GERMAN)):
        if not sign.search(words):
            continue
        plain = "".join(
            letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
        ).lower()
        for sought, instead in rules:
            plain = sought.sub(instead, plain)
        if plain != text.lower():
            yield plain
