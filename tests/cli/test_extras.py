"""The base installation answers what it must without any extra; what needs one names it with its command."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from dualuse.inputs.extras import EXTRAS, extra_of, missing_extra
from tests.support.paths import REPOSITORY

EXAMPLES = REPOSITORY / "examples"
BASE_ONLY = f"""
import sys

EXTRAS = {sorted(module for modules in EXTRAS.values() for module in modules)!r}

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in EXTRAS:
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Absent())
from dualuse.cli import main
main()
"""
"""The command line where no module of an extra can be imported."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    _base(folder, "lists", "add", "--accept-shrinkage", str(EXAMPLES / "screening/invented_freezes.xml"))
    return folder


def _base(folder: Path, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-c", BASE_ONLY, *arguments],
        cwd=folder,
        env={**os.environ, "DUALUSE_HOME": str(folder / "home"), "DUALUSE_PERSON": "A. Muster", "DUALUSE_LANGUAGE": "en"},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


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
    assert '.venv/bin/pip install ".[pdf]"' in told
    assert sorted(path.suffix for path in (folder / "dossiers").iterdir() if path.is_file()) == [
        ".html",
        ".json",
    ]
    assert "0 of 1 dossiers change" in _base(folder, "watch", "dossiers")


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
