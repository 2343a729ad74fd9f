"""Whether the service may answer: what is looked at before it starts, and by ``/readyz`` while it runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from dualuse.i18n import N_, Message, render
from dualuse.inputs.problems import InputError
from dualuse.licensing.decisions.screening import lists_in_use, lists_too_old, see_lists_whole
from dualuse.licensing.events.triggers import missing_triggers, rights_too_many
from dualuse.licensing.mail.sending import outbox
from dualuse.licensing.people.models import is_demonstration


@dataclass(frozen=True, slots=True)
class Point:
    """Something that readiness looks at: its code, what is wrong ("" in code: nothing), and whether it keeps the service from answering."""

    code: str
    text: Message | None = None
    stops: bool = False


_MIGRATE: Final = N_("the database is not prepared for this version: dualuse migrate")
_TRIGGERS: Final = N_(
    "nothing keeps events from being changed ({names}): dualuse migrate puts the triggers back"
)
_ONE_ROLE: Final = N_(
    "the role of the database that runs the service may also change events ({names}); give the owner's address as DATABASE_MIGRATE_URL"
)
_LISTS: Final = N_("no sanctions list is installed, so that nothing can be granted: dualuse lists sync")
_OLD: Final = N_(
    "these sanctions lists are older than they may be, so that nothing can be granted: {lists}; dualuse lists sync"
)
_DAMAGED: Final = N_("the sanctions lists cannot be read ({what}): dualuse lists status")
_NO_MAIL: Final = N_("DUALUSE_SMTP is not stated, so that nobody is written to")
_MAIL: Final = N_(
    "what was written to people and waits longer than a quarter of an hour for the mail server: {late}; given up: {given_up}"
)
_SECRET: Final = N_("DUALUSE_SECRET_KEY is not stated")
_SHORT_SECRET: Final = N_("DUALUSE_SECRET_KEY has fewer than {least} bytes: it enciphers second factors")
_ANY_HOST: Final = N_("DUALUSE_HOSTS names every host (*): name those under which the service is reached")
_INVENTED: Final = N_(
    "the database is that of a demonstration, in which everything is invented and a token decides: take another one (DATABASE_URL)"
)
_LEAST_SECRET: Final = 32
"""Bytes of the key of the service, outside a demonstration (RFC 2104: at least as long as what the hash gives, SHA-256)."""
_HOSTS: Final = N_("DUALUSE_HOSTS is not stated: the names under which the service is reached")


def points() -> tuple[Point, ...]:
    """Everything that is looked at, in the order in which it matters."""
    if (unreached := _database()) is not None:
        return (unreached,)
    return (_migrations(), _triggers(), _roles(), _lists(), _mail(), *_production())


def faults() -> tuple[Point, ...]:
    """What keeps the service from answering."""
    return tuple(point for point in points() if point.stops)


def _database() -> Point | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Point("database", Message("database", N_("the database does not answer")), stops=True)
    return None


def _migrations() -> Point:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return Point("migrations", Message("migrations", _MIGRATE), stops=True)
    return Point("migrations")


def _triggers() -> Point:
    try:
        missing = missing_triggers()
    except DatabaseError:
        return Point("triggers", Message("migrations", _MIGRATE), stops=True)
    if missing:
        return Point("triggers", Message("triggers", _TRIGGERS, {"names": ", ".join(missing)}), stops=True)
    return Point("triggers")


def _roles() -> Point:
    rights = rights_too_many()
    if not rights:
        return Point("roles")
    return Point(
        "roles", Message("one_role", _ONE_ROLE, {"names": ", ".join(rights)}), stops=settings.PRODUCTION
    )


def _lists() -> Point:
    """Lists that are old let people refuse still; of one that cannot be read nobody knows what else is lost."""
    try:
        if not lists_in_use():
            return Point("lists", Message("no_lists", _LISTS))
        see_lists_whole()
        old = lists_too_old()
    except InputError as error:
        return Point(
            "lists", Message("lists_damaged", _DAMAGED, {"what": error.problems[0].what}), stops=True
        )
    return (
        Point("lists", Message("lists_too_old", _OLD, {"lists": ", ".join(old)})) if old else Point("lists")
    )


def _mail() -> Point:
    """The outbox: an outage of the mail server stops nothing."""
    try:
        if is_demonstration():
            return Point("mail")
        left = outbox()
    except DatabaseError:  # not migrated, which is a point of its own
        return Point("mail")
    if left.late or left.given_up:
        return Point("mail", Message("mail", _MAIL, {"late": left.late, "given_up": left.given_up}))
    return Point("mail") if settings.DUALUSE_SMTP else Point("mail", Message("no_mail", _NO_MAIL))


def _production() -> tuple[Point, ...]:
    if not settings.PRODUCTION:
        return ()
    reasons = {"secret": _secret(), "hosts": _hosts(), "demonstration": _invented()}
    return tuple(Point(code, why, stops=why is not None) for code, why in reasons.items())


def _secret() -> Message | None:
    if not settings.SECRET_IS_STATED:
        return Message("secret", _SECRET)
    if len(settings.SECRET_KEY.encode()) < _LEAST_SECRET:
        return Message("short_secret", _SHORT_SECRET, {"least": _LEAST_SECRET})
    return None


def _hosts() -> Message | None:
    """A name that begins with a dot stands for all below it; one of a top level alone, or a star, names everybody's."""
    if not settings.ALLOWED_HOSTS:
        return Message("hosts", _HOSTS)
    if any("*" in name or not name.strip(".") for name in settings.ALLOWED_HOSTS):
        return Message("any_host", _ANY_HOST)
    return None


def _invented() -> Message | None:
    try:
        return Message("demonstration", _INVENTED) if is_demonstration() else None
    except DatabaseError:  # not migrated, which is a point of its own
        return None


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """What readiness found, 200 where nothing keeps the service from answering and 503 else."""
    looked_at = points()
    ready = not any(point.stops for point in looked_at)
    body = {
        "ready": ready,
        "points": [
            {
                "code": point.code,
                "stops": point.stops,
                "text": None if point.text is None else render(point.text, "en"),
            }
            for point in looked_at
        ],
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=200 if ready else 503, content_type="application/json"
    )
