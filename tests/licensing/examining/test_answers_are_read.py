"""What an applicant answers is read like what it states: for surveillance, for names on lists, and by what was examined without it; on both databases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dualuse.licensing.cases.answers import words_of_answer
from dualuse.licensing.cases.applications import answer, submit
from dualuse.licensing.cases.evidence import ASSESSMENT, DENIALS, SCREENING, counting, surveillance_lines
from dualuse.licensing.cases.models import Case, Note
from dualuse.licensing.cases.work import ask, assign, note
from dualuse.licensing.decisions.examining import assess, check_denials, current_version
from dualuse.licensing.decisions.guards import why_not
from dualuse.licensing.events.chain import faults
from tests.support.screening_home import Entry, install
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People
from tests.support.service_people import apply_with_specification as apply

LISTED = "Orlowberg Quillon Trading"
POINTS = dict.fromkeys("abcd", "Nothing speaks against it.")


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A list on which one firm stands."""
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    install(tmp_path, "xx_service", date.today().isoformat(), [Entry("P7", LISTED, "Organization")])


def examined(people: People) -> Case:
    case = submit(
        people.exporter, apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    )
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, POINTS)
    return check_denials(people.officer, case.reference)


def answered(people: People, question: str, words: str) -> Case:
    case = examined(people)
    ask(people.officer, case.reference, question)
    answer(people.exporter, case.reference, 1, words)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(
    ("question", "words", "is_one"),
    [
        ("What is it?", "It is an IMSI catcher for lawful interception.", True),
        ("What is it?", "5A001.f.2, as the maker says", True),
        ("Is it an IMSI catcher?", "Yes.", True),
        ("Ist es ein IMSI-Catcher?", "Ja, ein kleiner", True),
        ("Is it an IMSI catcher?", "No.", False),
        ("Is it an IMSI catcher?", "Not for interception.", False),
        ("What is it?", "It measures antennas.", False),
    ],
)
def test_an_answer_makes_a_line_one_to_examine(
    people: People, question: str, words: str, is_one: bool
) -> None:
    """Art. 2(20), 5(2)."""
    case = answered(people, question, words)
    assert list(surveillance_lines(current_version(case))) == (["10"] if is_one else [])


@pytest.mark.parametrize(
    ("question", "words", "status"),
    [
        ("Who receives it?", f"The real recipient is {LISTED}.", "review"),
        (f"Does it go to {LISTED}?", "Yes, it does", "review"),
        (f"Does it go to {LISTED}?", "Another firm has it.", "clear"),
        ("Who installs it?", "The maker.", "clear"),
    ],
)
def test_a_name_in_an_answer_is_screened(people: People, question: str, words: str, status: str) -> None:
    """Art. 15(1)(b)."""
    case = answered(people, question, words)
    check_denials(people.officer, case.reference)
    result = counting(case, SCREENING).get().result
    assert result["status"] == status
    assert {hit["party"] for hit in result["hits"]} == (
        {"questions.1.answer"} if status == "review" else set()
    )


def test_what_was_examined_without_the_answer_is_voided(people: People) -> None:
    case = examined(people)
    note(people.officer, case.reference, "To be asked.")
    assert why_not("propose", case, TODAY) is None
    ask(people.officer, case.reference, "Who installs it?")
    assert counting(case, ASSESSMENT).exists(), "a question says nothing of the items"
    answer(people.exporter, case.reference, 1, "The maker.")
    case.refresh_from_db()
    assert not case.evidence.filter(kind__in=(ASSESSMENT, DENIALS, SCREENING), voided=None).exists()
    assert why_not("propose", case, TODAY) is not None
    assert Note.objects.filter(case=case).count() == 1
    assess(people.officer, case.reference, POINTS)
    check_denials(people.officer, case.reference)
    case.refresh_from_db()
    assert why_not("propose", case, TODAY) is None
    assert list(faults(case.chain)) == []


@pytest.mark.parametrize("words", ["Yes", "да, конечно", "Oui.", "Sí", "TAK!", "Bestätigt"])
def test_who_affirms_says_what_was_asked(words: str) -> None:
    assert words_of_answer("Is it one?", words) == f"Is it one?\n{words}"


@pytest.mark.parametrize("words", [
    "That is so.", "Of course", "No doubt.", "We confirm.", "As you say", "That is what it does.", "This is the case.", "The answer is yes.", "Freilich.", "Das ist der Fall", "C'est le cas.", "\U0001f44d", "✓",
    "No, but he owns it.", "Nein, aber seine Tochter", "Not only for that", "Sans aucun doute", "-",
])  # fmt: skip
def test_who_denies_nothing_and_says_nothing_else_says_what_was_asked(words: str) -> None:
    assert words_of_answer("Is it one?", words) == f"Is it one?\n{words}"


@pytest.mark.parametrize(
    "words",
    [
        "That is not so.",
        "It is a pump.",
        "Das ist eine Pumpe",
        "Of a firm in Pune",
        "Ce n'est pas le cas",
        "Not for interception.",
        "Another firm has it.",
    ],
)
def test_who_says_something_of_its_own_does_not(words: str) -> None:
    assert words_of_answer("Is it one?", words) == words


@pytest.mark.parametrize("words", ["No", "Yesterday", "nein", "?", "The maker"])
def test_who_does_not_says_the_answer_alone(words: str) -> None:
    assert words_of_answer("Is it one?", words) == words
