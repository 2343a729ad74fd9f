"""National general authorisations that may fit stand in the full answer, and are counted on the one screen where there is room."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.text.full import determination_text
from dualuse.assessment.text.one_screen import ShortText
from dualuse.i18n import LANGUAGES
from dualuse.inputs.wrapping import MOST_LINES
from tests.assessment.test_germany import export
from tests.assessment.test_short_text import FIRST_ANSWER, HELD, NOTHING_KNOWN, short

TITLE = {
    "en": "National general authorisations that may fit, not examined",
    "de": "Nationale allgemeine Genehmigungen, die passen können, nicht geprüft",
    "fr": "Autorisations générales nationales qui peuvent convenir, non examinées",
}
DAY = {"en": "2026-03-31", "de": "31.03.2026", "fr": "31/03/2026"}
COUNTED = {
    "en": "  General authorisations of Germany that may fit: 9; ask BAFA (--full)",
    "de": "  Allgemeine Genehmigungen (Deutschland), die passen können: 9; BAFA fragen (--full)",
    "fr": "  Autorisations générales (Allemagne) qui peuvent convenir\N{NO-BREAK SPACE}: 9\N{NO-BREAK SPACE}; demander à BAFA (--full)",
}


def _section(transaction: dict[str, Any], language: str = "en") -> str:
    """The section in one line; "" where there is none."""
    lines = determination_text(check(transaction, language=language)).splitlines()
    if TITLE[language] not in lines:
        return ""
    begins = lines.index(TITLE[language])
    return " ".join(line.strip() for line in lines[begins : lines.index("", begins)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_full_answer_names_each_with_its_mark_and_whom_to_ask(language: str) -> None:
    result = check(export(), language=language)
    section = _section(export(), language)
    rows = [row for row in result.not_examined if row.code == "national_general_last_seen"]
    assert all(name in section for row in rows for name in row.params["names"])
    assert all(row.why in section and row.act in section for row in rows)
    assert DAY[language] in section
    assert "BAFA)" in section


def test_none_is_said_to_be_available() -> None:
    text = determination_text(check(export()))
    assert "none of them counts as available" in _section(export())
    assert not any(line.strip().startswith("AGG") and "available" in line for line in text.splitlines())


@pytest.mark.parametrize("state", ["AT", "DK"])
def test_of_a_state_of_which_nothing_more_is_known_the_names_stand_there(state: str) -> None:
    transaction = {**FIRST_ANSWER, "exporter": {"country": state}}
    rows = [row for row in check(transaction).not_examined if row.code == "national_general"]
    assert rows
    assert all(row.act in _section(transaction) for row in rows)
    assert not any("that may fit" in line for line in short(check(transaction)))


@pytest.mark.parametrize(
    "changes", [{"item": {"entries": []}}, {"destination": "RU"}, {"activity": "brokering"}]
)
def test_where_none_may_fit_there_is_no_section(changes: dict[str, Any]) -> None:
    assert _section(export(**changes)) == ""
    assert not any("that may fit" in line for line in short(check(export(**changes))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_screen_counts_them_on_one_line(language: str) -> None:
    result = check(export(), language=language)
    roomy = str(ShortText(result, 100, most=2 * MOST_LINES)).splitlines()
    assert roomy.count(COUNTED[language]) == 1
    lines = short(result)
    assert lines.count(COUNTED[language]) == 1 or len(lines) == MOST_LINES
    assert len(lines) <= MOST_LINES


def test_the_line_gives_way_and_the_screen_stays_one() -> None:
    """The answer with much that is open fills its screen."""
    transaction = {"date": "2026-08-03", "destination": "KR", "exporter": {"country": "DE"}}
    for width in (60, 72, 80, 100):
        lines = short(check({**transaction, "items": [{"entries": ["2B350.g"]}]}), width)
        assert len(lines) <= MOST_LINES
        assert sum("General authorisations of Germany" in line for line in lines) <= 1


def test_an_authorisation_that_is_held_leaves_nothing_to_ask() -> None:
    transaction = {**FIRST_ANSWER, "knowledge": NOTHING_KNOWN}
    assert any("that may fit: 8" in line for line in short(check(transaction)))
    held = check({**transaction, "authorisations": [HELD]})
    assert not any("that may fit" in line for line in short(held))
    assert "AGG 12" in _section({**transaction, "authorisations": [HELD]})
