"""The end of a position, of a token, and of everything that a person could do here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q

from dualuse.i18n import N_
from dualuse.licensing.moments import now
from dualuse.licensing.people.models import Person
from dualuse.licensing.signing_in.recording import COMMAND_LINE, changing_person, not_fitting, record
from dualuse.licensing.signing_in.second_factor import forget_second_factor
from dualuse.licensing.signing_in.sessions import end_sessions


def end_position(
    person: Person, role: str, last: date, *, organisation: str = "", authority: str = ""
) -> None:
    """Let a position of a person end with a day.

    Args:
        person: whose.
        role: of the position.
        last: the last day on which it holds; yesterday: it ends at once, even if it began today.
        organisation: its reference, where the person has the role in several.
        authority: its code, where the person has the role in several.

    Raises:
        InputError: there is no such position that lasts longer, there are several, or it begins later.
    """
    with changing_person(person) as locked:
        rows = locked.positions.filter(Q(until=None) | Q(until__gt=last), role=role)
        places: dict[str, Any] = {"organisation__reference": organisation, "authority__code": authority}
        rows = rows.filter(**{way: name for way, name in places.items() if name})
        positions = list(rows)
        if not positions:
            text = N_("{value} has no such position that lasts longer: {role}")
            raise not_fitting("role", text, value=locked.email, role=role)
        if len(positions) > 1:
            text = N_("{value} has several such positions: name the authority or the organisation")
            raise not_fitting("role", text, value=locked.email)
        (position,) = positions
        if position.since - timedelta(days=1) > last:
            raise not_fitting("on", N_("the position begins later, on {since}"), since=position.since)
        body = {"position": position.pk, "role": role, "until": last.isoformat()}
        if position.since > last:
            position.delete()  # it ends at once, on the day on which it began: it holds on none
        else:
            position.until = last
            position.save(update_fields=["until"])
        record(locked, "position_ended", body, by=COMMAND_LINE)


def leave(person: Person) -> None:
    """Let a person leave: positions, tokens, sessions, invitations and every way to sign in end at once. The row stays, as events name it.

    Raises:
        InputError: the person has left already.
    """
    moment = now()
    today = moment.date()
    with changing_person(person) as locked:
        if not locked.is_active:
            raise not_fitting("email", N_("{value} has left"), value=locked.email)
        locked.is_active = False
        locked.set_unusable_password()
        locked.save(update_fields=["is_active", "password"])
        for position in locked.positions.filter(Q(until=None) | Q(until__gt=today)):
            position.until = max(position.since, today)
            position.save(update_fields=["until"])
        locked.tokens.filter(revoked=None).update(revoked=moment)
        locked.invitations.all().delete()
        forget_second_factor(locked)
        SocialAccount.objects.filter(user=locked).delete()
        EmailAddress.objects.filter(user=locked).delete()
        end_sessions(locked)
        record(locked, "left", by=COMMAND_LINE)
