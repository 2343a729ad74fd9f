"""Words of Russian in Latin letters, as who writes on another keyboard spells them: ``ядерн* оруж*`` as ``yadern* oruzh*`` or ``jadern* oruzh*``.

Two usages are read: that of English (BGN/PCGN, without marks) and that with j, h and c. A single word is read from six letters on: shorter ones are words of
other languages (``танк*``, ``полк``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_LETTERS: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ENGLISH: Final = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"
_WITH_J: Final = "a b v g d e e zh z i j k l m n o p r s t u f h c ch sh shh - y - e ju ja"
_USAGES: Final = tuple(
    str.maketrans(
        dict(zip(_LETTERS, ("" if sound == "-" else sound for sound in usage.split()), strict=True))
    )
    for usage in (_ENGLISH, _WITH_J)
)
_FEWEST_LETTERS: Final = 6
_OTHER_WORDS: Final = frozenset({"zarina"})
"""A given name."""
ROMANISED: Final = ("weapons of mass destruction", "military use", "onward sale", "unknown buyers")
"""The lists whose words are read so."""


def romanised(words: tuple[str, ...]) -> Iterator[str]:
    """The words of a list in Latin letters, each in both usages."""
    for word in words:
        for usage in _USAGES:
            latin = word.lower().translate(usage)
            if sum(map(str.isalpha, latin)) >= _FEWEST_LETTERS and latin.lstrip("=") not in _OTHER_WORDS:
                yield latin
