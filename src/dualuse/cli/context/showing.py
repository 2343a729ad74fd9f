"""``dualuse context show``: what the indices say of one place, each by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.edge import edge
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    fail,
    said,
    show_data,
)
from dualuse.i18n import N_, translate

HELP: Final = N_("Show the latest value of each index for a country, with its year, scale and source.")


@edge()
def command(
    place: Annotated[str, typer.Argument(help=said(N_("A country: its code of two letters, or its name.")))],
    context: Annotated[
        Path, typer.Option("--context", help=said(N_("The table that dualuse context import wrote.")))
    ],
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Read, pick, show."""
    from dualuse.inputs.problems import printable
    from dualuse.sources.countries import country
    from dualuse.sources.rights_context.table import read_context
    from dualuse.sources.rights_context.view import context_rows, context_text, row_data

    code = country(place.upper() if len(place) == 2 else place).code
    if not code:
        text = translate(
            N_("{place} is no country that is known here: write a code of two letters"), language
        )
        fail(text.format(place=printable(place)))
    rows = context_rows(read_context(context), code, date.today())
    if json:
        show_data({"place": code, "rows": [row_data(row, language) for row in rows]})
    else:
        typer.echo(context_text(rows, code, language), nl=False)
