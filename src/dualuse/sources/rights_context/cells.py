"""Cells of files of indices: numbers and years as their publishers write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_NUMBER: Final = re.compile(
    r"[-+\N{MINUS SIGN}]?(?:[0-9]{1,12}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?"
)
_YEAR: Final = re.compile(r"([12][0-9]{3})(?:\.0+)?")


def read_number(text: str, decimal_comma: bool = False) -> Decimal | None:
    """The number of ``95.18``, ``-1.9e-05`` or, with ``decimal_comma``, ``95,18``; None where it is none (``NaN``, ``1,000``)."""
    text = text.strip()
    if decimal_comma and text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    return Decimal(text.replace("\N{MINUS SIGN}", "-")) if _NUMBER.fullmatch(text) else None


def read_year(text: str) -> int | None:
    """The year of ``2024`` or ``2024.0``, or None."""
    match = _YEAR.fullmatch(text.strip())
    return int(match[1]) if match else None
