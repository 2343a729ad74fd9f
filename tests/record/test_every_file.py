"""Each file of a workspace is missed when it is gone: chains, heads, the manifest, evidence, private parts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.record.workspace import Workspace

MISSED = {
    ".jsonl": "chain_shortened",
    ".head": "chain_headless",
    ".json": "manifest_removed",
    "": "file_lost",
}
"""What is said of a file that is gone, by the end of its name."""
REBUILT = (".manifest.lock", ".assessments.lock", ".decisions.lock", ".erasures.lock", ".many.lock")
"""Files without content, which keep two writers apart: whoever writes next makes them anew, and nothing is recorded in them."""


def _filled(folder: Path) -> Workspace:
    """Chains of one event, of two and of many, with evidence, private parts and an erasure, and one kept again after it."""
    workspace = Workspace(folder)
    for name, events in (("assessments", 1), ("decisions", 2), ("many", 4)):
        for number in range(events):
            evidence = workspace.keep(f"{name} {number}".encode())
            private = workspace.keep_private({"name": f"Beispiel {name} {number}"})
            workspace.chain(name).append("A. Muster", "did", {"n": number}, files=[evidence], private=private)
    again = workspace.keep(b"many 0")
    workspace.erase(again, "A. Muster", "as asked")
    workspace.chain("many").append("A. Muster", "did", {"n": 9}, files=[workspace.keep(b"many 0")])
    return workspace


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _verified(folder: Path) -> tuple[int, list[str]]:
    result = CliRunner().invoke(app, ["record", "verify", "--json", "--workspace", str(folder)])
    return result.exit_code, [problem["code"] for problem in json.loads(result.stdout)["problems"]]


def test_every_file_is_missed_when_it_is_gone(tmp_path: Path) -> None:
    folder = _filled(tmp_path / "workspace").folder
    assert _verified(folder) == (0, [])
    paths = _files(folder)
    assert {path.suffix for path in paths} >= MISSED.keys()
    for path in paths:
        content = path.read_bytes()
        path.unlink()
        code, problems = _verified(folder)
        if path.name in REBUILT:
            assert content == b""
            assert (code, problems) == (0, []), path.name
        else:
            assert (code, MISSED[path.suffix] in problems) == (1, True), (path.name, problems)
        path.write_bytes(content)
    assert _verified(folder) == (0, [])


def test_every_file_of_one_assessment_is_missed_when_it_is_gone(tmp_path: Path) -> None:
    """As a house begins: one assessment, one event, one chain."""
    folder, case = tmp_path / "workspace", tmp_path / "case.json"
    case.write_text(json.dumps({"destination": "KR", "items": [{"entries": ["2B350.g"]}]}))
    arguments = [
        str(case),
        "--person",
        "A. Muster",
        "--workspace",
        str(folder),
        "--out",
        str(tmp_path / "out"),
    ]
    CliRunner().invoke(app, ["assess", "--only-json", "--no-screening", *arguments])
    assert (folder / "chains/assessments.head").exists()
    for path in _files(folder):
        content = path.read_bytes()
        path.unlink()
        assert _verified(folder)[0] == (0 if path.name in REBUILT else 1), path.name
        path.write_bytes(content)


_BEGINNING = """
import os, signal, sys
from pathlib import Path
from dualuse.inputs import whole_files
from dualuse.record import workspace
left, replace = int(sys.argv[2]), os.replace
def until(*paths):
    global left
    left -= 1
    os.kill(os.getpid(), signal.SIGKILL) if left == 0 else replace(*paths)
os.replace = until
workspace.Workspace(Path(sys.argv[1])).chain("second").append("A. Muster", "did", {})
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("first", [True, False])
def test_a_chain_whose_first_writer_was_killed_is_not_taken_for_one_that_lost_its_head(
    tmp_path: Path, at: int, first: bool
) -> None:
    """Killed before the head that is begun, before the manifest, before the head: nothing recorded was lost."""
    workspace = Workspace(tmp_path / "workspace")
    if not first:
        workspace.chain("decisions").append("A. Muster", "did", {})
    done = subprocess.run([sys.executable, "-c", _BEGINNING, str(workspace.folder), str(at)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert {problem.what.code for problem in workspace.verify()} == {"part_left"}
    workspace.chain("third").append("A. Muster", "did", {})
    assert {problem.what.code for problem in workspace.verify()} == {"part_left"}
    workspace.chain("second").append("A. Muster", "did", {})
    workspace.erase_parts("A. Muster", "as seen")
    assert workspace.verify() == workspace.warnings() == ()
    assert set(json.loads((workspace.folder / "manifest.json").read_text())["chains"]) >= {"second", "third"}
    os.unlink(workspace.folder / "chains/second.head")
    assert [problem.what.code for problem in workspace.verify()] == ["chain_headless"]
