"""A dossier is held against the digest that the workspace recorded: one that was forged and sealed anew is found, and none is plainly "OK"."""

from __future__ import annotations

import json
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.documents.signature import Signature
from dualuse.dossier.recorded import recorded_dossiers
from dualuse.dossier.rendering import html_of, pdf_of
from dualuse.dossier.storage import file_name, record, write_dossier
from dualuse.dossier.verifying import as_json
from dualuse.dossier.watching.watch import Today, watch
from dualuse.inputs.problems import InputError
from dualuse.record.workspace import Workspace
from tests.dossier.test_assess import DAY, changed, story

MADE = story("face_recognition")
CONTENT = as_json(MADE)
FORGED = changed(CONTENT, ("classification", 0, "description"), "harmless", sealed_anew=True)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    return Workspace(tmp_path / "home" / "workspace")


def _file(tmp_path: Path, content: bytes) -> Path:
    folder = tmp_path / "dossiers"
    folder.mkdir(exist_ok=True)
    path = folder / f"{file_name(MADE)}.json"
    path.write_bytes(content)
    return path


def _verify(file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["dossier", "verify", str(file), "--language", "en", *arguments])


def _evidence(file: Path, code: int = 0) -> str:
    done = _verify(file, "--json")
    assert done.exit_code == code, done.output
    return str(json.loads(done.stdout)["evidence"])


def test_without_record_and_signature_it_follows_from_what_it_states_and_no_more(
    tmp_path: Path, workspace: Workspace
) -> None:
    file = _file(tmp_path, CONTENT)
    done = _verify(file)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].startswith(
        "It follows from what it states; evidence not authenticated"
    )
    assert not workspace.folder.exists()  # who reads makes nothing
    # A forgery of the evidence, sealed anew, follows from what it states as well.
    file.write_bytes(FORGED)
    assert _evidence(file) == "not_authenticated"


def test_what_the_workspace_recorded_is_said_by_whom_and_when(tmp_path: Path, workspace: Workspace) -> None:
    record(workspace, MADE, CONTENT, "A. Muster")
    file = _file(tmp_path, CONTENT)
    done = _verify(file)
    assert done.exit_code == 0
    assert "is the file that A. Muster recorded on" in done.stdout
    assert "the digest that the workspace recorded: the same" in done.stdout
    assert _evidence(file) == "recorded"


def test_a_forgery_that_was_sealed_anew_is_not_the_file_that_was_recorded(
    tmp_path: Path, workspace: Workspace
) -> None:
    record(workspace, MADE, CONTENT, "A. Muster")
    file = _file(tmp_path, FORGED)
    done = _verify(file)
    assert done.exit_code == 1
    assert "NOT the file that the workspace recorded" in done.stdout
    assert _evidence(file, 1) == "another"


@pytest.mark.parametrize("content", [CONTENT, FORGED], ids=["as made", "forged and sealed anew"])
def test_the_workspace_that_is_named_says_that_it_never_recorded_it(
    tmp_path: Path, workspace: Workspace, content: bytes
) -> None:
    file = _file(tmp_path, content)
    named = ("--workspace", str(tmp_path / "elsewhere"))
    done = _verify(file, *named)
    assert done.exit_code == 1
    assert "the workspace that you named never recorded it, and nobody signed it" in done.stdout
    answer = _verify(file, *named, "--json")
    assert (answer.exit_code, json.loads(answer.stdout)["evidence"]) == (1, "not_recorded")
    assert not (tmp_path / "elsewhere").exists()


def test_one_that_is_named_and_recorded_it_holds(tmp_path: Path, workspace: Workspace) -> None:
    record(workspace, MADE, CONTENT, "A. Muster")
    assert _verify(_file(tmp_path, CONTENT), "--workspace", str(workspace.folder)).exit_code == 0


def test_a_later_dossier_of_the_transaction_is_named(tmp_path: Path, workspace: Workspace) -> None:
    record(workspace, MADE, CONTENT, "A. Muster")
    record(
        workspace, story("face_recognition", "de"), as_json(story("face_recognition", "de")), "B. Beispiel"
    )
    file = _file(tmp_path, CONTENT)
    assert _evidence(file) == "superseded"
    assert "number 2" in _verify(file).stdout


def test_a_record_that_was_changed_says_nothing(tmp_path: Path, workspace: Workspace) -> None:
    record(workspace, MADE, CONTENT, "A. Muster")
    path = workspace.chain("assessments").path
    path.write_bytes(path.read_bytes().replace(b"Muster", b"Master"))
    done = _verify(_file(tmp_path, CONTENT))
    assert done.exit_code == 2
    assert "was changed here after it was written" in done.stderr
    with pytest.raises(InputError):
        recorded_dossiers(workspace)


def test_what_does_not_hold_is_never_said_to_follow(tmp_path: Path, workspace: Workspace) -> None:
    forged = changed(CONTENT, ("review_by",), "2099-01-01", sealed_anew=True)
    done = _verify(_file(tmp_path, forged))
    assert done.exit_code == 1
    assert "It follows" not in done.stdout
    assert "do not rely on it" in done.stdout


@pytest.mark.parametrize(("intact", "evidence"), [(True, "signed"), (False, "not_authenticated")])
def test_a_signed_pdf_says_who_signed(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, intact: bool, evidence: str
) -> None:
    signature = Signature(
        field="Signature",
        signer="Anna Muster",
        issuer="Example Root",
        time="",
        reason="",
        intact=intact,
        whole=True,
        trusted=None,
    )
    monkeypatch.setattr("dualuse.documents.verify_signature", lambda content: (signature,))
    file = _file(tmp_path, CONTENT)
    file.with_suffix(".signed.pdf").write_bytes(pdf_of(CONTENT) + b"signed")
    assert _evidence(file) == evidence
    assert ("signed by Anna Muster (Example Root)" in _verify(file).stdout) is intact


def test_watch_tells_a_file_that_is_not_the_recorded_one(tmp_path: Path, workspace: Workspace) -> None:
    today = Today(day=DAY, home=tmp_path / "home", workspace=workspace.folder)
    file = _file(tmp_path, FORGED)
    assert [(row.recorded, [change.kind for change in row.changes]) for row in watch(file.parent, today)] == [
        (False, [])
    ]
    record(workspace, MADE, CONTENT, "A. Muster")
    later = Today(
        day=date(DAY.year, DAY.month, DAY.day),
        home=tmp_path / "home",
        workspace=workspace.folder,
        context=None,
        questionnaires=(("x", "1"),),
    )
    (row,) = watch(file.parent, later)
    assert (row.recorded, row.changes[0].kind) == (False, "record")
    file.write_bytes(CONTENT)
    (row,) = watch(file.parent, later)
    assert (row.recorded, row.changes) == (True, ())


def test_the_command_watch_says_how_many_are_not_authenticated(tmp_path: Path, workspace: Workspace) -> None:
    file = _file(tmp_path, CONTENT)
    arguments = ["watch", str(file.parent), "--day", DAY.isoformat(), "--language", "en"]
    assert "evidence not authenticated" in CliRunner().invoke(app, arguments).stdout
    record(workspace, MADE, CONTENT, "A. Muster")
    assert "evidence not authenticated" not in CliRunner().invoke(app, arguments).stdout


@pytest.mark.parametrize("spoil", [b"{}", CONTENT.replace(MADE.reference.encode(), b"Q-1")])
def test_the_command_watch_counts_apart_what_was_changed(
    tmp_path: Path, workspace: Workspace, spoil: bytes
) -> None:
    """A dossier that was changed does not follow from what it states."""
    record(workspace, MADE, CONTENT, "A. Muster")
    file = _file(tmp_path, spoil)
    arguments = ["watch", str(file.parent), "--day", DAY.isoformat(), "--language", "en"]
    printed = CliRunner().invoke(app, arguments).stdout
    assert "Not to be relied on: 1." in printed
    assert "evidence not authenticated" not in printed


def _contents(content: bytes) -> dict[str, Any]:
    return {".json": content, ".html": html_of(content), ".pdf": pdf_of(content)}


def test_a_dossier_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "dossiers"
    write_dossier(folder, "A", _contents(CONTENT))
    write_dossier(folder, "A", _contents(FORGED), replace=True)
    for path in (tmp_path / "new").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_html_and_pdf_of_an_older_dossier_do_not_stay_beside_a_new_json(tmp_path: Path) -> None:
    write_dossier(tmp_path, "A", _contents(CONTENT))
    kept = write_dossier(tmp_path, "A", {".json": FORGED}, replace=True)
    assert sorted(path.name for path in kept.moved) == ["A.1.html", "A.1.json", "A.1.pdf"]
    assert [path.name for path in tmp_path.glob("A.*")] == ["A.json"]
