"""``dualuse bulk``: a table in, the same rows with their answers out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.check import (
    AcceptLawAgeOption,
    GateOption,
    ListsOption,
    PersonOption,
    accepted_until,
    screener_asked,
)
from dualuse.cli.configuration import settings
from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    AssumeOption,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    width,
)
from dualuse.i18n import N_

if TYPE_CHECKING:
    from dualuse.assessment.listed.evidence import PartyScreener

HELP: Final = N_("Judge the rows of a table: a file in, the same rows with their answers out.")


@edge()
def command(
    file: Annotated[
        str, typer.Argument(help=localised(N_("Rows: .csv, .parquet or .xlsx, one per transaction item.")))
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", help=localised(N_("Where the rows go: .csv, .parquet or .xlsx.")))
    ] = "",
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            help=localised(N_("polars, duckdb or spark, with the same answers.")),
        ),
    ] = "polars",
    outcomes_only: Annotated[
        bool,
        typer.Option(
            "--outcomes-only", help=localised(N_("Outcome and range only, without reasons: faster."))
        ),
    ] = False,
    map_file: Annotated[
        str,
        typer.Option(
            "--map",
            metavar="FILE",
            help=localised(
                N_("What an export's columns are (.toml): read where it is there, else guessed and written.")
            ),
        ),
    ] = "",
    locale: Annotated[
        str,
        typer.Option(
            "--locale",
            help=localised(
                N_(
                    "How it writes numbers and days: de, de-CH, en, en-GB, en-US or fr; else as its cells show."
                )
            ),
        ),
    ] = "",
    encoding: Annotated[
        str,
        typer.Option(
            "--encoding",
            help=localised(N_("Of a CSV that is not UTF-8: windows-1252.")),
        ),
    ] = "",
    sheet: Annotated[
        str,
        typer.Option(
            "--sheet",
            metavar="NAME",
            help=localised(N_("Of a workbook with several tables: the sheet to judge.")),
        ),
    ] = "",
    screen: Annotated[
        bool,
        typer.Option(
            "--screen",
            help=localised(N_("Screen each party once, so that rows can be go.")),
        ),
    ] = False,
    lists: ListsOption = None,
    workspace: WorkspaceOption = "",
    accept_law_age: AcceptLawAgeOption = "",
    person: PersonOption = "",
    json: JsonOption = False,
    gate: GateOption = False,
    assume: AssumeOption = None,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Judge a file."""
    from datetime import date
    from pathlib import Path

    from dualuse.assessment.check import chosen_policies
    from dualuse.assessment.release_holds.law_age import acceptance
    from dualuse.bulk.command import run_bulk
    from dualuse.bulk.options import Options
    from dualuse.inputs.opening import opened
    from dualuse.inputs.problems import input_error

    if not output:
        with opened(Path(file)):  # what is wrong with the file is told first
            pass
        text = N_("where the rows go is not stated")
        raise input_error(
            "output_missing", text, N_("Name the file to write: -o judged.xlsx"), path="--output"
        )
    if gate and outcomes_only:
        text = N_("--gate asks what may happen to a row, which --outcomes-only does not write")
        raise input_error(
            "gate_without_release", text, N_("Leave out --outcomes-only, or --gate"), path="--gate"
        )
    house = settings()
    options = Options(
        date.today(),
        chosen_policies(assume or ()),
        language,
        reasons=not outcomes_only,
        accepted=acceptance(accepted_until(accept_law_age, language), person),
        rules=house.rules,
        exporter=tuple(house.exporter.items()),
        looked_at=_looked_at(workspace, language) if screen else frozenset(),
    )
    return run_bulk(
        file,
        output,
        engine=engine,
        options=options,
        as_json=json,
        settings_file=house.file,
        map_file=map_file,
        locale=locale,
        encoding=encoding,
        sheet=sheet,
        screener=_screener(tuple(lists or ()), workspace, language) if screen else None,
        width=width(),
        gate=gate,
    )


def _looked_at(workspace: str, language: str) -> frozenset[str]:
    """The products that the library of the house has in no entry, under the edition of Annex I that applies, and not to be reviewed yet.

    Raises:
        InputError: the workspace cannot be read.
    """
    from datetime import date

    from dualuse.classification.library import Library
    from dualuse.law.eu_2021_821.control_list import edition_record

    today = date.today()
    edition = edition_record(today).name
    decided = Library(workspace_named(workspace, language)).current().values()
    return frozenset(
        row.product
        for row in decided
        if not row.entries and row.edition == edition and (row.review_by is None or row.review_by >= today)
    )


def _screener(only: tuple[str, ...], workspace: str, language: str) -> PartyScreener:
    """The screener over the lists installed.

    Raises:
        MissingSourceError: none is.
    """
    from dualuse.assessment.listed.installed import screener_of
    from dualuse.screening.session import no_list

    screener = screener_of(screener_asked(only, workspace, language))
    if screener is None:
        raise no_list()
    return screener
