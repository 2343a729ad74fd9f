"""Orders that nobody hopes for: many items, parties, acts and reasons. Each answer has one screen, no reason of a stop is cut, what folds is counted."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse import check
from dualuse.assessment.text.one_screen import ShortText
from dualuse.assessment.text.table import line_of, several
from dualuse.cli import app
from dualuse.cli.pointers import pointers
from dualuse.documents.screen_parts import rows_of
from dualuse.i18n import LANGUAGES
from dualuse.inputs.problems import InputError
from dualuse.inputs.wrapping import MOST_LINES

CODES = (
    "84821010",
    "85044086",
    "85176200",
    "90314990",
    "84571010",
    "85423190",
    "88073000",
    "27101290",
    "72071114",
)
ENTRIES = ("5A001.j", "6A003.b.4.a", "2B001.b.2", "3A001.a.3", "5A002.a", "1C351.a.1", "0B001.a", "2B350.g")
PLACES = ("RU", "BY", "IR", "KP", "AE", "CN", "IN", "EG", "JP", "MM", "SY", "UA", "TR", "US", "LY")
NAMES = ("Ministry of Defence, Directorate of Procurement", "Orlow Quillonberg", "Harbour Optics FZE")
GOODS = (
    "Network monitoring probe for operators of telecommunications with long words",
    "pump",
    "Ultrahochgeschwindigkeitsbearbeitungszentrum",
    "cooled camera core",
)
LEVELS = ("none", "suspects", "aware", "informed")
SEEDS = (3, 6, 20, 26, 37, 56, 93, 95, 128)
"""The last of many hundred that had too many lines, or a reason of a stop that was cut."""


def order(seed: int) -> dict[str, Any]:
    draw = random.Random(seed)
    items = []
    for number in range(draw.choice((1, 1, 2, 3, 4, 8, 15))):
        item: dict[str, Any] = {"id": str((number + 1) * 10), "description": draw.choice(GOODS)}
        item["kind"] = draw.choice(("goods", "software", "technology"))
        item |= draw.choice(({}, {"entries": []}, *({"entries": [entry]} for entry in ENTRIES)))
        if item["kind"] == "goods" and draw.random() < 0.8:
            item["cn_code"] = draw.choice(CODES)
        items.append(item)
    parties = [
        {
            "role": "end_user" if not number else draw.choice(("consignee", "intermediary", "other")),
            "name": f"{draw.choice(NAMES)} {number}",
            "country": draw.choice(PLACES),
            "service": draw.choice(("none", "military", "police", "intelligence")),
        }
        for number in range(draw.choice((0, 1, 2, 5, 9)))
    ]
    return {
        "reference": f"ORDER-{seed}",
        "date": "2026-08-20",
        "activity": draw.choice(
            ("export", "export", "export", "brokering", "technical_assistance", "transit")
        ),
        "exporter": {"name": "Meridian Signals GmbH", "country": draw.choice(("DE", "FR", "NL"))},
        "items": items,
        "destination": draw.choice(PLACES),
        "parties": parties,
        "knowledge": {
            ground: draw.choice(LEVELS) for ground in ("wmd", "military_end_use") if draw.random() < 0.6
        },
        "end_use": draw.choice(
            ("nuclear weapon research", "quality inspection", "guidance at the army base")
        ),
    }


def rows(lines: list[str], width: int) -> int:
    return sum(rows_of(line, width) for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_order_fits_and_no_reason_of_a_stop_is_cut(seed: int, language: str) -> None:
    result = check(order(seed), language=language)
    leads = pointers(result, "orders/an_order.yaml", language)
    for width in (80, 100):
        lines = str(ShortText(result, width, leads)).splitlines()
        assert rows(lines, width) <= MOST_LINES
        text = " ".join(" ".join(lines).split())
        reasons = [" ".join(row.text.split()) for row in result.release_because]
        assert result.release != "stop" or [reason for reason in reasons if reason not in text] == []
        commands = [line.rpartition("dualuse ")[2] for line in leads if "dualuse " in line]
        assert [line for line in lines if line.startswith("→") and line.endswith("…")] == []
        assert all(command in text for command in commands) or "--full" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_assessment_folds_its_steps_before_it_cuts_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    file = tmp_path / "order.json"
    for seed in SEEDS[:4]:
        file.write_text(json.dumps(order(seed)), "utf-8")
        options = ("-o", str(tmp_path / "out"), "--only-json", "--no-search", "--no-screening")
        result = CliRunner().invoke(
            app, ["assess", str(file), *options, "-l", language, "--day", "2026-08-20"]
        )
        assert result.exit_code == 0, result.output
        lines = result.stdout.splitlines()
        assert rows(lines, 80) <= MOST_LINES
        answer = check(order(seed), language=language)
        text = " ".join(result.stdout.split())
        assert answer.release != "stop" or all(
            " ".join(row.text.split()) in text for row in answer.release_because
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [12, 40])
def test_a_long_table_names_every_stop_and_cuts_none_of_its_reasons(number: int, language: str) -> None:
    answers = []
    for seed in range(number):
        try:
            answers.append(check(order(seed), language=language))
        except InputError:
            continue
    for width in (80, 100):
        lines = list(several([line_of(answer) for answer in answers], width, language))
        assert rows(lines, width) <= MOST_LINES
        text = " ".join(" ".join(lines).split())
        for answer in answers:
            if answer.release == "stop":
                assert f"{answer.reference}" in text
                assert all(" ".join(row.text.split()) in text for row in answer.release_because)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", [0, 10, 12])
def test_the_last_page_of_an_interview_has_one_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, language: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("an_order_with_a_long_name.json").write_text(json.dumps(order(seed)), "utf-8")
    options = ("-o", "an_order_with_a_long_name_answered.yaml", "--no-screening", "-l", language)
    arguments = ["interview", "an_order_with_a_long_name.json", *options]
    result = CliRunner().invoke(app, arguments, input="?\n" * 120)
    assert result.exit_code == 0, result.output
    assert rows(result.stdout.rpartition("> \n")[2].splitlines(), 80) <= MOST_LINES
