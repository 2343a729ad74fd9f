"""Customs codes of the Harmonized System of 2017 that its edition of 2022 replaced, as far as they concern goods of the annexes.

From memory of the two editions, not compared (unverified): the table is not complete. A code that stands here is asked for anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

REPLACED: Final = date(2022, 1, 1)
"""First day of the edition of 2022."""

OLDER_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "841931": ("841934",),
    "841932": ("841935",),
    "846210": ("846211", "846219"),
    "846221": ("846222", "846223", "846224", "846225", "846226"),
    "846231": ("846232", "846233"),
    "846241": ("846242",),
    "846291": ("846261", "846262", "846263", "846269"),
    "846299": ("846290",),
    "850740": ("850780",),
    "851410": ("851411", "851419"),
    "851430": ("851431", "851432", "851439"),
    "851712": ("851713", "851714"),
    "851770": ("851771", "851779"),
    "852580": ("852581", "852582", "852583", "852589"),
    "853950": ("853951", "853952"),
    "854140": ("854141", "854142", "854143", "854149"),
    "854150": ("854151", "854159"),
    "854810": ("8549",),
    "854890": ("8548",),
    "8803": ("8807",),
    "902780": ("902781", "902789"),
}


def replaced_by(code: str) -> tuple[str, ...]:
    """The codes of 2022 that took the place of ``code``, of four to ten digits; none where it still stands, as far as known."""
    return next((new for old, new in OLDER_CODES.items() if code.startswith(old)), ())
