"""Dates as lists write them in words, to partial dates; nothing is guessed that the text does not say."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import Final

from dualuse.sources.lists.listed_party import PartialDate

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CIRCA: Final = re.compile(
    r"\b(?:circa|approximately|approx|about|around|c|ca|estimated|between|possibly|probably|"
    r"presumed|presumably)\b\.?:?|^~\s*",
    re.IGNORECASE,
)
_EXACT_WORDS: Final = re.compile(r"\b(?:on|in|year|born|dob|the)\b[.:]?\s*", re.IGNORECASE)
_RANGE: Final = re.compile(
    r"\s+(?:to|and|until)\s+|(?<=\d{4})\s*[-–—/]\s*(?=\d{4}\b)|\s+[-–—]\s+", re.IGNORECASE
)
_SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?(?:T[\d:.+Z-]*)?",
        r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})",
        r"(?P<m>\d{1,2})[./](?P<y>\d{4})",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?[ -](?P<name>[a-z]{3,9})\.?,?[ -](?P<y>\d{4})",
        r"(?P<name>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
        r"(?P<name>[a-z]{3,9})\.?,? (?P<y>\d{4})",
    )
)


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """``1962``, ``1962-09`` or ``1962-09-03``; "" where there is no such date.

    Years before 1800 are those of another calendar here (``1343``), not of Christian reckoning: "" too.
    """
    if not 1800 <= year <= 2999 or not 0 <= month <= 12 or (day and not month):
        return ""
    if not month:
        return f"{year:04d}"
    if not day:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else ""


def _one(text: str) -> str:
    for shape in _SHAPES:
        found = shape.fullmatch(text)
        if found:
            parts = found.groupdict()
            name = parts.get("name")
            month = _MONTHS.get(name.lower(), -1) if name else int(parts.get("m") or 0)
            return iso(int(parts["y"]), month, int(parts.get("d") or 0)) if month >= 0 else ""
    return ""


@lru_cache(maxsize=50_000)
def partial_date(text: str) -> PartialDate | None:
    """The date of ``text``: ISO, ``28.2.2011`` (day first), ``12 Mar 1965``, ``circa 1962``, ``1955 to 1957``.

    Returns None where the text is no date that is understood; alternatives are for :func:`partial_dates`.
    """
    written = re.sub(r"(?<=\d)\. (?=\d)", ".", " ".join(text.split())).strip(" .,;")
    if len(written) > 80:
        return None
    bare = _CIRCA.sub(" ", written)
    circa = bare != written
    between = re.match(r"(?i)(?:approximately |circa )?between\b", written) is not None
    bare = " ".join(_EXACT_WORDS.sub("", bare.replace("()", "")).split()).strip(" .,;()")
    whole = _one(bare)
    if whole:
        return PartialDate(whole, circa=circa)
    ends = _RANGE.split(bare)
    if len(ends) != 2:
        return None
    first, last = _one(ends[0].strip(" .,")), _one(ends[1].strip(" .,"))
    if not first or not last or first > last:
        return None
    plain_circa = circa and not (between and _CIRCA.sub("", written, count=1) == _CIRCA.sub("", written))
    return PartialDate(first, until=last, circa=plain_circa)


_ALTERNATIVES: Final = re.compile(
    r"\s*(?:[,;]|\bor\b|/(?=\s?\d+\.))\s*|[\s,;]*\(?\b[a-z]{1,3}\)\s*", re.IGNORECASE
)


@lru_cache(maxsize=50_000)
def partial_dates(text: str) -> tuple[PartialDate, ...]:
    """Every date of ``text``: one, or alternatives (``(a) 1958, (b) 1.1.1959``, ``1963 or 1964``).

    Empty where any part of it is not understood, so that no half of a statement stands for the whole.
    """
    whole = partial_date(text)
    if whole or len(text) > 300:
        return (whole,) if whole else ()
    parts = [part.strip(" ()") for part in _ALTERNATIVES.split(text) if part.strip(" .()")]
    found = tuple(partial_date(part) for part in parts)
    return tuple(each for each in found if each) if len(parts) > 1 and all(found) else ()


def iso_date(text: str) -> str:
    """A day (or month, or year) that a list prints as a date of its own, such as a listing date; "" if none."""
    found = partial_date(text)
    return found.value if found and not found.until else ""
