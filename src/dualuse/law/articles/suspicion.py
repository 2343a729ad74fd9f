"""Grounds for suspicion: the option of Arts 4(3), 5(3), 6(4) and 8(5), in the two forms national law gives it.

Some Member States ask for an authorisation at once, others ask to notify and let the authority decide. Both follow
from data in ``jurisdictions/``; where the option is unknown, the stricter form stays open.
"""

from __future__ import annotations

from dualuse.law.facts import decided, flag, option
from dualuse.law.logic import Condition
from dualuse.law.provision import EUR_LEX, Due, Duty, Effect, Provision, Verification
from dualuse.wording import N_


def suspicion(
    citation: str, core: Condition, suspected: Condition, name: str, verification: Verification
) -> tuple[Provision, Provision, Duty]:
    """The provision, its form as a duty to notify, and that duty, for the option ``name``.

    ``core`` is the activity and the item, ``suspected`` the suspicion of a use.
    """
    used, notice = option(name), flag(f"option.{name}_notify")
    notified = f"{citation}, notification"
    authorisation = Provision(
        citation,
        Effect.AUTHORISATION_REQUIRED,
        core & used & suspected & (~notice | decided(citation, "required")),
        N_("the Member State asks for an authorisation already on grounds for suspecting a use of concern"),
        EUR_LEX,
        verification,
    )
    notification = Provision(
        notified,
        Effect.NOTIFICATION_REQUIRED,
        core & used & suspected & notice & decided(citation, "none"),
        N_(
            "the Member State asks to be notified on grounds for suspecting a use of concern, and decides then"
        ),
        EUR_LEX,
        verification,
        scope=notice,
    )
    duty = Duty(
        notified,
        N_("notify {authority} of your grounds for suspicion, and do not proceed before it has decided"),
        Due.BEFORE,
        verification,
        after=(notified,),
    )
    return authorisation, notification, duty
