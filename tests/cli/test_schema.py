"""The published schemas: each answer fits the one of its format, with no field that it does not name."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from dualuse import InputError, check, version
from dualuse.cli import app
from dualuse.cli.schema import PUBLISHED, schema_of
from scripts.schemas import field_descriptions
from tests.support.paths import REPOSITORY
from tests.support.screening_home import Entry, install

LISTED = Entry("P1", "Orlow Wassiljewitsch Quillonberg", properties={"birthDate": ["1959-03-02"]})
STORY = "examples/stories/test_equipment/transaction.yaml"
TRANSACTION = str(REPOSITORY / STORY)


def _closed(schema: Any) -> Any:
    """The schema, in which an object with named properties has no others."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {key: _closed(value) for key, value in schema.items()}
    closes = "properties" in parts and parts.get("type") == "object"
    return parts | ({"additionalProperties": False} if closes else {})


def _run(*arguments: str, code: int | None = None) -> list[Any]:
    result = CliRunner().invoke(app, [*arguments, "--language", "en"])
    assert code is None or result.exit_code == code, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Answers of the commands, by the name of their schema."""
    folder = tmp_path_factory.mktemp("answers")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DUALUSE_HOME", str(folder / "home"))
        environment.setenv("DUALUSE_PERSON", "A. Muster")
        environment.chdir(folder)
        return _asked(folder)


def _asked(folder: Path) -> dict[str, list[Any]]:
    name = ("screen", LISTED.name, "--json")
    parties = folder / "parties.jsonl"
    parties.write_text(
        '{"id": "1", "schema": "Person", "properties": {"name": ["Orlow Quillonberg"]}}\n'
        '{"id": "2", "schema": "Person", "properties": {"name": []}}\nno JSON\n'
    )
    without_lists = _run(*name)
    install(folder / "home", "xx_one", date.today().isoformat(), (LISTED,))
    first = _run("rescreen", str(parties), "--json")
    screened = _run(*name)
    decide = ("decide", "false_positive", "xx_one", "P1", LISTED.name, "--reason", "another firm", "--json")
    CliRunner().invoke(app, decide)
    install(folder / "home", "xx_two", date.today().isoformat(), (LISTED,))
    products = folder / "products.csv"
    products.write_text("id,description\n1,thermal camera\n2,\n")
    dossiers = folder / "dossiers"
    made = CliRunner().invoke(app, ["assess", TRANSACTION, "--out", str(dossiers)])
    (dossier,) = dossiers.glob("*.json")
    determination = folder / "determination.json"
    judged = CliRunner().invoke(app, ["check", TRANSACTION, "--json"]).stdout
    determination.write_text(judged)
    (dossiers / "no-dossier.json").write_text("{}")
    assert made.exit_code == 0, made.output
    table = str(REPOSITORY / "examples/bulk/offers.csv")
    return {
        "transaction": [json.loads(judged)["transaction"]],
        "determination": [json.loads(judged)],
        "assessment": [json.loads(dossier.read_text(encoding="utf-8"))],
        "replay": _run("replay", str(determination), "--json"),
        "bulk": [
            *_run("bulk", table, "-o", str(folder / "out.csv"), "--json"),
            *_run("bulk", table, "-o", str(folder / "screened.csv"), "--screen", "--json"),
            *_run(
                "bulk", str(REPOSITORY / "examples/bulk/sap_export.xlsx"), "-o", str(folder / "sap.csv"), "--map",
                str(REPOSITORY / "examples/bulk/sap_export.toml"), "--json",
            ),
        ],
        "screening": [*without_lists, *screened, *_run(*name), *_run("screen", "--file", str(parties), "--json")],
        "rescreening": [*first, *_run("rescreen", str(parties), "--json")],
        "classification": [
            *_run("classify", "thermal camera", "--json"),
            *_run("classify", "--file", str(products), "--json"),
        ],
        "examination": [*_run("examine", "6A203", "--json"), *_run("examine", "6A003", "--json")],
        "entry": [*_run("entry", "5A001.f", "--json"), *_run("entry", "3A001", "--json")],
        "watch": _run("watch", str(dossiers), "--day", "2028-01-01", "--json"),
        "doctor": _run("doctor", "--json"),
        "law-diff": _run("law", "diff", "2024-01-01", "2026-01-01", "--json"),
    }  # fmt: skip


ELSEWHERE = {"log", "decision", "conformance-case", "conformance-answer"}
"""Schemas of files that other tests hold."""


@pytest.mark.parametrize("name", [name for name in PUBLISHED if name not in ELSEWHERE])
def test_answers_fit_the_schema_of_their_format(answers: dict[str, list[Any]], name: str) -> None:
    validator = Draft202012Validator(_closed(schema_of(name)))
    assert answers[name]
    for answer in answers[name]:
        problems = [
            f"{'.'.join(map(str, row.absolute_path))}: {row.message[:200]}" for row in validator.iter_errors(answer)
        ]  # fmt: skip
        assert not problems, problems


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_schema_is_one_and_has_its_name(name: str) -> None:
    schema = json.loads(CliRunner().invoke(app, ["schema", name]).stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"https://dualuse.example/schema/{PUBLISHED[name].format}.json"


def test_an_answer_with_a_code_that_is_none_does_not_fit(answers: dict[str, list[Any]]) -> None:
    """A client made from the schema tells "go" from a slip."""
    validator = Draft202012Validator(schema_of("determination"))
    answer = answers["determination"][0]
    assert validator.is_valid(answer)
    assert not validator.is_valid(answer | {"release": "gone"})
    assert not validator.is_valid(answer | {"outcome": "controlled"})
    finding = {**answer["findings"][0], "status": "perhaps"}
    assert not validator.is_valid(answer | {"findings": [finding]})


def test_a_transaction_may_name_its_format() -> None:
    validator = Draft202012Validator(_closed(schema_of("transaction")))
    bolts = {"destination": "US", "items": [{"id": "1", "entries": []}]}
    for data in (bolts, {"format": "dualuse-transaction-1", **bolts}):
        assert validator.is_valid(data)
        assert check(data).transaction == check(bolts).transaction
    assert not validator.is_valid({"format": "dualuse-transaction-2", **bolts})
    with pytest.raises(InputError, match="a later release wrote this: in the format dualuse-transaction-2"):
        check({"format": "dualuse-transaction-2", **bolts})
    with pytest.raises(InputError, match="format"):
        check({"format": "yaml", **bolts})


def test_an_answer_without_its_format_does_not_fit() -> None:
    validator = Draft202012Validator(schema_of("doctor"))
    row = {"name": "law", "state": "well", "text": "", "remedy": ""}
    assert validator.is_valid({"format": "dualuse-doctor-1", **row})
    assert not validator.is_valid(row)
    assert not validator.is_valid({"format": "dualuse-doctor-2", **row})


def test_a_name_that_is_none_is_one_error() -> None:
    answer = CliRunner().invoke(app, ["schema", "determinaton", "--language", "en"])
    assert answer.exit_code == 2
    assert "Perhaps determination is meant" in answer.output


def test_each_published_schema_is_told_of_in_the_documents() -> None:
    text = (REPOSITORY / "docs/stability.md").read_text(encoding="utf-8")
    for name, published in PUBLISHED.items():
        assert f"`{name}`" in text, name
        assert f"`{published.format}`" in text, name


def test_an_expectation_that_no_case_has_is_told_in_the_words_of_this_command() -> None:
    result = CliRunner().invoke(app, ["conformance", "--only", "nonsense", "--language", "en"])
    assert result.exit_code == 2
    assert not result.stdout
    assert "--only: no case expects anything called nonsense. Use one of: outcome, range" in result.stderr
    assert "usage:" not in result.stderr


def test_a_match_that_no_case_meets_is_told_in_the_language_asked_for() -> None:
    words = {"en": "no case has nonsense in its name or citation", "de": "kein Fall", "fr": "aucun cas"}
    for language, text in words.items():
        result = CliRunner().invoke(app, ["conformance", "--match", "nonsense", "--language", language])
        assert result.exit_code == 2
        colon = "\N{NO-BREAK SPACE}:" if language == "fr" else ":"
        assert result.stderr.startswith(f"dualuse: --match{colon} ")
        assert text in result.stderr


def test_the_names_of_the_schemas_are_a_line_each_in_a_pipe_and_as_data() -> None:
    lines = CliRunner().invoke(app, ["schema", "--language", "en"], env={"COLUMNS": "40"}).stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(PUBLISHED)
    rows = _run("schema", "--json")
    assert [(row["name"], row["of"]) for row in rows] == [
        (name, published.format) for name, published in PUBLISHED.items()
    ]
    assert rows[0]["id"] == schema_of("transaction")["$id"]


def test_the_law_is_named_with_the_release_that_it_stands_in() -> None:
    (row,) = _run("law", "version", "--json")
    answer = check({"destination": "US", "items": [{"entries": []}]})
    assert answer.software is not None
    assert (row["law"], row["software"]) == (answer.law.version, f"dualuse {answer.software.version}")
    assert row["source"].startswith(f"sha256:{answer.software.version.partition('+')[2]}")
    assert (Path(row["folder"]) / "territories.toml").is_file()
    shown = CliRunner().invoke(app, ["law", "version", "--language", "de"]).stdout
    assert all(str(value) in shown for key, value in row.items() if key != "format")


def test_the_conformance_cases_run_without_their_folder_being_named() -> None:
    result = CliRunner().invoke(app, ["conformance", "--folder"])
    assert (Path(result.stdout.strip()) / "cases.jsonl").is_file()


def test_the_cases_in_a_wheel_do_not_make_it_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "a.py").write_text("A = 1\n")
    monkeypatch.setattr(version, "_PACKAGE", tmp_path)
    checkout = version.source_digest.__wrapped__()
    (tmp_path / "conformance").mkdir()
    (tmp_path / "conformance" / "cases.jsonl").write_text("{}\n")
    assert version.source_digest.__wrapped__() == checkout
    (tmp_path / "law" / "conformance").mkdir()
    (tmp_path / "law" / "conformance" / "b.py").write_text("B = 1\n")
    assert version.source_digest.__wrapped__() != checkout


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object with named fields in a schema, however deep, conditions on fields aside."""
    if isinstance(schema, list):
        for part in schema:
            yield from _objects(part)
    elif isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema
            yield from _objects(list(schema["properties"].values()))
        yield from _objects([part for key, part in schema.items() if key not in ("properties", "allOf")])


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_field_says_what_it_holds(name: str) -> None:
    """A program is written from the schemas alone: no field is left to be guessed."""
    silent = [
        f"{definition.get('title', name)}.{field}"
        for definition in _objects(schema_of(name))
        for field, values in definition["properties"].items()
        if not values.get("description")
    ]
    assert silent == []


def test_no_field_is_described_that_is_not_there() -> None:
    fields = {
        (definition.get("title"), field)
        for name in PUBLISHED
        for definition in _objects(schema_of(name))
        for field in definition["properties"]
    }
    described = {(title, field) for title, own in field_descriptions().items() for field in own}
    unused = {
        (title, field)
        for title, field in described
        if (title, field) not in fields and not (title == "any" and field in {name for _, name in fields})
    }
    assert unused == set()


def test_what_is_printed_is_the_file_that_ships(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same whatever is installed beside the program."""
    monkeypatch.setitem(sys.modules, "polars", None)  # what a base installation has not
    for name in PUBLISHED:
        printed = CliRunner().invoke(app, ["schema", name])
        assert printed.exit_code == 0, printed.output
        folder = "conformance" if name.startswith("conformance-") else "docs/schema"
        file = (
            f"{name.removeprefix('conformance-')}.schema.json" if folder == "conformance" else f"{name}.json"
        )
        shipped = json.loads((REPOSITORY / folder / file).read_text(encoding="utf-8"))
        assert shipped.items() <= json.loads(printed.stdout).items()


def test_codes_that_a_field_can_have_are_named() -> None:
    missing = schema_of("determination")["$defs"]["Missing"]["properties"]["asked_of"]
    assert missing["enum"] == ["exporter", "end_user", "authority", "lawyer"]
    kinds = schema_of("watch")["$defs"]["WatchedChange"]["properties"]["kind"]["enum"]
    assert {"recall", "matcher", "unreadable"} <= set(kinds)
