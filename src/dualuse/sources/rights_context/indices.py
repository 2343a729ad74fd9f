"""The indices that can be shown beside a destination, whose they are (``indices.toml`` in types), and what one says of a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml


class Texts(dict[str, str]):
    """A text by language; English where a language has none."""

    def __missing__(self, language: str) -> str:
        return self["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes an index, and on what terms. ``republish``: whether the licence lets the values be published again."""

    key: str
    publisher: str
    url: str
    licence: str
    republish: bool
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index: its scale from ``low`` to ``high``, which end is the ``better`` one, and what it measures.

    ``lowest``, ``highest``: how far values of the publisher may go beyond the ends of the scale. ``interval``: per cent, None where
    there is no interval. ``breaks``: years from which on values do not compare with those before. ``categories``: the
    codes of an index without numbers, worst first, with their ``labels``; it has no scale. ``verification``: of what is said of the scale.
    """

    key: str
    source: Source
    name: Texts
    measures: Texts
    low: Decimal | None
    high: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    better: Literal["high", "low"]
    whole: bool
    interval: int | None
    breaks: tuple[int, ...]
    categories: tuple[str, ...]
    labels: Mapping[str, Texts]
    verification: Literal["primary", "secondary", "unverified"]

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies on the scale, as far as the publisher's own values go."""
        if self.lowest is None or self.highest is None or (self.whole and value != value.to_integral_value()):
            return False
        return self.lowest <= value <= self.highest


def _number(row: Mapping[str, Any], *names: str) -> Decimal | None:
    return next((Decimal(row[name]) for name in names if name in row), None)


def _index(key: str, row: Mapping[str, Any], sources: Mapping[str, Source]) -> Index:
    return Index(
        key=key,
        source=sources[row["source"]],
        name=Texts(row["name"]),
        measures=Texts(row["measures"]),
        low=_number(row, "low"),
        high=_number(row, "high"),
        lowest=_number(row, "lowest", "low"),
        highest=_number(row, "highest", "high"),
        better=row["better"],
        whole=row.get("whole", False),
        interval=row.get("interval"),
        breaks=tuple(row.get("breaks", ())),
        categories=tuple(row.get("categories", ())),
        labels={code: Texts(label) for code, label in row.get("labels", {}).items()},
        verification=row["verification"],
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read_toml(data_file("sources/rights_context/indices.toml"))


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """Whose indices are known, by key; the keys are also the names of the formats of files."""
    return {key: Source(key=key, **row) for key, row in _data()["sources"].items()}


@lru_cache(maxsize=1)
def indices() -> dict[str, Index]:
    """The indices that are known, by key, in the order in which they are shown."""
    known = sources()
    return {key: _index(key, row, known) for key, row in _data()["indices"].items()}


# What an index says of a place in a year, and how publishers write numbers and years

_NUMBER: Final = re.compile(
    r"[-+\N{MINUS SIGN}]?(?:[0-9]{1,12}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?"
)
_YEAR: Final = re.compile(r"([12][0-9]{3})(?:\.0+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
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
