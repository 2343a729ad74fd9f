"""Where a text names countries, in many languages, and towns that tell one.

A name is a run of words: the longest one counts (``South Sudan`` is not Sudan), and what bears the name of a place and is none
counts for nothing (``Manila envelope``). A last word may stand in a case (``do Pákistánu``). Chinese, Japanese and Korean names count
wherever they stand; in Arabic and Hebrew "in", "to" and "the" may be written onto them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dualuse.free_text.namesakes import region_behind
from dualuse.i18n.places import OTHER_NAMES, names_everywhere
from dualuse.inputs.accents import without_accents_once
from dualuse.inputs.data_files import TEXT, AnyTable, Each, Table, read_checked


@dataclass(frozen=True, slots=True)
class NamedCountry:
    """Where a text names a place, and the codes that the name may stand for."""

    start: int
    end: int
    codes: frozenset[str]


_Words = tuple[str, ...]
_NOWHERE: Final[frozenset[str]] = frozenset()
_WORD: Final = re.compile(r"[^\W_]+")
_UNSPACED: Final = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")
_SEMITIC: Final = re.compile("[\u0590-\u06ff]")
_WRITTEN_ONTO: Final = re.compile("(?=[\u0600-\u06ff])[وف]?(?:لل|[بلك]?(?:ال)?)|[ושמהכלב]{0,3}")
_FILE: Final = Table(
    {"towns": AnyTable(Each(TEXT, least=1)), "no_places": Table({"names": Each(TEXT, least=1)}, {})}, {}
)
_NO_WORDS: Final = frozenset({"eau", "e.a.u.", "vae", "macedonia"})
"""Other names that are common words (``eau``), or of a part of another country."""


@lru_cache(maxsize=4096)
def countries_in(plain: str) -> tuple[NamedCountry, ...]:
    """The places that a text without accents names, from left to right; the same text is asked for by each rule that looks for a place."""
    return tuple(_countries_in(plain))


def _countries_in(plain: str) -> Iterator[NamedCountry]:
    """The places, each with the codes that what stands beside its name leaves of those that it may stand for."""
    named = tuple(_named_in(plain))
    for number, place in enumerate(named):
        if len(place.codes) > 1:
            beside = (*named[number + 1 : number + 2], *named[:number][-1:])
            left = (place.codes & other.codes for other in beside if _stand_together(place, other, plain))
            codes = next(filter(None, left), None) or _coded_behind(place, plain) or place.codes
            yield NamedCountry(place.start, place.end, codes)
        else:
            yield place


def _stand_together(place: NamedCountry, other: NamedCountry, plain: str) -> bool:
    """Whether nothing but what joins a town and its country stands between the names of both."""
    between = plain[min(place.end, other.end) : max(place.start, other.start)]
    return _JOINING.fullmatch(between) is not None


def _coded_behind(place: NamedCountry, plain: str) -> frozenset[str]:
    """The country of the place whose code stands right behind its name, at the end of a part: ``tripoli, ly``."""
    code = _CODE_BEHIND.match(plain, place.end)
    return place.codes & {code["code"].upper()} if code else _NOWHERE


_JOINING: Final = re.compile(r" ?[,(/–-]? ?(?:(?:in|en|im|au|w|v|in der) )?")
_CODE_BEHIND: Final = re.compile(r" ?[,(/-]? ?(?P<code>[a-z]{2})(?= ?(?:$|[,;.)/\n]))")


def _named_in(plain: str) -> Iterator[NamedCountry]:
    names = _names()
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(plain)]
    position, region_ends = 0, 0
    while position < len(words):
        length, codes = _longest(names.by_first, words, position)
        start, end = words[position][1], words[position + max(length, 1) - 1][2]
        if codes and start >= region_ends:
            country, letters = region_behind(plain[start:end], plain[end:], codes)
            region_ends = end + letters
            yield NamedCountry(start, end, frozenset({country}) if country else codes)
        position += max(length, 1)
    if _UNSPACED.search(plain):
        for match in _unspaced().finditer(plain):
            yield NamedCountry(match.start(), match.end(), names.codes[(match[0],)])


def _longest(
    by_first: dict[str, tuple[_Words, ...]], words: list[tuple[str, int, int]], position: int
) -> tuple[int, frozenset[str]]:
    """How many words the longest name has that begins there, and its codes; one that is spelt so comes before one in a case."""
    best: tuple[int, bool, _Words] = (0, False, ())
    for first in _first_forms(words[position][0]):
        for name in by_first.get(first[:_KEY], ()):
            spelt = (first, *(word for word, _, _ in words[position + 1 : position + len(name)]))
            if (len(name), spelt == name) > best[:2] and _is_spelt(name, spelt):
                best = (len(name), spelt == name, name)
    return best[0], _names().codes[best[2]] if best[2] else _NOWHERE


def _is_spelt(name: _Words, spelt: _Words) -> bool:
    return len(name) == len(spelt) and all(
        word == part or _is_a_case_of(part, word) for part, word in zip(name, spelt, strict=True)
    )


_KEY: Final = 3
"""Letters of a first word by which names are looked up: a case leaves them as they are."""
_SHORTEST_STEM: Final = 5
_LATIN_ENDINGS: Final = re.compile(
    "[aeiouys]?|i[eisu]|j[aeiu]|ij[aeiu]|em|om|ou|aan|iin|issa|ista|ille|ssa|sta|lle|a?ban?|ben?|a?[bn]ol|a?n[ae]k|a?r[ae]|isse|sse"
    "|i?st|le|ow|ach|ami|[ao]s|ai|[ou]?je"
)
_OTHER_ENDINGS: Final = re.compile(
    "[аеиоуыюяі]?|[оеи][им]|[ое]ю|і[июя]|ы[им]|[ая][хм]|[ая]ми|[ое]в|г[ае]|д[ае]н?|[ςνυ]|[αηου]ς?|ου"
)
_VOWELS: Final = frozenset("aeiouyаеиоуыэюяіьηαοςυω")


@lru_cache(maxsize=16384)
def _is_a_case_of(name: str, word: str) -> bool:
    """Whether the word is the name in another case, in one of the languages that decline names."""
    stem = name[:-1] if name[-1:] in _VOWELS else name
    if len(stem) < _SHORTEST_STEM or not word.startswith(stem):
        return False
    endings = _LATIN_ENDINGS if stem.isascii() else _OTHER_ENDINGS
    return endings.fullmatch(word, len(stem)) is not None


def _first_forms(word: str) -> Iterable[str]:
    if not _SEMITIC.match(word):
        return (word,)
    onto = _WRITTEN_ONTO.match(word)
    longest = onto.end() if onto else 0
    return dict.fromkeys(word[cut:] for cut in range(longest + 1))


@dataclass(frozen=True, slots=True)
class _Names:
    """``codes``: of each name, as words; ``by_first``: the names by how their first word begins."""

    codes: dict[_Words, frozenset[str]]
    by_first: dict[str, tuple[_Words, ...]]


@lru_cache(maxsize=1)
def _names() -> _Names:
    codes: dict[_Words, frozenset[str]] = {}
    for code, name in _every_name():
        words = _words_of(name)
        codes[words] = codes.get(words, _NOWHERE) | {code}
        # The article is written onto a name in Arabic, and left away behind what is written onto it instead.
        if words[0].startswith(_ARABIC_ARTICLE):
            bare = (words[0].removeprefix(_ARABIC_ARTICLE), *words[1:])
            codes[bare] = codes.get(bare, _NOWHERE) | {code}
    for name in _files()["no_places"]["names"]:
        codes[_words_of(name)] = _NOWHERE
    by_first: dict[str, list[_Words]] = {}
    for words in codes:
        by_first.setdefault(words[0][:_KEY], []).append(words)
    return _Names(
        codes, {first: tuple(sorted(names, key=len, reverse=True)) for first, names in by_first.items()}
    )


@lru_cache(maxsize=1)
def _unspaced() -> re.Pattern[str]:
    """The names in scripts without blanks."""
    names = sorted((words[0] for words in _names().codes if _UNSPACED.match(words[0])), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


_ARABIC_ARTICLE: Final = "ال"


def _words_of(name: str) -> _Words:
    return tuple(_WORD.findall(without_accents_once(name)))


def _every_name() -> Iterator[tuple[str, str]]:
    for code, names in names_everywhere().items():
        yield from ((code, name) for name in names)
    for code, names in OTHER_NAMES.items():
        yield from ((code, name) for name in names if name not in _NO_WORDS)
    for code, towns in _files()["towns"].items():
        yield from ((code, town) for town in towns)


@lru_cache(maxsize=1)
def _files() -> dict[str, Any]:
    return read_checked("free_text/towns.toml", _FILE)
