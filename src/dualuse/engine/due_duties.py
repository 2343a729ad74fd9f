"""The duties that follow for one item from what applies to it, and from the use of a general authorisation."""

from __future__ import annotations

from dataclasses import dataclass

from dualuse.engine.compiled import CompiledLaw
from dualuse.engine.outcome import ItemOutcome
from dualuse.law.language.logic import Facts, Truth
from dualuse.law.language.provision import AFTER_RELIEF, Duty, Relief
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True)
class DueDuty:
    """A duty that arises; ``open`` where its condition is unknown and its open text is to be shown.

    ``under``: citations of the provisions that it follows from, where it is not known which of several applies.
    """

    duty: Duty
    open: bool = False
    identifier: str = ""
    under: tuple[str, ...] = ()


@legal_derivation("Art. 11", "Art. 27")
def duties_of(outcome: ItemOutcome, facts: Facts) -> tuple[DueDuty, ...]:
    """The duties that follow for one item, in the order of the Regulation."""
    unrelieved = {
        judged.provision.citation
        for judged in outcome.provisions
        if judged.judgement.truth is True and judged.low == judged.provision.effect
    }
    relieved = any(
        judged.judgement.truth is True and judged.low < judged.provision.effect
        for judged in outcome.provisions
    )
    links = unrelieved | ({AFTER_RELIEF} if relieved else set())
    due: list[DueDuty] = []
    for rule in outcome.law.relevant_duties.rules(facts):
        duty = rule.rule
        follows = not duty.after or not links.isdisjoint(duty.after)
        under = outcome.alternatives and tuple(
            citation for citation in outcome.alternatives if citation in duty.after
        )
        if (not follows and not under) or _is_met(duty, facts):
            continue
        truth = rule.when.truth(facts)
        if follows:
            due += _due(duty, truth)
        elif truth is not False:
            due.append(DueDuty(duty, under=() if under == outcome.alternatives and truth else under))
    return tuple(due)


@legal_derivation("Annex II")
def authorisation_duties(law: CompiledLaw, relief: Relief, facts: Facts) -> tuple[DueDuty, ...]:
    """The conditions that the use of a general authorisation entails."""
    due: list[DueDuty] = []
    for duty in law.relief_duties[relief.citation]:
        due += _due(duty.rule, duty.when.truth(facts), relief.identifier)
    return tuple(due)


def _is_met(duty: Duty, facts: Facts) -> bool:
    """Whether it is known to be done; what is not known is still to do."""
    return bool(duty.met_by) and facts.get(duty.met_by) is True


def _due(duty: Duty, truth: Truth, identifier: str = "") -> list[DueDuty]:
    if truth is True:
        return [DueDuty(duty, identifier=identifier)]
    if truth is None and duty.open_text:
        return [DueDuty(duty, open=True, identifier=identifier)]
    return []
