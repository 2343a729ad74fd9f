"""From a text to the entries of Annex I that it may belong to.

Everything runs in this process: no network, no files written. Build a :class:`Classifier` once and ask it many times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dualuse.classification.search.bm25 import Scores
from dualuse.classification.search.cleaning import visible
from dualuse.classification.search.corpus import by_language
from dualuse.classification.search.embedding import Embedding, embedding
from dualuse.classification.search.indices import LanguageIndex, Terms, terms_of
from dualuse.classification.search.languages import Languages
from dualuse.classification.search.ranking import (
    Form,
    Kind,
    Leading,
    Rankings,
    form_of_text,
    kind_of,
    led_from,
    named_scores,
    together,
    weights_for,
)
from dualuse.classification.search.trade_names import Use, everyday, uses
from dualuse.classification.search.words import Word, words_of
from dualuse.law.eu_2021_821.control_list.outline import outline
from dualuse.sources.annex.text import AnnexText

MOST_WORDS: Final = 1500
"""Words of a text that are compared: a data sheet of three pages; more would only dilute."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A text with all that was found about it, before it is put into words.

    ``scores``: of every entry; ``source``: for an entry led to, the goods it was led from; ``cut``: whether words were left out.
    """

    words: tuple[Word, ...]
    languages: tuple[str, ...]
    terms: dict[str, Terms]
    lines: dict[str, Scores]
    near: dict[str, Scores | None]
    highest: dict[str, float]
    uses: tuple[Use, ...]
    everyday: tuple[str, ...]
    form: Form
    rankings: Rankings
    scores: Scores
    source: dict[int, int]
    cut: bool


class Classifier:
    """The indices of all languages at hand, and how to ask them."""

    def __init__(self, texts: Sequence[AnnexText] = (), model: Embedding | None = None) -> None:
        edition = outline()
        if edition is None:
            raise LookupError("the newest edition has no outline")
        self.texts: Final = tuple(texts)
        self.model: Final = model
        self.kind: Final = kind_of(bool(texts), model is not None)
        self.weights: Final = weights_for(self.kind)
        self.entries: Final = tuple(entry for entry in edition.entry_codes if entry not in edition.not_used)
        kept = frozenset(self.entries)
        self.numbers: Final = {entry: number for number, entry in enumerate(self.entries)}
        self.indices: Final = {
            language: LanguageIndex(
                language, [line for line in lines if line.entry in kept], self.entries, model
            )
            for language, lines in by_language(edition, texts).items()
        }
        self.languages: Final = Languages(self.indices)
        self.leading: Final = Leading(self.entries, led_from(edition))

    def search(self, text: str) -> Searched:
        """All that is found about a text."""
        words = tuple(words_of(visible(text), MOST_WORDS + 1))
        cut = len(words) > MOST_WORDS
        words = words[:MOST_WORDS]
        languages = self.languages.of(words)
        parts_named = self.languages.taken_apart(words, languages[0])
        goods = everyday(parts_named, languages)
        met = tuple(uses(parts_named, languages, goods))
        extra = words_of(" ".join(use.sense.words for use in met))
        terms: dict[str, Terms] = {}
        lines: dict[str, Scores] = {}
        nearness: dict[str, Scores | None] = {}
        parts: list[Rankings] = []
        named = named_scores(met, self.numbers, self.weights)
        for language in languages:
            index = self.indices[language]
            asked = terms_of(
                words, extra if language == "en" else (), language, self.model, self.weights.synonym_words
            )
            of_lines = index.line_scores(asked)
            near = index.nearness(asked)
            terms[language], lines[language], nearness[language] = asked, of_lines, near
            parts.append(
                Rankings(
                    index.best_by_entry(of_lines),
                    index.entry_scores(asked),
                    None if near is None else index.best_by_entry(near),
                    named,
                    any(use.sense.clear for use in met),
                )
            )
        rankings = _best(parts)
        form = form_of_text(words)
        scores, source = self.leading.apply(together(rankings, self.weights), form, self.weights)
        return Searched(
            words,
            languages,
            terms,
            lines,
            nearness,
            {language: max(float(scores.max()), 1e-9) for language, scores in lines.items()},
            met,
            tuple(use.written for use in goods),
            form,
            rankings,
            scores,
            source,
            cut,
        )

    def kind_for(self, searched: Searched) -> Kind:
        """Which fitted verdict belongs to a text: that of the official text only where its own language has one."""
        has_text = any(text.language == searched.languages[0] for text in self.texts)
        return kind_of(has_text, self.model is not None)


def _best(parts: Sequence[Rankings]) -> Rankings:
    """The best of several languages, ranker by ranker."""
    near = [part.near for part in parts if part.near is not None]
    return Rankings(
        np.maximum.reduce([part.lines for part in parts]),
        np.maximum.reduce([part.entries for part in parts]),
        np.maximum.reduce(near) if near else None,
        parts[0].named,
        parts[0].clear,
    )


_KEPT: Final[dict[tuple[int, ...], tuple[tuple[AnnexText, ...], Classifier]]] = {}
_MOST_KEPT: Final = 4


def classifier(texts: tuple[AnnexText, ...] = ()) -> Classifier:
    """The classifier over the outline and ``texts``, built once for the same objects: comparing texts would take longer."""
    key = tuple(id(text) for text in texts)
    if key not in _KEPT:
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = (texts, Classifier(texts, embedding()))
    return _KEPT[key][1]
