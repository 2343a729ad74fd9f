"""``dualuse decisions``: the table that everything public is counted from."""

from __future__ import annotations

from typing import Final

import typer

from dualuse.cli.decisions import checking, importing, schema
from dualuse.cli.terminal import said
from dualuse.i18n import N_

HELP: Final = N_(
    "The table of decisions that everything public is counted from: read published files, check, schema."
)

app: Final = typer.Typer(help=said(HELP), no_args_is_help=True)

app.command("import", help=said(importing.HELP))(importing.command)
app.command("check", help=said(checking.HELP))(checking.command)
app.command("schema", help=said(schema.HELP))(schema.command)
