"""More adverse answers, a measure less, "unknown" in place of an answer: none of them makes the result better."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.diligence import examine_findings, questions
from dualuse.schema.diligence import (
    ANSWERS,
    LEVELS,
    Answer,
    Answered,
    Decision,
    DiligenceResult,
    Findings,
    Mitigation,
)

ITEMS, PARTIES = ("10", "20"), ("Example Directorate", "Example Trading FZE")
PLACES: Final = [
    (question.id, item, party)
    for question in questions().values()
    if question.effect != "mitigate"
    for item in (ITEMS if question.scope == "item" else ("",))
    for party in (PARTIES if question.scope == "party" else ("",))
]
FLAGS: Final = [place for place in PLACES if questions()[place[0]].flags]
RESULTS: Final = ("no", "unknown", "yes")

Order = tuple[int, int, int, tuple[int, ...]]
Place = tuple[str, str, str]


@st.composite
def statements(draw: st.DrawFn) -> Findings:
    """Findings over two items and two parties: nearly all answered well and some changed, or any mixture."""
    answers: dict[Place, Answer | None] = {}
    if draw(st.booleans()):
        answers = {place: _good(place) for place in PLACES}
    changed = draw(st.dictionaries(st.sampled_from(PLACES), st.sampled_from([*ANSWERS, None]), max_size=30))
    answers |= dict(list(changed.items())[:3]) if answers and draw(st.booleans()) else changed
    measures = draw(st.lists(st.tuples(st.sampled_from(FLAGS), st.booleans()), max_size=6))
    return Findings(
        "Q-1",
        answers=tuple(
            Answered(n, answer, "seen", item=i, party=p) for (n, i, p), answer in answers.items() if answer
        ),
        mitigations=tuple(
            Mitigation(flag=n, text="done", measure="", item=i, party=p, verified_by="QA" if v else "")
            for (n, i, p), v in measures
        ),
    )


def _good(place: Place) -> Answer:
    """Not adverse; of the first item every element is there, so that human rights are asked about."""
    question = questions()[place[0]]
    if question.element and place[1] == ITEMS[0]:
        return "no" if question.adverse == "no" else "yes"
    return "no" if question.adverse != "no" else "yes"


def _result(findings: Findings) -> DiligenceResult:
    return examine_findings(findings, ITEMS, PARTIES)


def _order(result: DiligenceResult) -> Order:
    """(low end, high end, flags that are not settled, what the items are): in each, more is worse."""
    low, high = (LEVELS.index(level) for level in result.proposed)
    unsettled = sum(flag.state in ("open", "promised", "unknown") for flag in result.flags)
    return (
        low,
        high,
        unsettled,
        tuple(RESULTS.index(examination.result) for examination in result.examinations),
    )


def _not_better(before: DiligenceResult, after: DiligenceResult) -> None:
    earlier, other = _order(before), _order(after)
    assert earlier[0] <= other[0]
    assert earlier[1] <= other[1]
    assert earlier[2] <= other[2]
    assert all(a <= b for a, b in zip(earlier[3], other[3], strict=True))


def _with(findings: Findings, place: Place, answer: Answer | None) -> Findings:
    others = [
        answered
        for answered in findings.answers
        if (answered.question, answered.item, answered.party) != place
    ]
    stated = [Answered(place[0], answer, "seen", item=place[1], party=place[2])] if answer else []
    return replace(findings, answers=(*others, *stated))


def _good_and_adverse(place: Place) -> tuple[Answer, Answer]:
    return ("no", "yes") if questions()[place[0]].adverse == "yes" else ("yes", "no")


@settings(max_examples=400, deadline=None)
@given(statements(), st.sampled_from([place for place in PLACES if questions()[place[0]].adverse]))
def test_an_adverse_answer_never_improves_the_result(findings: Findings, place: Place) -> None:
    good, adverse = _good_and_adverse(place)
    _not_better(_result(_with(findings, place, good)), _result(_with(findings, place, adverse)))


@settings(max_examples=400, deadline=None)
@given(statements(), st.sampled_from(PLACES))
def test_unknown_in_place_of_an_answer_never_improves_the_result(findings: Findings, place: Place) -> None:
    """Of an answer that is not adverse, in all; of an adverse one, in what the answers may still come to."""
    good, adverse = _good_and_adverse(place)
    unknown = _result(_with(findings, place, "unknown"))
    _not_better(_result(_with(findings, place, good)), unknown)
    before = _order(_result(_with(findings, place, adverse)))
    assert before[1] <= _order(unknown)[1]
    assert before[2] <= _order(unknown)[2]


BETWEEN: Final = [
    place for place in PLACES if questions()[place[0]].flags or questions()[place[0]].effect == "aware"
]


@settings(max_examples=300, deadline=None)
@given(statements(), st.sampled_from(BETWEEN))
def test_an_adverse_answer_in_place_of_unknown_never_improves_the_result(
    findings: Findings, place: Place
) -> None:
    """Of flags and of awareness; other questions only become settled by it."""
    _, adverse = _good_and_adverse(place)
    measures = tuple(
        mitigation
        for mitigation in findings.mitigations
        if (mitigation.flag, mitigation.item, mitigation.party) != place
    )
    without = replace(findings, mitigations=measures)  # a verified measure would settle the flag
    _not_better(_result(_with(without, place, "unknown")), _result(_with(without, place, adverse)))


@settings(max_examples=200, deadline=None)
@given(statements(), st.sampled_from(PLACES))
def test_unknown_is_the_same_as_no_answer_where_it_is_asked(findings: Findings, place: Place) -> None:
    unknown, none = _result(_with(findings, place, "unknown")), _result(_with(findings, place, None))
    if place not in {(shown.question, shown.item, shown.party) for shown in none.open_questions}:
        _not_better(none, unknown)
        return
    assert _order(unknown) == _order(none)
    assert len(unknown.open_questions) == len(none.open_questions)
    assert [reason.code for reason in unknown.because] == [reason.code for reason in none.because]


@settings(max_examples=200, deadline=None)
@given(statements(), st.data())
def test_a_measure_less_never_improves_the_result(findings: Findings, data: st.DataObject) -> None:
    if not findings.mitigations:
        return
    gone = data.draw(st.sampled_from(range(len(findings.mitigations))))
    rest = (*findings.mitigations[:gone], *findings.mitigations[gone + 1 :])
    _not_better(_result(findings), _result(replace(findings, mitigations=rest)))


@settings(max_examples=150, deadline=None)
@given(statements())
def test_no_indication_means_that_everything_is_answered_and_no_flag_is_left(findings: Findings) -> None:
    result = _result(findings)
    of_repression = [shown for shown in result.open_questions if questions()[shown.question].of_repression]
    settled = not of_repression and all(
        flag.state == "clear" for flag in result.flags if questions()[flag.shown.question].of_repression
    )
    aware = any(
        shown.effect == "aware" and shown.answered and shown.answered.answer == "yes"
        for shown in result.answered
    )
    assert (result.proposed == ("no_indication", "no_indication")) == (settled and not aware)
    assert result.level is None
    informed = any(answered.question == "E05" and answered.answer == "yes" for answered in findings.answers)
    knowledge = [value for path, value in result.sets if path.startswith("knowledge")]
    assert knowledge == (["informed"] if informed else [])


KNOWLEDGE: Final = (None, "suspects", "informed")


@settings(max_examples=300, deadline=None)
@given(
    statements(), st.sampled_from([place for place in PLACES if questions()[place[0]].adverse]), st.booleans()
)
def test_no_worse_answer_takes_away_what_an_indication_sets(
    findings: Findings, place: Place, unknown: bool
) -> None:
    """Adverse, or not known, in place of an answer that is not adverse: what is set never becomes less."""
    known = [answered for answered in findings.answers if questions()[answered.question].effect != "aware"]
    decided = replace(findings, answers=tuple(known), decision=Decision("indication", "weighed", "B"))
    good, adverse = _good_and_adverse(place)
    if questions()[place[0]].effect == "aware":
        return  # such a decision is refused beside it
    before, after = (
        dict(_result(_with(decided, place, answer)).sets).get("knowledge.internal_repression")
        for answer in (good, "unknown" if unknown else adverse)
    )
    assert KNOWLEDGE.index(before) <= KNOWLEDGE.index(after)
