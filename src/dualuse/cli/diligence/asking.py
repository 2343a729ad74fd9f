"""``dualuse diligence questions``: what is asked, and what is answered already."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.diligence.about import about_file, diligence_at
from dualuse.cli.diligence.page import (
    RECALL_NOTE,
    RECALLED,
    answer_lines,
    wrapped,
)
from dualuse.cli.parties import WorkspaceOption
from dualuse.cli.terminal import DEFAULT_LANGUAGE, JsonOption, LanguageOption, edge, localised, show_data
from dualuse.dossier.document.words import STEP_NAMES
from dualuse.i18n import N_, fill, referred, translate
from dualuse.i18n.statuses import ANSWER, GRADE

if TYPE_CHECKING:
    from dualuse.diligence import Question
    from dualuse.schema.diligence import CyberSurveillance, DiligenceResult, ShownAnswer

HELP: Final = N_(
    "What is asked, step by step; of a transaction: what applies to it, and what is answered already."
)
_EFFECT_NAMES: Final = {
    "stop": N_("“{answer}” stops the transaction"),
    "raise": N_("“{answer}” is a red flag"),
    "notify": N_("“{answer}” is a matter for the authority"),
    "element": N_("“{answer}”: the element is there"),
    "exclude": N_("decides nothing alone"),
    "examine": N_("“{answer}” asks for a closer look"),
    "aware": N_("“{answer}” is awareness"),
    "info": N_("for information"),
    "mitigate": N_("a measure"),
}


@edge()
def command(
    transaction: Annotated[
        str | None, typer.Argument(metavar="[TRANSACTION]", help=localised(N_("The file of a transaction.")))
    ] = None,
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show the questions: all, or those that apply to a transaction."""
    from dualuse.diligence import questions

    shown: dict[str, list[ShownAnswer]] | None = None
    examinations: tuple[CyberSurveillance, ...] = ()
    if transaction is not None:
        result = _result(transaction, workspace, language)
        shown, examinations = _applying(result), result.examinations
    chosen = [
        question
        for question in questions().values()
        if shown is None or question.id in shown or question.effect == "mitigate"
    ]
    if json:
        show_data(
            {
                "questions": [
                    _data(question, (shown or {}).get(question.id, []), examinations, language)
                    for question in chosen
                ]
            }
        )
        return
    for step, of_step in groupby(chosen, key=lambda question: question.step):
        typer.echo(f"{translate(STEP_NAMES[step], language)}\n")
        for question in of_step:
            _say(question, (shown or {}).get(question.id, []), examinations, language)
        typer.echo()
    typer.echo(wrapped(translate(RECALL_NOTE, language), 0))


def _result(transaction: str, workspace: str, language: str) -> DiligenceResult:
    from dualuse.diligence import examine_findings

    about = about_file(transaction)
    findings = diligence_at(workspace).findings(about.reference)
    return examine_findings(findings, about.items, about.parties, about.listed, language)


def _applying(result: DiligenceResult) -> dict[str, list[ShownAnswer]]:
    """The questions that are open or answered, by id, each with what it is asked of."""
    applying: dict[str, list[ShownAnswer]] = {}
    places = {(shown.question, shown.item, shown.party) for shown in result.open_questions}
    answered = [shown for shown in result.answered if (shown.question, shown.item, shown.party) not in places]
    for shown in (*result.open_questions, *answered):
        applying.setdefault(shown.question, []).append(shown)
    return applying


def _data(
    question: Question, shown: list[ShownAnswer], examinations: tuple[CyberSurveillance, ...], language: str
) -> dict[str, Any]:
    from dualuse.diligence.cyber_surveillance_criteria import is_voluntary

    return {
        "id": question.id,
        "step": question.step,
        "text": translate(question.text, language),
        "adverse": question.adverse,
        "effect": question.effect,
        "scope": question.scope,
        "asked": question.asked,
        "concern": question.concern,
        "house_rule": question.house_rule,
        "severity": question.severity,
        "measures": list(question.mitigations),
        "source": question.source,
        "reference": question.reference,
        "verification": question.verification,
        "asked_of": [
            {
                "item": row.item,
                "party": row.party,
                "voluntary": is_voluntary(question, row.item, examinations),
                "answer": row.answered.answer if row.answered else None,
                "person": row.answered.person if row.answered else "",
                "time": row.answered.time if row.answered else "",
            }
            for row in shown
        ],
    }


def _say(
    question: Question, shown: list[ShownAnswer], examinations: tuple[CyberSurveillance, ...], language: str
) -> None:
    from dualuse.diligence.cyber_surveillance_criteria import is_voluntary
    from dualuse.dossier.document.diligence import GENERAL, HOUSE_RULE

    mark = RECALLED if question.verification == "recall" else ""
    typer.echo(wrapped(translate(question.text, language), 7, f"{question.id}{mark}"))
    answer = translate(ANSWER.short.get(question.adverse, ""), language)
    parts = [fill(_EFFECT_NAMES[question.effect], language, answer=answer)]
    if question.flags:
        severity = translate(GRADE.short[question.severity], language)
        parts.append(fill(N_("severity {grade}"), language, grade=severity))
        parts += [translate(GENERAL, language)] if not question.of_repression else []
        parts += [translate(HOUSE_RULE, language)] if question.house_rule else []
    if question.mitigations:
        measures = ", ".join(question.mitigations)
        parts.append(fill(N_("measures: {names}"), language, names=measures))
    parts.append(referred(f"{question.source}, {question.reference}", language))
    typer.echo(wrapped(" · ".join(parts), 7))
    for row in shown:
        about = row.item or row.party
        if is_voluntary(question, row.item, examinations):
            voluntary = translate(N_("voluntary"), language)
            about = f"{about} ({voluntary})" if about else voluntary
        if about:
            typer.echo(wrapped(f"{about}:", 9, "       -"))
        if row.answered is None:
            typer.echo(wrapped(translate(N_("not answered"), language), 9 if not about else 11))
        else:
            for line in answer_lines(row.answered, 9 if not about else 11, language):
                typer.echo(line)
