"""Where a name is that of a street, a house, or a quarter that is called after it: by the words beside it, numbers and postcodes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dualuse.free_text.namesakes_file import alternatives, namesakes_file


def is_called_after(text: str, start: int, end: int, country: str | None) -> bool:
    """Whether the words for a body of forces are the name of a street, or of a quarter or building that has kept it."""
    return (
        is_street(text, start, end, country)
        or _kept_before().search(text, max(0, start - _LONGEST_KEPT), start) is not None
        or _quarter_behind().match(text, end) is not None
    )


_LONGEST_KEPT: Final = 20
"""Letters that are looked at for words before such a name."""


@lru_cache(maxsize=1)
def _kept_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(namesakes_file()['bodies']['before'])})$")


@lru_cache(maxsize=1)
def _quarter_behind() -> re.Pattern[str]:
    return re.compile(rf"[ -](?:{alternatives(namesakes_file()['bodies']['behind'])})(?!\w)")


LOOKED_AT: Final = 120
"""Letters before a name, and behind it, that are looked at: no phrase is longer, and a text with many names stays quick to read."""


def ends_before(pattern: re.Pattern[str], text: str, start: int) -> bool:
    """Whether a pattern, which ends in ``$``, ends right before a place in a text."""
    return pattern.search(text, max(0, start - LOOKED_AT), start) is not None


def is_street(text: str, start: int, end: int, country: str | None) -> bool:
    """Whether the words at ``start`` to ``end`` are the name of a street."""
    return _street_behind(country).match(text, end) is not None or _is_behind_a_street(
        text, start, end, country
    )


@lru_cache(maxsize=300)
def _street_behind(country: str | None) -> re.Pattern[str]:
    streets = namesakes_file()["streets"]
    plain = alternatives((*streets["behind"], *streets["behind_in"].get(country or "", ())))
    numbered = alternatives(streets["behind_with_a_number"])
    return re.compile(rf"[ -](?:(?:{plain})(?!\w)|(?:{numbered})\b\.?(?= *(?:$|,|;|\d)))")


def _is_behind_a_street(text: str, start: int, end: int, country: str | None) -> bool:
    streets = namesakes_file()["streets"]
    name = text[start:end]
    if text.endswith(tuple(streets["before"]), 0, start):
        return True
    if ends_before(_AT_A_NUMBER, text, start) and _behind_a_number().match(text, end):
        return True
    if country is None:
        return False
    if name.endswith(tuple(streets["adjectives"])) and (
        _HOUSE_BEHIND.match(text, end)
        or (ends_before(_TOWN_BEFORE, text, start) and _HOUSE_AT_THE_END.match(text, end))
    ):
        return True
    if ends_before(_part_begins_with(tuple(streets["before_in"].get(country, ()))), text, start):
        return _NUMBER_BEHIND.match(text, end) is not None
    person = namesakes_file()["streets_of_a_person"].get(name)
    return (
        bool(person) and country in person["countries"] and text.endswith(tuple(person["before"]), 0, start)
    )


_AT_A_NUMBER: Final = re.compile(r"(?<!\w)\d{1,4}[a-z]?,? $")
_HOUSE_BEHIND: Final = re.compile(
    r",? ?\d{1,4}[a-zа-я]?, (?!off|apart|flat|build|floor|room|suite|korp|stroen|корп|строен|офис)[^\W\d_]{4,}"
)
"""The number of a house, and behind it the town in which it stands."""
_TOWN_BEFORE: Final = re.compile(r"[^\W\d_]{4,}, $")
_HOUSE_AT_THE_END: Final = re.compile(r",? ?\d{1,4}[a-zа-я]?(?= ?$)")
"""The town may stand first: ``Astana, Rossiyskaya 4``."""
_NUMBER_BEHIND: Final = re.compile(r" \d{1,3}[a-z]?, (?:ch-|sm-)?\d{4,5} [a-z]")


@lru_cache(maxsize=1)
def _behind_a_number() -> re.Pattern[str]:
    return re.compile(rf" (?:{alternatives(namesakes_file()['streets']['behind_a_number'])})(?= ?(?:$|[,;]))")


@lru_cache(maxsize=8)
def _part_begins_with(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[,;] ?)(?:{alternatives(words)})$" if words else "(?!)")


def is_a_house(country: str, text: str, start: int, end: int) -> bool:
    """Whether a house or a part of a town at ``start`` to ``end`` begins a part of an address that ends in a postcode of the country."""
    return ends_before(_PART_BEGINS, text, start) and _house(country).match(text, end) is not None


_PART_BEGINS: Final = re.compile(r"(?:^|[,;] ?)$")


@lru_cache(maxsize=8)
def _house(country: str) -> re.Pattern[str]:
    houses = namesakes_file()["houses"]
    postcode = houses["postcodes"].get(country)
    if postcode is None:
        return re.compile("(?!)")
    return re.compile(
        rf" (?:{alternatives(houses['words'])}),[\w ,.'&/-]{{0,80}}?(?<!\w)(?:{postcode})(?!\w)"
    )
