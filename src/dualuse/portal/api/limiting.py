"""How many requests a minute the API takes: of a token, of one of customs, of a stranger by its address.

Counted in the memory of each process, by the minute of the clock: a service of several processes takes so many in each. The address is that of the
connection, never one that a header claims.
"""

from __future__ import annotations

import math
import time
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import Throttled
from ninja.throttling import BaseThrottle

from dualuse.licensing.people.actors import Actor

_MINUTE: Final = 60
WORK_OF_A_REQUEST: Final = 100
"""So many pieces of work (:func:`dualuse.portal.api.public_work.work_of`) are as much as any other request."""


class RequestsAMinute(BaseThrottle):
    """Refuses what is above the limit of whoever asks, until the next minute."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._counts: dict[str, int] = {}

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request; whether it is within the limit."""
        return self._counted(request, 1)

    def see_work(self, request: HttpRequest, pieces: int) -> None:
        """Count what a request asks for beside itself: each :data:`WORK_OF_A_REQUEST` pieces as a request more.

        Raises:
            Throttled: it is above the limit.
        """
        if (more := pieces // WORK_OF_A_REQUEST) and not self._counted(request, more):
            raise Throttled(wait=math.ceil(self.wait()))

    def _counted(self, request: HttpRequest, number_of_requests: int) -> bool:
        who, limit = _who(request)
        minute = int(time.time()) // _MINUTE
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._counts = {}
            self._counts[who] = number = self._counts.get(who, 0) + number_of_requests
        return number <= limit

    def wait(self) -> float:
        """Seconds until the next minute."""
        return _MINUTE - time.time() % _MINUTE


def _who(request: Any) -> tuple[str, int]:
    """Who asks, and its limit."""
    limits = settings.REQUESTS_A_MINUTE
    actor = getattr(request, "auth", None)
    if not isinstance(actor, Actor):
        return f"address {request.META.get('REMOTE_ADDR', '')}", limits["stranger"]
    is_customs = any(position.role == "customs" for position in actor.positions)
    return f"token {actor.token}", limits["customs" if is_customs else "token"]


REQUESTS: Final = RequestsAMinute()
"""The counts of this process."""
