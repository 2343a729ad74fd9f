"""What ``dualuse rescreen`` does: compare, record, report, and how it ends."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from dualuse.record.workspace import workspace_at
from dualuse.screening.command import BAD_INPUT, GATE_CLOSED, progress, tell
from dualuse.screening.counterparties import check_file, read_counterparties
from dualuse.screening.output import as_line, message_data
from dualuse.screening.rescreen_record import record_run
from dualuse.screening.rescreen_text import rescreen_text
from dualuse.screening.rescreening import rescreen
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

    Lines that cannot be read are told, the others are rescreened, and the command ends with 2.

    Raises:
        InputError: the file or the workspace cannot be used; nothing was recorded.
        MissingSourceError: no list is installed, or one is damaged.
    """
    check_file(file)
    folder = workspace_at(workspace, home())
    opened = session(home(), folder, date.today(), lambda message: tell(message, language))
    with progress(file, language) as done:
        lines = read_counterparties(file, sys.stdin.buffer, done=done)
        found = rescreen(
            opened, lines, folder, name or Path(file).name, everything=everything, workers=workers
        )
    event, data = record_run(folder, found, opened, person)
    for line in found.problems:
        if line.problem is not None:
            print("dualuse: " + line.problem.text(language), file=sys.stderr)
    if as_json:
        warnings = [message_data(message, language) for message in opened.warnings()]
        print(as_line({**data, "warnings": warnings, "record": {"number": event.number, "hash": event.hash}}))
    else:
        print(rescreen_text(found, opened, language), end="")
    for message in opened.warnings():
        tell(message, language)
    if found.problems:
        return BAD_INPUT
    return GATE_CLOSED if gate and (found.of("new") or found.of("changed")) else 0
