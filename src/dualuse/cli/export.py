"""``dualuse export``: recorded answers in a format of others."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli.edge import edge
from dualuse.cli.recorded import from_recorded
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    LanguageOption,
    RecordedFiles,
    known_format,
    said,
)
from dualuse.i18n import N_
from dualuse.inputs.problems import ExitCode

HELP: Final = N_(
    "Write recorded answers in a format of others: spdx, a draft of SPDX 3.1 for classifications."
)


@edge()
def command(
    files: RecordedFiles,
    form: Annotated[str, typer.Option("--format", help=said(N_("The format: spdx.")))] = "spdx",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Write every answer of all files, one line each."""
    from dualuse.assessment.spdx import spdx_json

    known_format(form, ("spdx",), language)
    worst = ExitCode.DONE
    for _code, line in from_recorded(files, language, spdx_json):
        if line is None:
            worst = ExitCode.BAD_INPUT
        else:
            typer.echo(line)
    return worst
