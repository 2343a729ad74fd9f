"""``dualuse diligence``: from questions to a decision on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.i18n import LANGUAGES

TRANSACTION = """\
reference: Q-1
date: 2026-11-24
items:
  - {id: "10", description: video analytics, entries: []}
  - {id: "20", description: interception set, entries: [5A001.f.2]}
parties:
  - {role: end_user, name: Example Directorate}
  - {role: carrier, name: Example Line}
"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("DUALUSE_PERSON", "A. Muster")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "transaction.yaml").write_text(TRANSACTION, encoding="utf-8")
    return tmp_path / "workspace"


def run(*arguments: str, code: int = 0, language: str = "en") -> Result:
    result = CliRunner().invoke(app, ["diligence", *arguments, "--language", language])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def page(*arguments: str, language: str = "en") -> str:
    return " ".join(run(*arguments, language=language).stdout.split())


def test_the_commands_from_the_questions_to_a_decision(tmp_path: Path) -> None:
    (tmp_path / "extract.txt").write_text("invented", encoding="utf-8")
    run("answer", "Q-1", "D09", "yes", "--party", "Example Directorate", "--reason", "listed since May",
        "--evidence", "extract.txt", "--page", "p. 2", "--quote", "sole owner", "--seen", "2026-11-20")  # fmt: skip
    run("answer", "Q-1", "B08", "yes", "--item", "20", "--likelihood", "high")
    run(
        "mitigate",
        "Q-1",
        "B08",
        "--item",
        "20",
        "--text",
        "no bulk mode",
        "--measure",
        "F08",
        "--verified-by",
        "QA",
    )
    run("answer", "Q-1", "B11", "yes", "--item", "20")
    run("mitigate", "Q-1", "B11", "--item", "20", "--text", "asked for less")
    shown = page("show", "Q-1", "transaction.yaml", "--full")
    places = [
        shown.index(words)
        for words in (
            "Stops",
            "“sole owner” · seen 20 November 2026",
            "Red flags",
            "promised",
            "mitigated",
            "Open questions",
            "The answers allow",
            "no person has decided yet",
            "[M] from memory",
        )
    ]
    assert places == sorted(places)
    output = page("decide", "Q-1", "indication", "--reason", "the owner is listed")
    assert "It sets knowledge.internal_repression: suspects" in output
    assert "it sets nothing; see: dualuse diligence show Q-1 TRANSACTION" in output, (
        "it knows no transaction here"
    )
    shown = page("show", "Q-1", "transaction.yaml", "--full")
    assert "an indication, not yet awareness" in shown.partition("Decision")[2]
    assert "serious violations of rights (Art. 5(1)): grounds for suspicion" in shown
    assert "covert surveillance of item 20: yes · follows from its listing in Annex I" in shown
    history = page("history", "Q-1")
    assert history.index("listed since May") < history.index("asked for less") < history.index("decided:")
    assert len(run("history", "Q-1", "--json").stdout.splitlines()) == 6


def test_questions_of_a_transaction_say_what_is_answered() -> None:
    run("answer", "Q-1", "A05", "no", "--item", "10", "--reason", "only machines")
    data = json.loads(run("questions", "transaction.yaml", "--json").stdout)["questions"]
    by_id = {question["id"]: question for question in data}
    (element,) = by_id["A05"]["asked_of"]
    assert (element["item"], element["answer"], element["person"]) == ("10", "no", "A. Muster")
    assert [asked["item"] for asked in by_id["B02"]["asked_of"]] == ["20"], "10 is none; 20 is listed"
    assert {asked["party"] for asked in by_id["D09"]["asked_of"]} == {"Example Directorate"}
    assert by_id["D09"]["verification"] == "recall"
    shown = page("questions", "transaction.yaml")
    assert "only machines" in shown
    assert "not answered" in shown
    assert len(json.loads(run("questions", "--json").stdout)["questions"]) == 91


def test_what_is_asked_voluntarily_is_labelled() -> None:
    meets = {"A02": "yes", "A03": "no", "A04": "no", "A05": "yes", "A06a": "yes", "A07": "yes"}
    for name, answer in meets.items():
        run("answer", "Q-1", name, answer, "--item", "10", "--reason", "datasheet")
    data = json.loads(run("questions", "transaction.yaml", "--json").stdout)["questions"]
    (by_id,) = [question for question in data if question["id"] == "B02"]
    assert [(asked["item"], asked["voluntary"]) for asked in by_id["asked_of"]] == [
        ("10", True),
        ("20", False),
    ]
    assert "- 10 (voluntary):" in page("questions", "transaction.yaml")
    assert "item 10 (voluntary); item 20: not answered · B02" in page(
        "show", "Q-1", "transaction.yaml", "--full"
    )
    assert "voluntarily" in page("show", "Q-1", "transaction.yaml", "--full")


def test_the_result_as_data() -> None:
    run("answer", "Q-1", "E01", "yes")
    data = json.loads(run("show", "Q-1", "transaction.yaml", "--json").stdout)
    assert data["proposed"] == ["aware", "aware"]
    assert data["level"] is None
    assert not any(path.startswith("knowledge") for path, _ in data["sets"])


def test_a_file_of_findings_is_shown_and_imported(tmp_path: Path) -> None:
    (tmp_path / "findings.yaml").write_text(
        "reference: Q-1\nperson: A. Muster\nanswers:\n  - {question: D17, answer: yes, reason: labels off}\n",
        encoding="utf-8",
    )
    assert "labels off" in page("show", "--file", "findings.yaml", "transaction.yaml")
    alone = page("show", "--file", "findings.yaml")
    assert "No transaction was given" in alone
    run("show", "Q-1", code=2)
    assert "recorded" in run("import", "findings.yaml").stdout
    assert "stands there already" in run("import", "findings.yaml").stdout
    assert "labels off" in page("show", "Q-1")


def test_a_statement_is_withdrawn() -> None:
    run("answer", "Q-1", "D09", "no", "--party", "Wrong Name")
    assert "has no party Wrong Name" in run("show", "Q-1", "transaction.yaml", code=2).stderr
    run("withdraw", "Q-1", "D09", "--party", "Wrong Name", "--reason", "misspelt")
    run("show", "Q-1", "transaction.yaml")
    assert "withdrawn: misspelt" in page("history", "Q-1")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["answer", "Q-1", "Z1", "no"], "there is no question Z1"),
        (["answer", "Q-1", "D09", "perhaps", "--party", "X"], "Use one of: yes, no, unknown"),
        (["answer", "Q-1", "D09", "no", "--item", "10"], "D09 is asked of a party"),
        (
            ["answer", "Q-1", "E07", "no", "--evidence", "missing.pdf"],
            "the evidence missing.pdf cannot be read",
        ),
        (["answer", "Q-1", "E07", "no", "--quote", "words"], "evidence is a file or a link"),
        (["answer", "Q-1", "E07", "no", "--evidence", "https://x.org", "--seen", "now"], "now is not a date"),
        (["answer", "Q-1", "E07", "no", "--person", ""], "nobody is named who states this. Name the person"),
        (["decide", "Q-1", "aware"], "reason: the field is missing"),
        (["mitigate", "Q-1", "D11", "--party", "X"], "text: the field is missing"),
        (["mitigate", "Q-1", "C01", "--text", "x"], "C01 raises no flag"),
        (["decide", "Q-1", "green", "--reason", "as seen"], "Use one of: no_indication, indication, aware"),
        (["decide", "Q-9", "aware", "--reason", "as seen"], "nothing is recorded about Q-9"),
        (["show"], "name the reference of the transaction"),
        (["show", "Q-9"], "nothing is recorded about Q-9"),
        (["history", "Q-9"], "nothing is recorded about Q-9"),
        (["show", "--file", "missing.yaml"], "the file cannot be read"),
        (["questions", "missing.yaml"], "the file cannot be read"),
        (["import", "missing.yaml"], "the file cannot be read"),
        (["withdraw", "Q-1", "D09", "--reason", "as seen"], "nothing is stated at D09"),
    ],
)
def test_bad_commands_get_one_clear_error(arguments: list[str], sentence: str, workspace: Path) -> None:
    assert sentence in run(*arguments, code=2).stderr
    assert not (workspace / "chains/diligence.jsonl").exists()


def test_no_indication_over_a_stop_is_refused() -> None:
    run("answer", "Q-1", "B03", "yes", "--item", "20")
    assert (
        "while a stop is open: B03"
        in run("decide", "Q-1", "no_indication", "--reason", "as seen", code=2).stderr
    )


def test_less_than_awareness_is_refused_over_what_an_authority_said_and_informed_is_set() -> None:
    """Art. 5(1)."""
    run("answer", "Q-1", "E05", "yes", "--reason", "letter of 20 November")
    output = run("decide", "Q-1", "indication", "--reason", "as seen", code=2).stderr
    assert "less than awareness cannot be decided while positive knowledge is answered: E05" in output
    assert "withdraw it" in " ".join(output.split())
    assert "internal_repression: informed" in page("show", "Q-1", "transaction.yaml", "--full")
    assert "internal_repression: informed" in page("decide", "Q-1", "aware", "--reason", "informed")


def test_a_stop_of_the_program_and_a_general_flag_are_shown_as_what_they_are() -> None:
    run("answer", "Q-1", "D17", "yes")
    run("answer", "Q-1", "D13", "yes", "--party", "Example Directorate")
    shown = page("show", "Q-1", "transaction.yaml", "--full")
    stop = "D17 [M] · general: does not move the level; a rule of this program, not of the source"
    assert stop in shown
    assert "D13 [M]" in shown.partition("Red flags")[2]
    listed = page("questions")
    assert listed.count("a rule of this program, not of the source") == 3
    by_id = {
        question["id"]: question for question in json.loads(run("questions", "--json").stdout)["questions"]
    }
    assert (by_id["D17"]["concern"], by_id["D17"]["house_rule"]) == ("general", True)
    assert (by_id["B02"]["concern"], by_id["B02"]["house_rule"]) == ("repression", False)


def test_findings_about_another_transaction_are_refused() -> None:
    run("answer", "Q-2", "E07", "no")
    assert "the findings are about Q-2" in run("show", "Q-2", "transaction.yaml", code=2).stderr


@pytest.mark.parametrize(("language", "words"), [("de", "Sperrgründe"), ("fr", "Motifs d’arrêt")])
def test_the_page_speaks_the_language_asked_for(language: str, words: str) -> None:
    run("answer", "Q-1", "D17", "yes")
    shown = run("show", "Q-1", "transaction.yaml", "--full", language=language).stdout
    assert words in shown
    assert "?\u202f" not in shown
    assert "??" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", ["80", "100"])
def test_what_the_findings_come_to_has_one_screen_with_every_stop(
    monkeypatch: pytest.MonkeyPatch, columns: str, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for question in ("B02", "B06", "B07", "B08", "B11", "C10", "C12", "C13"):
        about = ("--item", "20") if question.startswith("B") else ()
        run("answer", "Q-1", question, "yes", *about, "--reason", "a reason of many words " * 6)
    run("answer", "Q-1", "D17", "yes", "--reason", "labels off")
    run("answer", "Q-1", "D09", "yes", "--party", "Example Directorate", "--reason", "listed since May " * 12)
    text = run("show", "Q-1", "transaction.yaml", language=language).stdout
    assert sum(-(-max(len(line), 1) // int(columns)) for line in text.splitlines()) <= 30
    shown = " ".join(text.split())
    assert "labels off" in shown
    assert ("listed since May " * 12).strip() in shown
    assert "dualuse diligence ask transaction.yaml --person '…'" in shown
    assert "more: --full" in shown or language != "en"
