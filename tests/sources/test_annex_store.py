"""Edition files and where they are installed: round trips, broken files, replacement, and a process killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError, MissingSourceError
from dualuse.sources.annex import store as annex_store
from dualuse.sources.annex.store import installed, load, store
from dualuse.sources.annex.text import AnnexText, Kind, edition_bytes, numbered, read_edition_file
from tests.support.eurlex_pages import heading, item, page
from tests.support.paths import REPOSITORY

ROWS: tuple[tuple[str, str, Kind, str], ...] = (
    ("Kettle", "", "definition", '"Kettle" means a pot.'),
    ("5A004", "5A004", "provision", "Kettles, as follows:"),
    ("5A004.a", "5A004", "provision", "Boiling 5 × 10^9 cups."),
    ("5A004", "5A004", "note", "Note: 5A004 does not control cups."),
)


def text(edition: str = "2025-11-15", rows: tuple[tuple[str, str, Kind, str], ...] = ROWS) -> AnnexText:
    return AnnexText(
        edition=edition,
        language="en",
        celex="",
        source="invented",
        checksum=f"{hash(rows) & 0xFFFFFFFFFFFF:064x}",
        lines=numbered(rows),
    )


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40).filter(
    str.strip
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["5A004", "5A004.b.1"]),
            st.just("5A004"),
            st.sampled_from(["provision", "note"]),
            _TEXT,
        ),
        max_size=8,
    )
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, Kind, str]]
) -> None:
    path = tmp_path_factory.mktemp("edition") / "annex.jsonl"
    written = text(rows=(*ROWS, *rows))
    path.write_bytes(edition_bytes(written, {"checksum": written.checksum}))
    assert read_edition_file(path) == written


def test_the_published_schema_takes_what_is_written() -> None:
    schema = json.loads((REPOSITORY / "docs/annex.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    store(text())
    (row,) = installed()
    for line in row.path.read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(line))


HEADER = (
    '{"format": "dualuse-annex-1", "edition": "2025-11-15", "language": "en", "celex": "", "source": ""}\n'
)
LINE = '{"path": "5A004", "entry": "5A004", "kind": "provision", "text": "Kettles."}\n'


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("{", 1),
        ("[]", None),
        ("{}", 1),
        (HEADER.replace("dualuse-annex-1", "dualuse-annex-9") + LINE, 1),
        (HEADER.replace("2025-11-15", "15.11.2025") + LINE, 1),
        (HEADER.replace('"en"', '"../.."') + LINE, 1),
        (HEADER.replace('"celex": ""', '"celex": 7') + LINE, 1),
        (HEADER + LINE + "{\n", 3),
        (HEADER + LINE + "7\n", 3),
        (HEADER + LINE[:40], 2),
        (HEADER + LINE.replace('"text"', '"words"'), 2),
        (HEADER + LINE.replace('"provision"', '"proviso"'), 2),
        (HEADER + LINE.replace('"path": "5A004"', '"path": "5A005"'), 2),
        (HEADER + LINE.replace("5A004", "5a004"), 2),
        (HEADER + LINE.replace("Kettles.", "  "), 2),
        (HEADER + LINE.replace('"provision"', '"definition"'), 2),
        (HEADER + LINE.replace('"kind": "provision"', '"kind": ["provision"]'), 2),
        (HEADER, None),
        (HEADER.replace('"source": ""', '"source": "", "lines": 2') + LINE, None),
    ],
)
def test_a_broken_edition_file_is_one_error_with_its_line(
    tmp_path: Path, content: str, line: int | None
) -> None:
    path = tmp_path / "annex.jsonl"
    path.write_text(content, encoding="utf-8")
    output = run("sources", "annex", str(path), code=2)
    assert output.count("dualuse:") == 1
    assert (f"annex.jsonl:{line}:" in output) == (line is not None)
    assert installed() == []


def test_bytes_that_are_no_text_are_one_error(tmp_path: Path) -> None:
    path = tmp_path / "annex.jsonl"
    path.write_bytes(HEADER.encode() + b'{"path": "\xff\xfe"}\n')
    assert run("sources", "annex", str(path), code=2).count("dualuse:") == 1


def test_the_newest_edition_is_loaded_unless_one_is_named() -> None:
    assert load() is None
    older, newer = text("2022-01-07"), text("2025-11-15", ROWS[1:])
    store(newer)
    store(older)
    assert load() == newer
    assert load("2022-01-07") == older
    assert load("2022-01-07", "de") is None
    assert load("../..", "en") is None
    assert load("2022-01-07", "..") is None
    assert [row.edition for row in installed()] == ["2022-01-07", "2025-11-15"]


def test_the_same_file_changes_nothing_and_another_keeps_the_former(home: Path) -> None:
    first, second = text(), text(rows=ROWS[1:])
    assert not store(first).unchanged
    path = home / "annex/2025-11-15/en.jsonl"
    before = path.stat()
    assert store(first).unchanged
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    stored = store(second)
    assert (stored.unchanged, stored.former) == (False, first.checksum)
    assert load() == second
    assert read_edition_file(home / f"annex/2025-11-15/en.{first.checksum[:12]}.1.jsonl") == first
    assert len(installed()) == 1


def test_another_version_of_the_reader_reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    store(text())
    monkeypatch.setattr(annex_store, "READER_VERSION", "2")
    assert not store(text()).unchanged
    assert installed()[0].reader_version == "2"


def test_a_damaged_text_is_told_and_can_be_read_again(home: Path) -> None:
    store(text())
    path = home / "annex/2025-11-15/en.jsonl"
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(MissingSourceError):
        load()
    store(text())
    assert load() == text()


def test_a_folder_that_cannot_be_written_is_one_error(home: Path) -> None:
    home.mkdir()
    (home / "annex").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        store(text())


def test_killed_in_the_middle_the_old_text_stays(home: Path, tmp_path: Path) -> None:
    store(text())
    path = tmp_path / "new.jsonl"
    path.write_bytes(edition_bytes(text(rows=ROWS[1:])))
    script = (
        "import os, sys, time\n"
        "def stop(descriptor):\n    print('writing', flush=True); time.sleep(60)\n"
        "os.fsync = stop\n"
        "from dualuse.cli import main\nmain()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, "sources", "annex", str(path), "--part"],
        stdout=subprocess.PIPE,
        env=os.environ | {"DUALUSE_HOME": str(home)},
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"writing"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert load() == text()
    assert len(installed()) == 1
    left = list((home / "annex/2025-11-15").glob(".*.part"))
    assert len(left) == 1
    os.utime(left[0], (time.time() - 7200,) * 2)
    store(text(rows=ROWS[1:]))
    assert load() == text(rows=ROWS[1:])
    assert not list((home / "annex/2025-11-15").glob(".*.part"))


def test_the_command_tells_what_it_read_and_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "annex.xhtml"
    path.write_bytes(
        page(heading("CATEGORY 5"), item("5A004", "Kettles.", item("a.", "Large."), item("9.", "Odd.")))
    )
    refused = run("sources", "annex", str(path), code=2)
    assert "only 1 of about 384 entries" in refused
    assert "No text" in run("sources", "annex", "--list")
    output = run("sources", "annex", str(path), "--part")
    assert "1 entries, 3 lines" in output
    assert "5A004.a.9" in output
    assert "installed already" in run("sources", "annex", str(path), "--part")
    assert "2025-11-15  en" in run("sources", "annex", "--list")
    row = json.loads(run("sources", "annex", str(path), "--part", "--json"))
    assert row["unchanged"] is True
    assert row["outline"]["only_in_text"] == ["5A004.a.9"]
    assert row["doubtful"] == ["5A004.a.9"]
    assert json.loads(run("sources", "annex", "--list", "--json"))["edition"] == "2025-11-15"


def test_the_command_without_a_file_or_with_an_edition_that_has_no_outline(tmp_path: Path) -> None:
    run("sources", "annex", code=2)
    assert "No text" in run("sources", "annex", "--list")
    path = tmp_path / "annex.jsonl"
    path.write_bytes(edition_bytes(replace(text(), edition="2023-01-12")))
    assert "no outline" in run("sources", "annex", str(path), "--part")
    assert run("sources", "annex", str(path), "--edition", "2024-11-08", code=2).count("dualuse:") == 1
    assert run("sources", "annex", str(tmp_path / "absent"), code=2).count("dualuse:") == 1
    assert run("sources", "annex", str(tmp_path), code=2).count("dualuse:") == 1
