"""``dualuse context``: indices of human rights and governance beside a destination."""

from __future__ import annotations

from typing import Final

import typer

from dualuse.cli.context import importing, showing
from dualuse.cli.terminal import said
from dualuse.i18n import N_

HELP: Final = N_("Indices of human rights and governance beside a destination: import, show.")

app: Final = typer.Typer(help=said(HELP), no_args_is_help=True)

app.command("import", help=said(importing.HELP))(importing.command)
app.command("show", help=said(showing.HELP))(showing.command)
