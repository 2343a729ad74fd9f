"""``dualuse decisions import``: a published list of licences as decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.edge import edge
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    known_format,
    said,
    show_data,
)
from dualuse.i18n import N_

FIGURES: Final = "eu"
HELP: Final = N_("Read a published list of licences into decisions, and say what became of each line.")


@edge(refused=N_("{file} cannot be read or written: {why}"))
def command(
    file: Annotated[Path, typer.Argument(help=said(N_("The file as published.")))],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "--from",
            help=said(N_("Whose: nl or ch (lists of licences), eu (figures published as sums).")),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help=said(N_("Write the decisions: .csv, .jsonl or .parquet; figures: .csv."))
        ),
    ] = None,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Read, report, write."""
    from dualuse.transparency.importing.formats import FORMATS, read_published
    from dualuse.transparency.importing.report import import_data, import_text
    from dualuse.transparency.importing.union_figures import read_figures, write_figures
    from dualuse.transparency.table import frame_of, write_table

    known_format(form, (*FORMATS, FIGURES), language)
    if form == FIGURES:
        figures, found = read_figures(file)
        if output is not None:
            write_figures(figures, output)
    else:
        decisions, found, _ = read_published(form, file)
        if output is not None:
            write_table(frame_of(decisions), output)
    if json:
        show_data(import_data(found))
    else:
        typer.echo(import_text(found, language), nl=False)
