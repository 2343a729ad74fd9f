"""``classify``: a text in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from dualuse.classification.search.answers import Classification
from dualuse.classification.search.classifier import MOST_WORDS, Classifier, Searched, classifier
from dualuse.classification.search.explaining import candidate
from dualuse.classification.search.verdict import is_strange, language_missing, likelihood, measures, verdict
from dualuse.i18n import N_, Message
from dualuse.sources.annex.store import installed, load
from dualuse.sources.annex.text import AnnexText


def installed_texts() -> tuple[AnnexText, ...]:
    """The newest edition of Annex I that is installed, in every language it is installed in; none where there is none."""
    rows = installed()
    newest = max((row.edition for row in rows), default=None)
    texts = (load(row.edition, row.language) for row in rows if row.edition == newest)
    return tuple(text for text in texts if text is not None)


MOST_CANDIDATES: Final = 10
_LEAST: Final = 1e-6

NO_TEXT: Final = Message(
    "no_official_text",
    N_("compared with titles of our own only: with the official text of Annex I imported, more is found"),
)
NO_EMBEDDING: Final = Message(
    "no_embedding", N_("compared by words alone: the extra 'embedding' is not installed")
)
LANGUAGE_MISSING: Final = N_(
    "the text seems to be in a language that cannot be compared here ({language}): import Annex I in it, or describe the product in English, German or French"
)
CUT: Final = Message("cut", N_("only the first {number} words were compared"), {"number": MOST_WORDS})
NO_WORDS: Final = Message("no_words", N_("the text holds no words that could be compared"))
UNKNOWN_WORDS: Final = Message(
    "unknown_words", N_("hardly a word of the text is known here: perhaps its language is not")
)


def classify(
    text: str, texts: Sequence[AnnexText] = (), identifier: str = "", most: int = MOST_CANDIDATES
) -> Classification:
    """The entries of Annex I that a product may belong to, best first, with reasons.

    Args:
        text: what the product is, in any language whose lines are at hand (English, German and French always are).
        texts: imported editions of Annex I, of one edition in one or more languages; without them our own titles are searched.
        identifier: given back in the answer.
        most: how many candidates, at most.

    Never raises for what ``text`` holds: empty, binary or endless texts get an honest "unsure".
    """
    return answer(classifier(tuple(texts)), text, identifier, most)


def classify_all(
    rows: Iterable[tuple[str, str]], texts: Sequence[AnnexText] = (), most: int = MOST_CANDIDATES
) -> Iterator[Classification]:
    """:func:`classify` for each ``(identifier, text)``, in order."""
    built = classifier(tuple(texts))
    return (answer(built, text, identifier, most) for identifier, text in rows)


def answer(
    classifier_used: Classifier, text: str, identifier: str = "", most: int = MOST_CANDIDATES
) -> Classification:
    """The answer of a classifier on one text."""
    searched = classifier_used.search(text)
    features = measures(searched, classifier_used)
    chance = likelihood(features, classifier_used.kind_for(searched))
    order = (-searched.scores).argsort(kind="stable")[:most]
    numbers = [int(number) for number in order if searched.scores[number] > _LEAST]
    return Classification(
        id=identifier,
        verdict=verdict(searched, classifier_used, features, chance),
        likelihood=chance if searched.words else 0.5,
        candidates=tuple(candidate(searched, number, classifier_used) for number in numbers),
        languages=searched.languages,
        notes=tuple(_notes(searched, classifier_used, features)),
    )


def _notes(
    searched: Searched, classifier_used: Classifier, features: Mapping[str, float]
) -> Iterator[Message]:
    if not searched.words:
        yield NO_WORDS
    elif language := language_missing(searched, classifier_used, features):
        yield Message("language_missing", LANGUAGE_MISSING, {"language": language})
    elif is_strange(searched, features):
        yield UNKNOWN_WORDS
    if searched.cut:
        yield CUT
    if not classifier_used.texts:
        yield NO_TEXT
    if classifier_used.model is None:
        yield NO_EMBEDDING
