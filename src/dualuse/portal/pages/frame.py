"""What all pages share: their language, templates, what a browser may do with them, and how they refuse."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import jinja2
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from dualuse.i18n import Message, PlaceName, fill, grouped, render, short_day
from dualuse.i18n import language_of as language_of_code
from dualuse.licensing.forms import document_types
from dualuse.licensing.kinds import kinds
from dualuse.licensing.people.models import is_demonstration
from dualuse.licensing.refusals import Guarded, Malformed, NotThere, OtherVersion, Refusal, TooLarge
from dualuse.portal.api.problems import AGAIN, FAILED, UNAVAILABLE, language_of, problem, too_large_body
from dualuse.portal.pages import words
from dualuse.portal.pages.files import see_files

_POLICY: Final = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
_DOCS_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
    " base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
)
"""Of the page that describes the API: its scripts and styles come from here, and it asks this service alone."""
_STATUS: Final[dict[type[Refusal], int]] = {
    NotThere: 404,
    OtherVersion: 412,
    Guarded: 409,
    Malformed: 422,
    TooLarge: 413,
}


class PagesMiddleware:
    """The language of a page, and what a browser may do with it: no script, no form to another place, no frame, no copy kept.

    Of the API no copy is kept either; its page of documentation brings scripts of its own, and no other.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with its headers. Who asks for the head alone is answered as who asks for all, and the server sends no body."""
        if request.method != "HEAD":
            return self._answer(request)
        request.method = "GET"
        answer = self._answer(request)
        request.method = "HEAD"
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            return _kept_nowhere(self.get_response(request))
        with translation.override(language_of(request)):
            try:
                length = int(request.headers.get("Content-Length") or 0)
            except ValueError:
                length = 0
            if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                # No page takes a document: so nothing is read of what is longer, and nobody looked up who sends it.
                request.user = AnonymousUser()
                answer = refused_page(request, TooLarge(too_large_body()))
            else:
                answer = self.get_response(request)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            answer.setdefault("Content-Security-Policy", _policy())
            answer.setdefault("X-Frame-Options", "DENY")
            add_never_cache_headers(answer)
            patch_vary_headers(answer, ["Accept-Language", "Cookie"])
        return answer


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    answer.setdefault("Cache-Control", "no-store")
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        answer.setdefault("Content-Security-Policy", _DOCS_POLICY)
        answer.setdefault("X-Frame-Options", "DENY")
    return answer


def _policy() -> str:
    """A form that leads to the provider of OpenID Connect is followed there."""
    return f"{_POLICY} {settings.OIDC_ORIGIN}".rstrip()


def page(request: HttpRequest, template: str, *, status: int = 200, **content: Any) -> HttpResponse:
    """A page from its template."""
    return HttpResponse(render_to_string(template, content, request), status=status)


def refused_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal of the service as a page, in words."""
    status = next((_STATUS[kind] for kind in type(refusal).__mro__ if kind in _STATUS), 403)
    return page(request, "refused.html", status=status, why=refusal.why)


def failed(request: HttpRequest) -> HttpResponse:
    """What somebody reads where the program failed, or its database does not answer: in words, without asking the database for anything.

    Called while the failure is handled. Where the database is away: 503 with ``Retry-After``, and the next request finds it when it is back.
    """
    is_away = isinstance(sys.exception(), OperationalError | InterfaceError)
    why = Message("unavailable", UNAVAILABLE) if is_away else Message("failed", FAILED)
    status = 503 if is_away else 500
    if request.path.startswith("/api/"):
        answer = problem(request, status, why.code, why)
    else:
        request.user = AnonymousUser()
        # The frame of a page asks the database whether all is invented: here it asks nothing.
        answer = page(request, "refused.html", status=status, why=why, is_demonstration=lambda: False)
    if is_away:
        answer["Retry-After"] = AGAIN
    return answer


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of this service, or from one that was left open too long."""
    return page(request, "403_csrf.html", status=403)


def environment(**options: Any) -> jinja2.Environment:
    """The templates of the pages: what is not there is an error, and every value is escaped."""
    see_files()
    options |= {
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "autoescape": True,
    }
    templates = jinja2.Environment(**options)
    templates.globals |= {
        "_": _translated,
        "say": _rendered,
        "day": lambda moment: short_day(moment.date() if hasattr(moment, "date") else moment, _language()),
        "url": _address,
        "static": static,
        "language": _language,
        "is_demonstration": is_demonstration,
        "place": lambda code: PlaceName(code).in_language(_language()),
        "number": _number,
        "words": words,
        "kinds": kinds(),
        "document_titles": {code: row.title for code, row in document_types().items()},
        "oidc": lambda: settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }
    return templates


def _language() -> str:
    return (translation.get_language() or "en")[:2]


def _translated(text: str, **params: Any) -> str:
    return fill(text, _language(), **params)


def _rendered(message: Message) -> str:
    return render(message, _language())


def _number(value: Decimal | str) -> str:
    """An amount as the language writes it, without noughts behind its last digit."""
    text = f"{Decimal(value):f}"
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    spoken = language_of_code(_language())
    return grouped(int(whole), _language()) + (f"{spoken.decimal}{part}" if part else "")


def _address(name: str, *arguments: Any) -> str:
    return reverse(name, args=arguments)
