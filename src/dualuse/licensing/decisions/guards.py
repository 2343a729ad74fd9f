"""What stands between a case and a decision: one function a guard, asked when it is proposed, and again when it is countersigned.

The second time is in the transaction of the countersignature: the register of denials, the lists and the case are those of that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.territories import member_states
from dualuse.licensing.cases.applications import missing
from dualuse.licensing.cases.competence import why_not_competent, why_not_referred
from dualuse.licensing.cases.evidence import (
    ASSESSMENT,
    DENIALS,
    OWN_DILIGENCE,
    SCREENING,
    counting,
    seen_by,
    surveillance_lines,
)
from dualuse.licensing.cases.models import Case, CaseVersion
from dualuse.licensing.completeness import Lacking
from dualuse.licensing.decisions.elsewhere import why_not_consulted
from dualuse.licensing.decisions.examining import current_version, denials_met, meets_the_same
from dualuse.licensing.decisions.models import ProposedLine
from dualuse.licensing.decisions.own_diligence import not_settled
from dualuse.licensing.decisions.proposal_faults import REFUSING
from dualuse.licensing.decisions.screened import why_hits_open, why_not_screened, why_screening_stale
from dualuse.licensing.denials.models import Consideration, DenialRecord
from dualuse.licensing.denials.register import edition
from dualuse.licensing.events.models import Event
from dualuse.licensing.kinds import kinds
from dualuse.licensing.refusals import Guarded
from dualuse.licensing.transitions import BY_ACTION, DECIDING, ENDING, Guard

CONSULTED_UNDER: Final = "Art. 16(5)"


def see_guards(action: str, case: Case, on: date) -> None:
    """Ask the guards of an action, in the order of the table of transitions.

    Raises:
        Guarded: the first that does not hold, in words.
    """
    for guard in BY_ACTION[action].guards:
        ask = _OF_ACTIONS.get((action, guard)) or _GUARDS.get(guard)
        if ask is not None and (why := ask(case, on)) is not None:
            raise Guarded(guard, why)
    # Who examines still may do so before another State is asked.
    if action in DECIDING and _decides_other_than(case, HOLDING_DECISIONS):
        why = why_not_consulted(case, current_version(case), on)
        if why is not None:
            raise Guarded("incomplete", why)


def why_not(action: str, case: Case, on: date) -> tuple[Guard, Message] | None:
    """The first guard of an action that does not hold, with its words; None where all do."""
    try:
        see_guards(action, case, on)
    except Guarded as refused:
        return refused.guard, refused.why
    return None


def _incomplete(case: Case, on: date) -> Message | None:
    """Art. 15(1) was assessed; and before anything goes ahead, nothing that the kind asks for is missing, and everybody was compared with the lists."""
    gaps: Sequence[Lacking] = ()
    if _decides_other_than(case, ENDING_DECISIONS):
        gaps = missing(case, current_version(case))
    elif _decides_other_than(case, ENDING_DECISIONS - {"prohibited"}):
        # Who has no name is prohibited all the same; what goods it is about is stated.
        gaps = [
            gap for gap in missing(case, current_version(case)) if gap.path.startswith("transaction.items")
        ]
    if gaps:
        text = N_("what the kind asks for is not stated any more, or not yet: {what}")
        return Message("incomplete", text, {"what": gaps[0].text})
    examined = kinds()[case.kind].examined
    if ASSESSMENT in examined and not counting(case, ASSESSMENT).exists():
        return Message("not_assessed", N_("Art. 15(1) was not assessed, or the case has changed since"))
    if SCREENING not in examined:
        return None
    why = why_not_screened(case) if _decides_other_than(case, HOLDING_DECISIONS) else None
    if why is None and _decides_other_than(case, HOLDING_DECISIONS - {"not_required"}):
        why = why_hits_open(case)
    return why


ENDING_DECISIONS: Final = frozenset({"refused", "prohibited", "not_required", "withdrawn"})
"""By which a case can always be ended, whatever it does not state: who has no name, say, is prohibited all the same."""
HOLDING_DECISIONS: Final = ENDING_DECISIONS | REFUSING
"""By which nobody gets anything."""


def _decides_other_than(case: Case, decisions: Set[str]) -> bool:
    """Whether what is proposed decides of a line something else than these."""
    rows = ProposedLine.objects.filter(proposal__case=case, proposal__standing="proposed")
    return rows.exclude(decision__in=decisions).exists()


def _not_competent(case: Case, on: date) -> Message | None:
    """The authority is the one that decides; who is not may only end the case by saying that nothing is decided."""
    if not _decides_other_than(case, {"withdrawn"}):
        return None
    return why_not_competent(case, current_version(case))


def _not_referred(case: Case, on: date) -> Message | None:
    """Who is competent refers nothing away."""
    return why_not_referred(case, current_version(case))


def _own_diligence(case: Case, on: date) -> Message | None:
    """Each line that is, or may be, a surveillance item was examined by the authority itself (Art. 5)."""
    if OWN_DILIGENCE not in kinds()[case.kind].examined:
        return None
    version = current_version(case)
    examined = set(counting(case, OWN_DILIGENCE).values_list("line", flat=True))
    lines = [line for line in surveillance_lines(version) if line not in examined]
    if not lines:
        return not_settled(case)
    text = N_("the authority's own due diligence is missing on: {lines}")
    return Message("own_diligence", text, {"lines": ", ".join(lines)})


def _denials(case: Case, on: date) -> Message | None:
    """Denials in force were looked through, each that is met was considered on what the case and the denial state now, and who denied
    the same was consulted before a grant (Art. 16(5))."""
    if DENIALS not in kinds()[case.kind].examined:
        return None
    if not counting(case, DENIALS).exists():
        return Message(
            "denials_unseen", N_("denials in force were not looked through, or the case has changed since")
        )
    version = current_version(case)
    rows = Consideration.objects.filter(case=case, seen=seen_by(DENIALS, version)).order_by("pk")
    concluded = {(row.denial_id, row.stamp): row for row in rows}
    met = [match.denial for match in denials_met(case, on)]
    records = {
        f"{row.member_state}/{row.reference}": row
        for row in DenialRecord.objects.filter(reference__in=[denial.reference for denial in met])
    }
    latest = {
        denial.key: concluded.get((records[denial.key].pk, records[denial.key].stamp)) for denial in met
    }
    if open_keys := [key for key, row in latest.items() if row is None]:
        text = N_("denials that this case may repeat were not considered: {denials}")
        return Message("denials_open", text, {"denials": ", ".join(open_keys)})
    identical = {
        key: row
        for key, row in latest.items()
        if row is not None and row.conclusion == "essentially_identical"
    }
    return _unconsulted(case, version, identical)


def _unconsulted(case: Case, version: CaseVersion, identical: Mapping[str, Consideration]) -> Message | None:
    """Before a line is granted, each other Member State that denied what is essentially identical was consulted, on what the case states now and after
    that was concluded (Art. 16(5))."""
    if not _decides_other_than(case, HOLDING_DECISIONS):
        return None
    consulted = list(
        case.consultations.filter(under=CONSULTED_UNDER, recorded__gte=version.submitted or case.created)
    )
    own = case.authority.member_state
    silent = [
        key
        for key, row in identical.items()
        if (state := key.partition("/")[0]) != own
        and state in member_states()
        and not any(state in exchange.states and exchange.recorded >= row.made for exchange in consulted)
    ]
    if not silent:
        return None
    text = N_(
        "essentially identical denials of other Member States, which are consulted before anything is granted (consult under Art. 16(5)): {denials}"
    )
    return Message("denials_unconsulted", text, {"denials": ", ".join(silent)})


def _stale_evidence(case: Case, on: date) -> Message | None:
    """What was examined looked at what the case states now, at the register as it is now, and at lists that say the same now."""
    version = current_version(case)
    for row in case.evidence.filter(voided=None):
        if row.seen != seen_by(row.kind, version, row.line):
            return Message("stale", N_("what was examined has changed since: {kind}"), {"kind": row.kind})
    newest = counting(case, DENIALS).first()
    # Others are entered all the time: what counts is whether this case meets the denials that were looked at.
    if (
        newest is not None
        and newest.editions.get("register") != edition()
        and not meets_the_same(newest, [match.denial.key for match in denials_met(case, on)])
    ):
        text = N_(
            "the register of denials has changed since it was looked through, and this case meets others"
        )
        return Message("stale_register", text)
    return why_screening_stale(case) if SCREENING in kinds()[case.kind].examined else None


def _not_reopened(case: Case, on: date) -> Message | None:
    """Only what is over is taken up again, of which something is left, and never against the will of who applied."""
    if case.erased is not None:
        text = N_("everything that it said was erased, so that nothing is left to decide on")
        return Message("erased", text)
    standing = case.authorisations.filter(annulled=None, revoked=None, surrendered=None)
    if numbers := list(standing.values_list("number", flat=True)):
        text = N_("what it granted stands: {numbers}; it is revoked or annulled first")
        return Message("granted_stands", text, {"numbers": ", ".join(numbers)})
    last = Event.objects.filter(chain=case.chain, action__in=ENDING).order_by("-number").first()
    if case.state == "withdrawn" and last is not None and last.action == "withdraw":
        text = N_("its applicant has withdrawn it; who wants it after all applies anew (copy)")
        return Message("withdrawn_by_applicant", text)
    return None


_GUARDS: Final[Mapping[Guard, Callable[[Case, date], Message | None]]] = {
    "state": _not_reopened,
    "incomplete": _incomplete,
    "not_competent": _not_competent,
    "own_diligence": _own_diligence,
    "denials": _denials,
    "stale_evidence": _stale_evidence,
}
_OF_ACTIONS: Final[Mapping[tuple[str, Guard], Callable[[Case, date], Message | None]]] = {
    ("refer", "not_competent"): _not_referred,
}
"""Where a guard asks something else of an action than of a decision."""
