"""Lines whose code exists and that do not come out controlled: every one has a category that explains it."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final

from dualuse.law.territories import member_states
from examples.granted_licences.judging import Line

#: Since when a State that joined the Union during the years of the records, or later, is a Member State.
ACCESSIONS: Final = {
    **dict.fromkeys(("CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"), date(2004, 5, 1)),
    **dict.fromkeys(("BG", "RO"), date(2007, 1, 1)),
    "HR": date(2013, 7, 1),
}


class Category(Enum):
    """Title and explanation."""

    SWISS = (
        "Swiss licences for what is the Union",
        "From Switzerland this was an export, and it would be one today. Posed from Germany (from Austria, where it goes "
        "to Germany), it stays in the Union.",
    )
    JOINED = (
        "A third country then, a Member State today",
        "The licence was granted before the State joined the Union.",
    )
    THROUGH = (
        "To the Union, by way of a third country",
        "The record names a place in the Union as final destination and a third country on the way. The leg to that "
        "country may be an export of its own, which a destination in the Union does not show.",
    )
    HOME = (
        "To the Netherlands itself",
        "As posed it does not leave the Member State. The record does not say why a licence was needed. All these "
        "lines are of 2015; the authority seems to have entered destinations in another way that year.",
    )
    PART = (
        "In the Union then and now; Annex IV takes a part of what the code names",
        "Art. 11(1) asks for an authorisation for a transfer of what Annex IV lists. The code is wider than that part, "
        "so the answer is open, as it must be: the narrower fact is asked for.",
    )
    OTHER = (
        "In the Union then and now; not in Annex IV",
        "The record does not say why a licence was needed. Goods that go on to a third country can need one "
        "(Art. 11(2)), and so can goods on a national list; neither is in the record.",
    )
    DOUBT = ("Outside the Union", "Not explained: a doubt about the program.")

    @property
    def title(self) -> str:
        return self.value[0]

    @property
    def explanation(self) -> str:
        return self.value[1]


def category_of(line: Line) -> Category:
    """Why a line whose code exists does not come out controlled."""
    reading, answer = line.reading, line.answer
    if reading is None or answer is None or not line.inside_union:
        return Category.DOUBT
    if line.raw.origin == "CH":
        return Category.SWISS
    if reading.day < ACCESSIONS.get(reading.destination, date.min):
        return Category.JOINED
    if reading.via and reading.via not in member_states():
        return Category.THROUGH
    if reading.destination == "NL":
        return Category.HOME
    return Category.PART if answer.low != answer.high else Category.OTHER
