"""``dualuse diligence ask``: the open questions one after the other, what weighs most first; each answer is recorded at once."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.diligence.about import PersonOption, about_file, diligence_at
from dualuse.cli.diligence.stating import evidence_row, recorded
from dualuse.cli.parties import WorkspaceOption
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    LanguageOption,
    edge,
    localised,
    refuse,
    terminal_screen,
)
from dualuse.i18n import N_, fill, labelled, referred, translate
from dualuse.inputs.problems import InputError
from dualuse.interview.dialogue import wrapped

if TYPE_CHECKING:
    from dualuse.interview.dialogue import Screen
    from dualuse.schema.diligence import DiligenceResult, ShownAnswer

HELP: Final = N_(
    "Ask the open questions one after the other, what weighs most first; each answer is recorded at once."
)
_WAYS: Final = N_(
    "y yes   n no   ? I do not know   s stop   (each answer is recorded; the rest is asked next time)"
)
_ANSWERS: Final = {
    "y": "yes",
    "yes": "yes",
    "j": "yes",
    "ja": "yes",
    "o": "yes",
    "oui": "yes",
    "n": "no",
    "no": "no",
    "nein": "no",
    "non": "no",
}
_EFFECTS: Final = ("stop", "notify", "aware", "raise")


def weight(shown: ShownAnswer) -> tuple[int, str]:
    """The order in which questions are asked: what stops first, then what the authority must hear, awareness, red flags."""
    return (_EFFECTS.index(shown.effect) if shown.effect in _EFFECTS else len(_EFFECTS), shown.question)


@edge()
def command(
    transaction: Annotated[
        str, typer.Argument(metavar="TRANSACTION", help=localised(N_("The file of a transaction.")))
    ],
    person: PersonOption = "",
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Ask until nothing is open or the person stops."""
    about = about_file(transaction)
    if not about.reference:
        refuse(
            N_("{file} has no reference: state one, answers are recorded under it"),
            language,
            file=transaction,
        )
    if not person.strip():
        refuse(N_("say who answers: --person NAME, or DUALUSE_PERSON"), language)
    screen = terminal_screen(False)
    _write(screen, translate(_WAYS, language))
    skipped: set[tuple[str, str, str]] = set()
    number = 0
    while True:
        result = _standing(transaction, workspace, language)
        asked = sorted((row for row in result.open_questions if _place(row) not in skipped), key=weight)
        if not asked:
            break
        statement = _read(screen, asked[0], len(asked), language)
        if statement is None:
            break
        if not statement:
            skipped.add(_place(asked[0]))
            continue
        try:
            number += recorded(about.reference, person, {"answers": [statement]}, workspace, language)
        except InputError as error:
            for problem in error.problems:
                _write(screen, problem.at_prompt(language))
    screen.write("")
    left = len(_standing(transaction, workspace, language).open_questions)
    _write(
        screen,
        fill(
            N_("Answers recorded: {number}; open: {left}. What they come to:"),
            language,
            number=number,
            left=left,
        ),
    )
    screen.write(f"  dualuse diligence show {shlex.quote(about.reference)} {shlex.quote(transaction)}")


def _standing(transaction: str, workspace: str, language: str) -> DiligenceResult:
    from dualuse.diligence import examine_findings

    about = about_file(transaction)
    findings = diligence_at(workspace, language).findings(about.reference)
    return examine_findings(findings, about.items, about.parties, about.listed, language)


def _write(screen: Screen, text: str) -> None:
    for line in wrapped(text, screen.width):
        screen.write(line)


_UNKNOWN: Final = ("", "?", "unknown", "unbekannt", "inconnu")


def _place(shown: ShownAnswer) -> tuple[str, str, str]:
    return shown.question, shown.item, shown.party


def _read(screen: Screen, shown: ShownAnswer, number: int, language: str) -> dict[str, Any] | None:
    """The answer as a file of findings has it; empty where the person does not know, None where the person stops."""
    screen.write("")
    about = " · ".join(filter(None, (shown.question, shown.item, shown.party)))
    for line in wrapped(labelled(about, shown.text, language), screen.width):
        screen.write(screen.emphasise(line))
    source_line = translate(N_("{reference}; open questions: {number}"), language)
    text = source_line.format(
        reference=referred(f"{shown.source}, {shown.reference}", language), number=number
    )
    for line in wrapped(text, screen.width, "  ", "  "):
        screen.write(screen.soften(line))
    try:
        while (answer := screen.read("> ").strip().lower()) not in (*_ANSWERS, *_UNKNOWN, "s"):
            _write(
                screen, fill(N_("{answer} is none of the answers: y, n, ? or s."), language, answer=answer)
            )
        if answer == "s":
            return None
        if answer in _UNKNOWN:
            return {}
        row: dict[str, Any] = {"question": shown.question, "answer": _ANSWERS[answer]}
        row["reason"] = screen.read(translate(N_("Why? "), language)).strip()
        evidence = screen.read(
            translate(N_("Evidence (a file or an address; empty: none): "), language)
        ).strip()
    except (EOFError, KeyboardInterrupt):
        return None
    row |= {"item": shown.item, "party": shown.party}
    return {**row, "evidence": [evidence_row(evidence)]} if evidence else row
