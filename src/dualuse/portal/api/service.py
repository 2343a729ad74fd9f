"""The API put together: routes, signing in, and how it refuses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from dualuse.i18n import N_, Message
from dualuse.licensing.refusals import Fault, Refusal
from dualuse.portal.api.applications import router as applications
from dualuse.portal.api.cases import router as cases
from dualuse.portal.api.documents import router as documents
from dualuse.portal.api.problems import problem, refused
from dualuse.portal.api.signing_in import BearerToken

api = NinjaAPI(title="dualuse", version="1", urls_namespace="api", auth=BearerToken())
api.add_router("", applications)
api.add_router("", cases)
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


@api.exception_handler(ValidationError)
def on_malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A body, a path or a query that is not of its shape."""
    faults = [_fault(row) for row in error.errors]
    return problem(
        request, 422, "malformed", Message("malformed", N_("what was sent is not what belongs there")), faults
    )


def _fault(row: dict[str, Any]) -> Fault:
    path = ".".join(str(step) for step in row["loc"][2:] or row["loc"][1:])
    return Fault(
        path,
        str(row["type"]),
        Message("shape", N_("this is not of its shape: {what}"), {"what": str(row["msg"])}),
    )
