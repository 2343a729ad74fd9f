"""``dualuse products``: the library of classified products in the workspace."""

from __future__ import annotations

from typing import Final

import typer

from dualuse.cli.products import adding, deciding, listing
from dualuse.cli.terminal import said
from dualuse.i18n import N_

HELP: Final = N_(
    "The library of products: take them in, see what waits for a person, record classifications and rulings."
)

app: Final = typer.Typer(help=said(HELP), no_args_is_help=True)

app.command("add", help=said(adding.HELP))(adding.command)
app.command("worklist", help=said(listing.WORKLIST_HELP))(listing.worklist_command)
app.command("decide", help=said(deciding.HELP))(deciding.command)
app.command("ruling", help=said(deciding.RULING_HELP))(deciding.ruling)
app.command("show", help=said(listing.SHOW_HELP))(listing.show)
