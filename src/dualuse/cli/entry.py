"""``dualuse entry``: what a code of Annex I is."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    show_data,
    width,
)
from dualuse.i18n import N_
from dualuse.inputs.formats import ENTRY

HELP: Final = N_("Show an entry or provision of Annex I: what it is, where it leads, which lists name it.")


@edge()
def command(
    code: Annotated[str, typer.Argument(help=localised(N_("A code such as 5A001.f")))],
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show one code."""
    from dualuse.documents.entry_lookup import describe, entry_text

    entry = describe(code, language)
    if json:
        show_data(entry, ENTRY)
    else:
        typer.echo(entry_text(entry, language, width()))
