"""The program runs where others run it: consoles without UTF-8, containers, users without a home, folders that cannot be written, any clock."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.dossier.reading import assessment_from
from dualuse.dossier.storage import file_name
from dualuse.inputs.json_output import escaped_for
from dualuse.sources.home import NOWHERE, home
from tests.support import forked
from tests.support.invented_dossiers import minimal
from tests.support.paths import REPOSITORY

TRANSACTION = str(REPOSITORY / "examples/stories/test_equipment/transaction.yaml")
ENCODINGS = ("cp1252", "cp850", "latin-1", "ascii", "utf-8")


def _environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DUALUSE", "PYTHON"))}
    return {**kept, **more}


def _dualuse(*arguments: str, environment: dict[str, str], code: int = 0) -> bytes:
    """What the command prints in a process of its own, whose streams are those of a Python that begins in this environment."""
    done = forked.run_bytes(
        forked.COMMAND, arguments, b"", _environment(environment), Path.cwd(), server=_ready()
    )
    return _ended(done, code)


@lru_cache
def _ready() -> forked.Ready:
    return forked.Ready(forked.HAS_ANSWERED, _environment({"DUALUSE_HOME": os.environ["DUALUSE_HOME"]}))


def _begun(*arguments: str, environment: dict[str, str], code: int = 0) -> bytes:
    """As ``_dualuse``, in a Python that begins there."""
    command = [sys.executable, "-m", "dualuse", *arguments]
    return _ended(
        subprocess.run(command, capture_output=True, env=_environment(environment), check=False), code
    )


def _ended(done: subprocess.CompletedProcess[bytes], code: int) -> bytes:
    errors = done.stderr.decode("utf-8", "replace")
    assert done.returncode == code, errors
    assert "Traceback" not in errors
    return done.stdout


_STREAMS = """
import sys
for stream in (sys.stdin, sys.stdout, sys.stderr):
    print(type(stream).__name__, stream.encoding, stream.errors, stream.newlines, stream.line_buffering, stream.write_through)
"""


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_streams_of_these_tests_are_those_of_a_python_that_begins(encoding: str) -> None:
    environment = _environment({"PYTHONIOENCODING": encoding})
    begun = subprocess.run(
        [sys.executable, "-c", _STREAMS], input=b"", capture_output=True, env=environment, check=True
    )
    here = forked.run_bytes(_STREAMS, (), b"", environment, Path.cwd(), server=_ready())
    assert here.stdout == begun.stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("run", "command"),
    [
        (_dualuse, ("check", TRANSACTION, "-l", "de")),
        (_begun, ("-h", "-l", "fr")),
        (_dualuse, ("screen", "Šárka Ковалёва", "--json")),
        (_dualuse, ("entry", "5A001")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_an_answer_is_written_in_every_encoding(
    tmp_path: Path, run: Callable[..., bytes], command: tuple[str, ...], encoding: str
) -> None:
    code = 3 if command[0] == "screen" else 0  # no list is installed
    environment = {"PYTHONIOENCODING": encoding, "DUALUSE_HOME": str(tmp_path)}
    written = run(*command, environment=environment, code=code)
    text = written.decode("utf-8" if "--json" in command else encoding)
    assert text.strip()
    if "--json" in command:
        json.loads(text)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_says_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    words = ("check", TRANSACTION, "--json", "-l", "fr")
    home_of = {"DUALUSE_HOME": str(tmp_path)}
    wanted = json.loads(_dualuse(*words, environment={**home_of, "PYTHONIOENCODING": "utf-8"}))
    there = _dualuse(*words, environment={**home_of, "PYTHONIOENCODING": encoding})
    assert json.loads(there.decode("utf-8")) == wanted  # who reads JSON reads UTF-8: RFC 8259, 8.1
    (tmp_path / "answer.json").write_bytes(there)
    _dualuse("replay", str(tmp_path / "answer.json"), environment={**home_of, "PYTHONIOENCODING": encoding})


@pytest.mark.parametrize("encoding", [encoding for encoding in ENCODINGS if encoding != "utf-8"])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("schema", "transaction"), 0),
        (("decisions", "schema"), 0),
        (("classify", "Wärmebildkamera", "--json"), 0),
        (("screen", "Jürgen Müller", "--json"), 3),
        (("doctor", "--json", "-l", "fr"), 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_machines_read_is_ascii_where_the_stream_is_not_utf_8(
    tmp_path: Path, command: tuple[str, ...], code: int, encoding: str
) -> None:
    environment = {"PYTHONIOENCODING": encoding, "DUALUSE_HOME": str(tmp_path)}
    written = _dualuse(*command, environment=environment, code=code)
    assert written.isascii()
    assert b"\\u" in written or code == 3 or command[0] == "decisions"
    if command[0] in ("schema", "decisions"):
        assert written.count(b"\n") > 10, "it keeps its lines"
        json.loads(written)
    else:
        assert [json.loads(line) for line in written.splitlines()]


def test_conformance_runs_in_a_code_page(tmp_path: Path) -> None:
    environment = {"PYTHONIOENCODING": "cp1252", "DUALUSE_HOME": str(tmp_path)}
    written = _dualuse("conformance", "--match", "Art. 5(1)", environment=environment)
    assert b" 0 not" in written


def test_json_is_escaped_unless_the_stream_is_utf_8() -> None:
    line = '{"name":"Šárka 😀 für"}'
    for utf_8 in ("utf-8", "UTF8", "cp65001"):
        assert escaped_for(line, utf_8) == line
    for other in ("latin-1", "cp1252", "cp850", "ascii", "utf-8-sig", "no such encoding", None):
        assert escaped_for(line, other).isascii()
        assert json.loads(escaped_for(line, other)) == json.loads(line)
    assert escaped_for('{\n  "a": "ü"\n}', "cp1252") == '{\n  "a": "\\u00fc"\n}'
    assert escaped_for('{"name":"ü\ud800"}', "utf-8").isascii()
    assert escaped_for('{"name":"\\ud800"}', "ascii") == '{"name":"\\ud800"}'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_json_is_written_in_an_encoding_that_is_no_ascii_as_the_pages_say(
    tmp_path: Path, encoding: str
) -> None:
    environment = {"PYTHONIOENCODING": encoding, "DUALUSE_HOME": str(tmp_path)}
    text = _dualuse("check", TRANSACTION, "--json", "-l", "fr", environment=environment).decode(encoding)
    assert text.isascii()
    assert json.loads(text)
    assert f"PYTHONIOENCODING={encoding}" in (REPOSITORY / "docs/stability.md").read_text(encoding="utf-8")


def test_the_answer_does_not_hang_on_the_clock_of_the_place(tmp_path: Path) -> None:
    words = ("check", TRANSACTION, "--json")
    first, last, here = (
        _begun(*words, environment={"DUALUSE_HOME": str(tmp_path), "TZ": zone})
        for zone in ("Pacific/Kiritimati", "Etc/GMT+12", "UTC")
    )
    assert first == here
    assert last == here


@pytest.fixture
def without_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user whom the system does not know, without ``HOME``: a container that runs as a number."""

    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in (
        "HOME",
        "DUALUSE_HOME",
        "XDG_DATA_HOME",
        "DUALUSE_WORKSPACE",
        "DUALUSE_PERSON",
        "DUALUSE_LANGUAGE",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", unknown)
    monkeypatch.setattr(Path, "expanduser", lambda path: unknown() if str(path).startswith("~") else path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("check", TRANSACTION), 0),
        (("screen", "A. Muster"), 3),
        (("lists", "status"), 0),
        (("classify", "thermal camera"), 0),
        (("record", "verify"), 2),
        (("record", "verify", "--workspace", "~/records"), 2),
        (("diligence", "show", "X"), 2),
        (("doctor",), 1),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_who_has_no_home_is_answered_in_words(
    without_home: Path, command: tuple[str, ...], code: int
) -> None:
    assert home() == NOWHERE
    answer = CliRunner().invoke(app, [*command, "--language", "en"])
    assert answer.exit_code == code, answer.output
    assert answer.output.strip()


def test_a_home_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_HOME", "/proc/dualuse")  # where not even root can make a folder
    freezes = str(REPOSITORY / "examples/screening/invented_freezes.xml")
    answer = CliRunner().invoke(app, ["lists", "add", freezes, "--accept-shrinkage", "--language", "en"])
    assert answer.exit_code == 2
    assert "those in use are as they were" in answer.output


@pytest.mark.parametrize("reference", ["CON", "aux", "Lpt1", "NUL.2026"])
def test_no_dossier_is_called_like_a_device_of_windows(reference: str) -> None:
    from dataclasses import replace

    assert file_name(replace(assessment_from(minimal()), reference=reference)).startswith(f"{reference}-")
    assert file_name(replace(assessment_from(minimal()), reference=f"A{reference}")) == f"A{reference}"
