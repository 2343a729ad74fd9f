"""``dualuse watch``: which assessments change under today's law, lists, indices and matcher, and why."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    day_of,
    edge,
    localised,
    refuse,
    say,
    show_data,
)
from dualuse.i18n import N_, grouped, translate
from dualuse.inputs.problems import ExitCode

if TYPE_CHECKING:
    from dualuse.dossier.watching.watch import Today, Watched

HELP: Final = N_(
    "Hold the dossiers of a folder against today's law, lists, indices and matcher: what changes, and why?"
)
KINDS: Final = {
    "unreadable": N_("not dossiers"),
    "record": N_("not the files that the workspace recorded"),
    "answer": N_("another answer"),
    "party": N_("parties: hits that came or went"),
    "option": N_("general authorisations that came or went"),
    "annex": N_("their entries of Annex I changed"),
    "context": N_("newer values of indices"),
    "questionnaire": N_("a newer questionnaire"),
    "matcher": N_("another matcher"),
    "review": N_("due to be opened again"),
}
_WORKERS: Final = 2


@edge()
def command(
    folder: Annotated[Path, typer.Argument(help=localised(N_("The folder that dualuse assess writes to.")))],
    context: Annotated[
        Path | None,
        typer.Option(
            "--context",
            help=localised(N_("The table of indices; default: context.csv in DUALUSE_HOME, if it is there.")),
        ),
    ] = None,
    day: Annotated[
        str,
        typer.Option(
            "--day", help=localised(N_("The day to hold them against (2026-11-26); default: today."))
        ),
    ] = "",
    gate: Annotated[
        bool, typer.Option("--gate", help=localised(N_("Exit with 1 if anything changed.")))
    ] = False,
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Watch: a line for each dossier that changes, and what stands on the whole."""
    from dualuse.dossier.watching.watch import watch
    from dualuse.inputs.progress import progress

    if not folder.is_dir():
        refuse(N_("{file} is no folder"), language, file=folder)
    counts: Counter[str] = Counter()
    number = changed = unrecorded = 0
    today = _today(day_of(day, language), context, workspace)
    with progress(str(folder), N_("watching"), language) as done:
        for watched in watch(folder, today, _WORKERS, done):
            number += 1
            changed += bool(watched.changes)
            unrecorded += not watched.recorded
            counts.update({change.kind for change in watched.changes})
            if watched.changes:
                _show(watched, json, language)
    if not json:
        _summary(number, changed, counts, today, language)
        if unrecorded:
            text = N_(
                "Not recorded in the workspace: {number}. They follow from what they state; evidence not authenticated."
            )
            say(text, language, number=grouped(unrecorded, language))
    return ExitCode.NOT_GO if gate and changed else ExitCode.DONE


def _today(day: date, context: Path | None, workspace: str) -> Today:
    from dualuse.diligence import questionnaires
    from dualuse.dossier.watching.watch import Today
    from dualuse.dossier.workspace_evidence import CONTEXT_FILE
    from dualuse.sources.home import home

    table = context or (home() / CONTEXT_FILE)
    return Today(
        day,
        home(),
        workspace_named(workspace).folder,
        table if context is not None or table.exists() else None,
        tuple((row.name, row.version) for row in questionnaires()),
    )


def _show(watched: Watched, json: bool, language: str) -> None:
    from dualuse.dossier.watching.change import change_text

    if json:
        show_data(_data(watched, language))
        return
    typer.echo(f"{watched.reference or watched.file}")
    for change in watched.changes:
        mark = {True: "▲", False: "▼", None: "·"}[change.worse]
        typer.echo(f"  {mark} {change_text(change, language)}")


def _data(watched: Watched, language: str) -> dict[str, Any]:
    from dualuse.dossier.watching.change import change_text

    return {
        "file": watched.file,
        "reference": watched.reference,
        "recorded": watched.recorded,
        "changes": [
            {
                "kind": change.kind,
                "worse": change.worse,
                "code": change.what.code,
                "params": change.what.plain_params(),
                "text": change_text(change, language),
            }
            for change in watched.changes
        ],
    }


def _summary(number: int, changed: int, counts: Counter[str], today: Today, language: str) -> None:
    from dualuse.sources.lists.store import ListStore

    say(
        N_("{changed} of {number} dossiers change (▲ heavier, ▼ lighter)."),
        language,
        changed=grouped(changed, language),
        number=grouped(number, language),
    )
    for kind, name in KINDS.items():
        if counts[kind]:
            typer.echo(f"{grouped(counts[kind], language):>9}  {translate(name, language)}")
    if not ListStore(today.home).editions():
        say(N_("No lists are installed: the parties were not looked at again."), language)
    if today.context is None:
        say(N_("No table of indices is at hand: the destinations were not looked at again."), language)
