"""The form of the German controls: who is informed needs an authorisation, who is aware notifies and waits for BAFA."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.facts import decided
from dualuse.law.germany.citations import decision
from dualuse.law.germany.conditions import READ, SOURCE
from dualuse.law.language.logic import Condition, every
from dualuse.law.language.provision import Due, Duty, Effect, Provision, Relief

_DECIDED: Final = N_("BAFA has decided on the notification that an authorisation is required")


def informed(citation: str, when: Condition, scope: Condition, summary: str) -> Provision:
    """The provision that asks for an authorisation of who has been informed."""
    return Provision(
        citation=citation,
        effect=Effect.AUTHORISATION_REQUIRED,
        when=when,
        summary=summary,
        source=SOURCE,
        verification=READ,
        scope=scope,
    )


def aware(
    citation: str,
    when: Condition,
    scope: Condition,
    summary: str,
    *,
    activity: Condition,
    notify: str,
    also_decided_under: str = "",
) -> tuple[Provision, Provision, Duty]:
    """The provision for who is aware, what BAFA has decided on the notification, and the duty to notify.

    ``also_decided_under``: the paragraph of the Regulation that German law steps back behind, or is the national use of:
    what BAFA has decided under it, it has decided.
    """
    undecided = [decided(citation, "none")]
    if also_decided_under:
        undecided.append(decided(also_decided_under, "none"))
    required = decided(citation, "required")
    return (
        Provision(
            citation=citation,
            effect=Effect.NOTIFICATION_REQUIRED,
            when=every(when, *undecided),
            summary=summary,
            source=SOURCE,
            verification=READ,
            scope=scope,
        ),
        Provision(
            citation=decision(citation),
            effect=Effect.AUTHORISATION_REQUIRED,
            when=activity & required,
            summary=_DECIDED,
            source=SOURCE,
            verification=READ,
            scope=activity & required,
        ),
        Duty(
            citation=citation,
            text=notify,
            due=Due.BEFORE,
            verification=READ,
            after=(citation,),
            source=SOURCE,
        ),
    )


def exempt(citation: str, of: tuple[str, ...], when: Condition, summary: str) -> Relief:
    """An exemption from the provisions ``of``; what BAFA has decided is not answered by one."""
    return Relief(
        citation=citation,
        of=of,
        effect=Effect.NOT_CONTROLLED,
        when=when,
        summary=summary,
        source=SOURCE,
        verification=READ,
    )
