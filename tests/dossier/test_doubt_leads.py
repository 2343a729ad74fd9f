"""Whether an item is listed at all leads where that is in doubt: in the answer, among its reasons, with what to do in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.text.sentences import DeterminationSentences
from dualuse.dossier.answer_text import release_of
from dualuse.dossier.assessing import assess
from dualuse.dossier.document.first_page import reasons
from dualuse.i18n import LANGUAGES
from tests.dossier.test_assess import DAY
from tests.dossier.test_what_stands_first import JAPAN

CAMERA: dict[str, Any] = JAPAN | {
    "date": "2026-11-26",
    "destination": "AE",
    "parties": [{"role": "end_user", "name": "Example Trading", "country": "AE", "service": "none"}],
    "items": [
        {
            "id": "1",
            "kind": "goods",
            "description": "Module X200",
            "cn_code": "84799070",
            "entries": [],
            "national_entries": [],
            "cyber_surveillance": False,
            "parameters": {
                "6A003": {
                    "imaging_camera": "yes",
                    "focal_plane_array": "yes",
                    "space_qualified": "no",
                    "microbolometer": "no",
                    "peak_wavelength": "5000 nm",
                    "two_dimensional": "yes",
                    "elements": "327680",
                    "pyroelectric_listed_material": "no",
                    "lead_salt_cells": "no",
                    "broadcast_camera": "no",
                }
            },
        }
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_item_whose_parameters_meet_a_threshold_is_doubted_first(language: str) -> None:
    """It read "no authorisation is required by what was examined", and the doubt stood third."""
    made = assess(CAMERA, day=DAY, language=language)
    assert made.release == "ask"
    doubt = made.classification[0].doubts[0].text
    assert doubt in reasons(made)[0]
    assert len(reasons(made)) <= 3
    outcome = next(row.text for row in made.answer if row.code == "answer.outcome")
    assert outcome == DeterminationSentences(made.determination).answer(is_doubted=True)
    # The determination by itself, which `check` shows, raises the same doubt.
    assert outcome == DeterminationSentences(made.determination).answer()
    assert "unexecuted.words.entries" in doubt


def test_the_remedy_says_what_to_compare_and_where_to_write_it() -> None:
    doubt = assess(CAMERA, day=DAY).classification[0].doubts[0].text
    assert "compare it with the text of 6A003.b.4.a in Annex I" in doubt
    assert "write false under answers of the item (unexecuted.words.entries)" in doubt


def test_a_decision_of_the_authority_ends_no_doubt_about_an_entry() -> None:
    determination = replace(check(CAMERA, screener=None), release="go", release_because=())
    assert release_of(determination, None, ["doubt"], "en") == ("ask", ("doubt",))
