"""Recalled answers: ``doctor`` says whether the program is named, ``watch`` which dossiers are; a list that cannot be read is one error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.law.collection import law_version
from dualuse.law_changes.recalls import concerning, recalls
from dualuse.version import software_version
from tests.support.paths import REPOSITORY

STORY = str(REPOSITORY / "examples/stories/test_equipment/transaction.yaml")
ROW = """
[[recalls]]
id = "2026-12-A"
day = 2026-12-01
{versions}
what = "Machine tools to Kenya were free."
do = "Assess them again."
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _recall(home: Path, versions: str) -> None:
    (home / "recalls.toml").write_text(ROW.format(versions=versions), encoding="utf-8")


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--language", "en"])


@pytest.mark.parametrize("versions", [f'law = ["{law_version()}"]', f'software = ["{software_version()}"]'])
def test_a_program_that_is_recalled_says_so(home: Path, versions: str) -> None:
    _recall(home, versions)
    answer = _run("doctor")
    assert answer.exit_code == 1
    assert "recalled on 2026-12-01 (2026-12-A): Machine tools to Kenya were free. Assess" in " ".join(
        answer.output.split()
    )
    (finding,) = (
        row
        for row in map(json.loads, _run("doctor", "--json").stdout.splitlines())
        if row["name"] == "recall"
    )
    assert finding["state"] == "mend"


def test_a_program_that_is_not_named_says_nothing_of_it(home: Path) -> None:
    _recall(home, 'law = ["sha256:0"]')
    assert "recall" not in _run("doctor").output


def test_a_dossier_whose_answer_is_recalled_is_told_first(home: Path) -> None:
    assert _run("assess", STORY, "--out", "dossiers").exit_code == 0
    assert "recalled" not in _run("watch", "dossiers").output
    _recall(home, f'law = ["{law_version()}"]')
    answer = _run("watch", "dossiers", "--gate")
    assert answer.exit_code == 1
    assert "Machine tools to Kenya were free." in " ".join(answer.output.split())
    (line,) = map(json.loads, _run("watch", "dossiers", "--json").stdout.splitlines())
    assert (line["changes"][0]["kind"], line["changes"][0]["worse"]) == ("recall", True)


def test_what_to_do_about_a_recalled_answer_is_never_cut(home: Path) -> None:
    assert _run("assess", STORY, "--out", "dossiers").exit_code == 0
    _recall(home, f'law = ["{law_version()}"]')
    file = home / "recalls.toml"
    remedy = "Assess them again, and ask customs for what has left since the first of November 2026, whatever it was."
    text = file.read_text(encoding="utf-8").replace("Assess them again.", remedy)
    file.write_text(text, encoding="utf-8")
    shown = _run("watch", "dossiers").output
    assert remedy in " ".join(shown.split())
    assert all(len(line) <= 100 for line in shown.splitlines())


@pytest.mark.parametrize(
    "text", ["recalls = 3", ROW.format(versions=""), ROW.format(versions='law = "x"'), ROW, "[[", 'format = "dualuse-lists-1"\nrecalls = []', "format = 1\nrecalls = []"]
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_one_error(home: Path, text: str) -> None:
    (home / "recalls.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"recalls\.toml"):
        recalls(home)
    answer = _run("doctor")
    assert answer.exit_code == 1
    assert "recalls.toml" in answer.output, "one finding to mend among others"
    assert "Traceback" not in answer.output


def test_a_list_that_windows_notepad_saved_is_read(home: Path) -> None:
    text = ROW.format(versions=f'law = ["{law_version()}"]')
    (home / "recalls.toml").write_text(text, encoding="utf-8-sig")
    assert concerning(recalls(home), law_version(), "")


def test_fields_that_are_not_known_are_passed_over(home: Path) -> None:
    _recall(home, f'law = ["{law_version()}"]\nseverity = "high"\n[recalls.more]\na = 1\n')
    text = (home / "recalls.toml").read_text(encoding="utf-8")
    what = 'what = "Machine tools to Kenya were free."\ndo = "Assess them again."\n'
    text = text.replace(what, "").replace("severity", f"{what}severity")
    (home / "recalls.toml").write_text(
        f'format = "dualuse-recalls-1"\nissued = 2026-12-02\n{text}', encoding="utf-8"
    )
    (row,) = concerning(recalls(home), law_version(), "")
    assert row.what == "Machine tools to Kenya were free."
    assert _run("doctor").exit_code == 1


def test_a_list_of_a_later_format_is_refused_in_words(home: Path) -> None:
    (home / "recalls.toml").write_text('format = "dualuse-recalls-2"\nrows = []\n', encoding="utf-8")
    answer = _run("doctor")
    assert answer.exit_code == 1
    assert "a later release wrote this: in the format dualuse-recalls-2" in " ".join(answer.output.split())
    with pytest.raises(InputError, match="dualuse-recalls-2"):
        recalls(home)


def test_the_list_of_the_package_is_read(tmp_path: Path) -> None:
    assert concerning(recalls(tmp_path), law_version(), software_version()) == ()
