"""``dualuse diligence decide`` and ``withdraw``: what only a person can say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

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
    from dualuse.diligence.reasons import LEVEL_NAMES
    from dualuse.schema.reading.plain_data import Document

    with naming_fields():
        data = {
            "reference": reference,
            "decision": {"level": level, "reason": reason or None, "person": person or None},
        }
        diligence = diligence_at(workspace)
        stated = findings_from(Document(data, ""), Path()).findings
        informed = is_informed(diligence.known(reference).answers)
        diligence.record(stated)
    decision = stated.decision
    assert decision is not None
    say(
        N_("{reference}: decided: {level}. It sets knowledge.internal_repression: {set}."),
        language,
        reference=reference,
        level=translate(LEVEL_NAMES[decision.level], language),
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
        diligence_at(workspace).withdraw(reference, Withdrawal(question, reason, item, party, person))
    say(N_("{reference}: recorded."), language, reference=reference)
