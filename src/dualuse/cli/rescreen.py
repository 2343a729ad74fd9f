"""``dualuse rescreen``: what changed for counterparties since the last run."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli.parties import WorkspaceOption
from dualuse.cli.screen import WorkersOption
from dualuse.cli.terminal import DEFAULT_LANGUAGE, JsonOption, LanguageOption, edge, localised
from dualuse.i18n import N_

HELP: Final = N_("Screen counterparties again: which hits are new, changed or gone since the last run.")


@edge(stopped=N_("stopped: nothing was recorded, the next run starts from the one before"))
def command(
    file: Annotated[
        str,
        typer.Argument(
            metavar="COUNTERPARTIES", help=localised(N_("Counterparties: .jsonl (FollowTheMoney) or .csv."))
        ),
    ],
    workspace: WorkspaceOption = "",
    name: Annotated[
        str,
        typer.Option(
            "--name",
            help=localised(N_("What the workspace calls these counterparties; default: the file's name.")),
        ),
    ] = "",
    everything: Annotated[
        bool, typer.Option("--everything", help=localised(N_("Screen all of them against all lists.")))
    ] = False,
    person: Annotated[
        str,
        typer.Option("--person", envvar="DUALUSE_PERSON", help=localised(N_("Who runs it, for the record."))),
    ] = "",
    json: JsonOption = False,
    gate: Annotated[
        bool, typer.Option("--gate", help=localised(N_("Exit with 1 if there are new or changed hits.")))
    ] = False,
    workers: WorkersOption = 1,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Rescreen counterparties and record the run."""
    from dualuse.screening.rescreening.report import run_rescreen

    code = run_rescreen(
        file,
        workspace,
        name,
        person,
        everything=everything,
        as_json=json,
        gate=gate,
        workers=workers,
        language=language,
    )
    return code
