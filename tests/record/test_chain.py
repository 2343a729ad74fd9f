"""The record: what was written stays, and every change is found."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.inputs.whole_files import begin_part
from dualuse.record.chain import TORN
from dualuse.record.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def _filled(workspace: Workspace, events: int = 4) -> Workspace:
    for number in range(events):
        private = workspace.keep_private({"name": f"Beispiel {number}", "reason": "другой человек"})
        evidence = workspace.keep(f"scan {number}".encode())
        workspace.chain("decisions").append(
            "A. Muster", "decided", {"n": number}, files=[evidence], private=private
        )
    return workspace


def _codes(workspace: Workspace, **heads: str) -> list[str]:
    return [problem.what.code for problem in workspace.verify(heads)]


# What was written is read back


def test_events_come_back_as_they_were_written(workspace: Workspace) -> None:
    _filled(workspace)
    events = list(workspace.chain("decisions").events())
    assert [event.number for event in events] == [1, 2, 3, 4]
    assert [event.body for event in events] == [{"n": number} for number in range(4)]
    assert all(after.before == before.hash for before, after in pairwise(events))
    assert all(event.time.endswith("Z") and event.person == "A. Muster" for event in events)
    assert workspace.private(events[2].private) == {"name": "Beispiel 2", "reason": "другой человек"}
    assert workspace.read(events[2].files[0]) == b"scan 2"
    assert workspace.chain("decisions").head() == (4, events[-1].hash)
    assert workspace.verify() == ()
    assert workspace.verify({"decisions": events[1].hash}) == ()


def test_an_empty_workspace_is_whole(workspace: Workspace) -> None:
    assert list(workspace.chain("decisions").events()) == []
    assert workspace.verify() == ()


def test_a_file_kept_twice_is_there_once_and_is_never_overwritten(workspace: Workspace) -> None:
    digest = workspace.keep(b"evidence")
    written = workspace.path(digest).stat()
    assert workspace.keep(b"evidence") == workspace.keep_stream(io.BytesIO(b"evidence")) == digest
    assert workspace.path(digest).stat().st_mtime_ns == written.st_mtime_ns
    assert not workspace.path(digest).stat().st_mode & 0o222
    assert (
        len(list((workspace.folder / "files").rglob("*"))) == 2
    )  # its folder and itself: nothing half-written


@pytest.mark.parametrize("name", ["", "../outside", ".hidden", "a/b", "a" * 101])
def test_a_chain_stays_in_its_folder(workspace: Workspace, name: str) -> None:
    with pytest.raises(ValueError, match="name of a chain"):
        workspace.chain(name)


@pytest.mark.parametrize("body", [{"n": float("nan")}, {"text": "\udc80"}, {"what": object()}])
def test_what_cannot_be_written_leaves_the_chain_as_it_was(
    workspace: Workspace, body: dict[str, object]
) -> None:
    _filled(workspace)
    before = workspace.chain("decisions").path.read_bytes()
    with pytest.raises((ValueError, TypeError, InputError)):
        workspace.chain("decisions").append("A. Muster", "decided", body)
    assert workspace.chain("decisions").path.read_bytes() == before


# Every change is found


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_changed_byte_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    workspace = _filled(Workspace(tmp_path_factory.mktemp("workspace")), 2)
    path = workspace.chain("decisions").path
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 2))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    assert _codes(workspace)
    with pytest.raises(InputError):
        list(workspace.chain("decisions").events())


def test_an_event_taken_out_exchanged_or_added_is_found(workspace: Workspace) -> None:
    path = _filled(workspace).chain("decisions").path
    lines = path.read_bytes().splitlines(keepends=True)
    for changed in (
        [lines[0], *lines[2:]],
        lines[1:],
        [lines[1], lines[0], *lines[2:]],
        [*lines, lines[-1]],
        [*lines, b"\n"],
    ):
        path.write_bytes(b"".join(changed))
        assert _codes(workspace) == ["chain_changed"]
        assert next(problem.line for problem in workspace.verify()) is not None
    path.write_bytes(b"".join(lines))
    assert _codes(workspace) == []


def test_an_event_rewritten_with_a_fitting_hash_breaks_what_follows(workspace: Workspace) -> None:
    path = _filled(workspace).chain("decisions").path
    events = list(workspace.chain("decisions").events())
    forged = type(events[1])(
        **{name: getattr(events[1], name) for name in events[1].__slots__} | {"body": {"n": 7}, "hash": ""}
    ).sealed()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], forged.line() + b"\n", *lines[2:]]))
    assert [(problem.what.code, problem.line) for problem in workspace.verify()] == [("chain_changed", 3)]


def test_events_cut_off_at_the_end_are_found(workspace: Workspace) -> None:
    path = _filled(workspace).chain("decisions").path
    head = workspace.chain("decisions").head()[1]
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]))
    assert _codes(workspace) == ["chain_shortened"]
    with pytest.raises(InputError, match="has 2 events, and it once had 4"):
        workspace.chain("decisions").append("A. Muster", "decided", {})
    # with intent, the file beside it too: the manifest knows; and that too: found by its files and by a head that was printed
    path.with_suffix(".head").unlink()
    assert _codes(workspace) == ["chain_shortened"]
    (workspace.folder / "manifest.json").unlink()
    assert set(_codes(workspace)) == {"file_unnamed"}
    for event in [json.loads(line) for line in lines[2:]]:
        for digest in (*event["files"], event["private"]):
            workspace.path(digest).unlink()
    assert _codes(workspace) == []
    assert _codes(workspace, decisions=head) == ["chain_foreign"]
    path.unlink()
    assert _codes(workspace, decisions=head) == ["chain_foreign"]


def test_a_chain_that_was_removed_is_missed(workspace: Workspace) -> None:
    _filled(workspace).chain("decisions").path.unlink()
    assert "chain_shortened" in _codes(workspace)
    with pytest.raises(InputError, match="has 0 events"):
        list(workspace.chain("decisions").events())


def test_a_chain_put_in_the_place_of_another_is_found(workspace: Workspace) -> None:
    _filled(workspace)
    folder = workspace.folder / "chains"
    (folder / "others.jsonl").write_bytes((folder / "decisions.jsonl").read_bytes())
    assert [(problem.what.code, problem.line) for problem in workspace.verify()] == [("chain_changed", 1)]


def test_evidence_changed_or_lost_is_found(workspace: Workspace) -> None:
    _filled(workspace)
    first, second = (event.files[0] for event in list(workspace.chain("decisions").events())[:2])
    workspace.path(first).chmod(0o644)
    workspace.path(first).write_bytes(b"another scan")
    workspace.path(second).unlink()
    assert _codes(workspace) == ["file_lost", "file_changed"]
    with pytest.raises(InputError, match="changed after it was kept"):
        workspace.read(first)


# Personal data can go, and the chain still verifies


def test_what_is_private_can_be_erased_and_the_chain_still_verifies(workspace: Workspace) -> None:
    _filled(workspace)
    event = next(workspace.chain("decisions").events())
    workspace.erase(event.private, "B. Beispiel", "Art. 27: retention ended")
    workspace.erase(event.files[0], "B. Beispiel", "Art. 27: retention ended")
    assert workspace.verify() == ()
    assert workspace.private(event.private) is None
    kept = b"".join(path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file())
    assert b"Beispiel 0" not in kept
    assert b"scan 0" not in kept
    assert b"Beispiel 1" in kept


def test_a_private_part_tells_nothing_by_its_digest(workspace: Workspace) -> None:
    assert workspace.keep_private({"name": "A"}) != workspace.keep_private({"name": "A"})


# Interrupted


@pytest.mark.parametrize("cut", [1, 5, 100])
def test_a_torn_last_line_is_told_and_set_aside(workspace: Workspace, cut: int) -> None:
    chain = _filled(workspace).chain("decisions")
    content = chain.path.read_bytes()
    torn = b'{"before":"' + b"x" * cut
    chain.path.write_bytes(content + torn)
    assert chain.torn()
    assert len(list(chain.events())) == 4
    assert _codes(workspace) == ["chain_torn"]
    added = chain.append("A. Muster", "decided", {"n": 5})
    assert added.number == 6
    event = list(chain.events())[4]
    assert (event.kind, event.body) == (TORN, {"bytes": len(torn)})
    assert workspace.read(event.files[0]) == torn
    assert _codes(workspace) == []


def test_only_the_end_of_the_last_line_is_missing(workspace: Workspace) -> None:
    chain = _filled(workspace).chain("decisions")
    chain.path.write_bytes(chain.path.read_bytes().removesuffix(b"\n"))
    assert not chain.torn()
    assert len(list(chain.events())) == 4
    assert chain.append("A. Muster", "decided", {"n": 5}).number == 5
    assert _codes(workspace) == []


_APPENDING = """
import sys
from pathlib import Path
from dualuse.inputs.whole_files import begin_part
from dualuse.record.workspace import Workspace
chain = Workspace(Path(sys.argv[1])).chain("decisions")
while True:
    print(chain.append("A. Muster", "decided", {"text": "x" * 20000}).number, flush=True)
"""


@pytest.mark.parametrize("after", [0.4, 0.45, 0.5])
def test_killed_while_appending_keeps_every_event_that_was_promised(
    workspace: Workspace, after: float
) -> None:
    for _ in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", _APPENDING, str(workspace.folder)], stdout=subprocess.PIPE, text=True
        )
        time.sleep(after)
        os.kill(process.pid, signal.SIGKILL)
        promised = [int(line) for line in process.communicate()[0].split("\n")[:-1]]
        numbers = [event.number for event in workspace.chain("decisions").events()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= (promised[-1] if promised else 0)
        # A line cut short, or the small file that names the last event, or the chains, written and not yet renamed: all are told.
        assert set(_codes(workspace)) <= {"chain_torn", "part_left"}
        assert all("manifest" in path.name or path.stat().st_size < 100 for path in workspace.parts())


def _append_many(folder: Path, person: str) -> None:
    chain = Workspace(folder).chain("decisions")
    for number in range(25):
        chain.append(person, "decided", {"n": number})


def test_several_processes_append_to_one_chain(workspace: Workspace) -> None:
    context = get_context("spawn")
    processes = [context.Process(target=_append_many, args=(workspace.folder, f"P{n}")) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    events = list(workspace.chain("decisions").events())
    assert len(events) == 75
    for person in ("P0", "P1", "P2"):
        assert [event.body["n"] for event in events if event.person == person] == list(range(25))
    assert workspace.verify() == ()


_PART = """
import os, signal, sys
from pathlib import Path
from dualuse.record import workspace
os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)
workspace.Workspace(Path(sys.argv[1])).keep_private({"party": {"id": "K-1", "names": ["Orlow Quillonberg"]}})
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_what_a_killed_process_left_unfinished_is_named_and_goes_with_an_erasure(
    workspace: Workspace,
) -> None:
    _filled(workspace)
    done = subprocess.run([sys.executable, "-c", _PART, str(workspace.folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = (workspace.folder / "files").glob(".*.part")
    assert b"Quillonberg" in left.read_bytes()
    assert _codes(workspace) == ["part_left"]
    arguments = ["record", "erase", "--counterparty", "K-9", "--workspace", str(workspace.folder), "-l", "en"]
    output = CliRunner().invoke(app, arguments)
    assert "unfinished files, left by something that was killed: 1" in output.stdout
    assert left.exists()
    output = CliRunner().invoke(app, [*arguments, "--yes", "--person", "A", "--reason", "as seen", "--json"])
    assert json.loads(output.stdout)["unfinished"] == 1
    assert not left.exists()
    assert [event.kind for event in workspace.chain("erasures").events()] == ["parts_erased"]
    assert _codes(workspace) == []


_DECIDING = """
import os, signal, sys
from pathlib import Path
from dualuse.record import workspace
left = int(sys.argv[2])
replace = os.replace
def until(*paths):
    global left
    left -= 1
    os.kill(os.getpid(), signal.SIGKILL) if left == 0 else replace(*paths)
os.replace = until
place = workspace.Workspace(Path(sys.argv[1]))
evidence = place.keep(b"passport of Orlow Quillonberg")
private = place.keep_private({"party": {"id": "K-1", "names": ["Orlow Quillonberg"]}})
place.chain("decisions").append("A. Muster", "decided", {"counterparty": "K-1"}, files=[evidence], private=private)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_killed_at_each_step_of_a_decision_leaves_a_record_that_works(workspace: Workspace, at: int) -> None:
    _filled(workspace, 2)
    done = subprocess.run([sys.executable, "-c", _DECIDING, str(workspace.folder), str(at)], check=False)
    assert done.returncode == -signal.SIGKILL
    # Evidence that was kept and never recorded is told.
    assert _codes(workspace) == (["file_unnamed", "part_left"] if at == 2 else ["part_left"])
    recorded = len(list(workspace.chain("decisions").events()))
    assert recorded == (3 if at >= 3 else 2)  # the event is on the disk before the manifest and its head are
    again = workspace.keep(b"passport of Orlow Quillonberg")
    assert (
        workspace.chain("decisions").append("A. Muster", "decided", {}, files=[again]).number == recorded + 1
    )
    assert workspace.erase_parts("A. Muster", "x") == 1
    assert _codes(workspace) == []


def test_a_file_that_is_being_written_is_not_taken_for_one_that_was_left(workspace: Workspace) -> None:
    _filled(workspace)
    descriptor, name = begin_part(workspace.folder / "files")
    assert _codes(workspace) == []
    assert workspace.erase_parts("A. Muster", "x") == 0
    os.close(descriptor)
    assert _codes(workspace) == ["part_left"]
    assert workspace.erase_parts("A. Muster", "x") == 1
    assert not Path(name).exists()


@pytest.mark.parametrize(
    "head", [b"", b"nonsense", b"4 nonsense", b"-1 " + b"0" * 64, b"x " + b"0" * 64, b"\xff\xfe", None]
)
def test_a_head_that_says_nothing_is_told(workspace: Workspace, head: bytes | None) -> None:
    _filled(workspace)
    path = workspace.folder / "chains/decisions.head"
    path.unlink()
    if head is not None:
        path.write_bytes(head)
    assert _codes(workspace) == ["chain_headless"]
    workspace.chain("decisions").append("A. Muster", "decided", {"n": 5})
    assert _codes(workspace) == []


def test_a_chain_written_anew_as_a_whole_does_not_fit_the_head_beside_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    _filled(workspace)
    other = _filled(Workspace(tmp_path / "other"), 5)
    workspace.chain("decisions").path.write_bytes(other.chain("decisions").path.read_bytes())
    assert _codes(workspace)[0] == "chain_foreign"
    with pytest.raises(InputError, match="does not contain the event"):
        list(workspace.chain("decisions").events())


def test_bytes_that_are_no_text_are_not_recorded(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="bytes that are no text"):
        workspace.keep_private({"reason": "\udcff"})
    with pytest.raises(InputError, match="bytes that are no text"):
        workspace.chain("decisions").append("A\udcff", "decided", {})
    assert workspace.verify() == ()
    assert not list(workspace.kept())


def test_a_line_is_json(workspace: Workspace) -> None:
    for line in _filled(workspace).chain("decisions").path.read_text("utf-8").splitlines():
        assert list(json.loads(line)) == sorted(json.loads(line))


# The command


def test_the_command_prints_heads_of_what_is_whole_and_tells_what_is_not(workspace: Workspace) -> None:
    run = CliRunner()
    arguments = ["record", "verify", "--workspace", str(workspace.folder), "--language", "en"]
    absent = run.invoke(app, arguments)
    assert (absent.exit_code, absent.stdout) == (2, "")
    _filled(workspace)
    number, head = workspace.chain("decisions").head()
    whole = run.invoke(app, arguments)
    assert (whole.exit_code, whole.stdout) == (0, f"decisions: {number} events, whole; head {head}\n")
    path = workspace.chain("decisions").path
    path.write_bytes(path.read_bytes().replace(b"Muster", b"Master"))
    changed = run.invoke(app, [*arguments, "--head", f"decisions={head}"])
    assert (changed.exit_code, changed.stdout) == (1, "")
    assert "decisions.jsonl:1: the record was changed here" in changed.stderr
