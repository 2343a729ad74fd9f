"""What stands between a case and a decision: one function a guard, asked when it is proposed, and again when it is countersigned.

The second time is in the transaction of the countersignature: the register of denials, the lists and the case are those of that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.territories import member_states
from dualuse.licensing.cases.applications import missing
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
from dualuse.licensing.decisions.examining import current_version, denials_met
from dualuse.licensing.decisions.own_diligence import not_settled
from dualuse.licensing.decisions.screening import lists_in_use, screen_parties
from dualuse.licensing.denials.models import Consideration, DenialRecord
from dualuse.licensing.denials.register import edition
from dualuse.licensing.kinds import kinds
from dualuse.licensing.refusals import Guarded
from dualuse.licensing.transitions import BY_ACTION, Guard

CONSULTED_UNDER: Final = "Art. 16(5)"


def see_guards(action: str, case: Case, on: date) -> None:
    """Ask the guards of an action, in the order of the table of transitions.

    Raises:
        Guarded: the first that does not hold, in words.
    """
    for guard in BY_ACTION[action].guards:
        if guard in _GUARDS and (why := _GUARDS[guard](case, on)) is not None:
            raise Guarded(guard, why)


def why_not(action: str, case: Case, on: date) -> tuple[Guard, Message] | None:
    """The first guard of an action that does not hold, with its words; None where all do."""
    try:
        see_guards(action, case, on)
    except Guarded as refused:
        return refused.guard, refused.why
    return None


def _incomplete(case: Case, on: date) -> Message | None:
    """Nothing that the kind asks for is missing, and Art. 15(1) was assessed."""
    if gaps := missing(case, current_version(case)):
        text = N_("what the kind asks for is not stated any more, or not yet: {what}")
        return Message("incomplete", text, {"what": gaps[0].text})
    examined = kinds()[case.kind].examined
    if ASSESSMENT in examined and not counting(case, ASSESSMENT).exists():
        return Message("not_assessed", N_("Art. 15(1) was not assessed, or the case has changed since"))
    return _unscreened(case) if SCREENING in examined else None


def _unscreened(case: Case) -> Message | None:
    """Everybody stated was compared with the sanctions lists."""
    newest = counting(case, SCREENING).first()
    if newest is None:
        return (
            None  # who was never compared is missed with the look at denials, and what changed since as stale
        )
    if not newest.editions:
        text = N_(
            "no sanctions list is installed at the service, so nobody was screened; its administrator installs them: dualuse lists"
        )
        return Message("no_lists", text)
    if parties := newest.result["not_screened"]:
        text = N_("these could not be compared with the sanctions lists: {parties}")
        return Message("unscreened", text, {"parties": ", ".join(parties)})
    return None


def _not_competent(case: Case, on: date) -> Message | None:
    """The authority is that of the State where the applicant is established (Art. 12(2)); of one outside the Union, where the items are."""
    data = current_version(case).transaction
    own = case.authority.member_state
    firm = case.organisation
    # What the applicant writes of itself does not choose who decides: where the firm is established does, as it stands with the firm.
    established = firm.country if firm is not None else (data.get("exporter") or {}).get("country")
    if established == own or (established is None and case.opened_by != "exporter"):
        return None
    if established and established not in member_states() and data.get("located_in") == own:
        return None
    text = N_(
        "the applicant is established in {state}: that State's authority decides (Art. 12(2)); refer the case to it"
    )
    return Message("not_competent", text, {"state": established or "?"})


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
    if not case.proposals.filter(standing="proposed", lines__decision="granted").exists():
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
        and sorted(match.denial.key for match in denials_met(case, on)) != sorted(newest.result["met"])
    ):
        text = N_(
            "the register of denials has changed since it was looked through, and this case meets others"
        )
        return Message("stale_register", text)
    return _stale_screening(case, version)


def _stale_screening(case: Case, version: CaseVersion) -> Message | None:
    """The lists say of the parties what they said when these were screened; other editions that say the same change nothing."""
    if SCREENING not in kinds()[case.kind].examined:
        return None
    newest = counting(case, SCREENING).first()
    if newest is None:
        text = N_(
            "what the case states has changed since the parties were compared with the sanctions lists: check_denials does it again"
        )
        return Message("stale_parties", text)
    if newest.editions == lists_in_use():
        return None
    now = screen_parties(version).result
    if all(now[name] == newest.result[name] for name in ("status", "hits", "not_screened")):
        return None
    return Message(
        "stale_lists", N_("the sanctions lists say something else of the parties since they were screened")
    )


_GUARDS: Final[Mapping[Guard, Callable[[Case, date], Message | None]]] = {
    "incomplete": _incomplete,
    "not_competent": _not_competent,
    "own_diligence": _own_diligence,
    "denials": _denials,
    "stale_evidence": _stale_evidence,
}
