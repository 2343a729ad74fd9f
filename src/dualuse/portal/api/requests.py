"""What every route reads of a request beside its body: who signed in, and which version it saw."""

from __future__ import annotations

import re

from django.http import HttpRequest

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.changes import see_allowed
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Fault, Malformed
from dualuse.portal.api.signing_in import actor

_MATCH = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')


def signed_in(request: HttpRequest, action: str) -> Actor:
    """Who acts, once its role is known to allow the action at all: before anything is looked up.

    Raises:
        Forbidden: it does not.
    """
    who = actor(request)
    see_allowed(who, action)
    return who


def version_seen(request: HttpRequest) -> int | None:
    """The version of ``If-Match``; None: whichever it is (``*``, or no such header).

    Raises:
        Malformed: it is no version.
    """
    text = request.headers.get("If-Match", "*").strip()
    if text == "*":
        return None
    if match := _MATCH.fullmatch(text):
        return int(match[1])
    words = N_("If-Match is the version of the object, a whole number")
    raise Malformed(Message("malformed", words), [Fault("If-Match", "version", Message("version", words))])
