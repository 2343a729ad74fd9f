"""Whether a candidate is far: what the search puts first is the best there is, which may be nothing a reader would think of.

Scores are shares of the best and order only, so that "office chair" has a first entry, too (body armour, by the beginning of
"officers"). Near is what a name of trade leads to, what shares two words or figures with the text, or most of what it says.
"""

from __future__ import annotations

import math
from typing import Final

from dualuse.classification.search.classifier import Classifier, Searched
from dualuse.classification.search.indices import LanguageIndex, Terms

_TWO: Final = 2
_HALF: Final = 0.5
"""Of the rarity of a text's words: what a line shares that has one of them only."""


def is_far(searched: Searched, number: int, classifier: Classifier, is_ordinary: bool) -> bool:
    """Whether the entry ``number`` is far from the text; software and technology are as near as the goods they are led from.

    ``is_ordinary``: the text names an ordinary good and is probably not listed: the words of its name tell nothing of an entry,
    and one other word is no more than chance.
    """
    source = searched.source.get(number, number)
    return all(
        _is_apart(searched, entry, classifier, is_ordinary) for entry in dict.fromkeys((number, source))
    )


def _is_apart(searched: Searched, number: int, classifier: Classifier, is_ordinary: bool) -> bool:
    entry = classifier.entries[number]
    if any(code[:5] == entry for use in searched.uses for code in use.sense.to):
        return False
    of_good = {part for name in searched.everyday for part in name.split()} if is_ordinary else set[str]()
    for language, terms in searched.terms.items():
        index = classifier.index(language)
        span = index.span(number)
        if not span:
            continue
        line = span[int(searched.lines[language][span.start : span.stop].argmax())]
        shared = [stem for stem in terms.written if index.by_line.share(stem, line) > 0]
        written = {terms.written[stem] for stem in shared} - of_good
        figures = {said for figure, said in terms.figures.items() if index.by_line.share(figure, line) > 0}
        if len(written) + len(figures) >= _TWO:
            return False
        if not is_ordinary and (written or figures) and _part(shared, terms, index) >= _HALF:
            return False
    return True


def _part(shared: list[str], terms: Terms, index: LanguageIndex) -> float:
    """How much of the rarity of a text's words the words shared have; all where the text has none, but figures."""
    rarest = math.log(1 + index.by_line.size)
    rarity = {stem: index.by_line.rarity(stem) or rarest for stem in terms.written if not stem[0].isdigit()}
    total = sum(rarity.values())
    return sum(rarity.get(stem, 0.0) for stem in shared) / total if total else 1.0
