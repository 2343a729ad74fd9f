"""In which language a text is written: by the words that each language at hand knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dualuse.classification.search.indices import LanguageIndex
from dualuse.classification.search.trade_names import vocabulary
from dualuse.classification.search.words import Word, parts_of, stemmer, stop_words

_WORDS: Final = 200
"""Words from which a language is told; the rest of a long text adds nothing."""
_OF_STOP_WORDS: Final = 1.5
"""What a word such as "für" counts against one that the list has."""


class Languages:
    """Tells the language of a text among those that can be searched."""

    def __init__(self, indices: Mapping[str, LanguageIndex]) -> None:
        self._indices: Final = indices
        self._names: Final = {
            language: frozenset(stemmer(language)(word) for word in vocabulary(language))
            for language in indices
        }

    def of(self, words: Sequence[Word]) -> tuple[str, ...]:
        """The languages whose lines are compared: that of the text, and English, whose words trade uses everywhere."""
        evidence = {language: self._evidence(words[:_WORDS], language) for language in self._indices}
        best = max(evidence, key=lambda language: (evidence[language], language == "en"))
        return ("en",) if best == "en" else (best, "en")

    def taken_apart(self, words: Sequence[Word], language: str) -> list[Word]:
        """The words with compounds taken apart, as far as names of trade are in them."""
        stem, names = stemmer(language), self._names[language]
        return [part for word in words for part in parts_of(word, stem, names)]

    def _evidence(self, words: Sequence[Word], language: str) -> float:
        stem, index, names = stemmer(language), self._indices[language], self._names[language]
        stops = stop_words(language)
        found = 0.0
        for word in words:
            if word.is_number or len(word.plain) < 2:
                continue
            if word.plain in stops:
                found += _OF_STOP_WORDS
            else:
                key = stem(word.plain)
                found += key in index.vocabulary or key in names
        return found
