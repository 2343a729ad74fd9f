"""Writing mail: in the transaction of the change that it tells of, so that both are there or neither."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet

from dualuse.i18n import LANGUAGES, fill
from dualuse.licensing.cases.models import Case
from dualuse.licensing.mail.models import Mail
from dualuse.licensing.mail.notices import Notice, Readers, notices_of
from dualuse.licensing.mail.server import mail_server
from dualuse.licensing.people.deputies import deputies_of
from dualuse.licensing.people.models import InForce, Mandate, Person, Position, is_demonstration
from dualuse.licensing.permissions import Role
from dualuse.licensing.transitions import State

_APPLICANT: Final[Role] = "exporter"
_QUEUE: Final[tuple[Role, ...]] = ("officer", "supervisor")
_SECOND: Final[tuple[Role, ...]] = ("countersigner", "supervisor")
"""Who is written to in an authority: those of the first role of which there is anybody."""
_ID_BYTES: Final = 16


def write_mail(case: Case, action: str, before: State, actor: int, moment: datetime) -> None:
    """Write what an action tells people, in the transaction that runs; nothing in a demonstration, or where no mail server is named.

    Args:
        case: as it is after the action.
        action: of the table of transitions.
        before: the state from which it came.
        actor: the key of who did it: nobody of an authority is written to of what it did itself.
        moment: when it was done.
    """
    notices = list(notices_of(action, before, case.state))  # type: ignore[arg-type]
    if not notices:
        return
    server = mail_server(settings.DUALUSE_SMTP, settings.DUALUSE_MAIL_FROM)
    if server is None or is_demonstration():
        return
    Mail.objects.bulk_create(
        _mail(case, notice, person, server.domain, moment)
        for notice in notices
        for person in readers(notice.to, case, moment.date())
        if notice.to == "applicant" or person.pk != actor
    )


def readers(to: Readers, case: Case, on: date) -> QuerySet[Person]:
    """The people who read a notice of a case on a day; nobody who left, and nobody whose position does not hold."""
    match to:
        case "applicant":
            agents = Mandate.objects.filter(InForce.on(on), principal=case.organisation_id).values("agent")
            places = Q(organisation=case.organisation_id) | Q(organisation__in=agents)
            return _people(Position.objects.filter(InForce.on(on), places, role=_APPLICANT))
        case "worker":
            worker = case.assignee
            if worker is None:
                return _of_authority(case, _QUEUE, on)
            reading = Person.objects.filter(pk=worker.pk, is_active=True) | deputies_of(worker.pk, on)
            return reading if reading.exists() else _of_authority(case, _QUEUE, on)
        case "second":
            return _of_authority(case, _SECOND, on)


def _of_authority(case: Case, roles: tuple[Role, ...], on: date) -> QuerySet[Person]:
    rows = Person.objects.none()
    for role in roles:
        rows = _people(Position.objects.filter(InForce.on(on), authority=case.authority_id, role=role))
        if rows.exists():
            break
    return rows


def _people(positions: QuerySet[Position]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=positions.values("person"), is_active=True).order_by("pk")


def _mail(case: Case, notice: Notice, person: Person, domain: str, moment: datetime) -> Mail:
    language = person.language if person.language in LANGUAGES else "en"
    return Mail(
        case=case,
        recipient=person,
        notice=notice.code,
        language=language,
        subject=fill(notice.subject, language, reference=case.reference),
        text=fill(notice.text, language, reference=case.reference),
        message_id=f"<{secrets.token_hex(_ID_BYTES)}@{domain}>",
        written=moment,
        due=moment,
    )
