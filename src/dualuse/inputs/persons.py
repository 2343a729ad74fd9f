"""Who answers for something: a name that a person can read."""

from __future__ import annotations

import unicodedata
from typing import Final

_FILLERS: Final = "\u115f\u1160\u3164\uffa0"
"""Letters of Hangul that show nothing."""


def named(person: str) -> str:
    """The name without blanks around it; "" where it holds no letter that one can see: nobody stands behind it then.

    Bytes that are no text stay: who reads the name refuses them by what they are.
    """
    seen = any(
        unicodedata.category(sign) == "Cs" or (unicodedata.category(sign)[0] == "L" and sign not in _FILLERS)
        for sign in person
    )
    return person.strip() if seen else ""
