"""How answers on parties are written as data, and the messages beside them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, Final

from dualuse.i18n import N_, Message, render
from dualuse.inputs.formats import SCREENING, with_format
from dualuse.inputs.problems import Problem
from dualuse.inputs.wrapping import line_width, wrapped_lines
from dualuse.screening.answers import Answer, answer_to_json
from dualuse.screening.index.identifiers import wrong_numbers
from dualuse.screening.matching.screened import Hit, Query
from dualuse.screening.names.uncompared_names import uncompared
from dualuse.screening.reasons import reason_in_words
from dualuse.screening.session import Session

WRONG_IMO: Final = N_(
    "{number} is no IMO number (seven digits, the last of which follows from the others): it clears nobody; look it up"
)


def print_message(message: Message, language: str) -> None:
    """Write a message to standard error, beside the answers."""
    print(
        "\n".join(wrapped_lines("dualuse: " + render(message, language), error_width(), "", "  ")),
        file=sys.stderr,
    )


def error_width() -> int:
    """How wide lines of standard error may be: those of its terminal; in a file or pipe as ``COLUMNS`` says, or 100."""
    return line_width(sys.stderr)


def answer_data(
    answer: Answer, session: Session, language: str, unread: Sequence[Message] = ()
) -> dict[str, Any]:
    """The answer on a party as JSON values; names of fields are stable."""
    data = with_format(
        SCREENING, answer_to_json(answer, session.installed.names(), lambda hit: reasons_data(hit, language))
    )
    if answer.status == "not_screened" and (why := uncompared(answer.query.names, answer.query.kind)):
        data["why"] = why
    data["warnings"] = [
        message.as_data(language) for message in (*unread_messages(unread, answer.query), *session.warnings())
    ]
    data["matcher"] = session.installed.matcher
    data["lists"] = session.installed.key
    return data


def not_screened(identifier: str, problem: Problem | None, language: str) -> dict[str, Any]:
    """The answer on a party that was not screened: a line that could not be read, or no list is installed."""
    data = with_format(SCREENING, {"id": identifier, "status": "not_screened", "hits": []})
    if problem is not None:
        data["problem"] = problem.text(language)
    return data


def unread_messages(unread: Sequence[Message], query: Query) -> list[Message]:
    """Warnings about what was not understood and left out, and about numbers that nobody can bear."""
    numbers = wrong_numbers(query.identifiers, query.kind)
    return [*unread, *(Message("imo_wrong", WRONG_IMO, {"number": number}) for number in numbers)]


def reasons_data(hit: Hit, language: str) -> list[dict[str, Any]]:
    """The reasons of a hit as data, with their text."""
    return [
        {
            "code": reason.code,
            "speaks": reason.speaks,
            "params": reason.params,
            "text": reason_in_words(reason, language),
        }
        for reason in hit.because
    ]
