"""A dossier does not call itself complete beside what is open in it, and its annex parts what holds a release from what does not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from dualuse.documents.blocks import Bullets, Paragraph
from dualuse.documents.speech import Speech
from dualuse.dossier.assessing import assess
from dualuse.dossier.document.contents import dossier_of
from dualuse.dossier.document.sources_and_limits import limits, not_examined
from dualuse.i18n import LANGUAGES
from tests.dossier.test_assess import DAY, story
from tests.dossier.test_steps_of_page_one import SURVEILLANCE

WHOLE: dict[str, Any] = {
    **SURVEILLANCE,
    "items": [{"id": "1", "kind": "goods", "entries": ["3A002.c"], "cn_code": "90308400"}],
    "end_use": "research on filters",
    "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none"},
    "parties": [
        {
            "role": "end_user",
            "name": "Example Laboratories SAE",
            "country": "EG",
            "owners": [{"name": "Example Holding", "country": "EG", "share": 100}],
        }
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("changed", [{}, {"end_use": "network planning"}])
def test_nothing_is_called_complete_beside_an_open_sheet(changed: dict[str, Any], language: str) -> None:
    made = assess(SURVEILLANCE | changed, day=DAY, language=language)
    speech = Speech.in_language(language)
    page = str(dossier_of(made).parts).replace("\\xa0", "\u00a0")
    sheets = [sheet for item in made.classification for sheet in item.examined if sheet.verdict == "open"]
    assert sheets
    assert speech.say("No fact is missing.") not in page
    open_sheet = "the parameter sheet of {entry} of item {item} (parameters open: {number})"
    assert speech.say(open_sheet, entry="5A001.j", item="1", number=len(sheets[0].missing)) in page
    assert speech.say("owners of {parties}", parties="Example Telecom SAE") in page


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("end_use", "the end use"),
        ("knowledge", "what is known of grounds for concern"),
        ("owners", "owners of Example Laboratories SAE"),
    ],
)
def test_what_is_not_stated_is_told_where_facts_are_missing(field: str, words: str) -> None:
    parties = [{name: value for name, value in WHOLE["parties"][0].items() if name != field}]
    stated = {name: value for name, value in WHOLE.items() if name != field} | {"parties": parties}
    made = assess(stated, day=DAY)
    assert not made.determination.missing
    page = str(dossier_of(made).parts).replace("\\xa0", "\u00a0")
    assert "The law asks for no further fact to answer." in page
    assert words in page


def test_what_holds_no_release_does_not_stand_under_the_heading_of_what_does() -> None:
    """24 points stood under it, of which one was meant."""
    determination = assess(SURVEILLANCE, day=DAY).determination
    first, *others = determination.not_examined
    rows = (replace(first, stops_release=True), *(replace(row, stops_release=False) for row in others))
    blocks = list(not_examined(replace(determination, not_examined=rows), Speech.in_language("en")))
    assert [type(block) for block in blocks] == [Paragraph, Bullets, Paragraph, Bullets]
    _, near, _, far = blocks
    assert isinstance(near, Bullets)
    assert isinstance(far, Bullets)
    assert len(near.lines) == 1
    assert len(far.lines) == len(others) > 0


def test_what_holds_no_release_needs_no_heading_alone() -> None:
    made = story("test_equipment")
    near = any(row.stops_release for row in made.determination.not_examined)
    blocks = list(not_examined(made.determination, Speech.in_language("en")))
    assert near or [type(block) for block in blocks] == [Bullets]


def test_who_takes_part_in_several_roles_is_named_once_where_owners_are_open() -> None:
    party = {name: value for name, value in WHOLE["parties"][0].items() if name != "owners"}
    parties = [party, {**party, "role": "consignee"}]
    page = str(dossier_of(assess(WHOLE | {"parties": parties}, day=DAY)).parts)
    assert f"owners of {party['name']}" in page
    assert f"owners of {party['name']}, {party['name']}" not in page


def test_what_is_to_be_noted_names_no_field_of_a_transaction() -> None:
    """The JSON of a dossier keeps the names of fields, which its page says in words."""
    stated = json.loads(json.dumps(SURVEILLANCE))
    stated["destination"] = "AE"
    stated["items"][0]["cn_code"] = "85176200"
    for party in stated["parties"]:
        party["country"] = "AE"
    made = assess(stated, day=DAY)
    assert any("(knowledge.reexport)" in warning.text for warning in made.determination.warnings)
    assert "(knowledge.reexport)" not in str(limits(made, Speech.in_language("en")))
