"""From a description to the entries of Annex I that it may belong to.

Everything runs in this process: no network, no files written. Build a :class:`Classifier` once and ask it many times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dualuse.classification.search.bm25 import Scores
from dualuse.classification.search.cleaning import visible
from dualuse.classification.search.corpus import by_language, sheet_lines
from dualuse.classification.search.embedding import Embedding, embedding
from dualuse.classification.search.figures import quantity_of
from dualuse.classification.search.glosses import in_english
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
from dualuse.classification.search.substances_first import (
    codes_by_entry,
    in_what_it_is,
    put_first,
    substances_of,
)
from dualuse.classification.search.trade_names import Everyday, Sense, Use, everyday, uses
from dualuse.classification.search.understood_words import Understanding, understanding
from dualuse.classification.search.words import (
    Word,
    end_of_thing,
    figures_of,
    names_only_activities,
    words_of,
)
from dualuse.classification.substances import Substance
from dualuse.law.eu_2021_821.control_list.outline import outline
from dualuse.sources.annex.text import AnnexText

MOST_WORDS: Final = 1500
"""Words of a text that are compared: a data sheet of three pages; more would only dilute."""
SHEETS: Final = "sheets"
"""The name of the index of the parameter sheets, beside those of languages."""
_AS_NEAR: Final = 0.1
"""Between the scores of two entries: closer than that, words hardly part them."""
_MOST_CHARACTERS: Final = 20_000
"""Characters that are searched for figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A text and everything found about it, before that is put into words.

    ``terms``, ``lines``, ``near``, ``highest``: by language, and of the parameter sheets (:data:`SHEETS`);
    ``scores``: of every entry; ``source``: for an entry led to, the goods it was led from; ``cut``: whether words were left out;
    ``substances``: those that the text is of; ``codes_of_substances``: for each entry the code of those that it has the names of.
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
    understanding: Understanding
    only_activity: bool
    substances: tuple[Substance, ...]
    codes_of_substances: Mapping[str, str]


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
        lines_of_sheets = [line for line in sheet_lines(edition) if line.entry in kept]
        self.sheets: Final = LanguageIndex("en", lines_of_sheets, self.entries, model)
        self.languages: Final = Languages(self.indices, {"en": self.sheets})
        self.leading: Final = Leading(self.entries, led_from(edition))

    def index(self, name: str) -> LanguageIndex:
        """The lines of a language, or those of the parameter sheets."""
        return self.sheets if name == SHEETS else self.indices[name]

    def search(self, text: str) -> Searched:
        """All that is found about a text."""
        seen = visible(text)
        words = tuple(words_of(seen, MOST_WORDS + 1))
        cut = len(words) > MOST_WORDS
        words = words[:MOST_WORDS]
        languages = self.languages.compared(words)
        measured = figures_of(seen[:_MOST_CHARACTERS])
        kinds = tuple(dict.fromkeys(map(quantity_of, measured)))
        parts_named = self.languages.taken_apart(words, languages[0])
        english = in_english(words, languages[0], self.languages.english_has, kinds)
        end = end_of_thing(words)
        thing, thing_in_english = parts_named, english
        if end < len(words):
            thing = self.languages.taken_apart(words[:end], languages[0])
            thing_in_english = in_english(words[:end], languages[0], self.languages.english_has, kinds)
        goods = everyday(thing, languages)
        goods_in_english = everyday(thing_in_english, ("en",), in_any_order=True)
        goods_met = (*goods, *goods_in_english)
        named = uses(parts_named, languages, goods)
        # "InSb" is a name of its own, in another language than that of "InSb-Kamerakern".
        as_written = [use for use in named if not _is_within(use.written, named)]
        put_into_english = uses(english, ("en",), goods_in_english, in_any_order=True)
        met = _once(
            [*as_written, *(use for use in put_into_english if not _is_named_closer(use, as_written))]
        )
        names_met = [*(use.written for use in met), *(good.written for good in goods_met)]
        understood = understanding(words, languages, self.languages, names_met)
        terms = {name: self._terms(name, words, english, met, measured) for name in (*languages, SHEETS)}
        lines = {name: self.index(name).line_scores(of_index) for name, of_index in terms.items()}
        near = {name: self.index(name).nearness(of_index) for name, of_index in terms.items()}
        rankings = self._rankings(languages, terms, lines, near, met)
        form = form_of_text(words)
        scores, source = self.leading.apply(together(rankings, self.weights), form, self.weights)
        self._put_residual_after(scores, met)
        substances = substances_of(seen)
        is_of = in_what_it_is(substances, seen, words)
        put_first(scores, [self.numbers[code] for code in codes_by_entry(is_of) if code in self.numbers])
        return Searched(
            words=words,
            languages=languages,
            terms=terms,
            lines=lines,
            near=near,
            highest={language: max(float(scores.max()), 1e-9) for language, scores in lines.items()},
            uses=met,
            everyday=_everyday_names(goods_met, understood, met),
            form=form,
            rankings=rankings,
            scores=scores,
            source=source,
            cut=cut,
            understanding=understood,
            only_activity=not met and not substances and names_only_activities(words),
            substances=is_of,
            codes_of_substances=codes_by_entry(substances),
        )

    def _terms(
        self,
        name: str,
        words: Sequence[Word],
        english: Sequence[Word],
        met: Sequence[Use],
        figures: Mapping[str, str],
    ) -> Terms:
        """The terms to look for in the index ``name``: the words, in English if the index is, and those that trade names stand for."""
        language = self.index(name).language
        return terms_of(
            english if english and language == "en" else words,
            words_of(" ".join(use.sense.words for use in met)) if language == "en" else (),
            language,
            model=self.model,
            weight=self.weights.synonym_words,
            figures=figures,
        )

    def _rankings(
        self,
        languages: Sequence[str],
        terms: Mapping[str, Terms],
        lines: Mapping[str, Scores],
        near: Mapping[str, Scores | None],
        met: Sequence[Use],
    ) -> Rankings:
        """The best of several languages, ranker by ranker. A trade name leads; without one the sheets are searched as well."""
        nearest = [
            self.index(name).best_by_entry(of_lines)
            for name, of_lines in near.items()
            if of_lines is not None and not (met and name == SHEETS)
        ]
        return Rankings(
            lines=np.maximum.reduce([self.indices[name].best_by_entry(lines[name]) for name in languages]),
            entries=np.maximum.reduce([self.indices[name].entry_scores(terms[name]) for name in languages]),
            asked=None if met else self.sheets.best_by_entry(lines[SHEETS]),
            near=np.maximum.reduce(nearest) if nearest else None,
            named=named_scores(met, self.numbers, self.weights),
            clear=any(use.sense.clear for use in met),
        )

    def _put_residual_after(self, scores: Scores, met: Sequence[Use]) -> None:
        """Put an entry for what another does not list (2B201: other than in 2B001) behind it, where a name leads to both.

        The other is tested first, so that words that hardly part the two do not turn them round.
        """
        for use in met:
            first, *others = dict.fromkeys(code[:5] for code in use.sense.to)
            for other in others:
                if (
                    other[:2] + other[3:] != first[:2] + first[3:]
                    or not {first, other} <= self.numbers.keys()
                ):
                    continue
                row, other_row = self.numbers[first], self.numbers[other]
                if 0 < scores[other_row] - scores[row] < _AS_NEAR:
                    scores[row], scores[other_row] = scores[other_row], scores[row]

    def kind_for(self, searched: Searched) -> Kind:
        """Choose the fitted verdict for a text: that of the official text only if its own language has one."""
        has_text = any(text.language == searched.languages[0] for text in self.texts)
        return kind_of(has_text, self.model is not None)


def _everyday_names(
    goods: Sequence[Everyday], understood: Understanding, met: Sequence[Use]
) -> tuple[str, ...]:
    """The names of the everyday goods that the text may be of, each once; none of what only modifies a name of trade in one word."""
    heads = {use.written for use in met if not use.modifies}
    names = (
        good.written
        for good in goods
        if _is_thing(good, understood) and not (good.modifies and good.written in heads)
    )
    return tuple(dict.fromkeys(name for name in names if not _is_within(name, met)))


def _is_thing(good: Everyday, understood: Understanding) -> bool:
    """Whether an everyday good may be what a text is of. What other goods come in is so only where it stands first and every
    word is known: "Phosphorpentasulfid, Eimer" is no bucket."""
    return not good.contains or (good.leads and not understood.unknown)


def _is_within(name: str, met: Sequence[Use]) -> bool:
    """Whether a name is part of a longer name of trade: a thermal surveillance camera is no everyday one."""
    return any(f" {name} " in f" {use.written} " and use.written != name for use in met)


def _is_named_closer(use: Use, as_written: Sequence[Use]) -> bool:
    """Whether the very words of a name that was put into English are one of their own language, for goods of the same entries: word by
    word "caméra thermique non refroidie" is a cooled camera, too. Or whether they are a part of a longer one: "vision nocturne" of "jumelles de
    vision nocturne"."""
    closer = [other for other in as_written if use.modifies or not other.modifies]
    if _is_within(use.written, closer):
        return True
    entries = {code[:5] for other in closer if other.written == use.written for code in other.sense.to}
    return all(code[:5] in entries for code in use.sense.to)


def _once(met: Sequence[Use]) -> tuple[Use, ...]:
    """Each sense once, under its longest name."""
    longest: dict[Sense, Use] = {}
    for use in met:
        best = longest.get(use.sense)
        if best is None or (not use.modifies, use.length) > (not best.modifies, best.length):
            longest[use.sense] = use
    return tuple(longest.values())


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
