"""The questionnaires are read strictly, cover what is asked, and each says how well it is known."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from dualuse.diligence import QuestionnaireError, questionnaires, questions
from dualuse.diligence.questionnaire import ELEMENTS, FOLDER, STEPS, read_folder, read_questionnaire
from dualuse.i18n import translate
from tests.support.paths import REPOSITORY

HEAD = 'name = "misuse"\nversion = "2026-11-26"\n'
QUESTION = """
[[questions]]
id = "B01"
title = "what it is about"
question = "Is it so?"
adverse = "yes"
effect = "raise"
scope = "item"
severity = "high"
asked = "always"
concern = "repression"
source = "a source"
reference = "1"
verification = "recall"
"""


def test_every_id_of_the_steps_is_there_once_and_in_its_file() -> None:
    expected = {f"A{n:02}" for n in range(1, 15)} - {"A06"} | {"A06a", "A06b", "A06c", "A06d"}
    expected |= {"C07a", "D07a", "D09a"}
    for letter, number in (("B", 12), ("C", 17), ("D", 20), ("E", 7), ("F", 15)):
        expected |= {f"{letter}{n:02}" for n in range(1, number + 1)}
    assert set(questions()) == expected
    letters = {"A": "examination", "B": "misuse", "C": "destination", "D": "parties", "E": "awareness"}
    assert all(
        question.step == (letters | {"F": "mitigation"})[question.id[0]] for question in questions().values()
    )


def test_each_questionnaire_has_its_version_and_the_checksum_of_its_file() -> None:
    assert [questionnaire.name for questionnaire in questionnaires()] == list(STEPS)
    for questionnaire in questionnaires():
        assert (
            questionnaire.checksum
            == hashlib.sha256((FOLDER / f"{questionnaire.name}.toml").read_bytes()).hexdigest()
        )
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", questionnaire.version)


def test_the_elements_of_art_2_20_are_each_asked_and_the_ability_four_times() -> None:
    asked = [question.element for question in questions().values() if question.element]
    assert set(asked) == set(ELEMENTS)
    assert asked.count("ability") == 4
    assert len(asked) == 9


def test_every_red_flag_that_can_be_mitigated_names_its_measures() -> None:
    for question in questions().values():
        assert bool(question.mitigations) == question.can_be_mitigated, question.id
    assert {question.id for question in questions().values() if question.self_blinding} == {"E02", "E07"}
    assert {question.id for question in questions().values() if question.effect == "stop"} == {
        "B03",
        "D04",
        "D09",
        "D17",
    }
    assert {question.id for question in questions().values() if question.effect == "aware"} == {
        "E01",
        "E04",
        "E05",
    }


def test_what_speaks_of_repression_and_what_is_general() -> None:
    """Art. 5: human rights move the level; payment, route, fronts, lists and embargoes are settled for themselves."""
    general = {question.id for question in questions().values() if question.concern == "general"}
    about_parties = {question.id for question in questions().values() if question.step == "parties"}
    assert general == about_parties - {"D03", "D04", "D05", "D07", "D07a"} | {"A13", "C17"}
    assert all(
        question.of_repression
        for question in questions().values()
        if question.element or question.effect == "aware"
    )
    assert {question.concern for question in questions().values() if question.effect == "mitigate"} == {""}


def test_stops_that_the_source_does_not_call_so_are_rules_of_this_program() -> None:
    assert {question.id for question in questions().values() if question.house_rule} == {"B03", "D04", "D17"}


def test_what_is_only_recalled_says_so() -> None:
    read = {question.id for question in questions().values() if question.verification == "read"}
    assert read == {"D02", "E07", "F13"}


@pytest.mark.parametrize("language", ["de", "fr"])
def test_every_question_is_translated(language: str) -> None:
    assert [
        question.id
        for question in questions().values()
        if translate(question.text, language) == question.text
    ] == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + QUESTION + 'weight = "3"\n', "B01: unknown: weight"),
        (HEAD + QUESTION + QUESTION, "B01 stands twice"),
        (HEAD + QUESTION.replace('"raise"', '"score"'), "B01: effect: 'score' is none of"),
        (HEAD + QUESTION.replace('adverse = "yes"', 'adverse = ""'), "needs the answer that causes it"),
        (HEAD + QUESTION.replace('severity = "high"\n', ""), "B01: severity"),
        (HEAD + QUESTION.replace('source = "a source"\n', ""), "B01: missing: source"),
        (HEAD + QUESTION.replace('"Is it so?"', '" "'), "B01: question: no text"),
        (HEAD + QUESTION.replace('"raise"', '"element"'), "B01: element: missing"),
        (HEAD + QUESTION.replace('"recall"', '"certain"'), "B01: verification"),
        (HEAD + QUESTION.replace('concern = "repression"\n', ""), "B01: concern"),
        (HEAD + QUESTION.replace('"repression"', '"money"'), "B01: concern: 'money' is none of"),
        (
            HEAD + QUESTION.replace('"repression"', '"general"').replace('"raise"', '"aware"'),
            "awareness are of repression",
        ),
        (HEAD + QUESTION + "house_rule = true\n", "B01: house_rule belongs to effect stop"),
        (HEAD.replace("misuse", "scores") + QUESTION, "name: 'scores' is none of"),
        (HEAD.replace("2026-11-26", "new") + QUESTION, "version: 'new' is no day"),
        (HEAD + 'points = "1"\n' + QUESTION, "unknown: points"),
        ("name = ", "misuse.toml"),
    ],
)
def test_a_questionnaire_that_does_not_fit_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(QuestionnaireError, match=re.escape(sentence)):
        read_questionnaire(text.encode(), "misuse.toml")


def test_a_measure_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    for name in STEPS:
        content = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(content.replace('"F08"', '"F99"', 1) if name == "misuse" else content, encoding="utf-8")  # fmt: skip
    with pytest.raises(QuestionnaireError, match="no measure: F99"):
        read_folder(tmp_path)


def test_the_page_names_every_stop_and_every_question_of_awareness() -> None:
    page = (REPOSITORY / "docs/diligence.md").read_text(encoding="utf-8")
    decisive = [question.id for question in questions().values() if question.effect in ("stop", "aware")]
    assert [name for name in decisive if name not in page] == []


def test_each_question_says_in_a_few_words_what_it_is_about() -> None:
    """Lines that lead to a question name it by these words, before its code."""
    asked = [question for question in questions().values() if question.effect != "mitigate"]
    assert [question.id for question in asked if not 0 < len(question.title) <= 48] == []
    titles = [question.title for question in asked]
    assert len(set(titles)) == len(titles)
    untitled = (HEAD + QUESTION).replace('title = "what it is about"\n', "")
    with pytest.raises(QuestionnaireError, match="title: no text"):
        read_questionnaire(untitled.encode(), "misuse.toml")
