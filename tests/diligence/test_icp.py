"""An internal compliance programme: what answers come to (Art. 2(21), 12(4) of Regulation (EU) 2021/821; Annex II, Section G)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.diligence.icp import (
    PURPOSES,
    Attester,
    IcpResult,
    Programme,
    Purpose,
    examined,
    icp_fact,
    questionnaire,
)
from dualuse.diligence.icp.model import STATUS_NAMES
from dualuse.diligence.icp.questionnaire import questionnaire_from
from dualuse.diligence.icp.result import a_year_after, is_core, overall_of, status_of
from dualuse.schema.diligence import Answer, Answered, Proof

ASKED: Final = questionnaire()
PROOF: Final = (Proof(document="policy.pdf", place="1"),)
ATTESTER: Final = Attester("Ada Brandt", "managing director", "2026-11-24")
ESSENTIAL: Final = [question.id for question in ASKED.questions().values() if question.essential]
RANK: Final = {status: len(STATUS_NAMES) - number for number, status in enumerate(STATUS_NAMES)}
OVERALL_RANK: Final = {"complete": 2, "undetermined": 1, "not_complete": 0}


def answer(question: str, given_answer: Answer = "yes", shown: bool = True) -> Answered:
    return Answered(question, given_answer, proofs=PROOF if shown else (), person="J. Feld")


def programme(*changed: Answered, leave_out: tuple[str, ...] = ()) -> Programme:
    """Everything essential in place, but for what is changed or left out."""
    answers = {question: answer(question) for question in ESSENTIAL if question not in leave_out}
    answers.update({answered.question: answered for answered in changed})
    return Programme(
        exporter="Meridian Signals GmbH",
        country="DE",
        date="2026-11-20",
        person="J. Feld",
        answers=tuple(answers.values()),
        attested_by=ATTESTER,
    )


def result(*changed: Answered, leave_out: tuple[str, ...] = ()) -> IcpResult:
    return examined(programme(*changed, leave_out=leave_out), ASKED)


def status(icp: IcpResult, element: str) -> str:
    return next(result.status for result in icp.elements if result.id == element)


def overall(icp: IcpResult) -> dict[Purpose, str]:
    return {purpose.purpose: purpose.overall for purpose in icp.purposes}


def test_there_are_the_seven_core_elements_each_with_five_to_nine_questions() -> None:
    core = [group for group in ASKED.groups if is_core(group.id)]
    assert [group.id for group in core] == [f"H0{number}" for number in range(1, 8)]
    assert all(5 <= len(group.questions) <= 9 for group in core)
    assert all(group.purposes == PURPOSES for group in core)
    assert all(question.reference for question in ASKED.questions().values())


def test_what_only_the_recommendation_says_is_marked_as_recalled() -> None:
    for question in ASKED.questions().values():
        if "2019/1318" in question.reference:
            assert question.verification == "recall", question.id


def test_all_shown_is_complete_for_every_purpose() -> None:
    icp = result()
    assert set(overall(icp).values()) == {"complete"}
    assert {element.status for element in icp.elements} == {"in_place"}
    assert all(not purpose.missing for purpose in icp.purposes)


def test_yes_without_evidence_is_said_and_not_shown() -> None:
    icp = result(answer("H03.1", shown=False))
    assert status(icp, "H03") == "stated"
    assert set(overall(icp).values()) == {"undetermined"}
    assert [(lack.question, lack.state) for lack in icp.purpose("global").missing] == [("H03.1", "said")]


@pytest.mark.parametrize("leave_out", [(), ("H05.2",)])
def test_unknown_is_neither_no_nor_yes(leave_out: tuple[str, ...]) -> None:
    changed = () if leave_out else (answer("H05.2", "unknown"),)
    icp = result(*changed, leave_out=leave_out)
    assert status(icp, "H05") == "unknown"
    assert set(overall(icp).values()) == {"undetermined"}


def test_unknown_with_evidence_stays_unknown() -> None:
    assert status(result(answer("H05.2", "unknown", shown=True)), "H05") == "unknown"


def test_one_no_makes_a_gap_and_decides() -> None:
    icp = result(answer("H02.3", "no"), answer("H02.4", "unknown"))
    assert status(icp, "H02") == "partly"
    assert set(overall(icp).values()) == {"not_complete"}


def test_an_element_of_which_everything_essential_lacks_is_missing() -> None:
    own = [answer(question, "no") for question in ESSENTIAL if question.startswith("H07")]
    assert status(result(*own), "H07") == "missing"
    unsure = [*own[:-1], answer(own[-1].question, "unknown")]
    assert status(result(*unsure), "H07") == "partly"


def test_what_helps_only_decides_nothing() -> None:
    helpful = [answer(question.id, "no") for question in ASKED.questions().values() if not question.essential]
    icp = result(*helpful)
    assert set(overall(icp).values()) == {"complete"}
    assert set(icp.improve) == {answered.question for answered in helpful}


def test_each_purpose_is_judged_by_its_own_questions() -> None:
    assert overall(result(answer("GLOBAL.1", "no"))) == {
        "global": "not_complete",
        "EU007": "complete",
        "human_rights": "complete",
    }
    assert overall(result(leave_out=("EU007.2",)))["EU007"] == "undetermined"
    assert overall(result(leave_out=("EU007.2",)))["global"] == "complete"
    assert overall(result(answer("HR.3", "no")))["human_rights"] == "not_complete"


def test_what_lacks_comes_before_what_is_unknown_and_what_is_only_said() -> None:
    icp = result(answer("H01.1", shown=False), answer("H02.1", "unknown"), answer("H07.1", "no"))
    assert [lack.question for lack in icp.purpose("global").missing] == ["H07.1", "H02.1", "H01.1"]


def test_it_is_looked_at_again_after_twelve_months() -> None:
    assert result().review_by == "2027-11-20"
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


def test_the_fact_is_true_only_where_complete_and_attested() -> None:
    icp = result()
    assert icp_fact(icp) is True
    assert icp_fact(icp, "EU007") is True
    assert icp_fact(replace(icp, attested_by=None)) is None
    assert icp_fact(result(leave_out=("GLOBAL.2",))) is None
    assert icp_fact(result(leave_out=("GLOBAL.2",)), "EU007") is True
    assert icp_fact(result(answer("H02.3", "no"))) is None


def test_the_fact_is_false_only_where_a_core_element_is_answered_to_be_missing() -> None:
    own = [answer(question, "no") for question in ESSENTIAL if question.startswith("H04")]
    assert icp_fact(result(*own)) is False
    assert icp_fact(result(*own[:-1], answer(own[-1].question, "unknown"))) is None
    other = [answer(question, "no") for question in ESSENTIAL if question.startswith("HR")]
    assert icp_fact(result(*other)) is True


def test_after_its_review_the_programme_says_nothing_any_more() -> None:
    assert icp_fact(result(), on=date(2027, 11, 20)) is True
    assert icp_fact(result(), on=date(2027, 11, 21)) is None


def test_before_the_day_that_it_describes_the_programme_says_nothing() -> None:
    """Art. 2(21): a programme of November does not show that there was one in October."""
    own = [answer(question, "no") for question in ESSENTIAL if question.startswith("H04")]
    assert icp_fact(result(), on=date(2026, 11, 20)) is True
    assert icp_fact(result(), on=date(2026, 11, 19)) is None
    assert icp_fact(result(*own), on=date(2026, 11, 20)) is False
    assert icp_fact(result(*own), on=date(2026, 11, 19)) is None


def test_the_questions_name_all_that_the_law_names() -> None:
    """Annex II, Section G, Part 3(2); Art. 27."""
    texts = {name: question.text for name, question in questionnaire().questions().items()}
    assert "onward export" in texts["EU007.6"]
    assert "military items exported without authorisation" in texts["EU007.6"]
    assert "brokering services and technical assistance" in texts["H06.2"]


def test_a_questionnaire_that_contradicts_itself_is_refused() -> None:
    row = '[[groups.questions]]\nid="{}"\nquestion="?"\nessential={}\nverification="{}"\n'
    head = 'version="1"\n[[groups]]\nid="H01"\ntitle="t"\nreference="r"\npurposes=["global"]\n'
    assert questionnaire_from((head + row.format("a", "true", "read")).encode()).version == "1"
    for rows in (
        row.format("a", "false", "read"),
        row.format("a", "true", "sure"),
        row.format("a", "true", "read") * 2,
    ):
        with pytest.raises(ValueError, match=r"."):
            questionnaire_from((head + rows).encode())


_STATES = st.sampled_from(["shown", "said", "unknown", "lacking"])
_ORDER: Final = ["shown", "said", "unknown", "lacking"]


@given(st.lists(_STATES, min_size=1, max_size=9), st.data())
def test_a_more_adverse_answer_never_improves_a_status(states: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(states) - 1))
    worse = data.draw(st.sampled_from(_ORDER[_ORDER.index(states[place]) :]))
    before = status_of(states)  # type: ignore[arg-type]
    after = status_of([*states[:place], worse, *states[place + 1 :]])  # type: ignore[arg-type]
    assert RANK[after] <= RANK[before]
    assert OVERALL_RANK[overall_of([after])] <= OVERALL_RANK[overall_of([before])]


@given(
    st.dictionaries(
        st.sampled_from(ESSENTIAL), st.tuples(st.sampled_from(["yes", "no", "unknown"]), st.booleans())
    ),
    st.sampled_from(ESSENTIAL),
)
def test_a_no_in_place_of_an_answer_never_improves_a_programme(
    given_answers: dict[str, tuple[Answer, bool]], question: str
) -> None:
    changed = [answer(answered, *value) for answered, value in given_answers.items()]
    before, after = result(*changed), result(*changed, answer(question, "no"))
    for purpose, other in zip(before.purposes, after.purposes, strict=True):
        assert OVERALL_RANK[other.overall] <= OVERALL_RANK[purpose.overall]
    for element, changed_element in zip(before.elements, after.elements, strict=True):
        assert RANK[changed_element.status] <= RANK[element.status]
    assert not (icp_fact(after) is True and icp_fact(before) is not True)
