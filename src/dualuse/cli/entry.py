"""``dualuse entry``: what a code of Annex I is."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    report,
    said,
    show_data,
    spoken,
)
from dualuse.i18n import N_

HELP: Final = N_("Show an entry or provision of Annex I: what it is, where it leads, which lists name it.")


def command(
    code: Annotated[str, typer.Argument(help=said(N_("A code such as 5A001.f")))],
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show one code."""
    from dualuse.assessment.entry_lookup import describe, entry_text
    from dualuse.inputs.problems import InputError

    language = spoken(language)
    try:
        found = describe(code, language)
    except InputError as error:
        report(error.problems, language, "")
        raise typer.Exit(2) from None
    if json:
        show_data(found)
    else:
        typer.echo(entry_text(found, language))
