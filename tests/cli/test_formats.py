"""Every file that is kept, and every answer as JSON, names its format; one of a later release is refused in words."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse import check
from dualuse.cli import app
from dualuse.inputs import formats
from dualuse.inputs.formats import later_format, number_of
from dualuse.inputs.problems import InputError
from dualuse.record.trust import REGISTER, Register
from tests.support.screening_home import Entry, install

LISTED = (Entry("P1", "Orlow Wassiljewitsch Quillonberg", properties={"birthDate": ["1959-03-02"]}),)
STORY = "examples/stories/test_equipment/transaction.yaml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a list, a workspace with a decision, and a dossier beside them."""
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    for name in ("DUALUSE_WORKSPACE", "DUALUSE_PERSON", "DUALUSE_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    install(tmp_path / "home", "xx_one", date.today().isoformat(), LISTED)
    _run(
        "decide",
        "false_positive",
        "xx_one",
        "P1",
        LISTED[0].name,
        "--person",
        "M",
        "--reason",
        "another firm",
    )
    _run("assess", STORY, "--out", str(tmp_path / "dossiers"), "--json", code=None)
    return tmp_path / "home"


def _run(*arguments: str, code: int | None = 0) -> str:
    result = CliRunner().invoke(app, [*arguments, "--language", "en"])
    assert code is None or result.exit_code == code, result.output
    return result.output


def _with_later_format(path: Path) -> str:
    """The file as a later release might write it; returns the format that stood there."""
    text = path.read_text(encoding="utf-8")
    data = json.loads(text)
    written = str(data["format"])
    name, number = number_of(written) or ("", 0)
    path.write_text(json.dumps(data | {"format": f"{name}-{number + 1}"}), encoding="utf-8")
    return written


def _only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


KEPT: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    formats.LISTS: (lambda home: home / "lists" / "current.json", ("screen", "A. Muster")),
    formats.LIST_EDITION: (
        lambda home: _only(home / "lists", "xx_one/*/edition.json"),
        ("screen", "A. Muster"),
    ),
    formats.WORKSPACE: (
        lambda home: _only(home, "**/manifest.json"),
        (
            "decide", "false_positive", "xx_one", "P1", "Orlow Quillonberg", "--person", "M", "--reason", "another firm",
        ),
    ),
    formats.ASSESSMENT: (
        lambda home: _only(home.parent / "dossiers", "*.json"),
        ("dossier", "verify", "{path}"),
    ),
}  # fmt: skip
"""By format: the file that has it, and a command that reads it."""


@pytest.mark.parametrize("written", sorted(KEPT))
def test_what_a_later_release_keeps_is_refused_in_words(home: Path, written: str) -> None:
    place, command = KEPT[written]
    path = place(home)
    before = {other: other.read_bytes() for other in home.rglob("*") if other.is_file() and other != path}
    assert _with_later_format(path) == written
    told = _run(*(word.format(path=path) for word in command), code=2)
    assert "Traceback" not in told
    words = " ".join(told.split())
    assert path.name in words  # which file it is
    assert f"and this release reads {written}. Install the release of dualuse that wrote it" in words
    after = {other: other.read_bytes() for other in before}
    assert after == before


def test_a_register_of_trust_of_a_later_release_is_refused_in_words(home: Path) -> None:
    Register(home).trust(home.parent / "other", {}, "A. Muster")
    _with_later_format(home / REGISTER)
    with pytest.raises(InputError, match="dualuse-trusted-2"):
        Register(home).trust_in(home.parent / "other")


def test_a_list_added_over_an_edition_of_a_later_release_names_the_file(home: Path) -> None:
    path = _only(home / "lists", "xx_one/*/edition.json")
    _with_later_format(path)
    told = _run("lists", "add", "examples/screening/invented_freezes.xml", code=2)
    assert "a later release wrote this" in told
    assert str(path) in told.replace("\n", "")


@pytest.mark.parametrize("answer", [formats.DETERMINATION, formats.ASSESSMENT])
def test_an_answer_is_not_taken_for_a_transaction(answer: str) -> None:
    with pytest.raises(InputError) as raised:
        check({"format": answer, "items": [{"entries": ["5A001.f"]}], "destination": "CH"})
    (problem,) = raised.value.problems
    assert (problem.what.code, problem.path) == ("answer_no_transaction", "format")
    assert "this is the answer of a check, and no transaction" in problem.text()


def test_watch_says_of_a_dossier_that_a_later_release_wrote_it(home: Path) -> None:
    _with_later_format(_only(home.parent / "dossiers", "*.json"))
    told = " ".join(_run("watch", str(home.parent / "dossiers")).split())
    assert "a later release wrote this: in the format dualuse-assessment-2" in told


def test_a_bundle_of_a_later_release_is_refused_and_one_of_an_earlier_is_read(home: Path) -> None:
    bundle = home.parent / "lists.zip"
    _run("lists", "bundle", "--output", str(bundle))
    with zipfile.ZipFile(bundle) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["bundle.json"])
    assert manifest["format"] == formats.BUNDLE

    def written(data: dict[str, Any]) -> Path:
        path = home.parent / f"other-{len(data)}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in (members | {"bundle.json": json.dumps(data).encode()}).items():
                archive.writestr(name, content)
        return path

    earlier = {name: value for name, value in manifest.items() if name != "format"}
    _run("lists", "add", str(written(earlier)))
    told = _run("lists", "add", str(written(manifest | {"format": "dualuse-bundle-2"})), code=2)
    assert "dualuse-bundle-2" in told


def test_a_home_of_an_earlier_release_is_read(home: Path) -> None:
    """As the files were before they named their formats; what is written next names it."""
    edition, current = (KEPT[name][0](home) for name in (formats.LIST_EDITION, formats.LISTS))
    data = json.loads(edition.read_text(encoding="utf-8"))
    edition.write_text(
        json.dumps({name: value for name, value in data.items() if name != "list_format"} | {"format": data["list_format"]})
    )  # fmt: skip
    rows = json.loads(current.read_text(encoding="utf-8"))
    del rows["format"]
    current.write_text(json.dumps(rows))
    status = json.loads(_run("screen", LISTED[0].name, "--json"))
    assert [hit["list"] for hit in status["hits"]] == ["xx_one"]
    assert json.loads(_run("lists", "status", "--json"))["list_format"] == data["list_format"]


ANSWERS: dict[tuple[str, ...], str] = {
    ("check", STORY): formats.DETERMINATION,
    ("screen", "A. Muster"): formats.SCREENING,
    ("classify", "thermal camera"): formats.CLASSIFICATION,
    ("examine", "6A203"): formats.EXAMINATION,
    ("examine", "--list"): formats.REPORT,
    ("entry", "5A001"): formats.ENTRY,
    ("doctor",): formats.DOCTOR,
    ("lists", "status"): formats.REPORT,
    ("record", "verify"): formats.REPORT,
    ("law", "diff", "2024-01-01", "2026-01-01"): formats.LAW_DIFFERENCE,
    ("watch", "{dossiers}"): formats.WATCH,
}


@pytest.mark.parametrize("command", ANSWERS, ids=lambda words: " ".join(words[:2]))
def test_each_line_of_an_answer_names_its_format(home: Path, command: tuple[str, ...]) -> None:
    _with_later_format(_only(home.parent / "dossiers", "*.json"))  # so that watch has something to say
    words = (word.format(dossiers=home.parent / "dossiers") for word in command)
    answer = CliRunner().invoke(app, [*words, "--json", "--language", "en"])
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert lines
    assert {line["format"] for line in lines} == {ANSWERS[command]}
    assert all(next(iter(line)) == "format" for line in lines if ANSWERS[command] != formats.DETERMINATION)


@pytest.mark.parametrize(
    "written", ["", None, 7, "dualuse-annex", "dualuse-annex-0", "other-annex-9", "dualuse-annex-1"]
)
def test_what_is_no_later_format_is_not_called_one(written: object) -> None:
    assert later_format(written, formats.ANNEX) is None


def test_no_two_formats_share_a_name() -> None:
    values = [value for value in vars(formats).values() if number_of(value)]
    assert len({number_of(value) for value in values}) == len(values) > 20
