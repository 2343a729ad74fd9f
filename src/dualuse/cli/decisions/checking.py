"""``dualuse decisions check``: whether files of decisions are what their columns hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.edge import edge, reported
from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, said
from dualuse.i18n import N_, grouped, translate

HELP: Final = N_("Check files of decisions: every column and cell.")


@edge()
def command(
    files: Annotated[list[Path], typer.Argument(help=said(N_("Decisions: .csv, .jsonl or .parquet.")))],
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Check all of them; the first bad cell of each is told."""
    from dualuse.inputs.problems import ExitCode, InputError
    from dualuse.transparency.table import read_table

    code = ExitCode.DONE
    for file in files:
        try:
            table = read_table(file)
        except InputError as error:
            code = reported(error, language, str(file))
            continue
        text = translate(N_("{file}: decisions: {number}"), language)
        typer.echo(text.format(file=file, number=grouped(table.height, language)))
    return code
