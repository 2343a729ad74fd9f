"""Grounds for suspicion: the option of Arts 4(3), 5(3), 6(4) and 8(5), in the two forms national law gives it.

Some Member States ask for an authorisation at once, others ask to notify and let the authority decide. Both follow
from data in ``law/states/``; where the option is unknown, the stricter form stays open.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.facts import decided, flag
from dualuse.law.language.logic import All, Condition
from dualuse.law.language.provision import EUR_LEX, Due, Duty, Effect, Provision, Verification

DECIDED_AS_REQUIRED: Final = N_(
    "the authority has decided on the notification that an authorisation is required"
)
"""What a decision on a notification comes to, under each Article."""


_SUSPICION_ALONE: Final = N_(
    "notify {authority} of your grounds for suspicion, and do not proceed before it has decided"
)
_WHATEVER_IS_KNOWN: Final = N_(
    "notify {authority} of the use that you suspect, are aware of or were informed of, and do not proceed before it has"
    " decided"
)


def suspicion(
    citation: str,
    core: Condition,
    *,
    suspected: Condition,
    notifiable: Condition,
    name: str,
    verification: Verification,
    knowing_too: bool = False,
) -> tuple[Provision, Provision, Duty]:
    """The provision, its form as a duty to notify, and that duty, for the option ``name``.

    ``core`` is the activity and the item. ``suspected``: suspicion of a use that the option reaches. Who is aware
    suspects all the more; but where paragraph 2 asks to notify and lets the authority decide, that rule governs,
    unless national law is known to ask for an authorisation all the same (``option.…_aware``). ``notifiable``: the
    suspicion as far as no other paragraph asks to notify already, and no less of who knows more: of a non-listed item
    also who is aware, or informed by the authority (``knowing_too``: the duty is then worded for all three).
    """
    notice = flag(f"option.{name}_notify")
    notified = f"{citation}, notification"
    authorisation = Provision(
        citation=citation,
        effect=Effect.AUTHORISATION_REQUIRED,
        when=core
        & suspected
        & (~notice | decided(citation, "required"))
        & ~decided(citation, "not_required"),
        summary=N_(
            "the Member State asks for an authorisation already on grounds for suspecting a use of concern"
        ),
        source=EUR_LEX,
        verification=verification,
    )
    notification = Provision(
        citation=notified,
        effect=Effect.NOTIFICATION_REQUIRED,
        when=core & notifiable & notice & decided(citation, "none"),
        summary=N_(
            "the Member State asks to be notified already on grounds for suspecting a use of concern, and decides then"
        ),
        source=EUR_LEX,
        verification=verification,
        scope=_activity(core) & notice,
    )
    duty = Duty(
        citation=notified,
        text=_WHATEVER_IS_KNOWN if knowing_too else _SUSPICION_ALONE,
        due=Due.BEFORE,
        before_authority=True,
        verification=verification,
        after=(notified,),
    )
    return authorisation, notification, duty


def awareness(
    citation: str, core: Condition, aware: Condition, name: str, verification: Verification
) -> tuple[Provision, Provision, Duty]:
    """What national law adds to Arts 6(3) and 8(4) for who is aware: notify, and the authority decides."""
    notified = f"{citation}, notification"
    notification = Provision(
        citation=notified,
        effect=Effect.NOTIFICATION_REQUIRED,
        when=core & aware & flag(f"option.{name}_aware") & decided(citation, "none"),
        summary=N_(
            "national law asks who is aware to notify for the non-listed item, and the authority decides"
        ),
        source=EUR_LEX,
        verification=verification,
        scope=_activity(core) & flag(f"option.{name}_aware"),
    )
    decision = Provision(
        citation=f"{citation}, decision",
        effect=Effect.AUTHORISATION_REQUIRED,
        when=core & decided(citation, "required"),
        summary=DECIDED_AS_REQUIRED,
        source=EUR_LEX,
        verification=verification,
        scope=decided(citation, "required"),
    )
    duty = Duty(
        citation=notified,
        text=N_("notify {authority} of the use you are aware of, and do not proceed before it has decided"),
        due=Due.BEFORE,
        before_authority=True,
        verification=verification,
        after=(notified,),
    )
    return notification, decision, duty


def _activity(core: Condition) -> Condition:
    return core.parts[0] if isinstance(core, All) else core
