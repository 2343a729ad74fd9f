"""A mistyped file name is not screened as a party, who would be clear, with nobody in the file; who is called so can be screened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.screening.counterparties import SUFFIXES, read_counterparties
from tests.support.screening_home import Entry, install

RUN = CliRunner()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DUALUSE_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    install(tmp_path / "home", "xx_test", "2026-11-01", (Entry("C1", "Quillonberg.csv", "Company"),))
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        *((f"offers{suffix}",) for suffix in SUFFIXES),
        ("dir/nofile.jsonl",),
        ("dir\\nofile.CSV ",),
        ("Orlow Quillonberg", "--also", "nofile.jsonl"),
        ("nofile.jsonl", "--json", "--gate"),
    ],
    ids=" ".join,
)
def test_what_ends_as_a_file_that_is_read_and_is_none_is_refused(home: Path, words: tuple[str, ...]) -> None:
    refused = RUN.invoke(app, ["screen", *words])
    assert refused.exit_code == 2
    assert not refused.stdout
    assert "no file is there" in refused.stderr
    assert "--file FILE" in refused.stderr
    assert "quotation marks" in refused.stderr
    assert refused.stderr.count("dualuse:") == 1


def test_a_party_of_that_name_is_screened_within_quotation_marks(home: Path) -> None:
    assert "Quillonberg.csv" in RUN.invoke(app, ["screen", '"Quillonberg.csv"']).stdout


@pytest.mark.parametrize(
    "name", ["Acme/Beta Ltd", "Turkuaz A.S.", "foo.com", "CSV", "Data.csv Ltd", "Notes.txt", "a/b.c"]
)
def test_a_name_with_signs_of_paths_is_a_name(home: Path, name: str) -> None:
    screened = RUN.invoke(app, ["screen", name])
    assert screened.exit_code == 0, screened.stderr


def test_the_endings_are_those_of_files_that_are_read(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        path = tmp_path / f"empty{suffix}"
        path.write_text("name\n" if suffix in (".csv", ".tsv") else "", encoding="utf-8")
        assert not list(read_counterparties(os.fspath(path)))
