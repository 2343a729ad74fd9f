"""``dualuse screen`` and ``rescreen``: who is it? A party, or a file of them, compared with the lists that are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.configuration import settings
from dualuse.cli.parties import (
    AddressOption,
    AlsoOption,
    BirthDateOption,
    CountryOption,
    IdentifierOption,
    IdOption,
    KindOption,
    WorkspaceOption,
    refuse_wrong_numbers,
    stated_party,
    workspace_named,
)
from dualuse.cli.run_log import LogFileOption, logged
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    STOPPED_BETWEEN,
    FullOption,
    JsonOption,
    LanguageOption,
    edge,
    known_format,
    localised,
    refuse,
)
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dualuse.screening.matching.screened import Query
    from dualuse.screening.session import Session

HELP: Final = N_("Screen a party, or a file of them, against the installed lists.")

WorkersOption = Annotated[
    int,
    typer.Option(
        "--workers", min=1, max=256, help=localised(N_("Processes that screen; the answers are the same."))
    ),
]


@edge(stopped=STOPPED_BETWEEN)
def command(
    name: Annotated[str, typer.Argument(help=localised(N_("The name of the party, in any script.")))] = "",
    also: AlsoOption = None,
    kind: KindOption = "",
    country: CountryOption = None,
    birth_date: BirthDateOption = None,
    identifier: IdentifierOption = None,
    address: AddressOption = None,
    number: IdOption = "",
    file: Annotated[
        str,
        typer.Option(
            "--file",
            help=localised(N_("Many parties: .jsonl (FollowTheMoney) or .csv; - for standard input.")),
        ),
    ] = "",
    form: Annotated[
        str,
        typer.Option(
            "--format", help=localised(N_("Format, if the file's name does not say it: jsonl or csv."))
        ),
    ] = "",
    full: FullOption = False,
    json: JsonOption = False,
    gate: Annotated[
        bool,
        typer.Option(
            "--gate",
            help=localised(
                N_(
                    "Exit with 1 unless every answer is clear by lists that are whole and young enough, the Union's among them."
                )
            ),
        ),
    ] = False,
    workers: WorkersOption = 1,
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Screen one party or a file."""
    from datetime import date

    from dualuse.cli.screening_output import OutputOptions, nobody_screened, screen_file, screen_one
    from dualuse.inputs.problems import MissingSourceError
    from dualuse.screening.counterparties import check_file, columns_taken
    from dualuse.screening.output import print_message
    from dualuse.screening.session import session
    from dualuse.sources.home import home

    known_format(form or "jsonl", ("jsonl", "csv"), language)
    stated = bool(name or also or country or birth_date or identifier or address or number or kind)
    if bool(file) == stated:
        refuse(N_("give the name of a party, or a file of them with --file, and not both."), language)
    query: Query | None = None
    unread: tuple[Message, ...] = ()
    if not file:
        names = [name, *(also or ())]
        _refuse_files(names, language)
        party = stated_party(
            names,
            identifier=number,
            kind=kind,
            countries=country,
            birth_dates=birth_date,
            identifiers=identifier,
            addresses=address,
            language=language,
        )
        query, unread = party.query, party.messages
        refuse_wrong_numbers(query, language)
    way = OutputOptions(as_json=json, gate=gate, language=language, workers=workers, full=full)
    check_file(file or "-", form)
    if taken := columns_taken(file, form) if file else None:
        print_message(taken, language)
    try:
        opened = session(
            home(),
            workspace_named(workspace, trusted=False),
            date.today(),
            lambda message: print_message(message, language),
            settings().rules.list_age,
        )
    except MissingSourceError as error:
        return nobody_screened(file, form, error, way, query)
    code = screen_file(opened, file, form, way) if query is None else screen_one(opened, query, unread, way)
    return gate_of_lists(opened, language) if gate and code == ExitCode.DONE else code


def _refuse_files(names: Iterable[str], language: str) -> None:
    """Refuse the name of a file that is there, and one that ends as files do that ``--file`` reads: the file's name would be screened, and be
    clear, and nobody in it. Within quotation marks a name does not end so."""
    from pathlib import Path

    from dualuse.inputs.plain_files import is_plain
    from dualuse.screening.counterparties import SUFFIXES

    for name in names:
        if name and "\0" not in name and is_plain(Path(name).resolve()):
            text = N_(
                "{file} is a file here, and would be screened as the name of a party. The parties in it: --file {file}. If it is a"
                " name, start from another folder."
            )
            refuse(text, language, file=name)
        if name.strip().casefold().endswith(SUFFIXES):
            text = N_(
                "{file} ends as the name of a file does, no file is there, and it would be screened as the name of a party. The parties in a file: --file"
                " FILE. If a party is called so, put quotation marks around the name: '\"{file}\"'."
            )
            refuse(text, language, file=name)


def gate_of_lists(session: Session, language: str) -> ExitCode:
    """What ``--gate`` says where all are clear: 1 without the Union's list and by others that clear nobody, as ``check`` does."""
    from datetime import date

    from dualuse.assessment.listed.gaps import points_of_lists
    from dualuse.assessment.listed.installed import lists_used
    from dualuse.screening.output import print_message

    points = tuple(
        points_of_lists(
            lists_used(session, session.installed.editions), date.today(), settings().rules.list_age
        )
    )
    for point in points:
        print_message(point, language)
    return ExitCode.NOT_GO if points else ExitCode.DONE


RESCREEN_HELP: Final = N_(
    "Screen counterparties again: which hits are new, changed or gone since the last run."
)


@edge(stopped=N_("stopped: nothing was recorded, the next run starts from the one before"))
@logged("rescreen")
def rescreen(
    file: Annotated[
        str,
        typer.Argument(
            metavar="COUNTERPARTIES", help=localised(N_("Counterparties: .jsonl (FollowTheMoney) or .csv."))
        ),
    ],
    workspace: WorkspaceOption = "",
    name: Annotated[
        str,
        typer.Option(
            "--name",
            help=localised(N_("What the workspace calls these counterparties; default: the file's name.")),
        ),
    ] = "",
    everything: Annotated[
        bool, typer.Option("--everything", help=localised(N_("Screen all of them against all lists.")))
    ] = False,
    person: Annotated[
        str,
        typer.Option("--person", envvar="DUALUSE_PERSON", help=localised(N_("Who runs it, for the record."))),
    ] = "",
    json: JsonOption = False,
    gate: Annotated[
        bool,
        typer.Option(
            "--gate",
            help=localised(N_("Exit with 1 if hits are new or changed, or lists too old or not whole.")),
        ),
    ] = False,
    workers: WorkersOption = 1,
    log_file: LogFileOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Rescreen counterparties and record the run."""
    from dualuse.screening.rescreening.report import run_rescreen

    return run_rescreen(
        file,
        workspace,
        name,
        person,
        everything=everything,
        as_json=json,
        gate=gate,
        workers=workers,
        language=language,
        list_age=settings().rules.list_age,
    )
