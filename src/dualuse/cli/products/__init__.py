"""``dualuse products``: the library of classified products in the workspace."""

from __future__ import annotations

from typing import Final

import typer

from dualuse.cli.products import deciding, listing
from dualuse.cli.terminal import localised
from dualuse.i18n import N_

HELP: Final = N_(
    "The library of products: take them in, see what waits for a person, record classifications and rulings."
)

app: Final = typer.Typer(help=localised(HELP), no_args_is_help=True)

app.command("add", help=localised(deciding.ADD_HELP))(deciding.add)
app.command("worklist", help=localised(listing.WORKLIST_HELP))(listing.worklist_command)
app.command("decide", help=localised(deciding.HELP))(deciding.command)
app.command("ruling", help=localised(deciding.RULING_HELP))(deciding.ruling)
app.command("show", help=localised(listing.SHOW_HELP))(listing.show)
