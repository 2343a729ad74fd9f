"""A workspace that a file of settings names clears nobody until somebody here trusts it."""

from __future__ import annotations

import json
import shutil
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.law.collection import CURRENT_TO
from dualuse.record.trust import REGISTER, NamedBySettings, Register
from dualuse.record.workspace import Workspace, workspace_at
from tests.assessment.test_law_age import bolt
from tests.support.screening_home import Entry, install

LISTED = (Entry("P1", "Orlow Wassiljewitsch Quillonberg", properties={"birthDate": ["1959-03-02"]}),)
NAME = ("Orlow Wassiljewitsch Quillonberg", "--country", "JP")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a list of today; the working folder is one that somebody shipped, whose settings name its workspace."""
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    for name in ("DUALUSE_WORKSPACE", "DUALUSE_PERSON", "DUALUSE_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    install(home, "xx_one", date.today().isoformat(), LISTED)
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "dualuse.toml").write_text('workspace = "records"\n')
    monkeypatch.chdir(tmp_path / "shipped")
    return home


def _run(*arguments: str, code: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--language", "en"], input=stdin)
    assert result.exit_code == code, result.output
    return result


def _decide(verdict: str = "false_positive", *options: str, code: int = 0) -> Result:
    return _run(
        "decide",
        verdict,
        "xx_one",
        "P1",
        *NAME,
        "--person",
        "M",
        "--reason",
        "another firm",
        *options,
        code=code,
    )


def _shipped_by_another(monkeypatch: pytest.MonkeyPatch, home: Path, verdict: str = "false_positive") -> None:
    """The workspace with a decision, as a stranger made it on a machine of his own."""
    strange = home.parent / "strange"
    shutil.copytree(home, strange)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("DUALUSE_HOME", str(strange))
        _decide(verdict)


def _answer(*options: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_run("screen", *NAME, "--json", *options).stdout)
    return answer


def test_a_workspace_that_was_shipped_clears_nobody_and_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = _answer()
    _shipped_by_another(monkeypatch, home)
    answer = _answer()
    assert answer["status"] == without["status"] == "hit"
    assert answer["hits"][0]["counts"]
    assert not answer["hits"][0]["decision"]["trusted"]
    shown = _run("screen", *NAME)
    assert "not counted: workspace not trusted; dualuse record trust" in shown.stdout
    assert "dualuse record trust" in shown.stderr
    assert "clear nobody" in " ".join(shown.stderr.split())
    many = Path("many.csv")
    many.write_text("name,country\nOrlow Wassiljewitsch Quillonberg,JP\n")
    assert "workspace not trusted" in _run("screen", "--file", str(many)).stdout


def test_check_clears_nobody_by_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _shipped_by_another(monkeypatch, home)
    offer = bolt(CURRENT_TO)
    offer["parties"][0]["name"] = NAME[0]
    Path("offer.json").write_text(json.dumps(offer))
    result = CliRunner().invoke(app, ["check", "offer.json", "--json", "--language", "en"])
    hits = json.loads(result.stdout)["screening"]["hits"]
    assert [(hit["counts"], hit["decision"]["trusted"]) for hit in hits if hit["decision"]] == [(True, False)]
    text = CliRunner().invoke(app, ["check", "offer.json", "--full", "--language", "en"]).stdout
    assert "not counted: workspace not trusted" in " ".join(text.split())


def test_a_true_match_counts_all_the_same(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _shipped_by_another(monkeypatch, home, "true_match")
    assert _answer()["status"] == "hit"


@pytest.mark.parametrize("named", ["option", "environment"])
def test_what_a_person_names_counts(named: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _shipped_by_another(monkeypatch, home)
    if named == "environment":
        monkeypatch.setenv("DUALUSE_WORKSPACE", "records")
    assert _answer(*(("--workspace", "records") if named == "option" else ()))["status"] == "clear"


def test_a_workspace_begun_from_here_is_trusted_of_itself(home: Path) -> None:
    _decide()
    assert _answer()["status"] == "clear"
    assert stat.S_IMODE((home / REGISTER).stat().st_mode) == 0o600
    _decide("undecided")
    assert _answer()["status"] == "hit"


def test_an_empty_folder_is_begun_from_here(home: Path) -> None:
    Path("records").mkdir()
    _decide()
    assert _answer()["status"] == "clear"


def test_another_chain_in_the_place_of_a_trusted_one_is_not_trusted(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _decide("undecided")
    shutil.rmtree("records")
    _shipped_by_another(monkeypatch, home)
    assert _answer()["status"] == "hit"


def test_a_chain_that_somebody_else_began_in_a_trusted_folder_is_not_trusted(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace_at(str(Path("records").resolve()), home).chain("diligence").append("A", "kind", {})
    _shipped_by_another(monkeypatch, home)
    assert _answer()["status"] == "hit"


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "undecided", "xx_one", "P1", *NAME, "--person", "A", "--reason", "seen again"),
        ("products", "worklist"),
        ("record", "erase", "--old-states"),
        ("rescreen", "many.csv"),
        ("watch", "."),
    ],
)
def test_whatever_else_reads_or_writes_it_refuses(
    arguments: tuple[str, ...], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("many.csv").write_text("id,schema,name\n1,Person,Orlow Quillonberg\n")
    _shipped_by_another(monkeypatch, home)
    assert "nobody here has trusted it" in _run(*arguments, code=2).stderr


# dualuse record trust


def test_a_person_trusts_it_after_a_look_and_may_take_that_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shipped_by_another(monkeypatch, home)
    assert "nobody can be asked here" in _run("record", "trust", "--person", "Anna", code=2).stderr
    assert "--person" in _run("record", "trust", "records", "--yes", code=2).stderr
    shown = _run("record", "trust", "--person", "Anna", "--yes").stdout
    assert "head " in shown
    assert "decisions of M: 1 times another party" in shown
    assert _answer()["status"] == "clear"
    _run("record", "trust", "records", "--withdraw")
    assert _answer()["status"] == "hit"
    assert "was not trusted" in _run("record", "trust", "records", "--withdraw").stdout


def test_a_record_that_is_not_whole_is_not_trusted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _shipped_by_another(monkeypatch, home)
    chain = Path("records/chains/decisions.jsonl")
    chain.write_bytes(chain.read_bytes().replace(b"false_positive", b"true_match"))
    assert "not whole" in _run("record", "trust", "records", "--person", "A", "--yes", code=1).stdout
    assert not (home / REGISTER).exists()


def test_there_is_nothing_to_trust_where_no_folder_is() -> None:
    assert "no workspace" in _run("record", "trust", "--person", "A", "--yes", code=2).stderr
    Path("dualuse.toml").unlink()
    assert "names none" in _run("record", "trust", code=2).stderr


# The register


def test_a_register_that_others_may_write_is_refused(home: Path) -> None:
    _decide()
    (home / REGISTER).chmod(0o666)
    assert "chmod 600" in _run("screen", *NAME, code=2).stderr


@pytest.mark.parametrize("content", ["", "[]", "{", '{"format": "another"}', '{"format": "dualuse-trusted-1", "folders": {"/x": {"heads": {"a": [0, ""]}}}}'])  # fmt: skip
def test_a_damaged_register_is_one_clear_error(content: str, home: Path) -> None:
    _decide()
    (home / REGISTER).write_text(content)
    assert "register of trusted workspaces cannot be read" in _run("screen", *NAME, code=2).stderr


def test_a_folder_in_the_place_of_the_register_is_one_clear_error(home: Path) -> None:
    _decide()
    (home / REGISTER).unlink()
    (home / REGISTER).mkdir()
    assert "register of trusted workspaces cannot be read" in _run("screen", *NAME, code=2).stderr


def test_a_symlink_leads_to_what_is_trusted_and_to_nothing_else(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shipped_by_another(monkeypatch, home)
    own = home.parent / "own"
    workspace_at(str(own), home).chain("decisions").append("A", "kind", {})
    shutil.move("records", "elsewhere")
    Path("records").symlink_to("elsewhere")
    assert _answer()["status"] == "hit"
    Path("records").unlink()
    Path("records").symlink_to(own)
    assert not workspace_at(NamedBySettings("records", "dualuse.toml"), home).is_untrusted()


def test_what_lies_in_the_home_is_the_users_own(home: Path) -> None:
    workspace = workspace_at(NamedBySettings(str(home / "workspace"), "dualuse.toml"), home)
    Workspace(home / "workspace").chain("decisions").append("A", "kind", {})
    assert not workspace.is_untrusted()
    assert not (home / REGISTER).exists()


def test_the_register_says_who_and_since_when(home: Path) -> None:
    _decide()
    trust = Register(home).trust_in(Path("records"))
    assert trust is not None
    assert trust.person == ""
    assert set(trust.heads) == {"decisions"}
