"""``dualuse record erase``: what may not be kept goes, what others need stays, and the record still verifies."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs import private_files
from dualuse.record.workspace import Workspace
from dualuse.screening.rescreening.state import CHAIN, KIND


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.delenv("DUALUSE_PERSON", raising=False)
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    return Workspace(tmp_path / "workspace")


def erase(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["record", "erase", *arguments, "--language", "en"])
    assert result.exit_code == code, result.output
    return result


def data(*arguments: str) -> dict[str, Any]:
    erasure: dict[str, Any] = json.loads(erase(*arguments, "--json").stdout)
    return erasure


WHO = ("--person", "A. Muster", "--reason", "the five years are over")


def decision(workspace: Workspace, counterparty: str, evidence: bytes) -> tuple[str, str]:
    """The private part and the evidence of a decision."""
    private = workspace.keep_private({"name": f"Orlow {counterparty}"})
    kept = workspace.keep(evidence)
    body = {"counterparty": counterparty}
    workspace.chain("decisions").append("B. Muster", "hit_decided", body, files=[kept], private=private)
    return private, kept


def rescreened(workspace: Workspace, name: str, state: bytes, report: bytes) -> tuple[str, str]:
    files = workspace.keep(state), workspace.keep(report)
    workspace.chain(CHAIN).append(
        "", KIND, {"name": name, "state": files[0], "report": files[1]}, files=files
    )
    return files


def test_decisions_about_a_counterparty_go_and_evidence_that_others_need_stays(workspace: Workspace) -> None:
    private, _ = decision(workspace, "K-1", b"a passport")
    _, shared = decision(workspace, "K-1", b"an extract of a register")
    other, _ = decision(workspace, "K-2", b"an extract of a register")
    output = erase("--counterparty", "K-1").stdout
    assert "Would be erased: 3 files of 2 events" in output
    assert "other events name them too: 1 files" in output
    assert workspace.private(private) is not None
    assert data("--counterparty", "K-1", "--yes", *WHO)["erased"]
    assert workspace.private(private) is None
    assert workspace.private(other) is not None
    assert workspace.read(shared) is not None
    assert workspace.verify() == ()
    assert [event.person for event in workspace.chain("erasures").events()] == ["A. Muster"] * 3
    assert data("--counterparty", "K-1")["files"] == []
    assert erase("--counterparty", "K-3").stdout == "There is nothing to erase.\n"


def test_states_that_a_later_run_replaced_go_and_the_one_the_next_starts_from_stays(
    workspace: Workspace,
) -> None:
    old, report = rescreened(workspace, "customers", b"first", b"report 1")
    same, _ = rescreened(workspace, "customers", b"second", b"report 2")
    rescreened(workspace, "suppliers", b"second", b"report 3")  # came to the same state
    rescreened(workspace, "customers", b"third", b"report 4")
    assert data("--old-states", "--yes", *WHO)["files"] == [old]
    assert workspace.read(same) == b"second"
    assert workspace.read(report) == b"report 1"
    assert workspace.verify() == ()


def test_what_is_older_than_a_day_goes_and_what_was_never_recorded_too(workspace: Workspace) -> None:
    decision(workspace, "K-1", b"a passport")
    state, report = rescreened(workspace, "customers", b"state", b"report")
    left = workspace.keep(b"kept, and then the power failed")
    os.utime(workspace.path(left), (0, 0))
    assert data("--before", "2021-01-01")["files"] == [left]
    erasure = data("--before", "9999-12-31", "--yes", *WHO)
    assert len(erasure["files"]) == 4
    assert report in erasure["files"]
    assert workspace.read(state) == b"state"
    assert workspace.read(left) is None
    assert workspace.verify() == ()


def test_what_a_decision_that_was_never_recorded_says_of_a_counterparty_goes_too(
    workspace: Workspace,
) -> None:
    about, other = (workspace.keep_private({"party": {"id": name}}) for name in ("K-1", "K-2"))
    being_recorded = workspace.keep_private({"party": {"id": "K-1"}})
    for digest in (about, other):
        os.utime(workspace.path(digest), (0, 0))
    assert data("--counterparty", "K-1", "--yes", *WHO)["files"] == [about]
    assert workspace.read(about) is None
    assert workspace.read(other) is not None
    assert workspace.read(being_recorded) is not None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "nothing is chosen"),
        (("--before", "last year"), "is no day that reads in one way"),
        (("--old-states", "--yes"), "--person and --reason"),
        (("--old-states", "--yes", "--person", "A", "--reason", " "), "--person and --reason"),
        (("--old-states", "--workspace", "absent"), "there is no workspace"),
    ],
)
def test_what_is_not_said_erases_nothing(
    workspace: Workspace, arguments: tuple[str, ...], sentence: str
) -> None:
    decision(workspace, "K-1", b"a passport")
    assert sentence in erase(*arguments, code=2).stderr
    assert "erasures" not in workspace.chains()


def test_who_and_why_are_text_or_nothing_is_erased(workspace: Workspace) -> None:
    private, _ = decision(workspace, "K-1", b"a passport")
    for words in (("--person", "\udcff", "--reason", "as seen"), ("--person", "A", "--reason", "\udcff")):
        assert "no text" in erase("--counterparty", "K-1", "--yes", *words, code=2).stderr
    assert workspace.private(private) is not None
    assert "erasures" not in workspace.chains()


def test_a_record_that_was_changed_erases_nothing(workspace: Workspace) -> None:
    decision(workspace, "K-1", b"a passport")
    path = workspace.chain("decisions").path
    path.write_bytes(path.read_bytes().replace(b"K-1", b"K-2"))
    assert "was changed here" in erase("--counterparty", "K-2", "--yes", *WHO, code=2).stderr
    assert "erasures" not in workspace.chains()


def test_where_modes_forbid_removing_a_kept_file_is_made_writable_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does, which removes no file that may not be written."""
    path = tmp_path / "evidence"
    path.write_bytes(b"x")
    path.chmod(private_files.KEPT)
    remove = Path.unlink

    def refusing(path: Path, missing_ok: bool = False) -> None:
        if not path.stat().st_mode & 0o200:
            raise PermissionError
        remove(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    monkeypatch.setattr(private_files, "os", SimpleNamespace(name="nt"))
    private_files.remove_kept(path)
    assert not path.exists()
