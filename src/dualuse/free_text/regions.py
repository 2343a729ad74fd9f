"""Where a text names a region of the world: goods that are meant for one may go to any of its places, and no country is named.

Regions, their places and their names in the languages are data (``regions.toml``). A name within that of a country tells no region (``South Africa``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.free_text.country_names import countries_in
from dualuse.free_text.patterns import end_of_word, words_in
from dualuse.inputs.data_files import TEXT, Each, Table, read_checked
from dualuse.law.measures.words.reading import WordList


@dataclass(frozen=True, slots=True)
class Region:
    """A region, and the places in it."""

    name: str
    places: frozenset[str]
    words: WordList


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """Where a text names a region."""

    start: int
    end: int
    region: Region


_REGION: Final = Table({"name": TEXT, "places": Each(TEXT, least=1), "words": Each(TEXT, least=1)}, {})
_FILE: Final = Table({"regions": Each(_REGION, least=1)}, {})


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """All regions, in the order of the file."""
    rows = read_checked("free_text/regions.toml", _FILE)["regions"]
    return tuple(
        Region(row["name"], frozenset(row["places"]), WordList(dict.fromkeys(row["words"]))) for row in rows
    )


@lru_cache(maxsize=1)
def words_of_regions() -> WordList:
    """The names of all regions."""
    return WordList(dict.fromkeys(word for region in regions() for word in region.words))


@lru_cache(maxsize=4096)
def regions_in(plain: str) -> tuple[NamedRegion, ...]:
    """The regions that a text without accents names; the longest of those that begin at the same letter."""
    if next(words_in(words_of_regions(), plain), None) is None:
        return ()
    longest: dict[int, NamedRegion] = {}
    for named in _every_region(plain):
        if named.start not in longest or longest[named.start].end < named.end:
            longest[named.start] = named
    return tuple(longest[start] for start in sorted(longest))


def _every_region(plain: str) -> Iterator[NamedRegion]:
    countries = countries_in(plain)
    for region in regions():
        for word in words_in(region.words, plain):
            end = end_of_word(plain, word.end()) if plain[word.end() - 1].isascii() else word.end()
            if not any(country.start <= word.start() and end <= country.end for country in countries):
                yield NamedRegion(word.start(), end, region)
