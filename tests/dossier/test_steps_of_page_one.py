"""Every step that page one counts stands in the section that it names, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from dualuse.documents.blocks import Block, Line, Part, Table
from dualuse.documents.speech import Speech
from dualuse.dossier.assessing import assess
from dualuse.dossier.document.contents import dossier_of
from dualuse.dossier.document.steps import steps, steps_of_page_one, without_options
from dualuse.i18n import LANGUAGES
from dualuse.schema.assessment import Assessment
from tests.dossier.test_assess import DAY, story

SURVEILLANCE: dict[str, Any] = {
    "date": "2026-11-26",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Example Systems GmbH", "country": "DE"},
    "items": [
        {
            "id": "1",
            "kind": "goods",
            "entries": ["5A001.j"],
            "cn_code": "85176200",
            "parameters": {"5A001": {"is_equipment": "yes"}},
        }
    ],
    "destination": "EG",
    "parties": [{"role": "end_user", "name": "Example Telecom SAE", "country": "EG"}],
}
MADE = ("interception", "face_recognition", "test_equipment", "")


def made_of(name: str, language: str) -> Assessment:
    return story(name, language) if name else assess(SURVEILLANCE, day=DAY, language=language)


def words(line: Line) -> str:
    return "".join(span.text for span in line).replace("\u00ad", "")


def plain(text: str) -> str:
    """The words alone: page one writes brackets within brackets with a comma."""
    return " ".join(re.findall(r"\w+", text))


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Part):
            yield from tables(block.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MADE)
def test_page_one_and_what_follows_have_every_step(name: str, language: str) -> None:
    made, speech = made_of(name, language), Speech.in_language(language)
    here, counted = steps_of_page_one(made, speech)
    assert [*here, *counted] == list(steps(made, speech))
    (to_do,) = (part for part in dossier_of(made).first if part.id == "to-do")
    of_page = [words(row[1]).lower() for table in tables(to_do.blocks) for row in table.rows]
    assert of_page == [without_options(what).lower() for what, *_ in here]
    (section,) = (part for part in dossier_of(made).parts if part.id == "what-follows")
    cells = [
        plain(speech.with_days(max((span.text for cell in row for span in cell), key=len)))
        for table in tables(section.blocks)
        for row in table.rows
    ]
    for what, *_ in counted:
        in_words = plain(without_options(what))
        assert len([cell for cell in cells if cell in in_words or in_words in cell]) == 1, what


def test_upkeep_that_page_one_counts_is_told() -> None:
    """ "And 7 more, under 'What follows'" counted what stood nowhere."""
    made, speech = made_of("", "en"), Speech.in_language("en")
    _, counted = steps_of_page_one(made, speech)
    assert any("see whether the law has changed" in what for what, *_ in counted)
    assert "see whether the law has changed" in str(dossier_of(made).parts)


def test_an_open_sheet_is_a_step_with_who_fills_it() -> None:
    made = made_of("", "en")
    rows = list(steps(made, Speech.in_language("en")))
    assert any("parameter sheet of 5A001" in what and who == "technical department" for what, who, _ in rows)


def test_what_the_authority_knows_the_officer_asks() -> None:
    """No authority does anything by itself: whoever exports asks it."""
    data = SURVEILLANCE | {
        "exporter": {"name": "Example SARL", "country": "BG"},
        "items": [{"id": "1", "kind": "goods"}],
    }
    made = assess(data, day=DAY, language="en")
    asked = [row for row in made.determination.missing if row.asked_of == "authority"]
    assert asked
    rows = list(steps(made, Speech.in_language("en")))
    assert any(
        what.startswith("ask the authority: ") and who == "export control officer" for what, who, _ in rows
    )
    assert not any(who == "the authority" for _, who, _ in rows)
