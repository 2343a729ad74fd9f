"""``dualuse dossier``: the file that an assessment leaves behind, on paper and signed."""

from __future__ import annotations

from typing import Final

import typer

from dualuse.cli.dossier import rendering, signing, verifying
from dualuse.cli.terminal import said
from dualuse.i18n import N_

HELP: Final = N_(
    "The dossier that an assessment leaves behind: verify it, write it as HTML and PDF, sign it."
)

app: Final = typer.Typer(help=said(HELP), no_args_is_help=True)

app.command("verify", help=said(verifying.HELP))(verifying.command)
app.command("render", help=said(rendering.HELP))(rendering.command)
app.command("sign", help=said(signing.HELP))(signing.command)
