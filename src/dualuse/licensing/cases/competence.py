"""Whose authority decides on a case: that of the State where the applicant is established (Art. 12(2)), or, by the kind, where the items are (Art. 7(1)).

A case that no authority of this service could ever decide is not begun; one that comes to another State later is referred there, and to no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.territories import member_states, state_of
from dualuse.licensing.cases.models import Case, CaseVersion
from dualuse.licensing.completeness import Lacking
from dualuse.licensing.kinds import Kind, kinds
from dualuse.licensing.people.models import Authority

_ESTABLISHED: Final = "Art. 12(2)"


@dataclass(frozen=True, slots=True)
class Competence:
    """The State whose authority decides: its code ("" where it is not stated), by what it is that one, and the provision."""

    state: str
    by: Literal["applicant", "items"]
    citation: str

    @property
    def path(self) -> str:
        """Where that is stated."""
        return "organisation.country" if self.by == "applicant" else "transaction.located_in"


def competence(kind: Kind, established: str | None, transaction: Mapping[str, Any]) -> Competence:
    """Which State decides.

    Args:
        kind: the manifest.
        established: where the applicant, or the exporter that is stated, is established.
        transaction: plain data, as the contract has it.
    """
    items = state_of(transaction.get("located_in") or "")
    if kind.competent == "items":
        return Competence(items, "items", kind.citation)
    if established and established not in member_states() and items:
        return Competence(items, "items", _ESTABLISHED)
    return Competence(established or "", "applicant", _ESTABLISHED)


def competence_of(case: Case, version: CaseVersion) -> Competence:
    """Which State decides on a case.

    What the applicant writes of itself does not choose it: where the firm is established does, as it stands with the firm. Where nobody applies and no
    exporter is stated, it is the State whose authority opened the case.
    """
    data, firm = version.transaction, case.organisation
    if firm is not None:
        return competence(kinds()[case.kind], firm.country, data)
    own = "" if case.opened_by == "exporter" else case.authority.member_state
    return competence(kinds()[case.kind], (data.get("exporter") or {}).get("country") or own, data)


def why_nobody_here(competent: Competence) -> Message | None:
    """Why no authority of this service could ever decide; None: one could, or it is not stated yet."""
    if not competent.state or Authority.objects.filter(member_state=competent.state).exists():
        return None
    params = {"state": PlaceName(competent.state), "citation": competent.citation}
    if competent.state in member_states():
        text = N_(
            "the authority of {state} decides ({citation}), and it is not in this service: what it decides on is brought before it there"
        )
        return Message("authority_elsewhere", text, params)
    if competent.by == "items":
        text = N_(
            "the items are in {state}, which is no Member State: no authority of the Union decides ({citation})"
        )
    else:
        text = N_(
            "the applicant is established in {state}, which is no Member State, and it is not stated that the items are in one: no authority of the Union decides ({citation})"
        )
    return Message("nobody_competent", text, params)


def nobody_competent(case: Case, version: CaseVersion) -> Iterator[Lacking]:
    """That no authority here could ever decide on an application: it would be a case without an end."""
    competent = competence_of(case, version)
    if (why := why_nobody_here(competent)) is not None:
        boxes = {row.field.path: row.box for row in kinds()[case.kind].fields}
        yield Lacking(boxes.get(competent.path, ""), competent.path, competent.path.partition(".")[2], why)


def why_not_competent(case: Case, version: CaseVersion) -> Message | None:
    """Why the authority that has a case is not the one that decides, and what it does with it; None: it is."""
    competent = competence_of(case, version)
    if competent.state == case.authority.member_state:
        return None
    params = {"state": competent.state or "?", "citation": competent.citation}
    if competent.state not in {*member_states(), *_states_here()}:
        text = N_(
            "no authority of the Union decides: {state} is no Member State ({citation}); end the case by deciding withdrawn"
        )
        return Message("not_competent", text, params)
    if competent.by == "items":
        text = N_(
            "the items are in {state}: that State's authority decides ({citation}); refer the case to it"
        )
    else:
        text = N_(
            "the applicant is established in {state}: that State's authority decides ({citation}); refer the case to it"
        )
    return Message("not_competent", text, params)


def why_not_referred(case: Case, version: CaseVersion) -> Message | None:
    """Why an authority refers a case to nobody: it decides itself, and no other of its State is here, or no State does; None: there is one to refer it to."""
    competent = competence_of(case, version)
    own = case.authority.member_state
    if competent.state != own:
        return (
            None
            if competent.state in {*member_states(), *_states_here()}
            else why_not_competent(case, version)
        )
    if Authority.objects.filter(member_state=own).exclude(pk=case.authority_id).exists():
        return None
    text = N_(
        "this authority decides itself ({citation}): a case is referred to who is competent, and to nobody else"
    )
    return Message("competent_itself", text, {"citation": competent.citation})


def why_not_to(case: Case, version: CaseVersion, state: str) -> Message | None:
    """Why a case is not referred to the authority of a State; None: that State is competent."""
    competent = competence_of(case, version)
    if state == competent.state:
        return None
    text = N_("{state} is not competent: the authority of {competent} decides ({citation})")
    params = {"state": state, "competent": competent.state or "?", "citation": competent.citation}
    return Message("not_competent", text, params)


def _states_here() -> set[str]:
    return set(Authority.objects.values_list("member_state", flat=True))
