"""``dualuse interview``: asks for what is missing, on the terminal or from a pipe."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.check import (
    AcceptLawAgeOption,
    ListsOption,
    NoScreeningOption,
    PersonOption,
    accepted_until,
    screener_asked,
)
from dualuse.cli.configuration import settings
from dualuse.cli.parties import WorkspaceOption
from dualuse.cli.pointers import first_of_diligence, pointers
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    show_data,
    show_determination,
    terminal_screen,
)
from dualuse.i18n import N_, fill
from dualuse.inputs.wrapping import MOST_LINES

if TYPE_CHECKING:
    from pathlib import Path

    from dualuse.assessment.listed.installed import InstalledLists
    from dualuse.interview import Interview
    from dualuse.interview.dialogue import Compare, Search
    from dualuse.interview.screen import Screen
    from dualuse.schema.determination import Configuration

HELP: Final = N_(
    "Ask for what is missing, what settles most first; the answers are kept in a file that check reads."
)


@edge()
def command(
    file: Annotated[
        str | None,
        typer.Argument(
            help=localised(N_("What is known so far, or an interview to go on with: .yaml, .json or .toml."))
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help=localised(N_("Where the answers are kept: .yaml or .json."))),
    ] = None,
    every_item: Annotated[
        bool | None,
        typer.Option(
            "--every-item/--as-a-whole",
            help=localised(N_("Go on until each item is settled, not only the transaction as a whole.")),
            show_default=False,
        ),
    ] = None,
    lists: ListsOption = None,
    no_screening: NoScreeningOption = False,
    workspace: WorkspaceOption = "",
    accept_law_age: AcceptLawAgeOption = "",
    person: PersonOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Hold the interview, then show the answer that it leads to."""
    from dataclasses import replace
    from datetime import date

    from dualuse.assessment.release_holds.law_age import acceptance
    from dualuse.cli.diligence.on_record import DiligenceRecord, held_by
    from dualuse.cli.house.interview_exporter import exporter_agreed_to, with_source_of_exporter
    from dualuse.documents.screen_parts import rows_of
    from dualuse.interview import determination
    from dualuse.interview.acts import points_of_acts
    from dualuse.interview.dialogue import Dialogue, End
    from dualuse.interview.ending import LINES_ABOVE_ANSWER, MOST_LINES_OF_LIST, ending
    from dualuse.interview.files import keep, opened, place_to_keep
    from dualuse.interview.screen import wrapped
    from dualuse.schema.transaction import Transaction

    screen = terminal_screen(json)
    until = accepted_until(accept_law_age, language)
    acceptance(until, person)
    house = settings()
    taken: list[Configuration | None] = []

    def completed(transaction: Transaction) -> Transaction:
        with_exporter, configuration = house.with_exporter(transaction)
        if configuration is not None and configuration.taken:
            if not exporter_agreed_to(configuration, screen, language):
                configuration, with_exporter = replace(configuration, taken={}), transaction
            else:
                with_exporter = with_source_of_exporter(with_exporter, configuration)
        taken.append(configuration)
        return with_exporter

    state, resumed = opened(file, date.today(), every_item, completed, house.rules)
    path = place_to_keep(file, output, resumed)
    screener = None if no_screening else screener_asked(tuple(lists or ()), workspace, language)
    dialogue = Dialogue(
        state,
        screen,
        language,
        lambda changed: keep(changed, path),
        proposals_in(language),
        comparison_with(screener, language),
        lambda state: points_of_acts(state, screener),
    )
    end = dialogue.run()
    state = dialogue.state
    if end is not End.STOPPED and state.steps and not json and sys.stdin.isatty():
        state = _with_parameters(state, screen, path, language)
    screen.write("")
    result = determination(
        state,
        language,
        screener=screener,
        accept_law_age=until,
        person=person,
        configuration=taken[0],
    )
    record = DiligenceRecord(workspace, language)
    on_record = record.about(Transaction.model_validate(result.transaction))
    answered = held_by(result, on_record)
    most = LINES_ABOVE_ANSWER if end is not End.STOPPED else MOST_LINES_OF_LIST
    above = [*ending(state, end, answered, language, screen.width, most)]
    for line in above:
        screen.write(line)
    below: list[str] = []
    if state.steps or state.searched:
        text = N_("The answers are kept in {path}. Go on, or change them, with:")
        below = ["", *wrapped(fill(text, language, path=path), screen.width)]
        below.append(f"  dualuse interview {shlex.quote(str(path))}")  # a command is never broken
    taken_rows = sum(rows_of(line, screen.width) for line in (*above, *below)) + _LINES_AROUND_ANSWER
    taken_rows += 0 if state.steps else _LINES_OF_SIGNS
    of_diligence = (
        first_of_diligence(answered, str(path), language, on_record) if end is not End.STOPPED else None
    )
    if of_diligence is not None:
        sentence, command_of_diligence = of_diligence
        lead = [*([] if below else [""]), *wrapped(sentence, screen.width), f"  {command_of_diligence}"]
        rows = sum(rows_of(line, screen.width) for line in lead)
        if MOST_LINES - taken_rows - rows < _LEAST_OF_ANSWER:
            lead = [f"→ {command_of_diligence}"]  # what it is for, it says itself
            rows = rows_of(lead[0], screen.width) - below.count("")
            below = [line for line in below if line]
        below, taken_rows = [*below, *lead], taken_rows + rows
    if json:
        screen.write("")
        show_data(result)
    elif end is not End.STOPPED:
        screen.write("")
        leads = pointers(answered, str(path), language, on_record, without_first=True)
        show_determination(answered, leads=leads, most=MOST_LINES - taken_rows)
    for line in below:
        screen.write(line)


def _with_parameters(state: Interview, screen: Screen, path: Path, language: str) -> Interview:
    """The state with the parameters of its items, as far as the person states them; kept where there are any."""
    from dualuse.classification.sheets.library import FOLDER
    from dualuse.cli.interview_sheets import with_parameters
    from dualuse.cli.sheet_asking import asked_in_turn
    from dualuse.interview.files import keep

    def asked(code: str, known: Mapping[str, Any], sheet: Path) -> Mapping[str, Any]:
        return asked_in_turn(code, known, sheet, new={}, language=language, folder=FOLDER)

    changed = with_parameters(state, screen, path, language=language, asked=asked)
    if changed is not state:
        keep(changed, path)
    return changed


_LINES_AROUND_ANSWER: Final = 3
"""The rest of the line of the last answer, and the empty ones below it and before the answer."""
_LEAST_OF_ANSWER: Final = 13
"""Lines of an answer whose reasons do not stand otherwise."""
_LINES_OF_SIGNS: Final = 2
"""What can be answered stands above the page where nothing was asked."""
_PROPOSALS: Final = 3


def proposals_in(language: str) -> Search:
    """The search of Annex I for the interview: a line for each of the best candidates."""

    def search(description: str) -> Sequence[str]:
        from dualuse.classification.search.classifier import classifier
        from dualuse.classification.search.classifying import answer, installed_texts
        from dualuse.law.eu_2021_821.control_list import title

        candidates = answer(classifier(installed_texts()), description).near[:_PROPOSALS]
        codes = [candidate.provision or candidate.entry for candidate in candidates]
        return [
            f"{code}  {title(code, language) or title(code[:5], language) or ''}".rstrip() for code in codes
        ]

    return search


def comparison_with(lists: InstalledLists | None, language: str) -> Compare:
    """What ``lists`` say about a party of the interview, with their days; None: nobody is screened."""

    def compared(state: Interview, party: str) -> Sequence[str]:
        from dualuse.assessment.listed.installed import screener_of
        from dualuse.assessment.listed.text import party_lines
        from dualuse.interview import determination

        if lists is None or screener_of(lists) is None:
            text = (
                N_("Nobody is compared with sanctions lists, as was asked.")
                if lists is None
                else N_(
                    "No sanctions list is installed here: nobody is screened, and the answer is never go (dualuse lists sync)."
                )
            )
            return [fill(text, language)]
        screening = determination(state, language, screener=lists).screening
        return list(party_lines(screening, party, language))

    return compared
