"""A home that the user who runs the program may not read or write, and streams that take nothing: told as what they are, with one code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.paths import REPOSITORY

TRANSACTION = str(REPOSITORY / "examples/stories/test_equipment/transaction.yaml")
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
ANOTHER_USER = 12345
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or (IS_ROOT and shutil.which("setpriv") is None), reason="modes, /dev/full"
)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A home with a folder of lists that belongs to another user alone."""
    home = tmp_path / "home"
    (home / "lists").mkdir(parents=True)
    (home / "lists" / "current.json").write_text('{"format": "dualuse-lists-1", "lists": {}}')
    yield home
    for folder in (home, home / "lists"):
        folder.chmod(0o700)


def _close(folder: Path) -> None:
    if IS_ROOT:
        os.chown(folder, ANOTHER_USER, ANOTHER_USER)
        folder.chmod(0o700)
    else:
        folder.chmod(0)


def _as_user(
    folder: Path, home: Path | str, *arguments: str, streams: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user to whom modes apply; ``streams``: where the shell sends them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DUALUSE", "XDG_DATA"))}
    own = {"DUALUSE_HOME": str(home), "DUALUSE_LANGUAGE": "en", "LC_ALL": "C.UTF-8", **environment}
    apply = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if IS_ROOT else []
    command = [*apply, "sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, "-m", "dualuse", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**kept, **own},
        stdin=subprocess.DEVNULL,
        check=False,
    )


def _files(folder: Path) -> None:
    (folder / "parties.csv").write_text("id,name,country\n1,Nobody Atall,DE\n")
    (folder / "dossiers").mkdir()


COMMANDS = [
    ("check", TRANSACTION, "--gate"),
    ("assess", TRANSACTION, "--out", "out", "--person", "A. Muster"),
    ("classify", "thermal camera"),
    ("watch", "dossiers", "--log-file", "log"),
    ("rescreen", "parties.csv", "--log-file", "log"),
    ("lists", "sync", "un_sc", "--log-file", "log"),
    ("lists", "status"),
    ("screen", "Nobody Atall"),
    ("record", "verify"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: "-".join(words[:2]).replace("/", "_"))
def test_a_home_that_may_not_be_read_is_told_as_that(
    command: tuple[str, ...], closed: Path, tmp_path: Path
) -> None:
    _files(tmp_path)
    _close(closed)
    done = _as_user(tmp_path, closed, *command)
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert str(closed) in line
    assert "may not read" in line
    assert "DUALUSE_HOME" in line
    assert "emove" not in line
    if "--log-file" in command:
        logged = json.loads((tmp_path / "log").read_text())
        assert (logged["exit"], logged["problems"]) == (3, ["home_closed"])


@pytest.mark.parametrize("part", ["", "lists"])
def test_the_doctor_names_the_folder_that_may_not_be_read(part: str, closed: Path, tmp_path: Path) -> None:
    _close(closed / part)
    done = _as_user(tmp_path, closed, "doctor", "--json")
    assert done.returncode == 1, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    told = [row for row in rows if "may not read" in row["text"]]
    assert len(told) == 1
    assert told[0]["state"] == "mend"
    assert str(closed / part) in told[0]["text"]
    assert "law" in {row["name"] for row in rows}


@pytest.mark.parametrize("command", [COMMANDS[0], COMMANDS[4], COMMANDS[7]], ids=lambda words: words[0])
def test_lists_that_may_not_be_read_are_not_no_lists(
    command: tuple[str, ...], closed: Path, tmp_path: Path
) -> None:
    _files(tmp_path)
    _close(closed / "lists")
    done = _as_user(tmp_path, closed, *command)
    assert done.returncode == 3, done.stderr
    assert "no list is installed" not in done.stdout + done.stderr
    assert f"{closed / 'lists'}: this user may not read" in done.stderr


@pytest.mark.parametrize(
    "command", [("lists", "sync", "un_sc"), ("lists", "sync"), ("lists", "add", "x.xml")]
)
@pytest.mark.parametrize("place", ["/dev/null/dualuse", "/proc/dualuse", "written"])
def test_a_home_that_cannot_be_written_is_told_alike(
    command: tuple[str, ...], place: str, tmp_path: Path
) -> None:
    (tmp_path / "x.xml").write_bytes((REPOSITORY / "examples/screening/invented_freezes.xml").read_bytes())
    if place == "written":
        (tmp_path / "home").mkdir()
        if IS_ROOT:
            os.chown(tmp_path / "home", ANOTHER_USER, ANOTHER_USER)
        (tmp_path / "home").chmod(0o555)
        place = str(tmp_path / "home")
    more = ("--accept-shrinkage",) if command[1] == "add" else ("--log-file", "log")
    done = _as_user(tmp_path, place, *command, *more)
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert "the lists cannot be written" in line
    assert "name another folder in DUALUSE_HOME" in line
    if command[1] == "sync":
        assert json.loads((tmp_path / "log").read_text())["problems"] == ["lists_unwritable"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[tuple[str, ...]], tuple[bool, int]]:
    """Whether a command answers anything, and its code, where every stream takes what is written: the same for all streams that do not."""

    @cache
    def answered(command: tuple[str, ...]) -> tuple[bool, int]:
        folder = tmp_path_factory.mktemp("told")
        _files(folder)
        done = _as_user(folder, folder / "home", *command)
        return bool(done.stdout), done.returncode

    return answered


@pytest.mark.parametrize("streams", [">/dev/full 2>/dev/full", ">/dev/null 2>/dev/full", ">/dev/full"])
@pytest.mark.parametrize(
    "command",
    [
        ("watch", "dossiers", "--gate"),
        ("watch", "nothing"),
        ("rescreen", "parties.csv"),
        ("rescreen", "nothing.csv"),
        ("lists", "sync", "--unknown"),
    ],
)
def test_the_shell_and_the_log_have_one_code(
    command: tuple[str, ...],
    streams: str,
    told: Callable[[tuple[str, ...]], tuple[bool, int]],
    tmp_path: Path,
) -> None:
    """Standard error that takes nothing changes no code; where the answer itself cannot be written, both say that."""
    _files(tmp_path)
    done = _as_user(tmp_path, tmp_path / "home", *command, "--log-file", "log", streams=streams)
    answers, code = told(command)
    logged = json.loads((tmp_path / "log").read_text())
    assert logged["exit"] == done.returncode
    assert done.returncode == (2 if answers and ">/dev/full" in streams.split() else code)


def test_a_dossier_that_cannot_be_recorded_is_told_and_recorded_later(tmp_path: Path) -> None:
    """Its files stand: the error says that they are not recorded, and the same command records them."""
    place = tmp_path / "closed"
    place.mkdir()
    if IS_ROOT:
        os.chown(place, ANOTHER_USER, ANOTHER_USER)
    place.chmod(0o555)
    command = (
        *("assess", TRANSACTION, "--out", "out", "--person", "A. Muster", "--only-json"),
        *("--no-search", "--json", "--workspace"),
    )
    done = _as_user(tmp_path, tmp_path / "home", *command, str(place))
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    written = list((tmp_path / "out").glob("*.json"))
    assert written
    told = [line for line in done.stderr.splitlines() if "not recorded" in line]
    assert [str(tmp_path / line.split(": ")[1]) for line in told] == [str(path) for path in written]
    done = _as_user(tmp_path, tmp_path / "home", *command, str(tmp_path / "record"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["unchanged"]
    verified = _as_user(
        tmp_path, tmp_path / "home", "record", "verify", "--workspace", str(tmp_path / "record")
    )
    assert verified.returncode == 0, verified.stderr
    assert "assessments: 1 events" in verified.stdout
