"""Due diligence (Art. 5(2)): the examination under Art. 2(20), flags that no sum hides, the interval of the proposal, a person's decision."""

from __future__ import annotations

import pytest

from dualuse.diligence import examine_findings, questions
from dualuse.inputs.problems import InputError
from dualuse.schema.diligence import Answer, Answered, Findings, Level
from tests.support.diligence_findings import ITEM, MEETS, PARTY, answer_to, clean, measure, result_of

ABILITIES = ("A06a", "A06b", "A06c", "A06d")


def _examined(answers: dict[str, Answer]) -> tuple[str, tuple[str, ...], bool]:
    (examination,) = result_of([answer_to(name, answer) for name, answer in answers.items()]).examinations
    return examination.result, examination.fails_on, examination.voluntary


def _codes(result: object, of: str = "because") -> list[str]:
    return [entry.code for entry in getattr(result, of)]


# Art. 2(20)


def test_an_item_is_one_for_cyber_surveillance_only_with_every_element() -> None:
    assert _examined(MEETS) == ("yes", (), False)


@pytest.mark.parametrize(
    ("changed", "fails_on"),
    [
        ({"A05": "no"}, "natural_persons"),
        ({"A07": "no"}, "systems"),
        (dict.fromkeys(ABILITIES, "no"), "ability"),
    ],
)
def test_one_element_that_is_not_there_takes_the_item_out(changed: dict[str, Answer], fails_on: str) -> None:
    assert _examined(MEETS | changed) == ("no", (fails_on,), False)
    assert _examined(changed)[0] == "no", "whatever else is open"


@pytest.mark.parametrize("name", ["A02", "A04", "A05", "A06a", "A07"])
def test_an_open_element_leaves_the_examination_open(name: str) -> None:
    assert _examined(MEETS | {name: "unknown"})[0] == "unknown"
    assert _examined({item: answer for item, answer in MEETS.items() if item != name})[0] == "unknown"


@pytest.mark.parametrize("name", ABILITIES)
def test_any_of_the_four_abilities_is_enough(name: str) -> None:
    others: dict[str, Answer] = dict.fromkeys(ABILITIES, "unknown")
    assert _examined(MEETS | others | {name: "yes"})[0] == "yes"
    assert _examined(MEETS | others | {name: "no"})[0] == "unknown"


@pytest.mark.parametrize("out", [("A04",), ("A02", "A04"), ("A02",)])
def test_an_item_out_on_how_it_was_made_alone_is_asked_about_human_rights_voluntarily(
    out: tuple[str, ...],
) -> None:
    """Art. 2(20): openly or not, for this or not, the same people may be watched."""
    changed: dict[str, Answer] = dict.fromkeys(out, "no")
    result = result_of([answer_to(name, answer) for name, answer in (MEETS | changed).items()])
    assert result.examinations[0].result == "no"
    assert result.examinations[0].voluntary
    assert "B02" in {shown.question for shown in result.open_questions}
    assert "cyber_surveillance_voluntary" in _codes(result)
    other = result_of([answer_to(name, answer) for name, answer in (MEETS | changed | {"A05": "no"}).items()])
    assert not other.examinations[0].voluntary
    assert "B02" not in {shown.question for shown in other.open_questions}
    unsure = result_of(
        [answer_to(name, answer) for name, answer in (MEETS | changed | {"A05": "unknown"}).items()]
    )
    assert not unsure.examinations[0].voluntary
    assert "B02" in {shown.question for shown in unsure.open_questions}, "the open element may make it so"


def test_covertness_is_asked_in_one_question_alone() -> None:
    """Art. 2(20): what A02 asks is whether it was made to watch people; whether covertly, A04."""
    assert questions()["A02"].element == "specially_designed"
    assert "open or covert" in questions()["A02"].text


@pytest.mark.parametrize(("answer", "result"), [("no", "yes"), ("unknown", "yes"), (None, "yes")])
def test_commercial_use_that_is_denied_or_open_decides_nothing(answer: Answer | None, result: str) -> None:
    """Recital 8: the five elements of Art. 2(20) decide."""
    answers = {name: answer for name, answer in MEETS.items() if name != "A03"}
    assert _examined(answers | ({"A03": answer} if answer else {})) == (result, (), False)


def test_commercial_use_against_every_element_is_a_contradiction_for_a_person() -> None:
    """Recital 8: commercial use is out generally, not always."""
    result = result_of([answer_to(name, answer) for name, answer in (MEETS | {"A03": "yes"}).items()])
    assert result.examinations[0].result == "unknown"
    assert "commercial_contradiction" in _codes(result, "warnings")
    assert "B02" in {shown.question for shown in result.open_questions}
    assert not any(path.startswith("items.") for path, _ in result.sets)


def test_commercial_use_takes_nothing_out_where_an_element_is_open_and_adds_nothing_where_one_fails() -> None:
    assert _examined({"A03": "yes"}) == ("unknown", (), False)
    assert _examined(MEETS | {"A03": "yes", "A07": "unknown"})[0] == "unknown"
    assert _examined(MEETS | {"A03": "yes", "A07": "no"}) == ("no", ("systems",), False)
    result = result_of(
        [answer_to(name, answer) for name, answer in (MEETS | {"A03": "yes", "A07": "no"}).items()]
    )
    assert "commercial_contradiction" not in _codes(result, "warnings")


def test_a_listed_surveillance_item_is_not_examined_and_human_rights_are_asked() -> None:
    result = result_of(listed=frozenset({ITEM}))
    assert result.examinations[0].result == "yes"
    assert result.examinations[0].elements == ()
    asked = {shown.question for shown in result.open_questions}
    assert not asked & {"A01", "A02", "A08"}
    assert {"A12", "B02", "E01"} <= asked
    assert (f"items.{ITEM}.cyber_surveillance", True) in result.sets


def test_an_element_denied_without_a_reason_is_a_warning() -> None:
    assert "element_no_reason" in _codes(result_of([answer_to("A05", "no", "")]), "warnings")
    assert _codes(result_of([answer_to("A03", "yes", "")]), "warnings") == [], "it takes nothing out"
    assert _codes(result_of([answer_to("A05", "no", "only machines")]), "warnings") == []
    assert _codes(result_of([answer_to("A06b", "no", "")]), "warnings") == [], "another ability may do"


def test_of_an_item_said_to_be_listed_nothing_is_set_until_it_is_classified() -> None:
    result = result_of([answer_to("A01", "yes"), answer_to("A05", "no")])
    assert result.examinations[0].result == "no"
    assert result.sets == ()
    assert "listed_not_classified" in _codes(result, "warnings")
    assert result_of([answer_to("A01", "no"), answer_to("A05", "no")]).sets == (
        (f"items.{ITEM}.cyber_surveillance", False),
    )


# Flags and the proposal


def test_all_answered_and_nothing_adverse_is_no_indication() -> None:
    result = result_of(clean())
    assert result.proposed == ("no_indication", "no_indication")
    assert result.open_questions == ()
    assert "all_clear" in _codes(result)
    assert result.level is None
    assert result.sets == ((f"items.{ITEM}.cyber_surveillance", True),), "a decision is a person's"


def test_nothing_answered_is_not_no_indication() -> None:
    result = result_of()
    assert result.proposed == ("no_indication", "aware")
    assert {flag.state for flag in result.flags} == {"unknown"}
    assert result.sets == ()


@pytest.mark.parametrize(
    "name", [question.id for question in questions().values() if question.effect != "mitigate"]
)
def test_one_open_question_keeps_the_proposal_open(name: str) -> None:
    result = result_of(clean({name: None}))
    if not questions()[name].of_repression:
        assert result.proposed == ("no_indication", "no_indication")
        assert [shown.question for shown in result.open_questions] == [name], "open all the same"
        return
    most = "aware" if questions()[name].effect == "aware" else "indication"
    assert result.proposed == ("no_indication", most)
    assert result_of(clean({name: "unknown"})).proposed == result.proposed


@pytest.mark.parametrize(
    "name",
    [question.id for question in questions().values() if question.flags and not question.of_repression],
)
def test_a_general_flag_is_shown_and_moves_no_level(name: str) -> None:
    """Art. 5 speaks of internal repression and serious violations; who pays says nothing of them."""
    adverse = questions()[name].adverse
    result = result_of(clean({name: adverse}))  # type: ignore[dict-item]
    assert result.proposed == ("no_indication", "no_indication")
    assert [flag.shown.question for flag in result.flags if flag.state == "open"] == [name]
    assert "general_flags" in _codes(result)
    assert "all_clear" not in _codes(result)


@pytest.mark.parametrize(
    "name", [question.id for question in questions().values() if question.flags and question.of_repression]
)
def test_every_flag_of_repression_is_an_indication_at_least(name: str) -> None:
    adverse = questions()[name].adverse
    result = result_of(clean({name: adverse}))  # type: ignore[dict-item]
    assert result.proposed == ("indication", "indication")
    assert [flag.shown.question for flag in result.flags if flag.state == "open"] == [name]


@pytest.mark.parametrize("name", ["E01", "E04", "E05"])
def test_positive_knowledge_is_awareness(name: str) -> None:
    result = result_of(clean({name: "yes"}))
    assert result.proposed == ("aware", "aware")
    assert _codes(result)[0] == "aware"


@pytest.mark.parametrize("level", [None, "aware"])
def test_what_an_authority_said_sets_informed_by_itself(level: Level | None) -> None:
    """Art. 5(1): the authority's act, not a judgement."""
    result = result_of(clean({"E05": "yes"}), level=level)
    assert dict(result.sets)["knowledge.internal_repression"] == "informed"
    assert "authority_informed" in _codes(result, "warnings")


@pytest.mark.parametrize("answer", ["no", "unknown", None])
def test_where_no_authority_has_said_so_nothing_is_set_by_itself(answer: Answer | None) -> None:
    assert "knowledge.internal_repression" not in dict(result_of(clean({"E05": answer})).sets)


def test_a_measure_counts_when_it_is_verified_and_else_is_a_promise() -> None:
    answers = clean({"B08": "yes"})
    promised = result_of(answers, [measure("B08")])
    assert [flag.state for flag in promised.flags if flag.shown.question == "B08"] == ["promised"]
    assert promised.proposed == ("indication", "indication")
    mitigated = result_of(answers, [measure("B08", "acceptance test, QA")])
    assert [flag.state for flag in mitigated.flags if flag.shown.question == "B08"] == ["mitigated"]
    assert mitigated.proposed == ("no_indication", "indication"), "a person must judge"


@pytest.mark.parametrize("name", ["D09", "D17", "D04", "B03", "A12", "B05"])
def test_no_measure_takes_a_stop_or_a_matter_for_the_authority_away(name: str) -> None:
    result = result_of(clean({name: "yes"}), [measure(name, "audited every month")])
    (flag,) = [flag for flag in result.flags if flag.shown.question == name]
    assert flag.state == "open"
    assert flag.mitigations, "it is shown all the same"
    assert (result.proposed[0] == "indication") == questions()[name].of_repression


@pytest.mark.parametrize("name", ["A12", "B05"])
def test_an_item_on_the_list_of_the_union_is_applied_for_or_notified_first(name: str) -> None:
    """Art. 5(6)."""
    (reason,) = [reason for reason in result_of(clean({name: "yes"})).because if reason.code == "notify"]
    assert "apply for an authorisation or notify the authority first" in reason.text
    assert "notify" not in _codes(result_of(clean({name: "unknown"})))
    assert "notify" not in _codes(result_of(clean()))


@pytest.mark.parametrize("name", ["B03", "D04", "D17", "D09"])
def test_a_stop_says_whose_rule_it_is_and_not_that_it_is_awareness(name: str) -> None:
    (reason,) = [reason for reason in result_of(clean({name: "yes"})).because if reason.code == "stop"]
    assert ("a rule of this program, not of the source" in reason.text) == (name != "D09")
    assert "aware" not in reason.text
    assert "5(2)" not in reason.text


def test_an_embargo_is_left_to_the_law_and_a_list_of_another_state_is_no_stop() -> None:
    """Art. 4(1)(b), 15: some measures ask for an authorisation; only those of the Union and the United Nations stop."""
    for name in ("C17", "D09a"):
        (flag,) = [flag for flag in result_of(clean({name: "yes"})).flags if flag.shown.question == name]
        assert (flag.shown.effect, flag.severity, flag.state) == ("raise", "high", "open")
    (flag,) = [flag for flag in result_of(clean({"D09": "yes"})).flags if flag.shown.question == "D09"]
    assert flag.shown.effect == "stop"


@pytest.mark.parametrize(
    ("name", "adverse", "severity", "low"),
    [
        ("D07a", "yes", "high", "indication"),
        ("C07a", "yes", "high", "indication"),
        ("D06", "yes", "high", "no_indication"),
        ("D01", "no", "medium", "no_indication"),
        ("D19", "yes", "medium", "no_indication"),
    ],
)
def test_adverse_facts_of_the_case_raise_a_flag(
    name: str, adverse: Answer, severity: str, low: Level
) -> None:
    """Art. 5(2): facts of the end user and of the use, not of the country alone."""
    result = result_of(clean({name: adverse}))
    (flag,) = [flag for flag in result.flags if flag.state == "open"]
    assert (flag.shown.question, flag.severity) == (name, severity)
    assert result.proposed[0] == low
    (unsure,) = [flag for flag in result_of(clean({name: "unknown"})).flags if flag.state == "unknown"]
    assert unsure.shown.question == name
    assert not [flag for flag in result_of(clean()).flags if flag.state != "clear"]


def test_who_is_not_known_and_a_conflict_only_inform() -> None:
    for name, adverse in (("D07", "no"), ("C07", "yes")):
        result = result_of(clean({name: adverse}))  # type: ignore[dict-item]
        assert result.proposed == ("no_indication", "no_indication")


@pytest.mark.parametrize(("name", "adverse"), [("E02", "no"), ("E07", "yes")])
def test_ignoring_what_is_at_hand_is_an_indication_with_a_reason_of_its_own(
    name: str, adverse: Answer
) -> None:
    result = result_of(clean({name: adverse}), [measure(name, "training")])
    assert result.proposed[0] == "indication"
    assert "self_blinding" in _codes(result)


def test_stops_come_first_then_severity_then_likelihood() -> None:
    answers = [
        answered
        for answered in clean({"B01": "yes", "B02": "yes", "B07": "yes", "D09": "yes"})
        if answered.question not in ("B01", "B07")
    ]
    answers += [answer_to("B01", "yes", likelihood="high"), answer_to("B07", "yes", likelihood="low")]
    result = result_of(answers)
    assert [flag.shown.question for flag in result.flags if flag.state == "open"] == [
        "D09",
        "B02",
        "B01",
        "B07",
    ]
    assert not any(hasattr(result, name) for name in ("score", "points"))


def test_the_last_of_several_answers_stands() -> None:
    result = result_of([*clean({"D10": "yes"}), answer_to("D10", "no")])
    assert result.proposed == ("no_indication", "no_indication")


def test_red_flags_of_the_end_use_are_asked_and_count_without_a_surveillance_item() -> None:
    no_element = clean({"D11": "yes", "A05": "no"})
    asked = {shown.question for shown in result_of([answer_to("A05", "no")]).open_questions}
    assert {"D10", "D11", "D17", "C17", "E07"} <= asked
    assert not asked & {"B02", "C10", "E01", "D03"}
    result = result_of(no_element)
    assert [flag.shown.question for flag in result.flags if flag.state == "open"] == ["D11"]
    assert result.proposed == ("no_indication", "no_indication"), "it says nothing of repression"
    assert "knowledge.internal_repression" not in dict(result.sets), "of itself it sets nothing"


def test_an_adverse_answer_counts_though_it_is_not_asked() -> None:
    assert result_of([answer_to("A05", "no"), answer_to("B02", "yes")]).proposed[0] == "indication"


def test_a_transaction_without_parties_or_items_is_asked_about_them_all_the_same() -> None:
    result = result_of(parties=(), items=())
    assert {"D09", "A02"} <= {shown.question for shown in result.open_questions}


# The decision


@pytest.mark.parametrize(
    ("level", "knowledge"), [("no_indication", "none"), ("indication", "suspects"), ("aware", "aware")]
)
def test_only_the_decision_sets_knowledge(level: Level, knowledge: str) -> None:
    result = result_of(clean(), level=level)
    assert result.level == level
    assert dict(result.sets)["knowledge.internal_repression"] == knowledge
    assert result.warnings == ()


def test_a_decision_below_the_answers_is_accepted_and_told() -> None:
    result = result_of(clean({"B02": "yes"}), level="no_indication")
    assert result.level == "no_indication"
    assert "decided_below" in _codes(result, "warnings")


@pytest.mark.parametrize("name", ["E01", "E04", "E05"])
@pytest.mark.parametrize("level", ["no_indication", "indication"])
def test_awareness_cannot_be_decided_away(name: str, level: Level) -> None:
    """Art. 5(1), 5(2): who knows, knows; the answer is withdrawn or given anew first."""
    with pytest.raises(InputError, match=f"while positive knowledge is answered: {name}") as error:
        result_of(clean({name: "yes"}), level=level)
    assert len(error.value.problems) == 1
    assert result_of(clean({name: "yes"}), level="aware").level == "aware"
    for other in ("no", "unknown"):
        assert result_of(clean({name: other}), level=level).level == level


def test_no_indication_over_an_open_stop_of_repression_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be decided while a stop is open: D04"):
        result_of(clean({"D04": "yes"}), level="no_indication")
    assert result_of(clean({"D04": "yes"}), level="indication").level == "indication"
    assert "decided_over_open" in _codes(
        result_of(clean({"D04": "unknown"}), level="no_indication"), "warnings"
    )


def test_test_equipment_with_a_general_stop_is_no_indication_and_the_stop_stays() -> None:
    result = result_of(clean({"A05": "no", "D17": "yes"}), level="no_indication")
    assert dict(result.sets)["knowledge.internal_repression"] == "none"
    assert [flag.shown.question for flag in result.flags if flag.state == "open"] == ["D17"]


def test_no_indication_over_open_questions_is_told_first() -> None:
    """Unknown is never no."""
    result = result_of(
        clean({"D13": None, "B02": "unknown", "E01": None, "C01": None}), level="no_indication"
    )
    assert result.warnings[0].code == "decided_over_open"
    assert ": 3." in result.warnings[0].text, "C01 could raise nothing"
    assert "decided_over_open" not in _codes(
        result_of(clean({"C01": None}), level="no_indication"), "warnings"
    )
    assert "decided_over_open" not in _codes(result_of(clean({"D13": None}), level="indication"), "warnings")


@pytest.mark.parametrize(
    ("changed", "knowledge"),
    [
        ({"A05": "no"}, None),
        ({"A05": "no", "D13": "yes"}, None),
        ({"A05": "no", "D13": "unknown"}, None),
        ({"A05": "no", "A11": "yes"}, "suspects"),
        ({"A05": "no", "A11": None}, "suspects"),
        ({"A05": "unknown"}, "suspects"),
        ({"A04": "no", "A02": "no"}, "suspects"),
        ({"A05": "no", "A02": "no"}, None),
    ],
)
def test_an_indication_about_no_surveillance_item_sets_nothing_without_a_flag_of_repression(
    changed: dict[str, Answer | None], knowledge: str | None
) -> None:
    """Art. 5(2): a third party that pays is no suspicion of repression; what is not answered is not ruled out."""
    result = result_of(clean(changed), level="indication")
    assert dict(result.sets).get("knowledge.internal_repression") == knowledge
    assert ("indication_sets_nothing" in _codes(result, "warnings")) == (knowledge is None)


def test_what_came_after_the_decision_is_told() -> None:
    late = Answered("E07", "no", person="A. Muster", time="2026-11-26")
    findings = Findings("Q-1", "", (late,), decision=None)
    from dataclasses import replace

    from dualuse.schema.diligence import Decision

    before = replace(findings, decision=Decision("aware", "known", "B. Beispiel", "2026-11-20"))
    assert "decided_before" in _codes(examine_findings(before, (ITEM,), (PARTY,)), "warnings")
    after = replace(findings, decision=Decision("aware", "known", "B. Beispiel", "2026-11-26T08:00:00Z"))
    assert "decided_before" not in _codes(examine_findings(after, (ITEM,), (PARTY,)), "warnings")


# Input that does not fit


@pytest.mark.parametrize(
    ("answered", "sentence"),
    [
        (Answered("Z99", "yes"), "there is no question Z99"),
        (Answered("D09", "yes", party="Example Directorat"), "Perhaps Example Directorate is meant"),
        (Answered("B02", "yes", item="11"), "the transaction has no item 11"),
        (Answered("D09", "yes", item=ITEM), "D09 is asked of a party"),
        (Answered("C17", "yes", party=PARTY), "C17 is asked of the whole transaction"),
        (Answered("D09", "no"), "D09 is asked of each party, and the transaction has several"),
    ],
)
def test_an_answer_about_what_is_not_there_is_refused(answered: Answered, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        result_of([answered], parties=(PARTY, "Example Trading FZE"))


def test_where_there_is_one_party_it_need_not_be_named() -> None:
    (answered,) = result_of([Answered("D09", "no")]).answered
    assert answered.party == PARTY


def test_the_result_names_what_it_rests_on() -> None:
    result = result_of(clean())
    assert result.verification == "recall"
    assert [len(checksum) for _, _, checksum in result.questionnaires] == [64] * 6
    other = examine_findings(Findings("Q-1", "2020-01-01"), (ITEM,), (PARTY,))
    assert "questionnaire_version" in _codes(other, "warnings")


@pytest.mark.parametrize(("language", "word"), [("de", "digitale Überwachung"), ("fr", "cybersurveillance")])
def test_reasons_speak_the_language_asked_for(language: str, word: str) -> None:
    result = result_of(clean(), language=language)
    assert any(word in reason.text for reason in result.because)
