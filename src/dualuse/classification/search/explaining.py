"""Why an entry is a candidate: the provision, the words that carried it, the synonyms used, and what may release the product."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dualuse.classification.search.answers import Candidate
from dualuse.classification.sheets import examine
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.control_list.codes import is_under

if TYPE_CHECKING:
    from dualuse.classification.search.classifier import Classifier, Searched
    from dualuse.classification.search.corpus import Line
    from dualuse.classification.search.indices import LanguageIndex


_MOST_QUESTIONS: Final = 3


@lru_cache(maxsize=1_024)
def questions_for(entry: str) -> tuple[Message, ...]:
    """The first questions of an entry (five characters), those that settle most; none where it has no parameter sheet."""
    examination = examine(entry, {})
    if examination.review == "no_sheet":
        return ()
    return tuple(
        Message(f"sheet.{question.parameter}", question.question)
        for question in examination.questions[:_MOST_QUESTIONS]
    )


_MOST_WORDS: Final = 8
_MOST_EXCLUSIONS: Final = 5


def candidate(searched: Searched, number: int, classifier: Classifier) -> Candidate:
    """The entry ``number`` as a candidate, with its reasons."""
    entry = classifier.entries[number]
    language, at = _best_line(searched, number, classifier)
    line = classifier.indices[language].lines[at]
    return Candidate(
        entry=entry,
        provision=line.path,
        score=min(max(float(searched.scores[number]), 0.0), 1.0),
        because=tuple(_reasons(searched, number, classifier, language, at)),
        line=line.text,
        exclusions=_exclusions(classifier.indices[language], line.path, entry),
        questions=questions_for(entry),
    )


def _best_line(searched: Searched, number: int, classifier: Classifier) -> tuple[str, int]:
    """The language and number of the line that carries an entry most; within the code that a synonym leads to, if any."""
    best = (False, -1.0, "en", 0)
    entry = classifier.entries[number]
    codes = [code for use in searched.uses for code in use.sense.to if code[:5] == entry]
    for language in searched.languages:
        index = classifier.indices[language]
        span = index.span(number)
        values = searched.lines[language][span.start : span.stop] / searched.highest[language]
        near = searched.near[language]
        if near is not None:
            values = values + near[span.start : span.stop]
        inside = _inside(index.lines, span, codes)
        for at in inside or ([span[int(values.argmax())]] if span else ()):
            place = (bool(inside), float(values[at - span.start]), language, at)
            best = max(best, place, key=lambda ranked: ranked[:2])
    return best[2], best[3]


def _inside(lines: Sequence[Line], span: range, codes: Sequence[str]) -> list[int]:
    """The lines of an entry that lie within codes narrower than it."""
    narrow = [code for code in codes if len(code) > len("0A000")]
    return [at for at in span if any(is_under(lines[at].path, code) for code in narrow)] if narrow else []


def _reasons(
    searched: Searched, number: int, classifier: Classifier, language: str, at: int
) -> list[Message]:
    entry = classifier.entries[number]
    index = classifier.indices[language]
    path = index.lines[at].path
    terms = searched.terms[language]
    shares = {stem: index.by_line.share(stem, at) for stem in terms.written}
    words = sorted((stem for stem, share in shares.items() if share > 0), key=lambda stem: -shares[stem])
    reasons: list[Message] = []
    for use in searched.uses:
        codes = [code for code in use.sense.to if code[:5] == entry]
        if codes:
            text = N_("{said}: a name of trade for {words} ({code})")
            params = {"said": use.written, "words": use.sense.words, "code": codes[0]}
            reasons.append(Message("named", text, params))
    if words:
        shared_words = tuple(terms.written[stem] for stem in words[:_MOST_WORDS])
        reasons.append(
            Message(
                "words", N_("words in common with {line}: {words}"), {"line": path, "words": shared_words}
            )
        )
    if number in searched.source:
        goods = classifier.entries[searched.source[number]]
        reasons.append(Message("led", N_("it may serve goods of {entry}"), {"entry": goods}))
    if not reasons:
        reasons.append(Message("near", N_("near in meaning to {line}"), {"line": path}))
    return reasons


def _exclusions(index: LanguageIndex, path: str, entry: str) -> tuple[str, ...]:
    """Notes above or at a provision that release something."""
    exclusions = (text for under, text in index.releases.get(entry, ()) if is_under(path, under))
    return tuple(dict.fromkeys(exclusions))[:_MOST_EXCLUSIONS]
