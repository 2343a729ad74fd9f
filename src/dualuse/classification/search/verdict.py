"""Is it probably listed at all? A logistic model over a few measures of how well the best lines carry the text.

Retrieval finds something near for every text, so that no score by itself says "not listed"; what parts the two kinds is how
much of the text the best line accounts for, and whether the text names everyday goods. Fitted by
``scripts/fit_classifier.py`` with cross-validation; the bounds are set so that few listed products are missed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from dualuse.classification.search.answers import Verdict
from dualuse.classification.search.classifier import SHEETS, Classifier, Searched
from dualuse.classification.search.languages import foreign_language
from dualuse.classification.search.ranking import Kind, fitted, kind_of
from dualuse.classification.search.trade_names import Use, everyday_vocabulary
from dualuse.classification.search.words import everyday_materials, own_stop_words, words_of
from dualuse.classification.substances import folded_text
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE

_MOST: Final = 2
_LONG: Final = 3
UNKNOWN: Final = 0.1
"""Below this share of known words a text may be in a language that is not at hand."""
_NAMED: Final = 3
"""Words of a text to one of a name of trade, at most, where the name tells that the text is understood."""
_MOSTLY: Final = 0.5
"""Below this share of known words the language of a text is asked for; from it on everyday goods are what a text is about."""
_DEEP: Final = 5
_DATA_SHEET: Final = 15
"""Words of a text that is compared with so much of the list that what it resembles tells something."""
_RARE: Final = 3
"""Entries that may have a word by which alone a text resembles them."""


def measures(searched: Searched, classifier: Classifier) -> dict[str, float]:
    """The measures of a text, each from 0 to 1.

    carried: how much of the rare words the best line has; known: how much of them any line has; named: whether there is a
    name of trade; pointed: whether one leads to the first candidate; everyday: names of everyday goods; agreed: how far the
    rankers put the same entries first. Length, numbers and the best cosine were tried and left out: they told the sets of
    cases apart rather than the goods.
    """
    carried, known = _coverage(searched, classifier)
    first = classifier.entries[int(searched.scores.argmax())]
    return {
        "carried": carried,
        "known": known,
        "named": float(bool(searched.uses)),
        "pointed": float(any(use.sense.to[0][:5] == first for use in searched.uses)),
        "everyday": _everyday(searched),
        "agreed": _agreement(searched),
    }


def _everyday(searched: Searched) -> float:
    """What names of everyday goods say: all, where they are most of the text, or two, or one of three words or more."""
    lengths = [len(name.split()) for name in searched.everyday]
    if sum(lengths) >= _MOSTLY * searched.understanding.words:
        return 1.0 if lengths else 0.0
    return min(sum(2 if length >= _LONG else 1 for length in lengths), _MOST) / _MOST


def _coverage(searched: Searched, classifier: Classifier) -> tuple[float, float]:
    """Shares of the rarity of the text's words: those in the best line of a language, and those in any line.

    The parameter sheets only make words known: their questions also name what is not listed.
    """
    best = (0.0, 0.0)
    for language, terms in searched.terms.items():
        index = classifier.index(language).by_line
        rarest = math.log(1 + index.size)
        own = {stem: index.rarity(stem) or rarest for stem in terms.written if not stem[0].isdigit()}
        total = sum(own.values())
        if not total:
            continue
        line = int(searched.lines[language].argmax())
        carried = sum(
            rarity for stem, rarity in own.items() if language != SHEETS and index.share(stem, line) > 0
        )
        in_any_line = sum(rarity for stem, rarity in own.items() if stem in index)
        best = (max(best[0], carried / total), max(best[1], in_any_line / total))
    return best


def _agreement(searched: Searched) -> float:
    """How often the rankers' first entry is among the first of each other."""
    rankings = searched.rankings
    known_rankings = [
        ranking
        for ranking in (rankings.lines, rankings.entries, rankings.asked, rankings.near)
        if ranking is not None
    ]
    firsts = [int(ranking.argmax()) for ranking in known_rankings]
    deep = [set(ranking.argsort()[::-1][:_DEEP].tolist()) for ranking in known_rankings]
    pairs = [
        (first in others) for at, first in enumerate(firsts) for to, others in enumerate(deep) if at != to
    ]
    return sum(pairs) / max(len(pairs), 1)


def likelihood(features: Mapping[str, float], kind: Kind) -> float:
    """The fitted likelihood of being listed. ``kind``: the model, by what was searched."""
    model = _model(kind)
    total = float(model["constant"]) + sum(
        float(model["measures"][name]) * value
        for name, value in features.items()
        if name in model["measures"]
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _model(kind: Kind) -> Mapping[str, Any]:
    model: Mapping[str, Any] = fitted()["verdict"][kind]
    return model


def verdict(
    searched: Searched, classifier: Classifier, features: Mapping[str, float], chance: float
) -> Verdict:
    """The likelihood in a word; "unsure" where there are no grounds for more (:func:`may_be_not_listed`, :func:`_may_be_listed`); of a substance (:func:`is_of_substance`) always the highest."""
    if is_of_substance(searched):
        return "probably_listed"
    if (
        not searched.words
        or searched.only_activity
        or is_strange(searched, features)
        or language_missing(searched, classifier, features)
    ):
        return "unsure"
    model = _model(classifier.kind_for(searched))
    if chance >= float(model["listed_from"]):
        return "probably_listed" if _may_be_listed(searched, classifier) else "unsure"
    doubtless = chance < float(model["not_listed_below"]) and may_be_not_listed(searched, classifier)
    return "probably_not_listed" if doubtless else "unsure"


def is_of_substance(searched: Searched) -> bool:
    """Whether a text has the number of a listed substance, or is of one by name and of no everyday good."""
    return any(
        substance.is_number
        or all(
            folded_text(name) in substance.written for name in searched.everyday
        )  # a viroid of potatoes is none
        for substance in searched.substances
    )


def least_likelihood(searched: Searched, classifier: Classifier, features: Mapping[str, float]) -> float:
    """The likelihood that the words of a text cannot fall below: that from which it is called probably listed, where it is of a listed substance; that of
    the model without the official text, where it has a name of trade: a text more to compare with makes no such name milder."""
    if is_of_substance(searched):
        return float(_model(classifier.kind_for(searched))["listed_from"])
    if not searched.uses:
        return 0.0
    return likelihood(features, kind_of(False, classifier.model is not None))


def may_be_not_listed(searched: Searched, classifier: Classifier) -> bool:
    """Whether a text says enough to be called "probably not listed".

    It names an ordinary good, or is as long as a data sheet: that a few words resemble nothing only shows that nobody here
    thought of them. At least half of its words are known, and no name in it is a clear one, the first candidate's own, or one of
    surveillance tools.
    """
    says_enough = bool(searched.everyday) or searched.understanding.words >= _DATA_SHEET
    return (
        says_enough
        and searched.understanding.is_enough
        and not any(_is_kept(use, searched, classifier) for use in searched.uses)
    )


def _may_be_listed(searched: Searched, classifier: Classifier) -> bool:
    """Whether more than a single common word, or a material of everyday goods, speaks for it: a name of trade that is no part of
    another, two words of one line, or a text of one rare word. A name that most ordinary goods have, too, says neither."""
    if any(not use.modifies and use.written not in searched.everyday for use in searched.uses):
        return True
    common = {word.plain for use in searched.uses for word in words_of(use.written)}
    entries: set[int] = set()
    for language, terms in searched.terms.items():
        index = classifier.index(language)
        line = int(searched.lines[language].argmax())
        shared = [stem for stem in terms.written if index.by_line.share(stem, line) > 0]
        if everyday_materials().issuperset(shared):
            continue  # "steel water bottle" is of steel, as much is
        words = {terms.written[stem].lower() for stem in shared}
        if common and words <= common:
            continue  # "ball bearing" is what most of them are called
        if len(words) > 1:
            return True
        for stem in shared:
            entries.update(index.by_entry.scores({stem: 1.0}).nonzero()[0].tolist())
    return searched.understanding.words == 1 and 0 < len(entries) <= _RARE


def is_strange(searched: Searched, features: Mapping[str, float]) -> bool:
    """Whether a text may be in a language that is not at hand: hardly a word is known, and none is of one language alone.

    Names of trade are known words (:func:`_is_named`).
    """
    if features["known"] >= UNKNOWN or searched.everyday or _is_named(searched, features):
        return False
    own = (own_stop_words(language) for language in searched.languages)
    return not any(word.plain in words for words in own for word in searched.words)


def _is_named(searched: Searched, features: Mapping[str, float]) -> bool:
    """Whether names of trade are a third of a text and lead to the first candidate: they are known words of it."""
    in_names = sum(use.length for use in searched.uses)
    return bool(features["pointed"]) and in_names * _NAMED >= searched.understanding.words


def language_missing(searched: Searched, classifier: Classifier, features: Mapping[str, float]) -> str:
    """The official language of a text whose words are mostly unknown and whose Annex is not installed; else "".

    A text that is all names of trade is in none: "TWT" is no word of Slovenian.
    """
    in_names = sum(use.length for use in searched.uses)
    if features["known"] >= _MOSTLY or (features["pointed"] and in_names >= searched.understanding.words):
        return ""
    return foreign_language(" ".join(word.written for word in searched.words), classifier.indices)


def _is_kept(use: Use, searched: Searched, classifier: Classifier) -> bool:
    """Whether a name is a clear one, or is one of several words and leads to surveillance tools, or leads to the first candidate.

    The last holds where no everyday good has a longer name: "ball bearing for a machine tool" is a bearing; but "terminal block,
    krytron" may be a krytron, which is no word of any everyday good.
    """
    if use.sense.clear:
        return True
    if use.length > 1 and SURVEILLANCE.covers(use.sense.to[0], {}) is not False:
        return True
    longest = max((len(name.split()) for name in searched.everyday), default=0)
    first = classifier.entries[int(searched.scores.argmax())]
    return use.sense.to[0][:5] == first and (
        use.length >= min(longest, _LONG) or _is_no_everyday_word(use, searched)
    )


def _is_no_everyday_word(use: Use, searched: Searched) -> bool:
    """Whether no word of a name is one of the names of everyday goods."""
    words = {word.plain for word in words_of(use.written)}
    return not any(words & everyday_vocabulary(language) for language in searched.languages)
