"""What became of a file, in a summary: the same lines on the terminal and on a sheet of the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from dualuse.assessment.assumptions import POLICIES
from dualuse.assessment.field_words import field_in_words, without_citation
from dualuse.bulk.described_rows import DescribedRows
from dualuse.bulk.exports.columns_in_doubt import lines_of_doubt
from dualuse.bulk.exports.text import (
    column_lines,
    columns_counted,
    export_lines,
    first_names,
    line_of_header,
    line_of_lacking,
    lines_of_other_lists,
    lines_to_settle,
)
from dualuse.bulk.options import Options
from dualuse.bulk.summary.diligence import diligence_lines
from dualuse.bulk.summary.party_lines import nobody_lines, party_lines
from dualuse.bulk.summary.speech import LONGEST_REFERENCE, Speech, column_of_result, some_names
from dualuse.bulk.summary.summary import Summary, most_first
from dualuse.bulk.summary.summary_rows import StoppedRow
from dualuse.bulk.summary.terminal_lines import DETAIL, FURTHER, MAPPING, MINOR, Line
from dualuse.i18n import N_, semicolon, together, translate
from dualuse.i18n.statuses import EFFECT, PARTY_STATUS, RELEASE, release_status
from dualuse.inputs.wrapping import clipped
from dualuse.law.collection import CURRENT_TO
from dualuse.law.states import jurisdiction
from dualuse.schema.rules import tightened
from dualuse.schema.tables.export_words import may_name_somebody, speaks_of_control

_REASONS: Final = 3
_MISSING: Final = 4
"""Missing facts that the summary names; all of them stand in --json."""
_LONGEST_TO_MEND: Final = 480
"""At the end of what is wrong with a row stands what to do: room for both, in German and French, too."""
_LONGEST_FIELD: Final = 60
"""Signs of a field in words: of a longer one the citation is left out."""


_NOT_JUDGED: Final = N_("to be mended first: not judged")
_NEITHER: Final = N_("to be mended first: neither judged nor screened")
_SCREENED_ALONE: Final = N_("to be mended first: screened, not judged")


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
    speech = Speech(options.language)
    yield from _sheet_lines(summary, speech)
    if summary.screened is not None:
        yield from nobody_lines(summary, summary.screened, speech)
    counts = (
        *_count_lines(summary, output, speech),
        *_authority_line(summary, options, speech),
        *diligence_lines(summary.diligence, summary.first_asking, options.language),
    )
    export = summary.export
    # What leaves every row without a destination, a party or a day is settled before anybody reads counts.
    is_unsettled = export is not None and (
        export.no_destination is not None or bool(export.of_parties) or not export.mapping.reads("date")
    )
    yield from () if is_unsettled else counts
    if summary.export is not None:
        screened = summary.screened is not None
        settle = lines_to_settle(summary.export, options.today, options.language, map_file, screened=screened)
        yield from map(Line, settle)
        other = lines_of_other_lists(summary.export, options.language, map_file)
        other += lines_of_doubt(summary.export.mapping, summary.export.names, options.language, map_file)
        yield from (Line(line, folds=MINOR) for line in other)
    yield from counts if is_unsettled else ()
    yield from _row_lines(summary, output, speech)
    yield from party_lines(summary, output, speech)
    if summary.described is not None:
        yield from _described_lines(summary.described, output, speech)
    yield from _assumed_lines(summary, speech)
    yield from _law_lines(summary, output, options, speech)
    if summary.lacking:
        files = (map_file or "--map FILE.toml", settings_file or "dualuse.toml")
        is_export = summary.export is not None
        yield Line(line_of_lacking(summary.lacking, options.language, *files, is_export=is_export))
    yield from _missing_lines(summary, speech)
    yield from _taken_line(summary, options, settings_file, speech)
    if summary.export is not None:
        yield from (Line(line, folds=DETAIL) for line in export_lines(summary.export, options.language))
        heading, *rows = column_lines(summary.export, options.language)
        counted = columns_counted(summary.export.mapping, options.language, map_file)
        yield Line(heading, folds=MAPPING, instead=counted)
        yield from (Line(row, folds=MAPPING) for row in rows)
    if summary.carried:
        first = sorted(
            summary.carried, key=lambda name: not (may_name_somebody(name) or speaks_of_control(name))
        )
        names = some_names(tuple(first), options.language)
        line = speech.say(N_("Columns that were not read, and are carried on: {names}"), names=names)
        yield line._replace(is_cut=True)
    others = tuple(name for name in summary.unread if name not in summary.tables_unread)
    if others:
        names = some_names(others, options.language)
        text = N_("Sheet that was read: {sheet}. Sheets that were not read: {names}")
        if summary.tables_unread or not summary.sheet:
            text = N_("Sheets that were not read: {names}")
        yield speech.say(text, MINOR, sheet=summary.sheet, names=names)


def _sheet_lines(summary: Summary, speech: Speech) -> Iterator[Line]:
    """Which of several tables in a workbook was judged, where nobody said which: it never folds, since what stands on the others may not leave unseen."""
    if not summary.tables_unread:
        return
    text = N_(
        "ONLY THE SHEET “{sheet}” WAS JUDGED. Tables on other sheets, not judged: {names}. Judge each with --sheet NAME."
    )
    names = some_names(summary.tables_unread, speech.language)
    yield speech.say(text, sheet=summary.sheet, names=names)._replace(is_whole=True)


def _taken_line(summary: Summary, options: Options, settings_file: str, speech: Speech) -> Iterator[Line]:
    """One line that says where the column names stand and what was taken from settings."""
    parts: list[str] = []
    if summary.export is not None and (header := line_of_header(summary.export, options.language)):
        parts.append(header)
    if settings_file and summary.completed and options.exporter:
        values = ", ".join(f"exporter.{name} = {value}" for name, value in options.exporter)
        text = N_(
            "{file} supplies the exporter where a row does not state it: {values}; rows completed so: {number}."
        )
        number = speech.amount(summary.completed)
        parts.append(speech.say(text, file=settings_file, values=values, number=number).text)
    if settings_file and (rules := tightened(options.rules)):
        values = ", ".join(f"{name} = {value}" for name, value in rules.items())
        parts.append(speech.say(N_("Rules of {file}: {values}."), file=settings_file, values=values).text)
    if parts:
        yield Line(" ".join(parts), folds=MINOR)


def _count_lines(summary: Summary, output: str, speech: Speech) -> Iterator[Line]:
    """The rows by their outcomes, and by what may happen to them."""
    rows = speech.amount(summary.rows)
    yield speech.say(N_("Rows judged: {rows}, in {file}"), rows=rows, file=output)
    for outcome, number in most_first(summary.outcomes):
        yield speech.counted(EFFECT.long[outcome], number)
    if summary.releases:
        of_verdicts = [speech.say(N_("Rows by what may happen to them:"))]
        of_verdicts += (
            speech.counted(words, number) for words, number, _ in _released(summary, reversed(RELEASE.codes))
        )
        if summary.bad:
            of_verdicts.append(speech.counted(_not_judged(summary), summary.bad))
        yield from (line._replace(is_verdict=True) for line in of_verdicts)


def _authority_line(summary: Summary, options: Options, speech: Speech) -> Iterator[Line]:
    """Who applies where for the rows that need an authorisation: the authority by name where all exporters are the one of the settings."""
    number = summary.outcomes.get("authorisation_required", 0)
    if not number or not summary.releases.get("stop", 0):
        return
    state = dict(options.exporter).get("country", "")
    own = jurisdiction(str(state)) if state and summary.completed == summary.rows else None
    text = N_(
        "Rows that need an authorisation: {number}; where none covers a row, the exporter applies to the authority of its State"
    )
    if own is not None:
        text = N_(
            "Rows that need an authorisation: {number}; where none covers a row, the exporter applies to {authority}"
        )
        yield speech.say(text, number=speech.amount(number), authority=own.authority)
        return
    yield speech.say(text, number=speech.amount(number))


def _row_lines(summary: Summary, output: str, speech: Speech) -> Iterator[Line]:
    """The severest rows, and those to mend."""
    yield from _stopped_lines(summary.stopped, speech)
    stopped = summary.releases.get("stop", 0)
    if stopped > len(summary.stopped):
        text = N_("all {number} rows that must not leave: column “{column}” of {file}")
        column = column_of_result("release", output, speech)
        yield speech.say(text, number=speech.amount(stopped), column=column, file=output)
    if summary.bad:
        text = N_("Rows that could not be judged: {number}; they stand with line and reason in {file}")
        yield speech.say(text, number=speech.amount(summary.bad), file=summary.bad_file)
        for alike in summary.to_mend[:_REASONS]:
            text = (
                N_("row {line}: {reason}")
                if alike.rows == 1
                else N_("row {line}, and {more} like it: {reason}")
            )
            more, reason = speech.amount(alike.rows - 1), clipped(alike.reason, _LONGEST_TO_MEND)
            line = speech.say(text, line=alike.line, more=more, reason=reason)
            yield line._replace(is_cut=True)
        if others := summary.bad - sum(alike.rows for alike in summary.to_mend[:_REASONS]):
            text = N_(
                "rows that could not be judged for other faults: {number}; each with its reason in {file}"
            )
            yield speech.say(text, number=speech.amount(others), file=summary.bad_file)


def verdicts(summary: Summary, language: str) -> tuple[tuple[str, int, str], ...]:
    """What may happen to the rows, the free ones first: in words, how many, and the release, "" of those to mend; none where nobody says it."""
    if not summary.releases:
        return ()
    rows = [
        (translate(words, language), number, name)
        for words, number, name in _released(summary, RELEASE.codes)
    ]
    return (*rows, (translate(_not_judged(summary), language), summary.bad, ""))


def _not_judged(summary: Summary) -> str:
    """What was done with the rows to mend."""
    if summary.screened is None or 0 < summary.screened.refused < summary.bad:
        return _NOT_JUDGED
    return _SCREENED_ALONE if summary.screened.refused else _NEITHER


def _released(summary: Summary, codes: Iterable[str]) -> list[tuple[str, int, str]]:
    """The rows of each release, in this order: in words, how many, and the release; those that may leave on what is assumed alone stand apart."""
    rows: list[tuple[str, int, str]] = []
    for name in codes:
        number = summary.releases.get(name, 0)
        assumed = summary.free_on_assumptions if name == "go" else 0
        if number > assumed or not assumed:
            rows.append((RELEASE.long[name], number - assumed, name))
        if assumed:
            rows.append((release_status(name, is_assumed=True).long, assumed, name))
    return rows


def _stopped_lines(stopped: tuple[StoppedRow, ...], speech: Speech) -> Iterator[Line]:
    """The severest rows, each with why it must not leave: none folds and none is cut, whatever else there is to say."""
    for row in stopped:
        text = N_("must not leave: row {line} ({reference}): {reason}")
        if not row.reference:
            text = N_("must not leave: row {line}: {reason}")
        listed = translate(PARTY_STATUS.sentence["hit"], speech.language) if row.is_listed else ""
        effect = translate(row.effect, speech.language) if row.effect else ""
        cited = row.basis.split(";") if effect and row.basis else []
        basis = together(cited, speech.language)
        first = first_names([translate(name, speech.language) for name in cited], 1, speech.language)
        reference = clipped(row.reference, LONGEST_REFERENCE)
        said, shorter = (
            speech.say(
                text,
                line=row.line,
                reference=reference,
                reason=semicolon(speech.language).join(
                    filter(None, [listed, f"{effect} ({provisions})" if cited else effect])
                )
                or row.reason,
            )
            for provisions in (basis, first)
        )
        yield said._replace(is_whole=True, shorter=shorter.text)


def _described_lines(described: DescribedRows, output: str, speech: Speech) -> Iterator[Line]:
    """Rows that are stated to be in no entry, and whose descriptions resemble listed goods."""
    for place, row in enumerate(described.first):
        text = N_(
            "stated to be in no entry, and like goods of {entries}, look again: row {line} ({reference})"
        )
        if not row.reference:
            text = N_("stated to be in no entry, and like goods of {entries}, look again: row {line}")
        reference = clipped(row.reference, LONGEST_REFERENCE)
        folds = FURTHER if place else 0
        line = speech.say(text, folds, entries=row.entries, line=row.line, reference=reference)
        yield line._replace(is_cut=True)
    if described.doubted > len(described.first):
        text = N_(
            "all {number} rows like listed goods and stated to be in no entry: column “{column}” of {file}"
        )
        column = column_of_result("reasons", output, speech)
        yield speech.say(text, FURTHER, number=speech.amount(described.doubted), column=column, file=output)


def _assumed_lines(summary: Summary, speech: Speech) -> Iterator[Line]:
    """What was assumed because it was chosen so: it never folds, since rows may be free by it."""
    for name, number in summary.assumed.items():
        text = N_("ASSUMED, not stated (rows: {number}): {assumed} (--assume {name})")
        assumed = translate(POLICIES[name].short, speech.language)
        line = speech.say(text, number=speech.amount(number), assumed=assumed, name=name)
        shorter = speech.say(
            N_("ASSUMED, not stated (rows: {number}): --assume {name}"),
            number=speech.amount(number),
            name=name,
        )
        yield line._replace(is_whole=True, shorter=shorter.text)


def _field(name: str, language: str) -> str:
    words = field_in_words(name, language)
    return words if len(words) <= _LONGEST_FIELD else without_citation(words)


def _missing_lines(summary: Summary, speech: Speech) -> Iterator[Line]:
    """Which facts are missing in how many rows, without those that one line states for all rows."""
    missing = [of_field for of_field in summary.missing if of_field[0] not in summary.lacking]
    if missing:
        fields = [
            f"{_field(name, speech.language)} ({speech.amount(number)})"
            for name, number in missing[:_MISSING]
        ]
        text = N_("Missing, with the number of rows: {fields}")
        if len(missing) > _MISSING:
            text = N_("Missing most often, with the number of rows: {fields}")
        yield speech.say(text, FURTHER, fields=semicolon(speech.language).join(fields))._replace(is_cut=True)


def _law_lines(summary: Summary, output: str, options: Options, speech: Speech) -> Iterator[Line]:
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
            "Rows for whose day the law is older than allowed ({allowed} days): {number}; each says so among its reasons"
        )
        once = N_(
            "Rows for whose day the law is older than allowed ({allowed} days): {number}; the law is known up to {day}: see whether it"
            " has changed since; none may leave before a person accepts that (--accept-law-age)"
        )
        accepted, waiting = options.accepted, summary.unaccepted if options.accepted else summary.old
        if waiting:
            is_once = options.short or Path(output).suffix.casefold() == ".xlsx"
            line = speech.say(
                once if is_once else text,
                number=speech.amount(waiting),
                allowed=options.rules.law_age,
                day=CURRENT_TO.isoformat(),
            )
            yield line._replace(is_cut=True)
        if accepted is not None and waiting < summary.old:
            text = N_(
                "Rows for whose day the law is older than allowed ({allowed} days): {number}; {person} accepts that until {until}"
            )
            yield speech.say(
                text,
                number=speech.amount(summary.old - waiting),
                allowed=options.rules.law_age,
                person=accepted.person,
                until=accepted.until.isoformat(),
            )
