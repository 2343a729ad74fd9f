"""The authority's routes: cases, what may be done to each, its events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from dualuse.i18n import N_, Message, render
from dualuse.licensing.actions import BY_NAME, Offer, offers
from dualuse.licensing.actions import Body as Shape
from dualuse.licensing.calendars import calendar_of, working_days_since
from dualuse.licensing.cases.evidence import ASSESSMENT, DENIALS, counting
from dualuse.licensing.cases.interests import agent_of
from dualuse.licensing.cases.models import Case, Consultation, Evidence, Question
from dualuse.licensing.cases.own_words import OwnWords
from dualuse.licensing.cases.queries import cases_for, events_seen_by_authority, searched, worked_on_by
from dualuse.licensing.cases.work import open_case
from dualuse.licensing.decisions.hits import why_warned_of_hits
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.own_diligence import adverse_answers, questions_asked, why_warned
from dualuse.licensing.decisions.proposal_faults import longer_than_usual
from dualuse.licensing.denials.models import Consideration
from dualuse.licensing.events.models import Event
from dualuse.licensing.kinds import kinds
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import Person
from dualuse.licensing.refusals import NotThere
from dualuse.licensing.transitions import STATES
from dualuse.portal.api.authorisations import plain_amount
from dualuse.portal.api.documents import document_rows
from dualuse.portal.api.paging import USUAL, page_of, see_value
from dualuse.portal.api.problems import language_of
from dualuse.portal.api.requests import changed_case, in_openapi, made, signed_in

router = Router(tags=["authority"])


@router.get("cases")
def get_cases(
    request: HttpRequest,
    state: str | None = None,
    queue: str | None = None,
    assignee: str | None = None,
    q: str | None = None,
    after: str | None = None,
    limit: int = USUAL,
) -> dict[str, Any]:
    """The cases that one may see, closed ones too, the newest first; ``q``: beginning of a reference, or a word of the applicant's name.

    ``assignee``: an e-mail address; with one's own, the cases of the people one stands in for today are there, too.
    """
    actor = signed_in(request, "view_case")
    see_value("state", state, STATES)
    rows = cases_for(actor, "view_case").select_related("organisation", "authority", "assignee")
    for name, value in (("state", state), ("queue", queue)):
        if value is not None:
            rows = rows.filter(**{name: value})
    if assignee is not None:
        rows = worked_on_by(rows, assignee, actor, now().date())
    if q:
        rows = searched(rows, q)
    return page_of(rows, after, limit, _short)


@router.get("cases/{reference}")
def get_case(request: HttpRequest, reference: str) -> dict[str, Any]:
    """A case, with every action and whether it is allowed."""
    actor = signed_in(request, "view_case")
    return _whole(actor, _case(actor, "view_case", reference), language_of(request))


@router.get("cases/{reference}/events")
def get_events(
    request: HttpRequest, reference: str, after: str | None = None, limit: int = USUAL
) -> dict[str, Any]:
    """What happened to a case, the newest first; of an amendment, once it is submitted."""
    actor = signed_in(request, "view_events")
    case = _case(actor, "view_events", reference)
    rows = events_seen_by_authority(case).select_related("content")
    words = OwnWords(actor, case)
    people = _people_of(case)
    return page_of(rows, after, limit, lambda event: _event(event, words, people))


@router.get("cases/{reference}/diligence")
def get_diligence(request: HttpRequest, reference: str) -> dict[str, Any]:
    """The questions of the authority's own due diligence on a case, with their wording and what each is asked of: what ``examine_diligence`` answers."""
    actor = signed_in(request, "view_case")
    return questions_asked(_case(actor, "view_case", reference), language_of(request))


class NewCase(Shape):
    """A case that an authority opens by itself."""

    kind: str
    transaction: dict[str, Any]
    authority: str | None = None


@router.post("cases", response={201: Any}, openapi_extra=in_openapi(NewCase))
def post_case(request: HttpRequest) -> Status[dict[str, Any]]:
    """Open a case of a kind that nobody applies for."""
    language = language_of(request)

    def opened(actor: Actor, body: NewCase) -> dict[str, Any]:
        return _whole(actor, open_case(actor, body.kind, body.transaction, body.authority), language)

    return made(request, "open_case", NewCase, opened)


@router.get("consultations")
def get_consultations(request: HttpRequest, after: str | None = None, limit: int = USUAL) -> dict[str, Any]:
    """What was exchanged with other authorities on the cases that one may see, the newest first."""
    actor = signed_in(request, "view_consultation")
    rows = Consultation.objects.filter(case__in=cases_for(actor, "view_consultation")).select_related("case")
    return page_of(rows, after, limit, _consultation)


@router.post("cases/{reference}/{action}")
def post_action(request: HttpRequest, reference: str, action: str) -> Status[dict[str, Any]]:
    """Do an action; the answer is the case. The body of each stands with the actions of a case."""
    if action not in BY_NAME:
        text = N_("there is no action {action}; known: {known}")
        raise NotThere(Message("action_unknown", text, {"action": action, "known": ", ".join(BY_NAME)}))
    chosen = BY_NAME[action]
    language = language_of(request)
    return changed_case(
        request,
        action,
        reference,
        chosen.body,
        lambda actor, body, version: chosen.perform(actor, reference, body, version),
        lambda actor, case: _whole(actor, case, language),
    )


def _case(actor: Actor, action: str, reference: str) -> Case:
    rows = cases_for(actor, action).select_related("organisation", "authority", "assignee")
    case = rows.filter(reference=reference).first()
    if case is None:
        raise NotThere.of_case(reference)
    return case


def _consultation(row: Consultation) -> dict[str, Any]:
    return {
        "case": row.case.reference,
        "number": row.number,
        "with": row.states,
        "under": row.under,
        "text": row.text,
        "recorded": row.recorded.isoformat(),
    }


def _short(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "kind": case.kind,
        "state": case.state,
        "version": case.version,
        "authority": case.authority.code,
        "organisation": None if case.organisation is None else {"reference": case.organisation.reference, "name": case.organisation.name},
        "assignee": None if case.assignee is None else case.assignee.email,
        "queue": case.queue or None,
        "submitted": None if case.submitted is None else case.submitted.isoformat(),
    }  # fmt: skip


def _whole(actor: Actor, case: Case, language: str) -> dict[str, Any]:
    """A case as an actor sees it; in short to a token that may do something to it, and not look at it."""
    if not actor.may("view_case"):
        return _short(case)
    version = case.versions.get(number=case.current)
    words = OwnWords(actor, case)
    proposals = words.readable_rows(
        case.proposals.select_related("proposed_by", "second").prefetch_related("lines").order_by("-number"),
        lambda row: row.proposed,
    )
    return {
        **_short(case),
        "agent": _agent(case),
        "transaction": version.transaction,
        "fields": version.fields,
        "lines": version.lines,
        "documents": document_rows(actor, case, version.number),
        "evidence": [
            {"kind": row.kind, "line": row.line or None, "result": _result(actor, row), "made": row.made.isoformat(), "counts": row.voided is None}
            for row in case.evidence.order_by("pk")
        ],
        "assessment": _assessment(actor, case, words),
        "considerations": _considerations(actor, case, words),
        "questions": [_question(row) for row in case.questions.select_related("asked_by", "answered_by").order_by("number")],
        "notes": [
            {"text": row.text, "by": row.written_by.email, "written": row.written.isoformat()}
            for row in words.readable_rows(case.notes.select_related("written_by").order_by("pk"), lambda row: row.written)
        ],
        "proposal": _proposal(proposals[0], language) if proposals and proposals[0].standing == "proposed" else None,
        "decision": next((_proposal(row, language) for row in proposals if row.standing == "countersigned"), None),
        "working_days": _working_days(case),
        "actions": [_offer(offer, language) for offer in offers(actor, case, now().date())],
    }  # fmt: skip


def _result(actor: Actor, row: Evidence) -> Any:
    """What was found; None where it names denials, and the actor sees none."""
    return None if row.kind == DENIALS and not actor.may("view_denial") else row.result


def _agent(case: Case) -> dict[str, str] | None:
    """Who applied for the applicant (box 7 of Annex III); None: itself."""
    agent = agent_of(case)
    return None if agent is None else {"reference": agent.reference, "name": agent.name}


def _assessment(actor: Actor, case: Case, words: OwnWords) -> dict[str, Any] | None:
    """The words of the newest assessment under Art. 15(1), by point, and whether it still counts; None: there is none, or it is not the actor's to read."""
    if not actor.may("view_events"):
        return None
    rows = Event.objects.filter(chain=case.chain, action="assess").select_related("content")
    event = rows.order_by("-number").first()
    points = None if event is None else (words.content_of(event) or {}).get("points")
    return None if points is None else {"points": points, "counts": counting(case, ASSESSMENT).exists()}


def _considerations(actor: Actor, case: Case, words: OwnWords) -> list[dict[str, Any]]:
    """What was concluded of denials, and why; nothing for whoever sees no denials."""
    if not actor.may("view_denial"):
        return []
    rows = Consideration.objects.filter(case=case).select_related("denial").order_by("pk")
    return [
        {
            "denial": f"{row.denial.member_state}/{row.denial.reference}",
            "conclusion": row.conclusion,
            "text": row.text,
            "made": row.made.isoformat(),
        }
        for row in words.readable_rows(rows, lambda row: row.made)
    ]


def _question(row: Question) -> dict[str, Any]:
    return {
        "number": row.number,
        "text": row.text,
        "asked_by": row.asked_by.email,
        "asked": row.asked_at.isoformat(),
        "answer": row.answer or None,
        "answered_by": None if row.answered_by is None else row.answered_by.email,
        "answered": None if row.answered is None else row.answered.isoformat(),
    }


def _proposal(row: Proposal, language: str) -> dict[str, Any]:
    """What was proposed of each line, with its reasons, by whom, and who settled it; ``warnings``: what a second person has to see."""
    longer = longer_than_usual(kinds()[row.case.kind], row.valid_until, row.proposed.date())
    granted = [line.line for line in row.lines.all() if line.decision == "granted"]
    adverse = adverse_answers(row.case, granted) if granted else []
    of_hits = why_warned_of_hits(row.case)
    warnings = [*filter(None, (longer, why_warned(adverse) if adverse else None, of_hits))]
    return {
        "number": row.number,
        "lines": {
            line.line: {
                "decision": line.decision,
                "quantity": plain_amount(line.quantity),
                "value": plain_amount(line.value),
                "conditions": line.conditions,
            }
            for line in sorted(row.lines.all(), key=lambda line: line.pk)
        },
        "valid_until": None if row.valid_until is None else row.valid_until.isoformat(),
        "warnings": [render(why, language) for why in warnings],
        "criteria": row.criteria,
        "reasons": {"internal": row.internal, "applicant": row.to_applicant, "public": row.public},
        "proposed_by": row.proposed_by.email,
        "proposed": row.proposed.isoformat(),
        "second": None if row.second is None else row.second.email,
        "settled": None if row.settled is None else row.settled.isoformat(),
        "text": row.words,
    }


def _working_days(case: Case) -> dict[str, Any]:
    """The working days since the submission, up to the decision or today, by the calendar of the authority."""
    calendar = calendar_of(case.authority)
    ended = case.decided or now()
    days = 0 if case.submitted is None else working_days_since(case.submitted.date(), ended.date(), calendar)
    return {"calendar": str(calendar), "since_submission": days}


def _offer(offer: Offer, language: str) -> dict[str, Any]:
    return {
        "action": offer.action.name,
        "allowed": offer.why is None,
        "guard": offer.guard or None,
        "why": None if offer.why is None else render(offer.why, language),
        "body": offer.action.body.model_json_schema(),
    }


def _people_of(case: Case) -> dict[str, str]:
    """The e-mail address of everybody who did something to a case, by the number under which its events name the person."""
    actors = Event.objects.filter(chain=case.chain).values_list("actor", flat=True).distinct()
    keys = {int(actor) for actor in actors if actor.isdigit()}
    return {str(key): email for key, email in Person.objects.filter(pk__in=keys).values_list("pk", "email")}


def _event(event: Event, words: OwnWords, people: Mapping[str, str]) -> dict[str, Any]:
    return {
        "number": event.number,
        "action": event.action,
        "actor": event.actor,
        "by": people.get(event.actor),
        "recorded_at": event.recorded_at.isoformat(),
        "effective_at": event.effective_at.isoformat(),
        "body": event.body,
        "content": words.content_of(event),
        "hash": event.hash,
    }
