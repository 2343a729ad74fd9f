"""``dualuse diligence ask``: one question after the other, recorded at once and taken up again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from tests.support.paths import REPOSITORY

RUN = CliRunner()
TRANSACTION = str(REPOSITORY / "examples/transactions/interception_set.yaml")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    monkeypatch.delenv("DUALUSE_PERSON", raising=False)
    return tmp_path


def asked(*lines: str, person: str = "A. Example", code: int = 0) -> str:
    result = RUN.invoke(
        app,
        ["diligence", "ask", TRANSACTION, "--person", person, "--language", "en"],
        input="".join(f"{line}\n" for line in lines),
    )
    assert result.exit_code == code, result.output
    return str(result.output)


def test_an_answer_is_recorded_with_its_reason_and_evidence() -> None:
    first = asked("n", "looked at twice", "https://example.org/report", "s")
    assert "Answers recorded: 1;" in first
    history = RUN.invoke(app, ["diligence", "history", "Q-2026-0147", "--json"]).stdout
    assert "looked at twice" in history
    assert "https://example.org/report" in history
    assert "A. Example" in history


def test_what_is_answered_is_not_asked_again_and_what_is_skipped_is() -> None:
    first = asked("n", "reason", "", "?", "s")
    questions = [
        line.split(":")[0] for line in first.splitlines() if line[:1] in "ABCDE" and line[1:3].isdigit()
    ]
    again = asked("s")
    assert questions[0] not in again
    assert questions[1] in again


def test_what_stops_is_asked_first() -> None:
    output = asked("s")
    first = next(line for line in output.splitlines() if line[:1] in "ABCDE" and line[1:3].isdigit())
    listed = json.loads(RUN.invoke(app, ["diligence", "questions", "--json"]).stdout)["questions"]
    effect = {row["id"]: row["effect"] for row in listed}
    assert effect[first[:3]] == "stop"


def test_the_end_of_the_input_loses_nothing() -> None:
    assert "Answers recorded: 1;" in asked("n", "reason", "", "y", "half said")


def test_stopping_at_the_evidence_records_what_is_complete() -> None:
    output = asked("y", "the order says so", "s")
    assert "recorded without evidence" in output
    assert "Answers recorded: 1;" in output
    assert "the order says so" in RUN.invoke(app, ["diligence", "history", "Q-2026-0147", "--json"]).stdout


@pytest.mark.parametrize("sign", ["?", "unbekannt"])
def test_what_is_not_known_is_no_reason_and_no_evidence(sign: str) -> None:
    """It stood on record as the reason "?", and was refused as a file that cannot be read."""
    output = asked("y", sign, sign, "s")
    assert "no reason is kept" in output
    assert "no evidence is kept" in output
    assert "Answers recorded: 1;" in output
    history = json.loads(RUN.invoke(app, ["diligence", "history", "Q-2026-0147", "--json"]).stdout)
    assert f'"{sign}"' not in json.dumps(history)


def test_a_sign_is_no_reason() -> None:
    assert "no reason is given" in asked("y", "-", "s")
    history = json.loads(RUN.invoke(app, ["diligence", "history", "Q-2026-0147", "--json"]).stdout)
    assert '"-"' not in json.dumps(history)


def test_a_slip_in_the_evidence_asks_for_the_evidence_alone() -> None:
    output = asked("y", "the order says so", "no such file.pdf", "https://example.org/report", "s")
    assert output.count("Evidence (") == 2
    assert output.count("Why? ") == 1
    history = RUN.invoke(app, ["diligence", "history", "Q-2026-0147", "--json"]).stdout
    assert "the order says so" in history
    assert "https://example.org/report" in history


@pytest.mark.parametrize("typed", [("y", "s"), ("y",), ("y", "half said")])
def test_what_is_not_recorded_is_said_and_nothing_follows_from_nothing(typed: tuple[str, ...]) -> None:
    output = asked(*typed)
    assert "“yes” is not recorded." in output
    assert "Nothing is recorded about Q-2026-0147; open: " in output
    assert "dualuse diligence show" not in output


def test_who_answers_must_be_said() -> None:
    assert "say who answers" in asked(person="", code=2)


def open_now() -> int:
    output = asked("s")
    return int(output.partition("open questions: ")[2].split()[0])


def test_back_takes_the_last_answer_back_and_asks_again() -> None:
    before = open_now()
    output = asked("n", "a slip", "", "<", "y", "seen", "", "s")
    assert "Answers recorded: 1;" in output
    assert open_now() == before - 1
    shown = RUN.invoke(app, ["diligence", "history", "Q-2026-0147", "--json"]).stdout
    assert "a slip" in shown  # the record keeps what was taken back, and that it was
    assert "taken back while answering" in shown


def test_back_asks_again_what_was_skipped_and_says_where_there_is_nothing_before() -> None:
    output = asked("<", "?", "<", "s")
    assert output.count("There is no answer to take back.") == 1
    questions = [
        line.split(":")[0] for line in output.splitlines() if line[:1] in "ABCDE" and line[1:3].isdigit()
    ]
    assert questions[0] == questions[1] == questions[3]


def test_behind_why_one_goes_back_to_the_question_or_stops() -> None:
    assert "Answers recorded: 1;" in asked("n", "<", "n", "reason", "", "n", "s")


@pytest.mark.parametrize("order", [("--ask", TRANSACTION), (TRANSACTION, "--ask")])
def test_asking_as_an_option_is_asking_as_a_command(order: tuple[str, str]) -> None:
    words = ["diligence", *order, "--person", "A. Example", "--language", "en"]
    result = RUN.invoke(app, words, input="s\n")
    assert result.exit_code == 0, result.output
    assert result.stdout == asked("s")


def test_a_no_without_a_reason_is_told_as_such() -> None:
    assert "A “no” without a reason" in asked("n", "", "", "s")
    assert "A “no” without a reason" not in asked("n", "seen on site", "", "s")
