"""The API put together: routes, signing in, and how it refuses."""

from __future__ import annotations

import logging
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError
from dualuse.licensing.body_faults import body_faults
from dualuse.licensing.refusals import Fault, Refusal
from dualuse.portal.api.applications import router as applications
from dualuse.portal.api.authorisations import public as verifying
from dualuse.portal.api.authorisations import router as authorisations
from dualuse.portal.api.books import router as books
from dualuse.portal.api.cases import router as cases
from dualuse.portal.api.customs import router as customs
from dualuse.portal.api.decisions import router as decisions
from dualuse.portal.api.denials import router as denials
from dualuse.portal.api.described import DescribedAPI
from dualuse.portal.api.documents import router as documents
from dualuse.portal.api.limiting import REQUESTS
from dualuse.portal.api.problems import AGAIN, FAILED, UNAVAILABLE, problem, refused, too_large_body
from dualuse.portal.api.public import router as public
from dualuse.portal.api.public import screening
from dualuse.portal.api.signing_in import BearerToken

_LOG: Final = logging.getLogger("django.request")
api = DescribedAPI(title="dualuse", version="1", urls_namespace="api", auth=BearerToken(), throttle=REQUESTS)
api.add_router("", public)
api.add_router("", verifying)
api.add_router("", screening)
api.add_router("", applications)
api.add_router("", books)
api.add_router("", cases)
api.add_router("", authorisations)
api.add_router("", customs)
api.add_router("", decisions)
api.add_router("", denials)
api.add_router("", documents)


@api.exception_handler(Refusal)
def on_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What the service does not do."""
    return refused(request, refusal)


@api.exception_handler(AuthenticationError)
def on_stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody who is known."""
    text = N_("sign in with a token: Authorization: Bearer …")
    return problem(request, 401, "signed_out", Message("signed_out", text), WWW_Authenticate="Bearer")


@api.exception_handler(InputError)
def on_input(request: HttpRequest, error: InputError) -> HttpResponse:
    """What a transaction, a code or a product states that cannot be."""
    faults = [Fault(row.path, row.what.code, row.what) for row in error.problems]
    why = Message("malformed", N_("what was sent is not what belongs there"))
    return problem(request, 422, "malformed", why, faults)


@api.exception_handler(Throttled)
def on_too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    """More requests than a minute may have."""
    text = N_("too many requests; ask again after the seconds of Retry-After")
    seconds = {} if error.wait is None else {"Retry_After": str(error.wait)}
    return problem(request, 429, "too_many", Message("too_many", text), (), **seconds)


@api.exception_handler(HttpError)
def on_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework refuses by itself."""
    return problem(request, error.status_code, "malformed", Message("http", "{what}", {"what": str(error)}))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def on_no_database(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database does not answer, or went away meanwhile: what was not acknowledged may be asked again, with its ``Idempotency-Key``."""
    _LOG.error("%s %s: %s", request.method, request.path, error)
    return problem(request, 503, "unavailable", Message("unavailable", UNAVAILABLE), Retry_After=AGAIN)


@api.exception_handler(RequestDataTooBig)
def on_too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """A body that is longer than one may be; a document has a limit of its own."""
    return problem(request, 413, "too_large", too_large_body())


@api.exception_handler(Exception)
def on_failure(request: HttpRequest, error: Exception) -> HttpResponse:
    """A failure of the program: told where the service runs, and of it nothing to who asked."""
    _LOG.error("%s %s", request.method, request.path, exc_info=error)
    return problem(request, 500, "failed", Message("failed", FAILED))


@api.exception_handler(ValidationError)
def on_malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A body, a path or a query that is not of its shape."""
    faults = [fault for row in error.errors for fault in body_faults([row], 2 if len(row["loc"]) > 2 else 1)]
    return problem(
        request, 422, "malformed", Message("malformed", N_("what was sent is not what belongs there")), faults
    )
