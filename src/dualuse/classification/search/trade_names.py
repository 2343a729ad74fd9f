"""What trade calls things: names that lead to codes of Annex I and to the list's own words (``synonyms/*.toml``).

And names of everyday goods, which the Annex seldom lists (``everyday.toml``). Names are matched by their stems, longest
first, so that plurals and cases are found; a name counts only in a text of its language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.classification.search.words import Word, form_words, stemmer, stop_words, words_of
from dualuse.data_folders import data_file, data_files, path_in_package
from dualuse.i18n import LANGUAGES
from dualuse.inputs.data_files import FLAG, TEXT, Each, Table, read_toml

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sense:
    """A thing with many names. ``to``: codes, the likeliest first; ``words``: the list's words for it, in English; ``clear``: even
    a name of one word means it; ``make``: its names are those of makers and families, which mean nothing else."""

    to: tuple[str, ...]
    words: str
    clear: bool = False
    make: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A name met in a text: as the text says it, what it means, and how many words it has. ``modifies``: whether it is only
    the beginning of a compound ("Wälzlagerfett" is grease)."""

    written: str
    sense: Sense
    length: int
    modifies: bool = False


class Names:
    """Names of one language, by the stems of their words, each with a number."""

    def __init__(
        self,
        language: str,
        names: Iterable[tuple[str, int]],
        stem: Callable[[str], str] | None = None,
        *,
        also_short: bool = False,
    ) -> None:
        """``also_short``: as lists of articles write them, too, without the words that carry nothing ("creuset tantale")."""
        self._stem: Final = stem or stemmer(language)
        self._carry_nothing: Final = stop_words(language)
        self._numbers: Final[dict[tuple[str, ...], list[int]]] = {}
        for name, number in names:
            for key in self._keys(name, also_short=also_short):
                numbers = self._numbers.setdefault(key, [])
                if number not in numbers:
                    numbers.append(number)
        self._sets: Final[dict[frozenset[str], list[int]]] = {}
        for key, numbers in self._numbers.items():
            if len(set(key)) > 1:
                self._sets.setdefault(frozenset(key), []).extend(numbers)
        self._by_stem: Final[dict[str, list[frozenset[str]]]] = {}
        for stems in self._sets:
            for part in stems:
                self._by_stem.setdefault(part, []).append(stems)
        self._longest: Final = max((len(key) for key in self._numbers), default=0)
        self._first: Final = frozenset(key[0] for key in self._numbers if key)

    def _keys(self, name: str, *, also_short: bool) -> Iterable[tuple[str, ...]]:
        words = words_of(name)
        yield tuple(self._stem(word.plain) for word in words)
        carrying = [word for word in words if word.plain not in self._carry_nothing]
        if also_short and 1 < len(carrying) < len(words):
            yield tuple(self._stem(word.plain) for word in carrying)

    def met(self, words: Sequence[Word]) -> list[tuple[int, int, int]]:
        """Names in a text: number, first word and the word after the last; longer names hide those inside them."""
        stems = [self._stem(word.plain) for word in words]
        uses: list[tuple[int, int, int]] = []
        start = 0
        while start < len(stems):
            end = start
            if stems[start] in self._first:
                for length in range(min(self._longest, len(stems) - start), 0, -1):
                    numbers = self._numbers.get(tuple(stems[start : start + length]))
                    if length == 1 and words[start].plain in self._carry_nothing:
                        continue  # "in" has the stem of "INS"
                    if numbers:
                        end = start + length
                        uses.extend((number, start, end) for number in numbers)
                        break
            start = max(end, start + 1)
        return uses

    def met_in_any_order(self, words: Sequence[Word]) -> list[tuple[int, int, int]]:
        """Names of several words in a text that was put into English word by word: their words stand close together;
        longer names hide those of their own words."""
        stems = [self._stem(word.plain) for word in words]
        matches: list[tuple[frozenset[str], int, int]] = []
        for start, first in enumerate(stems):
            for name in self._by_stem.get(first, ()):
                end = start + len(name) + (_APART if len(name) > 2 else 0)
                if name <= set(stems[start:end]):
                    last = max(at for at, stem in enumerate(stems[start:end], start) if stem in name)
                    matches.append((name, start, last + 1))
        return [
            (number, start, end)
            for name, start, end in matches
            if not any(name < other and low <= start and end <= high for other, low, high in matches)
            for number in self._sets[name]
        ]


_APART: Final = 2
"""Words that may stand between those of a name of three or more words, in a text put into English word by word."""

_NAMES: Final = dict.fromkeys(LANGUAGES, Each(TEXT))
_OTHERS: Final = "others"
"""The field of names in languages of the Union that texts are not read in: their words are compared as they are, in any order."""
_SENSE: Final = Table(
    {"to": Each(TEXT, least=1), "words": TEXT}, {"clear": FLAG, "make": FLAG, **_NAMES, _OTHERS: Each(TEXT)}
)
_SENSES: Final = Table({"senses": Each(_SENSE)}, {})


@lru_cache(maxsize=1)
def senses() -> tuple[Sense, ...]:
    """All senses, in the order of the files."""
    return tuple(
        Sense(
            tuple(row["to"]),
            row["words"],
            clear=row.get("clear", row.get("make", False)),
            make=row.get("make", False),
        )
        for row in _rows()
    )


@lru_cache(maxsize=1)
def _rows() -> tuple[Mapping[str, Any], ...]:
    rows: list[Mapping[str, Any]] = []
    for path in data_files(data_file("classification/search/synonyms"), "*.toml"):
        data = read_toml(path)
        _SENSES.check(data, path_in_package(path))
        rows += data["senses"]
    return tuple(rows)


@lru_cache(maxsize=1)
def names_written_as_one() -> Mapping[str, str]:
    """English names of two words, by what they are where the blank is left out."""
    pairs = (name.split() for row in _rows() for name in row.get("en", ()))
    return {
        "".join(pair): " ".join(pair)
        for pair in pairs
        if len(pair) == 2 and all(len(word) >= _SHORTEST_OF_TWO and word.isalpha() for word in pair)
    }


_SHORTEST_OF_TWO: Final = 3
"""Letters of each word: shorter ones joined are other words."""


@lru_cache(maxsize=32)
def _sense_names(language: str) -> Names:
    stem = _plainest if language == _OTHERS else stemmer(language)
    return Names(
        language,
        ((name, at) for at, row in enumerate(_rows()) for name in row.get(language, ())),
        stem,
        also_short=True,
    )


_CASE_ENDING: Final = re.compile("(?<=[^\\W\\d]{3})[aeiouys]+$")


@lru_cache(maxsize=50_000)
def _plainest(plain: str) -> str:
    """A word without accents and without the vowels at its end, in which genders, numbers and cases of several languages differ."""
    letters = unicodedata.normalize("NFKD", plain)
    return _CASE_ENDING.sub("", "".join(sign for sign in letters if not unicodedata.combining(sign)))


@lru_cache(maxsize=32)
def _everyday_names(language: str) -> Names:
    rows = enumerate(_everyday_rows())
    ending = _ENDINGS.get(language, _ENDINGS["en"])
    names = ((name, at) for at, row in rows for name in row.get(language, ()))
    return Names(language, names, lambda plain: ending.sub("", plain))


_ENDINGS: Final = {"en": re.compile("e?s$"), "de": re.compile("(e[ns]?|[ns])$"), "fr": re.compile("e?[sx]$")}
"""Endings that names of everyday goods may have: a stem would take coatings for coats, and radiation for radiators."""


@lru_cache(maxsize=32)
def everyday_vocabulary(language: str) -> frozenset[str]:
    """The words of the names of everyday goods."""
    rows = _everyday_rows()
    return frozenset(word.plain for row in rows for name in row.get(language, ()) for word in words_of(name))


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """The names of everyday goods that are one word, in every language."""
    rows = _everyday_rows()
    return frozenset(
        name for row in rows for language in LANGUAGES for name in row.get(language, ()) if name.isalpha()
    )


@lru_cache(maxsize=1)
def names_of_one_word() -> frozenset[str]:
    """The names of trade that are one word, in every language: what a joined word may hold."""
    return frozenset(
        name
        for row in _rows()
        for language in (*LANGUAGES, _OTHERS)
        for name in row.get(language, ())
        if name.isalpha()
    )


@lru_cache(maxsize=1)
def _everyday_rows() -> list[dict[str, list[str]]]:
    data = read_toml(data_file("classification/search/everyday.toml"))
    return [data["containers"], *data["kinds"], data["either"]]


@lru_cache(maxsize=1)
def _alone() -> frozenset[tuple[str, tuple[str, ...]]]:
    rows = read_toml(data_file("classification/search/everyday.toml"))["alone"]
    return frozenset((language, _key(language, name)) for language in _ENDINGS for name in rows[language])


def _key(language: str, text: str) -> tuple[str, ...]:
    return tuple(_ENDINGS[language].sub("", word.plain) for word in words_of(text))


def is_ordinary_alone(text: str) -> bool:
    """Whether a text is, from its first word to its last, the name of ordinary goods that a name of trade is part of."""
    return any((language, _key(language, text)) in _alone() for language in _ENDINGS)


_CONTAINERS: Final = 0
"""The number of the row of what goods come in."""


def vocabulary(language: str) -> Iterable[str]:
    """The words of the names of a language, for telling languages apart."""
    for row in _rows():
        for name in row.get(language, ()):
            yield from (word.plain for word in words_of(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyday:
    """Everyday goods named in a text: as it says them, with the first word and the word after the last; ``contains``: whether
    it may be only what the thing comes in; ``leads``: whether no word before it says anything; ``modifies``: whether it ends
    within a compound, whose last part says what the thing is: a "Schraubenvakuumpumpe" is no screw."""

    written: str
    start: int
    end: int
    contains: bool = False
    leads: bool = False
    modifies: bool = False


def everyday(words: Sequence[Word], languages: Iterable[str], in_any_order: bool = False) -> list[Everyday]:
    """The everyday goods that a text names, each place once.

    ``words``: with compounds taken apart. A part of a word whose rest is not known names nothing: "tomat" in "Syntheseautomat".
    ``in_any_order``: the text was put into the language word by word: "imprimante laser" is a laser printer.
    """
    partial = _partial(words)
    spans: dict[tuple[int, int], bool] = {}
    for language in languages:
        names = _everyday_names(language)
        for number, start, end in (
            *names.met(words),
            *(names.met_in_any_order(words) if in_any_order else ()),
        ):
            if not any(partial[start:end]):
                contains = number == _CONTAINERS
                spans[start, end] = spans.get((start, end), False) or contains
    first = next((at for at, word in enumerate(words) if word.names_something), 0)
    return [
        Everyday(
            written=_as_written(words, start, end),
            start=start,
            end=end,
            contains=contains,
            leads=start <= first,
            modifies=any(word.written == words[end - 1].written for word in words[end : end + 1]),
        )
        for (start, end), contains in sorted(spans.items())
    ]


def _partial(words: Sequence[Word]) -> list[bool]:
    """For each word whether it is a part of one whose rest is not known, which then stands beside it."""
    whole = {word.written for word in words if len(word.plain) >= len(word.written)}
    return [word.written in whole and len(word.plain) < len(word.written) for word in words]


def uses(
    words: Sequence[Word],
    languages: Iterable[str],
    besides: Sequence[Everyday] = (),
    in_any_order: bool = False,
) -> list[Use]:
    """The names of things met in a text, each sense once, with its longest name, and rather one that everyday goods have not.

    ``besides``: everyday goods; a name inside a longer one of theirs is none (the laser in "laser printer"), nor is that of a
    material that something is coated with.
    ``in_any_order``: the text was put into the language word by word.
    """
    best: dict[int, Use] = {}
    ranks: dict[int, tuple[bool, bool, int]] = {}
    everyday_spans = {(use.start, use.end) for use in besides}
    partial = _partial(words)
    for language in (*languages, _OTHERS):
        names = _sense_names(language)
        for number, start, end in (
            *names.met(words),
            *(names.met_in_any_order(words) if in_any_order or language == _OTHERS else ()),
        ):
            if _only_covers(words, end, senses()[number]) or any(
                use.start <= start and end <= use.end and use.end - use.start > end - start for use in besides
            ):
                continue
            modifies = all(
                is_part and not word.written.lower().endswith(word.plain)
                for word, is_part in zip(words[start:end], partial[start:end], strict=True)
            )
            rank = (not modifies, (start, end) not in everyday_spans, end - start)
            if number not in ranks or rank > ranks[number]:
                ranks[number] = rank
                best[number] = Use(_as_written(words, start, end), senses()[number], end - start, modifies)
    return list(best.values())


def _only_covers(words: Sequence[Word], end: int, sense: Sense) -> bool:
    """Whether the name before ``end`` is that of a material with which something else is lined or coated."""
    is_material = all(code[1] == "C" for code in sense.to)
    return is_material and end < len(words) and words[end].plain in form_words()["covered_with"]


def _as_written(words: Sequence[Word], start: int, end: int) -> str:
    return " ".join(dict.fromkeys(word.written for word in words[start:end]))
