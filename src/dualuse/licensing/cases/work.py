"""What an authority does with a case before anything is decided: assign, ask, note, refer onward."""

from __future__ import annotations

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.applications import malformed, see_text
from dualuse.licensing.cases.changes import changing
from dualuse.licensing.cases.models import Case, Note, Question
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import Authority, InForce, Person
from dualuse.licensing.permissions import ROLES, scopes_of
from dualuse.licensing.refusals import Fault

_WORKS_ON_CASES = tuple(role for role in ROLES if "authority" in scopes_of(role, "assess"))


def assign(actor: Actor, reference: str, person: str, version: int | None = None) -> Case:
    """Give a case to somebody of the authority who works on cases.

    Args:
        actor: who assigns.
        reference: of the case.
        person: the e-mail address of who is to work on it.
        version: see :func:`~dualuse.licensing.cases.changes.changing`.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: there is nobody of that address who works on cases there.
    """
    with changing(actor, "assign", reference, version) as change:
        case = change.case
        positions = InForce.on(change.now.date())
        assignee = (
            Person.objects.filter(email=person.strip().lower(), is_active=True)
            .filter(positions__in=case.authority.positions.filter(positions, role__in=_WORKS_ON_CASES))
            .first()
        )
        if assignee is None:
            text = N_("nobody called {person} works on cases of {authority}")
            params = {"person": person, "authority": case.authority.code}
            raise malformed([Fault("person", "person_unknown", Message("person_unknown", text, params))])
        case.assignee = assignee
        change.body["person"] = assignee.pk
        return case


def ask(actor: Actor, reference: str, text: str, version: int | None = None) -> Case:
    """Ask the applicant a question; until the last one is answered, the case is with the applicant.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: there are no words.
    """
    with changing(actor, "ask", reference, version) as change:
        case, words = change.case, see_text(text)
        number = case.questions.count() + 1
        Question.objects.create(
            case=case, number=number, text=words, asked_by_id=actor.key, asked_at=change.now
        )
        change.body["question"] = number
        change.content["text"] = words
        return case


def note(actor: Actor, reference: str, text: str, version: int | None = None) -> Case:
    """Write an internal note, which no applicant sees.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: there are no words.
    """
    with changing(actor, "note", reference, version) as change:
        words = see_text(text)
        written = Note.objects.create(
            case=change.case, text=words, written_by_id=actor.key, written=change.now
        )
        change.body["note"] = written.pk
        change.content["text"] = words
        return change.case


def refer(actor: Actor, reference: str, authority: str, text: str, version: int | None = None) -> Case:
    """Refer a case to the authority that is competent: that of the State where the applicant is established (Art. 12(2)), else where the items are.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: there is no such authority here, it is this one, or no words say why.
    """
    with changing(actor, "refer", reference, version) as change:
        case, words = change.case, see_text(text)
        to = Authority.objects.filter(code=authority).exclude(pk=case.authority_id).first()
        if to is None:
            words_of_refusal = N_("there is no other authority {code} here")
            raise malformed(
                [
                    Fault(
                        "authority",
                        "authority_unknown",
                        Message("authority_unknown", words_of_refusal, {"code": authority}),
                    )
                ]
            )
        change.body |= {"authority": to.pk, "before": case.authority_id}
        change.content["text"] = words
        case.authority, case.assignee = to, None
        return case
