"""What the README and the tour (docs/tour.md) show is what the program prints."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse import check, replay
from dualuse.assessment.entry_lookup import describe, entry_text
from dualuse.assessment.text.one_screen import ShortText
from dualuse.cli import app
from dualuse.law_changes.law_diff import law_diff
from dualuse.law_changes.law_diff_text import law_diff_text
from dualuse.law_changes.replay_text import replay_text
from dualuse.schema.reading.plain_data import parse
from dualuse.schema.reading.validation import transaction_from
from tests.support.paths import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
TOUR = (REPOSITORY / "docs/tour.md").read_text(encoding="utf-8")


def blocks(language: str, text: str = TOUR) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_first_answer_is_what_is_printed_and_stands_on_the_first_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    monkeypatch.chdir(REPOSITORY)
    shown = blocks("console", README)[0]
    command, _, printed = shown.removeprefix("$ dualuse ").partition("\n")
    assert CliRunner().invoke(app, [*shlex.split(command), "--language", "en"]).stdout == printed
    assert README.index(printed) + len(printed) == README.index("```", README.index(printed))
    assert README[: README.index(printed) + len(printed)].count("\n") <= 40


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    assert README.count("\n") <= 250
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert [target for target in targets if "://" not in target and not (REPOSITORY / target).exists()] == []


def test_every_command_of_the_readme_is_there() -> None:
    from dualuse.cli import _COMMANDS, _GROUPS

    named = set(re.findall(r"dualuse ([a-z]+)\b", " ".join(re.findall(r"`dualuse [a-z]+", README))))
    assert len(named) > 8
    assert named <= {*_COMMANDS, *_GROUPS}


def test_the_transaction_of_the_readme_is_that_of_the_tour() -> None:
    assert blocks("yaml", README) == blocks("yaml")


def test_the_transaction_of_the_tour_gives_the_answer_of_the_tour() -> None:
    (offer,) = blocks("yaml")
    (document,) = parse(offer.encode(), "offer.yaml", ".yaml")
    shown, interval = blocks("text")
    assert str(ShortText(check(transaction_from(document)))) == shown
    (document,) = parse(
        (REPOSITORY / "examples/transactions/encryption_gateway.yaml").read_bytes(), "e", ".yaml"
    )
    assert interval in str(ShortText(check(transaction_from(document))))


def test_the_examples_give_the_lines_of_the_tour() -> None:
    lines = []
    for path in sorted((REPOSITORY / "examples/transactions").glob("*.yaml")):
        (document,) = parse(path.read_bytes(), path.name, ".yaml")
        result = check(transaction_from(document))
        lines.append(f"{result.reference} {result.release} {result.outcome}")
    assert "\n".join(lines) in TOUR


def test_the_replay_of_the_tour() -> None:
    (offer,) = blocks("yaml")
    (document,) = parse(offer.encode(), "offer.yaml", ".yaml")
    shown = next(block for block in blocks("console") if "dualuse replay" in block)
    _command, _, printed = shown.partition("$ dualuse replay answer.json\n")
    text = replay_text(replay(check(transaction_from(document))))
    assert _without_checksum(printed) == _without_checksum(text)


def _without_checksum(text: str) -> str:
    """The checksums of the law and of the software are others with every edition of their files."""
    return re.sub(
        r"dualuse [0-9.]+\+[0-9a-f]{12}", "dualuse …", re.sub(r"sha256:[0-9a-f]{12}…", "sha256:…", text)
    )


def test_the_entry_of_the_tour() -> None:
    first = "\n".join(entry_text(describe("5A001.f")).splitlines()[:5])
    assert first in TOUR


def test_the_comparison_of_the_tour() -> None:
    shown = next(block for block in blocks("console") if "law diff" in block)
    days = re.findall(r"\d{4}-\d\d-\d\d", shown.splitlines()[0])
    text = law_diff_text(law_diff(*map(date.fromisoformat, days)))
    assert shown.partition("…\n")[2] in text


def test_the_library_example() -> None:
    (example,) = blocks("python", README)
    shown = re.search(r"# undetermined (.*)", example)
    assert shown is not None
    scope: dict[str, object] = {}
    exec(example, scope)
    answer = scope["answer"]
    assert f"{answer.outcome} {answer.range}" == f"undetermined {shown.group(1)}"  # type: ignore[attr-defined]


def test_the_tour_of_screening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "tour"))
    for name in ("DUALUSE_WORKSPACE", "DUALUSE_PERSON"):
        monkeypatch.delenv(name, raising=False)
    section = TOUR.partition("## Who is it?")[2].partition("\n## ")[0]
    examples = re.findall(r"^\$ dualuse (.*)\n((?:(?!\$ |```).*\n)*)", section, re.MULTILINE)
    assert len(examples) == 7
    for command, shown in examples:
        result = CliRunner().invoke(app, shlex.split(command), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        printed = _of_any_day(result.stdout.replace(str(tmp_path / "tour"), "tour"))
        begun, cut, _ = _of_any_day(shown).partition("…\n")
        assert printed[: len(begun) if cut else None] == begun


def _of_any_day(text: str) -> str:
    """Scores, and so who is a hit and who a review, may be others with every matcher; a decision is of the day it was made."""
    text = re.sub(r"^(Counterparties: 4) \(.*\)", r"\1", text, flags=re.MULTILINE)
    text = re.sub(r"^(Since |Recorded as number 1, )[-0-9]{10}", r"\1DAY", text, flags=re.MULTILINE)
    return re.sub(r"\b[01]\.\d\d\b", "0.00", text)


def test_the_website_of_the_tour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = next(block for block in blocks("console") if "dualuse publish" in block)
    command, _, printed = shown.removeprefix("$ dualuse ").partition("\n")
    monkeypatch.chdir(tmp_path)
    arguments = [
        str(REPOSITORY / part) if part.startswith("examples/") else part for part in shlex.split(command)
    ]
    assert CliRunner().invoke(app, arguments).output == printed


def test_the_examination_of_the_tour() -> None:
    shown = next(block for block in blocks("console") if "dualuse examine" in block)
    command, _, printed = shown.removeprefix("$ dualuse ").partition("\n")
    assert CliRunner().invoke(app, shlex.split(command)).output == printed


def test_the_assessment_of_the_tour_is_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shown,) = re.findall(r"\$ dualuse (assess .*?)\n(.*?)```", TOUR, re.DOTALL)
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(REPOSITORY / "examples")
    result = CliRunner().invoke(app, [*shlex.split(shown[0]), "--language", "en"])
    assert result.exit_code == 0, result.output
    assert " ".join(result.stdout.split()) == " ".join(shown[1].split())
