"""What ``dualuse bulk`` prints and how it ends: a progress bar and a summary on the terminal, 2 for bad
rows."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

from dualuse.assessment.listed.evidence import PartyScreener
from dualuse.bulk.backends.choosing import started
from dualuse.bulk.described_rows import DescribedRows
from dualuse.bulk.exports.mapping import ColumnMapping, guessed
from dualuse.bulk.exports.mapping_file import locale_called, read_mapping
from dualuse.bulk.exports.mapping_writing import write_mapping
from dualuse.bulk.exports.text import export_plain
from dualuse.bulk.files.table_file import no_rows
from dualuse.bulk.files.writing import check_target
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.source_file import open_table
from dualuse.bulk.summary.summary import Summary, frequent_first, most_first
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.bulk.summary.terminal_lines import terminal_text
from dualuse.bulk.unread_columns import unsure_columns
from dualuse.i18n import N_, fill, translate
from dualuse.inputs.formats import BULK, with_format
from dualuse.inputs.json_output import json_line, print_line
from dualuse.inputs.opening import same_file
from dualuse.inputs.problems import ExitCode, InputError, printable
from dualuse.inputs.telling import tell
from dualuse.law.collection import CURRENT_TO
from dualuse.schema.rules import tightened
from dualuse.schema.tables.export_words import HeaderSearch, Locale

if TYPE_CHECKING:
    from rich.progress import Progress


def run_bulk(
    file: str,
    output: str,
    *,
    engine: str,
    options: Options,
    as_json: bool,
    settings_file: str = "",
    map_file: str = "",
    locale: str = "",
    encoding: str = "",
    sheet: str = "",
    screener: PartyScreener | None = None,
    width: int = 100,
    gate: bool = False,
) -> ExitCode:
    """Judge a file and say what became of it; returns the exit code: bad input where rows were refused.

    ``settings_file``: where the settings among the options stand; ``map_file``: the mapping of an export,
    which is written where there is none yet; ``locale``: the name of the one that its numbers and days are
    written in; ``encoding``: what a CSV file is written in; ``sheet``: of a workbook the one that is read;
    ``screener``: who screens the parties; ``width``: of a line of text; ``gate``: whether a row that is not "go", or a table on a sheet that nobody named and was not read, ends it with 1, as ``check`` does.

    Raises:
        InputError: the file cannot be read or written, a column is none of the contract, the mapping does not
            fit, or the engine is not there.
    """
    language = options.language
    locale_of_cells = locale_called(locale)
    mapping, is_new = _mapping(
        map_file, file, output, locale_of_cells, encoding, sheet=sheet, language=language
    )
    try:
        with _interruptible(), _progress_bar() as bar:
            task = bar.add_task(translate(N_("judging"), language), total=None)
            if engine == "spark":
                with _aside():
                    started(engine)
            summary = bulk(
                Path(file),
                Path(output),
                engine_name=engine,
                options=options,
                mapping=mapping,
                locale=locale_of_cells if locale else None,
                screener=screener,
                settings_file=settings_file,
                map_file=map_file,
                encoding=encoding,
                sheet=sheet,
                progress=lambda done, of: bar.update(task, completed=done, total=of),
            )
    except KeyboardInterrupt:
        if is_new:
            Path(map_file).unlink(missing_ok=True)
        print("dualuse: " + translate(N_("stopped: nothing was written"), language), file=sys.stderr)
        return ExitCode.STOPPED
    except InputError as error:
        if is_new and all(problem.what.code != "no_columns" for problem in error.problems):
            Path(map_file).unlink(missing_ok=True)  # a guess of a file that was refused settles nothing
        raise
    if as_json:
        print_line(json_line(with_format(BULK, _plain(summary, output, options, settings_file))))
    else:
        lines = summary_lines(summary, output, options, settings_file, map_file)
        print(terminal_text(lines, language, width, output))
        if is_new:
            text = N_("The mapping was guessed, and is written to {file}: look at it once.")
            print(printable(fill(text, language, file=map_file)))
    if not summary.rows and not summary.bad:
        tell((no_rows(file),), language)
        return ExitCode.BAD_INPUT
    if summary.bad:
        return ExitCode.BAD_INPUT
    # What stands on a sheet that nobody looked at is not free to go.
    is_go = summary.releases.get("go", 0) == summary.rows and not summary.tables_unread
    return ExitCode.NOT_GO if gate and not is_go else ExitCode.DONE


def _progress_bar() -> Progress:
    """A bar on standard error that goes away in the end; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )


def _mapping(
    map_file: str, file: str, output: str, locale: Locale, encoding: str, *, sheet: str, language: str
) -> tuple[ColumnMapping | None, bool]:
    """The mapping in a file, and whether it was guessed just now.

    A guessed one is written before anything is judged: where no name is known, it is what a person fills in.
    """
    if not map_file:
        return None, False
    path = Path(map_file)
    if path.exists():
        return read_mapping(path), False
    check_target(path)
    if path.absolute() == Path(output).absolute():
        raise same_file(map_file)
    table = open_table(Path(file), HeaderSearch(has_mapping=True), encoding, sheet)
    mapping = guessed(table.names, locale)
    write_mapping(path, mapping, language, unsure_columns(mapping, table))
    return mapping, True


@contextmanager
def _interruptible() -> Iterator[None]:
    """Make Ctrl-C raise KeyboardInterrupt inside the block on every engine: some turn it into an error of
    their own."""
    if (
        current_thread() is not main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    interrupted = False

    def note(number: int, frame: Any) -> None:
        nonlocal interrupted
        interrupted = True
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    except Exception:
        if interrupted:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def _aside() -> Iterator[None]:
    """Keep what a process started inside the block logs off the terminal, for as long as that process
    runs.

    Spark's Java writes to the standard error that it inherits. Where it does not start, what it said is told.
    """
    terminal = os.dup(2)
    with TemporaryFile() as log:
        try:
            os.dup2(log.fileno(), 2)
            yield
        except Exception:
            log.seek(0)
            os.write(terminal, log.read())
            raise
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)


def _plain(summary: Summary, output: str, options: Options, settings_file: str) -> dict[str, Any]:
    accepted = options.accepted
    return {
        "output": output,
        "rows": summary.rows,
        "outcomes": dict(most_first(summary.outcomes)),
        **({"releases": dict(frequent_first(summary.releases))} if summary.releases else {}),
        "bad_rows": summary.bad,
        "bad_file": str(summary.bad_file) if summary.bad else None,
        "columns_not_read": list(summary.carried),
        **({"sheet": summary.sheet} if summary.sheet else {}),
        "sheets_not_read": list(summary.unread),
        **({"tables_not_read": list(summary.tables_unread)} if summary.tables_unread else {}),
        "law_current_to": CURRENT_TO.isoformat(),
        "rows_of_a_later_day": summary.late,
        **({"cells_guarded": summary.guarded} if summary.guarded else {}),
        "rows_under_old_law": summary.old,
        "rows_under_old_law_not_accepted": summary.unaccepted,
        "law_age_accepted": {"by": accepted.person, "until": accepted.until.isoformat()}
        if accepted
        else None,
        "settings": {
            "file": settings_file,
            "exporter": dict(options.exporter),
            "rows_completed": summary.completed,
            "rules": tightened(options.rules),
        }
        if settings_file
        else None,
        "rows_missing": dict(summary.missing),
        "rows_assumed": dict(summary.assumed),
        "rows_free_on_assumptions": summary.free_on_assumptions,
        "rows_asking_for_diligence": summary.diligence,
        **(_described_plain(summary.described) if summary.described else {}),
        **({"screening": _screening_plain(summary)} if summary.screened else {}),
        **({"export": export_plain(summary.export)} if summary.export else {}),
    }


def _described_plain(described: DescribedRows) -> dict[str, Any]:
    return {
        "rows_like_listed_goods": described.doubted,
        "rows_with_candidates": described.unclassified,
    }


def _screening_plain(summary: Summary) -> dict[str, Any]:
    screened = summary.screened
    assert screened is not None
    return {
        "parties": screened.subjects,
        "rows": dict(frequent_first(screened.statuses)),
        "rows_not_screened": summary.bad - screened.refused,
        "rows_to_mend_screened": screened.refused,
        "rows_to_mend_listed": screened.refused_listed,
        "rows_naming_nobody": screened.naming_nobody,
        "releases": dict(frequent_first(summary.releases)),
        "lists": [
            {"list": used.list, "dated": used.dated, "out_of_date": used.stale} for used in screened.lists
        ],
    }
