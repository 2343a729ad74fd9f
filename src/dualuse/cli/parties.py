"""A party stated on the command line: its options, and what they come to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dualuse.cli.configuration import settings
from dualuse.cli.terminal import DEFAULT_LANGUAGE, fail, localised, refuse, report
from dualuse.i18n import N_, translate
from dualuse.inputs.problems import InputError

if TYPE_CHECKING:
    from dualuse.record.workspace import Workspace
    from dualuse.screening.matching.screened import Query
    from dualuse.screening.properties import Counterparty

AlsoOption = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="NAME…", help=localised(N_("Further names of the party."))),
]
KindOption = Annotated[
    str, typer.Option("--kind", help=localised(N_("person, organisation, vessel or aircraft.")))
]
CountryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--country", metavar="COUNTRY…", help=localised(N_("Country or nationality, as a code or name."))
    ),
]
BirthDateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--birth-date", metavar="DATE", help=localised(N_("Date of birth: 1962-09-03, 1962-09 or 1962."))
    ),
]
IdentifierOption = Annotated[
    list[str] | None,
    typer.Option(
        "--identifier",
        metavar="KIND=VALUE",
        help=localised(N_("An identifier: imo=9074729. Repeatable.")),
    ),
]
AddressOption = Annotated[
    list[str] | None,
    typer.Option("--address", help=localised(N_("An address, in one line. Repeatable."))),
]
IdOption = Annotated[str, typer.Option("--id", help=localised(N_("Your number of the party.")))]


def _who_names_it(context: typer.Context, folder: str) -> str:
    """The folder as it is, marked where ``dualuse.toml`` names it and no person does: it has to be trusted then."""
    from dualuse.record.trust import NamedBySettings

    source = context.get_parameter_source("workspace")
    named_by_file = bool(folder) and source is not None and source.name == "DEFAULT_MAP"
    return NamedBySettings(folder, settings().file) if named_by_file else folder


WorkspaceOption = Annotated[
    str,
    typer.Option(
        "--workspace",
        metavar="DIR",
        callback=_who_names_it,
        help=localised(N_("Workspace; else DUALUSE_WORKSPACE or DUALUSE_HOME.")),
    ),
]


def workspace_named(folder: str, language: str = DEFAULT_LANGUAGE, *, trusted: bool = True) -> Workspace:
    """The workspace that the option names, or the default one; who writes to it hears, in ``language``, of folders that others may look into.

    ``trusted``: one that ``dualuse.toml`` names has to be trusted; else the caller says what does not count in it, or only looks at it.

    Raises:
        InputError: it is not trusted, and has to be.
    """
    from dualuse.record.workspace import workspace_at
    from dualuse.sources.home import home

    workspace = workspace_at(folder, home(), lambda problem: report((problem,), language))
    if trusted and workspace.is_untrusted():
        raise InputError([workspace.untrusted()])
    return workspace


def refuse_where_none_is(workspace: Path, language: str) -> None:
    """End the command where there is no folder ``workspace``."""
    if not workspace.is_dir():
        refuse(N_("there is no workspace at {folder}."), language, folder=workspace)


def stated_party(
    names: list[str],
    *,
    identifier: str,
    kind: str,
    countries: list[str] | None,
    birth_dates: list[str] | None,
    identifiers: list[str] | None,
    addresses: list[str] | None,
    language: str,
) -> Counterparty:
    """The party that the options state; a wrong option ends the command."""
    from dataclasses import replace

    from dualuse.inputs.problems import Problem
    from dualuse.screening.properties import IDENTIFIER_KINDS, Counterparty, counterparty, numbers_in

    pairs = []
    for text in identifiers or ():
        name, _, value = text.partition("=")
        if name.strip() not in IDENTIFIER_KINDS or not value.strip():
            wrong = translate(
                N_("--identifier {text}: write KIND=VALUE, the kind one of: {kinds}."), language
            )
            fail(wrong.format(text=text[:60], kinds=", ".join(IDENTIFIER_KINDS)))
        pairs.append((name.strip(), value.strip()))
    properties = {
        "name": [name.strip() for name in names if name.strip()],
        "country": countries or [],
        "birthDate": birth_dates or [],
        "idNumber": [value for _, value in pairs],
        "address": [address.strip() for address in addresses or () if address.strip()],
    }
    party = counterparty(identifier, kind, properties)
    if isinstance(party, Problem):
        fail(party.text(language))
    if party.problems:
        raise InputError(replace(problem, path="--country") for problem in party.problems)
    query = party.query
    pairs += [number for number in numbers_in(query.names) if number not in pairs]
    return Counterparty(
        replace(query, identifiers=tuple(pairs)),
        party.unread,
        party.unread_dates,
    )


def refuse_wrong_numbers(query: Query, language: str) -> None:
    """End the command where an IMO number is stated that nobody can bear: it would find nobody, whoever is meant."""
    from dualuse.screening.index.identifiers import wrong_numbers

    for number in wrong_numbers(query.identifiers, query.kind):
        refuse(
            N_(
                "{number} is no IMO number (seven digits, the last of which follows from the others). Look it up."
            ),
            language,
            number=number[:60],
        )
