"""``dualuse bulk``: a file in, the same rows with their answers out, bad rows in a file of their own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from dualuse.assessment.listed.evidence import PartyScreener
from dualuse.bulk.answers import OUTCOMES
from dualuse.bulk.assumed_rows import on_assumptions
from dualuse.bulk.backends.choosing import started
from dualuse.bulk.carried_texts import CarriedTexts
from dualuse.bulk.described_rows import DescribedRows
from dualuse.bulk.evaluate_parts import PartEvaluator
from dualuse.bulk.exporter_of_settings import Completion, completion
from dualuse.bulk.exports.mapping import ColumnMapping
from dualuse.bulk.exports.reading import ExportNotes
from dualuse.bulk.files import parquet_files
from dualuse.bulk.files.table_file import Part, Table
from dualuse.bulk.files.workbook_words import SHEET_NAMES, SheetNames, headings
from dualuse.bulk.files.writing import Writer, bad_file_of, check_bad_file, check_target
from dualuse.bulk.joined_reasons import joined
from dualuse.bulk.law_age import days_of, under_law_of_age, without_day
from dualuse.bulk.options import Options
from dualuse.bulk.parties.checked_rows import CheckedRows
from dualuse.bulk.parties.screened_rows import ScreenedRows
from dualuse.bulk.parts_of_file import KeptParts, Steps, read, unreported
from dualuse.bulk.reason_texts import BECAUSE, REASONS, ReasonTexts
from dualuse.bulk.source_file import opened_table
from dualuse.bulk.summary.counts import Counts
from dualuse.bulk.summary.diligence import ASKED_FOR, rows_that_ask
from dualuse.bulk.summary.summary import Summary
from dualuse.bulk.summary.summary_lines import summary_lines, verdicts
from dualuse.bulk.summary.summary_rows import SummaryRows
from dualuse.bulk.sums.file_sums import file_sums
from dualuse.bulk.told_cells import told_by_name
from dualuse.bulk.unread_columns import UnreadColumns
from dualuse.i18n import N_, translate
from dualuse.inputs.garbage import no_collection, release_free_memory
from dualuse.inputs.opening import is_same, same_file
from dualuse.inputs.problems import InputError, input_error
from dualuse.law.collection import CURRENT_TO
from dualuse.schema.tables.columns import BAD_HEADING, LINE, RESULTS, SCREENED, SHEET, SHORT_REASONS
from dualuse.schema.tables.export_words import Locale
from dualuse.schema.tables.header import Header
from dualuse.screening.parallel import processes_kept

_WRITTEN_ANEW: Final = frozenset({*RESULTS, *SCREENED, *BAD_HEADING, SHORT_REASONS, SHEET, *headings()})
"""Columns of an earlier run, which are not carried on."""
PIECE: Final = 1 << 14
"""Rows that are judged and written at once where each gets its reasons: they are long, and may all be different."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A part that was judged: its rows with their answers, the refused ones as lines of the file of bad rows.

    ``cells``, ``lines``: those of the rows, by the names of the contract, and in the file.
    """

    rows: pl.DataFrame
    refused: list[tuple[str, ...]]
    cells: pl.DataFrame
    lines: pl.Series


def bulk(
    source: Path,
    target: Path,
    *,
    engine_name: str = "polars",
    options: Options | None = None,
    mapping: ColumnMapping | None = None,
    locale: Locale | None = None,
    screener: PartyScreener | None = None,
    settings_file: str = "",
    map_file: str = "",
    encoding: str = "",
    sheet: str = "",
    progress: Callable[[int, int], None] = unreported,
) -> Summary:
    """Judge every row of a file.

    Args:
        source: ``.csv``, ``.parquet`` or ``.xlsx``; one row per transaction item.
        target: where the rows go, in the format its name says; bad rows go to ``NAME.bad.csv`` beside it.
        engine_name: ``polars``, ``duckdb`` or ``spark``: the same answers on each.
        options: the day for rows without a date (default: today), policies, language, with reasons or without.
        mapping: how the columns of an export are read; by default it is guessed where the file is one.
        locale: how an export writes numbers and days, where that is stated.
        screener: who screens the parties; None: nobody does, and no row is "go".
        settings_file: where what the options have of settings stands, for the summary.
        map_file: where the mapping stands, for the summary.
        encoding: what a CSV file is written in; UTF-8 where nothing is stated.
        sheet: of a workbook the one that is read; by default the first that looks like a table.
        progress: called with what is done and the whole (bytes or rows).

    Raises:
        InputError: the file cannot be read or written, or a column is none of the contract.
    """
    options = _of_run(options or Options(date.today()), target, screener)
    running = started(engine_name)
    table, notes = _readable_table(opened_table(source, mapping, locale, encoding, sheet))
    completed = completion(table.columns.header, options)
    columns = completed.header
    texts = ReasonTexts()
    screened = (
        ScreenedRows(screener=screener, header=columns, options=options) if screener is not None else None
    )
    checked = CheckedRows(header=columns, options=options)
    described = DescribedRows(options=options)
    left_out = notes.mapping.left_out if notes is not None else frozenset()
    unread = UnreadColumns(names=_carried(columns, left_out), options=options)
    carried = CarriedTexts(names=_carried(columns), header=columns, options=options, screened=screened)
    target, bad_file = _checked_places(source, target)
    sheets = SheetNames(*(translate(name, options.language) for name in SHEET_NAMES))
    with (
        processes_kept(),
        Writer(target, bad_file, table.separator, table.marked, sheets, options.language, texts) as writer,
    ):
        steps, parts = Steps(progress, table.size), KeptParts(table)
        work = _Work(table, options, texts)
        sums = file_sums(columns, running, partial(parts.before, steps))
        header = replace(columns, are_apart=sums.are_apart)
        evaluator = PartEvaluator(
            header=header, backend=running, options=options, sums=sums, texts=texts, size=table.size
        )
        for piece in read(parts, steps, PIECE if options.reasons else parquet_files.ROWS):
            with no_collection():
                part = work.completed(piece, completed)
                evaluated = evaluator.evaluated(part)
                answers = evaluated.answers
                if screened is not None and answers is not None:
                    answers = screened.screened(part.cells, answers)
                elif options.reasons and answers is not None:
                    answers = checked.unscreened(part.cells, answers)
                if options.reasons and answers is not None:
                    answers = described.with_hints(part.cells, part.lines, answers)
                    statuses = screened.statuses if screened is not None else None
                    answers = unread.held(part.as_read, part.cells, answers, statuses)
                    answers = carried.with_words_asked(part.as_read, part.cells, answers)
                beside = screened.beside_refused(_refused_cells(part, evaluated.refused)) if screened else {}
                judged = work.judged(part, answers, evaluated.refused, beside)
            steps.judged()
            if judged.rows.height:
                writer.add(judged.rows, judged.cells)
                work.summary_rows.add(judged.rows, judged.cells, judged.lines)
            if judged.refused:
                writer.add_bad(work.header_of_bad, judged.refused)
            steps.written()
            # What was written is let go of before the next piece is judged: reasons are the largest part of the memory.
            del piece, part, evaluated, answers, judged
            release_free_memory()
        if work.counts.rows == 0:
            writer.add(work.nothing())
        summary = work.summary(bad_file, columns, writer.guarded, notes, screened, described)
        lines = summary_lines(summary, str(target), options, settings_file, map_file)
        of_sheet = ((line.text, line.number) for line in lines if not line.is_verdict)
        writer.add_summary(of_sheet, verdicts(summary, options.language))
    return summary


def _of_run(options: Options, target: Path, screener: PartyScreener | None) -> Options:
    """The options with what follows from the other arguments of the run."""
    if screener is not None and not options.reasons:
        text = N_("what screening makes of a row is written with its reasons")
        raise input_error("screen_without_reasons", text, N_("Leave out --outcomes-only, or --screen"))
    return replace(options, screens=screener is not None, short=target.suffix.casefold() == ".xlsx")


def _readable_table(opened_file: tuple[Table, ExportNotes | None]) -> tuple[Table, ExportNotes | None]:
    """The table, and how it was read where it is an export; a header with problems is refused."""
    table, notes = opened_file
    if table.columns.problems:
        raise InputError(
            problem.located(str(table.path), table.header_line) for problem in table.columns.problems
        )
    return table, notes


def _carried(columns: Header, left_out: Collection[str] = ()) -> tuple[str, ...]:
    """The columns that are not read and carried on, without those that a person has left out."""
    return tuple(name for name in columns.carried if name not in _WRITTEN_ANEW and name not in left_out)


def _checked_places(source: Path, target: Path) -> tuple[Path, Path]:
    """Where the rows go, and those that are to be mended; neither takes the place of anything that is to stay."""
    if is_same(target, source):
        raise same_file(str(target))
    if target.is_symlink():
        target = target.resolve()
    check_target(target)
    bad_file = bad_file_of(target)
    check_bad_file(source, bad_file)
    return target, bad_file


def _refused_cells(part: Part, refused: Iterable[int]) -> dict[int, Mapping[str, str]]:
    """The cells of the rows to mend by their lines, of those of which it is known which cell is which."""
    cells: dict[int, Mapping[str, str]] = {bad.line: bad.cells for bad in part.bad if bad.cells}
    rows = list(refused)
    for row, of_row in zip(rows, part.cells[rows].iter_rows(named=True), strict=True):
        cells[part.lines[row]] = {name: str(cell or "") for name, cell in of_row.items()}
    return dict(sorted(cells.items()))


class _Work:
    """The parts of a file with their answers, and what became of their rows."""

    def __init__(self, table: Table, options: Options, texts: ReasonTexts) -> None:
        self.counts: Final = Counts()
        self.summary_rows: Final = SummaryRows()
        self._table: Final = table
        self._options: Final = options
        self._texts: Final = texts
        self._taken: pl.Series | None = None
        self._places_of_bad_heading: Final = {
            place for place, name in enumerate(table.names) if name in (*BAD_HEADING, SHEET)
        }
        self._schema: dict[str, pl.DataType | type[pl.DataType]] = dict.fromkeys(table.names, pl.String)
        self._results: Final = (
            (*RESULTS, *SCREENED) if options.screens else RESULTS if options.reasons else OUTCOMES
        )

    @property
    def header_of_bad(self) -> tuple[str, ...]:
        """The columns of a refused row; where the file is one of bad rows, what it said of them is replaced."""
        before = (*BAD_HEADING, *self._sheet)
        return (*before, *(name for name in self._table.names if name not in (*BAD_HEADING, SHEET)))

    @property
    def _sheet(self) -> dict[str, str]:
        """The column of the sheet, with its name, where the workbook has several."""
        return {SHEET: self._table.sheet} if self._table.sheet else {}

    def completed(self, part: Part, completion: Completion) -> Part:
        """The part with its cells completed from settings; rows that take something are counted once they are judged."""
        self._taken = None
        if completion.is_taken is None or part.cells.is_empty():
            return part
        self._taken = part.cells.with_columns(completion.is_taken)["taken"]
        cells = part.cells.with_columns(completion.added).with_columns(completion.filled)
        return replace(part, cells=cells, shown=part.cells_of_file)

    def judged(
        self,
        part: Part,
        answers: pl.DataFrame | None,
        reasons: Mapping[int, str],
        beside: Mapping[int, str],
    ) -> _Judged:
        """The rows of a part with their answers, and those that are refused; they are counted.

        ``reasons``: why rows are refused, by their place; ``beside``: what is said behind that, by the line.
        """
        self._schema = dict(part.as_read.schema)
        refused = self._all_refused(part, reasons, beside)
        if answers is None:
            judged = _Judged(self.nothing(), refused, part.cells.clear(), part.lines.clear())
        else:
            judged = self._answered(part, answers, refused)
        self.counts.add_answered(judged.rows)
        self.counts.add_refused(refused)
        return judged

    def _all_refused(
        self, part: Part, reasons: Mapping[int, str], beside: Mapping[int, str]
    ) -> list[tuple[str, ...]]:
        """The refused rows of a part by their lines: those that cannot be read, and those refused for ``reasons``."""
        language = self._options.language
        by_name = partial(told_by_name, called=self._table.columns.header.called, language=language)
        refused = [self._refused(bad.line, bad.reason(language, by_name), bad.fields) for bad in part.bad]
        for row, of_row in zip(reasons, part.cells_of_file[list(reasons)].iter_rows(), strict=True):
            refused.append(self._refused(part.lines[row], reasons[row], (cell or "" for cell in of_row)))
        whole = (
            (line, f"{reason} {beside[int(line)]}" if int(line) in beside else reason, *fields)
            for line, reason, *fields in refused
        )
        return sorted(whole, key=lambda fields: int(fields[0]))

    def _answered(self, part: Part, answers: pl.DataFrame, refused: list[tuple[str, ...]]) -> _Judged:
        """The rows of a part that are not refused, with what is carried on and their answers; their days are counted."""
        keep = ~answers["wrong"]
        if self._taken is not None:
            self.counts.completed += int((self._taken & keep).sum())
        carried = part.as_read.select(name for name in part.as_read.columns if name not in _WRITTEN_ANEW)
        kept = part.cells if keep.all() else part.cells.filter(keep)
        assumed = on_assumptions(answers.filter(keep), kept, self._options)
        days = days_of(kept, self._options)
        aged, old, unaccepted = under_law_of_age(assumed.rows, days, self._options)
        self.counts.undated += without_day(kept)
        asking = rows_that_ask(kept, days)
        self.counts.add_asking(part.lines.filter(keep).filter(asking))
        aged = _marked(aged, asking, self._options)
        self.counts.assumed.update(assumed.numbers)
        self.counts.add_free_on_assumptions(aged, assumed.are_assumed)
        self.counts.late += int((days > CURRENT_TO.isoformat()).sum())
        self.counts.old += old
        self.counts.unaccepted += unaccepted
        # Reasons are numbers until they are written.
        cells = aged.select(
            pl.col(name) if name == REASONS else pl.col(name).cast(pl.String).replace("", None)
            for name in (*self._results, *([BECAUSE] if self._options.reasons else ()))
        )
        lines = part.lines.filter(keep)
        parts = [carried.filter(keep), cells]
        if self._options.reasons:
            places = lines.cast(pl.Int64).alias(LINE).to_frame()
            parts.insert(1, places.with_columns(pl.lit(name).alias(SHEET) for name in self._sheet.values()))
        rows = pl.concat(parts, how="horizontal")
        return _Judged(rows, refused, kept, lines)

    def summary(
        self,
        bad_file: Path,
        columns: Header,
        guarded: int,
        notes: ExportNotes | None,
        screened: ScreenedRows | None,
        described: DescribedRows,
    ) -> Summary:
        """What became of the file. ``guarded``: cells that a spreadsheet would run as formulas; ``notes``: how an export was read."""
        counts = self.counts
        return Summary(
            rows=counts.rows,
            bad=counts.bad,
            bad_file=bad_file,
            outcomes=counts.outcomes,
            carried=_carried(columns),
            sheet=self._table.sheet,
            unread=self._table.unread,
            tables_unread=self._table.tables_unread,
            late=counts.late,
            guarded=guarded,
            old=counts.old,
            unaccepted=counts.unaccepted,
            completed=counts.completed,
            export=notes,
            screened=screened,
            described=described,
            diligence=counts.diligence,
            first_asking=tuple(counts.first_asking),
            undated=counts.undated if notes is not None and notes.mapping.reads("date") else 0,
            releases=counts.releases,
            to_mend=counts.to_mend,
            stopped=self.summary_rows.stopped,
            lacking=self.summary_rows.lacking,
            listed=self.summary_rows.listed,
            missing=counts.missing_first,
            assumed=dict(counts.assumed),
            free_on_assumptions=counts.free_on_assumptions,
        )

    def nothing(self) -> pl.DataFrame:
        """A table without rows, with all columns of the result."""
        carried = {name: dtype for name, dtype in self._schema.items() if name not in _WRITTEN_ANEW}
        results = dict.fromkeys(self._results, pl.String)
        if not self._options.reasons:
            return pl.DataFrame(schema={**carried, **results})
        places = {LINE: pl.Int64, **dict.fromkeys(self._sheet, pl.String)}
        short = {} if self._options.short else {SHORT_REASONS: pl.String}
        return pl.DataFrame(schema={**carried, **places, **short, **results})

    def _refused(self, line: int, reason: str, fields: Iterable[str]) -> tuple[str, ...]:
        every = tuple(fields)
        cells = [
            cell
            for place, cell in enumerate(every)
            if place not in self._places_of_bad_heading or len(every) == 1
        ]
        before = (str(line), reason, *self._sheet.values())
        return (*before, *cells, *("",) * (len(self.header_of_bad) - len(before) - len(cells)))


def _marked(rows: pl.DataFrame, asking: pl.Series, options: Options) -> pl.DataFrame:
    """The rows with the reason that due diligence is asked for behind the others, where a sheet shows few of them."""
    if not options.short or BECAUSE not in rows.columns or not asking.any():
        return rows
    mark = pl.lit(translate(ASKED_FOR, options.language))
    because = pl.col(BECAUSE).cast(pl.String)
    marked = pl.when(pl.lit(asking)).then(joined(because, mark)).otherwise(because)
    return rows.with_columns(marked.cast(rows.schema[BECAUSE]).alias(BECAUSE))
