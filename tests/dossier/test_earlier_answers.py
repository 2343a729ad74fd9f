"""Earlier answers for the same reference of other stated facts: they are named, and changed facts want a reason."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.dossier.assessing import Evidence, assess
from dualuse.dossier.stated_facts import changed_diligence, changed_facts
from dualuse.dossier.verifying import as_json, verify_dossier
from dualuse.record.workspace import Workspace
from dualuse.schema.reading.validation import checked_transaction
from tests.dossier.test_assess import DAY, transaction

REFERENCE = "STORY-1-INTERCEPTION"
STORY = transaction("interception")
Assess = Callable[..., Result]


def facts(**changed: Any) -> dict[str, Any]:
    """A transaction as a dossier holds it."""
    return checked_transaction(STORY | changed).model_dump(mode="json", exclude_none=True)


def paths(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [fact.path for fact in changed_facts(before, after)]


ROWS = st.permutations(
    [
        {"id": "1", "entries": ["5A001.f", "3A001.a"], "value": "180000.00"},
        {"id": "2", "entries": []},
        {"description": "a spare part"},
    ]
)


@given(ROWS, ROWS)
def test_the_order_of_facts_and_how_an_amount_is_written_change_none(
    before: list[Any], after: list[Any]
) -> None:
    otherwise = [
        row | ({"value": "180000", "entries": ["3A001.a", "5A001.f"]} if row.get("value") else {})
        for row in after
    ]
    assert changed_facts({"items": before}, {"items": otherwise}) == ()


def test_each_field_that_is_stated_otherwise_is_named() -> None:
    before, after = facts(), facts(destination="SA", end_use=None)
    after["items"][0]["entries"] = []
    after["parties"] = [*after["parties"][1:], {"role": "agent", "name": "A New Agent"}]
    changed = {fact.path: (fact.before, fact.after) for fact in changed_facts(before, after)}
    assert changed["destination"] == ("AE", "SA")
    assert changed["items.10.entries"][1] == []
    assert "end_use" not in changed or changed["end_use"][1] is None
    assert any(path.startswith("parties[") for path in changed)


def test_a_name_spelt_otherwise_is_another_fact_and_white_space_is_none() -> None:
    before, after = facts(), facts()
    after["parties"][0]["name"] = f" {after['parties'][0]['name']} "
    assert paths(before, after) == []
    after["parties"][0]["name"] = "Directorate of Publik Order"
    assert paths(before, after) == ["parties[0].name"]


def test_answers_of_diligence_that_changed_or_were_taken_back_and_no_new_ones() -> None:
    before = {"answers": [{"question": "D09", "answer": "yes"}, {"question": "D10", "answer": "no"}]}
    after = {"answers": [{"question": "D09", "answer": "no"}, {"question": "D11", "answer": "no"}]}
    changed = changed_diligence(before, after)
    assert [(fact.path, fact.before, fact.after) for fact in changed] == [
        ("diligence.D09", "yes", "no"),
        ("diligence.D10", "no", None),
    ]
    assert changed_diligence(None, after) == ()
    assert [(fact.before, fact.after) for fact in changed_diligence(before, None)] == [(2, None)]


# With the command line


@pytest.fixture
def assess_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assess:
    """``dualuse assess`` of a transaction with changed fields, in a home of its own."""
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*options: str, out: str = "dossiers", person: str = "A. Weber", **changed: Any) -> Result:
        data = json.loads(json.dumps(STORY, default=str)) | changed
        with Path("offer.yaml").open("w", encoding="utf-8") as stream:
            YAML().dump({name: value for name, value in data.items() if value is not None}, stream)
        named = ["--person", person] if person else []
        command = ["assess", "offer.yaml", "--out", out, "--only-json", "--no-search", "--no-screening"]
        return CliRunner().invoke(app, [*command, "--language", "en", *named, *options])

    return run


def dossier(out: str = "dossiers") -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(f"{out}/{REFERENCE}.json").read_text(encoding="utf-8"))
    return data


def test_changed_facts_want_a_reason_and_nothing_is_written_without_it(
    assess_it: Assess, tmp_path: Path
) -> None:
    assert assess_it().exit_code == 0
    workspace = Workspace(tmp_path / "home" / "workspace")
    before = workspace.heads()
    refused = assess_it(out="elsewhere", destination="SA")
    assert refused.exit_code == 2
    assert "destination: AE → SA" in refused.output
    assert "--reason" in refused.output
    assert "offer.yaml: " in refused.output
    assert refused.output.count("dualuse:") == 1
    assert not Path("elsewhere").exists()
    assert workspace.heads() == before


@pytest.mark.parametrize("reason", ["?", "-", " . ", "x"])
def test_a_sign_is_no_reason(assess_it: Assess, reason: str) -> None:
    """It was kept as the reason why facts are others, and a better one was refused afterwards."""
    assert assess_it().exit_code == 0
    refused = assess_it("--reason", reason, "--replace", destination="SA")
    assert refused.exit_code == 2
    assert "--reason" in refused.output
    told = assess_it("--reason", "移転", "--replace", destination="SA")
    assert told.exit_code == 0, told.output
    assert "移転" in told.stdout


def test_a_reason_without_words_is_told_from_none(assess_it: Assess) -> None:
    """ "ok" was answered as if nobody had stated a reason."""
    assert assess_it().exit_code == 0
    nothing, blank = (assess_it(*words, destination="SA") for words in ((), ("--reason", " ")))
    assert nothing.output == blank.output
    for reason in ("ok", "x", "tbd"):
        refused = assess_it("--reason", reason, destination="SA")
        assert refused.exit_code == 2
        assert f"The reason “{reason}” says nothing" in refused.output
        assert "says nothing" not in nothing.output


@pytest.mark.parametrize("written", [REFERENCE.lower(), f" {REFERENCE.title()} "])
@pytest.mark.parametrize("person", ["A. Weber", ""])
def test_a_reference_in_other_capitals_is_the_same(assess_it: Assess, written: str, person: str) -> None:
    assert assess_it(person=person).exit_code == 0
    refused = assess_it(person=person, reference=written, destination="SA")
    assert refused.exit_code == 2
    assert "destination: AE → SA" in refused.output
    told = assess_it("--reason", "moved", "--replace", person=person, reference=written, destination="SA")
    assert told.exit_code == 0, told.output
    assert "destination: AE → SA" in told.stdout
    same = assess_it("--replace", person=person, destination="SA")
    assert same.exit_code == 0, "the same facts ask nothing"


def test_a_reference_with_other_signs_is_another(assess_it: Assess) -> None:
    assert assess_it(reference="Q-1-12").exit_code == 0
    assert assess_it(reference="Q-11-2", destination="SA").exit_code == 0
    assert assess_it(reference="Q 1/12").exit_code == 0
    assert assess_it(reference="q 1/12", destination="SA").exit_code == 2


def test_a_dossier_of_a_later_release_is_not_put_aside(assess_it: Assess) -> None:
    assert assess_it().exit_code == 0
    path = Path(f"dossiers/{REFERENCE}.json")
    later = path.read_text(encoding="utf-8").replace("dualuse-assessment-1", "dualuse-assessment-2")
    path.write_text(later, encoding="utf-8")
    for options in ((), ("--replace", "--reason", "moved")):
        refused = assess_it(*options, person="", destination="SA")
        assert refused.exit_code == 2
        if options:
            assert "a later release wrote this: in the format dualuse-assessment-2" in refused.output
    assert path.read_text(encoding="utf-8") == later
    assert not Path("dossiers/superseded").exists()


def test_the_reason_stands_in_dossier_record_and_watch(assess_it: Assess, tmp_path: Path) -> None:
    assess_it()
    reason = "the buyer moved the site"
    told = assess_it("--replace", "--reason", reason, destination="SA")
    assert told.exit_code == 0, told.output
    assert "destination: AE → SA" in told.stdout
    assert reason in told.stdout
    made = dossier()
    assert made["reason"] == reason
    (earlier,) = made["earlier"]
    assert (earlier["release"], earlier["changed"]) == (
        "stop", [{"path": "destination", "before": "AE", "after": "SA"}],
    )  # fmt: skip
    workspace = Workspace(tmp_path / "home" / "workspace")
    *_, event = workspace.chain("assessments").events()
    assert workspace.private(event.private) == {"reason": reason}
    assert reason not in str(event.body)
    assert workspace.verify() == ()
    assert verify_dossier(Path(f"dossiers/{REFERENCE}.json").read_bytes()).holds
    shown = CliRunner().invoke(app, ["dossier", "show", f"dossiers/{REFERENCE}.json"]).stdout
    assert "Earlier answers of other stated facts" in shown
    assert reason in shown
    watched = CliRunner().invoke(app, ["watch", "dossiers", "--language", "en"]).stdout
    assert "destination: AE → SA" in watched
    assert reason in watched
    (line,) = CliRunner().invoke(app, ["watch", "dossiers", "--json"]).stdout.splitlines()
    assert json.loads(line)["earlier"] == made["earlier"]
    assert json.loads(line)["reason"] == reason


def test_the_same_facts_ask_nothing_and_keep_the_reason_there_was(assess_it: Assess) -> None:
    assess_it()
    assess_it("--replace", "--reason", "corrected", destination="SA")
    made = dossier()
    again = assess_it(destination="SA")
    assert again.exit_code == 0, again.output
    assert dossier() == made
    unused = assess_it("--reason", "another", destination="SA")
    assert unused.exit_code == 0
    assert "the reason was not kept" in unused.output
    assert dossier() == made


def test_going_back_to_the_first_facts_wants_a_reason_too(assess_it: Assess) -> None:
    assess_it()
    assess_it("--replace", "--reason", "tried", destination="SA")
    assert assess_it("--replace").exit_code == 2
    assert assess_it("--replace", "--reason", "it was AE after all").exit_code == 0
    assert [answer["reason"] for answer in dossier()["earlier"]] == ["tried"]


def test_what_an_answer_asked_for_is_stated_without_a_reason_and_named(assess_it: Assess) -> None:
    assess_it(end_use=None)
    assert assess_it("--replace", end_use="testing of antennas").exit_code == 0
    (earlier,) = dossier()["earlier"]
    changed = [(fact["path"], fact["before"], fact["after"]) for fact in earlier["changed"]]
    assert changed == [("end_use", None, "testing of antennas")]


def test_a_fact_that_was_taken_away_is_not_stated_otherwise_without_a_reason(assess_it: Assess) -> None:
    assess_it(end_use="for the army")
    assert assess_it("--replace", end_use=None).exit_code == 2
    assert assess_it("--replace", "--reason", "it was not read well", end_use=None).exit_code == 0
    refused = assess_it("--replace", end_use="testing of antennas")
    assert refused.exit_code == 2
    assert "end_use: for the army → testing of antennas" in refused.output
    assert assess_it("--replace", end_use="for the army").exit_code == 0


def test_what_nobody_recorded_is_remembered_by_its_folder(assess_it: Assess) -> None:
    assess_it(person="")
    assert assess_it("--replace", person="", destination="SA").exit_code == 2
    assert assess_it("--replace", "--reason", "a typo", person="", destination="SA").exit_code == 0
    assert assess_it("--replace", "--reason", "another typo", person="", destination="IN").exit_code == 0
    assert [answer["changed"][0]["before"] for answer in dossier()["earlier"]] == ["AE", "SA"]


def test_another_reference_is_another_transaction(assess_it: Assess) -> None:
    assess_it()
    assert assess_it(reference="Q-OTHER", destination="SA").exit_code == 0


def test_what_was_erased_is_named_and_asks_for_nothing(assess_it: Assess, tmp_path: Path) -> None:
    assess_it()
    shutil.rmtree("dossiers")
    workspace = Workspace(tmp_path / "home" / "workspace")
    (event,) = workspace.chain("assessments").events()
    workspace.path(str(event.body["dossier"])).unlink()
    assert assess_it(destination="SA").exit_code == 0
    assert dossier()["earlier"][0]["changed"] is None


def test_a_dossier_of_a_release_that_named_no_earlier_answer_verifies_and_is_watched(
    assess_it: Assess, tmp_path: Path
) -> None:
    """As a release before wrote them: two answers recorded, neither of which says a word of the other."""
    from dualuse.dossier.storage import record

    workspace = Workspace(tmp_path / "home" / "workspace")
    Path("dossiers").mkdir()
    for destination in ("AE", "SA"):
        made = assess(STORY | {"destination": destination}, Evidence(), day=DAY, screener=None)
        data = json.loads(as_json(made))
        del data["earlier"], data["reason"]
        data["checksum"] = ""
        data["checksum"] = _sealed(data)
        content = (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
        record(workspace, made, content, "A. Weber")
        Path(f"dossiers/{REFERENCE}.json").write_bytes(content)
    assert verify_dossier(content).holds
    watched = CliRunner().invoke(app, ["watch", "dossiers", "--language", "en", "--full"]).stdout
    assert "destination: AE → SA" in watched
    assert "no reason is on record" in watched


def _sealed(data: dict[str, Any]) -> str:
    import hashlib

    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return "sha256:" + hashlib.sha256(content).hexdigest()
