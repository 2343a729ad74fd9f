"""In which language a text is written: by the words that each language at hand knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dualuse.classification.search.glosses import glosses
from dualuse.classification.search.indices import LanguageIndex
from dualuse.classification.search.trade_names import everyday_vocabulary, vocabulary
from dualuse.classification.search.words import Word, parts_of, stemmer, stop_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


_WORDS: Final = 200
"""Words from which a language is told; the rest of a long text adds nothing."""
_OF_STOP_WORDS: Final = 1.5
"""What a word such as "für" counts against one that the list has."""


class Languages:
    """Tells the language of a text among those that can be searched. ``besides``: other lines of a language."""

    def __init__(
        self, indices: Mapping[str, LanguageIndex], besides: Mapping[str, LanguageIndex] | None = None
    ) -> None:
        self._indices: Final = indices
        self._besides: Final = besides or {}
        self._names: Final = {
            language: frozenset(
                stemmer(language)(word) for word in (*vocabulary(language), *everyday_vocabulary(language))
            )
            for language in indices
        }
        self._vocabularies: Final[dict[str, frozenset[str]]] = {}

    def compared(self, words: Sequence[Word]) -> tuple[str, ...]:
        """The languages whose lines are compared: that of the text, and English, whose words trade uses everywhere."""
        evidence = {language: self._evidence(words[:_WORDS], language) for language in self._indices}
        best = max(evidence, key=lambda language: (*evidence[language], language == "en"))
        return ("en",) if best == "en" else (best, "en")

    def taken_apart(self, words: Sequence[Word], language: str) -> list[Word]:
        """The words with compounds taken apart, as far as names of trade are in them."""
        stem, names = stemmer(language), self._names[language]
        return [part for word in words for part in parts_of(word, stem, names)]

    def has(self, plain: str, language: str) -> bool:
        """Whether a language has a word, as far as it is known here: in its lines, and in names of goods."""
        return language in self._indices and stemmer(language)(plain) in self.vocabulary(language)

    def vocabulary(self, language: str) -> frozenset[str]:
        """The stems that a language at hand has, in its lines and in names of goods."""
        if language not in self._vocabularies:
            known = self._indices[language].vocabulary | self._names[language]
            beside = self._besides.get(language)
            self._vocabularies[language] = known | beside.vocabulary if beside else known
        return self._vocabularies[language]

    def english_has(self, plain: str) -> bool:
        """Whether English has a word, as far as it is known here."""
        return self.has(plain, "en")

    def _evidence(self, words: Sequence[Word], language: str) -> tuple[float, int]:
        """How many words speak for a language, and where that is alike in two, how many letters: short words are met in many."""
        stops, glosses_of_it = stop_words(language), glosses().get(language)
        evidence, letters = 0.0, 0
        for word in words:
            if word.plain in stops and len(word.plain) > 1:
                evidence += _OF_STOP_WORDS
                letters += len(word.plain)
            elif word.names_something and (
                self.has(word.plain, language)
                or (
                    glosses_of_it is not None and bool(glosses_of_it.in_english(word.plain, self.english_has))
                )
            ):
                evidence += 1
                letters += len(word.plain)
        return evidence, letters


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
    """The official language (two letters) that ``text`` is probably in, unless it is one of ``at_hand``; then ""."""
    language, likelihood = _identifier().classify(text[:_MOST_CHARACTERS])
    return language if language not in at_hand and likelihood >= _SURE else ""
