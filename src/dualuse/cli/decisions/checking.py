"""``dualuse decisions check``: whether files of decisions are what their columns hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, report, said, spoken
from dualuse.i18n import N_, grouped, translate

HELP: Final = N_("Check files of decisions: every column and cell.")


def command(
    files: Annotated[list[Path], typer.Argument(help=said(N_("Decisions: .csv, .jsonl or .parquet.")))],
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Check all of them; the first bad cell of each is told."""
    from dualuse.inputs.problems import InputError
    from dualuse.transparency.table import read_table

    language = spoken(language)
    failed = False
    for file in files:
        try:
            table = read_table(file)
        except InputError as error:
            report(error.problems, language, str(file))
            failed = True
            continue
        text = translate(N_("{file}: decisions: {number}"), language)
        typer.echo(text.format(file=file, number=grouped(table.height, language)))
    if failed:
        raise typer.Exit(2)
