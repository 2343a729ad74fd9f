"""What ``dualuse rescreen`` does: compare, record, report, and how it ends."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from dualuse.i18n import N_, Count, Message
from dualuse.inputs.progress import progress
from dualuse.record.workspace import workspace_at
from dualuse.screening.command import BAD_INPUT, GATE_CLOSED, tell
from dualuse.screening.counterparties import check_file, read_counterparties
from dualuse.screening.output import as_line, message_data
from dualuse.screening.rescreening.rescreen import Rescreened, rescreen
from dualuse.screening.rescreening.run_record import record_run
from dualuse.screening.rescreening.text import rescreen_text
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
    with progress(file, N_("screening"), language) as done:
        lines = read_counterparties(file, sys.stdin.buffer, done=done)
        found = rescreen(
            opened, lines, folder, name or Path(file).name, everything=everything, workers=workers
        )
    event, data = record_run(folder, found, opened, person)
    for line in found.problems:
        if line.problem is not None:
            print("dualuse: " + line.problem.text(language), file=sys.stderr)
    warned = [*opened.warnings(), *_twice(found)]
    if as_json:
        warnings = [message_data(message, language) for message in warned]
        print(as_line({**data, "warnings": warnings, "record": {"number": event.number, "hash": event.hash}}))
    else:
        print(rescreen_text(found, opened, language), end="")
    for message in warned:
        tell(message, language)
    if found.problems:
        return BAD_INPUT
    return GATE_CLOSED if gate and (found.of("new") or found.of("changed")) else 0


def _twice(found: Rescreened) -> tuple[Message, ...]:
    """That numbers stand in the file more than once: each line is a counterparty of its own, told apart by the order alone."""
    if not found.twice:
        return ()
    text = N_(
        "rows whose id stands in the file before: {number} (the first: {id}); each is taken for a counterparty of its own and"
        " told apart by its order; give each an id of its own"
    )
    return (Message("id_again", text, {"number": Count(len(found.twice)), "id": found.twice[0]}),)
