"""What a person confirms with a second factor: a decision is proposed or countersigned, a proposal given back, a token made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from dualuse.i18n import N_, Message
from dualuse.licensing.actions import perform
from dualuse.licensing.cases.models import Case
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import Person
from dualuse.licensing.refusals import SecondFactor
from dualuse.licensing.signing_in.second_factor import spend


def perform_confirmed(
    actor: Actor, name: str, reference: str, data: Mapping[str, Any], *, version: int, code: str
) -> Case:
    """Do an action to the version of a case that the person saw, confirmed by a code of this moment.

    The code is looked at last, and is used up with the change or not at all: what is refused for another reason leaves it to be entered again. Its
    row is the last lock that the transaction takes.

    Args:
        actor: the person itself, by no token.
        name: of the action.
        reference: of the case.
        data: the body of the action.
        version: of the case that the person saw.
        code: of the person's device.

    Raises:
        Refusal: see :func:`~dualuse.licensing.actions.perform`. SecondFactor: a token acts. WrongCode: the code does not count.
    """
    see_no_token(actor)
    with transaction.atomic():
        case = perform(actor, name, reference, data, version)
        spend(Person.objects.get(pk=actor.key), code)
    return case


def see_no_token(actor: Actor) -> None:
    """Refuse a program what a person confirms.

    Raises:
        SecondFactor: a token acts.
    """
    if actor.token is not None:
        text = N_("a person does this, with a second factor; a token does not")
        raise SecondFactor(Message("second_factor", text))
