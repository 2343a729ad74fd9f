"""The manifest of a workspace: a chain removed whole and evidence without its event are missed, and old workspaces go on."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.record.erasure import erasable
from dualuse.record.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return _filled(Workspace(tmp_path / "workspace"))


def _filled(workspace: Workspace) -> Workspace:
    for name in ("decisions", "assessments"):
        for number in range(3):
            evidence = workspace.keep(f"{name} {number}".encode())
            workspace.chain(name).append("A. Muster", "decided", {"n": number}, files=[evidence])
    return workspace


def _codes(workspace: Workspace) -> list[str]:
    return [problem.what.code for problem in workspace.verify()]


def _warnings(workspace: Workspace) -> list[str]:
    return [problem.what.code for problem in workspace.warnings()]


@pytest.mark.parametrize("place", ["b5/b5", "ab/notes.txt", "b5/{digest}"])
def test_what_was_never_kept_is_told_once_and_the_rest_looked_at(workspace: Workspace, place: str) -> None:
    """A name that is no digest, or a digest in the folder of another: no event can name it."""
    files = workspace.folder / "files"
    digest = next(digest for digest, _ in workspace.kept())
    folder = "b5" if digest[:2] != "b5" else "b6"
    stray = files / place.replace("b5/{", f"{folder}/{{").format(digest=digest)
    stray.parent.mkdir(exist_ok=True)
    stray.write_text("nothing")
    (fault,) = workspace.verify()
    assert (fault.what.code, fault.file) == ("file_stray", str(stray))
    result = CliRunner().invoke(
        app, ["record", "verify", "--workspace", str(workspace.folder), "--language", "en"]
    )
    assert result.exit_code == 1
    assert "no name that a file of the record has" in result.output
    assert all(workspace.path(digest).exists() for digest, _ in workspace.kept())


def _remove(workspace: Workspace, name: str) -> None:
    for path in (workspace.folder / "chains").glob(f"{name}.*"):
        path.unlink()


def _without_manifest(workspace: Workspace) -> None:
    """As an earlier release left it."""
    (workspace.folder / "manifest.json").unlink()
    for head in (workspace.folder / "chains").glob("*.head"):
        number, digest, *_ = head.read_text().split()
        head.write_text(f"{number} {digest}\n")


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["record", *arguments, "--language", "en"])


def test_a_chain_removed_whole_is_missed(workspace: Workspace) -> None:
    assert (_codes(workspace), _warnings(workspace)) == ([], [])
    _remove(workspace, "decisions")
    assert _codes(workspace) == ["chain_shortened"]
    assert "decisions" in workspace.chains()
    with pytest.raises(InputError, match="has 0 events, and it once had 3"):
        list(workspace.chain("decisions").events())
    with pytest.raises(InputError, match="has 0 events"):
        workspace.chain("decisions").append("A. Muster", "decided", {})
    workspace.chain("assessments").append(
        "A. Muster", "decided", {}
    )  # nothing else stops, and the loss stays told
    assert _codes(workspace) == ["chain_shortened"]


def test_nothing_is_erased_by_what_a_record_without_one_of_its_chains_says(workspace: Workspace) -> None:
    _remove(workspace, "decisions")
    with pytest.raises(InputError, match="has 0 events"):
        erasable(workspace, lambda chain, event: frozenset(event.files))
    with pytest.raises(InputError, match="has 0 events"):
        workspace.held()


def test_evidence_without_its_event_is_found_and_can_be_erased(workspace: Workspace) -> None:
    digest = workspace.keep(b"passport of Orlow Quillonberg")
    os.utime(workspace.path(digest), (0, 0))
    assert [problem.what.code for problem in workspace.verify()] == ["file_unnamed"]
    assert digest in workspace.verify()[0].file
    done = _run(
        "erase",
        "--unrecorded",
        "--yes",
        "--person",
        "A",
        "--reason",
        "as seen",
        "--workspace",
        str(workspace.folder),
    )
    assert done.exit_code == 0, done.output
    assert workspace.read(digest) is None
    assert _codes(workspace) == []


def test_events_cut_off_with_their_head_and_the_manifest_made_to_fit_leave_their_evidence(
    workspace: Workspace,
) -> None:
    path = workspace.chain("decisions").path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]))
    last = json.loads(lines[1])
    path.with_suffix(".head").write_text(f"2 {last['hash']} listed\n")
    manifest = json.loads((workspace.folder / "manifest.json").read_text())
    manifest["chains"]["decisions"] = [2, last["hash"]]
    (workspace.folder / "manifest.json").write_text(json.dumps(manifest))
    assert _codes(workspace) == ["file_unnamed"]


def test_what_is_about_to_be_recorded_is_waited_for(workspace: Workspace) -> None:
    program = (
        "import sys, time; from pathlib import Path; from dualuse.record.workspace import Workspace\n"
        "w = Workspace(Path(sys.argv[1])); d = w.keep(b'later'); print(flush=True); time.sleep(.4)\n"
        "w.chain('decisions').append('A', 'decided', {}, files=[d])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(workspace.folder)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert _codes(workspace) == []


def test_a_manifest_that_was_removed_is_missed_and_the_next_event_says_it_from_then_on(
    workspace: Workspace,
) -> None:
    (workspace.folder / "manifest.json").unlink()
    assert _codes(workspace) == ["manifest_removed"]
    workspace.chain("decisions").append("A. Muster", "decided", {})
    assert (_codes(workspace), _warnings(workspace)) == ([], ["manifest_remade"])
    assert "it was removed" in workspace.warnings()[0].text()
    _remove(workspace, "assessments")
    assert _codes(workspace) == ["chain_shortened"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": "dualuse-manifest-1", "chains": {"a": [0, "x"]}}', b"[" * 9999]
)
def test_a_manifest_that_cannot_be_read_is_told_and_made_anew(workspace: Workspace, content: bytes) -> None:
    (workspace.folder / "manifest.json").write_bytes(content)
    assert _codes(workspace) == ["manifest_damaged"]
    workspace.chain("decisions").append("A. Muster", "decided", {})
    assert (_codes(workspace), _warnings(workspace)) == ([], ["manifest_remade"])


def test_a_chain_that_the_manifest_does_not_name_is_told(workspace: Workspace, tmp_path: Path) -> None:
    other = Workspace(tmp_path / "other")
    for number in range(4):
        other.chain("others").append("A. Muster", "decided", {"n": number})
    for path in (other.folder / "chains").glob("others.*"):
        (workspace.folder / "chains" / path.name).write_bytes(path.read_bytes())
    assert _codes(workspace) == ["chain_unlisted"]


def test_a_workspace_of_an_earlier_release_is_read_and_gets_a_manifest_which_is_told(
    workspace: Workspace,
) -> None:
    _without_manifest(workspace)
    assert len(list(workspace.chain("decisions").events())) == 3
    assert (_codes(workspace), _warnings(workspace)) == ([], ["manifest_absent"])
    done = _run("verify", "--workspace", str(workspace.folder))
    assert done.exit_code == 0
    assert "an earlier release made it" in done.stderr
    workspace.chain("decisions").append("A. Muster", "decided", {})
    assert (_codes(workspace), _warnings(workspace)) == ([], ["manifest_remade"])
    done = _run("verify", "--workspace", str(workspace.folder), "--json")
    assert [row["code"] for row in json.loads(done.stdout)["warnings"]] == ["manifest_remade"]
    _remove(workspace, "assessments")
    assert _codes(workspace) == ["chain_shortened"]


# Several at once (killed: tests/crash)


def _begin(folder: Path, name: str) -> None:
    workspace = Workspace(folder)
    for number in range(15):
        kept = workspace.keep(f"{name} {number}".encode())
        workspace.chain(f"{name}-{number % 3}").append(name, "decided", {"n": number}, files=[kept])


def test_several_processes_begin_chains_in_one_new_workspace(tmp_path: Path) -> None:
    context = get_context("spawn")
    folder = tmp_path / "workspace"
    processes = [context.Process(target=_begin, args=(folder, name)) for name in ("P0", "P1", "P2")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    workspace = Workspace(folder)
    assert (_codes(workspace), _warnings(workspace)) == ([], [])
    heads = json.loads((folder / "manifest.json").read_text())["chains"]
    assert {name: number for name, (number, _) in heads.items()} == {
        f"P{n}-{m}": 5 for n in range(3) for m in range(3)
    }


# Heads in a second place


def test_heads_in_a_second_place_find_what_was_written_anew_as_a_whole(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder, file = str(workspace.folder), tmp_path / "elsewhere.json"
    assert _run("heads", "--out", str(file), "--workspace", folder).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (
        json.loads(_run("heads", "--workspace", folder).stdout)["chains"]
        == json.loads(file.read_text())["chains"]
    )
    workspace.chain("decisions").append("A. Muster", "decided", {})
    assert _run("verify", "--heads", str(file), "--workspace", folder).exit_code == 0
    forged = _filled(Workspace(tmp_path / "forged"))
    done = _run("verify", "--heads", str(file), "--workspace", str(forged.folder))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "does not contain the event" in done.stderr
    before = file.read_bytes()
    assert _run("heads", "--out", str(file), "--workspace", str(forged.folder)).exit_code == 1
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"format":"dualuse-heads-1","chains":{"../x":[1,"aa"]}}', b"9" * 5000]
)
def test_a_file_without_heads_is_refused(workspace: Workspace, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "heads.json"
    file.write_bytes(content)
    done = _run("verify", "--heads", str(file), "--workspace", str(workspace.folder))
    assert done.exit_code == 2
    assert "holds no heads" in done.stderr
    assert (
        _run("verify", "--heads", str(tmp_path / "absent"), "--workspace", str(workspace.folder)).exit_code
        == 2
    )


# The owner's alone


@pytest.mark.skipif(os.name == "nt", reason="no modes on this system")
def test_a_workspace_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        workspace = _filled(Workspace(tmp_path / "home" / "workspace"))
        workspace.keep_private({"born": 1988})
        workspace.erase(workspace.keep(b"x"), "A", "x")
    finally:
        os.umask(before)
    for path in (tmp_path / "home").rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == 0o700 if path.is_dir() else mode in (0o400, 0o600), path
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="no modes on this system")
def test_a_wider_home_is_told_and_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o755)
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    _filled(Workspace(home / "workspace"))
    done = _run("verify")
    assert done.exit_code == 0
    assert f"chmod 700 {home}." in done.stderr
    (home / "workspace").chmod(0o750)
    arguments = ["erase", "--unrecorded", "--yes", "--person", "A", "--reason", "as seen"]
    Workspace(home / "workspace").keep(b"never recorded")
    for path in (home / "workspace/files").glob("??/*"):
        os.utime(path, (0, 0))
    done = _run(*arguments)
    assert done.exit_code == 0
    assert (
        done.stderr.count("others on this machine may look into this folder") == 2
    )  # of home and workspace, once each
    home.chmod(0o700)
    (home / "workspace").chmod(0o700)
    assert _run("verify").stderr == ""


def test_nothing_is_written_into_a_workspace_of_a_later_release(workspace: Workspace) -> None:
    """A private part was kept before its event was refused."""
    path = workspace.folder / "manifest.json"
    path.write_text(path.read_text("utf-8").replace("dualuse-manifest-1", "dualuse-manifest-9"), "utf-8")
    before = {file: file.read_bytes() for file in workspace.folder.rglob("*") if file.is_file()}
    with pytest.raises(InputError, match="later release"):
        Workspace(workspace.folder).keep(b"new")
    with pytest.raises(InputError, match="later release"):
        Workspace(workspace.folder).keep_private({"products": []})
    assert {file: file.read_bytes() for file in workspace.folder.rglob("*") if file.is_file()} == before
