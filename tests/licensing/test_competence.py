"""Who decides is a matter of where the applicant is established, not of what it writes; and who denied the same is consulted; on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualuse.licensing.cases.applications import amend, apply, missing, submit, write
from dualuse.licensing.cases.competence import why_not_competent
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import consult
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import assess, consider_denial
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import LineDecision
from dualuse.licensing.denials.register import enter
from dualuse.licensing.people.models import Authority, Organisation
from dualuse.licensing.refusals import Guarded
from tests.licensing.test_deciding import DENIAL, POINTS, REASONS, examined, granted, refused_by
from tests.support.service_people import UNLISTED, WHOLE, People, apply_with_specification


@pytest.fixture(autouse=True)
def with_specification(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cases of the module of decisions have their specification."""
    monkeypatch.setattr("tests.licensing.test_deciding.apply", apply_with_specification)


@pytest.mark.parametrize(("change", "path"), [
    ({"country": "NL"}, "transaction.exporter.country"), ({"name": "Norvik Optics GmbH"}, "transaction.exporter.name"),
])  # fmt: skip
def test_a_stated_exporter_that_is_not_the_applicant_is_not_submitted(
    people: People, change: dict[str, Any], path: str
) -> None:
    data = {**UNLISTED, "exporter": {**UNLISTED["exporter"], **change}}
    case = apply_with_specification(people.exporter, "individual", data, WHOLE)
    assert case.authority.code == "DE"
    with pytest.raises(Guarded) as refused:
        submit(people.exporter, case.reference)
    assert refused.value.guard == "incomplete"
    assert [(fault.path, fault.code) for fault in refused.value.problems] == [(path, "contradicts")]


@pytest.mark.parametrize(
    "name", ["MERIDIAN SIGNALS GMBH", "Meridian  Signals  GmbH.", "Meridian Signals GmbH"]
)
def test_signs_and_capitals_contradict_nothing(people: People, name: str) -> None:
    data = {**UNLISTED, "exporter": {**UNLISTED["exporter"], "name": name}}
    case = apply_with_specification(people.exporter, "individual", data, WHOLE)
    assert missing(case, case.versions.get()) == ()


@pytest.mark.parametrize(("of_firm", "stated"), [("DE", "NL"), ("NL", "DE")])
def test_what_an_applicant_writes_of_itself_does_not_choose_who_decides(
    people: People, of_firm: str, stated: str
) -> None:
    """However it came there: a case of a firm of one State at the authority of another one is not decided."""
    case = examined(people)
    version = case.versions.get()
    version.transaction = {**version.transaction, "exporter": {**UNLISTED["exporter"], "country": stated}}
    version.save()
    Organisation.objects.filter(reference="O-1").update(country=of_firm)
    Case.objects.update(authority=Authority.objects.get(code=stated))
    refused = why_not_competent(Case.objects.get(pk=case.pk), version)
    assert refused is not None
    assert refused.params["state"] == of_firm


def test_an_applicant_outside_the_union_applies_where_the_items_are(people: People) -> None:
    Organisation.objects.filter(reference="O-1").update(country="CH")
    data = {**UNLISTED, "exporter": {**UNLISTED["exporter"], "country": "CH"}, "located_in": "NL"}
    assert apply(people.exporter, "individual", data, WHOLE).authority.code == "NL"


def identical(people: People) -> Case:
    """A case that repeats what the Netherlands denied, and an officer who says so."""
    enter(DENIAL)
    case = examined(people)
    return consider_denial(people.officer, case.reference, "NL/D-7", "essentially_identical", "The same.")


def test_who_denied_the_same_is_consulted_before_a_grant(people: People) -> None:
    """Art. 16(5)."""
    case = identical(people)
    with pytest.raises(Guarded) as refused:
        granted(people, case)
    assert (refused.value.guard, refused.value.why.params["denials"]) == ("denials", "NL/D-7")
    assert not Proposal.objects.exists()
    for states, under in ((["FR"], "Art. 16(5)"), (["NL"], "Art. 14(1)")):
        consult(people.officer, case.reference, states, under, "Asked.")
        assert refused_by(lambda: granted(people, case)) == "denials"
    consult(people.officer, case.reference, ["NL", "FR"], "Art. 16(5)", "It does not object.")
    granted(people, case)
    assert countersign(people.second, case.reference, "").state == "decided"


def test_a_refusal_wants_no_consultation(people: People) -> None:
    case = identical(people)
    refuse = {"10": LineDecision("refused")}
    propose(people.officer, case.reference, refuse, REASONS, criteria=("human_rights",))
    assert countersign(people.second, case.reference, "").state == "decided"


def test_a_consultation_before_the_conclusion_or_the_amendment_does_not_count(people: People) -> None:
    enter(DENIAL)
    case = examined(people)
    consult(people.officer, case.reference, ["NL"], "Art. 16(5)", "On something else.")
    consider_denial(people.officer, case.reference, "NL/D-7", "essentially_identical", "The same.")
    assert refused_by(lambda: granted(people, case)) == "denials"
    consult(people.officer, case.reference, ["NL"], "Art. 16(5)", "It does not object.")
    amend(people.exporter, case.reference)
    item = {**UNLISTED["items"][0], "quantity": "20000"}
    write(people.exporter, case.reference, {**UNLISTED, "items": [item]}, None)
    submit(people.exporter, case.reference)
    assess(people.officer, case.reference, POINTS)
    assert refused_by(lambda: granted(people, case)) == "denials"
    consult(people.officer, case.reference, ["NL"], "Art. 16(5)", "Nor to so many.")
    assert granted(people, case).state == "proposed"


def test_a_proposal_over_what_is_the_same_asks_for_the_consultation_again(people: People) -> None:
    """What the second person concludes otherwise is the officer's to propose on anew."""
    enter(DENIAL)
    case = examined(people)
    consider_denial(people.officer, case.reference, "NL/D-7", "not_essentially_identical", "Another one.")
    granted(people, case)
    consider_denial(people.second, case.reference, "NL/D-7", "essentially_identical", "It is the same.")
    with pytest.raises(Guarded) as refused:
        granted(people, case)
    assert (refused.value.guard, refused.value.why.code) == ("denials", "denials_unconsulted")
    consult(people.officer, case.reference, ["NL"], "Art. 16(5)", "It does not object.")
    granted(people, case)
    assert countersign(people.second, case.reference, "").state == "decided"


def test_ones_own_denial_needs_no_other_state(people: People) -> None:
    enter(replace(DENIAL, member_state="DE"))
    case = examined(people)
    consider_denial(people.officer, case.reference, "DE/D-7", "essentially_identical", "The same.")
    assert granted(people, case).state == "proposed"
