"""``dualuse decisions``: the table that everything public is counted from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.terminal import (
    CANNOT_READ_OR_WRITE,
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    known_format,
    localised,
    reported,
    say,
    show_data,
)
from dualuse.i18n import N_, grouped

HELP: Final = N_("The table of decisions, from which all is counted: read published files, check, schema.")

app: Final = typer.Typer(help=localised(HELP), no_args_is_help=True)


FIGURES: Final = "eu"


@app.command(
    "import",
    help=localised(N_("Read a published list of licences into decisions, and say what became of each line.")),
)
@edge(refused=CANNOT_READ_OR_WRITE)
def import_file(
    file: Annotated[Path, typer.Argument(help=localised(N_("The file as published.")))],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "--from",
            help=localised(N_("Whose: nl or ch (lists of licences), eu (figures published as sums).")),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help=localised(N_("Write the decisions: .csv, .jsonl or .parquet; figures: .csv.")),
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
        figures, report_of_import = read_figures(file)
        if output is not None:
            write_figures(figures, output)
    else:
        decisions, report_of_import, _ = read_published(form, file)
        if output is not None:
            write_table(frame_of(decisions), output)
    if json:
        show_data(import_data(report_of_import))
    else:
        typer.echo(import_text(report_of_import, language), nl=False)


@app.command("check", help=localised(N_("Check files of decisions: every column and cell.")))
@edge()
def check(
    files: Annotated[list[Path], typer.Argument(help=localised(N_("Decisions: .csv, .jsonl or .parquet.")))],
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
        say(N_("{file}: decisions: {number}"), language, file=file, number=grouped(table.height, language))
    return code


@app.command(
    "schema",
    help=localised(
        N_("Write the schema of the table: json (JSON Schema of a row) or table (Table Schema of the CSV).")
    ),
)
def schema(
    form: Annotated[str, typer.Option("--format", help=localised(N_("The form: json or table.")))] = "json",
) -> None:
    """Write the schema."""
    import json

    from dualuse.inputs.json_output import print_line
    from dualuse.transparency.decision import json_schema, table_schema

    known_format(form, ("json", "table"), DEFAULT_LANGUAGE)
    print_line(json.dumps(json_schema() if form == "json" else table_schema(), indent=2, ensure_ascii=False))
