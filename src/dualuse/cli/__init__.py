"""The command line: ``dualuse``, a module for each sub-command.

What a command needs beside the terminal is imported when it runs: a single answer is not to wait for the rest.

How commands end: :class:`dualuse.inputs.problems.ExitCode`; what ends them is told by :func:`dualuse.cli.terminal.edge`.
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
    icp,
    interview,
    law,
    lists,
    products,
    publish,
    record,
    recorded,
    screen,
    sources,
    watch,
)
from dualuse.cli.terminal import localised
from dualuse.i18n import N_
from dualuse.inputs.data_files import DataError

app: Final = typer.Typer(
    name="dualuse",
    help=localised(N_("The EU Dual-use Regulation (EU) 2021/821 as working software.")),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[
        bool, typer.Option("--version", help=localised(N_("Show the version and stop.")))
    ] = False,
) -> None:
    """Entry point of all commands."""
    if version:
        from dualuse.version import software_version

        typer.echo(f"dualuse {software_version()}")
        raise typer.Exit


for _name, _help, _command in (
    ("check", check.HELP, check.command),
    ("replay", recorded.REPLAY_HELP, recorded.replay),
    ("export", recorded.EXPORT_HELP, recorded.export),
    ("interview", interview.HELP, interview.command),
    ("entry", entry.HELP, entry.command),
    ("examine", examine.HELP, examine.command),
    ("bulk", bulk.HELP, bulk.command),
    ("icp", icp.HELP, icp.command),
    ("classify", classify.HELP, classify.command),
    ("assess", assess.HELP, assess.command),
    ("watch", watch.HELP, watch.command),
    ("screen", screen.HELP, screen.command),
    ("rescreen", screen.RESCREEN_HELP, screen.rescreen),
    ("decide", decide.HELP, decide.command),
):
    app.command(_name, help=localised(_help))(_command)
app.command("publish", cls=publish.Command, help=localised(publish.HELP))(publish.command)
for _name, _app in (
    ("record", record.app),
    ("law", law.app),
    ("decisions", decisions.app),
    ("context", context.app),
    ("lists", lists.app),
    ("sources", sources.app),
    ("products", products.app),
    ("diligence", diligence.app),
    ("annex", annex.app),
    ("dossier", dossier.app),
):
    app.add_typer(_app, name=_name)


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
    except DataError as error:
        print(f"dualuse: {error}", file=sys.stderr)
        raise SystemExit(3) from None
    except OSError as error:
        text = localised(
            N_("dualuse: the answer cannot be written ({reason}). Check the disk and where the output goes.")
        )
        print(text.format(reason=error.strerror), file=sys.stderr)
        os._exit(2)  # nothing more can be flushed
