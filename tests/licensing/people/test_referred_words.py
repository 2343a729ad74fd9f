"""What an authority wrote for itself stays with it when it refers a case; by API and page, on both databases."""

from __future__ import annotations

import pytest

from dualuse.licensing.cases.applications import answer
from dualuse.licensing.cases.work import ask, note, refer
from dualuse.licensing.decisions.deciding import give_back, propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.portal.pages.case_view import case_view
from tests.licensing.test_api import Caller, callers
from tests.licensing.test_consequences import LAST_DAY, examined
from tests.support.service_decisions import REASONS
from tests.support.service_people import UNLISTED, WHOLE, People, move_applicant, people_there

__all__ = ["callers"]
INTERNAL = ("Note of Germany", "Assessed by Germany", REASONS.internal, "Given back by Germany")
SHARED = ("Asked by Germany", "Answered by the firm", "Referred by Germany")


def referred(people: People) -> str:
    """The reference of a case that Germany has worked on, proposed, taken back and referred to the Netherlands."""
    case = examined(people, UNLISTED, WHOLE)
    ask(people.officer, case.reference, "Asked by Germany")
    answer(people.exporter, case.reference, 1, "Answered by the firm")
    assess(people.officer, case.reference, dict.fromkeys("abcd", "Assessed by Germany"))
    check_denials(people.officer, case.reference)
    note(people.officer, case.reference, "Note of Germany")
    propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
    give_back(people.second, case.reference, "Given back by Germany")
    move_applicant("NL")
    refer(people.officer, case.reference, "NL", "Referred by Germany")
    return case.reference


def words_at(caller: Caller, reference: str) -> str:
    """Everything that the API says of a case."""
    answers = [caller.send("GET", f"cases/{reference}{route}") for route in ("", "/events?limit=200")]
    assert [row.status_code for row in answers] == [200, 200]
    return "".join(row.content.decode() for row in answers)


def test_the_next_authority_reads_the_case_and_not_the_words(callers: dict[str, Caller]) -> None:
    people = people_there()
    reference = referred(people)
    seen = words_at(callers["officer-nl"], reference)
    assert [word for word in INTERNAL if word in seen] == []
    assert [word for word in SHARED if word not in seen] == []
    assert '"counts": false' in seen, "that it was examined, and counts no more, is there"
    note(people.officer_nl, reference, "Note of the Netherlands")
    assert "Note of the Netherlands" in words_at(callers["officer-nl"], reference)


def test_who_gets_it_back_reads_its_own(callers: dict[str, Caller]) -> None:
    people = people_there()
    reference = referred(people)
    note(people.officer_nl, reference, "Note of the Netherlands")
    move_applicant("DE")
    refer(people.officer_nl, reference, "DE", "Referred by the Netherlands")
    seen = words_at(callers["officer"], reference)
    assert [word for word in (*INTERNAL[:2], "Given back by Germany", *SHARED) if word not in seen] == []
    assert "Note of the Netherlands" not in seen


@pytest.mark.parametrize("code", ["DE", "NL"])
def test_the_page_says_no_more(people: People, code: str) -> None:
    reference = referred(people)
    if code == "DE":
        move_applicant("DE")
        refer(people.officer_nl, reference, "DE", "It is yours.")
    view = case_view(people.officer if code == "DE" else people.officer_nl, reference)
    words = [text for event in view.happened for _, text in event.words]
    assert (view.proposal is not None) is (code == "DE")
    assert ("Note of Germany" in words) is (code == "DE")
    assert "Asked by Germany" in words
