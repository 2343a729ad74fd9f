"""``dualuse diligence answer``, ``mitigate``, ``import``, ``decide`` and ``withdraw``: statements into the record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from dualuse.cli.diligence.about import (
    ItemOption,
    PartyOption,
    PersonOption,
    ReasonOption,
    ReferenceArgument,
    diligence_at,
    naming_fields,
)
from dualuse.cli.parties import WorkspaceOption
from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, edge, localised, say
from dualuse.i18n import N_, translate

ANSWER_HELP: Final = N_("Answer a question, with the reason and the evidence.")
MITIGATE_HELP: Final = N_("Record a measure against a red flag, and how it is verified.")
IMPORT_HELP: Final = N_("Take a file of findings into the record; what stands there already is not repeated.")

EvidenceOption = Annotated[
    list[str] | None,
    typer.Option("--evidence", help=localised(N_("A file, which is copied, or an address. Repeatable."))),
]
PageOption = Annotated[
    str,
    typer.Option("--page", help=localised(N_("Page or section of the evidence, where there is one piece."))),
]
QuoteOption = Annotated[
    str, typer.Option("--quote", help=localised(N_("What the evidence says, where there is one piece.")))
]
SeenOption = Annotated[
    str, typer.Option("--seen", metavar="DATE", help=localised(N_("The day on which the evidence was seen.")))
]


@edge()
def answer(
    reference: ReferenceArgument,
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help=localised(N_("The id of the question: B02.")))
    ],
    answer_given: Annotated[str, typer.Argument(metavar="ANSWER", help=localised(N_("yes, no or unknown.")))],
    reason: ReasonOption = "",
    evidence: EvidenceOption = None,
    page: PageOption = "",
    quote: QuoteOption = "",
    seen: SeenOption = "",
    item: ItemOption = "",
    party: PartyOption = "",
    severity: Annotated[
        str, typer.Option("--severity", help=localised(N_("Of the harm: low, medium or high.")))
    ] = "",
    likelihood: Annotated[
        str, typer.Option("--likelihood", help=localised(N_("Of the harm: low, medium or high.")))
    ] = "",
    person: PersonOption = "",
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Record an answer."""
    row = {
        "question": question,
        "answer": answer_given,
        "reason": reason,
        "item": item,
        "party": party,
        "severity": severity or None,
        "likelihood": likelihood or None,
        "evidence": _evidence(evidence, page, quote, seen),
    }
    _record(reference, person, {"answers": [row]}, workspace, language)


@edge()
def mitigate(
    reference: ReferenceArgument,
    flag: Annotated[
        str,
        typer.Argument(metavar="FLAG", help=localised(N_("The id of the question that raised the flag."))),
    ],
    text: Annotated[str, typer.Option("--text", help=localised(N_("What is done.")))] = "",
    verified_by: Annotated[
        str,
        typer.Option(
            "--verified-by",
            help=localised(N_("How it is verified, and by whom; without it the measure is a promise.")),
        ),
    ] = "",
    measure: Annotated[
        str,
        typer.Option("--measure", help=localised(N_("The measure of the questionnaire, if it is one: F07."))),
    ] = "",
    evidence: EvidenceOption = None,
    page: PageOption = "",
    quote: QuoteOption = "",
    seen: SeenOption = "",
    item: ItemOption = "",
    party: PartyOption = "",
    person: PersonOption = "",
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Record a measure."""
    row = {
        "flag": flag,
        "text": text,
        "measure": measure,
        "verified_by": verified_by,
        "item": item,
        "party": party,
        "evidence": _evidence(evidence, page, quote, seen),
    }
    _record(reference, person, {"mitigations": [row]}, workspace, language)


@edge()
def import_file(
    file: Annotated[
        str, typer.Argument(help=localised(N_("Findings: .yaml, .json or .toml; - for standard input.")))
    ],
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Record the findings of a file."""
    from dualuse.diligence import read_findings

    stated = read_findings(file, sys.stdin.buffer)
    number = diligence_at(workspace, language).record(stated.findings, stated.files)
    _say(stated.findings.reference, number, language)


def _evidence(evidence: list[str] | None, page: str, quote: str, seen: str) -> list[dict[str, str]]:
    """Rows as a findings file has them; page and quote belong to one piece, and are refused with none or several."""
    rows = [evidence_row(source, seen) for source in evidence or ()]
    if page or quote:
        if len(rows) != 1:
            return [*rows, {"page": page, "quote": quote}]
        rows[0] |= {"page": page, "quote": quote}
    return rows


def evidence_row(source: str, seen: str = "") -> dict[str, str]:
    """An address or the name of a file, and when it was seen, as a file of findings has it."""
    return {"link" if "://" in source else "file": source, "seen": seen}


def _record(reference: str, person: str, statement: dict[str, Any], workspace: str, language: str) -> None:
    _say(reference, recorded(reference, person, statement, workspace, language), language)


def recorded(reference: str, person: str, statement: dict[str, Any], workspace: str, language: str) -> int:
    """Record a statement about a transaction, as a file of findings has it; how many rows are new.

    Raises:
        InputError: it does not fit; a problem names the field.
    """
    from dualuse.diligence import findings_from
    from dualuse.schema.reading.plain_data import Document

    with naming_fields():
        data = {"reference": reference, "person": person or None, **statement}
        stated = findings_from(Document(data, ""), Path())
        return diligence_at(workspace, language).record(stated.findings, stated.files)


def _say(reference: str, number: int, language: str) -> None:
    if number == 0:
        text = N_("{reference}: all of this stands there already.")
    elif number == 1:
        text = N_("{reference}: recorded.")
    else:
        text = N_("{reference}: {number} statements recorded.")
    say(text, language, reference=reference, number=number)


DECIDE_HELP: Final = N_(
    "Record what a person decides the findings come to: no_indication, indication or aware, with the reason."
)
WITHDRAW_HELP: Final = N_(
    "Record that what was stated at a question does not count any more; it stays in the history."
)


@edge()
def decide(
    reference: ReferenceArgument,
    level: Annotated[
        str, typer.Argument(metavar="LEVEL", help=localised(N_("no_indication, indication or aware.")))
    ],
    reason: ReasonOption = "",
    person: PersonOption = "",
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Record a decision."""
    from dualuse.diligence import findings_from
    from dualuse.diligence.flags_and_decisions import KNOWLEDGE, is_informed
    from dualuse.i18n.statuses import DILIGENCE_LEVEL
    from dualuse.schema.reading.plain_data import Document

    with naming_fields():
        data = {
            "reference": reference,
            "decision": {"level": level, "reason": reason or None, "person": person or None},
        }
        diligence = diligence_at(workspace, language)
        stated = findings_from(Document(data, ""), Path()).findings
        informed = is_informed(diligence.known(reference).answers)
        diligence.record(stated)
    decision = stated.decision
    assert decision is not None
    say(
        N_("{reference}: decided: {level}. It sets knowledge.internal_repression: {set}."),
        language,
        reference=reference,
        level=translate(DILIGENCE_LEVEL.long[decision.level], language),
        set="informed" if informed else KNOWLEDGE[decision.level],
    )
    if decision.level == "indication" and not informed:
        say(
            N_(
                "Where no item is or may be one for cyber-surveillance and no flag of repression is raised or open, it sets nothing; see: dualuse diligence show {reference} TRANSACTION"
            ),
            language,
            reference=reference,
        )


@edge()
def withdraw(
    reference: ReferenceArgument,
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help=localised(N_("The id of the question: B02.")))
    ],
    reason: ReasonOption = "",
    item: ItemOption = "",
    party: PartyOption = "",
    person: PersonOption = "",
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Record a withdrawal."""
    from dualuse.diligence.current_statements import Withdrawal

    with naming_fields():
        diligence_at(workspace, language).withdraw(
            reference, Withdrawal(question=question, reason=reason, item=item, party=party, person=person)
        )
    say(N_("{reference}: recorded."), language, reference=reference)
