"""The exporter's routes: what may be applied for, applications, their life until they are decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from dualuse.i18n import render, translate
from dualuse.licensing.cases.applications import amend, answer, apply, missing, submit, withdraw, write
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import cases_for
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.refusals import NotThere
from dualuse.licensing.transitions import SEEN_BY_APPLICANT
from dualuse.portal.api.documents import documents_shown
from dualuse.portal.api.paging import USUAL, page_of
from dualuse.portal.api.problems import language_of
from dualuse.portal.api.requests import signed_in, version_seen

router = Router(tags=["exporter"])


class NewApplication(Schema):
    """An application: its kind, the transaction of the contract, and the fields of the manifest."""

    kind: str
    transaction: dict[str, Any]
    fields: dict[str, Any] = Field(default_factory=dict)
    organisation: str | None = None
    authority: str | None = None


class Change(Schema):
    """What is stated otherwise."""

    transaction: dict[str, Any] | None = None
    fields: dict[str, Any] = Field(default_factory=dict)


class Words(Schema):
    """Words of a person."""

    text: str


@router.get("kinds")
def get_kinds(request: HttpRequest) -> dict[str, Any]:
    """The kinds that one applies for, with what each asks for."""
    language = language_of(request)
    return {
        "items": [_kind(kind, language) for kind in kinds().values() if "exporter" in kind.opened_by],
        "next": None,
    }


@router.get("applications")
def get_applications(request: HttpRequest, after: str | None = None, limit: int = USUAL) -> dict[str, Any]:
    """The applications of one's organisations, the newest first."""
    actor = signed_in(request, "view_application")
    rows = cases_for(actor, "view_application").select_related("organisation", "authority")
    return page_of(rows, after, limit, lambda case: _short(case))


@router.post("applications", response={201: Any})
def post_application(request: HttpRequest, body: NewApplication) -> Status[dict[str, Any]]:
    """Begin an application: a draft."""
    actor = signed_in(request, "apply")
    case = apply(
        actor,
        body.kind,
        body.transaction,
        body.fields,
        organisation=body.organisation,
        authority=body.authority,
    )
    return Status(201, _whole(case, language_of(request)))


@router.get("applications/{reference}")
def get_application(request: HttpRequest, reference: str) -> dict[str, Any]:
    """An application, with what it lacks."""
    actor = signed_in(request, "view_application")
    case = (
        cases_for(actor, "view_application")
        .select_related("organisation", "authority")
        .filter(reference=reference)
        .first()
    )
    if case is None:
        raise NotThere.of_case(reference)
    return _whole(case, language_of(request))


@router.patch("applications/{reference}")
def patch_application(request: HttpRequest, reference: str, body: Change) -> dict[str, Any]:
    """State something otherwise: fields are merged."""
    actor = signed_in(request, "write")
    case = write(actor, reference, body.transaction, body.fields, version_seen(request))
    return _whole(case, language_of(request))


@router.post("applications/{reference}/submit")
def post_submit(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Submit: the authority sees it from then on."""
    return _whole(
        submit(signed_in(request, "submit"), reference, version_seen(request)), language_of(request)
    )


@router.post("applications/{reference}/amend")
def post_amend(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Begin an amendment: the next version as a draft."""
    return _whole(amend(signed_in(request, "amend"), reference, version_seen(request)), language_of(request))


@router.post("applications/{reference}/withdraw")
def post_withdraw(request: HttpRequest, reference: str, body: Words) -> dict[str, Any]:
    """Take it back."""
    case = withdraw(signed_in(request, "withdraw"), reference, body.text, version_seen(request))
    return _whole(case, language_of(request))


@router.post("applications/{reference}/questions/{number}/answer")
def post_answer(request: HttpRequest, reference: str, number: int, body: Words) -> dict[str, Any]:
    """Answer a question of the authority."""
    case = answer(signed_in(request, "answer"), reference, number, body.text, version_seen(request))
    return _whole(case, language_of(request))


def _short(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "kind": case.kind,
        "state": SEEN_BY_APPLICANT[case.state],  # type: ignore[index]
        "version": case.applicant_version,
        "organisation": None if case.organisation is None else case.organisation.reference,
        "authority": case.authority.code,
        "created": case.created.isoformat(),
        "submitted": None if case.submitted is None else case.submitted.isoformat(),
    }


def _whole(case: Case, language: str) -> dict[str, Any]:
    version = case.versions.get(number=case.drafted or case.current)
    return {
        **_short(case),
        "transaction": version.transaction,
        "fields": {
            **version.fields,
            **{
                f"lines.{line}.{name}": value
                for line, fields in version.lines.items()
                for name, value in fields.items()
            },
        },
        "documents": documents_shown(case, version.number),
        "missing": [
            {"box": gap.box, "path": gap.path, "field": gap.field, "text": render(gap.text, language)}
            for gap in missing(case, version)
        ],
        "questions": [
            {
                "number": row.number,
                "text": row.text,
                "asked": row.asked_at.isoformat(),
                "answer": row.answer or None,
            }
            for row in case.questions.order_by("number")
        ],
    }


def _kind(kind: Kind, language: str) -> dict[str, Any]:
    return {
        "kind": kind.code,
        "title": translate(kind.title, language),
        "citation": kind.citation,
        "fields": [
            {"box": row.box, "field": row.field.name, "path": row.field.path, "form": row.field.form, "when": row.when,
             "title": translate(row.field.title, language), "text": translate(row.field.text, language)}
            for row in kind.fields
        ],
        "documents": [
            {"kind": row.type.code, "when": row.when, "exemption": row.exemption or None,
             "title": translate(row.type.title, language), "text": translate(row.type.text, language)}
            for row in kind.documents
        ],
    }  # fmt: skip
