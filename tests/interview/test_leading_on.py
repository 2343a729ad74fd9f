"""Where the end of an interview leads: the command of due diligence stands there however little room the answer has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.wrapping import MOST_LINES

SALE: dict[str, Any] = {
    "date": "2026-11-30",
    "activity": "export",
    "exporter": {"name": "Meridian GmbH", "country": "DE"},
}
PROBE: dict[str, Any] = SALE | {
    "destination": "EG",
    "items": [{"id": "1", "description": "monitoring probe", "entries": ["5A001.j"]}],
}
MYANMAR: dict[str, Any] = SALE | {
    "destination": "MM",
    "items": [{"id": "1", "description": "network analyser", "kind": "goods", "entries": []}],
}
CHAIR: dict[str, Any] = SALE | {
    "destination": "JP",
    "items": [{"id": "1", "description": "office chair", "kind": "goods", "entries": []}],
}


def ended(folder: Path, data: dict[str, Any], language: str, width: int, answers: str = "?\n" * 90) -> str:
    file = folder / "a sale.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    words = ["interview", str(file), "-o", str(folder / "kept.json"), "--no-screening", "-l", language]
    result = CliRunner().invoke(app, words, input=answers, env={"COLUMNS": str(width)})
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("data", [PROBE, MYANMAR], ids=["surveillance", "embargo"])
def test_a_surveillance_item_or_sensitive_destination_leads_to_due_diligence(
    tmp_path: Path, data: dict[str, Any], width: int, language: str
) -> None:
    text = ended(tmp_path, data, language, width)
    assert f"dualuse diligence ask {tmp_path / 'kept.json'} --person '…'" in text
    assert len(text.rpartition("> ?\n")[2].splitlines()) <= MOST_LINES
    assert text.count("diligence ask") == 1


def test_an_interview_that_is_stopped_goes_on_first(tmp_path: Path) -> None:
    text = ended(tmp_path, PROBE, "en", 100, "?\ns\n")
    assert text.rstrip().endswith(f"dualuse interview {tmp_path / 'kept.json'}")


def test_an_ordinary_sale_is_not_led_there(tmp_path: Path) -> None:
    assert "diligence ask" not in ended(tmp_path, CHAIR, "en", 100)
