"""``dualuse diligence ask``: the open questions one after the other, what weighs most first; each answer is recorded at once."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer

from dualuse.cli.diligence.about import PersonOption, about_file, diligence_at
from dualuse.cli.diligence.stating import evidence_row, recorded
from dualuse.cli.parties import WorkspaceOption
from dualuse.cli.sheet_asking import NO_REASON
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    LanguageOption,
    edge,
    localised,
    refuse,
    terminal_screen,
)
from dualuse.i18n import N_, fill, labelled, referred, translate
from dualuse.i18n.statuses import ANSWER
from dualuse.inputs.persons import in_words, named
from dualuse.inputs.problem_words import NO_REASON as NO_WORDS
from dualuse.inputs.problems import InputError
from dualuse.inputs.wrapping import wrapped_lines

if TYPE_CHECKING:
    from dualuse.interview.screen import Screen
    from dualuse.schema.diligence import DiligenceResult, ShownAnswer

HELP: Final = N_(
    "Ask the open questions one after the other, what weighs most first; each answer is recorded at once."
)
_WAYS: Final = N_(
    "y yes   n no   ? I do not know   < back   s stop   (each answer is recorded; the rest is asked next time)"
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
BACK: Final[dict[str, Any]] = {"back": True}
"""Typed in place of an answer: the last one is taken back."""
_EVIDENCE: Final = N_("Evidence (a file or an address; empty: none): ")
_NO_EVIDENCE: Final = N_("? is taken as not known: no evidence is kept.")
_NO_ALONE: Final = N_("A “no” without a reason: nobody will see later what it rests on.")
_Place = tuple[str, str, str]
"""A question, and the item or the party that it is asked of."""


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
    if not named(person):
        refuse(N_("say who answers: --person NAME, or DUALUSE_PERSON"), language)
    screen = terminal_screen(False)
    _write(screen, translate(_WAYS, language))
    number = _answers_recorded(
        about.reference, transaction, person, workspace=workspace, screen=screen, language=language
    )
    screen.write("")
    left = len(_standing(transaction, workspace, language).open_questions)
    if about.reference not in diligence_at(workspace, language).references():
        text = N_("Nothing is recorded about {reference}; open: {left}.")
        _write(screen, fill(text, language, reference=about.reference, left=left))
        return
    text = N_("Answers recorded: {number}; open: {left}. What they come to:")
    _write(screen, fill(text, language, number=number, left=left))
    screen.write(f"  dualuse diligence show {shlex.quote(about.reference)} {shlex.quote(transaction)}")


def _answers_recorded(
    reference: str, transaction: str, person: str, *, workspace: str, screen: Screen, language: str
) -> int:
    """Ask until nothing is open or the person stops; how many answers are recorded and were not taken back."""
    from dualuse.diligence.reasons import order_of_asking

    skipped: set[_Place] = set()
    gone: list[_Place] = []
    while True:
        result = _standing(transaction, workspace, language)
        asked = sorted((row for row in result.open_questions if row.key not in skipped), key=order_of_asking)
        if not asked:
            break
        statement = _read(screen, asked[0], len(asked), language)
        if statement is None:
            break
        if statement is BACK:
            if not gone:
                _write(screen, translate(N_("There is no answer to take back."), language))
            elif (last := gone.pop()) in skipped:
                skipped.discard(last)
            else:
                _take_back(reference, last, person, workspace, language)
            continue
        if not statement:
            gone.append(asked[0].key)
            skipped.add(asked[0].key)
            continue

        def record(row: dict[str, Any]) -> None:
            recorded(reference, person, {"answers": [row]}, workspace, language)

        end = _recorded_with_evidence(screen, statement, record, language)
        if end.is_recorded:
            gone.append(asked[0].key)
        if end.is_stop:
            break
    return sum(place not in skipped for place in gone)


class _EndOfAnswer(NamedTuple):
    """What came of an answer behind the question for its evidence."""

    is_recorded: bool
    is_stop: bool


def _recorded_with_evidence(
    screen: Screen, statement: dict[str, Any], record: Callable[[dict[str, Any]], None], language: str
) -> _EndOfAnswer:
    """Ask for the evidence of ``statement`` until it can be recorded; what was typed before is kept meanwhile.

    ``s`` records the answer without evidence and stops, ``?`` is none; ``<`` leads back to the question; the end of the input records nothing.
    """
    while True:
        try:
            typed = screen.read(translate(_EVIDENCE, language)).strip()
        except (EOFError, KeyboardInterrupt):
            screen.write("")
            _say_not_recorded(screen, statement, language)
            return _EndOfAnswer(is_recorded=False, is_stop=True)
        if typed and typed.casefold() in _UNKNOWN:
            _write(screen, translate(_NO_EVIDENCE, language))
            typed = ""
        if typed == "<":
            return _EndOfAnswer(is_recorded=False, is_stop=False)
        stops = typed.lower() == "s"
        with_evidence = {"evidence": [evidence_row(typed)]} if typed and not stops else {}
        try:
            record({**statement, **with_evidence})
        except InputError as error:
            for problem in error.problems:
                _write(screen, problem.at_prompt(language))
            if with_evidence:
                continue
            _say_not_recorded(screen, statement, language)
            return _EndOfAnswer(is_recorded=False, is_stop=True)
        if stops:
            text = N_("{question}: recorded without evidence.")
            _write(screen, fill(text, language, question=statement["question"]))
        return _EndOfAnswer(is_recorded=True, is_stop=stops)


def _say_not_recorded(screen: Screen, statement: dict[str, Any], language: str) -> None:
    text = N_("{question}: “{answer}” is not recorded.")
    word = translate(ANSWER.short[statement["answer"]], language)
    _write(screen, fill(text, language, question=statement["question"], answer=word))


def _take_back(reference: str, place: _Place, person: str, workspace: str, language: str) -> None:
    """Withdraw what was just recorded: the record keeps both, and the question is asked again."""
    from dualuse.diligence.current_statements import Withdrawal

    question, item, party = place
    reason = translate(N_("taken back while answering"), language)
    diligence_at(workspace, language).withdraw(
        reference, Withdrawal(question=question, reason=reason, item=item, party=party, person=person.strip())
    )


def _standing(transaction: str, workspace: str, language: str) -> DiligenceResult:
    from dualuse.diligence import examine_findings

    about = about_file(transaction)
    findings = diligence_at(workspace, language).findings(about.reference)
    return examine_findings(findings, about.items, about.parties, about.listed, language)


def _write(screen: Screen, text: str) -> None:
    for line in wrapped_lines(text, screen.width, rest="  "):
        screen.write(line)


_UNKNOWN: Final = ("", "?", "unknown", "unbekannt", "inconnu")


def _read(screen: Screen, shown: ShownAnswer, number: int, language: str) -> dict[str, Any] | None:
    """The answer as a file of findings has it, without evidence; empty where the person does not know, :data:`BACK`, None where the person stops.

    Behind "Why?" too: ``<`` leads back to the question, ``s`` stops.
    """
    screen.write("")
    about = " · ".join(filter(None, (shown.question, shown.item, shown.party)))
    for line in wrapped_lines(labelled(about, shown.text, language), screen.width, rest="  "):
        screen.write(screen.emphasise(line))
    source_line = translate(N_("{reference}; open questions: {number}"), language)
    text = source_line.format(
        reference=referred(f"{shown.source}, {shown.reference}", language), number=number
    )
    for line in wrapped_lines(text, screen.width, "  ", "  "):
        screen.write(screen.soften(line))
    try:
        while (answer := screen.read("> ").strip().lower()) not in (*_ANSWERS, *_UNKNOWN, "s", "<"):
            _write(
                screen, fill(N_("{answer} is none of the answers: y, n, ?, < or s."), language, answer=answer)
            )
        if answer in ("s", "<"):
            return BACK if answer == "<" else None
        if answer in _UNKNOWN:
            return {}
    except (EOFError, KeyboardInterrupt):
        return None
    row = {"question": shown.question, "answer": _ANSWERS[answer], "item": shown.item, "party": shown.party}
    try:
        reason = screen.read(translate(N_("Why? "), language)).strip()
    except (EOFError, KeyboardInterrupt):
        screen.write("")
        reason = "s"
    if reason and reason.casefold() in _UNKNOWN:
        _write(screen, translate(NO_REASON, language))
        reason = ""
    if reason == "<":
        return _read(screen, shown, number, language)
    if reason.lower() == "s":
        _say_not_recorded(screen, row, language)
        return None
    if reason and not in_words(reason):
        _write(screen, translate(NO_WORDS, language))
    if row["answer"] == "no" and not in_words(reason):
        _write(screen, translate(_NO_ALONE, language))
    return {**row, "reason": in_words(reason)}
