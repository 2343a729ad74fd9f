"""One value of an index for a country and a year, where it was read, and how publishers write numbers and years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula."""

_NUMBER: Final = re.compile(
    r"[-+\N{MINUS SIGN}]?(?:[0-9]{1,12}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?"
)
_YEAR: Final = re.compile(r"([12][0-9]{3})(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class Observation:
    """What an index says of a place in a year.

    ``place``: ISO 3166-1 alpha-2. ``value`` on the scale of the index; ``low`` and ``high``: its interval, both or
    neither. ``text``: the code of a category, for an index without numbers. Neither value nor text: the publisher has
    the place in this year, and no data. ``checksum``: SHA-256 of the file it was read from, named ``source_file``.
    """

    index: str
    place: str
    year: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    text: str
    source_file: str
    checksum: str

    @property
    def has_data(self) -> bool:
        """Whether it says anything."""
        return self.value is not None or bool(self.text)

    @property
    def key(self) -> tuple[str, str, int]:
        """What there is one observation of."""
        return self.index, self.place, self.year


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
