"""Indices of the lines of one language: by words within lines, by words within entries, and by nearness of meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dualuse.classification.search.bm25 import Scores, WordIndex
from dualuse.classification.search.corpus import Line
from dualuse.classification.search.embedding import Embedding, Vectors
from dualuse.classification.search.figures import SIGN
from dualuse.classification.search.words import Word, carries, figures_of, stemmer, words_of

ABOVE: Final = 0.3
"""What a word counts in a line that has it from the provision it hangs on."""
_ABOVE_NEAR: Final = 0.1
_LENGTH_OF_LINES: Final = 0.5
_LENGTH_OF_ENTRIES: Final = 0.2
_FIGURE: Final = 0.8
"""What a figure counts in a query: thresholds and sizes are met by chance."""
_RELEASES: Final = re.compile(
    r"(do|does) not (control|apply|include)|(gilt|gelten|erfasst|erfassen|erfaßt|erfaßen)\b.{0,80}\bnicht"
    r"|ne (vise|visent|s.applique|s.appliquent|concerne|concernent|comprend) pas",
    re.IGNORECASE,
)
_MOST_OFTEN: Final = 2
"""A word said more often counts no more."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A text as a query in one language: stems with weights, and which words they come from.

    ``figures``: numbers with units, which count in lines that share a word with the text, or where it has no words.
    """

    weights: Mapping[str, float]
    written: Mapping[str, str]
    figures: Mapping[str, str]
    vector: Vectors | None


def terms_of(
    words: Sequence[Word],
    extra: Sequence[Word],
    language: str,
    *,
    model: Embedding | None,
    weight: float,
    figures: Mapping[str, str],
) -> Terms:
    """A text as a query: its own words, and ``extra`` words that synonyms add with ``weight`` each.

    ``figures``: those of the text.
    """
    stem = stemmer(language)
    weights: dict[str, float] = {}
    written: dict[str, str] = {}
    for word in words:
        if carries(word, language):
            key = stem(word.plain)
            weights[key] = min(weights.get(key, 0.0) + 1.0, _MOST_OFTEN)
            written.setdefault(key, word.written)
    for word in extra:
        if carries(word, language) and (key := stem(word.plain)) not in written:
            weights[key] = weight
    carrying = {word.plain: 1.0 for word in words if carries(word, language)}
    return Terms(weights, written, figures, None if model is None else model.text(carrying))


class LanguageIndex:
    """The lines of one language. Each index is built when it is first asked: most texts are in one language.

    ``entries``: the codes that scores stand for, in their order.
    """

    def __init__(
        self, language: str, lines: Sequence[Line], entries: Sequence[str], model: Embedding | None
    ) -> None:
        self.language: Final = language
        self.lines: Final = tuple(lines)
        self._size: Final = len(entries)
        self._model: Final = model
        numbers = {entry: number for number, entry in enumerate(entries)}
        self._where: Final = np.array([numbers[line.entry] for line in lines], dtype=np.int64)
        self._entries, self._starts = np.unique(self._where, return_index=True)
        self._ends: Final = np.append(self._starts[1:], len(lines))

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        """The words that carry something, of every text."""
        texts = {text for line in self.lines for text in (line.text, *line.above)}
        return {
            text: [word.plain for word in words_of(text) if carries(word, self.language)] for text in texts
        }

    @cached_property
    def _counted(self) -> dict[str, Counter[str]]:
        stem = stemmer(self.language)
        return {
            text: Counter(map(stem, words)) + Counter(figures_of(text).keys())
            for text, words in self._words.items()
        }

    @cached_property
    def by_line(self) -> WordIndex:
        """Lines, with the words they hang on."""
        return WordIndex([_with_above(line, self._counted) for line in self.lines], _LENGTH_OF_LINES)

    @cached_property
    def by_entry(self) -> WordIndex:
        """Entries, with all their words."""
        whole = [Counter[str]() for _ in range(self._size)]
        for number, line in zip(self._where.tolist(), self.lines, strict=True):
            whole[number].update(self._counted[line.text])
        return WordIndex(whole, _LENGTH_OF_ENTRIES)

    @cached_property
    def _vectors(self) -> Vectors | None:
        model = self._model
        if model is None:
            return None
        sums = {text: model.total(dict.fromkeys(words, 1.0)) for text, words in self._words.items()}
        vectors: Vectors = np.zeros((len(self.lines), model.dimensions), dtype=np.float32)
        for number, line in enumerate(self.lines):
            vectors[number] = sums[line.text]
            for text in line.above:
                vectors[number] += _ABOVE_NEAR * sums[text]
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return vectors

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(
            stem for counts in self._counted.values() for stem in counts if not stem.startswith(SIGN)
        )

    @cached_property
    def releases(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """By entry the notes that release something: the provision they stand under, and their text."""
        releases: dict[str, tuple[tuple[str, str], ...]] = {}
        for line in self.lines:
            if line.is_note and _RELEASES.search(line.text):
                releases[line.entry] = (*releases.get(line.entry, ()), (line.path, line.text))
        return releases

    def line_scores(self, terms: Terms) -> Scores:
        """The score of every line by its words."""
        return _scores(self.by_line, terms)

    def entry_scores(self, terms: Terms) -> Scores:
        """The score of every entry by all its words."""
        return _scores(self.by_entry, terms)

    def nearness(self, terms: Terms) -> Scores | None:
        """How near every line is in meaning (cosine); None without an embedding."""
        if self._vectors is None or terms.vector is None:
            return None
        scores: Scores = self._vectors @ terms.vector
        return scores

    def best_by_entry(self, of_lines: Scores) -> Scores:
        """For every entry the best of its lines; 0 for one without lines in this language."""
        best = np.zeros(self._size, dtype=np.float32)
        best[self._entries] = np.maximum.reduceat(of_lines, self._starts)
        return best

    def span(self, entry: int) -> range:
        """The numbers of the lines of an entry."""
        at = int(np.searchsorted(self._entries, entry))
        if at == len(self._entries) or self._entries[at] != entry:
            return range(0)
        return range(int(self._starts[at]), int(self._ends[at]))

    def of_entry(self, code: str) -> tuple[Line, ...]:
        """The lines of an entry by its code."""
        return self._of_entry.get(code, ())

    @cached_property
    def _of_entry(self) -> dict[str, tuple[Line, ...]]:
        of_entry: dict[str, list[Line]] = {}
        for line in self.lines:
            of_entry.setdefault(line.entry, []).append(line)
        return {code: tuple(lines) for code, lines in of_entry.items()}


def _scores(index: WordIndex, terms: Terms) -> Scores:
    """Scores by words; figures add to documents that have a word of the text, since by themselves they are met anywhere."""
    of_words = index.scores(terms.weights)
    of_figures = index.scores(dict.fromkeys(terms.figures, _FIGURE))
    if not terms.written:
        return of_figures
    scores: Scores = np.where(of_words > 0, of_words + of_figures, 0.0).astype(np.float32)
    return scores


def _with_above(line: Line, counted: Mapping[str, Counter[str]]) -> dict[str, float]:
    weights: dict[str, float] = {word: float(number) for word, number in counted[line.text].items()}
    for text in line.above:
        for word, number in counted[text].items():
            weights[word] = weights.get(word, 0.0) + ABOVE * number
    code = line.entry.lower()
    weights[code] = weights.get(code, 0.0) + 1
    return weights
