"""What ``dualuse screen`` does and writes: one party, or a file of them, answers as data or as text, and how it ends."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dualuse.cli.terminal import show_blocks, show_on_one_screen, text_of_blocks, width
from dualuse.documents.screening import (
    answer_blocks,
    party_in_file,
    party_in_row,
    short_answers,
    sums_of_file,
)
from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import N_, Message, fill
from dualuse.inputs.json_output import json_line, print_line
from dualuse.inputs.problems import ExitCode, MissingSourceError, printable
from dualuse.inputs.progress import progress
from dualuse.inputs.telling import tell
from dualuse.inputs.wrapping import MOST_LINES, clipped
from dualuse.screening.counterparties import Line, no_party, read_counterparties
from dualuse.screening.output import answer_data, not_screened, print_message, unread_messages

if TYPE_CHECKING:
    from dualuse.screening.matching.screened import Query
    from dualuse.screening.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputOptions:
    """How answers are written, and how many processes find them; ``gate``: end with 1 unless all are clear."""

    as_json: bool
    gate: bool
    language: str
    workers: int = 1
    full: bool = False


def screen_one(
    session: Session, query: Query, unread: tuple[Message, ...], options: OutputOptions
) -> ExitCode:
    """Screen one party and write the answer; returns the exit code."""
    answer = next(session.answers([query]))
    if options.as_json:
        data = answer_data(answer, session, options.language, unread)
        data["editions"] = session.installed.names()
        print_line(json_line(data))
    elif options.full:
        show_blocks(answer_blocks(answer, session, options.language))
    else:
        show_on_one_screen(short_answers(answer, session, options.language))
    for message in (*unread_messages(unread, query), *_warnings_beside(session, options)):
        print_message(message, options.language)
    return ExitCode.NOT_GO if options.gate and answer.status != "clear" else ExitCode.DONE


def screen_file(session: Session, file: str, form: str, options: OutputOptions) -> ExitCode:
    """Screen the parties of a file and write one answer each, in their order; returns the exit code.

    A line that cannot be read is reported, and answered with ``not_screened``; a country that does not exist is reported, and its party
    screened without it; the others are answered all the same, and the command ends with 2, as ``bulk`` does.

    Raises:
        InputError: the file cannot be opened, has no known format, or nobody is named in it.
    """
    counts: Counter[str] = Counter()
    decided, doubtful = 0, False
    page = _Page()
    with progress(file, N_("screening"), options.language) as done:
        for line, data in _answers(session, read_counterparties(file, sys.stdin.buffer, form, done), options):
            counts[data["status"]] += 1
            decided += data.get("decided", 0)
            if line.problem is not None:
                tell((line.problem,), options.language, file)
            tell(line.doubts, options.language, file)
            doubtful = doubtful or bool(line.doubts)
            if options.as_json:
                print_line(json_line(data))
            elif data["text"] and options.full:
                print(data["text"], end="")
            else:
                page.add(data)
    if not counts:
        raise no_party(file)
    if not options.as_json:
        sums = text_of_blocks(sums_of_file(counts, decided, session, options.language))
        print("\n".join(page.lines(MOST_LINES - 1 - sums.count("\n"), options.language)))
        if set(counts) - {"clear"}:
            print()
        print(sums, end="")
    for message in _warnings_beside(session, options):
        print_message(message, options.language)
    if counts["not_screened"] or doubtful:
        return ExitCode.BAD_INPUT
    return ExitCode.NOT_GO if options.gate and set(counts) - {"clear"} else ExitCode.DONE


def _warnings_beside(session: Session, options: OutputOptions) -> tuple[Message, ...]:
    """The warnings on the lists for standard error, beside data; a text says in its verdict what is wrong with them, and what to do."""
    return session.warnings() if options.as_json else ()


@dataclass(slots=True)
class _Page:
    """The parties of a file on one screen: each with its best hits where all have room, else each on one line, the worst first, and a count."""

    _whole: list[str] = field(default_factory=list)
    _rows: dict[str, list[str]] = field(default_factory=dict)
    _number: int = 0

    def add(self, data: dict[str, Any]) -> None:
        if not data["text"]:
            return
        self._number += 1
        if len(self._whole) <= MOST_LINES:
            self._whole += data["text"].splitlines()
        rows = self._rows.setdefault(data["status"], [])
        if len(rows) <= MOST_LINES:
            rows.append(data["row"])

    def lines(self, room: int, language: str) -> list[str]:
        """At most ``room`` lines."""
        if len(self._whole) <= room:
            return self._whole
        rows = [row for status in ("hit", "review") for row in self._rows.pop(status, [])]
        rows += [row for others in self._rows.values() for row in others]
        shown = [
            clipped(printable(row), width()) for row in rows[: room if self._number <= room else room - 1]
        ]
        more = self._number - len(shown)
        return [*shown, fill(AND_MORE, language, number=more)] if more else shown


def nobody_screened(
    file: str, form: str, error: MissingSourceError, options: OutputOptions, query: Query | None
) -> ExitCode:
    """No list is installed: every answer is ``not_screened``, and the command ends with 3."""
    ids = [query.id] if query else (line.id for line in read_counterparties(file, sys.stdin.buffer, form))
    if options.as_json:
        for identifier in ids:
            print_line(json_line(not_screened(identifier, error.problems[0], options.language)))
    tell(error.problems, options.language)
    return ExitCode.NO_SOURCE


def _answers(
    session: Session, lines: Iterator[Line], options: OutputOptions
) -> Iterator[tuple[Line, dict[str, Any]]]:
    """Each line with its answer: those that cannot be read stand between the others in their place."""
    waiting: deque[Line] = deque()

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
        quiet = answer.status == "clear" and not line.unread
        messages = unread_messages(line.unread, answer.query)
        shown = "" if quiet else text_of_blocks((party_in_file(answer, messages, options.language),))
        not_counted = sum(not decided.counts for decided in answer.hits)
        row = "" if quiet else party_in_row(answer, options.language)
        yield line, {"status": answer.status, "decided": not_counted, "text": shown, "row": row}
    for line in waiting:
        yield line, _unread_answer(line, options)


def _unread_answer(line: Line, options: OutputOptions) -> dict[str, Any]:
    data = not_screened(line.id, line.problem, options.language)
    return data if options.as_json else {**data, "text": "", "row": ""}
