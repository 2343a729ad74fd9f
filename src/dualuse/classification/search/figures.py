"""Figures of a text: numbers with their units, as words that meet the same figure only, however it is written.

A number or a unit by itself says nothing of what a thing is ("100 mm" is a lens, a wafer and a pump), so neither is ever a
word of a text. Together they are one: ``0.1 m`` meets ``100 mm``. This finds lines; what a parameter is worth is read by the
sheets (:mod:`dualuse.classification.sheets.quantities`), exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml

SIGN: Final = "≙"
"""Begins a figure among the words of a text: no word begins so."""
_SPACE: Final = "[ \u00a0\u202f\u2009]"
_POWER: Final = re.compile(r"(?:\^|\*\*)?(-?[23]|[²³])$")
_GROUPS: Final = re.compile(rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+$")
_HAS_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = 3
"""Digits in which two figures must be alike: one may have been turned from another unit."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, and where it stands. ``words``: as words of an index; several where it can be read in two ways."""

    start: int
    end: int
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[str, float]]:
    data = read_toml(data_file("classification/search/figures.toml"))
    units = {name: (kind, factor) for name, (kind, factor) in (data["prefixed"] | data["plain"]).items()}
    for name, (kind, factor) in data["prefixed"].items():
        for prefix, power in data["prefixes"].items():
            units.setdefault(prefix + name, (kind, factor * power))
    return units


@lru_cache(maxsize=1)
def _in_small_letters() -> dict[str, tuple[str, float]]:
    """Units as careless sheets write them ("GHZ", "mhz"): by small letters, the likelier one of two that differ in case only."""
    units: dict[str, tuple[str, float]] = {}
    for name, unit in _units().items():
        small = name.lower()
        if small not in units or name == small:
            units[small] = unit
    for name in ("MHz", "GHz", "MW", "MPa", "Mbit", "MB", "MSPS", "MeV", "GPa"):
        units[name.lower()] = _units()[name]
    return units


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    atoms = "|".join(re.escape(name) for name in sorted(_units(), key=len, reverse=True))
    unit = rf"(?:{atoms})(?:(?:\^|\*\*)?-?[23]|[²³])?(?!\w)"
    quotient = rf"{unit}(?:(?:{_SPACE}?[/]{_SPACE}?|{_SPACE}per{_SPACE}){unit})?"
    number = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?![\d])|\d+(?:[.,]\d+)*"
    power = r"(?:[eE](?P<exponent>[+-]?\d{1,2})|\s?[x×·*]\s?10(?:\^|\*\*)?(?P<raised>[+\-−]?\d{1,2}))?"
    return re.compile(rf"(?<![\w.,])(?P<number>{number}){power}\+?[\s-]?(?P<unit>{quotient})", re.IGNORECASE)


def is_unit(word: str) -> bool:
    """Whether a word by itself is a unit of measure, as written ("mm", "GHz")."""
    return word in _units() or word.lower() in _in_small_letters()


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text, in their order."""
    if not _HAS_DIGIT.search(text):  # most lines of the list; the pattern below takes its time
        return
    for match in _pattern().finditer(text):
        kind, factor = _unit(match["unit"])
        raised = (match["exponent"] or match["raised"] or "0").replace("−", "-")
        words = tuple(
            dict.fromkeys(
                f"{SIGN}{value * 10.0 ** int(raised) * factor:.{_DIGITS}g} {kind}"
                for value in _values(match["number"])
            )
        )
        yield Figure(match.start(), match.end(), words)


def quantity_of(word: str) -> str:
    """What a figure, as a word of an index, is a figure of ("voltage")."""
    return word.partition(" ")[2]


def _unit(text: str) -> tuple[str, float]:
    """Kind and size of a unit, a power or a quotient of two."""
    kinds: list[str] = []
    factor = 1.0
    for place, part in enumerate(
        re.split(rf"{_SPACE}?/{_SPACE}?|{_SPACE}per{_SPACE}", text, flags=re.IGNORECASE)
    ):
        raised = _POWER.search(part)
        power = int(raised[1].translate({178: "2", 179: "3"})) if raised else 1
        name = part[: raised.start()] if raised else part
        kind, size = _units().get(name) or _in_small_letters()[name.lower()]
        kinds.append(kind if power == 1 else f"{kind}^{power}")
        factor *= size ** (power if place == 0 else -power)
    return "/".join(kinds), factor


def _values(number: str) -> tuple[float, ...]:
    """What a number may be: "3.500" is both 3.5 and 3500, as long as it only leads to lines."""
    if _GROUPS.match(number):
        return (float(re.sub(r"\D", "", number)),)
    marks = re.findall("[.,]", number)
    whole = float(re.sub("[.,]", "", number))
    if not marks:
        return (whole,)
    if len(set(marks)) == len(marks) == 1:
        decimal = float(number.replace(",", "."))
        head, _, tail = re.split("([.,])", number)
        return (decimal, whole) if len(tail) == 3 and len(head) <= 3 and head != "0" else (decimal,)
    if len(set(marks)) == 1:
        return (whole,)
    last = max(number.rfind("."), number.rfind(","))
    return (float(re.sub("[.,]", "", number[:last]) + "." + number[last + 1 :]),)
