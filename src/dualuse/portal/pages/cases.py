"""The cases that wait for a decision of whoever signed in, one case, and the forms that propose, countersign and give back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_GET, require_http_methods

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.changes import see_allowed
from dualuse.licensing.cases.queries import awaiting
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import (
    Fault,
    Forbidden,
    Guarded,
    Malformed,
    NotThere,
    OtherVersion,
    Refusal,
    SecondFactor,
)
from dualuse.licensing.signing_in.confirming import perform_confirmed
from dualuse.portal.api.documents import given_out
from dualuse.portal.api.paging import USUAL, page_of
from dualuse.portal.pages import words
from dualuse.portal.pages.case_view import CaseView, case_view
from dualuse.portal.pages.frame import page
from dualuse.portal.pages.gate import TooManyCodes, for_people, with_code
from dualuse.transparency.decision import CRITERIA
from dualuse.transparency.site.texts import CRITERION_NAMES

_QUEUES: Final = {
    "propose": N_("Waits for a proposal"),
    "countersign": N_("Waits for a countersignature"),
}
_MEND: Final = Message("to_mend", N_("Nothing was done yet: some fields are to be mended."))


@for_people
@require_GET
def cases(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The cases that wait for a proposal or a countersignature, by what the actor may do."""
    if not any(actor.may(action) for action in _QUEUES):
        see_allowed(actor, "propose")
    queues = [
        (action, heading, _queue(request, actor, action))
        for action, heading in _QUEUES.items()
        if actor.may(action)
    ]
    return page(request, "cases.html", queues=queues)


def _queue(request: HttpRequest, actor: Actor, action: str) -> dict[str, Any]:
    rows = awaiting(actor, action).select_related("organisation", "authority", "assignee")
    return page_of(rows, request.GET.get(f"after_{action}") or None, USUAL, lambda case: {"case": case})


@for_people
@require_GET
def case(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """One case."""
    see_allowed(actor, "view_case")
    return _case_page(request, case_view(actor, reference))


@for_people
@require_GET
def document(request: HttpRequest, actor: Actor, reference: str, number: str) -> HttpResponse:
    """A document of a case, to be saved."""
    see_allowed(actor, "view_case")
    return given_out(actor, reference, number)


def _case_page(
    request: HttpRequest, view: CaseView, *, status: int = 200, why: Message | None = None
) -> HttpResponse:
    done = words.DONE_WORDS.get(request.GET.get("done", ""), "")
    return page(request, "case.html", status=status, view=view, criteria=CRITERION_NAMES, done=done, why=why)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that confirms an action: its template, and the body of the action from what was entered."""

    action: str
    template: str
    body: Callable[[CaseView, QueryDict], Mapping[str, Any]]


def _proposal(view: CaseView, entered: QueryDict) -> Mapping[str, Any]:
    return {
        "lines": {
            line.id: {
                "decision": entered.get(f"lines.{line.id}.decision") or None,
                "quantity": entered.get(f"lines.{line.id}.quantity", "").strip() or None,
                "value": entered.get(f"lines.{line.id}.value", "").strip() or None,
                "conditions": entered.get(f"lines.{line.id}.conditions", "").strip(),
            }
            for line in view.lines
        },
        "valid_until": entered.get("valid_until") or None,
        "longer": entered.get("longer") or "",
        "all_the_same": entered.get("all_the_same") or "",
        "criteria": entered.getlist("criteria"),
        "reasons": {name: entered.get(f"reasons.{name}", "") for name in ("internal", "applicant", "public")},
    }


def _text(view: CaseView, entered: QueryDict) -> Mapping[str, Any]:
    return {"text": entered.get("text", "")}


FORMS: Final = {
    form.action: form
    for form in (
        Form("propose", "propose.html", _proposal),
        Form("countersign", "countersign.html", _text),
        Form("return", "return.html", _text),
    )
}


@for_people
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, actor: Actor, reference: str, action: str) -> HttpResponse:
    """A form that confirms an action by a code: shown, or done for the version of the case that was seen.

    What is refused leaves what was entered in the form; so does a case that moved meanwhile, which is shown as it is now.
    """
    form = FORMS[action]
    see_allowed(actor, action)
    view = case_view(actor, reference)
    if request.method == "GET":
        offer = view.offer(action)
        if offer.why is not None:
            return _case_page(request, view, status=409, why=offer.why)
        return _form_page(request, form, view)
    entered = request.POST
    try:
        body = form.body(view, entered)
        with_code(
            request,
            lambda: perform_confirmed(
                actor, action, reference, body, version=_version(entered), code=entered.get("code", "")
            ),
        )
    except NotThere:
        raise
    except Refusal as refusal:
        return _form_page(request, form, case_view(actor, reference), refusal)
    return HttpResponseRedirect(f"{reverse('case', args=[reference])}?done={action}")


def _version(entered: QueryDict) -> int:
    """The version that was seen; one that cannot be read is none that there is."""
    text = entered.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _form_page(
    request: HttpRequest, form: Form, view: CaseView, refusal: Refusal | None = None
) -> HttpResponse:
    faults = _faults(refusal)
    entered: MultiValueDict[str, str] = request.POST if request.method == "POST" else QueryDict()
    return page(
        request,
        form.template,
        status=_status(refusal),
        view=view,
        criteria=CRITERION_NAMES,
        choices=[name for name in CRITERIA if name != "unknown"],
        entered=entered,
        faults=faults,
        why=_MEND if isinstance(refusal, Malformed) else None if refusal is None else refusal.why,
    )


def _status(refusal: Refusal | None) -> int:
    match refusal:
        case None:
            return 200
        case OtherVersion():
            return 412
        case Guarded():
            return 409
        case TooManyCodes():
            return 429
        case Forbidden():
            return 403
        case _:
            return 422


def _faults(refusal: Refusal | None) -> dict[str, Message]:
    """What is wrong with each field, by its name; "code" for the code."""
    match refusal:
        case SecondFactor() | TooManyCodes():
            return {"code": refusal.why}
        case Malformed():
            return {fault.path: _in_plain_words(fault) for fault in refusal.problems}
        case _:
            return {}


def _in_plain_words(fault: Fault) -> Message:
    text = words.SHAPE_WORDS.get(fault.code)
    return fault.text if text is None else Message(fault.code, text)
