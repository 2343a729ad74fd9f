"""What a person signs for, and that goods may go on to Russia, is folded on no screen before what is merely good to know."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.text.one_screen import ShortText
from dualuse.documents.speech import Speech
from dualuse.dossier.assessing import assess
from dualuse.dossier.document.steps import steps_of_page_one
from dualuse.i18n import LANGUAGES
from tests.dossier.test_assess import DAY
from tests.dossier.test_steps_of_page_one import SURVEILLANCE

JAPAN: dict[str, Any] = {
    "reference": "Q-2026-0161",
    "date": "2026-08-22",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Meridian Signals GmbH", "country": "DE"},
    "items": [{"id": "1", "kind": "goods", "description": "Signal analyser", "cn_code": "90308400", "entries": ["3A002.c"]}],
    "destination": "JP",
    "parties": [{"role": "end_user", "name": "Example Laboratories KK", "country": "JP", "service": "none"}],
    "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none", "reexport": "none"},
    "circumstances": {"free_zone": False},
    "answers": {"done.EU001": True},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("day", ["2026-08-22", "2026-12-01"])
def test_the_conditions_of_the_authorisation_used_stand(day: str, width: int, language: str) -> None:
    determination = check(JAPAN | {"date": day}, screener=None, language=language)
    duties = [duty for duty in determination.obligations if duty.authorisation == "EU001" and duty.due]
    assert len(duties) == 2
    page = str(ShortText(determination, width))
    on_page = " ".join(page.split())
    # Where something is asked, and the screen is narrow, what to do first stands whole before them.
    for duty in duties if determination.release == "go" or width > 80 else ():
        begins = " ".join(ShortText(determination).short_names(duty.text).split()[:6])
        assert begins in on_page, page
    assert len(page.splitlines()) <= 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_goods_may_go_on_to_russia_is_a_step_of_page_one(language: str) -> None:
    made, speech = assess(SURVEILLANCE, day=DAY, language=language), Speech.in_language(language)
    here, _ = steps_of_page_one(made, speech)
    text = "ask whether item {item} goes on to Russia or Belarus, and state what is known of it: it is one of the common high priority items, or may be"
    assert speech.say(text, item="1") in [what for what, *_ in here]


@pytest.mark.parametrize("width", [80, 100])
def test_that_goods_may_go_on_to_russia_is_looked_at_first(width: int) -> None:
    page = str(ShortText(check(SURVEILLANCE, screener=None), width))
    first = re.search(r"To look at.*\n\s+(.*)", page)
    assert first is not None
    assert "item 1 (85176200) is one of the common high priority items" in first[1]
