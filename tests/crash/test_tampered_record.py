"""Whatever stands in the place of a file of the record is one clear error or found by ``verify``; nothing waits, and nothing else is written to."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.record.workspace import Workspace

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
SECONDS = 30


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Who waits for a pipe, or reads a device without end, is ended."""

    def ended(*_: object) -> None:
        raise TimeoutError("it waits, or reads without end")

    before = signal.signal(signal.SIGALRM, ended)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _removed(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif os.path.lexists(path):
        path.unlink()


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.symlink_to(path.parent.parent.parent / "outside" / "made.txt")


def _elsewhere(path: Path) -> None:
    path.symlink_to(path.parent.parent.parent / "outside" / "other.txt")


def _empty_elsewhere(path: Path) -> None:
    path.symlink_to(path.parent.parent.parent / "outside" / "empty.txt")


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _empty(path: Path) -> None:
    path.touch()


def _noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(5_000))


def _nothing(path: Path) -> None:
    path.write_bytes(b"\0" * 100_000)


def _deep(path: Path) -> None:
    path.write_bytes(b"[" * 100_000)


def _numbers(path: Path) -> None:
    path.write_bytes(b"9" * 10_000 + b" " + b"a" * 64)


WAYS = (_folder, _pipe, _loop, _dangling, _elsewhere, _empty_elsewhere, _endless, _empty, _noise, _nothing, _deep, _numbers)  # fmt: skip
PLACES = ("chains/decisions.jsonl", "chains/decisions.head", "manifest.json", "evidence")


def _record(workspace: Workspace, text: str) -> str:
    digest = workspace.keep(f"evidence of {text}".encode())
    workspace.chain("decisions").append("A", "decided", {"text": text}, files=[digest])
    return digest


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "other.txt").write_text("not ours\n")
    (outside / "empty.txt").touch()
    workspace = Workspace(tmp_path / "place")
    for text in ("one", "two", "three"):
        _record(workspace, text)
    return workspace


def _aged(workspace: Workspace) -> Workspace:
    for path in (workspace.folder / "files").glob("??/*"):
        os.utime(path, (0, 0), follow_symlinks=False)
    return workspace


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.__name__))
def test_what_stands_in_the_place_of_a_file_is_found(
    workspace: Workspace, place: str, way: Callable[[Path], None]
) -> None:
    digest = next(workspace.chain("decisions").events()).files[0]
    path = workspace.path(digest) if place == "evidence" else workspace.folder / place
    _removed(path)
    way(path)
    codes = {problem.what.code for problem in _aged(workspace).verify()}
    assert codes
    if place == "evidence":
        with pytest.raises(InputError):
            workspace.read(digest)
    if place == "chains/decisions.jsonl":
        with pytest.raises(InputError):
            list(workspace.chain("decisions").events())
        with pytest.raises(InputError):
            workspace.chain("decisions").append("A", "decided", {"text": "four"})
    else:
        _record(workspace, "four")
    outside = workspace.folder.parent / "outside"
    assert sorted(path.name for path in outside.iterdir()) == ["empty.txt", "other.txt"]
    assert (outside / "other.txt").read_text() == "not ours\n"
    assert (outside / "empty.txt").read_text() == ""


@pytest.mark.parametrize("way", [_folder, _pipe, _loop, _dangling, _elsewhere, _empty_elsewhere, _endless], ids=lambda way: str(way.__name__))  # fmt: skip
@pytest.mark.parametrize("place", ["chains/.decisions.lock", ".manifest.lock"])
def test_a_lock_that_is_none_is_one_clear_error_or_is_held(
    workspace: Workspace, place: str, way: Callable[[Path], None]
) -> None:
    path = workspace.folder / place
    _removed(path)
    way(path)
    with suppress(InputError):
        workspace.chain("decisions").append("A", "decided", {"text": "four"})
    outside = workspace.folder.parent / "outside"
    assert (outside / "other.txt").read_text() == "not ours\n"
    assert sorted(path.name for path in outside.iterdir()) == ["empty.txt", "other.txt"]


@pytest.mark.parametrize("place", ["chains", "files"])
@pytest.mark.parametrize("way", [_pipe, _loop, _empty, _endless], ids=lambda way: str(way.__name__))
def test_what_stands_in_the_place_of_a_folder_is_found(
    workspace: Workspace, place: str, way: Callable[[Path], None]
) -> None:
    _removed(workspace.folder / place)
    way(workspace.folder / place)
    assert workspace.verify()
    with pytest.raises(InputError):
        _record(workspace, "four")


def test_a_place_taken_before_evidence_is_kept_there_is_told_and_nothing_is_recorded(
    workspace: Workspace,
) -> None:
    digest = hashlib.sha256(b"evidence of four").hexdigest()
    workspace.path(digest).mkdir(parents=True)
    with pytest.raises(InputError):
        _record(workspace, "four")
    assert [event.body["text"] for event in workspace.chain("decisions").events()] == ["one", "two", "three"]


@pytest.mark.parametrize("mode", [0o644, 0o666, 0o640])
def test_files_that_are_open_to_others_are_told(workspace: Workspace, mode: int) -> None:
    assert workspace.warnings() == ()
    for path in (workspace.folder / "chains").glob("*.jsonl"):
        path.chmod(mode)
    for path in (workspace.folder / "files").glob("??/*"):
        path.chmod(mode)
    codes = [problem.what.code for problem in workspace.warnings()]
    assert codes == ["file_open", "files_open"]


# Forged by who knows the form


def test_events_swapped_between_two_workspaces_are_found(workspace: Workspace, tmp_path: Path) -> None:
    other = Workspace(tmp_path / "other")
    for text in ("one", "two", "drei"):
        _record(other, text)
    ours, theirs = (each.chain("decisions").path for each in (workspace, other))
    lines, others = (path.read_bytes().splitlines(keepends=True) for path in (ours, theirs))
    for at in range(3):
        ours.write_bytes(b"".join([*lines[:at], others[at], *lines[at + 1 :]]))
        assert {problem.what.code for problem in _aged(workspace).verify()} & {
            "chain_changed",
            "chain_foreign",
        }


@pytest.mark.parametrize("events", [0, 1, 2])
def test_a_record_put_back_to_an_earlier_state_leaves_its_evidence_or_misses_its_head(
    workspace: Workspace, tmp_path: Path, events: int
) -> None:
    heads = {name: digest for name, (_, digest) in workspace.heads().items()}
    earlier = Workspace(tmp_path / "earlier")
    shutil.copytree(workspace.folder, earlier.folder)
    chain = earlier.chain("decisions").path
    lines = chain.read_bytes().splitlines(keepends=True)[:events]
    chain.write_bytes(b"".join(lines))
    (earlier.folder / "chains/decisions.head").unlink()
    (earlier.folder / "manifest.json").unlink()
    codes = {problem.what.code for problem in _aged(earlier).verify()}
    assert codes & {"file_unnamed", "chain_headless"}
    assert earlier.verify(heads)
