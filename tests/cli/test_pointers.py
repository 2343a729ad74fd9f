"""Where the answer of ``check`` leads next, with commands that can be run as they are written."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.cli.terminal import LANGUAGES
from dualuse.diligence import questions
from dualuse.i18n import translate
from dualuse.law.eu_2021_821.facts import GROUNDS

RUN = CliRunner()
BASE: dict[str, Any] = {
    "reference": "Q-1",
    "date": "2026-08-01",
    "activity": "export",
    "exporter": {"country": "DE"},
    "destination": "JP",
    "items": [{"id": "1", "description": "portable IMSI catcher for mobile networks"}],
    "parties": [{"role": "end_user", "name": "Example", "country": "JP", "service": "none"}],
}

UNLAWFUL = "unlawful use against a Member State or citizen (B03, 10)"
"""What a question is about, before its code."""


def checked(folder: Path, data: dict[str, Any], language: str = "en") -> str:
    file = folder / "a transaction.json"
    file.write_text(json.dumps(data), "utf-8")
    result = RUN.invoke(app, ["check", str(file), "--no-screening", "--language", language])
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) <= 30
    return " ".join(result.stdout.split())


def run_as_written(text: str, start: str) -> str:
    """The output of a command that a text names."""
    words = shlex.split(
        text[text.index(start) :].split(" thinks of ")[0].split(" Not examined")[0].split(" ! ")[0]
    )
    result = RUN.invoke(app, words[1:])
    assert result.exit_code == 0, result.output
    return str(result.stdout)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_item_without_an_entry_leads_to_the_search(tmp_path: Path, language: str) -> None:
    text = checked(tmp_path, BASE, language)
    assert "dualuse classify 'portable IMSI catcher for mobile networks'" in text
    assert "5A001.f" in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "stated to be in no entry"), ("de", "in keinem Eintrag"), ("fr", "dans aucune entrée")],
)
def test_a_description_that_trade_has_for_listed_goods_is_told_beside_no_entry(
    tmp_path: Path, language: str, sentence: str
) -> None:
    catcher = BASE["items"][0] | {"entries": [], "cyber_surveillance": False}
    text = checked(tmp_path, BASE | {"items": [catcher]}, language)
    assert sentence in text
    assert "5A001.f" in text


@pytest.mark.parametrize("description", ["stainless steel water bottle", "laser printer", "wooden table"])
def test_an_everyday_description_beside_no_entry_leads_nowhere(tmp_path: Path, description: str) -> None:
    item = {"id": "1", "description": description, "entries": []}
    assert "dualuse classify" not in checked(tmp_path, BASE | {"items": [item]})


@pytest.mark.parametrize(
    ("description", "doubtful"),
    [
        ("radial bearings", False),
        ("wheel bearings for cars", False),
        ("deep groove ball bearings", False),
        ("seamless steel tubes", False),
        ("ball bearings", False),
        ("ball bearings of monel", True),
        ("coordinate measuring machine", True),
    ],
)
def test_check_and_assess_doubt_the_same_statement_that_an_item_is_in_no_entry(
    tmp_path: Path, description: str, doubtful: bool
) -> None:
    item = {"id": "1", "description": description, "entries": [], "cn_code": "84821010"}
    data = BASE | {"items": [item | {"national_entries": [], "cyber_surveillance": False}]}
    assert ("stated to be in no entry" in checked(tmp_path, data)) is doubtful
    folder = str(tmp_path / "dossiers")
    file = str(tmp_path / "a transaction.json")
    RUN.invoke(app, ["assess", file, "--out", folder, "--no-screening", "--only-json", "--day", "2026-08-01"])
    made = json.loads(Path(folder, "Q-1.json").read_text("utf-8"))
    assert [row["code"] for row in made["classification"][0]["doubts"]] == ["search_listed"] * doubtful
    reason = "the classification of item 1 is doubtful: it is said to be in no entry, but its description resembles"
    assert any(reason in row["text"] for row in made["answer"]) is doubtful


@pytest.mark.parametrize("command", ["check", "assess"])
def test_what_an_option_can_supply_is_said_once_where_it_is_asked_for(tmp_path: Path, command: str) -> None:
    item = {"id": "1", "kind": "goods", "entries": ["3A002.c"], "national_entries": []}
    file = tmp_path / "offer.json"
    file.write_text(json.dumps(BASE | {"items": [item], "circumstances": {"free_zone": False}}), "utf-8")
    out = ["--out", str(tmp_path / "dossiers"), "--only-json"] if command == "assess" else []

    def text(*options: str) -> str:
        arguments = [command, str(file), *out, *options, "--no-screening", "--language", "en"]
        return " ".join(RUN.invoke(app, arguments).stdout.split())

    pointer = "the answer lists them: --assume no-indication"
    assert text().count(pointer) == 1
    assumed = text("--assume", "no-indication", *(["--replace"] if out else []))
    assert "the answer lists them" not in assumed
    assert assumed.count("--assume") == 1  # under the verdict: what was assumed, and examined by nobody


def test_the_search_is_run_as_it_is_written(tmp_path: Path) -> None:
    assert "5A001" in run_as_written(checked(tmp_path, BASE), "dualuse classify")


def test_who_has_classified_is_not_sent_to_the_search(tmp_path: Path) -> None:
    items = [{**BASE["items"][0], "entries": ["5A001.f"]}]
    assert "dualuse classify" not in checked(tmp_path, {**BASE, "items": items})


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"items": [{"id": "1", "entries": ["5A001.f"]}]}, "a surveillance item, or one that may be"),
        (
            {"items": [{"id": "1", "entries": [], "cyber_surveillance": True}]},
            "a surveillance item, or one that may be",
        ),
        ({"destination": "LB"}, "Lebanon (LB): perhaps under an arms embargo"),
        (
            {"items": [{"id": "1", "description": "office chairs", "entries": []}], "destination": "RU"},
            "Russia (RU): under an arms embargo",
        ),
        ({"knowledge": {"internal_repression": "suspects"}}, "a use of Art. 5 is suspected or known"),
        (
            {"parties": [{"role": "end_user", "name": "Example", "country": "JP", "service": "police"}]},
            "a service such as police or forces takes part",
        ),
        (
            {
                "items": [
                    {
                        "id": "1",
                        "description": "software that recognises faces in the streets and follows people",
                        "entries": [],
                    }
                ]
            },
            "words of surveillance that nobody has cleared up",
        ),
    ],
)
def test_what_asks_for_due_diligence_leads_to_its_questions_and_is_said(
    tmp_path: Path, stated: dict[str, Any], why: str
) -> None:
    text = checked(tmp_path, {**BASE, "items": [{"id": "1", "entries": ["1A004.a"]}], **stated})
    assert f"due diligence is asked for ({why}), " in text
    assert "dualuse diligence ask" in text


def test_a_prohibited_sale_is_not_proceeded_with_and_leads_to_no_questions(tmp_path: Path) -> None:
    """No answer to them would let it go."""
    text = checked(tmp_path, {**BASE, "items": [{"id": "1", "entries": ["1A004.a"]}], "destination": "RU"})
    assert "do not proceed: sell, deliver and provide nothing" in text
    assert "due diligence is asked for" not in text


PROBE: dict[str, Any] = {
    **BASE,
    "destination": "EG",
    "items": [
        {"id": "1", "description": "monitoring probe", "entries": ["5A001.j"]},
        {"id": "2", "description": "cooled InSb camera core"},
    ],
    "parties": [{"role": "end_user", "name": "Example Telecom", "country": "EG"}],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_due_diligence_stays_where_an_item_has_no_entry_too(tmp_path: Path, language: str) -> None:
    assert "dualuse diligence ask" in checked(tmp_path, PROBE, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_answer_leads_where_one_screen_does(tmp_path: Path, language: str) -> None:
    file = tmp_path / "probe.json"
    file.write_text(json.dumps(PROBE), "utf-8")
    result = RUN.invoke(app, ["check", str(file), "--no-screening", "--full", "-l", language])
    text = " ".join(result.stdout.split())
    assert f"dualuse diligence ask {file} --person '…'" in text
    assert "dualuse classify 'cooled InSb camera core'" in text


def test_check_and_ask_count_the_same_questions(tmp_path: Path) -> None:
    """One counted questions, the other what each is asked of."""
    data = {**BASE, "reference": "Q-1", "items": [{"id": "1", "entries": ["5A001.f"]}, {"id": "2"}]}
    text = checked(tmp_path, data)
    file = next(tmp_path.glob("*.*"))
    ask = ["diligence", "ask", str(file), "--person", "A", "--workspace", str(tmp_path / "ws"), "-l", "en"]
    result = RUN.invoke(app, ask, input="s\n")
    assert result.exit_code == 0, result.output
    counted = re.search(r"open questions: (\d+)", " ".join(result.stdout.split()))
    assert counted is not None
    assert (
        f"due diligence is asked for (a surveillance item, or one that may be), {counted[1]} questions, "
        in text
    )


def test_a_quiet_sale_to_a_partner_is_left_alone(tmp_path: Path) -> None:
    text = checked(tmp_path, {**BASE, "items": [{"id": "1", "entries": ["1A004.a"]}]})
    assert "due diligence" not in text


OFFERED = {**BASE, "items": [{"id": "10", "entries": ["5A001.f.2"]}]}


def answered(folder: Path, question: str, answer: str, item: str = "10") -> None:
    """One answer on record about the transaction."""
    words = [
        "diligence",
        "answer",
        "Q-1",
        question,
        answer,
        "--reason",
        "seen",
        "--person",
        "A",
        "--item",
        item,
    ]
    result = RUN.invoke(app, [*words, "--workspace", str(folder / "record")])
    assert result.exit_code == 0, result.output


def of_record(folder: Path, data: dict[str, Any], *options: str) -> Any:
    file = folder / "offer.json"
    file.write_text(json.dumps(data), "utf-8")
    words = ["check", str(file), "--no-screening", "-l", "en", "--workspace", str(folder / "record")]
    return RUN.invoke(app, [*words, *options])


def test_questions_that_are_answered_are_not_counted_as_open(tmp_path: Path) -> None:
    counts = []
    for question in ("", "B03"):
        if question:
            answered(tmp_path, question, "no")
        text = " ".join(of_record(tmp_path, OFFERED).stdout.split())
        counts.append(int(re.findall(r"(\d+) questions", text)[0]))
    assert counts[1] == counts[0] - 1
    assert "due diligence is asked for" not in text


def test_a_stop_that_due_diligence_found_stops_and_is_named(tmp_path: Path) -> None:
    answered(tmp_path, "B03", "yes")
    result = of_record(tmp_path, OFFERED)
    assert result.stdout.startswith("STOP")
    text = " ".join(result.stdout.split())
    assert f"a stop of due diligence stands: {UNLAWFUL}" in text
    assert f"due diligence found stops: {UNLAWFUL}: dualuse diligence show Q-1" in text


def test_an_item_that_could_go_waits_for_what_due_diligence_has_on_record(tmp_path: Path) -> None:
    free: dict[str, Any] = {**BASE, "items": [{"id": "10", "description": "bolts", "entries": []}]}
    before = json.loads(of_record(tmp_path, free, "--json").stdout)["release"]
    assert before != "stop"
    answered(tmp_path, "B03", "yes")
    assert of_record(tmp_path, free).stdout.startswith("STOP")
    data = of_record(tmp_path, free, "--json", "--gate")
    assert data.exit_code == 1
    assert (
        json.loads(data.stdout)["release"] == before
    )  # of the transaction alone: it can be judged again anywhere
    assert UNLAWFUL in data.stderr


def test_a_record_that_does_not_fit_the_transaction_asks_and_does_not_end_the_command(tmp_path: Path) -> None:
    answered(tmp_path, "B03", "no")
    renamed: dict[str, Any] = {**BASE, "items": [{"id": "20", "entries": []}, {"id": "21", "entries": []}]}
    result = of_record(tmp_path, renamed)
    assert result.exit_code == 0
    assert "does not fit the transaction" in " ".join(result.stdout.split())


def test_an_assessment_names_what_is_to_be_done_and_its_commands(tmp_path: Path) -> None:
    file = tmp_path / "offer.json"
    file.write_text(json.dumps(OFFERED), "utf-8")
    words = ["assess", str(file), "-o", str(tmp_path / "dossiers"), "--only-json", "--no-search", "-l", "en"]
    text = " ".join(RUN.invoke(app, [*words, "--no-screening", "--day", "2026-08-01"]).stdout.split())
    assert f"dualuse diligence ask {shlex.quote(str(file))} --person '…'" in text
    assert "To do" in text
    assert "1. have the parties screened" in text


def test_doubts_that_an_assessment_counts_stand_below(tmp_path: Path) -> None:
    item = {"id": "10", "description": "cooled InSb thermal imaging camera core", "entries": []}
    file = tmp_path / "offer.json"
    file.write_text(json.dumps({**BASE, "items": [item]}), "utf-8")
    words = ["assess", str(file), "-o", str(tmp_path / "dossiers"), "--only-json", "-l", "en"]
    text = " ".join(RUN.invoke(app, [*words, "--no-screening", "--day", "2026-08-01"]).stdout.split())
    assert "Doubts about the classification: 1; see below." in text
    assert "its description resembles 6A003" in text


def test_an_assessment_says_what_covers_that_an_authorisation_is_required(tmp_path: Path) -> None:
    held = {
        "kind": "individual",
        "reference": "BAFA-77",
        "destination": "AE",
        "valid_from": "2025-01-01",
        "valid_until": "2027-01-31",
    }
    own = {"end_user": "Example", "items": ["10"], "left": "9", "left_unit": "piece", "end_use": "tests"}
    item = {
        "id": "10",
        "kind": "goods",
        "entries": ["6A003.b.4.b"],
        "national_entries": [],
        "quantity": "2",
        "unit": "piece",
    }
    stated = {
        "manner": "permanent",
        "items": [item],
        "destination": "AE",
        "end_use": "tests",
        "knowledge": dict.fromkeys(GROUNDS, "none"),
        "authorisations": [held | own],
    }
    stated["parties"] = [{"role": "end_user", "name": "Example", "country": "AE", "service": "none"}]
    file = tmp_path / "offer.json"
    file.write_text(json.dumps({**BASE, **stated}), "utf-8")
    words = ["assess", str(file), "-o", str(tmp_path / "dossiers"), "--only-json", "--no-search", "-l", "en"]
    text = " ".join(RUN.invoke(app, [*words, "--no-screening", "--day", "2026-08-01"]).stdout.split())
    assert "an authorisation is required (Art. 3(1)); covered by BAFA-77." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_due_diligence_is_led_to_in_words_before_codes(tmp_path: Path, language: str) -> None:
    text = checked(tmp_path, OFFERED, language)
    (lead,) = re.findall(r"→ ([^→]*?): dualuse diligence ask", text.replace("\u00a0:", ":"))
    title = translate(questions()["B03"].title, language)
    assert f"{title} (B03)" in lead
    assert all(before.strip() for before, _ in re.findall(r"([^,(]+)\(([A-F]\d\d[a-z]?)\)", lead))
    assert len(re.findall(r"[A-F]\d\d", lead)) == 2
