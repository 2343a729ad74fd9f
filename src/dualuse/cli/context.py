"""``dualuse context``: indices of human rights and governance beside a destination."""

from __future__ import annotations

from datetime import date
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
    refuse,
    show_data,
)
from dualuse.i18n import N_

HELP: Final = N_("Indices of human rights and governance beside a destination: import, show.")

app: Final = typer.Typer(help=localised(HELP), no_args_is_help=True)


ContextOption = Annotated[
    Path | None,
    typer.Option(
        "--context",
        help=localised(N_("Indices; else, if there, context.csv in DUALUSE_HOME.")),
    ),
]

_FILES: Final = N_("FORMAT=FILE, one or many. Formats: vdem, wgi, pts, fiw, rsf, fotn, wjp.")


@app.command(
    "import",
    help=localised(
        N_("Read publishers' files of indices into a table of context, and say what became of each line.")
    ),
)
@edge(refused=CANNOT_READ_OR_WRITE)
def import_files(
    files: Annotated[list[str], typer.Argument(help=localised(_FILES))],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=localised(N_("Write the table of context (CSV).")))
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept-terms",
            help=localised(N_("A format whose publisher's terms you have read and keep to. Repeatable.")),
        ),
    ] = None,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Read all, write all or nothing, report."""
    from dualuse.sources.rights_context.importing import merged, read_index_file
    from dualuse.sources.rights_context.table import write_context
    from dualuse.sources.rights_context.view import import_text, report_data

    named = _named(files, language)
    _terms([form for form, _ in named], accept or [], language)
    observations, reports = merged([read_index_file(form, path) for form, path in named])
    if output is not None:
        write_context(observations, output)
    if json:
        for report in reports:
            show_data(report_data(report))
    else:
        typer.echo(import_text(reports, language), nl=False)


def _named(files: list[str], language: str) -> list[tuple[str, Path]]:
    from dualuse.sources.rights_context.importing import FORMATS

    named = []
    for stated in files:
        form, mark, path = stated.partition("=")
        if not mark or not path:
            refuse(
                N_("{name} names no format: write FORMAT=FILE, for instance vdem={name}"),
                language,
                name=stated,
            )
        named.append((known_format(form, FORMATS, language), Path(path)))
    return named


def _terms(forms: list[str], accepted: list[str], language: str) -> None:
    """What is not open is taken only from an operator who has confirmed the publisher's terms."""
    from dualuse.sources.rights_context.importing import FORMATS
    from dualuse.sources.rights_context.indices import sources

    for form in accepted:
        known_format(form, FORMATS, language)
    closed = [sources()[form] for form in dict.fromkeys(forms) if not sources()[form].republish]
    for source in closed:
        if source.key not in accepted:
            refuse(
                N_(
                    "{publisher} does not let everyone publish its values again ({licence}; {url}). "
                    "Read the terms, then say --accept-terms {format}"
                ),
                language,
                publisher=source.publisher,
                licence=source.licence,
                url=source.url,
                format=source.key,
            )


@app.command(
    "show",
    help=localised(N_("Show the latest value of each index for a country, with its year, scale and source.")),
)
@edge()
def show(
    place: Annotated[
        str, typer.Argument(help=localised(N_("A country: its code of two letters, or its name.")))
    ],
    context: Annotated[
        Path, typer.Option("--context", help=localised(N_("The table that dualuse context import wrote.")))
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
        refuse(
            N_("{place} is no country that is known here: write a code of two letters"),
            language,
            place=printable(place),
        )
    rows = context_rows(read_context(context), code, date.today())
    if json:
        show_data({"place": code, "rows": [row_data(row, language) for row in rows]})
    else:
        typer.echo(context_text(rows, code, language), nl=False)
