"""What ``dualuse classify`` says of one product on one screen: verdict, three candidates with why and what to ask, the rest named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from dualuse.classification.search.answers import Candidate, Classification
from dualuse.classification.search.output import (
    explanation,
    far_line,
    is_title,
    lacking,
    lead,
    score_in,
    title_of,
    verdict_line,
    verdict_word,
)
from dualuse.documents.screen_parts import table
from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import N_, fill, quoted, render, semicolon, translate
from dualuse.inputs.colours import styled
from dualuse.inputs.problems import printable
from dualuse.inputs.wrapping import MOST_LINES, clipped, marked, wrapped_lines
from dualuse.law.eu_2021_821.control_list.outline import title

EVERYTHING: Final = N_("Everything: --full; as data: --json.")
_EXPLAINED: Final = 3
_MOST_REASONS: Final = 2


class _Form(NamedTuple):
    """Lines of a question, lines of each other text of a candidate that is explained, and how many others are named."""

    questions: int
    texts: int
    named: int


_FORMS: Final = tuple(
    _Form(*form)
    for form in (
        (9, 2, 4),
        (9, 2, 2),
        (9, 2, 1),
        (9, 2, 0),
        (9, 1, 2),
        (9, 1, 1),
        (4, 1, 1),
        (3, 1, 1),
        (3, 1, 0),
        (2, 1, 0),
    )
)
"""From the longest: questions are asked whole before others are named."""
_INDENT: Final = 10
"""Characters before the words of a line and about them: its indent and the quotation marks."""
_SAID_FIRST: Final = frozenset(("no_official_text", "no_text_of_language", "no_embedding"))
"""Notes that the first line says."""
_COLOURS: Final = {"probably_listed": "red", "unsure": "yellow", "probably_not_listed": "green"}


def short_page(classification: Classification, language: str, width: int) -> str:
    """The answer on one text, in at most :data:`MOST_LINES` lines: the first of the forms in which it has room."""
    for form in _FORMS:
        lines = list(_lines(classification, language, width, form))
        if len(lines) <= MOST_LINES:
            break
    else:
        end = list(_end(classification, language, width))
        room = MOST_LINES - len(end) - 1
        lines = [*lines[: room - 1], marked(lines[room - 1], width), "", *end]
    return "\n".join(printable(line) for line in lines) + "\n"


def _lines(classification: Classification, language: str, width: int, form: _Form) -> Iterator[str]:
    yield from wrapped_lines(verdict_line(classification, language), width, rest="  ")
    yield from _below_verdict(classification, language, width)
    for candidate in classification.near[:_EXPLAINED]:
        yield ""
        yield from _explained(candidate, language, width, form)
    yield from _named(classification.near[_EXPLAINED:], language, width, form.named)
    if not classification.near and classification.verdict != "probably_not_listed":
        yield from _far(classification, language, width)
    yield ""
    yield from _end(classification, language, width)


def coloured(text: str, classification: Classification, language: str) -> str:
    """The page with its verdict in colour; where something was not at hand, "probably not listed" is no green."""
    colour = _COLOURS[classification.verdict]
    if colour == "green" and lacking(classification.notes, language):
        colour = "yellow"
    return styled(text, verdict_word(classification, language).upper(), colour)


def _below_verdict(classification: Classification, language: str, width: int) -> Iterator[str]:
    """What the verdict means, or why there is none, in two lines."""
    codes = {note.code for note in classification.notes}
    left_out = _SAID_FIRST | (
        {"unknown_words"} if "not_understood" in codes else set()
    )  # the same in other words
    notes = [render(note, language) for note in classification.notes if note.code not in left_out]
    yield from _cut(" · ".join(notes) or explanation(classification, language), width, 2)


def _explained(candidate: Candidate, language: str, width: int, form: _Form) -> Iterator[str]:
    def fitted_lines(text: str, most: int, first: str = "      ") -> list[str]:
        lines = wrapped_lines(text, width, first, "        ", divided=True)
        return lines if len(lines) <= most else [*lines[: most - 1], marked(lines[most - 1], width)]

    name = title_of(candidate, language)
    yield from fitted_lines(f"{score_in(candidate, language)}  {candidate.provision}  {name}", form.texts, "")
    reasons = [render(reason, language) for reason in candidate.because[:_MOST_REASONS]]
    yield from fitted_lines(semicolon(language).join(reasons), form.texts)
    if words := _words_of(candidate, language):
        room = form.texts * (width - _INDENT) - (form.texts - 1) * _INDENT
        yield from fitted_lines(quoted(clipped(words, room), language), form.texts)
    if candidate.exclusions:
        text = translate(N_("notes that may release the product: {number}"), language)
        yield from fitted_lines(text.format(number=len(candidate.exclusions)), form.texts)
    for question in candidate.questions[:1]:
        yield from fitted_lines(f"? {render(question, language)}", form.questions)


def _words_of(candidate: Candidate, language: str) -> str:
    """What the provision says, in the reader's language: the line that carried it, else our title of the provision; "" where its entry's
    title says it already. The line as it is stands in ``--full``."""
    if candidate.language in ("", language):
        return "" if is_title(candidate) else candidate.line
    own = title(candidate.provision, language) or ""
    return "" if own == title(candidate.entry, language) else own


def _named(candidates: tuple[Candidate, ...], language: str, width: int, number: int) -> Iterator[str]:
    if not candidates:
        return
    yield ""
    rows = [
        (score_in(candidate, language), candidate.provision, title_of(candidate, language))
        for candidate in candidates[:number]
    ]
    yield from table(rows, width)
    if len(candidates) > number:
        yield "  " + fill(AND_MORE, language, number=len(candidates) - number)


def _far(classification: Classification, language: str, width: int) -> Iterator[str]:
    """What is far, named where nothing is near: on a text that is probably not listed it would only amuse the reader."""
    if far := far_line(classification, language, _EXPLAINED):
        yield ""
        yield from _cut(far, width, 1)


def _end(classification: Classification, language: str, width: int) -> Iterator[str]:
    text = N_("Words propose, parameters decide, a person answers.")
    yield from _cut(f"{translate(text, language)} {translate(EVERYTHING, language)}", width, 2)
    if classification.near:
        yield from _cut(lead(classification.near, language), width, 2)


def _cut(text: str, width: int, most: int) -> list[str]:
    """The first lines of a text, the last of them with a sign where more follow."""
    lines = wrapped_lines(text, width)
    return lines if len(lines) <= most else [*lines[: most - 1], marked(lines[most - 1], width)]
