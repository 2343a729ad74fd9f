"""``dualuse init``, ``dualuse doctor`` and the help: what a new user meets first."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import _COMMANDS, _GROUPS, _PARTS, app
from dualuse.cli.house.init import KINDS, commented, comments
from dualuse.cli.terminal import LANGUAGES
from dualuse.diligence.questionnaire import questions
from tests.support.paths import REPOSITORY
from tests.support.screening_home import Entry, install

RUN = CliRunner()


def run(*arguments: str, code: int = 0) -> str:
    result = RUN.invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_templates_are_taken_as_they_are(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "house"
    run("init", "--folder", str(folder), "--entry", "6a003.A", "--language", language)
    answer = json.loads(run("check", str(folder / "transaction.yaml"), "--json"))
    assert (answer["release"], answer["outcome"]) == ("ask", "undetermined")
    assert json.loads(run("examine", "6A003.a", "--sheet", str(folder / "sheet-6A003.a.yaml"), "--json"))[
        "verdict"
    ] == ("open")
    text = (folder / "diligence.yaml").read_text("utf-8")
    assert all(
        f"question: {name}" in text for name, question in questions().items() if question.effect != "mitigate"
    )


def test_an_answer_of_the_template_counts(tmp_path: Path) -> None:
    """Only the marks are taken away, and the words filled in."""
    run("init", "--folder", str(tmp_path), "--language", "en")
    transaction, diligence = tmp_path / "transaction.yaml", tmp_path / "diligence.yaml"
    transaction.write_text(transaction.read_text("utf-8").replace("reference:", "reference: Q-1", 1), "utf-8")
    lines = diligence.read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if "question: C01" in line)
    filled = [
        line.removeprefix("#").replace('answer: ""', 'answer: "yes"').replace('""', '"as seen"')
        for line in lines[start : start + 3]
    ]
    head = ["reference: Q-1", "person: A. Example", "date: 2026-11-20", "answers:"]
    diligence.write_text("\n".join([*head, *filled]) + "\n", "utf-8")
    result = json.loads(run("diligence", "show", str(transaction), "--file", str(diligence), "--json"))
    assert "C01" in json.dumps(result)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "transaction.yaml").write_text("mine\n", "utf-8")
    output = run("init", "transaction", "--folder", str(tmp_path), "--language", "en", code=2)
    assert "transaction.yaml is there already, so nothing was written" in output
    assert [path.name for path in tmp_path.iterdir()] == ["transaction.yaml"]
    assert (tmp_path / "transaction.yaml").read_text("utf-8") == "mine\n"


def test_what_is_not_there_is_written_and_what_is_left_is_told(tmp_path: Path) -> None:
    run("init", "--folder", str(tmp_path))
    (tmp_path / "transaction.yaml").write_text("mine\n", "utf-8")
    output = run("init", "--entry", "6A003", "--folder", str(tmp_path), "--language", "en")
    assert "left as it is: dualuse.toml, transaction.yaml, diligence.yaml, mapping.toml" in output
    assert (tmp_path / "sheet-6A003.yaml").exists()
    assert (tmp_path / "transaction.yaml").read_text("utf-8") == "mine\n"


def test_an_entry_without_tests_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    run("init", "--folder", str(tmp_path / "new"), "--entry", "9Z999", "--language", "en", code=2)
    assert not (tmp_path / "new").exists()


def findings(home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, str]]:
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    doctor = RUN.invoke(app, ["doctor", "--json", "--language", "en"])
    rows = [json.loads(line) for line in doctor.stdout.splitlines()]
    assert doctor.exit_code == any(row["state"] == "mend" for row in rows)
    return {row["name"]: row for row in rows}


def test_the_doctor_tells_what_is_missing_and_what_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    rows = findings(home, monkeypatch)
    assert (rows["lists"]["state"], rows["lists"]["remedy"]) == ("mend", "dualuse lists sync")
    assert rows["Annex I"]["state"] == "wanting"
    assert run("doctor", "--language", "en", code=1).startswith("MEND")
    day = date.today()
    install(home, "xx_young", day.isoformat(), (Entry("P1", "Orlow Quillonberg"),))
    install(home, "xx_old", (day - timedelta(days=400)).isoformat(), (Entry("P1", "Orlow Quillonberg"),))
    rows = findings(home, monkeypatch)
    assert rows["xx_young"]["state"] == "well"
    assert rows["xx_old"]["state"] == "mend"
    assert "lists" not in rows
    install(home, "eu_fsf", (day - timedelta(days=400)).isoformat(), (Entry("P1", "Orlow Quillonberg"),))
    partial = findings(home, monkeypatch)["eu_fsf"]["text"]
    assert "not the whole list" in partial
    assert "400 days" in partial


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    assert "dualuse lists sync" in run("doctor", "--language", language, code=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_installs_nothing_by_a_name_that_anybody_may_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    monkeypatch.setattr(import_module("dualuse.cli.house.doctor"), "find_spec", lambda name: None)
    monkeypatch.setattr("dualuse.law.collection.CURRENT_TO", date(2020, 1, 1))
    monkeypatch.setattr("dualuse.assessment.release_holds.law_age.CURRENT_TO", date(2020, 1, 1))
    shown = run("doctor", "--language", language, code=1)
    assert ".venv/bin/pip install '.[embedding]' (" in shown
    assert ".venv/bin/pip install . (" in shown
    assert not re.search(r"install .*dualuse", shown)


def test_the_help_lists_every_command_once_under_what_it_is_about() -> None:
    described = [name for _, names, _ in _PARTS for name in names]
    named = [name for *_, names in _PARTS for name in names]
    assert sorted((*described, *named)) == sorted({*_COMMANDS, *_GROUPS})
    output = run("-h")
    assert all(f"\n  {name} " in output for name in described)
    assert all(re.search(rf"\(also .*\b{name}\b.*\):", output) for name in named)


@pytest.mark.parametrize("name", ["check", "lists", "bulk"])
def test_a_short_question_for_help_is_answered_by_each_command(name: str) -> None:
    assert "--help" in run(name, "-h")


@pytest.mark.parametrize("kind", KINDS)
def test_one_template_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", kind)
    (file,) = tmp_path.iterdir()
    assert file.read_text("utf-8").count("#") > 3
    run("init", kind, code=2)


def test_a_kind_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "transaction" in run("init", "transactoin", "--language", "en", code=2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("name", ["transaction.yaml", "dualuse.toml", "mapping.toml", "sheet.yaml"])
def test_a_template_is_commented_in_the_reader_s_language_and_keeps_its_fields(
    name: str, language: str
) -> None:
    template = (REPOSITORY / "src/dualuse/cli/house" / name).read_text("utf-8")
    shown = commented(template, language)
    assert comments(template)
    assert set(comments(shown)).isdisjoint(set(comments(template)) - {"EUR"} - {"Art. 5"})

    def fields(text: str) -> list[str]:
        return [line.partition("# ")[0] for line in text.splitlines()]

    assert fields(shown) == fields(template)
