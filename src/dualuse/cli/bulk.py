"""``dualuse bulk``: a table in, the same rows with their answers out."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    AssumeOption,
    JsonOption,
    LanguageOption,
    edge,
    localised,
)
from dualuse.i18n import N_

HELP: Final = N_("Judge many rows: a table in, the same rows with their answers out.")


@edge()
def command(
    file: Annotated[
        str, typer.Argument(help=localised(N_("Rows: .csv, .parquet or .xlsx, one per transaction item.")))
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", help=localised(N_("Where the rows go: .csv, .parquet or .xlsx.")))
    ],
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            help=localised(N_("Where it runs: polars, duckdb or spark; the answers are the same.")),
        ),
    ] = "polars",
    outcomes_only: Annotated[
        bool,
        typer.Option(
            "--outcomes-only", help=localised(N_("Outcome and range only, without reasons: faster."))
        ),
    ] = False,
    json: JsonOption = False,
    assume: AssumeOption = None,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Judge a file."""
    from dualuse.bulk.command import run_bulk

    return run_bulk(
        file,
        output,
        engine=engine,
        reasons=not outcomes_only,
        as_json=json,
        policies=tuple(assume or ()),
        language=language,
    )
