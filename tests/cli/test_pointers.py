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


def test_the_search_is_run_as_it_is_written(tmp_path: Path) -> None:
    assert "5A001" in run_as_written(checked(tmp_path, BASE), "dualuse classify")


@pytest.mark.parametrize("entries", [["5A001.f"], []])
def test_who_has_classified_is_not_sent_to_the_search(tmp_path: Path, entries: list[str]) -> None:
    items = [{**BASE["items"][0], "entries": entries}]
    assert "dualuse classify" not in checked(tmp_path, {**BASE, "items": items})


@pytest.mark.parametrize(
    "stated",
    [
        {"items": [{"id": "1", "entries": ["5A001.f"]}]},
        {"items": [{"id": "1", "entries": [], "cyber_surveillance": True}]},
        {"destination": "RU"},
        {"knowledge": {"internal_repression": "suspects"}},
        {"parties": [{"role": "end_user", "name": "Example", "country": "JP", "service": "police"}]},
    ],
)
def test_what_asks_for_due_diligence_leads_to_its_questions(tmp_path: Path, stated: dict[str, Any]) -> None:
    text = checked(tmp_path, {**BASE, "items": [{"id": "1", "entries": ["1A004.a"]}], **stated})
    assert "due diligence is asked for, " in text
    assert "dualuse diligence ask" in text


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
    assert f"due diligence is asked for, {counted[1]} questions, " in text


def test_a_quiet_sale_to_a_partner_is_left_alone(tmp_path: Path) -> None:
    text = checked(tmp_path, {**BASE, "items": [{"id": "1", "entries": ["1A004.a"]}]})
    assert "due diligence" not in text
