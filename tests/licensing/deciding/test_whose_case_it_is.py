"""Every case has an end: what no authority here could decide is not begun, and what is another State's is referred there and nowhere else; on both databases."""

from __future__ import annotations

import pytest

from dualuse.i18n import PlaceName
from dualuse.licensing.actions import offers
from dualuse.licensing.cases.applications import apply, missing, submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import note, refer
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.proposal_faults import LineDecision
from dualuse.licensing.people.models import Authority
from dualuse.licensing.refusals import Guarded, Malformed
from tests.licensing.deciding.test_ways_out import POINTS, proposed, transit, why_refused
from tests.licensing.test_consequences import REASONS, examined
from tests.support.service_people import (
    TODAY,
    UNLISTED,
    WHOLE,
    People,
    apply_with_specification,
    move_applicant,
)


def of_swiss_firm(people: People, located_in: str, authority: str) -> Case:
    move_applicant("CH")
    exporter = {**UNLISTED["exporter"], "country": "CH"}
    data = {**UNLISTED, "exporter": exporter, "located_in": located_in}
    return apply_with_specification(people.exporter, "individual", data, WHOLE, authority=authority)


@pytest.mark.parametrize("located_in", ["CN", "XI"])
def test_what_no_state_of_the_union_decides_is_not_submitted(people: People, located_in: str) -> None:
    """Art. 12(2): the applicant is established outside the Union, and the items are, too."""
    case = of_swiss_firm(people, located_in, "DE")
    first = missing(case, case.versions.get())[0]
    assert (first.path, first.text.code) == ("transaction.located_in", "nobody_competent")
    with pytest.raises(Guarded) as refused:
        submit(people.exporter, case.reference)
    assert "nobody_competent" in {fault.code for fault in refused.value.problems}


@pytest.mark.parametrize("located_in", ["FR", "GF"])
def test_what_a_state_decides_that_is_not_here_is_told_so(people: People, located_in: str) -> None:
    """French Guiana is of France."""
    case = of_swiss_firm(people, located_in, "DE")
    first = missing(case, case.versions.get())[0]
    assert (first.text.code, first.text.params["state"]) == ("authority_elsewhere", PlaceName("FR"))


@pytest.mark.parametrize("located_in", ["DE", "NL"])
def test_where_the_items_are_somebody_decides(people: People, located_in: str) -> None:
    case = of_swiss_firm(people, located_in, "DE")
    codes = {gap.text.code for gap in missing(case, case.versions.get())}
    assert not codes & {"nobody_competent", "authority_elsewhere"}


def test_a_firm_of_a_state_that_is_not_here_applies_there(people: People) -> None:
    move_applicant("FR")
    case = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE")
    first = missing(case, case.versions.get())[0]
    assert (first.path, first.text.code) == ("organisation.country", "authority_elsewhere")


def test_what_becomes_nobodys_ends_as_withdrawn(people: People) -> None:
    """However it came there: the items were moved out of the Union, say."""
    case = examined(people, UNLISTED, WHOLE)
    move_applicant("CH")
    version = case.versions.get()
    version.transaction = {**version.transaction, "located_in": "CN"}
    version.save()
    case.evidence.update(voided=case.created)
    note(people.officer, case.reference, "The applicant says that they were moved.")
    assert why_refused(people, case, "granted")[0] == "not_competent"
    with pytest.raises(Guarded) as refused:
        refer(people.officer, case.reference, "FR", "Theirs.")
    assert refused.value.guard == "not_competent"
    assess(people.officer, case.reference, POINTS)
    check_denials(people.officer, case.reference)
    proposed(people, case, "withdrawn")
    assert countersign(people.second, case.reference, "").state == "decided"


@pytest.mark.parametrize("state", ["NL", "FR"])
def test_who_is_not_competent_may_end_it_as_withdrawn(people: People, state: str) -> None:
    case = examined(people, UNLISTED, WHOLE)
    move_applicant(state)
    for decision in ("granted", "refused", "not_required"):
        assert why_refused(people, case, decision)[0] == "not_competent"
    propose(people.officer, case.reference, {"10": LineDecision("withdrawn")}, REASONS)
    assert countersign(people.second, case.reference, "").state == "decided"


def test_a_prohibition_that_is_not_its_own_is_ended_as_withdrawn(people: People) -> None:
    """Art. 7(1): the State where the items are prohibits their transit."""
    case = transit(people, located_in="NL")
    assert why_refused(people, case, "prohibited")[0] == "not_competent"
    proposed(people, case, "withdrawn")
    assert countersign(people.second, case.reference, "").state == "decided"


@pytest.mark.parametrize("authority", ["FR", "NL"])
def test_who_is_competent_refers_nothing_away(people: People, authority: str) -> None:
    """Art. 12(2): one officer alone ends no case that is its own State's."""
    case = examined(people, UNLISTED, WHOLE)
    with pytest.raises(Guarded) as refused:
        refer(people.officer, case.reference, authority, "Goodbye.")
    assert (refused.value.guard, refused.value.why.code) == ("not_competent", "competent_itself")
    (offer,) = (row for row in offers(people.officer, case, TODAY) if row.action.name == "refer")
    assert offer.guard == "not_competent"


@pytest.mark.parametrize(("competent", "other"), [("NL", "FR"), ("FR", "NL"), ("FR", "ES")])
def test_a_case_is_referred_to_who_is_competent_alone(people: People, competent: str, other: str) -> None:
    case = examined(people, UNLISTED, WHOLE)
    move_applicant(competent)
    with pytest.raises(Guarded) as refused:
        refer(people.officer, case.reference, other, "Theirs.")
    assert refused.value.guard == "not_competent"
    assert refused.value.why.params["competent"] == competent
    ended = refer(people.officer, case.reference, competent, "Established there.")
    assert ended.state == ("submitted" if competent == "NL" else "withdrawn")


def test_two_authorities_of_one_state_refer_to_each_other(people: People) -> None:
    other = Authority.objects.create(code="DE-2", member_state="DE", name="Another one")
    case = examined(people, UNLISTED, WHOLE)
    for state in ("NL", "FR"):
        with pytest.raises(Guarded):
            refer(people.officer, case.reference, state, "Theirs.")
    assert refer(people.officer, case.reference, "DE-2", "It does these.").authority == other


@pytest.mark.parametrize("place", ["CN", "XI", "FR", "GF"])
def test_a_prohibition_that_nobody_here_could_decide_is_not_opened(people: People, place: str) -> None:
    with pytest.raises(Malformed) as refused:
        transit(people, located_in=place)
    assert [fault.path for fault in refused.value.problems] == ["transaction.located_in"]
