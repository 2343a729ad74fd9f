"""What words on a hit conclude: by their form, or by a conclusion that stands beside them; what doubts, reports or confirms closes nothing; on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.licensing.decisions.concluding import concludes, concludes_alone, doubts
from dualuse.licensing.decisions.examining import assess
from dualuse.licensing.decisions.hits import HitWords
from dualuse.licensing.refusals import Malformed
from tests.licensing.deciding.test_ways_out import POINTS, met, see_ends, why_refused
from tests.support.service_people import People

NAMES = ("P7", "xx_service/P7", "Example Directorate")


@pytest.mark.parametrize("words", [
    "xx_service/P7 is another body.", "The end user Example Directorate is another body than the listed one.", "Der Treffer auf Example Directorate ist ein anderer: anderes Geburtsdatum.",
    "Example Directorate n'est pas la même personne.", "Example Directorate may all the same be granted under the exemption of Article 6.",
])  # fmt: skip
def test_a_sentence_that_says_at_once_who_it_is_concludes(words: str) -> None:
    assert concludes(words, NAMES)


@pytest.mark.parametrize("words", [
    "I do not think that Example Directorate is another body.", "Example Directorate is listed; another person is its head.", "Example Directorate is the listed one, and another person signs.",
    "Example Directorate may be granted nothing.", "Nothing may be granted to Example Directorate.", "If Example Directorate is another body, it is fine.", "Should Example Directorate be another body, it can be granted.",
    "The applicant says that Example Directorate is another body.", "Example Directorate seems to be another body.", "Example Directorate ist angeblich ein anderer.", "Example Directorate is identical with the listed; a derogation was refused.",
    "Example Directorate has another company.", "The head of Example Directorate is another person.", "Example Directorate was delisted and listed again.", "Example Directorate is another body. No, it is the listed body.",
    "Example Directorate is another body. This is to be checked.", "There is no ground to say that Example Directorate is another body.", "Quillon Orlowberg is another person.",
])  # fmt: skip
def test_no_other_sentence_does(words: str) -> None:
    assert not concludes(words, NAMES)


@pytest.mark.parametrize("words", [
    "It is him.", "This is the listed person.", "same person", "hit", "checked", "Name", "Is it him?", "I do not know whether he is the same", "to be clarified", "No idea, ask the boss",
    "Zerkanov Trading House is another company", "say in words why it is somebody else, or may be granted",
])  # fmt: skip
def test_words_on_a_hit_that_conclude_nothing_are_refused(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str
) -> None:
    """Art. 15(1)(b)."""
    case = met(people, monkeypatch, tmp_path)
    assert not concludes_alone(words)
    with pytest.raises(Malformed) as refused:
        assess(people.officer, case.reference, POINTS, hits=[HitWords("parties[0]", words)])
    assert [(fault.path, fault.code) for fault in refused.value.problems] == [
        ("hits[0].text", "hit_not_concluded")
    ]
    assert why_refused(people, case) == ("incomplete", "hits_open")


@pytest.mark.parametrize(
    "words",
    [
        "Born in 1990; the listed person was born in 1950.",
        "The listed one is a bank in Minsk, the end user a school.",
    ],
)
def test_a_conclusion_beside_them_needs_no_form(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str
) -> None:
    case = met(people, monkeypatch, tmp_path)
    assess(
        people.officer,
        case.reference,
        POINTS,
        hits=[HitWords("parties[0]", words, conclusion="somebody_else")],
    )
    see_ends(people, case, "granted")


@pytest.mark.parametrize("words", ["It is him.", "Perhaps by the day of birth", "Is it?", "the same person"])
def test_a_conclusion_beside_them_bears_no_doubt(words: str) -> None:
    assert doubts(words, "somebody_else")


def test_who_may_be_granted_all_the_same_may_be_listed() -> None:
    assert not doubts(
        "The end user is listed; the exemption of Article 6 covers medical goods.", "may_be_granted"
    )
