"""The form of the German controls: who is informed needs an authorisation, who is aware notifies and waits for BAFA."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.facts import decided
from dualuse.law.germany.citations import decision
from dualuse.law.germany.conditions import READ, SOURCE
from dualuse.law.language.logic import Condition, every
from dualuse.law.language.provision import Due, Duty, Effect, Provision, Relief

_DECIDED: Final = N_("BAFA has decided on the notification that an authorisation is required")


@dataclass(frozen=True, slots=True)
class AlsoDecided:
    """What BAFA has decided ``under`` a paragraph of the Regulation it has decided here, too.

    ``where``: as far as that paragraph can have been about the same use; None: it always was.
    """

    under: str
    where: Condition | None = None


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
    also_decided: AlsoDecided | None = None,
) -> tuple[Provision, Provision, Duty]:
    """The rules for an exporter who is aware: the provision, BAFA's decision on the notification, and the duty to notify.

    ``also_decided``: the paragraph of the Regulation that German law steps back behind, or is the national use of, and for
    which use.
    """
    undecided: list[Condition] = [decided(citation, "none")]
    if also_decided is not None:
        elsewhere = decided(also_decided.under, "none")
        undecided.append(elsewhere if also_decided.where is None else elsewhere | ~also_decided.where)
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
            before_authority=True,
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
