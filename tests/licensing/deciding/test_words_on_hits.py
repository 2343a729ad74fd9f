"""What is concluded of a hit is stated, with words that say why and do not doubt it; nothing else closes one; on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dualuse.i18n import Message
from dualuse.licensing.actions import Assess
from dualuse.licensing.decisions.concluding import doubts
from dualuse.licensing.decisions.examining import assess
from dualuse.licensing.decisions.hits import HitWords, why_warned_of_hits
from dualuse.licensing.refusals import Malformed
from tests.licensing.deciding.test_ways_out import POINTS, met, see_ends, why_refused
from tests.support.service_people import People


@pytest.mark.parametrize("words", [
    "It is him.", "This is the listed person.", "same person", "Is it him?", "I do not know whether he is the same", "to be clarified", "The applicant says that it is another body.",
    "Perhaps by the day of birth", "If it is another body, it is fine.", "He is on the list.", "Vermutlich ein anderer.", "Selon le client, un homonyme.",
])  # fmt: skip
def test_words_that_doubt_what_is_concluded_are_refused(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str
) -> None:
    """Art. 15(1)(b)."""
    case = met(people, monkeypatch, tmp_path)
    with pytest.raises(Malformed) as refused:
        assess(people.officer, case.reference, POINTS, hits=[HitWords("parties[0]", "somebody_else", words)])
    assert [(fault.path, fault.code) for fault in refused.value.problems] == [
        ("hits[0].text", "hit_not_concluded")
    ]
    assert why_refused(people, case) == ("incomplete", "hits_open")


@pytest.mark.parametrize(
    "words",
    [
        "Born in 1990; the listed person was born in 1950.",
        "The listed one is a bank in Minsk, the end user a school.",
        "Not identical: another address, another register.",
    ],
)
def test_a_conclusion_with_its_reason_closes_a_hit(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str
) -> None:
    case = met(people, monkeypatch, tmp_path)
    assess(people.officer, case.reference, POINTS, hits=[HitWords("parties[0]", "somebody_else", words)])
    (kept,) = case.evidence.filter(kind="assessment", voided=None).latest("pk").result["hits"]
    assert kept["conclusion"] == "somebody_else"
    assert (why_warned_of_hits(case) or Message("", "")).params == {
        "hits": "parties[0] xx_service/P7: somebody_else"
    }
    see_ends(people, case, "granted")


def test_who_may_be_granted_all_the_same_may_be_listed() -> None:
    words = "The end user is listed; the exemption of Article 6 covers medical goods."
    assert not doubts(words, "may_be_granted")
    assert doubts(words, "somebody_else")


@pytest.mark.parametrize("conclusion", [None, "", "unclear", "listed"])
def test_nothing_is_concluded_by_words_alone(conclusion: Any) -> None:
    row = {"party": "parties[0]", "text": "Another body of that name."}
    stated = row if conclusion is None else {**row, "conclusion": conclusion}
    with pytest.raises(ValueError, match="conclusion"):
        Assess.model_validate({**dict.fromkeys("abcd", "Examined."), "hits": [stated]})
