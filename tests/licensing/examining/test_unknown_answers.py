"""An authority's own diligence that knows nothing carries no grant (Art. 5(2), 15(1)); by service and API, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.diligence.questionnaire import questions
from dualuse.licensing.cases.evidence import OWN_DILIGENCE, counting
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.deciding import propose
from dualuse.licensing.decisions.examining import assess, check_denials, examine_diligence
from dualuse.licensing.decisions.own_diligence import adverse_answers, is_decisive, questions_asked
from dualuse.licensing.decisions.proposal_faults import LineDecision
from dualuse.licensing.events.models import Event
from dualuse.licensing.refusals import Guarded, Malformed
from tests.licensing.test_consequences import LAST_DAY, REASONS
from tests.support.service_diligence import submitted_with_documents
from tests.support.service_people import TRANSACTION, WHOLE, People

POINTS = dict.fromkeys("abcd", "Nothing speaks against it.")


def in_work(people: People) -> Case:
    case = submitted_with_documents(people.exporter, "individual", TRANSACTION, WHOLE, "DE")
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, POINTS)
    return check_denials(people.officer, case.reference)


def answers(
    case: Case, unknown: frozenset[str], reason: str = "It was looked for in open sources."
) -> list[dict[str, Any]]:
    return [
        {
            "question": row["question"],
            "answer": "unknown" if row["question"] in unknown else "yes" if row["adverse"] == "no" else "no",
            "reason": reason,
            "item": row["item"] or "",
            "party": row["party"] or "",
        }
        for row in questions_asked(case, "en")["questions"]
    ]


def granted(people: People, case: Case) -> str:
    return propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY).state


@pytest.mark.parametrize("reason", ["-", "x", "?", "n/a", "."])
def test_an_answer_has_its_reason_in_words(people: People, reason: str) -> None:
    case = in_work(people)
    with pytest.raises(Malformed) as refused:
        examine_diligence(people.officer, case.reference, answers(case, frozenset(questions()), reason))
    assert {fault.code for fault in refused.value.problems} == {"reason_empty"}


@pytest.mark.parametrize("unknown", [frozenset(questions()), frozenset({"B03"}), frozenset({"E04"})])
def test_a_decisive_question_that_is_not_known_carries_no_grant(
    people: People, unknown: frozenset[str]
) -> None:
    case = in_work(people)
    examine_diligence(people.officer, case.reference, answers(case, unknown))
    row = counting(case, OWN_DILIGENCE).get()
    assert "B03" in row.result["flags"] or "B03" not in unknown
    with pytest.raises(Guarded, match="answered with") as refused:
        granted(people, case)
    assert refused.value.guard == "own_diligence"


def test_a_refusal_needs_no_more(people: People) -> None:
    case = in_work(people)
    examine_diligence(people.officer, case.reference, answers(case, frozenset(questions())))
    lines = {"10": LineDecision("refused")}
    assert (
        propose(people.officer, case.reference, lines, REASONS, criteria=("human_rights",)).state
        == "proposed"
    )


def test_what_is_not_decisive_may_stay_unknown(people: People) -> None:
    case = in_work(people)
    open_ones = frozenset(name for name in questions() if not is_decisive(name))
    assert "D13" in open_ones
    assert not open_ones & {"A12", "B03", "D09", "D17", "E01", "E04"}
    examine_diligence(people.officer, case.reference, answers(case, open_ones))
    assert granted(people, case) == "proposed"


def test_another_answer_settles_it(people: People) -> None:
    case = in_work(people)
    examine_diligence(people.officer, case.reference, answers(case, frozenset({"B03"})))
    examine_diligence(people.officer, case.reference, answers(case, frozenset()))
    assert granted(people, case) == "proposed"


def test_the_questions_can_be_fetched_in_words(people: People) -> None:
    asked = questions_asked(in_work(people), "en")
    assert asked["lines"] == ["10"]
    rows = asked["questions"]
    assert len({(row["question"], row["item"], row["party"]) for row in rows}) == len(rows)
    assert all(row["text"] and not (row["item"] and row["party"]) for row in rows)
    assert {row["item"] for row in rows if row["question"] == "B03"} == {"10"}


def answered_adversely(people: People) -> Case:
    case = in_work(people)
    rows = [
        {**row, "answer": questions()[row["question"]].adverse or "no"} for row in answers(case, frozenset())
    ]
    return examine_diligence(people.officer, case.reference, rows)


@pytest.mark.parametrize("words", ["", "-", "tbd"])
def test_a_grant_against_the_diligence_wants_words(people: People, words: str) -> None:
    """Art. 5(2): an adverse answer was milder than one that is not known."""
    case = answered_adversely(people)
    with pytest.raises(Malformed) as refused:
        propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY, all_the_same=words)
    assert [fault.path for fault in refused.value.problems] == ["all_the_same"]


def test_the_second_person_is_warned_of_it(people: People) -> None:
    case = answered_adversely(people)
    words = "The user is a court, under its order."
    propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY, all_the_same=words)
    assert "B03" in adverse_answers(case, ["10"])
    assert adverse_answers(case, []) == []
    written = Event.objects.filter(chain=case.chain).latest("number").content.content  # type: ignore[attr-defined]
    assert written["all_the_same"] == words


def test_a_refusal_by_the_diligence_wants_no_more_words(people: People) -> None:
    case = answered_adversely(people)
    refusal = {"10": LineDecision("refused")}
    state = propose(people.officer, case.reference, refusal, REASONS, criteria=("human_rights",)).state
    assert state == "proposed"
