"""Brackets have none within them: in a sentence, around a citation, behind a French point."""

from __future__ import annotations

import pytest

from dualuse.assessment.check import check
from dualuse.assessment.text.full import determination_text
from dualuse.i18n import PlaceName, fill, translate
from dualuse.i18n.brackets import in_brackets, without_point_brackets
from tests.assessment.screens.test_what_weighs_most import AWARE, MIXED

OFFICE = "Bundesamt für Wirtschaft und Ausfuhrkontrolle (BAFA)"


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("ask it ({authority}) now", "ask it (Bundesamt für Wirtschaft und Ausfuhrkontrolle, BAFA) now"),
        ("ask {authority} (it) now", f"ask {OFFICE} (it) now"),
        ("a ({where}; {authority})", "a (France (FR); Bundesamt für Wirtschaft und Ausfuhrkontrolle, BAFA)"),
        ("a ({citation}; {where})", "a (Art. 9; France, FR)"),
    ],
)
def test_an_abbreviation_in_brackets_is_joined_with_a_comma(sentence: str, written: str) -> None:
    assert fill(sentence, "en", authority=OFFICE, citation="Art. 9", where=PlaceName("FR")) == written


def test_a_name_that_others_chose_stays_as_it_is() -> None:
    assert fill("a ({name})", "en", name="Orlow (ABC)") == "a (Orlow (ABC))"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("(article 2, point 20)) ?", "(article 2, point 20) ?"),
        ("(article 4, points a) et b)).", "(article 4, points a et b)."),
        ("article 2, point 20)", "article 2, point 20)"),
        ("article 2, point 20) et (article 3)", "article 2, point 20) et (article 3)"),
        ("(article 2, point 20) et (article 3)", "(article 2, point 20) et (article 3)"),
    ],
)
def test_a_french_point_in_brackets_has_no_bracket_of_its_own(text: str, written: str) -> None:
    assert without_point_brackets(text) == written


@pytest.mark.parametrize("text", ["Art. 4(1)(a)", "Art. 5(1), (2)", "Regulation (EU)", ""])
def test_a_citation_in_brackets_keeps_its_own(text: str) -> None:
    assert in_brackets(text) == (f"({text})" if text else "")


def test_a_question_that_cites_a_point_ends_with_one_bracket() -> None:
    question = translate("Which customs code ({citation})?", "fr").replace("{citation}", "x")
    assert "))" not in question


@pytest.mark.parametrize("stated", [AWARE, MIXED])
@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_answer_has_double_brackets(stated: dict[str, object], language: str) -> None:
    assert "))" not in determination_text(check(stated, language=language))
