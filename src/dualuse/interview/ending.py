"""The lines after the last question: settled or not, what stays open, and who can say it; never more than a screen of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dualuse.assessment.release_holds.law_age import LAW_AGE
from dualuse.assessment.text.in_short import in_short
from dualuse.i18n import N_, fill, labelled, semicolon, translate
from dualuse.inputs.wrapping import marked, wrapped_lines
from dualuse.interview.closing import (
    acts_unknown,
    first_uses_open,
    hits_and_lists,
    hits_decided,
    open_of_parties,
    stays_a_stop,
    still_open,
    without_list_age,
)
from dualuse.interview.dialogue import End
from dualuse.interview.question import Question, open_points, progress
from dualuse.interview.screen import listed_items
from dualuse.interview.state import Interview
from dualuse.schema.determination import Determination

LINES_ABOVE_ANSWER: Final = 4
"""Of one list, where the answer stands below it on the same screen."""
MOST_LINES_OF_LIST: Final = 12
"""Of one list; with two of them, the lines around them and those on items all fit on a screen of thirty."""
_ONE_BY_ONE: Final = 3
"""More questions that wait for one provision alone are told together."""
_FEW_ROWS: Final = 2
_STAYS: Final = N_("It stays a stop. This is still open, and could only forbid more:")
_AS_STATED: Final = N_(
    "The answer holds for what is stated. This is still open: state it and check again before anything leaves:"
)
"""Above a plain "go": that it could change the answer would speak against it."""
_AS_STATED_UNKNOWN: Final = N_(
    "The answer holds for what is stated. What is still open can be told by these: ask them and check again before anything leaves:"
)
_STAYS_BY_LISTS: Final = N_(
    "It stays a stop, whatever lists say that are whole and up to date: they could only forbid more."
)
"""Where the answer below has the age of the lists, and nothing else is open."""
_COMPLETE: Final = N_("The facts are complete; still open: {reasons}.")
_AGE_OF_LAW: Final = N_("age of the law ({reason})")
_CONDITIONS: Final = N_("{asked}: {number} conditions of {citation} ({summary})")


def ending(
    state: Interview,
    end: End,
    result: Determination,
    language: str,
    width: int,
    most: int = MOST_LINES_OF_LIST,
) -> Iterator[str]:
    """Whether ``result``, the answer, is settled, and else what stays open and who can say it, in lists of at most ``most`` lines."""
    match end:
        case End.SETTLED:
            rows = still_open(state, result, language)
            text = N_("Settled: nothing that is still unknown could change the answer.")
            sentence = ""
            if rows and stays_a_stop(state, result):
                rows = without_list_age(rows, result, language)
                text = _STAYS if rows else _STAYS_BY_LISTS
            elif rows:
                text = (
                    _AS_STATED
                    if result.release == "go"
                    else N_("Not settled: this is still open, and could change the answer:")
                )
            elif acts_unknown(state):
                text = N_(
                    "Settled in law; whether it may leave waits for the acts of which you do not know it."
                )
            elif result.release == "ask":
                sentence = _complete(result, language)
            yield from wrapped_lines(sentence or translate(text, language), width, "", "  ")
            yield from _rows((*hits_decided(result, language), *rows), language, width, most)
            yield from _items_left(state, language, width)
        case End.STOPPED:
            so_far = translate(N_("Stopped. So far: {range}."), language)
            text = so_far.format(range=progress(state, language).text)
            yield from wrapped_lines(text, width, "", "  ")
            rows = (*hits_decided(result, language), *hits_and_lists(result, language))
            yield from _rows(rows, language, width, most)
        case End.STUCK:
            text = (
                _AS_STATED_UNKNOWN
                if result.release == "go"
                else N_("Not settled: what could still change the answer is not known. These can say:")
            )
            yield from wrapped_lines(translate(text, language), width, "", "  ")
            yield from _rows(tuple(_points(open_points(state, language), language)), language, width, most)
            decided = tuple(hits_decided(result, language))
            rows = (*open_of_parties(state, result, language), *first_uses_open(state, language))
            if rows := without_list_age(rows, result, language):
                text = N_("Still open, too:")
                yield from wrapped_lines(translate(text, language), width, "", "  ")
            whole = (*decided, *rows)
            if most == LINES_ABOVE_ANSWER and len(whole) > _FEW_ROWS:
                whole = tuple(_side_by_side(whole, language, width))
            yield from _rows(whole, language, width, most)


def _complete(result: Determination, language: str) -> str:
    """That no fact is missing, and what the answer asks first all the same."""
    reasons = [
        fill(_AGE_OF_LAW, language, reason=row.text) if row.code == LAW_AGE else in_short(row.text, language)
        for row in result.release_because
    ]
    return fill(_COMPLETE, language, reasons=semicolon(language).join(reasons))


def _side_by_side(rows: Sequence[str], language: str, width: int) -> Iterator[str]:
    """Rows that fit on one line beside the one before, there: the answer below needs its room."""
    line = rows[0]
    for row in rows[1:]:
        both = f"{line}{semicolon(language)}{row}"
        if len(both) > width - len("  - "):
            yield line
            both = row
        line = both
    yield line


def _points(points: Sequence[Question], language: str) -> Iterator[str]:
    """Each question with who knows it; on one line those that are conditions of one provision, where they are many."""
    written: set[tuple[str, str]] = set()
    for point in points:
        together = [row for row in points if _waits_for(row) == _waits_for(point)]
        citation = _waits_for(point)[1]
        if not citation or len(together) <= _ONE_BY_ONE:
            yield labelled(point.asked_of_text, point.text, language)
        elif _waits_for(point) not in written:
            written.add(_waits_for(point))
            yield fill(
                _CONDITIONS,
                language,
                asked=point.asked_of_text,
                number=len(together),
                citation=translate(citation, language),
                summary=point.why[0].text.rstrip("."),
            )


def _waits_for(point: Question) -> tuple[str, str]:
    """Who is asked, and the only provision that the answer helps to settle; "" where there are several."""
    return point.asked_of, point.why[0].citation if len(point.why) == 1 else ""


def _rows(rows: Sequence[str], language: str, width: int, most: int) -> Iterator[str]:
    """The rows as far as they fit, the first in any case, and how many more there are."""
    lines: list[str] = []
    for position, row in enumerate(rows):
        of_row = wrapped_lines(row, width, "  - ", "    ")
        is_last = position == len(rows) - 1
        room = most - (not is_last)
        if position == 0 and len(of_row) > room:
            of_row = [*of_row[: room - 1], marked(of_row[room - 1], width)]
        if len(lines) + len(of_row) > room:
            text = N_("and {number} more: check the file of the answers with --full")
            yield from lines
            more = fill(text, language, number=len(rows) - position)
            yield from wrapped_lines(more, width, "    ", "    ")
            return
        lines += of_row
    yield from lines


def _items_left(state: Interview, language: str, width: int) -> Iterator[str]:
    items = progress(state).open_items
    if items:
        text = N_(
            "On their own, these items are still open: {items}. --every-item asks until each is settled."
        )
        yield from wrapped_lines(fill(text, language, items=listed_items(items)), width, "", "  ")
