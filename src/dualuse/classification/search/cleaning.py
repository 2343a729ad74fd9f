"""What is in a text and cannot be seen: marks where a word may be broken, signs that steer a terminal, half of a direction."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_STEERING: Final = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)")
_KEPT: Final = frozenset("\n\t\r")


def visible(text: str) -> str:
    """``text`` without what cannot be seen, so that "spy\\u00adware", pasted out of a PDF, is the word that was printed.

    Line ends and tabs stay; half characters, which no output can hold, go too.
    """
    if text.isprintable():
        return text
    steered = _STEERING.sub("", text) if "\x1b" in text else text
    return "".join(
        character
        for character in steered
        if character in _KEPT or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
