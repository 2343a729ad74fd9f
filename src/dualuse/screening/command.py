"""What ``dualuse screen`` does: one party, or a file of them, with answers on standard output and how it ends."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dualuse.i18n import N_, Message, grouped, render, translate
from dualuse.inputs.problems import MissingSourceError
from dualuse.inputs.progress import progress
from dualuse.screening.counterparties import Line, read_counterparties
from dualuse.screening.matching.screened import Query
from dualuse.screening.output import (
    as_line,
    compared_with,
    data_of,
    not_screened,
    short_lines,
    text_of,
    unread_messages,
)
from dualuse.screening.session import Session
from dualuse.screening.text import NOT_COUNTED, SHORT_STATUS

GATE_CLOSED: Final = 1
BAD_INPUT: Final = 2
NO_SOURCE: Final = 3


@dataclass(frozen=True, slots=True)
class Way:
    """How answers are given. ``width``: of a line of text; ``gate``: end with 1 unless all are clear."""

    as_json: bool
    gate: bool
    language: str
    width: int
    workers: int = 1


def tell(message: Message, language: str) -> None:
    """Say something beside the answers."""
    print("dualuse: " + render(message, language), file=sys.stderr)


def screen_one(session: Session, query: Query, unread: tuple[str, ...], way: Way) -> int:
    """Screen one party and write the answer; returns the exit code."""
    found = next(session.answers([query]))
    if way.as_json:
        data = data_of(found, session, way.language, unread)
        data["editions"] = session.installed.names()
        print(as_line(data))
    else:
        print(text_of(session, way.language, way.width).page(found))
        print(compared_with(session, way.language))
    for message in (*unread_messages(unread, query), *session.warnings()):
        tell(message, way.language)
    return GATE_CLOSED if way.gate and found.status != "clear" else 0


def screen_file(session: Session, file: str, form: str, way: Way) -> int:
    """Screen the parties of a file and write one answer each, in their order; returns the exit code.

    A line that cannot be read is told, and answered with ``not_screened``; the others are answered all the same, and the
    command ends with 2, as ``bulk`` does.

    Raises:
        InputError: the file cannot be opened, or has no known format.
    """
    counts: Counter[str] = Counter()
    decided = 0
    with progress(file, N_("screening"), way.language) as done:
        lines = read_counterparties(file, sys.stdin.buffer, form, done)
        for line, data in _answered(session, lines, way):
            counts[data["status"]] += 1
            decided += data.get("decided", 0)
            if line.problem is not None:
                print("dualuse: " + line.problem.text(way.language), file=sys.stderr)
            if way.as_json:
                print(as_line(data))
            elif data["text"]:
                print(data["text"])
    if not way.as_json:
        _summary(session, counts, decided, way.language)
    for message in session.warnings():
        tell(message, way.language)
    if counts["not_screened"]:
        return BAD_INPUT
    return GATE_CLOSED if way.gate and set(counts) - {"clear"} else 0


def nobody_screened(file: str, form: str, error: MissingSourceError, way: Way, query: Query | None) -> int:
    """No list is installed: every answer is ``not_screened``, and the command ends with 3."""
    if query is not None:
        ids: Iterator[str] = iter([query.id])
    else:
        ids = (line.id for line in read_counterparties(file, sys.stdin.buffer, form))
    if way.as_json:
        for identifier in ids:
            print(as_line(not_screened(identifier, error.problems[0], way.language)))
    for problem in error.problems:
        print("dualuse: " + problem.text(way.language), file=sys.stderr)
    return NO_SOURCE


def _answered(session: Session, lines: Iterator[Line], way: Way) -> Iterator[tuple[Line, dict[str, Any]]]:
    """Each line with its answer: those that cannot be read stand between the others in their place."""
    waiting: deque[Line] = deque()

    def queries() -> Iterator[Query]:
        for line in lines:
            waiting.append(line)
            if line.query is not None:
                yield line.query

    for answer in session.answers(queries(), way.workers):
        while (line := waiting.popleft()).query is None:
            yield line, _unread(line, way)
        if way.as_json:
            yield line, data_of(answer, session, way.language, line.unread)
            continue
        shown = (
            []
            if answer.status == "clear"
            else short_lines(answer, lambda text: translate(text, way.language))
        )
        notes = [f"    {render(one, way.language)}" for one in unread_messages(line.unread, answer.query)]
        decided = sum(not one.counts for one in answer.hits)
        yield (
            line,
            {
                "status": answer.status,
                "decided": decided,
                "text": "\n".join([*shown, *(notes if shown else ())]),
            },
        )
    for line in waiting:
        yield line, _unread(line, way)


def _unread(line: Line, way: Way) -> dict[str, Any]:
    return (
        {**not_screened(line.id, line.problem, way.language), "text": ""}
        if not way.as_json
        else not_screened(line.id, line.problem, way.language)
    )


def _summary(session: Session, counts: Counter[str], decided: int, language: str) -> None:
    total = grouped(sum(counts.values()), language)
    print(translate(N_("Parties: {number}"), language).format(number=total))
    width = max((len(grouped(number, language)) for number in counts.values()), default=1)
    for status in ("hit", "review", "clear", "not_screened"):
        if counts[status]:
            number = grouped(counts[status], language)
            print(f"  {number:>{width}}  {translate(SHORT_STATUS[status], language)}")
    if decided:
        print(translate(NOT_COUNTED, language).format(number=grouped(decided, language)))
    print(compared_with(session, language))
