"""Files that cannot be read: of this program one clear error, and for the doctor one finding among the others."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs import formats
from dualuse.sources.home import NOWHERE
from dualuse.sources.home import home as home_of
from tests.cli.test_formats import KEPT, _with_later_format
from tests.support.edited_package import EditedPackage
from tests.support.screening_home import Entry, install

TODAY = date.today().isoformat()
BROKEN = "law/customs/document_codes.toml"
EXAMPLE = '{"items": [{"entries": ["5A001.f"]}], "destination": "CH"}'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    return home


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> EditedPackage:
    package = EditedPackage.copy_to(tmp_path_factory.mktemp("damaged"))
    package.append(BROKEN, "\nx = [\n")
    return package


def _doctor() -> dict[str, dict[str, str]]:
    done = CliRunner().invoke(app, ["doctor", "--json", "--language", "en"])
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1, done.output
    return {row["name"]: row for row in rows}


def test_law_that_cannot_be_read_is_one_clear_error(home: Path, damaged: EditedPackage) -> None:
    done = damaged.run("check", "-", "--format", "json", "--json", stdin=EXAMPLE)
    assert done.returncode == 70, done.stderr
    assert not done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"dualuse: {BROKEN}: ")
    assert line.endswith("The file is of the program itself: install it again")


def test_the_doctor_tells_of_law_that_cannot_be_read_and_goes_on(home: Path, damaged: EditedPackage) -> None:
    done = damaged.run("doctor", "--json", "--language", "en")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1, done.stderr
    assert [row["state"] for row in rows if BROKEN in row["text"]] == ["mend"]
    assert {"lists", "workspace", "bulk"} <= {row["name"] for row in rows}


@pytest.mark.parametrize("name", ["classification/search/everyday.toml", "screening/names/heard_names.toml"])
def test_other_data_that_cannot_be_read_is_told_in_the_same_way(
    home: Path, tmp_path: Path, name: str
) -> None:
    install(home, "xx_one", TODAY, (Entry("P1", "Orlow Quillonberg"),))
    package = EditedPackage.copy_to(tmp_path / "copy")
    package.append(name, "\nx = [\n")
    command = ("classify", "pump") if "classification" in name else ("screen", "محمد Whoknows")
    done = package.run(*command)
    assert done.returncode == 70, done.stderr
    assert "Traceback" not in done.stderr
    assert f"dualuse: {name}: no TOML: " in done.stderr.splitlines()[-1]


def test_the_doctor_says_that_nothing_can_be_kept_where_a_user_may_not_write(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write anywhere, so the system is made to answer as to anybody else: to the folder that is to be made, and to one above it."""
    assert _doctor()["workspace"]["state"] == "well"
    closed = {home.parent}
    monkeypatch.setattr(os, "access", lambda path, *_, **__: Path(path) not in closed)
    workspace = _doctor()["workspace"]
    assert workspace["state"] == "wanting"
    assert workspace["text"] == f"nothing can be kept: this user may not write to the folder {home.parent}"
    assert workspace["remedy"].startswith("DUALUSE_HOME=")
    (home / "workspace").mkdir(parents=True)
    assert _doctor()["workspace"]["state"] == "well"
    closed.add(home / "workspace")
    assert "nothing can be kept" in _doctor()["workspace"]["text"]


def test_the_doctor_goes_on_behind_what_a_later_release_wrote(home: Path) -> None:
    for name in ("xx_one", "xx_two"):
        install(home, name, TODAY, (Entry("P1", "Orlow Quillonberg"),))
    (path,) = (home / "lists").glob("xx_one/*/edition.json")
    _with_later_format(path)
    rows = _doctor()
    assert rows["xx_one"]["state"] == "mend"
    assert str(path) in rows["xx_one"]["text"]
    assert "a later release wrote this" in rows["xx_one"]["text"]
    assert rows["xx_two"]["state"] == "well"
    assert "workspace" in rows
    _with_later_format(KEPT[formats.LISTS][0](home))
    rows = _doctor()
    assert "current.json" in rows["lists"]["text"]
    assert "workspace" in rows


def test_the_doctor_says_that_nothing_can_be_kept_where_a_user_has_no_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody() -> Path:
        raise RuntimeError

    for name in ("DUALUSE_HOME", "XDG_DATA_HOME", "HOME", "DUALUSE_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    assert home_of() == NOWHERE
    workspace = _doctor()["workspace"]
    assert workspace["state"] == "wanting"
    assert "nothing can be kept" in workspace["text"]
    assert workspace["remedy"].startswith("DUALUSE_HOME=")
