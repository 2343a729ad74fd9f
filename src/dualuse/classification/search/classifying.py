"""``classify``: a text in, an answer out: entries, the provision and the words that carried each, and what may release the product."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from dualuse.classification.search.answers import Candidate, Classification
from dualuse.classification.search.classifier import MOST_WORDS, Classifier, Searched, classifier
from dualuse.classification.search.corpus import Line
from dualuse.classification.search.far import is_far
from dualuse.classification.search.indices import LanguageIndex
from dualuse.classification.search.plain_steel import is_of_steel_alone
from dualuse.classification.search.trade_names import everyday, is_ordinary_alone, uses
from dualuse.classification.search.verdict import (
    is_strange,
    language_missing,
    least_likelihood,
    likelihood,
    measures,
    verdict,
)
from dualuse.classification.search.ways_to_read import ways_to_read
from dualuse.classification.search.words import Word, stop_words, words_of
from dualuse.classification.sheets import examine
from dualuse.classification.substances import what_has_all
from dualuse.i18n import LANGUAGES, N_, Message
from dualuse.law.eu_2021_821.control_list.codes import is_under
from dualuse.sources.annex.store import installed, load
from dualuse.sources.annex.text import AnnexText


def installed_texts() -> tuple[AnnexText, ...]:
    """The newest edition of Annex I that is installed, in every language it is installed in; none where there is none."""
    rows = installed()
    newest = max((row.edition for row in rows), default=None)
    texts = (load(row.edition, row.language) for row in rows if row.edition == newest)
    return tuple(text for text in texts if text is not None)


MOST_CANDIDATES: Final = 10
_LOOKED_AT: Final = 50
"""Entries that are looked at before a text is called probably not listed, however many are asked for: the verdict hangs on none of them being near."""
_LEAST: Final = 1e-6
_MOST_QUESTIONS: Final = 3
_MOST_WORDS: Final = 8
_MOST_EXCLUSIONS: Final = 5
_MOST_UNKNOWN: Final = 20

NO_TEXT: Final = Message(
    "no_official_text",
    N_("compared with titles of our own only: with the official text of Annex I imported, more is found"),
)
NO_EMBEDDING: Final = Message(
    "no_embedding", N_("compared by words alone: the extra 'embedding' is not installed")
)
NO_TEXT_OF_LANGUAGE: Final = N_(
    "the official text of Annex I is not imported in the language of the description ({language}): with it, more is found"
)
NOT_UNDERSTOOD: Final = N_(
    "only {known} of {number} words are known here; not: {words}. Describe the product in other words, or in English"
)
LANGUAGE_MISSING: Final = N_(
    "the text seems to be in a language that cannot be compared here ({language}): import Annex I in it, or describe the product in English, German or French"
)
CUT: Final = Message("cut", N_("only the first {number} words were compared"), {"number": MOST_WORDS})
NO_WORDS: Final = Message("no_words", N_("the text holds no words that could be compared"))
ONLY_ACTIVITY: Final = Message(
    "only_activity",
    N_(
        "the text says what is done, and not to what: describe the product; technical assistance has rules of its own (Art. 8)"
    ),
)
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


@lru_cache(maxsize=4096)
def classify_by_words(text: str) -> Classification:
    """The answer on a text compared with our own titles, by words alone: the same wherever this program is installed."""
    return answer(_by_words(), text)


@lru_cache(maxsize=1)
def _by_words() -> Classifier:
    return Classifier()


@lru_cache(maxsize=4096)
def is_name_of_listed_trade(text: str) -> bool:
    """Whether a text has a name that trade has for listed goods."""
    return bool(uses(tuple(words_of(text)), LANGUAGES))


def codes_of_names(text: str) -> tuple[str, ...]:
    """The codes that the names of trade in a text lead to, however they are written, each once."""
    names = (use for way in ways_to_read(text) for use in uses(tuple(words_of(way)), LANGUAGES))
    return tuple(dict.fromkeys(code for use in names for code in use.sense.to))


def resembles_listed(text: str, search: Callable[[str], Classification]) -> Classification | None:
    """The answer on a text that trade has for listed goods, and that is probably listed, read in any way; None for any other.

    It is the doubt about an item that is stated to be in no entry: the statement stands against mere likeness of words, which ordinary goods
    ("wheel bearings") have, too, of what is listed for its material where the text names steel alone, and of what is ordinary by its whole name. ``search`` takes a second to be made
    ready and is asked only where a name of trade is met.
    """
    if is_ordinary_alone(text):
        return None
    for way in ways_to_read(text):
        if is_name_of_listed_trade(way):
            classification = search(way)
            if classification.verdict == "probably_listed" or (
                classification.near and (_names_a_make(way) or _is_name_alone(way))
            ):
                return None if _is_told_by_its_steel(text) else classification
    return None


def _is_name_alone(text: str) -> bool:
    """Whether names of trade are all that a text says, and one is not that of everyday goods: "klystron, 2 pcs" has no word that tells more or less."""
    words = tuple(words_of(text))
    goods = everyday(words, LANGUAGES)
    ordinary = {thing.written for thing in goods}
    names = {use.written for use in (*uses(words, LANGUAGES), *uses(words, LANGUAGES, goods))}
    in_names = {part for name in names for part in name.split()}
    return {word.written for word in words if _tells(word)} <= in_names and not names <= ordinary


def _names_a_make(text: str) -> bool:
    """Whether a text has the name of a make or family, whatever numbers and words stand beside it."""
    return any(use.sense.make for use in uses(tuple(words_of(text)), LANGUAGES))


def _tells(word: Word) -> bool:
    return word.names_something and not any(word.plain in stop_words(language) for language in LANGUAGES)


def _is_told_by_its_steel(text: str) -> bool:
    """Whether all names of trade are of vessels, valves and exchangers that are listed for their material, and the text names plain steel alone."""
    return {code[:5] for code in codes_of_names(text)} == {_LISTED_FOR_THEIR_MATERIAL} and is_of_steel_alone(
        text
    )


_LISTED_FOR_THEIR_MATERIAL: Final = "2B350"


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
    fitted_chance = likelihood(features, classifier_used.kind_for(searched))
    chance = max(fitted_chance, least_likelihood(searched, classifier_used, features))
    order = (-searched.scores).argsort(kind="stable")[
        : 0 if searched.only_activity else max(most, _LOOKED_AT)
    ]
    numbers = [int(number) for number in order if searched.scores[number] > _LEAST]
    likely = verdict(searched, classifier_used, features, chance)
    ordinary = likely == "probably_not_listed"
    if ordinary and any(is_near(searched, number, classifier_used, ordinary) for number in numbers):
        likely, ordinary = "unsure", False  # no comfort beside an entry that the words lead to
    return Classification(
        id=identifier,
        verdict=likely,
        likelihood=chance if searched.words else 0.5,
        candidates=tuple(candidate(searched, number, classifier_used, ordinary) for number in numbers[:most]),
        languages=searched.languages,
        notes=tuple(_notes(searched, classifier_used, features)),
        words=searched.understanding.words,
        unknown_words=searched.understanding.unknown[:_MOST_UNKNOWN],
    )


def _notes(
    searched: Searched, classifier_used: Classifier, features: Mapping[str, float]
) -> Iterator[Message]:
    if not searched.words:
        yield NO_WORDS
    elif searched.only_activity:
        yield ONLY_ACTIVITY
    elif language := language_missing(searched, classifier_used, features):
        yield Message("language_missing", LANGUAGE_MISSING, {"language": language})
    elif is_strange(searched, features):
        yield UNKNOWN_WORDS
    understood = searched.understanding
    if understood.words and not understood.is_enough:
        params = {
            "known": understood.words - len(understood.unknown),
            "number": understood.words,
            "words": understood.unknown[:_MOST_WORDS],
        }
        yield Message("not_understood", NOT_UNDERSTOOD, params)
    if searched.cut:
        yield CUT
    if not classifier_used.texts:
        yield NO_TEXT
    elif searched.words and not any(text.language == searched.languages[0] for text in classifier_used.texts):
        yield Message("no_text_of_language", NO_TEXT_OF_LANGUAGE, {"language": searched.languages[0]})
    if classifier_used.model is None:
        yield NO_EMBEDDING


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


def candidate(
    searched: Searched, number: int, classifier_used: Classifier, is_ordinary: bool = False
) -> Candidate:
    """The entry ``number`` as a candidate, with its reasons. ``is_ordinary``: as in :func:`~.far.is_far`."""
    entry = classifier_used.entries[number]
    language, at = _best_line(searched, number, classifier_used)
    line = _narrowest_told_line(searched, number, classifier_used, language, at)
    if code := searched.codes_of_substances.get(entry):
        line = _line_of_code(classifier_used.index(language), number, code, line)
    words, spoken = _words_of_law(searched, line, language, classifier_used)
    return Candidate(
        entry=entry,
        provision=line.path,
        score=min(max(float(searched.scores[number]), 0.0), 1.0),
        because=tuple(_reasons(searched, number, classifier_used, language, at)),
        line=words,
        language=spoken,
        exclusions=_exclusions(searched, classifier_used, line.path, entry),
        questions=questions_for(entry),
        far=not is_near(searched, number, classifier_used, is_ordinary),
    )


def is_near(searched: Searched, number: int, classifier_used: Classifier, is_ordinary: bool) -> bool:
    """Whether words or substances of the text lead to the entry ``number``. ``is_ordinary``: as in :func:`~.far.is_far`."""
    return classifier_used.entries[number] in searched.codes_of_substances or not is_far(
        searched, number, classifier_used, is_ordinary
    )


def _best_line(searched: Searched, number: int, classifier_used: Classifier) -> tuple[str, int]:
    """The language and number of the line that carries an entry most; within the code that a synonym leads to, if any."""
    best = (False, -1.0, "en", 0)
    entry = classifier_used.entries[number]
    codes = _narrowest([code for use in searched.uses for code in use.sense.to if code[:5] == entry])
    for language in searched.terms:
        index = classifier_used.index(language)
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


def _narrowest(codes: Sequence[str]) -> list[str]:
    """The codes that no other lies within: "5-axis machining centre" says more than the machining centre in it."""
    return [code for code in codes if not any(is_under(other, code) for other in codes if other != code)]


def _inside(lines: Sequence[Line], span: range, codes: Sequence[str]) -> list[int]:
    """The lines of an entry that lie within codes narrower than it."""
    narrow = [code for code in codes if len(code) > len("0A000")]
    return [at for at in span if any(is_under(lines[at].path, code) for code in narrow)] if narrow else []


def _narrowest_told_line(
    searched: Searched, number: int, classifier_used: Classifier, language: str, at: int
) -> Line:
    """The line ``at``, or the nearest above it within the code that a name leads to from which the words tell which line it is."""
    index = classifier_used.index(language)
    line, lines = index.lines[at], [(other, index.lines[other]) for other in index.span(number)]
    codes = [code for use in searched.uses for code in use.sense.to if is_under(line.path, code)]
    named = max(codes, key=len, default=line.path)
    terms = searched.terms[language]

    def shared(document: int) -> frozenset[str]:
        asked = (*terms.written, *terms.figures)
        return frozenset(stem for stem in asked if index.by_line.share(stem, document) > 0)

    path, own = line.path, shared(at)
    while path != named and len(named) > len("0A000"):
        above = path.rpartition(".")[0]
        if any(
            shared(other) != own for other, row in lines if row.path != above and is_under(row.path, above)
        ):
            break
        path = above
    return _line_of_code(index, number, path, line) if path != line.path else line


def _line_of_code(index: LanguageIndex, number: int, code: str, nearest: Line) -> Line:
    """The line of a code itself, or the nearest one with that code, where the language has no line of its own for it."""
    rows = (index.lines[other] for other in index.span(number))
    exact = (row for row in rows if row.path == code and not row.is_note)
    return next(exact, replace(nearest, path=code))


def _reasons(
    searched: Searched, number: int, classifier_used: Classifier, language: str, at: int
) -> list[Message]:
    entry = classifier_used.entries[number]
    index = classifier_used.index(language)
    path = index.lines[at].path
    terms = searched.terms[language]
    shares = {stem: index.by_line.share(stem, at) for stem in terms.written}
    words = sorted((stem for stem, share in shares.items() if share > 0), key=lambda stem: -shares[stem])
    reasons: list[Message] = []
    for substance in searched.substances:
        codes = [code for code in substance.provisions if code[:5] == entry]
        if codes:
            params = {"said": substance.written, "code": what_has_all(tuple(codes))}
            reasons.append(Message("substance", N_("{said}: a substance that {code} names"), params))
    for use in searched.uses:
        codes = [code for code in use.sense.to if code[:5] == entry]
        if codes:
            text = N_("{said}: a name of trade for goods of {code}")
            params = {"said": use.written, "words": use.sense.words, "code": codes[0]}
            reasons.append(Message("named", text, params))
    if words:
        shared_words = tuple(dict.fromkeys(terms.written[stem] for stem in words))[:_MOST_WORDS]
        reasons.append(
            Message(
                "words", N_("words in common with {line}: {words}"), {"line": path, "words": shared_words}
            )
        )
    if number in searched.source:
        goods = classifier_used.entries[searched.source[number]]
        reasons.append(Message("led", N_("it may serve goods of {entry}"), {"entry": goods}))
    if not reasons:
        reasons.append(Message("near", N_("near in meaning to {line}"), {"line": path}))
    return reasons


def _words_of_law(
    searched: Searched, line: Line, language: str, classifier_used: Classifier
) -> tuple[str, str]:
    """The words of a line and their language; of one of a parameter sheet those of its provision, or of the nearest above it."""
    if line.origin != "sheet":
        return line.text, language
    texts = {
        other.path: (other.text, spoken)
        for spoken in reversed(searched.languages)
        for other in classifier_used.indices[spoken].of_entry(line.entry)
        if other.origin != "plain" and not other.is_note
    }
    above = (path for path in sorted(texts, key=len, reverse=True) if is_under(line.path, path))
    return texts[next(above)] if texts else (line.text, language)


def _exclusions(searched: Searched, classifier_used: Classifier, path: str, entry: str) -> tuple[str, ...]:
    """Notes above or at a provision that release something."""
    indices = (classifier_used.indices[language] for language in searched.languages)
    releases = next((own for index in indices if (own := index.releases.get(entry))), ())
    exclusions = (text for under, text in releases if is_under(path, under))
    return tuple(dict.fromkeys(exclusions))[:_MOST_EXCLUSIONS]
