"""A figure of a description that clearly fails whatever a sheet asks of the goods named: an oscilloscope of 20 MHz, where listed ones begin at 60 GHz.

It counts where nothing else stands beside it that it may be of: the name of the goods, words of the sheet's own question, and words that tell nothing. It fails
clearly where a tenth of it and ten times as much fail, too, whichever quantity of the sheet it is read for. Anything else is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from dualuse.classification.search.trade_names import uses
from dualuse.classification.search.words import stemmer, stop_words, words_of
from dualuse.classification.sheets.examining import examine
from dualuse.classification.sheets.results import Examination, Question
from dualuse.classification.telling_questions import QUANTITY, goods_named, questions_of_sheet
from dualuse.i18n import LANGUAGES, translate
from dualuse.inputs.problems import InputError

_FIGURE: Final = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)?)[ \u00a0]?([a-zA-Zµμ°%]{1,6}[²³]?)(?![\w/^])")
_NO_FIGURE_ALONE: Final = re.compile(r"[<>≥≤⩾⩽+~±]|\d\s*(?:-|–|…|\.\.+|to|bis|à|x|×)\s*\d|/", re.IGNORECASE)
"""A bound, a range or a ratio: what it is a figure of is for a person to say."""
_NOT_THE_LAST_WORD: Final = re.compile(
    r"(?<!\w)(?:upgrad|unlock|option|expand|extend|extens|erweiter|aufrüst|freischalt|évolu|débrid|débloc|déverrouill|licen[cs]|lizenz|minimum|mindest|au moins|at least|from|ab |over |über |plus de )",
    re.IGNORECASE,
)
"""What says of a figure, wherever it stands, that more is to be had, or that it is the least."""
_CLAUSE: Final = re.compile(r"[;\n]|[,.](?!\d)")
_FOR: Final = re.compile(r"(?<!\w)(?:for|für|pour)(?!\w)", re.IGNORECASE)
"""Behind it stands who or what the goods are for: a figure in front of it is of the goods."""
_CLEARLY: Final = 10
_TELL_NOTHING: Final = frozenset(
    (
        "digital",
        "analog",
        "analogue",
        "analogique",
        "numérique",
        "portable",
        "tragbar",
        "handheld",
        "new",
        "neu",
        "used",
        "gebraucht",
    )
)


@lru_cache(maxsize=1024)
def fails_clearly(code: str, description: str) -> bool:
    """Whether the goods that a description names meet no provision of ``code``, by the one figure that it says of them.

    Args:
        code: an entry with a sheet, or a provision of it.
        description: what the goods are called, and their figure.

    Returns:
        ``False`` where the sheet does not ask for goods of that name, no figure is said or more than one, or it may be of something else.
    """
    named = goods_named(code, description)
    figures = tuple(_FIGURE.finditer(description))
    if not named or len(figures) != 1 or _NO_FIGURE_ALONE.search(description):
        return False
    if _NOT_THE_LAST_WORD.search(description):
        return False
    (figure,) = figures
    meant = frozenset(path for row in named for path in row.concerns)
    quantities = tuple(
        row for row in questions_of_sheet(code) if row.kind == QUANTITY and not meant.isdisjoint(row.concerns)
    )
    read = tuple(row for row in quantities if _examined(code, {row.parameter: figure[0]}) is not None)
    if not read or not _is_alone(description, figure.start(), read):
        return False
    amount = float(figure[1].replace(",", "."))
    identity = {row.parameter: True for row in named}
    return all(
        _fails(
            code,
            {**identity, **{row.parameter: f"{amount * factor:.12g} {figure[2]}" for row in read}},
            meant,
        )
        for factor in (1 / _CLEARLY, 1, _CLEARLY)
    )


def _examined(code: str, values: dict[str, Any]) -> Examination | None:
    """By the sheet; None where it cannot read a value, as one of another measure."""
    try:
        return examine(code, values)
    except InputError:
        return None


def _fails(code: str, values: dict[str, Any], meant: frozenset[str]) -> bool:
    examination = _examined(code, values)
    return examination is not None and meant <= {row.path for row in examination.not_met}


def _is_alone(description: str, at: int, read: Sequence[Question]) -> bool:
    """Whether the clause in which the figure stands has no word that it may be of: no mains, no filter, no probe."""
    for_whom = next(
        (mark.start() for mark in _FOR.finditer(description) if mark.start() > at), len(description)
    )
    start = max((mark.end() for mark in _CLAUSE.finditer(description[:at])), default=0)
    end = next((at + mark.start() for mark in _CLAUSE.finditer(description[at:])), len(description))
    end = min(end, for_whom)
    clause = _FIGURE.sub(" ", description[start:end])
    allowed = {*_words_of_names(description), *_words_of_questions(read), *_TELL_NOTHING}
    return all(
        word.plain in allowed or any(stemmer(language)(word.plain) in allowed for language in LANGUAGES)
        for word in words_of(clause)
        if word.names_something and not any(word.plain in stop_words(language) for language in LANGUAGES)
    )


def _words_of_names(description: str) -> Iterator[str]:
    for use in uses(tuple(words_of(description)), LANGUAGES):
        yield from (word.plain for word in words_of(use.written))


def _words_of_questions(questions: Sequence[Question]) -> Iterator[str]:
    for language in LANGUAGES:
        stem = stemmer(language)
        for row in questions:
            yield from (stem(word.plain) for word in words_of(translate(row.question, language)))
