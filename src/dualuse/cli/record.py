"""``dualuse record``: whether what was recorded is as it was written, and the erasure of what may not be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    fail,
    localised,
    refuse,
    report,
    say,
)
from dualuse.i18n import N_, translate
from dualuse.inputs.problems import ExitCode

if TYPE_CHECKING:
    from dualuse.record.workspace import Erasable
    from dualuse.screening.rescreening.retention import Choice

app: Final = typer.Typer(
    help=localised(N_("The record of decisions and runs in a workspace.")),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(
    "verify",
    help=localised(N_("Find everything that was changed, cut off or lost; exit 1 if there is anything.")),
)
@edge()
def verify(
    head: Annotated[
        list[str] | None,
        typer.Option(
            "--head",
            metavar="CHAIN=HASH",
            help=localised(
                N_("The hash of an event, as it was printed once: it must be in the chain. Repeatable.")
            ),
        ),
    ] = None,
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Verify a workspace and print the heads of its chains."""
    import json as data

    heads: dict[str, str] = {}
    for text in head or ():
        name, mark, value = text.partition("=")
        if not mark or not value or "/" in name:
            fail(translate(N_("--head {text}: write CHAIN=HASH."), language).format(text=text[:60]))
        heads[name] = value
    folder = workspace_named(workspace)
    if not folder.folder.is_dir():
        refuse(N_("there is no workspace at {folder}."), language, folder=folder.folder)
    problems = folder.verify(heads)
    # The head of a chain that is not whole is nothing to rely on: none is printed then.
    printed = {} if problems else {name: folder.chain(name).head() for name in folder.chains()}
    if json:
        problem_data = [{"code": problem.what.code, "text": problem.text(language)} for problem in problems]
        shown = {name: {"number": number, "hash": value} for name, (number, value) in printed.items()}
        typer.echo(
            data.dumps(
                {
                    "workspace": str(folder.folder),
                    "whole": not problems,
                    "problems": problem_data,
                    "heads": shown,
                },
                ensure_ascii=False,
            )
        )
    else:
        report(problems, language, str(folder.folder))
        for name, (number, value) in printed.items():
            say(
                N_("{name}: {number} events, whole; head {hash}"),
                language,
                name=name,
                number=number,
                hash=value,
            )
        if not problems and not printed:
            say(N_("Nothing is recorded yet."), language)
    return ExitCode.NOT_GO if problems else ExitCode.DONE


@app.command(
    "erase",
    help=localised(
        N_("Erase private parts, evidence and old states for good; without --yes, only say what would go.")
    ),
)
@edge()
def erase(
    counterparty: Annotated[
        list[str] | None,
        typer.Option(
            "--counterparty",
            metavar="ID",
            help=localised(N_("Decisions about the party of this number. Repeatable.")),
        ),
    ] = None,
    before: Annotated[
        str,
        typer.Option(
            "--before", metavar="DATE", help=localised(N_("What was recorded before this day (UTC)."))
        ),
    ] = "",
    old_states: Annotated[
        bool,
        typer.Option(
            "--old-states", help=localised(N_("States of rescreenings that a later run has replaced."))
        ),
    ] = False,
    person: Annotated[
        str,
        typer.Option(
            "--person", envvar="DUALUSE_PERSON", help=localised(N_("Who erases (or DUALUSE_PERSON)."))
        ),
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help=localised(N_("Why.")))] = "",
    yes: Annotated[bool, typer.Option("--yes", help=localised(N_("Erase. It cannot be undone.")))] = False,
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Erase files of the workspace, or say which would go."""
    from dualuse.record.workspace import erasable
    from dualuse.screening.rescreening.retention import Choice, chosen, never_recorded

    choice = Choice(frozenset(counterparty or ()), _day(before, language), old_states)
    _refuse(choice, person.strip(), reason.strip(), yes, language)
    place = workspace_named(workspace)
    if not place.folder.is_dir():
        refuse(N_("there is no workspace at {folder}."), language, folder=place.folder)
    erasable_now = erasable(place, chosen(place, choice))
    beside = never_recorded(place, choice)
    parts = len(tuple(place.parts()))
    if yes:
        for digest in (*erasable_now.files, *beside):
            place.erase(digest, person.strip(), reason.strip())
        parts = place.erase_parts(person.strip(), reason.strip())
    if json:
        _show_data(erasable_now, beside, parts, yes)
    else:
        _show(erasable_now, beside, parts, yes, language)


def _day(text: str, language: str) -> str:
    from datetime import date

    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        fail(
            translate(N_("--before {text}: write a day such as 2021-01-01."), language).format(text=text[:40])
        )


def _refuse(choice: Choice, person: str, reason: str, yes: bool, language: str) -> None:
    if not (choice.counterparties or choice.before or choice.old_states):
        refuse(N_("nothing is chosen. Give --counterparty, --before or --old-states."), language)
    if yes and not (person and reason):
        refuse(N_("an erasure is recorded with who and why. Give --person and --reason."), language)


def _show(erased: Erasable, beside: tuple[str, ...], parts: int, yes: bool, language: str) -> None:
    if not (erased.files or beside or erased.needed or erased.held or parts):
        say(N_("There is nothing to erase."), language)
        return
    values = {"files": len(erased.files), "events": erased.events, "kilobytes": -(-erased.bytes // 1000)}
    say(
        N_("Erased: {files} files of {events} events, {kilobytes} kB. The record says so.")
        if yes
        else N_(
            "Would be erased: {files} files of {events} events, {kilobytes} kB. Nothing was erased: add --yes."
        ),
        language,
        **values,
    )
    if beside:
        say(
            N_("And files that no event names, left by something that was interrupted: {files}"),
            language,
            files=len(beside),
        )
    if parts:
        say(N_("And unfinished files, left by something that was killed: {files}"), language, files=parts)
    if erased.needed:
        say(N_("Kept, since other events name them too: {files} files"), language, files=len(erased.needed))
    if erased.held:
        say(
            N_("Kept, since their time has not come (Art. 27): {files} files"),
            language,
            files=len(erased.held),
        )


def _show_data(erased: Erasable, beside: tuple[str, ...], parts: int, yes: bool) -> None:
    import json

    data = {
        "erased": yes,
        "files": [*erased.files, *beside],
        "unfinished": parts,
        "events": erased.events,
        "bytes": erased.bytes,
        "needed": list(erased.needed),
        "held": list(erased.held),
    }
    typer.echo(json.dumps(data))
