"""Signs that a document cannot show as they are, made visible: ``[U+202E]``.

Overrides of direction could make a name read as another one; control characters and halves of characters are no text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_DIRECTIONS: Final = frozenset(
    "\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_WIDE: Final = frozenset("WF")
_ALLOWED_CONTROLS: Final = "\n\t"


def code_point(sign: str) -> str:
    """``[U+1F600]``."""
    return f"[U+{ord(sign):04X}]"


def latin(text: str) -> bool:
    """Whether all of it is printable and up to U+024F, line ends apart: most texts are, and need no look at each sign."""
    return max(text, default="") < "\u0250" and text.replace("\n", "").isprintable()


def visible(text: str) -> str:
    """``text`` with controls, marks of direction and what is no character shown as code points; line ends become one ``\\n``."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return plain if latin(plain) else "".join(code_point(sign) if _hidden(sign) else sign for sign in plain)


def _hidden(sign: str) -> bool:
    if sign in _DIRECTIONS:
        return True
    kind = unicodedata.category(sign)
    return (
        kind in ("Cs", "Co", "Zl", "Zp") or (kind == "Cc" and sign not in _ALLOWED_CONTROLS) or _is_none(sign)
    )


def _is_none(sign: str) -> bool:
    number = ord(sign)
    return number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF or 0xE0000 <= number <= 0xE0FFF


def clusters(text: str) -> Iterable[str]:
    """Characters with the marks that stand on them."""
    held = ""
    for sign in text:
        if held and (unicodedata.category(sign).startswith("M") or sign in "\u200c\u200d"):
            held += sign
        else:
            if held:
                yield held
            held = sign
    if held:
        yield held


def breakable(text: str, most: int) -> str:
    """``text`` with a place to break a line (U+200B) in every run of more than ``most`` signs that offers none."""
    if latin(text) and re.search(rf"[^\s-]{{{most + 1}}}", text) is None:
        return text
    parts: list[str] = []
    run = 0
    for cluster in clusters(text):
        if cluster[0].isspace() or cluster[0] == "-" or unicodedata.east_asian_width(cluster[0]) in _WIDE:
            run = 0
        else:
            run += 1
            if run > most:
                parts.append("\u200b")
                run = 1
        parts.append(cluster)
    return "".join(parts)


def right_to_left(text: str) -> bool:
    """Whether there is a letter in it that is written from the right."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
