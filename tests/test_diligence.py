"""Due diligence (Art. 5(2)): the examination under Art. 2(20), flags that no sum hides, the interval of the proposal, a person's decision."""

from __future__ import annotations

import pytest

from dualuse.contract.diligence import Answer, Answered, Findings, Level
from dualuse.contract.problems import InputError
from dualuse.diligence import examine_findings, questions
from tests.diligence_findings import ITEM, MEETS, PARTY, clean, found, measure, said

ABILITIES = ("A06a", "A06b", "A06c", "A06d")


def _examined(answers: dict[str, Answer]) -> tuple[str, tuple[str, ...], bool]:
    (one,) = found([said(name, answer) for name, answer in answers.items()]).examinations
    return one.result, one.fails_on, one.voluntary


def _codes(result: object, of: str = "because") -> list[str]:
    return [one.code for one in getattr(result, of)]


# Art. 2(20)


def test_an_item_is_one_for_cyber_surveillance_only_with_every_element() -> None:
    assert _examined(MEETS) == ("yes", (), False)


@pytest.mark.parametrize(
    ("changed", "fails_on"),
    [
        ({"A02": "no"}, "specially_designed"),
        ({"A05": "no"}, "natural_persons"),
        ({"A07": "no"}, "systems"),
        ({"A03": "yes"}, "commercial_only"),
        (dict.fromkeys(ABILITIES, "no"), "ability"),
    ],
)
def test_one_element_that_is_not_there_takes_the_item_out(changed: dict[str, Answer], fails_on: str) -> None:
    assert _examined(MEETS | changed) == ("no", (fails_on,), False)
    assert _examined(changed)[0] == "no", "whatever else is open"


@pytest.mark.parametrize("name", [name for name in MEETS if name not in ("A06b", "A06c", "A06d")])
def test_an_open_element_leaves_the_examination_open(name: str) -> None:
    assert _examined(MEETS | {name: "unknown"})[0] == "unknown"
    assert _examined({one: answer for one, answer in MEETS.items() if one != name})[0] == "unknown"


@pytest.mark.parametrize("name", ABILITIES)
def test_any_of_the_four_abilities_is_enough(name: str) -> None:
    others: dict[str, Answer] = dict.fromkeys(ABILITIES, "unknown")
    assert _examined(MEETS | others | {name: "yes"})[0] == "yes"
    assert _examined(MEETS | others | {name: "no"})[0] == "unknown"


def test_an_item_out_on_covert_alone_is_asked_about_human_rights_voluntarily() -> None:
    result = found([said(name, answer) for name, answer in (MEETS | {"A04": "no"}).items()])
    assert result.examinations[0].voluntary
    assert "B02" in {one.question for one in result.open_questions}
    assert "cyber_surveillance_voluntary" in _codes(result)
    other = found([said(name, answer) for name, answer in (MEETS | {"A04": "no", "A05": "no"}).items()])
    assert not other.examinations[0].voluntary
    assert "B02" not in {one.question for one in other.open_questions}


def test_a_listed_surveillance_item_is_not_examined_and_human_rights_are_asked() -> None:
    result = found(listed=frozenset({ITEM}))
    assert result.examinations[0].result == "yes"
    assert result.examinations[0].elements == ()
    asked = {one.question for one in result.open_questions}
    assert not asked & {"A01", "A02", "A08"}
    assert {"A12", "B02", "E01"} <= asked
    assert (f"items.{ITEM}.cyber_surveillance", True) in result.sets


def test_an_element_denied_without_a_reason_is_a_warning() -> None:
    assert "element_no_reason" in _codes(found([said("A05", "no", "")]), "warnings")
    assert "element_no_reason" in _codes(found([said("A03", "yes", "")]), "warnings")
    assert _codes(found([said("A05", "no", "only machines")]), "warnings") == []
    assert _codes(found([said("A06b", "no", "")]), "warnings") == [], "another ability may do"


def test_of_an_item_said_to_be_listed_nothing_is_set_until_it_is_classified() -> None:
    result = found([said("A01", "yes"), said("A05", "no")])
    assert result.examinations[0].result == "no"
    assert result.sets == ()
    assert "listed_not_classified" in _codes(result, "warnings")
    assert found([said("A01", "no"), said("A05", "no")]).sets == (
        (f"items.{ITEM}.cyber_surveillance", False),
    )


# Flags and the proposal


def test_all_answered_and_nothing_adverse_is_no_indication() -> None:
    result = found(clean())
    assert result.proposed == ("no_indication", "no_indication")
    assert result.open_questions == ()
    assert "all_clear" in _codes(result)
    assert result.level is None
    assert result.sets == ((f"items.{ITEM}.cyber_surveillance", True),), "a decision is a person's"


def test_nothing_answered_is_not_no_indication() -> None:
    result = found()
    assert result.proposed == ("no_indication", "aware")
    assert {flag.state for flag in result.flags} == {"unknown"}
    assert result.sets == ()


@pytest.mark.parametrize("name", [one.id for one in questions().values() if one.effect != "mitigate"])
def test_one_open_question_keeps_the_proposal_open(name: str) -> None:
    result = found(clean({name: None}))
    most = "aware" if questions()[name].effect == "aware" else "indication"
    assert result.proposed == ("no_indication", most)
    assert found(clean({name: "unknown"})).proposed == result.proposed


@pytest.mark.parametrize("name", [one.id for one in questions().values() if one.flags])
def test_every_flag_is_an_indication_at_least(name: str) -> None:
    adverse = questions()[name].adverse
    result = found(clean({name: adverse}))  # type: ignore[dict-item]
    assert result.proposed == ("indication", "indication")
    assert [flag.shown.question for flag in result.flags if flag.state == "open"] == [name]


@pytest.mark.parametrize("name", ["E01", "E04", "E05"])
def test_positive_knowledge_is_awareness(name: str) -> None:
    result = found(clean({name: "yes"}))
    assert result.proposed == ("aware", "aware")
    assert _codes(result)[0] == "aware"


def test_who_was_informed_by_an_authority_is_told_that_this_is_more() -> None:
    assert "authority_informed" in _codes(found(clean({"E05": "yes"})), "warnings")


def test_a_measure_counts_when_it_is_verified_and_else_is_a_promise() -> None:
    answers = clean({"B08": "yes"})
    promised = found(answers, [measure("B08")])
    assert [flag.state for flag in promised.flags if flag.shown.question == "B08"] == ["promised"]
    assert promised.proposed == ("indication", "indication")
    mitigated = found(answers, [measure("B08", "acceptance test, QA")])
    assert [flag.state for flag in mitigated.flags if flag.shown.question == "B08"] == ["mitigated"]
    assert mitigated.proposed == ("no_indication", "indication"), "a person must judge"


@pytest.mark.parametrize("name", ["D09", "C17", "B03", "A12"])
def test_no_measure_takes_a_stop_or_a_matter_for_the_authority_away(name: str) -> None:
    result = found(clean({name: "yes"}), [measure(name, "audited every month")])
    (flag,) = [one for one in result.flags if one.shown.question == name]
    assert flag.state == "open"
    assert flag.mitigations, "it is shown all the same"
    assert result.proposed[0] == "indication"


@pytest.mark.parametrize(("name", "adverse"), [("E02", "no"), ("E07", "yes")])
def test_ignoring_what_is_at_hand_is_an_indication_with_a_reason_of_its_own(
    name: str, adverse: Answer
) -> None:
    result = found(clean({name: adverse}), [measure(name, "training")])
    assert result.proposed[0] == "indication"
    assert "self_blinding" in _codes(result)


def test_stops_come_first_then_severity_then_likelihood() -> None:
    answers = [
        one
        for one in clean({"B01": "yes", "B02": "yes", "B07": "yes", "D09": "yes"})
        if one.question not in ("B01", "B07")
    ]
    answers += [said("B01", "yes", likelihood="high"), said("B07", "yes", likelihood="low")]
    result = found(answers)
    assert [one.shown.question for one in result.flags if one.state == "open"] == ["D09", "B02", "B01", "B07"]
    assert not any(hasattr(result, name) for name in ("score", "points"))


def test_the_last_of_several_answers_stands() -> None:
    result = found([*clean({"D10": "yes"}), said("D10", "no")])
    assert result.proposed == ("no_indication", "no_indication")


def test_red_flags_of_the_end_use_are_asked_and_count_without_a_surveillance_item() -> None:
    no_element = clean({"D11": "yes", "A05": "no"})
    asked = {one.question for one in found([said("A05", "no")]).open_questions}
    assert {"D10", "D11", "D17", "C17", "E07"} <= asked
    assert not asked & {"B02", "C10", "E01", "D03"}
    result = found(no_element)
    assert result.proposed == ("indication", "indication")
    assert "knowledge.internal_repression" not in dict(result.sets), "of itself it sets nothing"


def test_an_adverse_answer_counts_though_it_is_not_asked() -> None:
    assert found([said("A05", "no"), said("B02", "yes")]).proposed[0] == "indication"


def test_a_transaction_without_parties_or_items_is_asked_about_them_all_the_same() -> None:
    result = found(parties=(), items=())
    assert {"D09", "A02"} <= {one.question for one in result.open_questions}


# The decision


@pytest.mark.parametrize(
    ("level", "knowledge"), [("no_indication", "none"), ("indication", "suspects"), ("aware", "aware")]
)
def test_only_the_decision_sets_knowledge(level: Level, knowledge: str) -> None:
    result = found(clean(), level=level)
    assert result.level == level
    assert dict(result.sets)["knowledge.internal_repression"] == knowledge
    assert result.warnings == ()


def test_a_decision_below_the_answers_is_accepted_and_told() -> None:
    result = found(clean({"E01": "yes"}), level="indication")
    assert result.level == "indication"
    assert "decided_below" in _codes(result, "warnings")


def test_no_indication_over_an_open_stop_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be decided while a stop is open: D09"):
        found(clean({"D09": "yes"}), level="no_indication")
    assert found(clean({"D09": "yes"}), level="indication").level == "indication"


def test_what_came_after_the_decision_is_told() -> None:
    late = Answered("E07", "no", person="A. Muster", time="2026-11-26")
    findings = Findings("Q-1", "", (late,), decision=None)
    from dataclasses import replace

    from dualuse.contract.diligence import Decision

    before = replace(findings, decision=Decision("aware", "known", "B. Beispiel", "2026-11-20"))
    assert "decided_before" in _codes(examine_findings(before, (ITEM,), (PARTY,)), "warnings")
    after = replace(findings, decision=Decision("aware", "known", "B. Beispiel", "2026-11-26T08:00:00Z"))
    assert "decided_before" not in _codes(examine_findings(after, (ITEM,), (PARTY,)), "warnings")


# Input that does not fit


@pytest.mark.parametrize(
    ("answered", "told"),
    [
        (Answered("Z99", "yes"), "there is no question Z99"),
        (Answered("D09", "yes", party="Example Directorat"), "Perhaps Example Directorate is meant"),
        (Answered("B02", "yes", item="11"), "the transaction has no item 11"),
        (Answered("D09", "yes", item=ITEM), "D09 is asked of a party"),
        (Answered("C17", "yes", party=PARTY), "C17 is asked of the whole transaction"),
        (Answered("D09", "no"), "D09 is asked of each party, and the transaction has several"),
    ],
)
def test_an_answer_about_what_is_not_there_is_refused(answered: Answered, told: str) -> None:
    with pytest.raises(InputError, match=told):
        found([answered], parties=(PARTY, "Example Trading FZE"))


def test_where_there_is_one_party_it_need_not_be_named() -> None:
    (answered,) = found([Answered("D09", "no")]).answered
    assert answered.party == PARTY


def test_the_result_names_what_it_rests_on() -> None:
    result = found(clean())
    assert result.verification == "recall"
    assert [len(checksum) for _, _, checksum in result.questionnaires] == [64] * 6
    other = examine_findings(Findings("Q-1", "2020-01-01"), (ITEM,), (PARTY,))
    assert "questionnaire_version" in _codes(other, "warnings")


@pytest.mark.parametrize(("language", "word"), [("de", "digitale Überwachung"), ("fr", "cybersurveillance")])
def test_reasons_speak_the_language_asked_for(language: str, word: str) -> None:
    result = found(clean(), language=language)
    assert any(word in one.text for one in result.because)
