"""The command line: ``dualuse``, a module for each sub-command.

What a command needs beside the terminal is imported when it runs: a single answer is not to wait for the rest.

How commands end: :class:`dualuse.inputs.problems.ExitCode`; what ends them is told by :func:`dualuse.cli.edge.edge`.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, Final

import typer

from dualuse.cli import (
    annex,
    assess,
    bulk,
    check,
    classify,
    context,
    decide,
    decisions,
    diligence,
    dossier,
    entry,
    examine,
    export,
    icp,
    interview,
    law,
    lists,
    products,
    publish,
    record,
    replay,
    rescreen,
    screen,
    sources,
    watch,
)
from dualuse.cli.terminal import said
from dualuse.i18n import N_

app: Final = typer.Typer(
    name="dualuse",
    help=said(N_("The EU Dual-use Regulation (EU) 2021/821 as working software.")),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help=said(N_("Show the version and stop.")))] = False,
) -> None:
    """Entry point of all commands."""
    if version:
        from dualuse.version import software_version

        typer.echo(f"dualuse {software_version()}")
        raise typer.Exit


app.command("check", help=said(check.HELP))(check.command)
app.command("replay", help=said(replay.HELP))(replay.command)
app.command("export", help=said(export.HELP))(export.command)
app.command("interview", help=said(interview.HELP))(interview.command)
app.command("entry", help=said(entry.HELP))(entry.command)
app.command("examine", help=said(examine.HELP))(examine.command)
app.command("bulk", help=said(bulk.HELP))(bulk.command)
app.command("icp", help=said(icp.HELP))(icp.command)
app.command("classify", help=said(classify.HELP))(classify.command)
app.command("assess", help=said(assess.HELP))(assess.command)
app.command("watch", help=said(watch.HELP))(watch.command)
app.command("screen", help=said(screen.HELP))(screen.command)
app.command("rescreen", help=said(rescreen.HELP))(rescreen.command)
app.command("decide", help=said(decide.HELP))(decide.command)
app.command("publish", cls=publish.Command, help=said(publish.HELP))(publish.command)
app.add_typer(record.app, name="record")
app.add_typer(law.app, name="law")
app.add_typer(decisions.app, name="decisions")
app.add_typer(context.app, name="context")
app.add_typer(lists.app, name="lists")
app.add_typer(sources.app, name="sources")
app.add_typer(products.app, name="products")
app.add_typer(diligence.app, name="diligence")
app.add_typer(annex.app, name="annex")
app.add_typer(dossier.app, name="dossier")


def main() -> None:
    """Run the command line; a broken pipe ends quietly, an output that cannot be written with one sentence."""
    if sys.stdout is None:
        raise SystemExit(2)
    try:
        app()
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except OSError as error:
        text = said(
            N_("dualuse: the answer cannot be written ({reason}). Check the disk and where the output goes.")
        )
        print(text.format(reason=error.strerror), file=sys.stderr)
        os._exit(2)  # nothing more can be flushed
