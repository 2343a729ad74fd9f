"""The exporter's routes: what may be applied for, applications, their life until they are decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from dualuse.i18n import render, translate
from dualuse.licensing.actions import Body, Nothing, Text
from dualuse.licensing.cases.applications import (
    amend,
    answer,
    apply,
    copy,
    missing,
    submit,
    withdraw,
    write,
)
from dualuse.licensing.cases.models import Case, CaseVersion
from dualuse.licensing.cases.queries import cases_for, referred_to
from dualuse.licensing.cases.versions import draft_beside, stated_version
from dualuse.licensing.decisions.outcome import outcome_of
from dualuse.licensing.documents.attaching import apply_from_dossier
from dualuse.licensing.documents.contents import digest_of
from dualuse.licensing.documents.dossiers import dossiers_of
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import NotThere
from dualuse.licensing.transitions import APPLICANT_STATES, SEEN_BY_APPLICANT
from dualuse.portal.answers.keeping import once
from dualuse.portal.api.authorisations import plain_amount
from dualuse.portal.api.documents import document_rows
from dualuse.portal.api.paging import USUAL, page_of, see_value
from dualuse.portal.api.problems import language_of
from dualuse.portal.api.requests import Shape, changed_case, in_openapi, key_of, made, see_case, signed_in
from dualuse.portal.api.uploads import BODY, upload_of

router = Router(tags=["exporter"])


class NewApplication(Body):
    """An application: its kind, the transaction of the contract, and the fields of the manifest."""

    kind: str
    transaction: dict[str, Any]
    fields: dict[str, Any] = Field(default_factory=dict)
    organisation: str | None = None
    authority: str | None = None


class Change(Body):
    """What is stated otherwise."""

    transaction: dict[str, Any] | None = None
    fields: dict[str, Any] = Field(default_factory=dict)


@router.get("kinds")
def get_kinds(request: HttpRequest) -> dict[str, Any]:
    """The kinds that one applies for, with what each asks for."""
    language = language_of(request)
    return {
        "items": [_kind(kind, language) for kind in kinds().values() if "exporter" in kind.opened_by],
        "next": None,
    }


@router.get("applications")
def get_applications(
    request: HttpRequest, state: str | None = None, after: str | None = None, limit: int = USUAL
) -> dict[str, Any]:
    """The applications of one's organisations, the newest first; ``state``: as the applicant sees it."""
    actor = signed_in(request, "view_application")
    see_value("state", state, APPLICANT_STATES)
    rows = cases_for(actor, "view_application").select_related("organisation", "authority")
    if state is not None:
        rows = rows.filter(state__in=[finer for finer, seen in SEEN_BY_APPLICANT.items() if seen == state])
    return page_of(rows, after, limit, lambda case: _short(case))


@router.post("applications", response={201: Any}, openapi_extra=in_openapi(NewApplication))
def post_application(request: HttpRequest) -> Status[dict[str, Any]]:
    """Begin an application: a draft."""
    language = language_of(request)

    def begun(actor: Actor, body: NewApplication) -> dict[str, Any]:
        case = apply(
            actor,
            body.kind,
            body.transaction,
            body.fields,
            organisation=body.organisation,
            authority=body.authority,
        )
        return _whole(actor, case, language)

    return made(request, "apply", NewApplication, begun)


@router.post("dossiers", response={201: Any}, openapi_extra={"requestBody": BODY})
def post_dossier(
    request: HttpRequest, organisation: str | None = None, authority: str | None = None
) -> Status[dict[str, Any]]:
    """Begin an application that states what a dossier assessed, and carries it: ``kind`` is that of the authorisation, ``file`` its JSON."""
    who = signed_in(request, "apply")
    upload = upload_of(request)
    sent = {"kind": upload.kind, "digest": digest_of(upload.content), "for": [organisation, authority]}

    def begun() -> tuple[int, dict[str, Any]]:
        case = apply_from_dossier(who, upload, organisation=organisation, authority=authority)
        return 201, _whole(who, case, language_of(request))

    see = see_case(who, "apply")
    return Status(*once(who.token, key_of(request), f"POST {request.path}", sent, begun, see))


@router.get("applications/{reference}")
def get_application(request: HttpRequest, reference: str) -> dict[str, Any]:
    """An application, with what it lacks; once it is decided, with the ``decision`` on each line, its reason, and the number of what was granted."""
    actor = signed_in(request, "view_application")
    case = (
        cases_for(actor, "view_application")
        .select_related("organisation", "authority")
        .filter(reference=reference)
        .first()
    )
    if case is None:
        raise NotThere.of_case(reference)
    return _whole(actor, case, language_of(request))


@router.patch("applications/{reference}", openapi_extra=in_openapi(Change))
def patch_application(request: HttpRequest, reference: str) -> Status[dict[str, Any]]:
    """State something otherwise: transaction and fields are merged into what is stated; null takes something away, a list takes the place of the one before."""

    def written(actor: Actor, body: Change, version: int | None) -> Case:
        return write(actor, reference, body.transaction, body.fields, version)

    return _changed(request, "write", reference, Change, written)


@router.post("applications/{reference}/submit", openapi_extra=in_openapi(Nothing))
def post_submit(request: HttpRequest, reference: str) -> Status[dict[str, Any]]:
    """Submit: the authority sees it from then on."""
    return _changed(
        request, "submit", reference, Nothing, lambda actor, body, seen: submit(actor, reference, seen)
    )


@router.post("applications/{reference}/amend", openapi_extra=in_openapi(Nothing))
def post_amend(request: HttpRequest, reference: str) -> Status[dict[str, Any]]:
    """Begin an amendment: the next version as a draft."""
    return _changed(
        request, "amend", reference, Nothing, lambda actor, body, seen: amend(actor, reference, seen)
    )


@router.post("applications/{reference}/copy", response={201: Any}, openapi_extra=in_openapi(Nothing))
def post_copy(request: HttpRequest, reference: str) -> Status[dict[str, Any]]:
    """Begin an application that states what this one states."""
    language = language_of(request)
    return made(request, "copy", Nothing, lambda actor, body: _whole(actor, copy(actor, reference), language))


@router.post("applications/{reference}/withdraw", openapi_extra=in_openapi(Text))
def post_withdraw(request: HttpRequest, reference: str) -> Status[dict[str, Any]]:
    """Take it back."""
    return _changed(
        request,
        "withdraw",
        reference,
        Text,
        lambda actor, body, seen: withdraw(actor, reference, body.text, seen),
    )


@router.post("applications/{reference}/questions/{number}/answer", openapi_extra=in_openapi(Text))
def post_answer(request: HttpRequest, reference: str, number: int) -> Status[dict[str, Any]]:
    """Answer a question of the authority."""

    def answered(actor: Actor, body: Text, version: int | None) -> Case:
        return answer(actor, reference, number, body.text, version)

    return _changed(request, "answer", reference, Text, answered)


def _changed(
    request: HttpRequest,
    action: str,
    reference: str,
    shape: type[Shape],
    act: Callable[[Actor, Shape, int | None], Case],
) -> Status[dict[str, Any]]:
    language = language_of(request)
    return changed_case(
        request, action, reference, shape, act, lambda actor, case: _whole(actor, case, language)
    )


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


def _whole(actor: Actor, case: Case, language: str) -> dict[str, Any]:
    """An application as an actor sees it; to a token that may write it, and not look at it, what it lacks and no more.

    ``draft``: the amendment that rests beside what was decided on, or withdrawn; null where there is none. ``referred_to``: the State whose authority decides, where
    the case ended because it is not in this service; else null.
    """
    version, beside = stated_version(case), draft_beside(case)
    if not actor.may("view_application"):
        return {**_short(case), "missing": _missing(case, version, language)}
    return {
        **_short(case),
        **_statement(actor, case, version, language),
        "draft": None if beside is None else _statement(actor, case, beside, language),
        "questions": [
            {
                "number": row.number,
                "text": row.text,
                "asked": row.asked_at.isoformat(),
                "answer": row.answer or None,
            }
            for row in case.questions.order_by("number")
        ],
        "referred_to": referred_to(case),
        "decision": _decision(case),
    }


def _missing(case: Case, version: CaseVersion, language: str) -> list[dict[str, Any]]:
    return [
        {"box": gap.box, "path": gap.path, "field": gap.field, "text": render(gap.text, language)}
        for gap in missing(case, version)
    ]


def _statement(actor: Actor, case: Case, version: CaseVersion, language: str) -> dict[str, Any]:
    """What a version states, carries and lacks."""
    of_lines = {
        f"lines.{line}.{name}": value
        for line, fields in version.lines.items()
        for name, value in fields.items()
    }
    return {
        "missing": _missing(case, version, language),
        "transaction": version.transaction,
        "fields": {**version.fields, **of_lines},
        "documents": document_rows(actor, case, version.number),
        "dossiers": [dossier.as_data() for dossier in dossiers_of(case, version)],
    }


def _decision(case: Case) -> dict[str, Any] | None:
    if (outcome := outcome_of(case)) is None:
        return None
    return {
        "decided": outcome.decided.isoformat(),
        "lines": [
            {
                "line": row.line,
                "decision": row.decision,
                "quantity": plain_amount(row.quantity),
                "unit": row.unit or None,
                "value": plain_amount(row.value),
                "currency": row.currency or None,
                "conditions": row.conditions or None,
            }
            for row in outcome.lines
        ],
        "reason": outcome.reason,
        "valid_until": None if outcome.valid_until is None else outcome.valid_until.isoformat(),
        "authorisation": outcome.authorisation or None,
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
            {"kind": row.type.code, "when": row.when, "exemption": row.exemption or None, "denial": row.denial or None,
             "title": translate(row.type.title, language), "text": translate(row.type.text, language)}
            for row in kind.documents
        ],
    }  # fmt: skip
