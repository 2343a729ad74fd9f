"""What became of a file, in a summary: the same lines on the terminal and on a sheet of the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from dualuse.bulk.exports.reading import ExportNotes
from dualuse.bulk.exports.text import column_lines, export_lines, lines_of_other_lists, lines_to_settle
from dualuse.bulk.options import Options
from dualuse.bulk.screened_rows import STATUS_WORDS, ScreenedRows
from dualuse.i18n import N_, fill, grouped, short_day, translate
from dualuse.inputs.problems import printable
from dualuse.inputs.wrapping import clipped, wrapped_lines
from dualuse.law.collection import CURRENT_TO
from dualuse.schema.rules import tightened
from dualuse.schema.screening import ListUsed
from dualuse.schema.tables.export_words import may_name_somebody
from dualuse.schema.words import EFFECT_WORDS, RELEASE_WORDS
from dualuse.screening.words import LISTS_OLD

_SHOWN: Final = 10
"""Names of columns or sheets that the summary shows."""
_REASONS: Final = 3
_LONGEST_REASON: Final = 240


@dataclass(frozen=True, slots=True)
class ToMend:
    """Rows that were refused about the same field: the line of the first, its reason, and how many they are."""

    line: int
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a file.

    ``outcomes``: rows per outcome; ``bad``: rows in ``bad_file``; ``carried``: columns that were not read; ``unread``:
    sheets of a workbook that were not read; ``late``: judged rows of a day after the last for which the law is known;
    ``guarded``: cells of CSV that a spreadsheet would run as formulas, written with an apostrophe before them;
    ``old``: those for which it is older than allowed, ``unaccepted``: those of them for which nobody accepts that.
    ``completed``: rows whose exporter was taken from settings, in part or whole. ``export``: how an export was read;
    ``undated``: its judged rows without a day, where it has a column of them.
    ``screened``: the parties, where they were screened; ``releases``: rows per release, where rows have one; ``to_mend``: the refused rows
    by what is wrong, most of them first.
    """

    rows: int
    bad: int
    bad_file: Path
    outcomes: dict[str, int]
    carried: tuple[str, ...]
    unread: tuple[str, ...] = ()
    late: int = 0
    guarded: int = 0
    old: int = 0
    unaccepted: int = 0
    completed: int = 0
    export: ExportNotes | None = None
    screened: ScreenedRows | None = None
    undated: int = 0
    releases: Mapping[str, int] = field(default_factory=dict)
    to_mend: tuple[ToMend, ...] = ()


class Line(NamedTuple):
    """A line of the summary; with a number it is one of a few that belong to the line above.

    ``folds``: when a short terminal leaves it out: never (0), or before all those of a smaller number; a detail (3) says how a
    file was read, what is minor (2) stands with each row or in the mapping as well.
    """

    text: str
    number: int | None = None
    folds: int = 0


DETAIL: Final = 3
MINOR: Final = 2
FURTHER: Final = 1


_LINES: Final = 29
"""Lines of the terminal that a summary takes; one more may follow it."""


def terminal_text(lines: Iterable[Line], language: str, width: int = 100) -> str:
    """The lines as the terminal shows them, ``width`` characters wide; details beyond its length are counted, and stand in the workbook and the data."""
    lines = tuple(lines)
    numbers = [grouped(line.number, language) for line in lines if line.number is not None]
    wide = max(map(len, numbers), default=1)
    blocks = [
        _wrapped(line.text, width)
        if line.number is None
        else f"  {grouped(line.number, language):>{wide}}  {line.text}"
        for line in lines
    ]
    return "\n".join(_within_length(lines, blocks, language, width))


def _within_length(lines: Sequence[Line], blocks: Sequence[str], language: str, width: int) -> list[str]:
    """The wrapped lines, without those that fold first where they are too long for the terminal."""
    heights = [block.count("\n") + 1 for block in blocks]
    left = _LINES - sum(heights)
    if left >= 0:
        return [*blocks]
    left -= _HEIGHT_OF_REST
    gone: list[int] = []
    for number in sorted(range(len(lines)), key=lambda number: (-lines[number].folds, -number)):
        if left >= 0 or not lines[number].folds:
            break
        gone.append(number)
        left += heights[number]
    if not gone:
        return [*blocks]
    only_details = all(lines[number].folds == DETAIL for number in gone)
    text = N_("{number} lines more, in the summary of a workbook (-o NAME.xlsx) and with --json.")
    if only_details:
        text = N_(
            "How the file was read: {number} lines more, in the summary of a workbook (-o NAME.xlsx) and with --json."
        )
    kept = [block for number, block in enumerate(blocks) if number not in gone]
    rest = _wrapped(fill(text, language, number=len(gone)), width)
    kept.insert(min(gone) if only_details else len(kept), rest)
    return kept


_HEIGHT_OF_REST: Final = 2
"""Lines that the sentence about the others takes."""


def _wrapped(text: str, width: int) -> str:
    """A sentence in lines of a terminal's width; what is indented, a column or what is to be copied, stays in one."""
    if len(text) <= width or text.startswith(" "):
        return text
    return "\n".join(wrapped_lines(text, width, rest="  "))


def most_first(outcomes: dict[str, int]) -> list[tuple[str, int]]:
    """Outcomes with their numbers; of equally many the milder first."""
    order = list(EFFECT_WORDS)
    return sorted(outcomes.items(), key=lambda pair: (-pair[1], order.index(pair[0])))


_NOT_JUDGED: Final = {
    True: N_("to be mended first: neither judged nor screened"),
    False: N_("to be mended first: not judged"),
}
"""By whether the others were screened."""


def summary_lines(
    summary: Summary, output: str, options: Options, settings_file: str = "", map_file: str = ""
) -> Iterator[Line]:
    """The lines of the summary.

    Args:
        summary: of the run.
        output: where the rows went, as the user called it.
        options: of the run.
        settings_file: where what was taken from settings stands.
        map_file: where the mapping of an export stands.
    """
    speech = _Speech(options.language)
    if summary.screened is not None:
        yield from _nobody_lines(summary, summary.screened, speech)
    if summary.export is not None:
        yield from map(Line, lines_to_settle(summary.export, options.today, options.language, map_file))
        other = lines_of_other_lists(summary.export.mapping, options.language, map_file)
        yield from (Line(line, folds=MINOR) for line in other)
    yield from _outcome_lines(summary, output, speech)
    yield from _party_lines(summary, speech)
    yield from _law_lines(summary, output, options, speech)
    if settings_file and (summary.completed or tightened(options.rules)):
        taken = [f"exporter.{name} = {value}" for name, value in options.exporter if summary.completed]
        taken += [f"{name} = {value}" for name, value in tightened(options.rules).items()]
        text = N_("Taken from {file}: {values}; rows that do not state their exporter: {number}")
        number = speech.amount(summary.completed)
        yield speech.say(text, MINOR, file=settings_file, values=", ".join(taken), number=number)
    if summary.export is not None:
        yield from (Line(line, folds=DETAIL) for line in export_lines(summary.export, options.language))
        yield from (Line(line, folds=FURTHER) for line in column_lines(summary.export, options.language))
    if summary.carried:
        names = _some(summary.carried, options.language)
        yield speech.say(N_("Columns that were not read, and are carried on: {names}"), MINOR, names=names)
    if summary.unread:
        names = _some(summary.unread, options.language)
        yield speech.say(N_("Sheets that were not read: {names}"), MINOR, names=names)


@dataclass(frozen=True, slots=True)
class _Speech:
    """Sentences and numbers in a language."""

    language: str

    def say(self, text: str, folds: int = 0, **params: object) -> Line:
        return Line(printable(fill(text, self.language, **params)), folds=folds)

    def amount(self, number: int) -> str:
        return grouped(number, self.language)

    def counted(self, words: str, number: int, folds: int = 0) -> Line:
        return Line(printable(translate(words, self.language)), number, folds)


def _outcome_lines(summary: Summary, output: str, speech: _Speech) -> Iterator[Line]:
    """The rows by their outcomes, by what may happen to them, and those to mend."""
    rows = speech.amount(summary.rows)
    yield speech.say(N_("Rows judged: {rows}, in {file}"), rows=rows, file=output)
    for outcome, number in most_first(summary.outcomes):
        yield speech.counted(EFFECT_WORDS[outcome], number, MINOR if summary.releases else 0)
    if summary.releases:
        yield speech.say(N_("Rows by what may happen to them:"))
        for name, words in reversed(RELEASE_WORDS.items()):
            yield speech.counted(words, summary.releases.get(name, 0))
        if summary.bad:
            yield speech.counted(_NOT_JUDGED[summary.screened is not None], summary.bad)
    if summary.bad:
        text = N_("Rows that could not be judged: {number}; they stand with line and reason in {file}")
        yield speech.say(text, number=speech.amount(summary.bad), file=summary.bad_file)
        for number, alike in enumerate(summary.to_mend[:_REASONS]):
            text = (
                N_("row {line}: {reason}")
                if alike.rows == 1
                else N_("row {line}, and {more} like it: {reason}")
            )
            more, reason = speech.amount(alike.rows - 1), clipped(alike.reason, _LONGEST_REASON)
            yield speech.say(text, FURTHER if number else 0, line=alike.line, more=more, reason=reason)


def _party_lines(summary: Summary, speech: _Speech) -> Iterator[Line]:
    """What screening came to, and who was not screened."""
    if summary.screened is not None:
        yield from _screened_lines(summary.screened, speech)
        if summary.bad:
            text = N_(
                "ROWS TO MEND, NOT SCREENED: {number}. Whoever stands in them may be listed: mend the rows, and judge them."
            )
            yield speech.say(text, number=speech.amount(summary.bad))
    elif summary.rows:
        yield speech.say(N_("The parties were not screened: no row is free to go before that."))


def _nobody_lines(summary: Summary, screened: ScreenedRows, speech: _Speech) -> Iterator[Line]:
    """Rows that name nobody beside the exporter, and the columns that were not read and may name somebody."""
    if screened.naming_nobody:
        text = N_(
            "ROWS WHOSE PARTIES NOBODY SCREENED: {number}. They name nobody beside the exporter, and none of them is clear."
        )
        if screened.naming_nobody == summary.rows:
            text = N_(
                "NOBODY WAS SCREENED BESIDE THE EXPORTER, in any of {number} rows: no name of a party was read, and no row is clear."
            )
        yield speech.say(text, number=speech.amount(screened.naming_nobody))
    if names := tuple(filter(may_name_somebody, summary.carried)):
        text = N_(
            "Columns that may hold names, and were not read, so that nobody in them was screened: {names}"
        )
        yield speech.say(text, names=_some(names, speech.language))
    elif summary.carried and screened.naming_nobody == summary.rows > 0:
        text = N_("Columns that were not read, and may hold the names: {names}")
        yield speech.say(text, names=_some(summary.carried, speech.language))


def _law_lines(summary: Summary, output: str, options: Options, speech: _Speech) -> Iterator[Line]:
    """Rows that are not judged under the law of their day, or under law that is old."""
    if summary.undated:
        text = N_("Rows without a day of their own: {number}; they are judged under the law of {day}")
        yield speech.say(text, FURTHER, number=speech.amount(summary.undated), day=options.today.isoformat())
    if summary.late:
        text = N_(
            "Rows dated after the day up to which the law is known here ({day}): {number}; what changed since is not in their answers"
        )
        yield speech.say(text, FURTHER, number=speech.amount(summary.late), day=CURRENT_TO.isoformat())
    if summary.guarded:
        text = N_(
            "Cells that a spreadsheet would run as formulas: {number}; each has an apostrophe before it, which is not read back here"
        )
        yield speech.say(text, MINOR, number=speech.amount(summary.guarded))
    if summary.old:
        text = N_(
            "Rows for whose day the law is older than allowed ({allowed} days): {number}; each says so first among its reasons"
        )
        once = N_(
            "Rows for whose day the law is older than allowed ({allowed} days): {number}; the law is known up to {day}: see whether it"
            " has changed since; none may leave before a person accepts that (--accept-law-age)"
        )
        rows_of_old_law, day = speech.amount(summary.old), CURRENT_TO.isoformat()
        is_once = options.short or Path(output).suffix.casefold() == ".xlsx"
        words = once if is_once else text
        yield speech.say(words, number=rows_of_old_law, allowed=options.rules.law_age, day=day)
        accepted = options.accepted
        if accepted is not None and summary.unaccepted < summary.old:
            text = N_("{person} accepts that until {until}")
            yield speech.say(text, person=accepted.person, until=accepted.until.isoformat())


def _screened_lines(screened: ScreenedRows, speech: _Speech) -> Iterator[Line]:
    """What screening came to: rows by what their parties are, and the lists with their age."""
    names = ", ".join(_dated(used, speech) for used in screened.lists)
    text = N_("Distinct parties screened: {number}, against {lists}; rows:")
    yield speech.say(text, number=speech.amount(screened.subjects), lists=names)
    for status, words in STATUS_WORDS.items():
        if number := screened.statuses[status]:
            yield speech.counted(words, number, FURTHER)
    old = [_dated(used, speech) for used in screened.lists if used.stale]
    if old:
        yield speech.say(LISTS_OLD, names=", ".join(old))


def _dated(used: ListUsed, speech: _Speech) -> str:
    return f"{used.list} {short_day(used.dated, speech.language)}".strip()


def _some(names: tuple[str, ...], language: str) -> str:
    shown = ", ".join(name[:60] for name in names[:_SHOWN])
    if len(names) <= _SHOWN:
        return shown
    return fill(N_("{names} and {number} more"), language, names=shown, number=len(names) - _SHOWN)
