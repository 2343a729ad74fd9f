"""How much of a text is understood: which of its words are known at all, in the list, in names of goods, in what was trained on.

A text of which fewer than half of the words are known is never called "probably not listed": what it says was not compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.classification.search.glosses import glosses
from dualuse.classification.search.languages import Languages
from dualuse.classification.search.words import LONGEST_LINK, Word, parts_of, stemmer, stop_words, words_of
from dualuse.data_folders import known_folder

TRAINING: Final = Path(__file__).parent / "training"
"""Goods in words of our own, ordinary ones and listed ones, one a line, which the verdict was fitted on."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """The words of a text that say something, each once: how many, and those that are not known, as written."""

    words: int
    unknown: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there are words, and at least half of them are known."""
        return self.words > 0 and 2 * len(self.unknown) <= self.words


def understanding(
    words: Sequence[Word], spoken: Sequence[str], languages: Languages, named: Sequence[str]
) -> Understanding:
    """What is understood of a text in the languages ``spoken``. ``named``: names of goods met in it, as written."""
    in_names = {part for name in named for part in name.split()}
    telling = {
        word.plain: word
        for word in words
        if word.names_something and not any(word.plain in stop_words(language) for language in spoken)
    }
    unknown = [
        word.written
        for word in telling.values()
        if word.written not in in_names and not _is_known(word, spoken, languages)
    ]
    return Understanding(len(telling), tuple(unknown))


def _is_known(word: Word, spoken: Sequence[str], languages: Languages) -> bool:
    if stemmer("en")(word.plain) in _trained():
        return True
    return any(
        languages.has(word.plain, language)
        or (language in glosses() and bool(glosses()[language].in_english(word.plain, languages.english_has)))
        or _is_joined(word, language, languages)
        for language in spoken
    )


def _is_joined(word: Word, language: str, languages: Languages) -> bool:
    """Whether a word is joined from two known ones, with nothing but the letters between them left over."""
    parts = parts_of(word, stemmer(language), languages.vocabulary(language))
    return word not in parts and sum(len(part.plain) for part in parts) + LONGEST_LINK >= len(word.plain)


@lru_cache(maxsize=1)
def _trained() -> frozenset[str]:
    stem = stemmer("en")
    texts = (
        file.read_text("utf-8")
        for file in sorted(known_folder("classification/search/training").glob("*.txt"))
    )
    return frozenset(stem(word.plain) for text in texts for word in words_of(text) if word.names_something)
