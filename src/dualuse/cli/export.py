"""``dualuse export``: recorded answers in a format of others."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli.recorded import from_recorded
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    LanguageOption,
    RecordedFiles,
    known_format,
    said,
    spoken,
)
from dualuse.i18n import N_

HELP: Final = N_(
    "Write recorded answers in a format of others: spdx, a draft of SPDX 3.1 for classifications."
)


def command(
    files: RecordedFiles,
    form: Annotated[str, typer.Option("--format", help=said(N_("The format: spdx.")))] = "spdx",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Write every answer of all files, one line each."""
    from dualuse.assessment.spdx import spdx_json

    language = spoken(language)
    known_format(form, ("spdx",), language)
    failed = False
    for _code, line in from_recorded(files, language, spdx_json):
        if line is None:
            failed = True
        else:
            typer.echo(line)
    if failed:
        raise typer.Exit(2)
