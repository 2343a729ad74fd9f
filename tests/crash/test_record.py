"""Every write, rename and removal of the record, killed or made to fail: old or new, whole, and the next one works."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.record.workspace import Workspace
from tests.support.crashing import MODES, attempts

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")

EXPLAINED = {"chain_torn", "file_unnamed", "part_left"}
"""What may be told after an interruption: nothing of it is a loss."""


def _record(workspace: Workspace, chain: str, text: str) -> int:
    evidence = workspace.keep(f"evidence of {text}".encode())
    private = workspace.keep_private({"about": text})
    body = {"text": text}
    return (
        workspace.chain(chain).append("A. Muster", "decided", body, files=[evidence], private=private).number
    )


def _before(folder: Path) -> Path:
    workspace = Workspace(folder)
    for text in ("one", "two"):
        _record(workspace, "decisions", text)
    return folder


def _aged(workspace: Workspace) -> Workspace:
    """What was kept lies there for a while: verifying does not wait for its event."""
    for path in (workspace.folder / "files").glob("??/*"):
        os.utime(path, (0, 0))
    return workspace


def _codes(workspace: Workspace) -> set[str]:
    return {problem.what.code for problem in _aged(workspace).verify()}


def _texts(workspace: Workspace, chain: str) -> list[str]:
    return [str(event.body["text"]) for event in workspace.chain(chain).events() if "text" in event.body]


@pytest.mark.parametrize("chain", ["decisions", "new"])
@pytest.mark.parametrize("mode", MODES)
def test_an_event_is_recorded_or_not(memory: Path, mode: str, chain: str) -> None:
    before, place = _before(memory / "before"), memory / "place"
    standing = _texts(Workspace(before), chain)
    ends = set[str]()
    for at, outcome in attempts(before, place, lambda: _record(Workspace(place), chain, "three"), mode):
        where = (at, outcome)
        workspace = Workspace(place)
        texts = _texts(workspace, chain)
        recorded = texts == [*standing, "three"]
        assert recorded or texts == standing, where
        assert outcome.end in ("killed", "told", "done"), where
        # Who was told of an error has recorded nothing; who was not has recorded it.
        assert outcome.end == "killed" or recorded == (outcome.end == "done"), where
        assert _codes(workspace) <= EXPLAINED, where
        _record(workspace, chain, "three")
        assert _texts(workspace, chain)[len(texts) :] == ["three"], where
        workspace.erase_parts("A. Muster", "interrupted")
        assert _codes(workspace) <= {"file_unnamed"}, where
        assert workspace.warnings() == (), where
        ends.add(outcome.end)
    assert ends <= ({"killed"} if mode in ("kill", "torn") else {"told", "done"})


@pytest.mark.parametrize("mode", MODES)
def test_a_file_is_erased_or_not(memory: Path, mode: str) -> None:
    before, place = _before(memory / "before"), memory / "place"
    digest = next(Workspace(before).chain("decisions").events()).files[0]
    for at, outcome in attempts(before, place, lambda: Workspace(place).erase(digest, "A", "over"), mode):
        workspace = Workspace(place)
        gone, erasures = workspace.read(digest) is None, len(list(workspace.chain("erasures").events()))
        assert gone or not erasures, (
            at,
            outcome,
        )  # the record never says of something that it is erased while it is there
        # Gone without an event: the loss is told until it is erased again.
        assert _codes(workspace) <= {"chain_torn", "part_left"} | (
            {"file_lost"} if gone and not erasures else set()
        )
        workspace.erase(digest, "A", "over")
        workspace.erase_parts("A", "interrupted")
        assert _codes(workspace) == set(), (at, outcome)


@pytest.mark.parametrize("mode", MODES)
def test_the_manifest_of_an_old_workspace_is_made_or_not(memory: Path, mode: str) -> None:
    before, place = _before(memory / "before"), memory / "place"
    (before / "manifest.json").unlink()
    head = before / "chains/decisions.head"
    head.write_text(head.read_text().replace(" listed", ""))
    for at, outcome in attempts(before, place, lambda: _record(Workspace(place), "new", "three"), mode):
        workspace = Workspace(place)
        assert len(_texts(workspace, "decisions")) == 2
        assert _codes(workspace) <= EXPLAINED, (at, outcome)
        _record(workspace, "new", "three")
        assert [problem.what.code for problem in workspace.warnings()] == ["manifest_remade"], (at, outcome)
        for path in (place / "chains").glob("decisions.*"):
            path.unlink()
        with pytest.raises(InputError, match="has 0 events"):
            list(workspace.chain("decisions").events())
