"""What an authority does with a case before anything is decided: assign, ask, note, refer onward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from dualuse.i18n import N_, Message
from dualuse.law.territories import member_states
from dualuse.licensing.cases.applications import checked_statements, malformed, see_text
from dualuse.licensing.cases.changes import Change, changing, finish, see_allowed
from dualuse.licensing.cases.competence import competence, why_nobody_here, why_not_referred, why_not_to
from dualuse.licensing.cases.evidence import void_examined
from dualuse.licensing.cases.interests import has_part_in, part_of_applicant
from dualuse.licensing.cases.models import Case, CaseLine, CaseVersion, Consultation, Note, Question
from dualuse.licensing.cases.queues import queue_of
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.contradictions import activity_contradictions
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import Authority, InForce, Person
from dualuse.licensing.permissions import ROLES, scopes_of
from dualuse.licensing.references import new_reference
from dualuse.licensing.refusals import Fault, Guarded, NotThere
from dualuse.licensing.surveillance import words_beside
from dualuse.licensing.wordless import wordless

_WORKS_ON_CASES = tuple(role for role in ROLES if "authority" in scopes_of(role, "assess"))


def see_reason(text: str) -> str:
    """Words that say why, or what, without white space around them.

    Raises:
        Malformed: there are none: "-" and "n/a" are none.
    """
    if faults := list(wordless([("text", text, Message("text_empty", N_("say it in words")))])):
        raise malformed(faults)
    return text.strip()


def assign(actor: Actor, reference: str, person: str, version: int | None = None) -> Case:
    """Give a case to somebody of the authority who works on cases.

    Args:
        actor: who assigns.
        reference: of the case.
        person: the e-mail address of who is to work on it.
        version: see :func:`~dualuse.licensing.cases.changes.changing`.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: there is nobody of that address who works on cases there.
        Guarded: ``four_eyes``, that person has a part in the application.
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
        if has_part_in(assignee.pk, case, change.now.date()):
            raise Guarded("four_eyes", part_of_applicant())
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


def consult(
    actor: Actor, reference: str, states: Sequence[str], under: str, text: str, version: int | None = None
) -> Case:
    """Record what was exchanged with the authorities of other Member States elsewhere: by the Union's own system, say (Art. 23(6)). What is proposed lapses:
    it was proposed without that.

    Args:
        actor: who records it.
        reference: of the case.
        states: the codes of the Member States.
        under: the Article: ``Art. 14(1)``.
        text: what was exchanged.
        version: see :func:`~dualuse.licensing.cases.changes.changing`.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: a code is that of no other Member State, or no words say what.
    """
    with changing(actor, "consult", reference, version) as change:
        case, words = change.case, see_reason(text)
        others = {*member_states()} - {case.authority.member_state}
        if unknown := [state for state in states if state not in others]:
            sentence = N_("{state} is not another Member State")
            raise malformed(
                [
                    Fault("with", "state_unknown", Message("state_unknown", sentence, {"state": state}))
                    for state in unknown
                ]
            )
        row = Consultation.objects.create(
            case=case,
            number=case.consultations.count() + 1,
            states=sorted(set(states)),
            under=under,
            text=words,
            recorded_by_id=actor.key,
            recorded=change.now,
        )
        change.turned = True
        change.body |= {"consultation": row.number, "with": row.states, "under": under}
        change.content["text"] = words
        return case


def open_case(actor: Actor, kind: str, data: Mapping[str, Any], authority: str | None = None) -> Case:
    """Open a case by the authority itself, of a kind that nobody applies for: the prohibition of a transit, say.

    Args:
        actor: who opens it, and works on it.
        kind: the code of a manifest that authorities open.
        data: the transaction, as the contract has it.
        authority: the code of the actor's authority; None: the only one.

    Raises:
        Forbidden: no position of the actor allows it. NotThere: it is none of the actor's authorities. Malformed: the kind or the transaction is
            not what it should be.
    """
    see_allowed(actor, "open_case")
    manifest = kinds().get(kind)
    if manifest is None or "authority" not in manifest.opened_by:
        openable = ", ".join(code for code, row in kinds().items() if "authority" in row.opened_by)
        text = N_("no authority opens a case of {kind}; known: {known}")
        raise malformed(
            [Fault("kind", "kind_unknown", Message("kind_unknown", text, {"kind": kind, "known": openable}))]
        )
    decides = _own_authority(actor, authority)
    written, own, lines = checked_statements(manifest, data, {})
    _see_openable(manifest, written)
    moment = now()
    with transaction.atomic():
        case = Case(
            reference=new_reference("C"),
            kind=kind,
            authority=decides,
            opened_by="authority",
            state="submitted",
            queue=queue_of(decides, kind, written),
            current=1,
            created=moment,
            submitted=moment,
        )
        case.save(force_insert=True)
        CaseVersion.objects.create(
            case=case,
            number=1,
            transaction=written,
            fields=own,
            lines=lines,
            created=moment,
            submitted=moment,
        )
        CaseLine.objects.bulk_create(CaseLine(case=case, line=line) for line in line_ids(written))
        finish(Change(case, actor, "open_case", moment, {"kind": kind, "authority": decides.pk}, stays=True))
    return case


def _see_openable(manifest: Kind, data: Mapping[str, Any]) -> None:
    """Refuse what nobody could decide: it is not amended, so what it is and whose it is has to be stated at once.

    Raises:
        Malformed: the activity is none that the kind is for, it is not stated where the items are, by which the authority is competent, or no authority
            of this service could ever be.
    """
    faults = [Fault(row.path, row.text.code, row.text) for row in activity_contradictions(manifest, data)]
    if manifest.competent == "items" and not data.get("located_in"):
        text = N_("say where the items are: that State's authority decides ({citation})")
        why = Message("located_in_missing", text, {"citation": manifest.citation})
        faults.append(Fault("transaction.located_in", why.code, why))
    # Nobody applies: a kind whose authority is that of the applicant is the act of the one that opens it.
    if manifest.competent == "items":
        competent = competence(manifest, None, data)
        if (nobody := why_nobody_here(competent)) is not None:
            faults.append(Fault(competent.path, nobody.code, nobody))
    if faults:
        raise malformed(faults)


def _own_authority(actor: Actor, code: str | None) -> Authority:
    mine = {position.authority for _, position in actor.where("open_case")}
    rows = Authority.objects.filter(pk__in=[key for key in mine if key is not None])
    row = rows.filter(code=code).first() if code else rows.first() if rows.count() == 1 else None
    if row is None:
        raise NotThere(Message("not_there", N_("there is no authority {code} here"), {"code": code or "?"}))
    return row


def note(actor: Actor, reference: str, text: str, version: int | None = None) -> Case:
    """Write an internal note, which no applicant sees.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: there are no words.
    """
    with changing(actor, "note", reference, version) as change:
        words = see_reason(text)
        written = Note.objects.create(
            case=change.case, text=words, written_by_id=actor.key, written=change.now
        )
        change.body["note"] = written.pk
        change.content["text"] = words
        return change.case


def refer(actor: Actor, reference: str, authority: str, text: str, version: int | None = None) -> Case:
    """Refer a case to the authority that is competent: that of the State where the applicant is established (Art. 12(2)), else where the items are.

    What this authority has examined is voided: the other one examines itself. Where that State has no authority in this service, the case ends here, and the
    event keeps which State it is; the applicant applies there.

    Args:
        actor: who refers.
        reference: of the case.
        authority: the code of another authority here, or of a Member State that has none.
        text: why.
        version: see :func:`~dualuse.licensing.cases.changes.changing`.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: it is neither, or no words say why.
        Guarded: ``not_competent``, this authority decides itself, or the other one does not.
    """
    with changing(actor, "refer", reference, version) as change:
        case = change.case
        stands = case.versions.get(number=case.current)
        if (why := why_not_referred(case, stands)) is not None:
            raise Guarded("not_competent", why)
        words = see_reason(text)
        change.content["text"] = words
        change.body["before"] = case.authority_id
        to = Authority.objects.filter(code=authority).exclude(pk=case.authority_id).first()
        state = authority if to is None else to.member_state
        if (to is not None or state in _states_elsewhere()) and (why := why_not_to(case, stands, state)):
            raise Guarded("not_competent", why)
        if to is not None:
            change.body |= {"authority": to.pk, "voided": void_examined(case, change.now)}
            case.authority, case.assignee = to, None
            beside = words_beside(stands.fields, *stands.lines.values())
            case.queue = queue_of(to, case.kind, stands.transaction, beside)
        elif authority in _states_elsewhere():
            change.body["state"] = authority
            change.turned = True
        else:
            text_of_refusal = N_(
                "there is no other authority {code} here, and no Member State {code} that has none; known: {known}"
            )
            others = Authority.objects.exclude(pk=case.authority_id).order_by("code")
            names = ", ".join((*others.values_list("code", flat=True), *sorted(_states_elsewhere())))
            params = {"code": authority, "known": names}
            raise malformed(
                [
                    Fault(
                        "authority",
                        "authority_unknown",
                        Message("authority_unknown", text_of_refusal, params),
                    )
                ]
            )
        return case


def _states_elsewhere() -> set[str]:
    """The Member States that have no authority in this service."""
    return {*member_states()} - set(Authority.objects.values_list("member_state", flat=True))
