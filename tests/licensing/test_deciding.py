"""From an examined case to a countersigned decision: what stands in between, asked twice, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dualuse.diligence.cyber_surveillance_criteria import element_questions
from dualuse.licensing.cases.applications import amend, apply, submit, write
from dualuse.licensing.cases.competence import why_not_competent
from dualuse.licensing.cases.evidence import SCREENING, counting
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import ask, assign
from dualuse.licensing.decisions.deciding import countersign, give_back, propose
from dualuse.licensing.decisions.examining import assess, check_denials, consider_denial, examine_diligence
from dualuse.licensing.decisions.guards import why_not
from dualuse.licensing.decisions.hits import HitWords
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons
from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.register import enter
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event
from dualuse.licensing.people.actors import actor_of
from dualuse.licensing.people.models import Authority, Organisation, Person, Position
from dualuse.licensing.refusals import Forbidden, Guarded, Malformed, NotThere
from tests.support.screening_home import Entry, install
from tests.support.service_people import SINCE, TODAY, TRANSACTION, UNLISTED, WHOLE, People, record_people

pytestmark = pytest.mark.usefixtures("specification_attached")
POINTS = dict.fromkeys("abcd", "Nothing speaks against it.")
REASONS = Reasons(internal="Usual customer.", applicant="The use is civil.", public="Civil use.")
LAST_DAY = TODAY + timedelta(days=365)
DENIAL = Denial(
    reference="D-7",
    member_state="NL",
    kind="refused",
    decided=date(2025, 5, 1),
    parties=(DeniedParty(role="end_user", name="Example Directorate", country="AE"),),
    lines=(DeniedLine(description="Network analyser", entries=("3A002.c",)),),
    destination="AE",
)


def in_work(people: People, transaction: dict[str, Any] = UNLISTED, fields: dict[str, Any] = WHOLE) -> Case:
    case = submit(
        people.exporter, apply(people.exporter, "individual", transaction, fields, authority="DE").reference
    )
    return assign(people.officer, case.reference, "officer@example.org")


def examined(people: People) -> Case:
    case = in_work(people)
    assess(people.officer, case.reference, POINTS)
    return check_denials(people.officer, case.reference)


def granted(people: People, case: Case, **changes: Any) -> Case:
    return propose(
        people.officer,
        case.reference,
        {"10": LineDecision("granted")},
        REASONS,
        **{"valid_until": LAST_DAY, **changes},
    )


def refused_by(act: Callable[[], object]) -> str:
    with pytest.raises(Guarded) as refused:
        act()
    return refused.value.guard


def surveillance(people: People) -> Case:
    item = {**TRANSACTION["items"][0], "cyber_surveillance": True}
    fields = {**WHOLE}
    case = apply(people.exporter, "individual", {**TRANSACTION, "items": [item]}, fields)
    case.state, case.current, case.drafted = (
        "in_work",
        1,
        0,
    )  # without the declaration of the management, which has tests of its own
    case.save()
    assess(people.officer, case.reference, POINTS)
    return check_denials(people.officer, case.reference)


def test_a_second_person_makes_the_decision(people: People) -> None:
    case = granted(people, examined(people))
    assert case.state == "proposed"
    decided = countersign(people.second, case.reference, "")
    assert decided.state == "decided"
    proposal = Proposal.objects.get()
    assert (proposal.standing, proposal.second_id) == ("countersigned", people.second.person)
    assert [row.decision for row in proposal.lines.all()] == ["granted"]
    assert list(faults(case.chain)) == []
    assert Event.objects.filter(chain=case.chain).last().action == "countersign"  # type: ignore[union-attr]


def test_nobody_countersigns_an_own_proposal(people: People) -> None:
    person = Person.objects.get(email="officer@example.org")
    german = Authority.objects.get(code="DE")
    Position.objects.create(person=person, role="countersigner", authority=german, since=SINCE)
    record_people()
    both = actor_of(person, TODAY)
    case = granted(people, examined(people))
    assert refused_by(lambda: countersign(both, case.reference, "")) == "four_eyes"
    supervisor = people.supervisor
    granted_by_supervisor = replace(supervisor)
    assert countersign(granted_by_supervisor, case.reference, "").state == "decided"


@pytest.mark.parametrize("who", ["exporter", "officer_nl", "administrator", "second"])
def test_who_may_not_propose(people: People, who: str) -> None:
    case = examined(people)
    with pytest.raises((Forbidden, NotThere)):
        propose(getattr(people, who), case.reference, {}, REASONS, valid_until=LAST_DAY)


def test_nothing_is_proposed_before_it_was_examined(people: People) -> None:
    case = in_work(people)
    assert refused_by(lambda: granted(people, case)) == "incomplete"
    assess(people.officer, case.reference, POINTS)
    assert refused_by(lambda: granted(people, case)) == "denials"
    check_denials(people.officer, case.reference)
    assert granted(people, case).state == "proposed"


def test_refusing_wants_the_look_at_denials_too(people: People) -> None:
    """Art. 16(5): before granting and before refusing."""
    case = in_work(people)
    assess(people.officer, case.reference, POINTS)
    refuse = {"10": LineDecision("refused")}
    assert (
        refused_by(
            lambda: propose(people.officer, case.reference, refuse, REASONS, criteria=("human_rights",))
        )
        == "denials"
    )


def test_a_denial_that_is_met_is_considered_first(people: People) -> None:
    enter(DENIAL)
    case = examined(people)
    assert refused_by(lambda: granted(people, case)) == "denials"
    consider_denial(
        people.officer, case.reference, "NL/D-7", "not_essentially_identical", "Another instrument."
    )
    assert granted(people, case).state == "proposed"


def test_a_denial_that_comes_between_proposal_and_countersignature_stops_it(people: People) -> None:
    case = granted(people, examined(people))
    enter(DENIAL)
    assert refused_by(lambda: countersign(people.second, case.reference, "")) == "denials"
    consider_denial(
        people.supervisor, case.reference, "NL/D-7", "not_essentially_identical", "Another instrument."
    )
    assert refused_by(lambda: granted(people, case)) == "stale_evidence"
    check_denials(people.second, case.reference)
    granted(people, case)
    assert countersign(people.second, case.reference, "").state == "decided"


def test_a_denial_that_changed_is_considered_again(people: People) -> None:
    enter(DENIAL)
    case = examined(people)
    consider_denial(
        people.officer, case.reference, "NL/D-7", "not_essentially_identical", "Another instrument."
    )
    enter(replace(DENIAL, end_use="Interception"))
    check_denials(people.officer, case.reference)
    assert refused_by(lambda: granted(people, case)) == "denials"
    enter(replace(DENIAL, revoked=TODAY))
    check_denials(people.officer, case.reference)
    assert granted(people, case).state == "proposed"


def test_no_surveillance_item_is_decided_without_the_authoritys_own_diligence(people: People) -> None:
    """Art. 5, DESIGN section 5: no path grants one without it."""
    case = surveillance(people)
    for decision in ("granted", "not_required", "refused"):
        with pytest.raises(Guarded) as refused:
            propose(
                people.officer,
                case.reference,
                {"10": LineDecision(decision)},
                REASONS,
                criteria=("human_rights",),
                valid_until=LAST_DAY,
            )
        assert refused.value.guard in ("own_diligence", "incomplete")
    assert why_not("propose", case, TODAY) is not None


def test_own_diligence_answers_every_question_that_applies(people: People) -> None:
    case = surveillance(people)
    row = {"question": element_questions()[0].id, "answer": "yes", "reason": "data sheet", "item": "10"}
    with pytest.raises(Malformed) as refused:
        examine_diligence(people.officer, case.reference, [row])
    assert {fault.code for fault in refused.value.problems} == {"unanswered"}
    with pytest.raises(Malformed) as refused:
        examine_diligence(people.officer, case.reference, [{**row, "reason": " "}])
    assert [fault.path for fault in refused.value.problems] == ["answers[0].reason"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"lines": {"99": LineDecision("granted")}}, "lines.99"),
        ({"lines": {"10": LineDecision("extended")}}, "lines.10.decision"),
        ({"lines": {"10": LineDecision("refused")}}, "criteria"),
        ({"criteria": ("weather",)}, "criteria"),
        ({"valid_until": None}, "valid_until"),
        ({"valid_until": TODAY - timedelta(days=1)}, "valid_until"),
        ({"reasons": replace(REASONS, public=" ")}, "reasons.public"),
    ],
)
def test_a_proposal_says_what_a_decision_says(people: People, change: dict[str, Any], path: str) -> None:
    case = examined(people)
    whole: dict[str, Any] = {
        "lines": {"10": LineDecision("granted")},
        "reasons": REASONS,
        "valid_until": LAST_DAY,
    }
    with pytest.raises(Malformed) as refused:
        propose(people.officer, case.reference, **(whole | change))
    assert [fault.path for fault in refused.value.problems] == [path]
    assert Case.objects.get().state == "in_work"


def test_what_was_given_back_is_proposed_anew(people: People) -> None:
    case = granted(people, examined(people))
    with pytest.raises(Malformed):
        give_back(people.second, case.reference, " ")
    assert give_back(people.second, case.reference, "Say more on the use.").state == "in_work"
    granted(people, case)
    assert list(Proposal.objects.order_by("number").values_list("standing", flat=True)) == [
        "returned",
        "proposed",
    ]


def test_an_officer_of_a_state_that_is_not_competent_cannot_propose(people: People) -> None:
    """Art. 12(2): the State where the exporter is established."""
    Organisation.objects.filter(reference="O-1").update(country="NL")
    transaction = {**UNLISTED, "exporter": {**UNLISTED["exporter"], "country": "NL"}}
    case = in_work(people, transaction)
    assess(people.officer, case.reference, POINTS)
    check_denials(people.officer, case.reference)
    assert refused_by(lambda: granted(people, case)) == "not_competent"


@pytest.mark.parametrize(
    ("country", "located", "guard"),
    [("CH", "DE", ""), ("CH", "NL", "not_competent"), ("CH", None, "not_competent")],
)
def test_an_exporter_outside_the_union_applies_where_the_items_are(
    people: People, country: str, located: str | None, guard: str
) -> None:
    """Art. 12(2), second subparagraph."""
    case = in_work(people)
    version = case.versions.get()
    version.transaction = {
        **version.transaction,
        "exporter": {**UNLISTED["exporter"], "country": country},
        "located_in": located,
    }
    version.save()
    Organisation.objects.filter(reference="O-1").update(country=country)
    changed = Case.objects.get(pk=case.pk)
    assert (why_not_competent(changed, changed.versions.get()) is not None) == bool(guard)


def test_a_question_that_is_open_holds_the_proposal(people: People) -> None:
    case = examined(people)
    ask(people.officer, case.reference, "Who installs it?")
    assert refused_by(lambda: granted(people, case)) == "state"


def test_an_amendment_voids_what_looked_at_what_it_changed_and_nothing_else(people: People) -> None:
    case = examined(people)
    amend(people.exporter, case.reference)
    assert refused_by(lambda: amend(people.exporter, case.reference)) == "state"
    write(people.exporter, case.reference, None, {"contact_name": "C. Person"})
    submit(people.exporter, case.reference)
    assert counting(case, "assessment").exists()
    assert counting(case, "denials").exists()
    amend(people.exporter, case.reference)
    item = {**UNLISTED["items"][0], "value": "9000"}
    write(people.exporter, case.reference, {**UNLISTED, "items": [item]}, None)
    submit(people.exporter, case.reference)
    assert not counting(case, "assessment").exists()
    assert counting(case, "denials").exists()
    assert refused_by(lambda: granted(people, case)) == "incomplete"
    amend(people.exporter, case.reference)
    party = {**UNLISTED["parties"][0], "name": "Another Directorate"}
    write(people.exporter, case.reference, {**UNLISTED, "parties": [party]}, None)
    submit(people.exporter, case.reference)
    assert not counting(case, "denials").exists()
    assert Case.objects.get().state == "in_work"
    assert list(faults(case.chain)) == []


def test_nothing_is_written_without_an_amendment(people: People) -> None:
    case = examined(people)
    assert (
        refused_by(lambda: write(people.exporter, case.reference, None, {"contact_name": "C. Person"}))
        == "state"
    )
    assert refused_by(lambda: submit(people.exporter, case.reference)) == "state"


def test_a_case_is_not_decided_where_no_list_is_installed(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    case = examined(people)
    assert counting(case, SCREENING).get().result["status"] == "not_screened"
    assert refused_by(lambda: granted(people, case)) == "incomplete"


def test_a_hit_is_seen_in_the_evidence(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    install(
        tmp_path, "xx_service", date.today().isoformat(), [Entry("P7", "Example Directorate", "Organization")]
    )
    result = counting(examined(people), SCREENING).get().result
    assert (result["status"], [hit["entity"] for hit in result["hits"]]) == ("hit", ["P7"])


@pytest.mark.parametrize(("name", "guard"), [("Example Directorate", "stale_evidence"), ("Someone Else", "")])
def test_a_new_edition_of_a_list_counts_where_it_says_something_else(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, guard: str
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    install(tmp_path, "xx_service", yesterday, [Entry("P1", "Quillon Orlowberg")])
    case = granted(people, examined(people))
    install(
        tmp_path,
        "xx_service",
        date.today().isoformat(),
        [Entry("P1", "Quillon Orlowberg"), Entry("P7", name, "Organization")],
    )
    if guard:
        assert refused_by(lambda: countersign(people.second, case.reference, "")) == guard
        assert check_denials(people.officer, case.reference).state == "in_work"
    else:
        assert countersign(people.second, case.reference, "").state == "decided"


def test_a_text_that_changed_is_looked_through_again(people: People) -> None:
    """A name may stand in the end use; that is no matter of denials."""
    case = examined(people)
    amend(people.exporter, case.reference)
    write(
        people.exporter, case.reference, {**UNLISTED, "end_use": "For the Quillon Orlowberg Foundation"}, None
    )
    submit(people.exporter, case.reference)
    assess(people.officer, case.reference, POINTS)
    assert refused_by(lambda: granted(people, case)) == "stale_evidence"
    check_denials(people.officer, case.reference)
    assert refused_by(lambda: granted(people, case)) == "incomplete", "who is named there is met"
    (path,) = {
        hit["party"] for hit in case.evidence.filter(kind="screening", voided=None).get().result["hits"]
    }
    words = HitWords(path, "somebody_else", "Quillon Orlowberg is a person, the foundation a body.")
    assess(people.officer, case.reference, POINTS, hits=[words])
    assert granted(people, case).state == "proposed"
