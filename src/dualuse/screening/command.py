"""What ``dualuse screen`` does and writes: one party, or a file of them, answers as data or as text, and how it ends."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from dualuse.i18n import N_, Message, fill, grouped, render, translate
from dualuse.inputs.colours import styled
from dualuse.inputs.line_problems import is_broken
from dualuse.inputs.problems import ExitCode, MissingSourceError, Problem, printable
from dualuse.inputs.progress import progress
from dualuse.inputs.telling import tell
from dualuse.inputs.wrapping import wrapped_lines
from dualuse.screening.answers import Answer, answer_to_json, hit_status
from dualuse.screening.counterparties import Line, read_counterparties
from dualuse.screening.index.identifiers import wrong_numbers
from dualuse.screening.matching.screened import Hit, Query
from dualuse.screening.names.asked_names import uncompared
from dualuse.screening.reasons import reason_in_words
from dualuse.screening.session import Session
from dualuse.screening.text import (
    NOT_COUNTED,
    SHORT_NO_HIT,
    SHORT_STATUS,
    UNTRUSTED,
    VERDICT_WORDS,
    ScreeningText,
    lists_doubt,
)


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How answers are written, and how many processes find them. ``width``: of a line of text; ``gate``: end with 1 unless all are clear."""

    as_json: bool
    gate: bool
    language: str
    width: int
    workers: int = 1
    full: bool = False


def print_message(message: Message, language: str) -> None:
    """Write a message to standard error, beside the answers."""
    print(
        "\n".join(wrapped_lines("dualuse: " + render(message, language), error_width(), "", "  ")),
        file=sys.stderr,
    )


def error_width() -> int:
    """How wide lines of standard error may be: those of its terminal, or 100 in a file or pipe."""
    return min(110, shutil.get_terminal_size((100, 24)).columns) if sys.stderr.isatty() else 100


def screen_one(
    session: Session, query: Query, unread: tuple[Message, ...], options: OutputOptions
) -> ExitCode:
    """Screen one party and write the answer; returns the exit code."""
    answer = next(session.answers([query]))
    if options.as_json:
        data = answer_data(answer, session, options.language, unread)
        data["editions"] = session.installed.names()
        print(as_line(data))
    else:
        editions = {edition.list: edition for edition in session.installed.editions}
        text = ScreeningText(
            editions,
            session.installed.entry,
            options.language,
            options.width,
            doubts=doubts_of(session, options.language),
            full=options.full,
        )
        page = text.page(answer)
        colour = "yellow" if answer.status == "clear" and session.warnings() else _COLOURS[answer.status]
        verdict = text.status(answer)
        print(styled(page, verdict if page.startswith(verdict) else page.partition("\n")[0], colour))
        print("\n".join(wrapped_lines(lists_compared(session, options.language), options.width)))
    for message in (*unread_messages(unread, query), *session.warnings()):
        print_message(message, options.language)
    return ExitCode.NOT_GO if options.gate and answer.status != "clear" else ExitCode.DONE


_COLOURS: Final = {"hit": "red", "review": "yellow", "clear": "green", "not_screened": "yellow"}


def doubts_of(session: Session, language: str) -> str:
    """What is said in place of "clear" by lists that are too old, or not whole; empty where they are neither."""
    old = [(age.edition.list, age.edition.dated) for age in session.too_old]
    return lists_doubt(old, [str(gap.params["list"]) for gap in session.gaps], language)


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
        for line, data in _answers(session, read_counterparties(file, sys.stdin.buffer, form, done), options):
            counts[data["status"]] += 1
            decided += data.get("decided", 0)
            if line.problem is not None:
                tell((line.problem,), options.language, file)
            if options.as_json:
                print(as_line(data))
            elif data["text"]:
                print(data["text"])
    if not options.as_json:
        _summary(session, counts, decided, options)
    for message in session.warnings():
        print_message(message, options.language)
    if counts["not_screened"]:
        return ExitCode.BAD_INPUT
    return ExitCode.NOT_GO if options.gate and set(counts) - {"clear"} else ExitCode.DONE


def nobody_screened(
    file: str, form: str, error: MissingSourceError, options: OutputOptions, query: Query | None
) -> ExitCode:
    """No list is installed: every answer is ``not_screened``, and the command ends with 3."""
    ids = [query.id] if query else (line.id for line in read_counterparties(file, sys.stdin.buffer, form))
    if options.as_json:
        for identifier in ids:
            print(as_line(not_screened(identifier, error.problems[0], options.language)))
    tell(error.problems, options.language)
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
        quiet = answer.status == "clear" and not line.unread
        shown = [] if quiet else short_lines(answer, translate_into, options.width)
        messages = unread_messages(line.unread, answer.query) if shown else ()
        notes = [
            line
            for message in messages
            for line in wrapped_lines(render(message, options.language), options.width, "    ", "      ")
        ]
        not_counted = sum(not decided.counts for decided in answer.hits)
        yield line, {"status": answer.status, "decided": not_counted, "text": "\n".join([*shown, *notes])}
    for line in waiting:
        yield line, _unread_answer(line, options)


def _unread_answer(line: Line, options: OutputOptions) -> dict[str, Any]:
    data = not_screened(line.id, line.problem, options.language)
    return data if options.as_json else {**data, "text": ""}


def _summary(session: Session, counts: Counter[str], decided: int, options: OutputOptions) -> None:
    language = options.language
    print(fill(N_("Parties: {number}"), language, number=grouped(sum(counts.values()), language)))
    width = max((len(grouped(number, language)) for number in counts.values()), default=1)
    for status in ("hit", "review", "clear", "not_screened"):
        if counts[status]:
            number = grouped(counts[status], language)
            doubtful = status == "clear" and session.warnings()
            words = SHORT_NO_HIT if doubtful else SHORT_STATUS[status]
            print(f"  {number:>{width}}  {translate(words, language)}")
    if decided:
        print(fill(NOT_COUNTED, language, number=grouped(decided, language)))
    print("\n".join(wrapped_lines(lists_compared(session, language), options.width)))


# What is written

DECIDED: Final = N_("decided by {person}, {day}")
WRONG_IMO: Final = N_(
    "{number} is no IMO number (seven digits, the last of which follows from the others): it clears nobody; look it up"
)


def answer_data(
    answer: Answer, session: Session, language: str, unread: Sequence[Message] = ()
) -> dict[str, Any]:
    """The answer on a party as JSON values; names of fields are stable."""
    data = answer_to_json(answer, session.installed.names(), lambda hit: reasons_data(hit, language))
    if answer.status == "not_screened" and (why := uncompared(answer.query.names, answer.query.kind)):
        data["why"] = why
    data["warnings"] = [
        message_data(message, language)
        for message in (*unread_messages(unread, answer.query), *session.warnings())
    ]
    data["matcher"] = session.installed.matcher
    data["lists"] = session.installed.key
    return data


def not_screened(identifier: str, problem: Problem | None, language: str) -> dict[str, Any]:
    """The answer on a party that was not screened: a line that could not be read, or no list is installed."""
    data: dict[str, Any] = {"id": identifier, "status": "not_screened", "hits": []}
    if problem is not None:
        data["problem"] = problem.text(language)
    return data


def unread_messages(unread: Sequence[Message], query: Query) -> list[Message]:
    """Warnings about what was not understood and left out, and about numbers that nobody can bear."""
    numbers = wrong_numbers(query.identifiers, query.kind)
    return [*unread, *(Message("imo_wrong", WRONG_IMO, {"number": number}) for number in numbers)]


def message_data(message: Message, language: str) -> dict[str, Any]:
    """A sentence with its code and parameters."""
    return {"code": message.code, "params": message.plain_params(), "text": render(message, language)}


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


def as_line(data: dict[str, Any]) -> str:
    """Data as one line of JSON. Half a character, which a list of an earlier release may hold, is escaped."""
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(data, separators=(",", ":")) if is_broken(line) else line


def lists_compared(session: Session, language: str) -> str:
    """Which lists the answers rest on, in a sentence."""
    editions = session.installed.editions
    days = sorted(edition.dated for edition in editions if edition.dated)
    records = grouped(sum(edition.records for edition in editions), language)
    if len(editions) == 1:
        text, params = N_("Compared with one list, without a date (entries: {records})."), {}
        if days:
            text, params = N_("Compared with one list, of {day} (entries: {records})."), {"day": days[0]}
    elif days:
        text = N_(
            "Compared with {lists} lists, the newest of {newest}, the oldest of {oldest} (entries: {records})."
        )
        params = {"newest": days[-1], "oldest": days[0]}
    else:
        text, params = N_("Compared with {lists} lists, without a date (entries: {records})."), {}
    return fill(text, language, records=records, lists=len(editions), **params)


def short_lines(answer: Answer, say: Callable[[str], str], width: int = 100, most: int = 3) -> list[str]:
    """An answer that is not clear, within a file of many: a line for the party, and one for each of its best hits."""
    name = answer.query.names[0] if answer.query.names else ""
    lines = [f"{answer.id or '–'}  {name}  ·  {say(SHORT_STATUS[answer.status])}"]
    for decided in answer.hits[:most]:
        hit = decided.hit
        status = say(SHORT_STATUS[hit_status(decided)])
        standing = decided.standing
        if standing is not None and not standing.trusted and standing.decision.verdict != "true_match":
            status = f"{status} ({say(UNTRUSTED)})"
        elif standing is not None and not decided.counts:
            decision = standing.decision
            by_whom = say(DECIDED).format(person=decision.person, day=decision.time[:10])
            status = f"{say(VERDICT_WORDS[decision.verdict])} ({by_whom})"
        lines.append(f"    {hit.score:.2f}  {status}  {hit.name}  ·  {hit.list} {hit.entity}")
    if len(answer.hits) > most:
        lines.append("    " + say(N_("and {number} more")).format(number=len(answer.hits) - most))
    return [piece for line in lines for piece in _hanging(printable(line), width)]


def _hanging(line: str, width: int) -> list[str]:
    """A line, what does not fit into it below it and further in."""
    space = line[: len(line) - len(line.lstrip())]
    return wrapped_lines(line.strip(), width, space, f"{space}      ") if len(line) > width else [line]
