"""``dualuse decide``: a person says that a party is, or is not, a listed party; screening remembers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.parties import (
    AddressOption,
    AlsoOption,
    BirthDateOption,
    CountryOption,
    IdentifierOption,
    IdOption,
    KindOption,
    WorkspaceOption,
    stated_party,
    workspace_named,
)
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    fail,
    localised,
    refuse,
    say,
)
from dualuse.i18n import N_, translate

if TYPE_CHECKING:
    from dualuse.screening.matching.screened import Query

HELP: Final = N_("Record what a person decided about a hit: the same party, another one, or not settled.")


@edge()
def command(
    decision: Annotated[str, typer.Argument(help=localised(N_("false_positive, true_match or undecided.")))],
    list_id: Annotated[
        str, typer.Argument(metavar="LIST", help=localised(N_("The list, as screen names it.")))
    ],
    entity: Annotated[
        str,
        typer.Argument(
            metavar="ENTITY", help=localised(N_("The entry, as screen names it, or its reference."))
        ),
    ],
    name: Annotated[str, typer.Argument(help=localised(N_("The party, stated as it is screened.")))] = "",
    person: Annotated[
        str,
        typer.Option(
            "--person", envvar="DUALUSE_PERSON", help=localised(N_("Who decides (or DUALUSE_PERSON)."))
        ),
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help=localised(N_("Why.")))] = "",
    second: Annotated[
        str, typer.Option("--second", help=localised(N_("A second person who confirms it.")))
    ] = "",
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", help=localised(N_("A file, which is copied, or an address. Repeatable."))),
    ] = None,
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
            "--file", help=localised(N_("Take the party of the number --id from this file instead."))
        ),
    ] = "",
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Record a decision on a pair of party and entry."""
    from datetime import date
    from pathlib import Path

    from dualuse.screening.answers import standing_to_json
    from dualuse.screening.decisions.deciding import prepare_decision
    from dualuse.screening.decisions.decisions import StandingDecision, decide
    from dualuse.screening.output import as_line, print_message
    from dualuse.screening.session import session
    from dualuse.sources.home import home

    links = [piece for piece in evidence or () if "://" in piece]
    files = [Path(piece) for piece in evidence or () if "://" not in piece]
    folder = workspace_named(workspace, language)
    opened = session(home(), folder, date.today(), lambda message: print_message(message, language))
    if file:
        party = _from_file(file, number, language)
    else:
        stated = stated_party(
            [name, *(also or ())], number, kind, country, birth_date, identifier, address, language
        )
        party = stated.query
    new = prepare_decision(
        opened, party, decision, list_id, entity, person=person, reason=reason, second=second, links=links
    )
    made = decide(folder, new, files)
    if json:
        typer.echo(
            as_line(
                {
                    "id": made.party.id,
                    "list": list_id,
                    "entity": made.entity,
                    **standing_to_json(StandingDecision(made, ())),
                }
            )
        )
        return
    from dualuse.screening.words import VERDICT_WORDS

    verdict = translate(VERDICT_WORDS[made.verdict], language)
    say(
        N_("Recorded as number {number}, {day}: {verdict}. It is remembered in {folder}."),
        language,
        number=made.number,
        day=made.time[:10],
        verdict=verdict,
        folder=folder.folder,
    )


def _from_file(file: str, number: str, language: str) -> Query:
    """The party with that number; without one, or without a line of it that can be read, the command ends."""
    from dualuse.screening.counterparties import read_counterparties

    if not number:
        refuse(N_("say with --id which party of the file is meant."), language)
    for line in read_counterparties(file):
        if line.id == number:
            if line.query is None or line.problem is not None:
                fail(line.problem.text(language) if line.problem else number)
            return line.query
    refuse(N_("{file}: there is no party with the id {id}."), language, file=file, id=number[:60])
