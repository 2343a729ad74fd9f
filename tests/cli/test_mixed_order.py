"""An order of mixed items on one screen: every statement signed for whole, the age of the law said once above the last line, commands kept."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.text.one_screen import ShortText
from dualuse.i18n import LANGUAGES
from dualuse.inputs.wrapping import MOST_LINES

ORDER: dict[str, Any] = {
    "date": "2026-11-20",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Nordlicht Optik GmbH", "country": "DE"},
    "items": [
        {"id": "1", "entries": [], "national_entries": [], "cn_code": "73269098"},
        {"id": "2", "entries": [], "national_entries": [], "cn_code": "85444290"},
        {"id": "3", "entries": ["6A003.b.4.a"], "cn_code": "85258900"},
        {"id": "4", "entries": ["6A005"], "cn_code": "90132000"},
        {"id": "5", "entries": ["2B350.i"], "cn_code": "84138100"},
    ],
    "destination": "US",
    "parties": [{"role": "end_user", "name": "Example Optics Inc", "country": "US", "service": "none"}],
    "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none"},
    "circumstances": {"free_zone": False},
}
LEADS = (
    "due diligence is asked for (under an arms embargo), 184 questions, first unlawful use against a Member State or citizen (B03), armed forces or group with a record (D04): dualuse diligence ask order.yaml --person '…'",
    "item 2 has no entry yet: dualuse classify 'cable set' thinks of 5A003, 8A002.b, 6A001.a.2.f",
)


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_are_whole_and_the_age_of_the_law_stands_once(width: int, language: str) -> None:
    result = check(ORDER, language=language)
    text_of = ShortText(result, width)
    lines = str(text_of).splitlines()
    text = " ".join(" ".join(lines).split())
    assert len(lines) <= MOST_LINES
    assert [row for row in text_of.general_authorisations() if " ".join(row.split()) not in text] == []
    (known,) = [row.text for row in result.warnings if row.code == "law_current_to"]
    assert known[:40] not in text


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("place", ["BY", "RU"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_that_a_person_types_go_before_what_is_named(language: str, place: str, width: int) -> None:
    party = {**ORDER["parties"][0], "country": place}
    result = check({**ORDER, "destination": place, "parties": [party]}, language=language)
    lines = str(ShortText(result, width, LEADS)).splitlines()
    assert len(lines) <= MOST_LINES
    # All of it is prohibited: that nothing is to be done comes first, and of the commands as many as there is room for stand whole.
    commands = ("dualuse classify 'cable set'", "dualuse diligence ask order.yaml")
    assert any(command in line for line in lines for command in commands)
