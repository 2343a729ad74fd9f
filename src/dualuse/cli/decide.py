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
    show_data,
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
        typer.Option("--evidence", help=localised(N_("A file (copied) or an address. Repeatable."))),
    ] = None,
    text: Annotated[
        str,
        typer.Option(
            "--text",
            help=localised(N_("In place of a party: the whole text with the entry.")),
        ),
    ] = "",
    entry: Annotated[
        list[str] | None,
        typer.Option(
            "--entry",
            metavar="LIST:ENTITY",
            help=localised(N_("A further entry decided upon. Repeatable.")),
        ),
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
        typer.Option("--file", help=localised(N_("The file with the party of the number --id."))),
    ] = "",
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Record a decision on a party, or a text, and one entry or several."""
    from datetime import date
    from pathlib import Path

    from dualuse.screening.answers import standing_to_json
    from dualuse.screening.decisions.deciding import prepare_decisions
    from dualuse.screening.decisions.decisions import StandingDecision, decide
    from dualuse.screening.output import print_message
    from dualuse.screening.session import session
    from dualuse.sources.home import home

    links = [piece for piece in evidence or () if "://" in piece]
    files = [Path(piece) for piece in evidence or () if "://" not in piece]
    folder = workspace_named(workspace, language)
    opened = session(home(), folder, date.today(), lambda message: print_message(message, language))
    if text:
        if file or number or any((name, also, kind, country, birth_date, identifier, address)):
            refuse(N_("--text: a decision is about a text or about a party; state one of them."), language)
        party = _of_text(text)
    elif file:
        party = _from_file(file, number, language)
    else:
        counterparty = stated_party(
            [name, *(also or ())],
            identifier=number,
            kind=kind,
            countries=country,
            birth_dates=birth_date,
            identifiers=identifier,
            addresses=address,
            language=language,
        )
        party = counterparty.query
    entries = [(list_id, entity), *(_entry(word, language) for word in entry or ())]
    new = prepare_decisions(
        opened, party, decision, entries, person=person, reason=reason, second=second, links=links
    )
    recorded = [decide(folder, pair, files) for pair in new]
    if json:
        for made in recorded:
            standing = standing_to_json(StandingDecision(made, ()))
            show_data({"id": made.party.id, "list": made.list, "entity": made.entity, **standing})
        return
    from dualuse.i18n.statuses import HIT_VERDICT

    verdict = translate(HIT_VERDICT.long[recorded[0].verdict], language)
    day = recorded[0].time[:10]
    if len(recorded) == 1:
        say(
            N_("Recorded as number {number}, {day}: {verdict}. It is remembered in {folder}."),
            language,
            number=recorded[0].number,
            day=day,
            verdict=verdict,
            folder=folder.folder,
        )
        return
    say(
        N_(
            "Recorded on {count} entries, as numbers {numbers}, {day}: {verdict}. It is remembered in {folder}."
        ),
        language,
        count=len(recorded),
        numbers=f"{recorded[0].number}–{recorded[-1].number}",
        day=day,
        verdict=verdict,
        folder=folder.folder,
    )


def _of_text(text: str) -> Query:
    """The text as a check looks it through."""
    from dualuse.assessment.listed.evidence import TEXT, Subject
    from dualuse.assessment.listed.installed import query_of
    from dualuse.screening.decisions.command import as_meant

    return query_of(Subject(path="", role=TEXT, name=as_meant(text)))


def _entry(word: str, language: str) -> tuple[str, str]:
    """List and entry of ``--entry``; where one is missing the command ends."""
    from dualuse.screening.decisions.command import entry_named

    list_id, entity = entry_named(word)
    if not list_id or not entity:
        refuse(N_("--entry {text}: write LIST:ENTRY, as screen names them."), language, text=word[:60])
    return list_id, entity


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
