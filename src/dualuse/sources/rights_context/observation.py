"""One value of an index for a country and a year, and where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula."""


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
