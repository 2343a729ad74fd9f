"""What arms and means of mass destruction are called: in every language, as compounds, in end uses and descriptions; everyday goods that are called alike go."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from dualuse.free_text.patterns import has_word
from dualuse.law.measures.not_executed import words_called
from dualuse.law.measures.reading import act_files
from dualuse.law.measures.shape import CONCEPT_LANGUAGES, FURTHER_LANGUAGES
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

TEXTS: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("concepts_of_arms.toml").read_text(encoding="utf-8")
)
CONCEPTS: Final = [row for file in act_files() for row in file.get("concepts", ())]
OF_ARMS: Final = {"military use", "arms", "weapons of mass destruction", "nuclear installation"}
OTHER_CODE: Final = {"items.0.cn_code": "84818069"}


@pytest.mark.parametrize("row", CONCEPTS, ids=lambda row: str(row["concept"]))
@pytest.mark.parametrize("language", [*CONCEPT_LANGUAGES, *FURTHER_LANGUAGES])
def test_each_concept_has_words_in_each_language(row: dict[str, Any], language: str) -> None:
    assert set(row["lists"]) <= OF_ARMS
    for name in row["lists"]:
        assert all(word in words_called(name) for word in row[language])


@pytest.mark.parametrize("row", CONCEPTS, ids=lambda row: str(row["concept"]))
def test_what_is_an_arm_is_looked_for_in_end_uses_and_descriptions_alike(row: dict[str, Any]) -> None:
    assert ("arms" in row["lists"]) == ("military use" in row["lists"])


@pytest.mark.parametrize("text", TEXTS["mass_destruction"])
def test_means_of_mass_destruction_are_asked_about(text: str) -> None:
    """Art. 4(1)(a)."""
    release, reasons, _ = released(going_to("BR", end_use=text))
    assert (release, "release.use_in_words" in reasons) == ("ask", True)


@pytest.mark.parametrize("text", TEXTS["arms"])
def test_arms_are_asked_about_in_end_uses_and_descriptions(text: str) -> None:
    """Art. 4(1)(b) where an embargo is in force; § 8(1) no 1 AWV wherever the item goes."""
    assert "unexecuted.words.military_end_use" in released(going_to("SD", end_use=text, **OTHER_CODE))[2]
    release, _, answer = released(going_to("BR", **{"items.0.description": text, **OTHER_CODE}))
    assert (release, "unexecuted.military_list" in answer) == ("ask", True)


@pytest.mark.parametrize("text", TEXTS["arms"][::9])
@pytest.mark.parametrize("activity", ["brokering", "technical_assistance"])
def test_they_are_asked_about_in_brokering_and_assistance(text: str, activity: str) -> None:
    """Arts 6 and 8."""
    assert released(going_to("SD", activity=activity, end_use=text, **OTHER_CODE))[0] != "go"


@pytest.mark.parametrize("text", TEXTS["nuclear_installations"])
def test_nuclear_installations_are_asked_about_where_german_law_looks(text: str) -> None:
    """§ 9(1) AWV."""
    assert released(going_to("PK", end_use=text))[0] == "ask"


@pytest.mark.parametrize("name", TEXTS["makers_of_arms"])
def test_makers_of_arms_are_asked_about_under_an_embargo(name: str) -> None:
    answer = released(going_to("SD", **{"parties.0.name": name, **OTHER_CODE}))[2]
    assert "unexecuted.words.military_end_use" in answer


@pytest.mark.parametrize("text", TEXTS["ordinary"])
def test_everyday_goods_go(text: str) -> None:
    assert released(going_to("BR", **{"items.0.description": text, **OTHER_CODE}))[0] == "go"
    assert released(going_to("SD", end_use=text, **OTHER_CODE))[0] == "go"


def test_a_last_part_is_no_word_of_its_own() -> None:
    assert has_word(("+bombe",), ("Gleitbomben",))
    assert not has_word(("+bombe",), ("bombe de peinture",))
    assert not has_word(("+bombe",), ("Bombensplitter",))


@pytest.mark.parametrize("text", TEXTS["makes"])
def test_makes_of_listed_goods_are_asked_about(text: str) -> None:
    """Art. 3(1): stated to be in no entry, under a code of other goods."""
    stated = {
        "items.0.cn_code": "73269098",
        "end_use": "use in own works",
        "sources": [],
        "items.0.description": text,
    }
    assert released({**going_to("JP"), **stated})[0] == "ask"
