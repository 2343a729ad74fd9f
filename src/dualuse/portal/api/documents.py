"""Documents of applications: sent, listed, given out to be saved, taken out again."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router
from ninja.responses import Status

from dualuse.licensing.cases.changes import see_allowed
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import cases_for
from dualuse.licensing.documents.attaching import attach, content_served, detach, see_attachable
from dualuse.licensing.documents.contents import digest_of
from dualuse.licensing.documents.models import Document
from dualuse.licensing.documents.queries import documents_for
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import NotThere, Refusal
from dualuse.portal.answers.keeping import once
from dualuse.portal.api.requests import key_of, see_case, signed_in, version_seen
from dualuse.portal.api.uploads import BODY, upload_of

router = Router()
_SAVED_ONLY: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
"""A browser saves it, under the type that was found, and does nothing else with it."""


@router.post(
    "applications/{reference}/documents",
    response={201: Any},
    tags=["exporter"],
    openapi_extra={"requestBody": BODY},
)
def post_document(request: HttpRequest, reference: str) -> Status[dict[str, Any]]:
    """Attach a document; a program that sends it again with its key gets the answer again."""
    actor = signed_in(request, "attach")
    if not cases_for(actor, "attach").filter(reference=reference).exists():
        raise NotThere.of_case(reference)
    version = version_seen(request)
    if not (key := key_of(request)):
        see_attachable(actor, reference, version)
        return Status(201, document_row(attach(actor, reference, upload_of(request), version)))
    try:
        upload = upload_of(request)
    except Refusal:
        see_attachable(actor, reference, version)
        raise
    sent = {"kind": upload.kind, "digest": digest_of(upload.content)}

    def attached() -> tuple[int, dict[str, Any]]:
        return 201, document_row(attach(actor, reference, upload, version))

    see = see_case(actor, "attach", reference)
    return Status(*once(actor.token, key, f"POST {request.path}", sent, attached, see))


@router.delete("applications/{reference}/documents/{number}", response={204: None}, tags=["exporter"])
def delete_document(request: HttpRequest, reference: str, number: str) -> Status[None]:
    """Take a document out of what is being written."""
    detach(signed_in(request, "detach"), reference, number, version_seen(request))
    return Status(204, None)


@router.get("applications/{reference}/documents/{number}", tags=["exporter"])
def get_document(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """A document of an application."""
    return given_out(signed_in(request, "view_application"), reference, number)


@router.get("cases/{reference}/documents/{number}", tags=["authority"])
def get_document_of_case(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """A document of a case, of any version that was submitted."""
    return given_out(signed_in(request, "view_case"), reference, number)


def document_rows(actor: Actor, case: Case, version: int) -> list[dict[str, Any]] | None:
    """The documents of a version of a case, as they are listed; None where the actor (a token for something else, say) sees no documents."""
    if not actor.may("view_document"):
        return None
    return [document_row(row) for row in case.documents.in_version(version).order_by("pk")]


def document_row(document: Document) -> dict[str, Any]:
    """A document as it is listed; its type is the one that was found in it."""
    return {
        "id": document.number,
        "kind": document.kind,
        "name": document.name,
        "type": document.media_type,
        "size": document.size,
        "digest": document.digest,
        "scan": document.scan,
        "uploaded": document.uploaded.isoformat(),
    }


def given_out(actor: Actor, reference: str, number: str) -> HttpResponse:
    """A document to be saved.

    Raises:
        Forbidden: the actor sees no documents. NotThere: none that it may see is called so.
    """
    see_allowed(actor, "view_document")
    rows = documents_for(actor).filter(case__reference=reference, number=number)
    if (document := rows.select_related("case").first()) is None:
        raise NotThere.of_document(number)
    answer = HttpResponse(content_served(document), content_type=document.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    for name, value in _SAVED_ONLY.items():
        answer[name] = value
    return answer
