"""Numbers and days as people write them. What can be read in two ways is read in neither, unless something
settles it.

``4.200`` is four thousand two hundred to a German and 4.2 to an Irishman; ``48.000,00`` is the same to both.
The mark before decimals is settled by the locale that is stated, or by another cell of the column that can be
read in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dualuse.schema.tables.word_tables import plain_word, word_table

_MARKS: Final = {".": ",", ",": "."}
"""The marks before decimals, each with the one that then stands between thousands."""
_BLANKS: Final = " \u00a0\u202f'\u2019"
"""What else stands between thousands, whatever the mark before decimals."""
_AS_THOUSANDS: Final = re.compile(r"([1-9][0-9]{0,2}\.[0-9]{3})")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text can be read as: one value, two where nothing settles it, none where it is no such thing.

    ``shows``: the way of writing that the text shows, where it can be read in one way alone; "" where in
    every way.
    """

    values: tuple[str, ...] = ()
    shows: str = ""


def _patterns(decimal: str) -> re.Pattern[str]:
    thousands = re.escape(_MARKS[decimal] + _BLANKS)
    fraction = f"(?:{re.escape(decimal)}([0-9]+))?"
    return re.compile(
        rf"(?:([0-9]+)|([1-9][0-9]{{0,2}}(?:([{thousands}])[0-9]{{3}})(?:\3[0-9]{{3}})*)){fraction}"
    )


_WRITTEN: Final = {decimal: _patterns(decimal) for decimal in _MARKS}


def _number(text: str, decimal: str) -> str | None:
    """The number with a point, where ``text`` is one with this mark before its decimals."""
    match = _WRITTEN[decimal].fullmatch(text)
    if match is None or (not text.isascii() and any(sign.isdigit() and not sign.isascii() for sign in text)):
        return None
    whole = match[1] or re.sub("[^0-9]", "", match[2])
    return f"{whole}.{match[4]}" if match[4] else whole


def read_number(text: str, decimal: str = "") -> Reading:
    """What a text is as a number, with the mark before decimals that is stated, or without.

    The values are digits with a point, never with three decimals that could be taken for thousands.
    """
    text = text.strip()
    marks = (decimal,) if decimal else tuple(_MARKS)
    readings = {mark: number for mark in marks if (number := _number(text, mark)) is not None}
    values = tuple(dict.fromkeys(plain_number(number) for number in readings.values()))
    return Reading(values, next(iter(readings)) if len(readings) == 1 and not decimal else "")


_THREE_BEHIND: Final = re.compile(r"[0-9.,\u00a0\u202f'\u2019 ]*[.,][0-9]{3}")
THREE_IN_DOUBT: Final = "?"
"""Behind the mark before decimals that a column shows: its cells have marks between thousands, too, and two decimals, as amounts of money do."""
OTHERS_DIFFER: Final = "!"
"""Behind the mark before decimals that a column shows: another column of the file shows the other mark, and one of them is by another hand."""
_OF_MONEY: Final = frozenset((2,))


@dataclass(slots=True)
class NumbersSeen:
    """What the numbers of a column show, by those that can be read in one way alone: ``ways``, their marks before decimals; ``has_both``: one
    has a mark between thousands, too; ``decimals``: how many they have."""

    ways: set[str] = field(default_factory=set)
    has_both: bool = False
    decimals: set[int] = field(default_factory=set)

    def look_at(self, text: str) -> None:
        """Count a cell."""
        mark = read_number(text).shows
        self.ways.add(mark)
        if mark and mark in text:
            self.has_both |= _MARKS[mark] in text
            self.decimals.add(len(text.strip().rpartition(mark)[2]))

    def way(self) -> str:
        """The mark before decimals, with :data:`THREE_IN_DOUBT` behind it where that is so; "" where the cells settle none."""
        mark = settled(self.ways)
        return f"{mark}{THREE_IN_DOUBT}" if mark and self.has_both and self.decimals == _OF_MONEY else mark


def with_others(ways: Mapping[str, str]) -> dict[str, str]:
    """The ways of the columns of a file, each with :data:`OTHERS_DIFFER` where they contradict each other."""
    marks = {way[0] for way in ways.values() if way}
    return {name: f"{way[0]}{OTHERS_DIFFER}" if way and len(marks) > 1 else way for name, way in ways.items()}


def read_by_column(text: str, way: str) -> Reading:
    """What a text is as a number in a column whose cells show it in this ``way`` (:meth:`NumbersSeen.way`).

    ``2,000`` beside ``48.000,00`` is two thousand by another hand, or two: it is read in neither way.
    """
    reading = read_number(text)
    if len(reading.values) < 2 or not way or way.endswith(OTHERS_DIFFER):
        return reading
    mark, has_three = way[0], _THREE_BEHIND.fullmatch(text.strip()) is not None
    is_in_doubt = way.endswith(THREE_IN_DOUBT) and has_three and mark in text
    return reading if is_in_doubt else read_number(text, mark)


def plain_number(number: str) -> str:
    """A number as text with a decimal point that cannot be mistaken for a thousands separator."""
    return f"{number}0" if _AS_THOUSANDS.fullmatch(number) else number


def has_fraction(number: str) -> bool:
    """Whether a number with a point is not whole."""
    return number.partition(".")[2].strip("0") != ""


_SURE_DAYS: Final = (
    re.compile(r"(?P<y>[0-9]{4})(?P<mark>[-/.])(?P<m>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})"),
    re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
)
_IN_WORDS: Final = (
    re.compile(
        r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th|er)?[\s.-]*(?P<word>[^\W\d_]{3,})\.?,?[\s-]*(?P<y>[0-9]{4})"
    ),
    re.compile(r"(?P<word>[^\W\d_]{3,})\.?\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{4})"),
)
"""Days whose month is a word: "20. August 2026", "20-AUG-2026", "August 20, 2026", "1er août 2026"."""
_WITH_POINTS: Final = _SURE_DAYS[1]
POINTS_IN_DOUBT: Final = "points_in_doubt"
"""What a column shows whose days with points contradict each other: neither order."""
_TIME: Final = re.compile(
    r"(?<=[0-9])[ T](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?[ap]\.?m\.?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$",
    re.IGNORECASE,
)
"""A time behind a day, as Odoo and SAP export it; the day counts as it is written."""
_SLASHED: Final = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")


def read_day(text: str, order: str = "", *, points_in_doubt: bool = False) -> Reading:
    """What a text is as a day, with the order of day and month that is stated (``dmy``, ``mdy``), or without.

    The values are written ``2026-11-20``. A year of two digits is no year. ``points_in_doubt``: points are no sign that the day stands
    first, since another cell of the column shows the month there.
    """
    text = _TIME.sub("", text.strip())
    for form in _SURE_DAYS:
        if (match := form.fullmatch(text)) and not (points_in_doubt and form is _WITH_POINTS):
            return Reading(_days([(match["y"], match["m"], match["d"])]))
    for form in _IN_WORDS:
        if (match := form.fullmatch(text)) and (month := word_table("months").get(plain_word(match["word"]))):
            return Reading(_days([(match["y"], month, match["d"])]))
    match = _SLASHED.fullmatch(text.replace(".", "/") if points_in_doubt else text)
    if match is None:
        return Reading()
    first, _, second, year = match.groups()
    readings = {
        name: days[0]
        for name, parts in (("dmy", (year, second, first)), ("mdy", (year, first, second)))
        if (not order or name == order) and (days := _days([parts]))
    }
    return Reading(
        tuple(dict.fromkeys(readings.values())),
        next(iter(readings)) if len(readings) == 1 and not order else "",
    )


def is_month_first(text: str) -> bool:
    """Whether a text is a day with points that can be one with the month first alone: ``11.20.2026``."""
    is_none = not read_day(text).values and _WITH_POINTS.fullmatch(_TIME.sub("", text.strip())) is not None
    return is_none and bool(read_day(text, "mdy", points_in_doubt=True).values)


def _days(parts: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    days: list[str] = []
    for year, month, day in parts:
        try:
            days.append(date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return tuple(days)


def settled(shown: Iterable[str]) -> str:
    """The way of writing that cells of a column show; "" where none does, or they contradict each other."""
    ways = {way for way in shown if way}
    return ways.pop() if len(ways) == 1 else ""


@dataclass(slots=True)
class DaysSeen:
    """The days of a column that are written with a slash or dash, as far as they tell the order of day and month.

    ``may_be``: distinct ones that can be read in two ways; ``shows``: those that can be read in one, by that order. ``has_points``: a
    day stands beside them with points, which is written day first; ``points_in_doubt``: one with points has the month first.
    """

    may_be: set[tuple[str, ...]] = field(default_factory=set)
    shows: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    has_points: bool = False
    points_in_doubt: bool = False

    def look_at(self, text: str) -> None:
        """Count a cell."""
        reading = read_day(text)
        if len(reading.values) > 1:
            self.may_be.add(reading.values)
        elif reading.shows:
            self.shows.setdefault(reading.shows, set()).add(reading.values)
        elif _WITH_POINTS.fullmatch(_TIME.sub("", text.strip())):
            self.has_points = True
            self.points_in_doubt |= is_month_first(text)

    def order(self) -> str:
        """The order that the cells show (``dmy``, ``mdy``); "" where they contradict each other, or too few of them show it.

        :data:`POINTS_IN_DOUBT` where a day with points has the month first, against what such days mean.

        A slip shows the order that the column has not: "02/14/2026" among a dozen days that may be either. In three of five days the
        day is more than twelve, so that of a column in one order those that show it are hardly ever fewer than one in four.
        """
        if self.points_in_doubt:
            return POINTS_IN_DOUBT
        if len(self.shows) != 1:
            return ""
        ((order, showing),) = self.shows.items()
        if order == "mdy" and self.has_points:
            return ""
        return order if len(showing) * _LEAST_SHARE >= len(showing) + len(self.may_be) else ""


_LEAST_SHARE: Final = 4
"""One in as many days of a column shows its order."""
