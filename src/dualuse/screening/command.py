"""What ``dualuse screen`` does: one party, or a file of them, with answers on standard output and how it ends."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from dualuse.i18n import N_, Message, grouped, render, translate
from dualuse.inputs.problems import ExitCode, MissingSourceError
from dualuse.inputs.progress import progress
from dualuse.screening.counterparties import Line, read_counterparties
from dualuse.screening.matching.screened import Query
from dualuse.screening.output import (
    answer_data,
    as_line,
    lists_compared,
    not_screened,
    short_lines,
    text_writer,
    unread_messages,
)
from dualuse.screening.session import Session
from dualuse.screening.text import NOT_COUNTED, SHORT_STATUS


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How answers are written, and how many processes find them. ``width``: of a line of text; ``gate``: end with 1 unless all are clear."""

    as_json: bool
    gate: bool
    language: str
    width: int
    workers: int = 1


def print_message(message: Message, language: str) -> None:
    """Write a message to standard error, beside the answers."""
    print("dualuse: " + render(message, language), file=sys.stderr)


def screen_one(session: Session, query: Query, unread: tuple[str, ...], options: OutputOptions) -> ExitCode:
    """Screen one party and write the answer; returns the exit code."""
    answer = next(session.answers([query]))
    if options.as_json:
        data = answer_data(answer, session, options.language, unread)
        data["editions"] = session.installed.names()
        print(as_line(data))
    else:
        print(text_writer(session, options.language, options.width).page(answer))
        print(lists_compared(session, options.language))
    for message in (*unread_messages(unread, query), *session.warnings()):
        print_message(message, options.language)
    return ExitCode.NOT_GO if options.gate and answer.status != "clear" else ExitCode.DONE


def screen_file(session: Session, file: str, form: str, options: OutputOptions) -> ExitCode:
    """Screen the parties of a file and write one answer each, in their order; returns the exit code.

    A line that cannot be read is reported, and answered with ``not_screened``; the others are answered all the same, and the
    command ends with 2, as ``bulk`` does.

    Raises:
        InputError: the file cannot be opened, or has no known format.
    """
    counts: Counter[str] = Counter()
    decided = 0
    with progress(file, N_("screening"), options.language) as done:
        lines = read_counterparties(file, sys.stdin.buffer, form, done)
        for line, data in _answers(session, lines, options):
            counts[data["status"]] += 1
            decided += data.get("decided", 0)
            if line.problem is not None:
                print("dualuse: " + line.problem.text(options.language), file=sys.stderr)
            if options.as_json:
                print(as_line(data))
            elif data["text"]:
                print(data["text"])
    if not options.as_json:
        _summary(session, counts, decided, options.language)
    for message in session.warnings():
        print_message(message, options.language)
    if counts["not_screened"]:
        return ExitCode.BAD_INPUT
    return ExitCode.NOT_GO if options.gate and set(counts) - {"clear"} else ExitCode.DONE


def nobody_screened(
    file: str, form: str, error: MissingSourceError, options: OutputOptions, query: Query | None
) -> ExitCode:
    """No list is installed: every answer is ``not_screened``, and the command ends with 3."""
    if query is not None:
        ids: Iterator[str] = iter([query.id])
    else:
        ids = (line.id for line in read_counterparties(file, sys.stdin.buffer, form))
    if options.as_json:
        for identifier in ids:
            print(as_line(not_screened(identifier, error.problems[0], options.language)))
    for problem in error.problems:
        print("dualuse: " + problem.text(options.language), file=sys.stderr)
    return ExitCode.NO_SOURCE


def _answers(
    session: Session, lines: Iterator[Line], options: OutputOptions
) -> Iterator[tuple[Line, dict[str, Any]]]:
    """Each line with its answer: those that cannot be read stand between the others in their place."""
    waiting: deque[Line] = deque()
    translate_into = partial(translate, language=options.language)

    def queries() -> Iterator[Query]:
        for line in lines:
            waiting.append(line)
            if line.query is not None:
                yield line.query

    for answer in session.answers(queries(), options.workers):
        while (line := waiting.popleft()).query is None:
            yield line, _unread_answer(line, options)
        if options.as_json:
            yield line, answer_data(answer, session, options.language, line.unread)
            continue
        shown = [] if answer.status == "clear" else short_lines(answer, translate_into)
        messages = unread_messages(line.unread, answer.query) if shown else ()
        notes = [f"    {render(message, options.language)}" for message in messages]
        not_counted = sum(not decided.counts for decided in answer.hits)
        yield line, {"status": answer.status, "decided": not_counted, "text": "\n".join([*shown, *notes])}
    for line in waiting:
        yield line, _unread_answer(line, options)


def _unread_answer(line: Line, options: OutputOptions) -> dict[str, Any]:
    data = not_screened(line.id, line.problem, options.language)
    return data if options.as_json else {**data, "text": ""}


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
    print(lists_compared(session, language))
