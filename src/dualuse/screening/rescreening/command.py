"""What ``dualuse rescreen`` does: compare, record, report, and how it ends."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from dualuse.i18n import N_, Count, Message
from dualuse.inputs.problems import ExitCode
from dualuse.inputs.progress import progress
from dualuse.record.workspace import workspace_at
from dualuse.screening.command import print_message
from dualuse.screening.counterparties import check_file, read_counterparties
from dualuse.screening.output import as_line, message_data
from dualuse.screening.rescreening.report import record_run, rescreen_text
from dualuse.screening.rescreening.rescreen import Rescreened, rescreen
from dualuse.screening.session import session
from dualuse.sources.home import home


def run_rescreen(
    file: str,
    workspace: str,
    name: str,
    person: str,
    *,
    everything: bool,
    as_json: bool,
    gate: bool,
    workers: int,
    language: str,
) -> int:
    """Rescreen the counterparties of a file, record the run, and write the report; returns the exit code.

    Lines that cannot be read are reported, the others are rescreened, and the command ends with 2.

    Raises:
        InputError: the file or the workspace cannot be used; nothing was recorded.
        MissingSourceError: no list is installed, or one is damaged.
    """
    check_file(file)
    folder = workspace_at(workspace, home())
    in_use = session(home(), folder, date.today(), lambda message: print_message(message, language))
    with progress(file, N_("screening"), language) as done:
        lines = read_counterparties(file, sys.stdin.buffer, done=done)
        run = rescreen(in_use, lines, folder, name or Path(file).name, everything=everything, workers=workers)
    event, data = record_run(folder, run, in_use, person)
    for line in run.problems:
        if line.problem is not None:
            print("dualuse: " + line.problem.text(language), file=sys.stderr)
    warnings = [*in_use.warnings(), *_repeated_ids(run)]
    if as_json:
        texts = [message_data(message, language) for message in warnings]
        print(as_line({**data, "warnings": texts, "record": {"number": event.number, "hash": event.hash}}))
    else:
        print(rescreen_text(run, in_use, language), end="")
    for message in warnings:
        print_message(message, language)
    if run.problems:
        return ExitCode.BAD_INPUT
    return ExitCode.NOT_GO if gate and (run.select("new") or run.select("changed")) else ExitCode.DONE


def _repeated_ids(run: Rescreened) -> tuple[Message, ...]:
    """The warning that ids occur more than once: each line is a counterparty of its own, told apart by its order alone."""
    if not run.repeated_ids:
        return ()
    text = N_(
        "rows whose id stands in the file before: {number} (the first: {id}); each is taken for a counterparty of its own and"
        " told apart by its order; give each an id of its own"
    )
    return (Message("id_again", text, {"number": Count(len(run.repeated_ids)), "id": run.repeated_ids[0]}),)
