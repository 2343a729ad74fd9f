"""The exporter that an interview takes from ``dualuse.toml``: said with its file, asked about, and kept with its source."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.cli.house.interview_exporter import exporter_agreed_to
from dualuse.interview.screen import Screen
from dualuse.schema.determination import Configuration

TAKEN = Configuration("dualuse.toml", {"exporter.name": "Example GmbH"}, {})


def test_it_says_which_file_supplies_the_exporter_and_keeps_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    (tmp_path / "dualuse.toml").write_text('[exporter]\nname = "Example GmbH"\ncountry = "DE"\n')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    arguments = ["interview", "-o", "t.yaml", "-l", "en", "--no-screening"]
    result = CliRunner().invoke(app, arguments, input="JP\ns\n", catch_exceptions=False)
    text = " ".join(result.output.split())
    assert (
        "supplies the exporter of this transaction: exporter.name = Example GmbH, exporter.country = DE."
        in text
    )
    assert str(tmp_path.resolve() / "dualuse.toml") in result.output.replace("\n  ", "")
    kept = yaml.safe_load((tmp_path / "below/t.yaml").read_text())
    assert kept["exporter"] == {"name": "Example GmbH", "country": "DE"}
    assert {"fact": "exporter", "document": "dualuse.toml"} in kept["sources"]
    again = CliRunner().invoke(app, ["interview", "t.yaml", "-l", "en", "--no-screening"], input="s\n")
    assert "supplies the exporter" not in again.output


@pytest.mark.parametrize(
    ("typed", "agreed"), [("", True), ("y", True), ("nein", False), ("no", False), ("Non", False)]
)
def test_whoever_types_is_asked(monkeypatch: pytest.MonkeyPatch, typed: str, agreed: bool) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    prompts: list[str] = []

    def read(prompt: str) -> str:
        prompts.append(prompt)
        return typed

    assert exporter_agreed_to(TAKEN, Screen(read=read, write=prompts.append), "en") is agreed
    assert prompts[-1] == "Is that the exporter here? (yes; no: it is asked for) "
