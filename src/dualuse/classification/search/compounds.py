"""Joined words in which a name of trade stands: a "Hafniumdraht" is hafnium, a "Triggerfunkenstrecke" a spark gap, a "Kohlefaserangelrute" a fishing rod.

German, Dutch, Swedish and Danish write a name and what is said of it as one word. The last part is the thing: where it is a name of trade, or says only in what shape, or as what part,
the first comes (``compounds.toml``), or is not known here, the word is read as the name alone; where it is an everyday thing, it is that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dualuse.classification.search.glosses import glosses, plain_letters
from dualuse.classification.search.trade_names import (
    everyday_vocabulary,
    everyday_words,
    names_of_one_word,
    uses,
    vocabulary,
)
from dualuse.classification.search.words import LINKS, words_of
from dualuse.data_folders import data_file
from dualuse.inputs.data_files import TEXT, Each, Table, read_toml

_SHORTEST_NAME: Final = 6
"""Letters of a name within a word: shorter ones are met by chance ("radar", "laser"), or stand before everyday things."""
_LONG_NAME: Final = 8
"""Letters of a name that is no chance before what is not known."""
_LONGEST_CHANCE: Final = 12
"""Letters of a name that is no chance behind what is not known: "Fingerabdrucksensor" is no pressure sensor."""
_SHORTEST_REST: Final = 3
_ENDINGS: Final = ("", "en", "er", "e", "n", "s", "es", "r", "et", "erne", "ar", "or")
_TABLE: Final = Table(
    {name: Each(TEXT) for name in ("forms", "ordinary", "activities", "principles", "machines")}, {}
)


@lru_cache(maxsize=16_384)
def name_within(word: str) -> str:
    """The name of trade that a joined word is read as.

    Args:
        word: in small letters.

    Returns:
        "" where it is no joined word with one, is itself a name of trade or of everyday goods, or is an everyday thing by its last part.
    """
    if len(word) < _SHORTEST_NAME + _SHORTEST_REST or not word.isalpha():
        return ""
    if any(base in names_of_one_word() or base in everyday_words() for base in _without_endings(word)):
        return ""
    if _is_machine_by_principle(word):
        return ""
    return _as_last_part(word) or _as_first_part(word)


def _is_machine_by_principle(word: str) -> bool:
    """Whether a word names a machine behind what says how it works: "Kreiselpumpe", "Kreiselpumpenaggregat"."""
    machines = tuple(form for word_ in _table()["machines"] for form in (word_, plain_letters(word_)))
    return any(
        word.startswith(first) and word.removeprefix(first).startswith(machines)
        for first in _table()["principles"]
    )


def _as_last_part(word: str) -> str:
    """The longest name that the word ends with, behind a word that is known, or whatever it is where the name is long."""
    names = _names()
    for base in _without_endings(word):
        for start in range(_SHORTEST_REST, len(base) - _SHORTEST_NAME + 1):
            name = base[start:]
            if name in names and (len(name) >= _LONGEST_CHANCE or _is_known(base[:start])):
                return name
    return ""


def _as_first_part(word: str) -> str:
    """The longest name that the word begins with, before what is no everyday thing."""
    splits = [
        (name, word[end:])
        for end in range(len(word) - _SHORTEST_REST, _SHORTEST_NAME - 1, -1)
        for part in _without_links(word[:end])
        if (name := _names_first().get(part))
    ]
    if not splits or any(word[:end] in everyday_words() for end in range(len(splits[0][0]), len(word))):
        return ""  # "Laserdruckerpapier"
    longest = len(splits[0][0])
    if any(_is_another_thing(word[:end], longest) for end in range(longest + 1, len(word) + 1)):
        return ""  # "Kreiselpumpenaggregat"
    if shaped := next((name for name, rest in splits if _ends_with(rest, _table()["forms"])), ""):
        return shaped
    name = splits[0][0]
    is_ordinary = any(_ends_with(rest, _ordinary()) for _, rest in splits)
    return name if len(name) >= _LONG_NAME and not is_ordinary else ""


@lru_cache(maxsize=4096)
def _is_another_thing(word: str, longest: int) -> bool:
    """Whether German has a word of its own of more than ``longest`` letters for a thing that has no name of trade in English: a "Kreiselpumpe" is no gyro."""
    english = (glosses()["de"].whole(base) for base in _without_endings(word) if len(base) > longest)
    meant = next(filter(None, english), "")
    return bool(meant) and not uses(tuple(words_of(meant)), ("en",))


def _is_known(part: str) -> bool:
    """Whether German has a word, as far as it is known here."""
    words = glosses()["de"]
    return any(name in words or name in _german() for name in _without_links(part))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The names of goods that count within a word."""
    goods = names_of_one_word() - _table()["activities"]
    return frozenset(name for name in goods if len(name) >= _SHORTEST_NAME)


@lru_cache(maxsize=1)
def _names_first() -> dict[str, str]:
    """The names by what they are where they come first: an "e" at their end is left out there ("Heißisostatpressanlage")."""
    shorter = {name[:-1]: name for name in _names() if name.endswith("e") and len(name) > _LONG_NAME}
    return {**shorter, **{name: name for name in _names()}}


@lru_cache(maxsize=1)
def _german() -> frozenset[str]:
    return everyday_vocabulary("de").union(vocabulary("de"))


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    data = read_toml(data_file("classification/search/compounds.toml"))
    _TABLE.check(data, "classification/search/compounds.toml")
    return {name: frozenset(words) for name, words in data.items()}


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    """The last words of everyday goods that are no shape or part of anything."""
    return (everyday_words() | _table()["ordinary"]) - _table()["forms"]


def _ends_with(word: str, parts: frozenset[str]) -> bool:
    """Whether a word, without its ending, is or ends with one of the parts."""
    return any(
        base[start:] in parts
        for base in _without_endings(word)
        for start in range(len(base) - _SHORTEST_REST + 1)
    )


def _without_endings(word: str) -> Iterator[str]:
    return (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))


def _without_links(part: str) -> Iterator[str]:
    return (part.removesuffix(link) for link in LINKS if part.endswith(link))
