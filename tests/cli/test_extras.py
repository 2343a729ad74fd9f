"""The base installation answers what it must without any extra; what needs one names it with its command."""

from __future__ import annotations

import json
import os
import shlex
import sys
import tomllib
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs import extras
from dualuse.inputs.extras import EXTRAS, extra_of, missing_extra
from dualuse.law_changes.recalls import Recall
from tests.support import forked
from tests.support.paths import REPOSITORY

_RECALL = Recall(
    id="A", day=date(2026, 12, 1), law=frozenset(), software=frozenset(("0",)), what="Wrong.", do="Again."
)
EXAMPLES = REPOSITORY / "examples"
BASE_ONLY = f"""
import sys

EXTRAS = {sorted(module for modules in EXTRAS.values() for module in modules)!r}

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in EXTRAS:
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Absent())
{forked.HAS_ANSWERED}
"""
"""A process in which no module of an extra can be imported, ready to answer."""
COMMAND = f"""
import sys
assert type(sys.meta_path[0]).__name__ == "Absent"
assert not {{name.partition(".")[0] for name in sys.modules}} & {set().union(*EXTRAS.values())!r}
{forked.COMMAND}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    _base(folder, "lists", "add", "--accept-shrinkage", str(EXAMPLES / "screening/invented_freezes.xml"))
    return folder


def _base(folder: Path, *arguments: str, code: int = 0) -> str:
    own = {"DUALUSE_HOME": str(folder / "home"), "DUALUSE_PERSON": "A. Muster", "DUALUSE_LANGUAGE": "en"}
    done = forked.run_bytes(COMMAND, arguments, b"", {**os.environ, **own}, folder, server=_ready())
    printed = (done.stdout + done.stderr).decode()
    assert done.returncode == code, printed
    return printed


@lru_cache
def _ready() -> forked.Ready:
    return forked.Ready(BASE_ONLY, os.environ)


def test_the_schema_of_decisions_needs_no_extra(folder: Path) -> None:
    assert _base(folder, "decisions", "schema") == _base(folder, "schema", "decision")
    assert "fields" in json.loads(_base(folder, "decisions", "schema", "--format", "table"))


@pytest.mark.parametrize(
    "command",
    [
        ("check", str(EXAMPLES / "transactions/interception_set.yaml")),
        ("screen", "Orlow Quillonberg"),
        ("screen", "--file", str(EXAMPLES / "screening/counterparties.jsonl")),
        ("rescreen", str(EXAMPLES / "screening/counterparties.jsonl")),
        ("classify", "thermal camera"),
        ("interview",),
        ("examine", "6A203"),
        ("entry", "5A001"),
        ("law", "table", "5"),
        ("products", "worklist"),
        ("icp", str(EXAMPLES / "icp/meridian.yaml")),
    ],
    ids=lambda words: " ".join(words[:2])[:20],
)
def test_the_base_answers(folder: Path, command: tuple[str, ...]) -> None:
    assert "not installed. Install it" not in _base(folder, *command)


@pytest.mark.parametrize(
    ("command", "extra"),
    [
        (("bulk", str(EXAMPLES / "bulk/offers.csv"), "-o", "offers.csv"), "bulk"),
        (("decisions", "check", str(EXAMPLES / "decisions/decisions.csv")), "bulk"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_what_needs_an_extra_names_it(folder: Path, command: tuple[str, ...], extra: str) -> None:
    told = _base(folder, *command, code=3)
    assert f'.venv/bin/pip install ".[{extra}]"' in told
    assert "Traceback" not in told


def test_a_dossier_is_made_without_its_pdf_which_is_told(folder: Path) -> None:
    told = _base(folder, "assess", str(EXAMPLES / "stories/interception/transaction.yaml"), "-o", "dossiers")
    assert "No PDF beside the dossier" in told
    assert '.venv/bin/pip install ".[pdf]"' in told
    assert "dualuse: this needs" not in told, "nothing went wrong"
    assert "fontpkg" not in told
    assert sorted(path.suffix for path in (folder / "dossiers").iterdir() if path.is_file()) == [
        ".html",
        ".json",
    ]
    assert "0 of 1 dossiers change" in _base(folder, "watch", "dossiers")


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package as it is where a wheel was installed."""
    monkeypatch.setattr(extras, "__file__", str(tmp_path / "site-packages/dualuse/inputs/extras.py"))
    monkeypatch.setattr(sys, "executable", "/opt/the house/bin/python")


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize(("extra", "module"), [(extra, modules[0]) for extra, modules in EXTRAS.items()])
def test_outside_the_repository_the_requirements_are_named(extra: str, module: str) -> None:
    error = missing_extra(module)
    assert error is not None
    (problem,) = error.problems
    command = problem.remedy.params["command"]
    assert command in problem.text("en")
    words = shlex.split(command)
    assert words[:4] == ["/opt/the house/bin/python", "-m", "pip", "install"]
    asked = {Requirement(word).name for word in words[4:]}
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = {Requirement(text).name for text in project["optional-dependencies"][extra]} - {"dualuse"}
    assert own <= asked
    assert "dualuse" not in asked
    assert all(Requirement(word).specifier for word in words[4:]), "with the lowest versions that work"


@pytest.mark.usefixtures("outside")
def test_outside_the_repository_doctor_names_commands_that_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("dualuse.cli.house.doctor"), "find_spec", lambda name: None)
    monkeypatch.setattr("dualuse.law_changes.recalls.concerning", lambda *_: (_RECALL,))
    rows = [
        json.loads(line)
        for line in CliRunner().invoke(app, ["doctor", "--json", "-l", "en"]).stdout.splitlines()
    ]
    remedies = {row["name"]: row["remedy"] for row in rows}
    assert not any(".venv" in remedy or "repository" in remedy for remedy in remedies.values())
    assert remedies["bulk"].startswith("'/opt/the house/bin/python' -m pip install ")
    assert "'polars>=" in remedies["bulk"]
    assert remedies["recall"].startswith(
        "'/opt/the house/bin/python' -m pip install --force-reinstall FILE.whl"
    )


@pytest.mark.usefixtures("outside")
def test_doctor_lists_every_extra_that_the_metadata_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """``portal`` and ``site`` were missing from it. ``all`` is several of the others, ``dev`` is for the repository."""
    extras_there = set(metadata("dualuse").get_all("Provides-Extra") or ()) - {"all", "dev"}
    for is_missing in (True, False):
        monkeypatch.setattr(
            import_module("dualuse.cli.house.doctor"),
            "find_spec",
            lambda name, no=is_missing: None if no else name,
        )
        rows = [
            json.loads(line)
            for line in CliRunner().invoke(app, ["doctor", "--json", "-l", "en"]).stdout.splitlines()
        ]
        of_extras = {row["name"]: row for row in rows if row["name"] in extras_there}
        assert set(of_extras) == extras_there
        assert {row["state"] for row in of_extras.values()} == {"wanting" if is_missing else "well"}
        for row in of_extras.values():
            assert ("-m pip install " in row["remedy"]) == is_missing
            assert "dualuse" not in row["remedy"], "its name is on no index"


def test_a_folder_of_packages_in_another_project_is_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert extras.in_repository()
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.setattr(extras, "__file__", str(tmp_path / "vendor/dualuse/inputs/extras.py"))
    assert not extras.in_repository()


def test_extras_are_those_that_the_package_declares() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(EXTRAS) | {"site", "all", "dev"} == set(project["optional-dependencies"])
    base = {Requirement(text).name for text in project["dependencies"]}
    for extra, modules in EXTRAS.items():
        for module in modules:
            assert extra_of(f"{module}.inner") == extra
            assert module not in base
            assert module.replace("_", "-").lower() not in base
    assert missing_extra("typer") is None
