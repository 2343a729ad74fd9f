"""An answer that speaks against the transaction does not stand among those that raise nothing, though it raises no flag itself."""

from __future__ import annotations

import pytest

from dualuse.diligence import questions
from dualuse.documents.speech import Speech
from dualuse.dossier.document.purpose import answered
from tests.dossier.test_assess import story


@pytest.mark.parametrize("name", ["interception", "face_recognition"])
def test_an_adverse_answer_without_a_flag_has_a_heading_of_its_own(name: str) -> None:
    diligence = story(name).diligence
    assert diligence is not None
    adverse = [
        row.text
        for row in diligence.answered
        if row.effect == "info"
        and row.answered is not None
        and row.answered.answer == questions()[row.question].adverse
    ]
    lists = {title: str(blocks) for title, blocks in answered(diligence, Speech.in_language("en"))}
    assert adverse
    assert [
        text for text in adverse if text not in lists["Adverse answers without a flag of their own"]
    ] == []
    assert [text for text in adverse if text in lists["Answered, and no flag"]] == []


def test_where_no_answer_is_adverse_no_heading_says_so() -> None:
    diligence = story("test_equipment").diligence
    assert diligence is not None
    titles = [title for title, _ in answered(diligence, Speech.in_language("en"))]
    assert titles == ["Answered, and no flag"]
