"""Where a name of a place is the name of something else: a street, goods, a firm, or a place of the same name in another country.

Only what is sure counts: a street word beside the name, a state or province of the country stated behind it, a longer name that is a
place of its own, a place of the same name whose region the text names too, or words of ``namesakes.toml`` right beside it. Everything
else stays a question. People: ``persons``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.free_text.namesakes_file import alternatives, namesakes_file
from dualuse.free_text.streets import LOOKED_AT, ends_before, is_a_house, is_street
from dualuse.i18n.places import place_names
from dualuse.inputs.accents import without_accents


def is_another(
    text: str, start: int, end: int, country: str | None, codes: frozenset[str] = frozenset()
) -> bool:
    """Whether the name of a place at ``start`` to ``end`` is surely the name of something else.

    Args:
        text: without accents and in lower case (``without_accents``).
        start, end: where the name stands in it.
        country: code of the country that is stated for what the text is about.
        codes: those of the countries that the name may stand for.
    """
    name, behind = text[start:end], text[end:]
    if is_street(text, start, end, country):
        return True
    if _is_other_thing(text, start, end) or _is_only_a_service(text, start, end):
        return True
    places = _places().get(name, ())
    if any(_right_behind(place).match(behind) for place in places) or _is_a_state(text, start, end):
        return True
    if country is None:
        return False
    if _is_in_a_region(country, name, behind, codes) or is_a_house(country, text, start, end):
        return True
    if ends_before(_eaten_before(), text, start) or _eaten_behind().match(behind) is not None:
        return True
    if any(
        place.start() <= start and end <= place.end()
        for longer in namesakes_file()["longer_names"].get(country, ())
        for place in _whole(longer).finditer(text, max(0, start - LOOKED_AT), end + LOOKED_AT)
    ):
        return True
    return any(
        place.country == country and (not place.beside or _names_any(place.beside, text[:start] + behind))
        for place in places
    )


# States and provinces.


def region_behind(name: str, behind: str, codes: frozenset[str]) -> tuple[str, int]:
    """The country whose state or province stands right behind the name of a town, and, of a town that surely lies there, where that ends in ``behind``; "" where none does.

    Args:
        name: of the town, without accents and in lower case, as what stands ``behind`` it.
        behind: what stands behind the name.
        codes: those of the countries that the name may stand for.
    """
    regions = namesakes_file()["regions"]
    country = next((country for country in regions if _is_in_a_region(country, name, behind, codes)), "")
    match = _region(country).match(behind) if country in codes else None
    return country, match.end("region") if match else 0


def _is_in_a_region(country: str, name: str, behind: str, codes: frozenset[str]) -> bool:
    """Whether a state or province of the country stands there, and neither the country of the town nor a part of it, nor the next
    place of a list: ``Haifa, IL``, ``Chennai, TN`` and ``Tbilisi, Georgia`` lie abroad, ``Dubai, New York`` are two."""
    regions = namesakes_file()["regions"].get(country)
    if regions is None or (match := _region(country).match(behind)) is None:
        return False
    region = match["region"].upper()
    if not codes.isdisjoint((region, *regions["also_of"].get(region, ()), *_COUNTRIES.get(region, ()))):
        return False
    towns = regions["towns"].get(_codes_of_regions(country).get(match["region"]))
    return (
        towns is None
        or name in towns
        or country in codes
        or re.match(rf",? {regions['postcode']}(?!\w)", behind[match.end() :]) is not None
    )


def _is_a_state(text: str, start: int, end: int) -> bool:
    """Whether what is called like a country is a state of another one: behind one of its towns, or before a postcode, or the country itself,
    with which the part of the text ends. In a list of places it may be the country: ``Armenia, Georgia, USA``."""
    name, behind = text[start:end], text[end:]
    row = next((row for row in namesakes_file()["states"] if name in row["names"]), None)
    if row is None:
        return False
    if ends_before(re.compile(rf"(?<!\w)(?:{alternatives(row['towns'])}) ?,? $"), text, start):
        return True
    countries = alternatives(row["behind"])
    is_in_a_list = ends_before(_LISTED_BEFORE, text, start)
    return re.match(rf",? {row['postcode']}(?!\w)", behind) is not None or (
        not is_in_a_list and re.match(rf" ?[,(/]? ?(?:{countries})\)?(?= ?(?:$|[.;)\n]))", behind) is not None
    )


_LISTED_BEFORE: Final = re.compile(r"(?:[,;/&]|(?<!\w)(?:and|or|und|oder|et|ou|y|o|e|i|ve|и)) ?$")


@lru_cache(maxsize=8)
def _codes_of_regions(country: str) -> dict[str, str]:
    """The name of each region, without accents, to its code."""
    names = namesakes_file()["regions"][country]["names"]
    return {without_accents(name): code for code, spellings in names.items() for name in spellings}


_COUNTRIES: Final = {"GEORGIA": ("GE",)}
"""Countries that are called like a region."""


@lru_cache(maxsize=8)
def _region(country: str) -> re.Pattern[str]:
    """A state or province of the country right behind the name of a town: by its name, or by its code at the end of a part."""
    regions = namesakes_file()["regions"][country]
    names = alternatives(name for spellings in regions["names"].values() for name in spellings)
    coded = alternatives(regions["names"])
    alone = alternatives(code for code in regions["names"] if code not in regions["needs_a_postcode"])
    bare = alternatives(regions.get("behind_a_blank", ())) or _NEVER
    landscape = alternatives(namesakes_file()["landscape"]["words"])
    at_the_end = r"(?= ?(?:$|[,;)]| usa?(?!\w)| united states| canada| australia))"
    return re.compile(
        rf"(?: (?:{landscape}))?(?: ?, ?| \(?)(?P<region>(?:{names})(?!\w)"
        rf"|(?:{coded})(?=,? {regions['postcode']}(?!\w))|(?:(?<=[,(])|(?<=[,(] ))(?:{alone}){at_the_end}|(?:{bare}){at_the_end})"
    )


# Places of the same name.


@dataclass(frozen=True, slots=True)
class Namesake:
    """A place that has the name of a place looked for, in another country; ``beside``: its region, as addresses name it.

    Without a region it is so well known that the name is its own wherever that country is stated. ``regions``: those that right behind
    the name say which place it is, whatever country is stated.
    """

    country: str
    beside: tuple[str, ...]
    regions: tuple[str, ...]


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[Namesake, ...]]:
    places: dict[str, tuple[Namesake, ...]] = {}
    for row in namesakes_file()["places"]:
        place = Namesake(row["country"], tuple(row.get("beside", ())), tuple(row.get("regions", ())))
        for name in row["names"]:
            places[name] = (*places.get(name, ()), place)
    return places


@lru_cache(maxsize=64)
def _right_behind(namesake: Namesake) -> re.Pattern[str]:
    """What right behind the name of a place says that it is the namesake: a region that only it lies in, or its State with which the
    part of the text ends. A place after a comma that others follow may be the next one on the way."""
    states = (name for name in (*place_names()[namesake.country], *namesake.beside) if len(name) > 2)
    regions = alternatives(namesake.regions) or r"(?!)"
    return re.compile(
        rf" ?[,(/-]? ?(?:{regions})(?!\w)| ?[,(/] ?(?:{alternatives(states)})(?= ?(?:$|[.;)\n]))"
    )


def _names_any(words: Iterable[str], text: str) -> bool:
    return any(_whole(word).search(text) for word in words)


@lru_cache(maxsize=256)
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


# Goods, and firms that only carry or pay.


@lru_cache(maxsize=1)
def _eaten_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(namesakes_file()['eating']['words'])}) ['\"«]?$")


@lru_cache(maxsize=1)
def _eaten_behind() -> re.Pattern[str]:
    return re.compile(rf"['\"»]? (?:{alternatives(namesakes_file()['eating']['words'])})s?(?!\w)")


def _is_other_thing(text: str, start: int, end: int) -> bool:
    left, right = _beside(text[start:end])
    near = max(0, start - LOOKED_AT)
    return left.search(text, near, start) is not None or right.match(text, end) is not None


@lru_cache(maxsize=256)
def _beside(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes a name something else right before it, and right behind it; made where a text has the name."""
    rows = [row for row in namesakes_file()["others"] if name in map(without_accents, row["names"])]
    left, right = (
        _phrases(word for row in rows for word in row.get(side, ())) for side in ("before", "behind")
    )
    return re.compile(rf"(?<!\w)(?:{left})[ -]$"), re.compile(rf"[ -](?:{right})")


def _is_only_a_service(text: str, start: int, end: int) -> bool:
    near, far = max(0, start - LOOKED_AT), end + LOOKED_AT
    return any(
        service.start("firm") <= start and end <= service.end("firm")
        for number in _services_called(text[start:end])
        for service in _service(number).finditer(text, near, far)
    )


@lru_cache(maxsize=256)
def _services_called(word: str) -> tuple[int, ...]:
    """The numbers of the rows that have a firm with the word in its name."""
    rows = enumerate(namesakes_file()["services"])
    return tuple(
        number for number, row in rows if any(word in without_accents(name).split() for name in row["names"])
    )


@lru_cache(maxsize=8)
def _service(number: int) -> re.Pattern[str]:
    """The firms of a row, with what stands before and behind them."""
    row = namesakes_file()["services"][number]
    return re.compile(
        rf"(?<!\w)(?:{_phrases(row['before'])}) ?(?:the )?(?P<firm>{alternatives(row['names'])})"
        r"(?= ?(?:$|[.,;:!?)/]| (?:to|nach|vers|a|hacia|do|naar) ))"
    )


_NEVER: Final = r"(?!)"
_AT_THE_END: Final = r"(?= ?(?:$|[.,;:!?)/]))"


def _phrases(words: Iterable[str]) -> str:
    """Words as they are, beginnings (``*``) and ends of a phrase (``|``); a blank may be a hyphen."""
    return "|".join(map(_phrase, sorted(words, key=len, reverse=True))) or _NEVER


def _phrase(word: str) -> str:
    spelt = "[ -]".join(re.escape(part) for part in re.split("[ -]", without_accents(word).rstrip("*|")))
    behind = {"*": r"\w*", "|": _AT_THE_END}.get(word[-1], r"(?!\w)")
    return spelt + behind
