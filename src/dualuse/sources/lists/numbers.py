"""A number as a list prints it, apart from the words around it: an exact key must not hold "SSN" or "(expired)"."""

from __future__ import annotations

import re
from typing import Final

_NOTED: Final = re.compile(r"(\S[^()]*\d[^()]*?)\s*\(([^()]+)\)")
_LABELLED: Final = re.compile(
    r"((?:[^\d:()]*\b)?(?:number|no|nr|card|id|ssn|tin|inn|ogrn|passport)\b\.?|[^\d:()]+:):?\s*(\S*\d\S*(?: \S*\d\S*)*)",
    re.IGNORECASE,
)
_LONGEST: Final = 200
"""Characters: what is longer is no number, and would take these expressions long."""


def apart(printed: str) -> tuple[str, str, str]:
    """The number, the label before it and the note in brackets behind it: ``SSN 1-2 (expired)``.

    Only where the label is one of a document or ends in a colon, so that no letters that belong to a number are
    taken from it; else the whole is the number.
    """
    text = " ".join(printed.split())
    note = label = ""
    if len(text) > _LONGEST:
        return text, label, note
    noted = _NOTED.fullmatch(text)
    if noted and len(noted[2]) > 2:
        text, note = noted[1], noted[2]
    labelled = _LABELLED.fullmatch(text)
    if labelled:
        label, text = labelled[1].strip(" :"), labelled[2]
    return text, label, note
