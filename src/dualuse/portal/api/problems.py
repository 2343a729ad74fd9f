"""Refusals as ``application/problem+json`` (RFC 9457): a status, a guard where there is one, every problem with its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dualuse.i18n import LANGUAGES, N_, Message, render
from dualuse.licensing.refusals import (
    Busy,
    Fault,
    Forbidden,
    Guarded,
    Malformed,
    NotThere,
    OtherVersion,
    Refusal,
    SecondFactor,
    TooLarge,
)

_STATUS: Final[dict[type[Refusal], tuple[int, str]]] = {
    Forbidden: (403, "role"),
    SecondFactor: (403, "second_factor"),
    NotThere: (404, "not_there"),
    OtherVersion: (412, "version"),
    Guarded: (409, "guard"),
    Malformed: (422, "malformed"),
    TooLarge: (413, "too_large"),
    Busy: (503, "busy"),
}
AGAIN: Final = "5"
"""Seconds after which who found no database may ask again."""
SOON: Final = "1"
"""Seconds after which a place of a stranger is likely to be free."""
UNAVAILABLE: Final = N_("the service does not reach its database; ask again after the seconds of Retry-After")
FAILED: Final = N_("the service failed; whoever runs it can read why")
_TYPE: Final = "application/problem+json"


def language_of(request: HttpRequest) -> str:
    """The first language of ``Accept-Language`` that there are translations for; English else."""
    for part in request.headers.get("Accept-Language", "").split(","):
        if (language := part.partition(";")[0].strip().lower()[:2]) in LANGUAGES:
            return language
    return "en"


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal of the service as an answer."""
    status, code = _STATUS[type(refusal)]
    problems = refusal.problems if isinstance(refusal, (Guarded, Malformed)) else ()
    guard = refusal.guard if isinstance(refusal, Guarded) else code
    headers = {"Retry_After": SOON} if isinstance(refusal, Busy) else {}
    return problem(request, status, guard, refusal.why, problems, **headers)


def too_large_body() -> Message:
    """Why a body is not read."""
    text = N_("what was sent is longer than the {size} bytes that a request may have")
    return Message("too_large", text, {"size": settings.DATA_UPLOAD_MAX_MEMORY_SIZE})


def problem(
    request: HttpRequest,
    status: int,
    guard: str,
    why: Message,
    problems: Sequence[Fault] = (),
    **headers: str,
) -> HttpResponse:
    """An answer of ``problem+json``.

    Args:
        request: whose language it is told in.
        status: of HTTP.
        guard: a stable code.
        why: in words.
        problems: each with its place, code and words.
        headers: further ones of the answer, ``_`` for ``-``.
    """
    language = language_of(request)
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": render(why, language),
        "status": status,
        "guard": guard,
        "problems": [
            {"path": fault.path, "code": fault.code, "text": render(fault.text, language)}
            for fault in problems
        ],
    }
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=_TYPE)
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    return answer
