"""``dualuse lists``: install, update, compare and carry the lists that parties are screened against."""

from __future__ import annotations

from typing import Final

import typer

from dualuse.cli.lists import comparing, installing, status
from dualuse.cli.terminal import localised
from dualuse.i18n import N_

HELP: Final = N_("The lists parties are screened against: install, update, compare, carry.")

app: Final = typer.Typer(help=localised(HELP), no_args_is_help=True)

app.command("add", help=localised(installing.ADD_HELP))(installing.add)
app.command("sync", help=localised(installing.SYNC_HELP))(installing.sync_lists)
app.command("status", help=localised(status.HELP))(status.command)
app.command("diff", help=localised(comparing.HELP))(comparing.command)
app.command("bundle", help=localised(installing.BUNDLE_HELP))(installing.bundle_lists)
