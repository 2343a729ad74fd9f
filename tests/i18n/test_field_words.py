"""Sentences for people say what a field holds in words, and name it in brackets where it is to be filled in."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.field_words import FieldRead
from dualuse.i18n import LANGUAGES, Message, render

SOLD: dict[str, Any] = {
    "date": "2026-08-20",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Alder GmbH", "country": "DE"},
    "items": [{"id": "10", "description": "milling machine with five axes", "kind": "goods", "entries": []}],
    "destination": "IN",
    "parties": [{"role": "end_user", "name": "Kita Test KK", "country": "IN", "service": "none"}],
}


@pytest.mark.parametrize(
    ("path", "english", "german", "french"),
    [
        ("end_use", "end use", "Endverwendung", "utilisation finale"),
        (
            "items[0].description",
            "description, item no. 1",
            "Beschreibung, Gut Nr. 1",
            "description, bien nº 1",
        ),
        (
            "parties[1].owners[0].name",
            "name, party no. 2, owner no. 1",
            "Name, Beteiligter Nr. 2, Eigentümer Nr. 1",
            "nom, partie nº 2, propriétaire nº 1",
        ),
        ("exporter.address", "address, exporter", "Anschrift, Ausführer", "adresse, exportateur"),
        ("parties[0]", "party no. 1", "Beteiligter Nr. 1", "partie nº 1"),
        ("unheard_of[0].field", *["unheard_of[0].field"] * 3),
    ],
)
def test_a_field_whose_text_was_read_is_named_in_words(
    path: str, english: str, german: str, french: str
) -> None:
    message = Message("word_met", "{field}", {"field": FieldRead(path)})
    assert [render(message, language) for language in ("en", "de", "fr")] == [english, german, french]
    assert message.plain_params() == {"field": path}


_RAW = re.compile(
    r"\b(?:items|parties|sources)\[\d|(?<![(\w., ])(?:unexecuted|knowledge|circumstances|done)\.\w"
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"end_use": "centrifuges for Minsk", "knowledge": {"wmd": "none"}},
        {"destination": "AE", "items": [{**SOLD["items"][0], "cn_code": "84571010"}]},
        {"destination": "JP", "items": [{**SOLD["items"][0], "entries": ["3A002.c"]}]},
    ],
)
def test_reasons_have_no_path_and_name_a_field_in_brackets_alone(more: dict[str, Any], language: str) -> None:
    answer = check({**SOLD, **more}, language=language, screener=None)
    assert answer.release_because
    for reason in answer.release_because:
        assert not _RAW.search(reason.text), reason.text
        for name in re.findall(r"(?:unexecuted|done)\.[\w.]+", reason.text):
            assert re.search(rf"\([^()]*{re.escape(name)}[^()]*\)", reason.text), reason.text
