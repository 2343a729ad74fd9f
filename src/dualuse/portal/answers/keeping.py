"""Doing once what a program asks for twice.

A request with an ``Idempotency-Key`` is done and its answer kept in one transaction: either both are there, or neither. The same key with the same
JSON value gives the same answer again, whatever became of the object since; with another one it is refused. Refusals are not kept. Whoever asks again
still has to be allowed to, and to see the object: of what is there already the routes look before they come here, of what was made ``see`` does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from dualuse.i18n import N_, Message
from dualuse.licensing.refusals import Fault, Malformed
from dualuse.portal.answers.models import Answer

KEPT: Final = timedelta(hours=24)
"""How long an answer is kept."""
LONGEST_KEY: Final = 200


def once(
    token: int | None,
    key: str,
    route: str,
    sent: Any,
    act: Callable[[], tuple[int, dict[str, Any]]],
    see: Callable[[dict[str, Any]], None],
) -> tuple[int, dict[str, Any]]:
    """Do something, or answer what was answered when it was done.

    Args:
        token: the key of the token that asks; None: no program asks, and everything is done as often as it is asked for.
        key: of the header, "" where there is none.
        route: method and path.
        sent: what was sent, plain JSON data.
        act: does it, and says the status and the body of the answer.
        see: refuses to show an answer that was kept to whoever may not see its object any more.

    Raises:
        Malformed: the key is too long, or was used for something else.
        Refusal: of ``act``; nothing is kept then. Of ``see``.
    """
    if token is None or not key:
        return act()
    if len(key) > LONGEST_KEY:
        raise _refused(N_("an Idempotency-Key has at most {most} signs"), most=LONGEST_KEY)
    request = _digest(route, sent)
    if (answered := _answered(token, key, request)) is not None:
        see(answered[1])
        return answered
    try:
        with transaction.atomic():
            Answer.objects.filter(token_id=token, key=key, created__lt=timezone.now() - KEPT).delete()
            row = Answer.objects.create(
                token_id=token, key=key, request=request, status=0, body={}, created=timezone.now()
            )
            row.status, row.body = act()
            row.about = str(row.body.get("reference") or "")
            row.save(update_fields=["status", "body", "about"])
    except IntegrityError:
        # Another request with this key was done meanwhile: the row waited for it.
        if (answered := _answered(token, key, request)) is None:
            raise
        see(answered[1])
        return answered
    return row.status, row.body


def forget(now: datetime) -> int:
    """Remove the answers that are kept no longer; how many they were."""
    return Answer.objects.filter(created__lt=now - KEPT).delete()[0]


def _answered(token: int, key: str, request: str) -> tuple[int, dict[str, Any]] | None:
    row = Answer.objects.filter(token_id=token, key=key, created__gte=timezone.now() - KEPT).first()
    if row is None:
        return None
    if row.request != request:
        raise _refused(N_("this Idempotency-Key was used for another request; take a new one"))
    return row.status, row.body


def _digest(route: str, sent: Any) -> str:
    written = json.dumps([route, sent], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _refused(text: str, **params: Any) -> Malformed:
    why = Message("idempotency", text, params)
    return Malformed(why, [Fault("Idempotency-Key", "idempotency", why)])
