"""What is found while a decision is proposed, and was not there before, lets the proposal lapse: nobody decides alone on what the first one never saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dualuse.licensing.cases.applications import submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign, consult
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import assess, check_denials, consider_denial
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.denials.register import enter
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event
from dualuse.licensing.refusals import Guarded
from tests.licensing.test_deciding import DENIAL
from tests.support.screening_home import Entry, install
from tests.support.service_decisions import REASONS, proposed_case
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People, apply_with_specification

LAST_DAY = TODAY + timedelta(days=300)
OTHER = Entry("P1", "Quillon Orlowberg")


def look(people: People, reference: str) -> Case:
    return check_denials(people.second, reference)


def consider(people: People, reference: str, conclusion: str = "not_essentially_identical") -> Case:
    return consider_denial(people.second, reference, "NL/D-7", conclusion, "Another instrument.")


def exchange(people: People, reference: str) -> Case:
    return consult(people.supervisor, reference, ["NL"], "Art. 16(5)", "It objects.")


def see_undone(case: Case, people: People) -> None:
    assert case.state == "in_work"
    proposal = Proposal.objects.get()
    assert proposal.standing == "lapsed"
    assert Event.objects.filter(chain=case.chain).latest("number").body["lapsed"] == proposal.pk
    with pytest.raises(Guarded) as refused:
        countersign(people.second, case.reference, "")
    assert refused.value.guard == "state"
    assert list(faults(case.chain)) == []


@pytest.mark.parametrize("act", [look, consider, exchange])
def test_a_denial_that_came_meanwhile_is_for_the_officer(
    people: People, act: Callable[[People, str], Case]
) -> None:
    """Art. 16(5): who proposed decides on it, too, whichever way the second person takes notice of it."""
    reference = proposed_case(people)
    enter(DENIAL)
    see_undone(act(people, reference), people)
    look(people, reference)
    consider(people, reference)
    propose(people.officer, reference, {}, REASONS, valid_until=LAST_DAY)
    assert countersign(people.second, reference, "").state == "decided"


def test_an_end_user_that_was_listed_meanwhile_is_for_the_officer(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Art. 15(1)(b)."""
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    install(tmp_path, "xx_service", (date.today() - timedelta(days=1)).isoformat(), [OTHER])
    reference = proposed_case(people)
    listed = Entry("P7", "Example Directorate", "Organization")
    install(tmp_path, "xx_service", date.today().isoformat(), [OTHER, listed])
    see_undone(look(people, reference), people)


def test_another_conclusion_is_for_the_officer(people: People) -> None:
    """The first one saw that it was another transaction; that it is the same one is new."""
    enter(DENIAL)
    reference = proposed_case_over_denial(people)
    assert consider(people, reference).state == "proposed", "the same conclusion undoes nothing"
    see_undone(consider(people, reference, "essentially_identical"), people)


def proposed_case_over_denial(people: People) -> str:
    reference = apply_with_specification(people.exporter, "individual", UNLISTED, WHOLE).reference
    submit(people.exporter, reference)
    assign(people.officer, reference, "officer@example.org")
    assess(people.officer, reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(people.officer, reference)
    consider_denial(people.officer, reference, "NL/D-7", "not_essentially_identical", "Another one.")
    propose(people.officer, reference, {}, REASONS, valid_until=LAST_DAY)
    return reference


def test_what_is_looked_at_again_and_says_the_same_undoes_nothing(people: People) -> None:
    reference = proposed_case(people)
    enter(replace(DENIAL, reference="D-8", parties=(replace(DENIAL.parties[0], name="Zarqa Works"),)))
    assert look(people, reference).state == "proposed"
    assert countersign(people.second, reference, "").state == "decided"
