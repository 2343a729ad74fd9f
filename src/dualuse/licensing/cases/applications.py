"""What an exporter does: apply, write, submit, withdraw, amend, answer. Each is one function, in one transaction with its event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError
from dualuse.law.territories import member_states
from dualuse.licensing.cases.changes import Change, changing, finish, see_allowed
from dualuse.licensing.cases.competence import nobody_competent
from dualuse.licensing.cases.evidence import COPIED, void_stale
from dualuse.licensing.cases.models import Case, CaseLine, CaseVersion, Question
from dualuse.licensing.cases.places import place_faults
from dualuse.licensing.cases.queries import cases_for
from dualuse.licensing.cases.queues import queue_of
from dualuse.licensing.cases.versions import patched, stated_version
from dualuse.licensing.completeness import Draft, Lacking, lacking, line_ids
from dualuse.licensing.documents.dossiers import record_dossiers
from dualuse.licensing.forms.values import read_value
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import Authority, Organisation
from dualuse.licensing.references import new_reference
from dualuse.licensing.refusals import Fault, Guarded, Malformed, NotThere
from dualuse.licensing.surveillance import words_beside
from dualuse.schema.reading.validation import checked_transaction

_LINES: Final = "lines."


def apply(
    actor: Actor,
    kind: str,
    data: Mapping[str, Any],
    fields: Mapping[str, Any],
    *,
    organisation: str | None = None,
    authority: str | None = None,
    under: str = "apply",
    copied: str = "",
) -> Case:
    """Begin an application: a draft that only its organisation sees.

    Args:
        actor: who applies.
        kind: the code of a manifest that exporters open.
        data: the transaction, as the contract has it.
        fields: fields of the application itself, by name, those of a line as ``lines.``, its id and the name.
        organisation: the reference of the one that applies; None: the actor's only one.
        authority: the code of the one that decides; None: that of the State where the applicant is established (Art. 12(2)).
        under: the action that allows it to the actor.
        copied: the reference of the application that it states the same as; "": it is copied from none.

    Raises:
        Forbidden: no position of the actor allows it. NotThere: it is none of the actor's organisations.
        Malformed: the kind, the organisation, the authority, the transaction or a field is not what it should be.
    """
    see_allowed(actor, under)
    manifest = kinds().get(kind)
    if manifest is None or "exporter" not in manifest.opened_by:
        names_known = ", ".join(code for code, row in kinds().items() if "exporter" in row.opened_by)
        text = N_("nobody applies for {kind}; known: {known}")
        raise malformed(
            [
                Fault(
                    "kind",
                    "kind_unknown",
                    Message("kind_unknown", text, {"kind": kind, "known": names_known}),
                )
            ]
        )
    firm = own_organisation(actor, under, organisation)
    written, own, lines = checked_statements(manifest, data, fields)
    decides = _authority(authority, _deciding_state(firm, written))
    moment = now()
    with transaction.atomic():
        case = Case(
            reference=new_reference("A"),
            kind=kind,
            authority=decides,
            organisation=firm,
            opened_by="exporter",
            state="draft",
            drafted=1,
            created=moment,
        )
        case.save(force_insert=True)
        CaseVersion.objects.create(
            case=case,
            number=1,
            transaction=written,
            fields=_merged({}, own),
            lines={line: _merged({}, row) for line, row in lines.items()},
            created=moment,
        )
        body = {"kind": kind, "organisation": firm.pk, "authority": decides.pk}
        finish(Change(case, actor, "write", moment, {**body, **({COPIED: copied} if copied else {})}))
    return case


def own_organisation(actor: Actor, action: str, reference: str | None) -> Organisation:
    """The organisation for which an actor does an action: the one named, else the only one.

    Raises:
        NotThere: it is none of the actor's. Malformed: none is named, and there are several.
    """
    mine = {key for _, position in actor.where(action) for key in position.organisations}
    firms = list(Organisation.objects.filter(pk__in=mine).order_by("reference"))
    if reference is None and len(firms) == 1:
        return firms[0]
    if reference is None:
        text = N_("say for which organisation: {known}")
        names_known = ", ".join(firm.reference for firm in firms)
        raise malformed(
            [
                Fault(
                    "organisation",
                    "organisation_open",
                    Message("organisation_open", text, {"known": names_known}),
                )
            ]
        )
    for firm in firms:
        if firm.reference == reference:
            return firm
    raise NotThere(
        Message("not_there", N_("there is no organisation {reference} here"), {"reference": reference})
    )


def _deciding_state(firm: Organisation, data: Mapping[str, Any]) -> str:
    """The State whose authority decides: where the applicant is established; of one outside the Union, where the items are (Art. 12(2))."""
    return firm.country if firm.country in member_states() else data.get("located_in") or firm.country


def _authority(code: str | None, state: str) -> Authority:
    """The authority that is named, else the one of a State.

    Raises:
        Malformed: there is none, or the State has several.
    """
    rows = list(Authority.objects.filter(code=code) if code else Authority.objects.filter(member_state=state))
    if len(rows) == 1:
        return rows[0]
    names_known = ", ".join(Authority.objects.order_by("code").values_list("code", flat=True))
    text = N_("say which authority decides: {known}")
    raise malformed(
        [Fault("authority", "authority_open", Message("authority_open", text, {"known": names_known}))]
    )


def write(
    actor: Actor,
    reference: str,
    data: Mapping[str, Any] | None,
    fields: Mapping[str, Any] | None,
    version: int | None = None,
) -> Case:
    """Change a draft: what is stated is merged into it, transaction and fields alike, as RFC 7396 has it: null takes something away, a list takes the place
    of the one before.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: what is stated is not what it should be.
    """
    with changing(actor, "write", reference, version) as change:
        draft = _drafted(change.case)
        manifest = kinds()[change.case.kind]
        new_data = patched(draft.transaction, data or {})
        draft.transaction, own, lines = checked_statements(manifest, new_data, fields or {})
        draft.fields = _merged(draft.fields, own)
        draft.lines = {
            line: _merged(draft.lines.get(line, {}), lines.get(line, {})) for line in {**draft.lines, **lines}
        }
        draft.save()
        return change.case


def submit(actor: Actor, reference: str, version: int | None = None) -> Case:
    """Submit a draft: it becomes the version that holds, and the authority sees it.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Guarded: ``incomplete``, with what is missing.
    """
    with changing(actor, "submit", reference, version) as change:
        case = change.case
        draft = _drafted(case)
        if gaps := missing(case, draft):
            text = N_("the application is not complete: {number} are missing")
            problems = [Fault(gap.path, gap.text.code, gap.text) for gap in gaps]
            raise Guarded("incomplete", Message("incomplete", text, {"number": len(gaps)}), problems)
        draft.submitted = change.now
        draft.save()
        change.body["voided"] = void_stale(case, draft, change.now)
        if case.submitted is None:
            case.queue = queue_of(
                case.authority,
                case.kind,
                draft.transaction,
                words_beside(draft.fields, *draft.lines.values()),
            )
        change.body["dossiers"] = record_dossiers(case, draft, actor.key, change.now)
        case.current, case.drafted, case.submitted = draft.number, 0, case.submitted or change.now
        for line in line_ids(draft.transaction):
            CaseLine.objects.get_or_create(case=case, line=line)
        change.body["version"] = draft.number
        return case


def copy(actor: Actor, reference: str) -> Case:
    """Begin an application that states what an earlier one states; its documents are attached anew.

    Raises:
        Forbidden: no position of the actor allows it. NotThere: there is no such case among those of the actor.
    """
    see_allowed(actor, "copy")
    earlier = (
        cases_for(actor, "copy")
        .filter(reference=reference)
        .select_related("organisation", "authority")
        .first()
    )
    if earlier is None or earlier.organisation is None:
        raise NotThere.of_case(reference)
    version = stated_version(earlier)
    fields = {
        **version.fields,
        **{
            f"{_LINES}{line}.{name}": value
            for line, row in version.lines.items()
            for name, value in row.items()
        },
    }
    return apply(
        actor,
        earlier.kind,
        version.transaction,
        fields,
        organisation=earlier.organisation.reference,
        authority=earlier.authority.code,
        under="copy",
        copied=earlier.reference,
    )


def amend(actor: Actor, reference: str, version: int | None = None) -> Case:
    """Begin an amendment: a draft of the next version, which states what the one that holds states, until it is written and submitted.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Guarded: ``state``, one is being written already.
    """
    with changing(actor, "amend", reference, version) as change:
        case = change.case
        if case.drafted:
            raise Guarded("state", Message("drafted", N_("an amendment is being written already")))
        holds = case.versions.get(number=case.current)
        case.drafted = case.current + 1
        CaseVersion.objects.create(
            case=case,
            number=case.drafted,
            transaction=holds.transaction,
            fields=holds.fields,
            lines=holds.lines,
            created=change.now,
        )
        change.body["version"] = case.drafted
        return case


def withdraw(actor: Actor, reference: str, text: str, version: int | None = None) -> Case:
    """Take an application back, for a reason in words.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: there are no words.
    """
    with changing(actor, "withdraw", reference, version) as change:
        change.content["text"] = see_text(text)
        return change.case


def answer(actor: Actor, reference: str, number: int, text: str, version: int | None = None) -> Case:
    """Answer a question of the authority; the last answer gives the case back to it. What was examined without the answer is voided.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; NotThere: there is no such question that is open.
        Malformed: there are no words.
    """
    with changing(actor, "answer", reference, version) as change:
        question = Question.objects.filter(case=change.case, number=number, answered=None).first()
        if question is None:
            raise NotThere(
                Message("not_there", N_("there is no open question {number} here"), {"number": number})
            )
        question.answer, question.answered = see_text(text), change.now
        question.answered_by_id = change.actor.key
        question.save()
        change.stays = Question.objects.filter(case=change.case, answered=None).exists()
        change.body["question"] = number
        holds = change.case.versions.get(number=change.case.current)
        if voided := void_stale(change.case, holds, change.now):
            change.body["voided"] = voided
        change.content["text"] = question.answer
        return change.case


def missing(case: Case, version: CaseVersion) -> tuple[Lacking, ...]:
    """What a version of an application lacks."""
    firm = case.organisation
    documents = [row for row in case.documents.in_version(version.number) if row.scan != "infected"]
    draft = Draft(
        transaction=version.transaction,
        fields=version.fields,
        lines=version.lines,
        organisation={} if firm is None else {"eori": firm.eori, "name": firm.name, "country": firm.country},
        documents=frozenset(row.kind for row in documents),
        unscanned=tuple((row.number, row.name) for row in documents if row.is_waiting),
    )
    return (*nobody_competent(case, version), *lacking(kinds()[case.kind], draft))


def see_text(text: str) -> str:
    """Words of a person, without white space around them.

    Raises:
        Malformed: there are none.
    """
    if not (plain := text.strip()):
        raise malformed([Fault("text", "text_empty", Message("text_empty", N_("say it in words")))])
    return plain


def _drafted(case: Case) -> CaseVersion:
    """The version that is being written.

    Raises:
        Guarded: ``state``, there is none.
    """
    if not case.drafted:
        raise nothing_written()
    return case.versions.get(number=case.drafted)


def nothing_written() -> Guarded:
    """The refusal of what changes a draft where there is none."""
    return Guarded("state", Message("not_drafted", N_("nothing is being written; begin an amendment first")))


def checked_statements(
    manifest: Kind, data: Mapping[str, Any], fields: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, dict[str, Any]]]:
    """The transaction, the fields of the application, and those of its lines, read strictly; everything that is wrong at once."""
    faults: list[Fault] = []
    written: dict[str, Any] = {}
    try:
        written = checked_transaction(dict(data)).model_dump(mode="json", exclude_unset=True)
    except InputError as error:
        faults += [
            Fault(f"transaction.{problem.path}".rstrip("."), problem.what.code, problem.what)
            for problem in error.problems
        ]
    faults += place_faults(written)
    own: dict[str, Any] = {}
    lines: dict[str, dict[str, Any]] = {}
    ids = set(line_ids(written)) if written else None
    of_all = {row.name: row for row in manifest.own_fields() if row.path.startswith("fields.")}
    of_lines = {row.name: row for row in manifest.own_fields() if row.path.startswith(_LINES)}
    for name, value in fields.items():
        line, _, field = name.removeprefix(_LINES).rpartition(".")
        if name in of_all:
            own[name], fault = read_value(of_all[name], value)
        elif name.startswith(_LINES) and field in of_lines and (ids is None or line in ids):
            lines.setdefault(line, {})[field], fault = read_value(of_lines[field], value)
        else:
            names = ", ".join((*sorted(of_all), *(f"{_LINES}ID.{row}" for row in sorted(of_lines))))
            text = N_("there is no field called {name}; known: {known}")
            fault = Message("field_unknown", text, {"name": name, "known": names})
        if fault is not None:
            faults.append(Fault(f"fields.{name}", fault.code, fault))
    if faults:
        raise malformed(faults)
    return written, own, lines


def _merged(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**before, **changes}.items() if value is not None}


def malformed(faults: list[Fault]) -> Malformed:
    """The refusal of a body, with everything that is wrong in it."""
    return Malformed(Message("malformed", N_("what was sent is not what belongs there")), faults)
