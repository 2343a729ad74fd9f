"""``dualuse.toml``: read from the working folder or one above, told in the answer, never looser than the program."""

from __future__ import annotations

import csv
import json
import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse import replay
from dualuse.cli import app
from dualuse.cli.configuration import settings
from dualuse.inputs.problems import InputError
from dualuse.law.collection import CURRENT_TO
from dualuse.schema.rules import LOOSEST, RULES
from tests.assessment.test_law_age import bolt
from tests.support.paths import REPOSITORY

WHOLE = """
language = "de"
person = "Anna Muster"
workspace = "records"

[exporter]
name = "Muster GmbH"
country = "DE"
icp = true

[rules]
law_age = 10
list_age = 2
"""


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, one below the house's, without a word in the environment."""
    for name in ("DUALUSE_PERSON", "DUALUSE_LANGUAGE", "DUALUSE_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "house" / "offers").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "house" / "offers")
    return tmp_path / "house"


def stated(house: Path, text: str) -> None:
    (house / "dualuse.toml").write_text(text, encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def checked(transaction: dict[str, Any], *options: str) -> dict[str, Any]:
    Path("offer.json").write_text(json.dumps(transaction))
    result = run("check", "offer.json", "--json", "--no-screening", *options)
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    assert replay(answer).same
    return answer


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(name).read_text(encoding="utf-8").splitlines()))


def unstated(exporter: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    return {**bolt(CURRENT_TO, **more), "exporter": exporter or {}}


def test_what_a_transaction_does_not_state_is_taken_and_told_with_the_file(house: Path) -> None:
    stated(house, WHOLE)
    answer = checked(unstated(None))
    assert answer["transaction"]["exporter"] == {"name": "Muster GmbH", "country": "DE", "icp": True}
    taken = {row["fact"]: row for row in answer["assumptions"] if row["policy"] == "configuration"}
    assert set(taken) == {"exporter.name", "exporter.country", "exporter.icp"}
    assert all("../dualuse.toml" in row["text"] for row in taken.values())
    assert answer["configuration"]["file"] == os.path.join("..", "dualuse.toml")
    assert answer["language"] == "de"
    text = run("check", "offer.json", "--full", "--no-screening", "-l", "en").stdout
    assert "../dualuse.toml" in text


@pytest.mark.parametrize(
    ("exporter", "taken"),
    [
        ({"name": "muster  gmbh"}, {"exporter.country", "exporter.icp"}),
        ({"country": "DE"}, {"exporter.name", "exporter.icp"}),
        ({"icp": False}, {"exporter.name", "exporter.country"}),
        ({"name": "Other AG"}, set()),
        ({"country": "AT"}, set()),
        ({"name": "Muster GmbH", "country": "AT"}, set()),
        ({"address": "Seestraße 1, Zürich"}, set()),
        ({"identifiers": {"eori": "CH1"}}, set()),
    ],
)
def test_nothing_is_taken_for_another_exporter(
    house: Path, exporter: dict[str, Any], taken: set[str]
) -> None:
    stated(house, WHOLE.partition("[rules]")[0])
    answer = checked(unstated(exporter))
    assert set((answer["configuration"] or {"taken": {}})["taken"]) == taken
    rows = [
        "reference,exporter.name,exporter.country,exporter.icp,exporter.address,exporter.identifiers.eori"
    ]
    rows[0] += ",items.entries,destination,date"
    cells = [exporter.get("name", ""), exporter.get("country", ""), str(exporter.get("icp", "")).lower()]
    cells += [exporter.get("address", ""), exporter.get("identifiers", {}).get("eori", "")]
    with Path("rows.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(rows[0].split(","))
        writer.writerow(["R-1", *cells, "5A001.f", "AE", CURRENT_TO.isoformat()])
    result = run("bulk", "rows.csv", "-o", "out.csv", "--json")
    assert result.exit_code == 0, result.stderr + result.stdout
    assert json.loads(result.stdout)["settings"]["rows_completed"] == int(bool(taken))


def test_a_table_is_judged_as_if_its_rows_stated_it(house: Path) -> None:
    stated(house, WHOLE)
    day = CURRENT_TO.isoformat()
    Path("short.csv").write_text(
        f"reference,items.entries,destination,date\nA,5A001.f,AE,{day}\nB,zz,AE,{day}\n"
    )
    Path("whole.csv").write_text(
        f"reference,items.entries,destination,date,exporter.name,exporter.country,exporter.icp\n"
        f"A,5A001.f,AE,{day},Muster GmbH,DE,true\n"
    )
    assert run("bulk", "short.csv", "-o", "a.csv").exit_code == 2  # of the row that cannot be read
    assert run("bulk", "whole.csv", "-o", "b.csv").exit_code == 0
    short, whole = rows_of("a.csv")[0], rows_of("b.csv")[0]
    assert {name: whole[name] for name in short} == short
    bad = rows_of("a.bad.csv")
    assert bad[0]["destination"] == "AE"
    assert "exporter.country" not in bad[0]


def test_option_then_environment_then_file_then_locale(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    stated(house, WHOLE)
    in_a_year = (date.today() + timedelta(days=360)).isoformat()
    until = ("--accept-law-age", in_a_year)
    late = unstated(None, date=in_a_year)
    by_file = checked(late, *until)
    assert (by_file["language"], by_file["law_age"]["accepted_by"]) == ("de", "Anna Muster")
    monkeypatch.setenv("DUALUSE_PERSON", "Bert Muster")
    assert checked(late, *until)["law_age"]["accepted_by"] == "Bert Muster"
    assert checked(late, *until, "--person", "Cora")["law_age"]["accepted_by"] == "Cora"
    assert checked(late, "--language", "en")["language"] == "en"


def test_the_workspace_is_beside_the_file_unless_the_environment_names_another(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated(house, WHOLE)
    Path("offer.json").write_text(json.dumps(unstated(None)))
    options = ("--no-screening", "--no-search", "--only-json")
    assert run("assess", "offer.json", "-o", "d", *options).exit_code == 0
    assert (house / "records" / "chains").is_dir()
    monkeypatch.setenv("DUALUSE_WORKSPACE", str(tmp_path / "elsewhere"))
    assert run("assess", "offer.json", "-o", "e", *options).exit_code == 0
    assert (tmp_path / "elsewhere" / "chains").is_dir()


def test_tighter_rules_hold_and_are_told(house: Path) -> None:
    stated(house, WHOLE)
    answer = checked(unstated(None, date=(CURRENT_TO + timedelta(days=11)).isoformat()))
    assert answer["release_because"][0]["code"] == "release.law_age"
    assert answer["law_age"]["allowed"] == 10
    (warning,) = (row for row in answer["warnings"] if row["code"] == "rules_tightened")
    assert "../dualuse.toml" in warning["text"]
    assert "law_age = 10" in warning["text"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[rules]\nlaw_age = 61", "rules.law_age"),
        ("[rules]\nlist_age = 9999", "rules.list_age"),
        ("[rules]\nlaw_age = true", "rules.law_age"),
        ("[rules]\nlaw_age = '9'", "rules.law_age"),
        ("[rules]\nlaw_age = -1", "rules.law_age"),
        ("[rules]\nlaw_ages = 5", "law_age"),
        ("rules = 5", "[rules]"),
        ("languag = 'de'", "language"),
        ("language = 'xx'", "language"),
        ("person = 5", "person"),
        ("person = ' '", "person"),
        ("[exporter]\ncountry = 'Germany'", "exporter.country"),
        ("[exporter]\ncountry = 'DEE'", "exporter.country"),
        ("[exporter]\nicp = 'yes'", "exporter.icp"),
        ("[exporter]\nadress = 'x'", "exporter.adress"),
        ("[exporter\n", "TOML"),
        ("a" + ".a" * 5000 + " = 1", "a.a"),
        ("# " + "x" * 20_000, "16384"),
    ],
)
def test_what_nobody_reads_or_does_not_fit_is_one_error_that_teaches(
    house: Path, text: str, named: str
) -> None:
    stated(house, text)
    Path("offer.json").write_text(json.dumps(unstated(None)))
    for command in (("check", "offer.json", "-l", "en"), ("record", "verify")):
        result = run(*command)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith("dualuse: ../dualuse.toml: ")
        assert named in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("make", ["folder", "digits"])
def test_a_file_whose_rules_cannot_be_read_is_not_passed_over(house: Path, make: str) -> None:
    """What is no plain file would be skipped with its rules; a number of thousands of digits was a traceback."""
    if make == "folder":
        (house / "dualuse.toml").mkdir()
    else:
        stated(house, f"[rules]\nlaw_age = {'9' * 5000}\n")
    Path("offer.json").write_text(json.dumps(unstated(None)))
    result = run("check", "offer.json", "-l", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("dualuse: ../dualuse.toml: ")
    assert result.stderr.count("\n") == 1


def test_the_nearest_file_alone_counts(house: Path) -> None:
    stated(house, WHOLE)
    Path("dualuse.toml").write_text("language = 'fr'\n")
    assert (settings().file, settings().language, settings().person) == ("dualuse.toml", "fr", "")


def test_without_a_file_nothing_is_taken() -> None:
    answer = checked(unstated(None))
    assert answer["configuration"] is None
    assert not [row for row in answer["assumptions"] if row["policy"] == "configuration"]


def test_every_rule_can_be_stated_at_its_loosest(house: Path) -> None:
    for name, loosest in LOOSEST.items():
        stated(house, f"[rules]\n{name} = {loosest if loosest is not None else 1}\n")
        assert settings().rules.law_age == RULES.law_age
    stated(house, "[rules]\nlist_age = -1\n")
    with pytest.raises(InputError):
        settings()


@pytest.mark.parametrize("months", [None, 3])
def test_an_older_decision_is_asked_about_where_the_house_says_so(house: Path, months: int | None) -> None:
    """One transaction and a row of a table alike: the rule reaches every way of judging."""
    decided = {
        "date": (CURRENT_TO - timedelta(days=180)).isoformat(),
        "provision": "Art. 4(2)",
        "result": "not_required",
        "items": ["1"],
        "parties": ["Example KK"],
    }
    aware = {**bolt(CURRENT_TO)["knowledge"], "wmd": "aware"}
    offer = bolt(CURRENT_TO, knowledge=aware, authority_decisions=[decided])
    if months is not None:
        stated(house, f"[rules]\ndecision_age_months = {months}\n")
    answer = checked(offer)
    asked = any(f"After {months} months" in missing["question"] for missing in answer["missing"])
    assert asked == (months is not None), answer["missing"]
    columns = {
        "reference": "A", "date": offer["date"], "activity": "export", "manner": "permanent", "exporter.country": "DE",
        "items.entries": "[]", "items.kind": "goods", "items.cyber_surveillance": "false", "destination": "JP",
        "parties.end_user.country": "JP", "parties.end_user.name": "Example KK", "parties.end_user.service": "none",
        "authority_decisions.date": decided["date"], "authority_decisions.provision": decided["provision"],
        "authority_decisions.result": decided["result"],
        "authority_decisions.items": "1", "authority_decisions.parties": "Example KK", "circumstances.free_zone": "false",
        "answers.item.national_own": "false", "answers.item.national_other": "false",
        **{f"knowledge.{ground}": level for ground, level in aware.items()},
    }  # fmt: skip
    Path("rows.csv").write_text(",".join(columns) + "\n" + ",".join(columns.values()) + "\n")
    result = run("bulk", "rows.csv", "-o", "out.csv")
    assert result.exit_code == 0, result.stdout + result.stderr
    row = rows_of("out.csv")[0]
    assert (row["range_low"], row["range_high"]) == tuple(answer["range"])


def test_old_law_is_accepted_for_a_year_at_most(house: Path) -> None:
    Path("offer.json").write_text(json.dumps(bolt(CURRENT_TO)))
    who = ("--person", "Anna Muster", "--language", "en")
    too_far = (date.today() + timedelta(days=370)).isoformat()
    for command in (("check", "offer.json"), ("assess", "offer.json", "-o", "d")):
        refused = run(*command, "--accept-law-age", too_far, *who)
        assert refused.exit_code == 2
        assert f"{too_far} lies more than a year ahead" in refused.output
    near = (date.today() + timedelta(days=360)).isoformat()
    assert run("check", "offer.json", "--accept-law-age", near, *who, "--no-screening").exit_code == 0


def test_rules_are_called_by_their_unit_and_by_their_old_names(house: Path) -> None:
    stated(house, "[rules]\nlaw_age_days = 10\nlist_age_days = 2\ndecision_age_months = 6\n")
    by_unit = settings().rules
    stated(house, "[rule]\nlaw_age = 10\nlist_age = 2\ndecision_age_months = 6\n")
    assert settings().rules == by_unit
    assert (by_unit.law_age, by_unit.list_age, by_unit.decision_age_months) == (10, 2, 6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rules]\nlaw_age = 10\nlaw_age_days = 9\n", "law_age is read as law_age_days, and both are stated"),
        ("[rules]\nlaw_age_days = 10\nlaw_age = 9\n", "law_age is read as law_age_days, and both are stated"),
        ("[rule]\nlaw_age = 1\n[rules]\nlaw_age = 2\n", "rule is read as rules, and both are stated"),
        ("[rules]\nlaw_age = 1\n[rule]\nlaw_age = 2\n", "rule is read as rules, and both are stated"),
    ],
)
def test_of_a_rule_by_two_names_it_is_said_which_is_which(house: Path, text: str, said: str) -> None:
    stated(house, text)
    with pytest.raises(InputError, match=said):
        settings()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[rules]\nlaw_age_days = 90", "rules.law_age_days"),
        ("[rules]\nlaw_age = 90", "rules.law_age"),
        ("[rules]\nlist_age_days = -1", "rules.list_age_days"),
        ("[rule]\nlist_age_days = 9999", "rule.list_age_days"),
        ("[exporters]\nicp = 'yes'", "exporters.icp"),
        ("rule = 5", "rule"),
    ],
)
def test_an_error_names_the_key_as_it_is_written(house: Path, text: str, path: str) -> None:
    """``law_age_days = 90`` was told as ``rules.law_age``, which stands in no file."""
    stated(house, text)
    with pytest.raises(InputError) as refused:
        settings()
    assert [problem.path for problem in refused.value.problems] == [path]


def test_what_is_proposed_for_an_unknown_key_stands_on_the_page(house: Path) -> None:
    page = (REPOSITORY / "docs/settings.md").read_text(encoding="utf-8")
    for text in ("[rules]\nxyz = 1", "[rules]\nlaw_days = 1", "[exporter]\nxyz = 1", "xyz = 1"):
        stated(house, text)
        with pytest.raises(InputError) as refused:
            settings()
        (problem,) = refused.value.problems
        names = problem.remedy.params.get("words") or problem.remedy.params.values()
        assert names
        for name in names:
            assert re.search(rf"^\[?{name}\b", page, re.MULTILINE), name


def test_a_file_of_windows_notepad_is_read(house: Path) -> None:
    """It writes a mark before the first letter, which was told as a name that is missing."""
    (house / "dualuse.toml").write_bytes(WHOLE.lstrip().encode("utf-8-sig"))
    assert settings().person == "Anna Muster"


def test_a_working_folder_that_may_not_be_entered_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a service that starts in the folder of another user: rules in it would be passed over in silence."""

    def closed(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_file", closed)
    with pytest.raises(InputError) as refused:
        settings()
    (problem,) = refused.value.problems
    assert problem.what.code == "configuration_unreadable"
    assert "Run it in a folder that this user may enter" in problem.text("en")


def test_settings_that_may_not_be_read_are_told_with_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dualuse.toml").write_text('language = "de"', "utf-8")
    monkeypatch.chdir(tmp_path)

    def closed(self: Path, *arguments: Any, **others: Any) -> Any:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(InputError) as refused:
        settings()
    assert "Let this user read it, or take it away" in refused.value.problems[0].text("en")
