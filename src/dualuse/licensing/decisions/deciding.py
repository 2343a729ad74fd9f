"""Proposing, giving back, countersigning: the one way to a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.applications import malformed, see_text
from dualuse.licensing.cases.changes import Change, changing
from dualuse.licensing.cases.models import Case
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.decisions.examining import current_version
from dualuse.licensing.decisions.guards import see_guards
from dualuse.licensing.decisions.models import Proposal, ProposedLine
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Fault, Guarded
from dualuse.transparency.decision import CRITERIA

REFUSING: Final = frozenset(
    {"refused", "prohibited", "revoked", "annulled", "suspended", "substantially_limited"}
)
"""What has to name the considerations of Art. 15(1) that it rests on."""


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What is proposed of a line; what is None is as applied for, and a decision that is "" is that of the manifest."""

    decision: str
    quantity: Decimal | None = None
    value: Decimal | None = None
    conditions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Three reasons: for the file, for the applicant, for the public."""

    internal: str
    applicant: str
    public: str


def propose(
    actor: Actor,
    reference: str,
    lines: Mapping[str, LineDecision],
    reasons: Reasons,
    *,
    criteria: tuple[str, ...] = (),
    valid_until: date | None = None,
    version: int | None = None,
) -> Case:
    """Propose a decision on every line of a case; a line that is not named is decided as the manifest says.

    Args:
        actor: the officer.
        reference: of the case.
        lines: by id of the line.
        reasons: see :class:`Reasons`.
        criteria: what a refusal rests on, of :data:`~dualuse.transparency.decision.CRITERIA`.
        valid_until: the last day of what is granted.
        version: see :func:`~dualuse.licensing.cases.changes.changing`.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: a line, decision or reason does not fit; Guarded: what was
            not examined, or is stale.
    """
    with changing(actor, "propose", reference, version) as change:
        case = change.case
        decided = _whole(kinds()[case.kind], case, lines)
        _see_body(kinds()[case.kind], case, decided, reasons, criteria, valid_until, change.now.date())
        see_guards("propose", case, change.now.date())
        proposal = Proposal.objects.create(
            case=case,
            number=case.proposals.count() + 1,
            case_version=case.current,
            valid_until=valid_until,
            criteria=list(criteria),
            internal=reasons.internal.strip(),
            to_applicant=reasons.applicant.strip(),
            public=reasons.public.strip(),
            proposed_by_id=actor.key,
            proposed=change.now,
        )
        for line, row in decided.items():
            ProposedLine.objects.create(
                proposal=proposal,
                line=line,
                decision=row.decision,
                quantity=row.quantity,
                value=row.value,
                conditions=row.conditions,
            )
        change.body |= {
            "proposal": proposal.pk,
            "lines": {line: row.decision for line, row in decided.items()},
        }
        return case


def give_back(actor: Actor, reference: str, text: str, version: int | None = None) -> Case:
    """Give a proposal back to the officer, for a reason in words.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: no words say why.
    """
    with changing(actor, "return", reference, version) as change:
        _settle(change, "returned", see_text(text))
        return change.case


def countersign(actor: Actor, reference: str, text: str, version: int | None = None) -> Case:
    """Countersign a proposal: the decision, if a second person signs, and what was examined still holds.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Guarded: ``four_eyes``, the actor proposed it; or what is stale.
    """
    with changing(actor, "countersign", reference, version) as change:
        case = change.case
        proposal = _standing(case)
        if proposal.proposed_by_id == actor.key:
            raise Guarded(
                "four_eyes", Message("four_eyes", N_("who proposed a decision does not countersign it"))
            )
        if proposal.case_version != case.current:
            raise Guarded(
                "stale_evidence",
                Message("stale_version", N_("the application was amended since it was proposed")),
            )
        see_guards("countersign", case, change.now.date())
        _settle(change, "countersigned", text.strip())
        case.decided = change.now
        return case


def _settle(change: Change, standing: str, words: str) -> None:
    proposal = _standing(change.case)
    proposal.standing, proposal.words = standing, words
    proposal.second_id, proposal.settled = change.actor.key, change.now
    proposal.save()
    change.body["proposal"] = proposal.pk
    if words:
        change.content["text"] = words


def _standing(case: Case) -> Proposal:
    return case.proposals.get(standing="proposed")


def _whole(kind: Kind, case: Case, lines: Mapping[str, LineDecision]) -> dict[str, LineDecision]:
    """A decision for each line of the version that holds.

    Raises:
        Malformed: there is no such line.
    """
    ids = line_ids(current_version(case).transaction)
    text = N_("there is no item {line}; known: {known}")
    unknown = [
        Fault(
            f"lines.{line}",
            "line_unknown",
            Message("line_unknown", text, {"line": line, "known": ", ".join(ids)}),
        )
        for line in lines
        if line not in ids
    ]
    if unknown:
        raise malformed(unknown)
    rows = {line: lines.get(line, LineDecision("")) for line in ids}
    return {line: row if row.decision else replace(row, decision=kind.left_out) for line, row in rows.items()}


def _see_body(
    kind: Kind,
    case: Case,
    decided: Mapping[str, LineDecision],
    reasons: Reasons,
    criteria: tuple[str, ...],
    valid_until: date | None,
    today: date,
) -> None:
    """Refuse a proposal that does not say what a decision says; everything at once.

    Raises:
        Malformed: with each place.
    """
    faults = []
    text = N_("{decision} is no decision on a case of this kind; known: {known}")
    for line, row in decided.items():
        if row.decision not in kind.decisions:
            params = {"decision": row.decision, "known": ", ".join(kind.decisions)}
            faults.append(
                Fault(f"lines.{line}.decision", "decision_unknown", Message("decision_unknown", text, params))
            )
    for name, words in (
        ("internal", reasons.internal),
        ("applicant", reasons.applicant),
        ("public", reasons.public),
    ):
        if not words.strip():
            faults.append(
                Fault(
                    f"reasons.{name}",
                    "reason_empty",
                    Message("reason_empty", N_("a decision has this reason, too")),
                )
            )
    faults += _criteria_faults(decided, criteria)
    if any(row.decision == "granted" for row in decided.values()) and (
        valid_until is None or valid_until < today
    ):
        words_of_day = N_("what is granted has a last day, from today on")
        faults.append(Fault("valid_until", "valid_until", Message("valid_until", words_of_day)))
    if faults:
        raise malformed(faults)


def _criteria_faults(decided: Mapping[str, LineDecision], criteria: tuple[str, ...]) -> list[Fault]:
    faults = [
        Fault("criteria", "criterion_unknown", Message("criterion_unknown", N_("{name} is no criterion; known: {known}"), {"name": name, "known": ", ".join(CRITERIA)}))
        for name in criteria
        if name not in CRITERIA
    ]  # fmt: skip
    if not criteria and any(row.decision in REFUSING for row in decided.values()):
        faults.append(
            Fault(
                "criteria",
                "criteria_empty",
                Message("criteria_empty", N_("a refusal names what it rests on (Art. 15(1))")),
            )
        )
    return faults
