"""Nothing of the JSON is lost in the document: every finding, warning, question, hit and row that was not examined is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from dualuse.assessment.field_words import without_fields
from dualuse.assessment.serialisation import to_json
from dualuse.documents.speech import Speech
from dualuse.dossier.document.words import STEP_NAMES
from dualuse.dossier.rendering import html_of
from tests.documents.test_html import words_of_page
from tests.dossier.test_assess import story
from tests.support.invented_dossiers import long


def texts_of(data: dict[str, Any]) -> Iterator[str]:
    """What a dossier finds, warns of, asks and did not examine, as its JSON says it."""
    determination = data["determination"]
    for finding in determination["findings"]:
        yield finding["provision"]
        yield finding["text"]
        yield from (because["text"] for because in finding["because"])
    for hit in determination["screening"]["hits"]:
        yield hit["name"]
    yield from (row["question"] for row in determination["missing"])
    yield from (
        row["text"] for name in ("warnings", "obligations", "assumptions") for row in determination[name]
    )
    yield from (text for row in determination["not_examined"] for text in (row["act"], row["why"]))
    for item in determination["items"]:
        for general in item["general_authorisations"]:
            yield from (row["text"] for name in ("because", "conditions") for row in general[name])
    for row in data["sources"]:
        yield STEP_NAMES.get(row["name"], row["name"])
        yield from (row["edition"], row["checksum"])
    diligence = data["diligence"] or {}
    questions = [flag["shown"] for flag in diligence.get("flags", ())]
    questions += [*diligence.get("answered", ()), *diligence.get("open_questions", ())]
    for question in questions:
        yield from (question["text"], question["question"], question["source"], question["reference"])
        answered = question["answered"]
        if answered:
            yield from (answered["reason"], answered["person"])
            yield from (proof[name] for proof in answered["proofs"] for name in ("document", "quote", "link"))
    for flag in diligence.get("flags", ()):
        yield from (measure[name] for measure in flag["mitigations"] for name in ("text", "verified_by"))


def test_nothing_of_an_invented_dossier_is_lost() -> None:
    _nothing_lost(long())


@pytest.mark.parametrize("name", ["interception", "face_recognition", "test_equipment"])
def test_nothing_of_a_story_is_lost(name: str) -> None:
    _nothing_lost(to_json(story(name)).encode("utf-8"))


def _nothing_lost(content: bytes) -> None:
    words = " ".join(words_of_page(html_of(content)).split())
    speech = Speech.in_language("en")
    lost = [
        text
        for text in texts_of(json.loads(content))
        # The page has the days of a sentence in its own form, and names no field of the data.
        if not any(
            " ".join(form.split()) in words
            for form in (text, speech.with_days(text), without_fields(speech.with_days(text)))
        )
    ]
    assert lost == []
