"""``dualuse diligence show`` and ``history``: what the findings come to, and all that was recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.diligence.about import (
    About,
    ReferenceArgument,
    about_file,
    about_findings,
    diligence_at,
)
from dualuse.cli.diligence.page import answer_lines, mitigation_lines, wrapped
from dualuse.cli.parties import WorkspaceOption
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    FullOption,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    refuse,
    show_blocks,
    show_data,
    width,
)
from dualuse.i18n import N_, translate

if TYPE_CHECKING:
    from dualuse.diligence import RecordedEvent
    from dualuse.diligence.current_statements import Statement
    from dualuse.schema.diligence import DiligenceResult, Findings

HELP: Final = N_(
    "What the findings come to: stops and open flags first, what is unknown, what the answers allow, what was decided."
)
HISTORY_HELP: Final = N_("Everything that was recorded about a transaction, in its order.")


@edge()
def command(
    reference: Annotated[
        str | None,
        typer.Argument(metavar="[REFERENCE]", help=localised(N_("The reference of the transaction."))),
    ] = None,
    transaction: Annotated[
        str | None,
        typer.Argument(metavar="[TRANSACTION]", help=localised(N_("The file of the transaction."))),
    ] = None,
    file: Annotated[
        str,
        typer.Option(
            "--file",
            help=localised(N_("A file of findings, in place of the record; then TRANSACTION alone follows.")),
        ),
    ] = "",
    workspace: WorkspaceOption = "",
    full: FullOption = False,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show the result."""
    if file:
        reference, transaction = None, transaction or reference
    elif not reference:
        refuse(N_("name the reference of the transaction, or a file of findings: --file"), language)
    findings = _findings(reference, file, workspace)
    result = _result(findings, transaction, language)
    if json:
        show_data(result)
        return
    if full:
        from dualuse.dossier.document.diligence import diligence_blocks

        show_blocks(diligence_blocks(result, language))
        return
    from dualuse.cli.diligence.one_screen import ShortDiligence
    from dualuse.cli.pointers import what_to_ask

    leads = what_to_ask(result, transaction, language) if transaction else ()
    typer.echo(str(ShortDiligence(result, language, width(), tuple(leads))), nl=False)


def _findings(reference: str | None, file: str, workspace: str) -> Findings:
    from dualuse.diligence import read_findings

    if file:
        return read_findings(file).findings
    return diligence_at(workspace).known(reference or "")


def _result(findings: Findings, transaction: str | None, language: str) -> DiligenceResult:
    from dualuse.diligence import examine_findings
    from dualuse.inputs.problems import input_error

    if transaction is None:
        return _without_transaction(findings, about_findings(findings), language)
    about = about_file(transaction)
    if about.reference and about.reference != findings.reference:
        raise input_error(
            "reference_differs",
            N_("the transaction is {stated}, and the findings are about {findings}"),
            N_("Give the file of the transaction that they are about"),
            file=transaction,
            stated=about.reference,
            findings=findings.reference,
        )
    return examine_findings(findings, about.items, about.parties, about.listed, language)


def _without_transaction(findings: Findings, about: About, language: str) -> DiligenceResult:
    """The result for what the findings name; who or what else is in the transaction is not known, and that is told."""
    from dualuse.diligence import examine_findings
    from dualuse.diligence.reasons import new_reason
    from dualuse.schema.diligence import LEVELS

    result = examine_findings(findings, about.items, about.parties, about.listed, language)
    text = N_(
        "No transaction was given: only the items and parties that the findings name were looked at, and there may be others. Give its file."
    )
    low, high = result.proposed
    return replace(
        result,
        proposed=(low, max(high, "indication", key=LEVELS.index)),
        warnings=(*result.warnings, new_reason(language, "no_transaction", text)),
    )


@edge()
def history(
    reference: ReferenceArgument,
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show the history."""
    diligence = diligence_at(workspace)
    diligence.known(reference)
    events = list(diligence.history(reference))
    for event in events:
        if json:
            show_data(event)
        else:
            typer.echo("\n".join(_event_lines(event, language)))


def _event_lines(event: RecordedEvent, language: str) -> list[str]:
    from dualuse.diligence.current_statements import Erased
    from dualuse.i18n.statuses import DILIGENCE_LEVEL
    from dualuse.schema.diligence import Answered, Decision, Mitigation

    head = f"{event.number:>4}  {event.time[:16].replace('T', ' ')}  {event.person}"
    stated = event.statement
    match stated:
        case Answered():
            return [f"{head}  {_about(stated)}", *answer_lines(stated, 6, language)]
        case Mitigation():
            return [f"{head}  {_about(stated)}", *mitigation_lines(stated, 6, language)]
        case Decision():
            text = translate(N_("decided: {level}"), language)
            level = translate(DILIGENCE_LEVEL.long[stated.level], language)
            return [f"{head}  {text.format(level=level)}", wrapped(stated.reason, 6)]
        case Erased():
            text = translate(N_("{question}: its words were erased"), language)
            return [f"{head}  {text.format(question=stated.question)}"]
    text = translate(N_("withdrawn: {reason}"), language)
    return [f"{head}  {_about(stated)}", wrapped(text.format(reason=stated.reason), 6)]


def _about(stated: Statement) -> str:
    name = getattr(stated, "question", "") or getattr(stated, "flag", "")
    about = getattr(stated, "item", "") or getattr(stated, "party", "")
    return f"{name} ({about})" if about else name
