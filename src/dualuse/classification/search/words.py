"""Words of a text: cut out, spelt alike, and reduced to their stems, in the manner of each language.

Stems are Snowball's, by tantivy, for the thirteen official languages it knows; words of the others are cut after six
letters, which does much the same for languages that inflect at the end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import tantivy

from dualuse.classification.search.figures import figures, is_unit
from dualuse.data_folders import data_file
from dualuse.i18n import LANGUAGES
from dualuse.inputs.data_files import read_toml

STEMMED: Final = {
    "da": "danish",
    "nl": "dutch",
    "en": "english",
    "fi": "finnish",
    "fr": "french",
    "de": "german",
    "el": "greek",
    "hu": "hungarian",
    "it": "italian",
    "pt": "portuguese",
    "ro": "romanian",
    "es": "spanish",
    "sv": "swedish",
}
"""Languages with a stemmer of their own, by code."""

_CUT: Final = 6
_LONGEST_WORD: Final = 60
_CAS: Final = r"\d{2,7}-\d{2}-\d"
_CODE: Final = r"[0-9][a-eA-E][0-9]{3}"
_WORD: Final = re.compile(
    rf"(?<![\w-]){_CAS}(?![\w-])|°c|{_CODE}|\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*", re.IGNORECASE
)


_SIZE: Final = re.compile(r"(?:x\d+)+|m\d+(?:x\d+)*|(?:dn|pn|ip|ral)\d+k?")
"""Sizes that are written as words: what is left of "640x480x2" behind its first number, threads (M12x60), DN50, PN16, IP65, RAL7035."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. ``plain``: in small letters and common spelling; ``written``: as it stands in the text; ``measures``:
    whether it is part of a figure, such as the unit in "100 mm"."""

    plain: str
    written: str
    measures: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a number; a CAS number is a name, not a quantity."""
        return self.plain[0].isdigit() and not re.fullmatch(f"{_CAS}|{_CODE}", self.plain)

    @property
    def names_something(self) -> bool:
        """Whether it can say what a thing is: no number, no unit or size, no single letter, no word of lists of articles ("pcs")."""
        if self.measures or self.is_number or len(self.plain) < 2 or is_unit(self.written):
            return False
        return self.plain not in _of_lists() and not _SIZE.fullmatch(self.plain)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read_toml(data_file("classification/search/spelling.toml"))


@lru_cache(maxsize=1)
def _of_lists() -> frozenset[str]:
    """The words of lists of articles that say how a thing is numbered and packed, in any language."""
    return frozenset(_data()["articles"]["words"])


@lru_cache(maxsize=32)
def stop_words(language: str) -> frozenset[str]:
    """The words of a language that carry nothing; none where the language has no list."""
    return frozenset(_data()["stop"].get(language, ()))


@lru_cache(maxsize=32)
def own_stop_words(language: str) -> frozenset[str]:
    """The stop words that no other language here has: they tell it ("with", "für", "avec")."""
    others = (words for name, words in _data()["stop"].items() if name != language)
    return stop_words(language).difference(*others)


def form_words() -> dict[str, list[str]]:
    """The words that show that a text is about software or technology, and those that end the name of a thing."""
    forms: dict[str, list[str]] = _data()["forms"]
    return forms


@lru_cache(maxsize=1)
def everyday_materials() -> frozenset[str]:
    """The stems, in every language, of the words for what everyday goods are made of."""
    return frozenset(
        stemmer(language)(word.plain)
        for language in LANGUAGES
        for name in form_words()["everyday_materials"]
        for word in words_of(name)
    )


@lru_cache(maxsize=1)
def _activities() -> frozenset[str]:
    """Words for what is done, or paid, and is no thing."""
    return frozenset(form_words()["activities"])


def names_only_activities(words: Sequence[Word]) -> bool:
    """Whether a text says what is done and not to what: "Wartung", "Wartungsvertrag", "installation and training"."""
    carrying = {word for of_language in _data()["stop"].values() for word in of_language}
    telling = [word.plain for word in words if word.names_something and word.plain not in carrying]
    return bool(telling) and all(map(_is_activity, telling))


@lru_cache(maxsize=50_000)
def _is_activity(plain: str) -> bool:
    """Whether a word is one of activities, or joined from two of them."""
    if plain in _activities():
        return True
    return any(
        plain[:at].removesuffix("s") in _activities() and plain[at:] in _activities()
        for at in range(_SHORTEST_PART, len(plain) - _SHORTEST_PART + 1)
    )


def end_of_thing(words: Sequence[Word]) -> int:
    """How many words stand before what comes with the thing: "camera with tripod and case" is a camera."""
    ends = frozenset(form_words()["comes_with"])
    for at, word in enumerate(words):
        if word.plain in ends and any(before.names_something for before in words[:at]):
            return at
    return len(words)


def words_of(text: str, most: int = 1_000_000) -> list[Word]:
    """The words of ``text`` in their order, the first ``most`` of them; marks and control characters part words."""
    words: list[Word] = []
    spelling: dict[str, str] = _data()["spelling"]
    normal = unicodedata.normalize("NFKC", text)
    spans = [(figure.start, figure.end) for figure in figures(normal)]
    for match in _WORD.finditer(normal):
        while spans and spans[0][1] <= match.start():
            del spans[0]
        written = match.group()[:_LONGEST_WORD]
        plain = written.lower()
        words.append(Word(spelling.get(plain, plain), written, bool(spans) and spans[0][0] < match.end()))
        if len(words) >= most:
            break
    return words


def figures_of(text: str) -> dict[str, str]:
    """The figures of a text as words of an index, each with what stands in the text."""
    normal = unicodedata.normalize("NFKC", text)
    return {word: normal[figure.start : figure.end] for figure in figures(normal) for word in figure.words}


def carries(word: Word, language: str) -> bool:
    """Whether a word says something in ``language``."""
    return word.names_something and word.plain not in stop_words(language)


class Stemmer:
    """Stems of one language; each word is worked out once."""

    def __init__(self, language: str) -> None:
        self.language: Final = language
        self._known: Final[dict[str, str]] = {}
        self._reduce: Final = _reducer(language)

    def __call__(self, plain: str) -> str:
        """The stem of a word in small letters; numbers and codes stay as they are."""
        stem = self._known.get(plain)
        if stem is None:
            stem = self._reduce(plain) if plain.isalpha() else plain
            if len(self._known) < 500_000:
                self._known[plain] = stem
        return stem


def _reducer(language: str) -> Callable[[str], str]:
    name = STEMMED.get(language)
    if name is None:
        return lambda plain: plain[:_CUT]
    raw = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    analyzer = raw.filter(tantivy.Filter.stemmer(name)).build()

    def reduce(plain: str) -> str:
        lemmas = analyzer.analyze(plain)
        return lemmas[0] if lemmas else plain

    return reduce


@lru_cache(maxsize=32)
def stemmer(language: str) -> Stemmer:
    """The stemmer of a language (two letters)."""
    return Stemmer(language)


JOINING: Final = frozenset(("da", "de", "et", "fi", "hu", "nl", "sv"))
"""Languages that write compounds in one word."""
_SHORTEST_PART: Final = 4
LINKS: Final = ("", "s", "n", "en", "es", "e")
LONGEST_LINK: Final = 2


def parts_of(word: Word, stem: Stemmer, vocabulary: frozenset[str]) -> list[Word]:
    """A word, or the two known words it is joined from: ``Mobilfunkgespräche`` is about ``Mobilfunk``.

    Only words that are not known themselves are taken apart; where only one part is known, the word stays beside it.
    """
    plain = word.plain
    if stem.language not in JOINING or len(plain) < 2 * _SHORTEST_PART or not plain.isalpha():
        return [word]
    if not vocabulary or stem(plain) in vocabulary:
        return [word]
    first = _known_beginning(plain, stem, vocabulary)
    ends = [
        plain[at:]
        for at in range(_SHORTEST_PART, len(plain) - _SHORTEST_PART + 1)
        if stem(plain[at:]) in vocabulary and not _is_inside_a_noun(plain, at, stem, vocabulary)
    ]
    last = ends[0] if ends else ""
    if first and last:
        between = len(plain) - len(first) - len(last)
        if 0 <= between <= LONGEST_LINK:
            return [Word(first, word.written), Word(last, word.written)]
        first, last = (
            ("", last) if len(last) >= len(first) else (first, "")
        )  # "temper" is no part of "Temperatur"
    return [word, *(Word(part, word.written) for part in (first, last) if part)]


def _is_inside_a_noun(plain: str, at: int, stem: Stemmer, vocabulary: frozenset[str]) -> bool:
    """Whether a cut would go through a German noun in -ment: a "Drehmomentschlüssel" deciphers nothing, a "Stromentladung" is one."""
    is_in_ment = stem.language == "de" and plain.startswith("ment", at - 1)
    return is_in_ment and stem(plain[:at]) not in vocabulary


def _known_beginning(plain: str, stem: Stemmer, vocabulary: frozenset[str]) -> str:
    """The longest known word that a compound begins with, without the letters that join it to the next; "" if none."""
    for end in range(len(plain) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        for link in LINKS:
            part = plain[: end - len(link)] if plain[:end].endswith(link) else ""
            if len(part) >= _SHORTEST_PART and stem(part) in vocabulary:
                return part
    return ""
