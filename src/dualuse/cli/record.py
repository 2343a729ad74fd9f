"""``dualuse record``: whether what was recorded is as it was written, and the erasure of what may not be kept."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli import erase
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


app.command("erase", help=localised(erase.HELP))(erase.command)
