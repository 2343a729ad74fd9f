"""How wide answers are in a pipe: as ``COLUMNS`` says, where it says what one can write in."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.wrapping import WIDTH, stated_width
from tests.support.paths import REPOSITORY

OFFER = str(REPOSITORY / "examples/transactions/interception_set.yaml")


@pytest.mark.parametrize(
    ("stated", "width"),
    [
        ("80", 80),
        (" 132 ", 132),
        ("20", 40),
        ("100000", 400),
        ("", None),
        ("0", None),
        ("-80", None),
        ("wide", None),
        ("٨٠", None),
        ("80.5", None),
    ],
)
def test_only_a_width_that_is_one_counts(
    stated: str, width: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", stated)
    assert stated_width() == width


@pytest.mark.parametrize(
    "words",
    [
        ["check", OFFER],
        ["check", OFFER, "--full"],
        ["classify", "thermal camera"],
        ["entry", "6A003.b.4"],
        ["examine", "6A003.b.4"],
    ],
)
@pytest.mark.parametrize(("stated", "width"), [("80", 80), ("60", 60), ("no", WIDTH)])
def test_an_answer_in_a_pipe_keeps_the_width_that_is_stated(
    words: list[str], stated: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", stated)
    lines = CliRunner().invoke(app, [*words, "--language", "en"]).stdout.splitlines()
    # What is to be copied stays whole: commands and addresses.
    longest = max(len(line) for line in lines if "dualuse " not in line and "://" not in line)
    assert width - 20 < longest <= width


def test_what_watch_says_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for story in ("interception", "face_recognition", "test_equipment"):
        file = REPOSITORY / "examples/stories" / story / "transaction.yaml"
        options = ["-o", str(tmp_path), "--only-json", "--day", "2024-01-02"]
        assert CliRunner().invoke(app, ["assess", str(file), *options]).exit_code == 0
    for words in ([], ["--full"]):
        for language in ("en", "de", "fr"):
            shown = CliRunner().invoke(app, ["watch", str(tmp_path), *words, "--language", language])
            assert shown.exit_code == 0, shown.output
            assert [line for line in shown.stdout.splitlines() if len(line) > WIDTH] == []


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("width", [80, 120])
def test_an_examination_of_a_sheet_has_one_screen_with_the_line_for_the_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    """6A003 took 32 lines in German and 33 in French, and the sentence above its last line was not wrapped."""
    monkeypatch.setenv("COLUMNS", str(width))
    sheet = tmp_path / "camera.yaml"
    sheet.write_text(
        "peak_wavelength: 4.5 um\nimaging_camera: yes\nfocal_plane_array: yes\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["examine", "6A003", "--sheet", str(sheet), "-l", language])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[-1].startswith("    parameters: {")
    assert sum(max(1, -(-len(line) // width)) for line in lines) <= 30
    assert [line for line in lines[:-1] if len(line) > width] == []
    assert "[space_qualified]" in result.stdout
    assert "[[" not in result.stdout
