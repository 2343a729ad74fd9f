"""Whether a candidate is far: what the search puts first is the best there is, which may be nothing a reader would think of.

Scores are shares of the best and order only, so that "office chair" has a first entry, too (body armour, by the beginning of
"officers"). Near is what a name of trade leads to, what shares two words or figures with the text, or, where it has no name of trade, most of what it
says. The words of a name of several speak of the entries that it leads to and of no other: a "camera core" is no gyroscope, whose line has both words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final

from dualuse.classification.search.classifier import Classifier, Searched
from dualuse.classification.search.indices import LanguageIndex, Terms
from dualuse.classification.search.trade_names import Use
from dualuse.classification.search.words import end_of_thing

_TWO: Final = 2
_HALF: Final = 0.5
"""Of the rarity of a text's words: what a line shares that has one of them only."""


def is_far(searched: Searched, number: int, classifier: Classifier, is_ordinary: bool) -> bool:
    """Whether the entry ``number`` is far from the text; software and technology are as near as the goods they are led from.

    ``is_ordinary``: the text would be probably not listed: the words of the name of an ordinary good tell nothing of an entry, and
    other words that are less than half of what the text says are no more than chance. A name of trade leads there all the same, unless it is
    part of the longer name of that good or stands behind what the good comes with or is for.
    """
    source = searched.source.get(number, number)
    return all(
        _is_apart(searched, entry, classifier, is_ordinary) for entry in dict.fromkeys((number, source))
    )


def _is_apart(searched: Searched, number: int, classifier: Classifier, is_ordinary: bool) -> bool:
    entry = classifier.entries[number]
    leading = [use for use in searched.uses if not (is_ordinary and _is_beside_the_thing(use, searched))]
    if any(code[:5] == entry for use in leading for code in use.sense.to):
        return False
    of_several = [use.written for use in searched.uses if use.length > 1]
    names = (*of_several, *(searched.everyday if is_ordinary else ()))
    spoken_for = {part for name in names for part in name.split()}
    alone_enough = not (is_ordinary or searched.uses)
    for language, terms in searched.terms.items():
        index = classifier.index(language)
        span = index.span(number)
        if not span:
            continue
        line = span[int(searched.lines[language][span.start : span.stop].argmax())]
        shared = {*_shared(terms.written, index, line), *_shared(terms.figures, index, line)} - spoken_for
        if len(shared) >= _TWO and not is_ordinary:
            return False
        enough = len(shared) >= _TWO if is_ordinary else shared and alone_enough
        if enough and _part(terms, index, line) >= _HALF:
            return False
    return True


def _is_beside_the_thing(use: Use, searched: Searched) -> bool:
    """Whether a name of trade in a text about an ordinary good does not say what the thing is: "angular contact ball bearing with seals, for a machine
    tool" is neither any ball bearing nor a machine tool."""
    if any(f" {use.written} " in f" {name} " and name != use.written for name in searched.everyday):
        return True
    of_thing = {word.written for word in searched.words[: end_of_thing(searched.words)]}
    return bool(searched.everyday) and of_thing.isdisjoint(use.written.split())


def _shared(written: Mapping[str, str], index: LanguageIndex, line: int) -> Iterator[str]:
    """What stands in the text of the words that a line has, too."""
    return (as_written for word, as_written in written.items() if index.by_line.share(word, line) > 0)


def _part(terms: Terms, index: LanguageIndex, line: int) -> float:
    """How much of the rarity of a text's words a line has; all where the text has none, but figures."""
    rarest = math.log(1 + index.by_line.size)
    rarity = {stem: index.by_line.rarity(stem) or rarest for stem in terms.written if not stem[0].isdigit()}
    total = sum(rarity.values())
    shared = sum(value for stem, value in rarity.items() if index.by_line.share(stem, line) > 0)
    return shared / total if total else 1.0
