"""Signs in a name that nobody sees: controls, and marks that turn the direction of writing round.

One canonical form for all who read names, ``screen`` and ``check`` alike: such a sign is shown by its number
(``[U+202E]``), so that a person sees what was done to the name, and whoever compares names reads it both
ways: as it was typed, and as it is displayed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TURNS: Final = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SHOWN: Final = re.compile(r"\[U\+([0-9A-F]{4})\]")
_TURNED: Final = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069]*)[\u202a-\u202e\u2066-\u2069]?")
"""What stands behind a right-to-left override, up to the end or the next mark, and is displayed backwards."""


def canonical_name(text: str) -> str:
    """A name in one line, with single spaces, and with hidden signs shown by their numbers."""
    plain = " ".join(text.split())
    if plain.isprintable():
        return plain
    return "".join(f"[U+{ord(sign):04X}]" if _is_hidden(sign) else sign for sign in plain)


def readings(text: str) -> tuple[str, ...]:
    """A name as it was typed, and as it is displayed where marks of direction turn it round; without the
    signs nobody sees."""
    if "[U+" in text:
        text = _SHOWN.sub(_sign, text)
    if text.isprintable():
        return (text,)
    displayed = _TURNED.sub(lambda match: match[1][::-1], text)
    return tuple(dict.fromkeys(_without_hidden(each) for each in (text, displayed)))


def turned(text: str) -> tuple[str, ...]:
    """The parts of a name that a direction mark reverses, as displayed: they may spell another name."""
    if "[U+" in text:
        text = _SHOWN.sub(_sign, text)
    if text.isprintable():
        return ()
    return tuple(_without_hidden(part[::-1]).strip() for part in _TURNED.findall(text) if part.strip())


def _sign(match: re.Match[str]) -> str:
    sign = chr(int(match[1], 16))
    return sign if _is_hidden(sign) else match[0]


def _is_hidden(sign: str) -> bool:
    return sign in _TURNS or unicodedata.category(sign) == "Cc"


def _without_hidden(text: str) -> str:
    """Controls part words; marks of direction do not."""
    return "".join("" if sign in _TURNS else " " if _is_hidden(sign) else sign for sign in text)
