"""Drafts as files on an invented text: sheets that can be read and that answer nothing until a person has reviewed them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.classification.drafts.drafting import chosen, imported, inline, write_drafts
from dualuse.classification.sheets.conditions import All, Quantity, Yes
from dualuse.classification.sheets.examining import examine
from dualuse.classification.sheets.reading import SheetError, read_sheet
from dualuse.cli import app
from dualuse.inputs.problems import InputError, MissingSourceError
from dualuse.sources.annex.store import store
from dualuse.sources.annex.text import AnnexText, Kind, numbered

ROWS: tuple[tuple[str, Kind, str], ...] = (
    ("6A203", "provision", "Kettles and lids, as follows:"),
    ("6A203.a", "provision", "Whistling kettles having all of the following:"),
    ("6A203.a.1", "provision", "A whistle of 2 kHz or more; and"),
    ("6A203.a.2", "provision", 'Any of the following "spouts": \x7f\u2028'),
    ("6A203.b", "provision", "Lids having any of the following:"),
    ("6A203.b.1", "provision", "A lid mass exceeding 1,5 kg; or"),
    ("6A203.b.2", "provision", "A lid mass of 700 g or less, measured at 293 K;"),
    ("6A203.b", "note", "Note: 6A203.b. does not control tin lids."),
    ("6A203.z", "provision", "A code that the outline does not have"),
    ("0A001", "provision", "Tea for reactors over 3 leaves"),
)


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnnexText:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    lines = numbered([(path, path[:5], kind, words) for path, kind, words in ROWS])
    annex_text = AnnexText(
        edition="2025-11-15",
        language="en",
        celex="02021R0821-20251115",
        source="invented",
        checksum="0" * 64,
        lines=tuple(lines),
    )
    store(annex_text)
    return annex_text


@pytest.mark.usefixtures("text")
def test_a_draft_is_a_sheet_of_the_language(tmp_path: Path) -> None:
    report = write_drafts(tmp_path / "drafts", ["6A203"])
    sheet = read_sheet(tmp_path / "drafts/6A203.toml")
    assert sheet.review == "draft"
    assert sheet.verification.word == "unverified"
    rows = {row.path: row.when for row in sheet.provisions}
    assert {"6A203.b.1", "6A203.b.2"} <= set(rows)
    assert "6A203.a.1" not in rows, "a part of a list of which all must hold is no provision by itself"
    whistle = rows["6A203.a"]
    assert isinstance(whistle, All)
    assert next(part for part in whistle.parts if isinstance(part, Quantity)).parameter == "whistle"
    heavy, light = rows["6A203.b.1"], rows["6A203.b.2"]
    assert isinstance(heavy, All)
    assert isinstance(light, All)
    assert [part.limits[0].text for part in heavy.parts if isinstance(part, Quantity)] == ["> 1.5 kg"]
    assert [part.limits[0].text for part in light.parts if isinstance(part, Quantity)] == ["≤ 700 g"]
    assert sum(row.unit == "kg" for row in sheet.parameters.values()) == 1, (
        "one name, one dimension: one parameter"
    )
    assert any(isinstance(part, Yes) for part in heavy.parts)
    assert (report.numeric, report.understood, report.comparisons) == (3, 3, 3)
    assert report.reasons["condition"] == 1
    assert report.reasons["path_unknown"] == 1
    written = (tmp_path / "drafts/6A203.toml").read_text(encoding="utf-8")
    assert "NOTE 6A203.b: Note: 6A203.b. does not control tin lids." in written
    with (tmp_path / "drafts/worklist.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["path"] for row in csv.DictReader(stream)} >= {"6A203.b.2", "6A203.z"}


@pytest.mark.usefixtures("text")
def test_a_draft_never_answers_and_a_reviewed_one_does(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    write_drafts(folder, ["6A203"])
    with pytest.raises(InputError) as refused:
        examine("6A203.b.1", {}, folder=folder)
    (problem,) = refused.value.problems
    assert problem.what.code == "sheet_is_draft"
    assert "6A203.toml" in problem.text()
    asked = ["examine", "6A203.b.1", "--set", "lid_mass=2 kg", "--tests", str(folder)]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 2
    assert "draft" in result.output

    file = folder / "6A203.toml"
    reviewed = 'review = "reviewed"\nreviewed_by = "A. Person"\nreviewed_on = 2026-02-03'
    file.write_text(file.read_text(encoding="utf-8").replace('review = "draft"', reviewed), encoding="utf-8")
    (tmp_path / "other").mkdir()
    moved = file.rename(tmp_path / "other/6A203.toml")
    assert (read_sheet(moved).reviewed_by, read_sheet(moved).reviewed_on) == ("A. Person", "2026-02-03")
    result = CliRunner().invoke(app, [*asked[:-1], str(tmp_path / "other"), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["review"] == "reviewed"


@pytest.mark.usefixtures("text")
def test_a_draft_is_refused_where_another_entry_refers_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    write_drafts(folder, ["6A203"])
    head = 'entry = "6A003"\nedition = "2025-11-15"\nreview = "machine-read"\nreference = "x"\n'
    body = '[[provisions]]\npath = "6A003.a"\nwhen = { provision = "6A203.b.1" }\n'
    (folder / "6A003.toml").write_text(head + body, encoding="utf-8")
    with pytest.raises(InputError, match="draft"):
        examine("6A003.a", {}, folder=folder)


@pytest.mark.parametrize(
    ("review", "wrong"),
    [
        ('review = "reviewed"', "by whom"),
        ('review = "reviewed"\nreviewed_by = " "', "by whom"),
        ('review = "reviewed"\nreviewed_by = "A"', "on which day"),
        ('review = "reviewed"\nreviewed_by = "A"\nreviewed_on = "yesterday"', "on which day"),
        ('review = "machine-read"\nreviewed_by = "A"', "belong to"),
        ('review = "looked at"', "must be one of"),
    ],
)
def test_a_review_has_a_name_and_a_day(tmp_path: Path, review: str, wrong: str) -> None:
    head = f'entry = "6A203"\nedition = "2025-11-15"\n{review}\nreference = "x"\n'
    body = '[parameters.a]\nquestion = "a?"\n[[provisions]]\npath = "6A203.d"\nwhen = { yes = "a" }\n'
    file = tmp_path / "6A203.toml"
    file.write_text(head + body, encoding="utf-8")
    with pytest.raises(SheetError, match=wrong):
        read_sheet(file)


@pytest.mark.usefixtures("text")
def test_entries_without_a_sheet_are_drafted_unless_asked_otherwise() -> None:
    _, outline = imported(None)
    missing, every = chosen([], outline, True), chosen([], outline, False)
    assert "6A203" not in missing
    assert "0A001" in missing
    assert set(missing) < set(every)
    assert not set(every) & outline.not_used
    assert chosen(["6a203", "6A203"], outline, True) == ("6A203",)


@pytest.mark.usefixtures("text")
def test_nothing_is_written_over_and_bad_input_is_one_error(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    write_drafts(folder, ["6A203"])
    (folder / "6A203.toml").write_text("mine", encoding="utf-8")
    runner = CliRunner()
    for arguments, code, words in (
        (["6A203", "0A001", "-o", str(folder)], 2, "stands there already"),
        (["9Z999", "-o", str(folder)], 2, "no entry"),
        (["4D002", "-o", str(folder)], 2, "no entry"),
        (["-o", str(folder), "--edition", "1999"], 2, "no edition"),
        (["-o", str(folder), "--edition", "2022"], 3, "no English text"),
        (["0A001", "-o", str(folder / "6A203.toml")], 2, "cannot be written"),
        ([], 2, "no folder"),
    ):
        result = runner.invoke(app, ["annex", "drafts", *arguments], env={"DUALUSE_LANGUAGE": "en"})
        assert result.exit_code == code, result.output
        assert words in result.output
    assert (folder / "6A203.toml").read_text(encoding="utf-8") == "mine"
    assert not (folder / "0A001.toml").exists()


@pytest.mark.usefixtures("text")
def test_the_command_reports(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["annex", "drafts", "6A203", "-o", str(tmp_path / "one")])
    assert result.exit_code == 0
    assert "worklist.csv" in result.output
    result = CliRunner().invoke(app, ["annex", "drafts", "6A203", "-o", str(tmp_path / "two"), "--json"])
    data = json.loads(result.output)
    assert [row["entry"] for row in data["drafts"]] == ["6A203"]
    assert {row["reason"] for row in data["worklist"]} == set(data["reasons"])


def test_without_a_text_there_are_no_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "none"))
    with pytest.raises(MissingSourceError):
        imported(None)


def test_the_same_text_gives_the_same_draft(text: AnnexText, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_drafts(tmp_path / name, ["6A203", "0A001"])
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
    assert text.checksum in (tmp_path / "one/6A203.toml").read_text(encoding="utf-8")


def test_conditions_are_written_as_toml() -> None:
    assert inline({"any": [{"yes": "a"}, {"quantity": "b", "above": "5 W"}]}) == (
        '{ any = [ { yes = "a" }, { quantity = "b", above = "5 W" } ] }'
    )
