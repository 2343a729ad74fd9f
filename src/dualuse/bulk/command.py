"""What ``dualuse bulk`` prints and how it ends: a progress bar and a summary on the terminal, 2 for bad rows."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from threading import current_thread, main_thread
from typing import Any, Final

from dualuse.assessment.check import chosen_policies
from dualuse.bulk.options import Options
from dualuse.bulk.run import Summary, bulk, started
from dualuse.i18n import N_, grouped, translate
from dualuse.inputs.problems import ExitCode, printable
from dualuse.law.collection import CURRENT_TO
from dualuse.schema.words import EFFECT_WORDS

_SHOWN: Final = 10
"""Names of columns or sheets that the summary shows."""


def run_bulk(
    file: str,
    output: str,
    *,
    engine: str,
    reasons: bool,
    as_json: bool,
    policies: tuple[str, ...],
    language: str,
) -> ExitCode:
    """Judge a file and say what became of it; returns the exit code: bad input where rows were refused.

    Raises:
        InputError: the file cannot be read or written, a column is none of the contract, or the engine is not there.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    options = Options(date.today(), chosen_policies(policies), language, reasons)
    try:
        with _interruptible(), bar:
            task = bar.add_task(translate(N_("judging"), language), total=None)
            if engine == "spark":
                with _aside():
                    started(engine)
            summary = bulk(
                Path(file),
                Path(output),
                engine_name=engine,
                options=options,
                progress=lambda done, of: bar.update(task, completed=done, total=of),
            )
    except KeyboardInterrupt:
        print("dualuse: " + translate(N_("stopped: nothing was written"), language), file=sys.stderr)
        return ExitCode.STOPPED
    if as_json:
        print(json.dumps(_plain(summary, output), ensure_ascii=False))
    else:
        print(_text(summary, output, language))
    return ExitCode.BAD_INPUT if summary.bad else ExitCode.DONE


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C meanwhile ends in KeyboardInterrupt on every engine: some turn it into an error of their own."""
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
    """Keep from the terminal what a process that is started meanwhile logs there, for as long as it runs.

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


def _most_first(outcomes: dict[str, int]) -> list[tuple[str, int]]:
    """Outcomes with their numbers; of equally many the milder first."""
    order = list(EFFECT_WORDS)
    return sorted(outcomes.items(), key=lambda pair: (-pair[1], order.index(pair[0])))


def _plain(summary: Summary, output: str) -> dict[str, Any]:
    return {
        "output": output,
        "rows": summary.rows,
        "outcomes": dict(_most_first(summary.outcomes)),
        "bad_rows": summary.bad,
        "bad_file": str(summary.bad_file) if summary.bad else None,
        "columns_not_read": list(summary.carried),
        "sheets_not_read": list(summary.unread),
        "law_current_to": CURRENT_TO.isoformat(),
        "rows_of_a_later_day": summary.late,
        **({"cells_guarded": summary.guarded} if summary.guarded else {}),
    }


def _text(summary: Summary, output: str, language: str) -> str:
    def say(text: str, **params: object) -> str:
        return printable(translate(text, language).format(**params))

    lines = [say(N_("Rows judged: {rows}, in {file}"), rows=grouped(summary.rows, language), file=output)]
    width = max((len(grouped(number, language)) for number in summary.outcomes.values()), default=1)
    for outcome, number in _most_first(summary.outcomes):
        lines.append(f"  {grouped(number, language):>{width}}  {say(EFFECT_WORDS[outcome])}")
    if summary.bad:
        text = N_("Rows that could not be judged: {number}; they stand with line and reason in {file}")
        lines.append(say(text, number=grouped(summary.bad, language), file=summary.bad_file))
    if summary.rows:
        lines.append(say(N_("The parties were not screened: no row is free to go before that.")))
    if summary.late:
        text = N_(
            "Rows of a later day: {number}; the law is known here up to {day}; what changed since is not in their answers"
        )
        lines.append(say(text, number=grouped(summary.late, language), day=CURRENT_TO.isoformat()))
    if summary.guarded:
        text = N_(
            "Cells that a spreadsheet would run as formulas: {number}; each has an apostrophe before it, which is not read back here"
        )
        lines.append(say(text, number=grouped(summary.guarded, language)))
    if summary.carried:
        names = _some(summary.carried, language)
        lines.append(say(N_("Columns that were not read, and are carried on: {names}"), names=names))
    if summary.unread:
        names = _some(summary.unread, language)
        lines.append(say(N_("Sheets that were not read, the first alone was: {names}"), names=names))
    return "\n".join(lines)


def _some(names: tuple[str, ...], language: str) -> str:
    shown = ", ".join(name[:60] for name in names[:_SHOWN])
    if len(names) <= _SHOWN:
        return shown
    return translate(N_("{names} and {number} more"), language).format(
        names=shown, number=len(names) - _SHOWN
    )
