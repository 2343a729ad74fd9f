"""A page has one form of days: those of lists are written as the others on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dualuse.assessment.check import check
from dualuse.documents.speech import Speech
from dualuse.dossier.document.who import screening_line
from tests.support.hits_by_hand import UNION, ScreenerByHand


@pytest.mark.parametrize(
    ("language", "day"), [("en", "2 November 2026"), ("de", "2. November 2026"), ("fr", "2 novembre 2026")]
)
def test_a_list_that_is_out_of_date_has_its_day_in_words(language: str, day: str) -> None:
    sale = {
        "date": "2026-11-30",
        "activity": "export",
        "destination": "JP",
        "items": [{"entries": ["3A002.c"]}],
        "exporter": {"country": "DE"},
        "parties": [{"role": "end_user", "name": "Example Laboratories KK", "country": "JP"}],
    }
    old = replace(UNION, stale=True, dated="2026-11-02")
    answer = check(sale, language=language, screener=ScreenerByHand({}, (old,)))
    line = screening_line(answer.screening, Speech.in_language(language))
    text = " ".join(span.text for span in line)
    assert day in text.replace("\u00a0", " ")
    assert not any(short in text for short in ("02.11.2026", "2026-11-02", "02/11/2026"))
