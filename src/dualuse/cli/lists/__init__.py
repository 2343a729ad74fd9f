"""``dualuse lists``: install, update, compare and carry the lists that parties are screened against."""

from __future__ import annotations

from typing import Final

import typer

from dualuse.cli.lists import adding, bundling, comparing, status, syncing
from dualuse.cli.terminal import said
from dualuse.i18n import N_

HELP: Final = N_("The lists parties are screened against: install, update, compare, carry.")

app: Final = typer.Typer(help=said(HELP), no_args_is_help=True)

app.command("add", help=said(adding.HELP))(adding.command)
app.command("sync", help=said(syncing.HELP))(syncing.command)
app.command("status", help=said(status.HELP))(status.command)
app.command("diff", help=said(comparing.HELP))(comparing.command)
app.command("bundle", help=said(bundling.HELP))(bundling.command)
