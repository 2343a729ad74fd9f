"""Proposing, giving back, countersigning: the one way to a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.cases.changes import Change, changing, lapse_proposal
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import see_reason
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.decisions.consequences import follow
from dualuse.licensing.decisions.examining import current_version, see_lines
from dualuse.licensing.decisions.guards import see_guards
from dualuse.licensing.decisions.models import Proposal, ProposedLine
from dualuse.licensing.decisions.own_diligence import why_all_the_same
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons, proposal_faults
from dualuse.licensing.events.chain import differed_since
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Guarded


def propose(
    actor: Actor,
    reference: str,
    lines: Mapping[str, LineDecision],
    reasons: Reasons,
    *,
    criteria: tuple[str, ...] = (),
    valid_until: date | None = None,
    longer: str = "",
    all_the_same: str = "",
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
        longer: why that is later than the kind has it: two years, of an individual or a global one (Art. 12(3)).
        all_the_same: why something is granted though a decisive question of the own due diligence was answered adversely.
        version: see :func:`~dualuse.licensing.cases.changes.changing`.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: a line, decision or reason does not fit; Guarded: what was
            not examined, or is stale.
    """
    with changing(actor, "propose", reference, version) as change:
        case = change.case
        decided = _whole(kinds()[case.kind], case, lines)
        faults = proposal_faults(
            kinds()[case.kind],
            current_version(case),
            decided,
            reasons,
            criteria=criteria,
            valid_until=valid_until,
            today=change.now.date(),
        )
        granted = [line for line, row in decided.items() if row.decision == "granted"]
        faults += why_all_the_same(case, granted, all_the_same)
        if faults:
            raise malformed(faults)
        lapse_proposal(change)
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
        # They look at what is proposed, too; where one refuses, nothing of it is left.
        see_guards("propose", case, change.now.date())
        change.body |= {
            "proposal": proposal.pk,
            "lines": {line: row.decision for line, row in decided.items()},
        }
        for name, words in (("longer", longer), ("all_the_same", all_the_same)):
            if words.strip():
                change.content[name] = words.strip()
        return case


def give_back(actor: Actor, reference: str, text: str, version: int | None = None) -> Case:
    """Give a proposal back to the officer, for a reason in words.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: no words say why.
    """
    with changing(actor, "return", reference, version) as change:
        _settle(change, _standing(change.case), "returned", see_reason(text))
        return change.case


def reopen(actor: Actor, reference: str, text: str, version: int | None = None) -> Case:
    """Take a case up again that was decided or withdrawn, for a reason in words; what it granted has to be over.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: no words say why; Guarded: ``state``, an authorisation stands
            that it granted, its applicant has withdrawn it, or it was erased.
    """
    with changing(actor, "reopen", reference, version) as change:
        see_guards("reopen", change.case, change.now.date())
        change.content["text"] = see_reason(text)
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
        if differed_since(case.chain, "propose"):
            text = N_(
                "the case was changed by no event since it was proposed: give the proposal back, so that it is looked at anew"
            )
            raise Guarded("stale_evidence", Message("rows_differed_since", text))
        see_guards("countersign", case, change.now.date())
        _settle(change, proposal, "countersigned", text.strip())
        case.decided = change.now
        follow(change, proposal)
        return case


def _settle(change: Change, proposal: Proposal, standing: str, words: str) -> None:
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
    version = current_version(case)
    see_lines(version, lines, "lines")
    ids = line_ids(version.transaction)
    rows = {line: lines.get(line, LineDecision("")) for line in ids}
    return {line: row if row.decision else replace(row, decision=kind.left_out) for line, row in rows.items()}
