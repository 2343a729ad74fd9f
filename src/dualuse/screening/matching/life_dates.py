"""Dates of birth as exact as they are known: year, month or day, or a span of years.

A date is one number, ``year * 10000 + month * 100 + day``, 0 for what is not known; a span gives one number per year.
"""

from __future__ import annotations

import re
from typing import Final

_ISO: Final = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_LONGEST_SPAN: Final = 30


def date_code(value: str, until: str = "") -> list[int]:
    """The numbers of a date, or of each year of a span; empty where the text is no date."""
    first = _ISO.match(value)
    if first is None:
        return []
    last = _ISO.match(until)
    if last is not None and int(last[1]) > int(first[1]):
        years = range(int(first[1]), min(int(last[1]), int(first[1]) + _LONGEST_SPAN) + 1)
        return [year * 10000 for year in years]
    return [int(first[1]) * 10000 + int(first[2] or 0) * 100 + int(first[3] or 0)]


def dates_speak(ours: list[int], theirs: list[int]) -> int:
    """What two parties' dates say: 2 the same day or month, 1 the same year, 0 nothing known, -1 a year apart, -2 others.

    The best pair counts: a list that gives several dates does not know which is right. Two dates of one year say that it is
    the same year, whatever their days: lists exchange day and month, and guess days.
    """
    best = -3
    for our in ours:
        for their in theirs:
            best = max(best, _pair(our, their))
    return 0 if best == -3 else best


def _pair(our: int, their: int) -> int:
    year, other_year = our // 10000, their // 10000
    rest, other_rest = our % 10000, their % 10000
    if year == other_year:
        if rest == other_rest and rest % 100:
            return 2
        if not rest % 100 or not other_rest % 100:
            return 1
        return 1
    return -1 if abs(year - other_year) == 1 else -2
