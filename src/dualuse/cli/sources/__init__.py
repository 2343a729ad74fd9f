"""``dualuse sources``: official texts that are read once and kept on this machine."""

from __future__ import annotations

from typing import Final

import typer

from dualuse.cli.sources import annex, correlation
from dualuse.cli.terminal import localised
from dualuse.i18n import N_

HELP: Final = N_("Official texts kept on this machine: read them from their files, see which there are.")

app: Final = typer.Typer(help=localised(HELP), no_args_is_help=True)

app.command("annex", help=localised(annex.HELP))(annex.command)
app.command("correlation", help=localised(correlation.HELP))(correlation.command)
