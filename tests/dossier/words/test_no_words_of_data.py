"""A page in German or French has no words of data: neither fields, nor editions of sheets, nor English references."""

from __future__ import annotations

import pytest

from dualuse.documents.speech import Speech
from dualuse.dossier.document.contents import dossier_of
from dualuse.dossier.document.sources_and_limits import _edition
from dualuse.i18n import fill, referred
from tests.dossier.test_assess import story


def _words(made: object) -> str:
    return str(dossier_of(made))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_story_has_none_of_them(language: str) -> None:
    words = _words(story("face_recognition", language))
    for word in (
        "option.art5_3",
        "machine-read",
        "'outline'",
        "comment on draft",
        "end-user",
        "human-rights FAQ",
    ):
        assert word not in words, word
    assert "Nothing to report" not in words


@pytest.mark.parametrize(
    ("kind", "edition", "german"),
    [
        ("sheet", "machine-read", "Blatt maschinell gelesen, von keiner Person geprüft"),
        ("search", "outline", "Gliederung von Anhang I"),
        ("law", "2026-08-22", "22.08.2026"),
        ("index", "2025", "2025"),
    ],
)
def test_an_edition_stands_in_words(kind: str, edition: str, german: str) -> None:
    assert _edition(kind, edition, Speech.in_language("de")) == german


def test_what_due_diligence_found_has_its_article_in_french() -> None:
    assert fill("red flags: {questions}", "fr", questions="D06") == "des signaux d’alerte\u00a0: D06"


@pytest.mark.parametrize(
    ("reference", "french"),
    [("end-user", "utilisateur final"), ("shipping", "expédition"), ("Supp. 3", "Supp. 3")],
)
def test_references_are_in_words(reference: str, french: str) -> None:
    assert referred(reference, "fr") == french
