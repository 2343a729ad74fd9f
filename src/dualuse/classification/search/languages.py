"""In which language a text is written: by the words that each language at hand knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dualuse.classification.search.indices import LanguageIndex
from dualuse.classification.search.trade_names import vocabulary
from dualuse.classification.search.words import Word, parts_of, stemmer, stop_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


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
        evidence = 0.0
        for word in words:
            if word.is_number or len(word.plain) < 2:
                continue
            if word.plain in stops:
                evidence += _OF_STOP_WORDS
            else:
                key = stem(word.plain)
                evidence += key in index.vocabulary or key in names
        return evidence


OFFICIAL: Final = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"),
    *("hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
_SURE: Final = 0.5
"""Likelihood from which a language is believed. No development case, all in English, reaches it for another language."""
_MOST_CHARACTERS: Final = 2_000
"""Characters that are looked at."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(OFFICIAL))
    return identifier


def foreign_language(text: str, at_hand: Collection[str]) -> str:
    """The official language (two letters) that ``text`` is probably in, where it is none of ``at_hand``; else ""."""
    language, likelihood = _identifier().classify(text[:_MOST_CHARACTERS])
    return language if language not in at_hand and likelihood >= _SURE else ""
