"""What ``dualuse classify`` says of one product on one screen: verdict, three candidates with why and what to ask, the rest named."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from dualuse.assessment.text.screen_parts import table
from dualuse.classification.search.answers import Candidate, Classification
from dualuse.classification.search.output import (
    explanation,
    far_line,
    is_title,
    lacking,
    lead,
    verdict_line,
    verdict_word,
)
from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import N_, fill, quoted, render, semicolon, translate
from dualuse.inputs.colours import styled
from dualuse.inputs.problems import printable
from dualuse.inputs.wrapping import MOST_LINES, clipped, marked
from dualuse.law.eu_2021_821.control_list.outline import title

EVERYTHING: Final = N_("Everything: --full; as data: --json.")
_EXPLAINED: Final = 3
_NAMED: Final = 4
_MOST_REASONS: Final = 2
_INDENT: Final = 10
"""Characters before the words of a line and about them: its indent and the quotation marks."""
_SAID_FIRST: Final = frozenset(("no_official_text", "no_text_of_language", "no_embedding"))
"""Notes that the first line says."""
_COLOURS: Final = {"probably_listed": "red", "unsure": "yellow", "probably_not_listed": "green"}


def short_page(classification: Classification, language: str, width: int) -> str:
    """The answer on one text, in at most :data:`MOST_LINES` lines."""
    lines = [clipped(verdict_line(classification, language), width)]
    lines += _below_verdict(classification, language, width)
    for candidate in classification.near[:_EXPLAINED]:
        lines += ["", *_explained(candidate, language, width)]
    lines += _named(classification.near[_EXPLAINED:], language, width)
    if not classification.near and classification.verdict != "probably_not_listed":
        lines += _far(classification, language, width)
    end = ["", *_end(classification, language, width)]
    room = MOST_LINES - len(end)
    if len(lines) > room:
        lines = [*lines[: room - 1], marked(lines[room - 1], width)]
    return "\n".join(printable(line) for line in (*lines, *end)) + "\n"


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


def _explained(candidate: Candidate, language: str, width: int) -> Iterator[str]:
    name = title(candidate.entry, language) or ""
    yield clipped(f"{candidate.score:.2f}  {candidate.provision}  {name}", width)
    reasons = [render(reason, language) for reason in candidate.because[:_MOST_REASONS]]
    yield clipped("      " + semicolon(language).join(reasons), width)
    if not is_title(candidate):
        yield "      " + quoted(clipped(candidate.line, width - _INDENT), language)
    if candidate.exclusions:
        text = translate(N_("{number} notes may release the product"), language)
        yield clipped("      " + text.format(number=len(candidate.exclusions)), width)
    for question in candidate.questions[:1]:
        yield clipped(f"      ? {render(question, language)}", width)


def _named(candidates: tuple[Candidate, ...], language: str, width: int) -> Iterator[str]:
    if not candidates:
        return
    yield ""
    rows = [
        (f"{candidate.score:.2f}", candidate.provision, title(candidate.entry, language) or "")
        for candidate in candidates[:_NAMED]
    ]
    yield from table(rows, width)
    if len(candidates) > _NAMED:
        yield "  " + fill(AND_MORE, language, number=len(candidates) - _NAMED)


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
    lines = textwrap.wrap(text, width)
    return lines if len(lines) <= most else [*lines[: most - 1], marked(lines[most - 1], width)]
