"""The conformance cases are those of the scenarios; the runner finds what a wrong engine gets wrong."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dualuse import InputError, check
from dualuse.assessment.serialisation import to_json
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS
from tests.schema.test_bad_input import run as dualuse_run
from tests.support.paths import REPOSITORY
from tests.support.scenarios import load

FOLDER = REPOSITORY / "conformance"
FILES = ("cases.jsonl", "measures.jsonl")
CASES = [
    json.loads(line)
    for name in FILES
    for line in (FOLDER / name).read_text(encoding="utf-8").split("\n")
    if line
]
OURS = "from dualuse.cli import main; main()"


def schema(path: Path) -> Draft202012Validator:
    document = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("conformance_run", FOLDER / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def conformance(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "DUALUSE_LANGUAGE": "en"}
    command = [sys.executable, str(FOLDER / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


Transaction = dict[str, Any]
_ENGINE = """\
import json, sys
answers = {answers!r}
for line in sys.stdin.buffer.read().decode('utf-8').split('\\n'):
    if line:
        {then}
"""
_LOOKED_UP = "print(answers[json.dumps(json.loads(line), sort_keys=True)])"


def engine(tmp_path: Path, then: str = _LOOKED_UP, answers: dict[str, str] | None = None) -> str:
    """A command that does for each line of its input what ``then`` says; ``answers``: as JSON, by transaction."""
    path = tmp_path / f"engine_{len(list(tmp_path.iterdir()))}.py"
    path.write_text(_ENGINE.format(answers=answers or {}, then=then), encoding="utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(path))}"


def answering(tmp_path: Path, answer: Callable[[Transaction], Any], match: str) -> str:
    """A command that gives to each transaction of the cases that ``match`` chooses the ``answer`` that is worked out here."""
    transactions = [case["transaction"] for case in CASES if match in case["id"] or match in case["cite"]]
    answers = {json.dumps(row, sort_keys=True): json.dumps(answer(row)) for row in transactions}
    return engine(tmp_path, answers=answers)


def ours(transaction: Transaction) -> dict[str, Any]:
    """The answer of this engine, worked out once for all tests."""
    answer: dict[str, Any] = json.loads(_answer_to(json.dumps(transaction)))
    return answer


@cache
def _answer_to(transaction: str) -> str:
    return to_json(check(json.loads(transaction)))


def test_the_files_are_those_of_the_scenarios() -> None:
    command = [sys.executable, str(REPOSITORY / "scripts/build_conformance.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    contents = {name: (FOLDER / name).read_bytes() for name in FILES}
    assert manifest["sha256"] == {
        name: hashlib.sha256(content).hexdigest() for name, content in contents.items()
    }
    assert manifest["cases"] == len(CASES) == len(load())
    # Else they are generated where they are needed, and not kept.
    assert all(len(content) < 5_000_000 for content in contents.values())


def test_every_case_is_complete_and_valid() -> None:
    cases, transactions = (
        schema(FOLDER / "case.schema.json"),
        schema(REPOSITORY / "docs/schema/transaction.json"),
    )
    for case in CASES:
        cases.validate(case)
        transactions.validate(case["transaction"])
        assert case["transaction"]["date"] == case["date"]
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert {case["kind"] for case in CASES} == {"positive", "negative", "unknown"}
    every = {name for case in CASES for name in case["expect"]}
    described = json.loads((FOLDER / "case.schema.json").read_text())["properties"]["expect"]["properties"]
    assert every <= set(described)


def test_this_engine_conforms_through_the_pipe() -> None:
    """All cases, as another program would be asked: JSON Lines in, JSON Lines out."""
    command = f"{shlex.quote(sys.executable)} -c {shlex.quote(OURS)} check - --format jsonl --json"
    done = conformance("--command", command)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert done.stdout == f"{len(CASES)} cases, {len(CASES)} as expected, 0 not\n"


def test_the_answers_of_this_engine_fit_the_schema() -> None:
    answers = schema(FOLDER / "answer.schema.json")
    for case in CASES[::40]:
        answers.validate(ours(case["transaction"]))


def _silence_is_no(transaction: Transaction) -> Any:
    knowledge = {**dict.fromkeys(GROUNDS, "none"), **(transaction.get("knowledge") or {})}
    stated = {**dict.fromkeys(CIRCUMSTANCES, False), **(transaction.get("circumstances") or {})}
    return ours({**transaction, "knowledge": knowledge, "circumstances": stated})


def _law_of_one_day(transaction: Transaction) -> Any:
    try:
        return ours({**transaction, "date": "2026-08-01"})
    except InputError:
        return {"outcome": ""}


def _no_dates_due(transaction: Transaction) -> Any:
    answer = ours(transaction)
    return {**answer, "obligations": [{**duty, "due": None} for duty in answer["obligations"]]}


WRONG: dict[str, tuple[str, Callable[[Transaction], Any]]] = {
    "always the same": ("Art. 3(1)", lambda transaction: {"outcome": "not_controlled"}),
    "silence is no": ("art04_catch_all", _silence_is_no),
    "the law of one day": ("history", _law_of_one_day),
    "no dates due": ("art27_records", _no_dates_due),
}


_LISTS_OF_ANOTHER_KIND = {
    "items": None,
    "findings": 3,
    "obligations": "x",
    "missing": True,
    "warnings": {"code": 1},
}
_LISTS_OF_LISTS = {name: [{"basis": [[1]], "citation": [2], "fact": {}}] for name in _LISTS_OF_ANOTHER_KIND}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_engine_fails(name: str, tmp_path: Path) -> None:
    match, answer = WRONG[name]
    done = conformance("--command", answering(tmp_path, answer, match), "--match", match)
    assert done.returncode == 1, done.stderr
    assert not done.stdout.endswith(" 0 not\n")
    assert "\n  " in done.stdout


@pytest.mark.parametrize(
    ("then", "message"), [("sys.exit(3)", "0 answers to"), ("print('{'); print(1)", "no JSON Lines")]
)
def test_an_engine_that_breaks_is_told_from_one_that_errs(then: str, message: str, tmp_path: Path) -> None:
    done = conformance("--command", engine(tmp_path, then), "--match", "Art. 3(1)")
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "answer",
    [
        {},
        5,
        {"error": "no"},
        {"outcome": None},
        {"outcome": "not_controlled", "findings": [{"provision": "Art. 3(1)"}]},
        {"outcome": "not_controlled", "range": ["not_controlled"]},
        {"outcome": "not_controlled", "release": "maybe"},
        *({"outcome": "not_controlled", **lists} for lists in (_LISTS_OF_ANOTHER_KIND, _LISTS_OF_LISTS)),
    ],
)
def test_what_is_no_answer_is_as_expected_nowhere(answer: Any, tmp_path: Path) -> None:
    """An empty object was "as expected" wherever a case expects only that something is not there."""
    match = "art03_listed_items"
    done = conformance("--command", answering(tmp_path, lambda transaction: answer, match), "--match", match)
    counts = done.stdout.splitlines()[-1]
    number = counts.partition(" ")[0]
    assert counts == f"{number} cases, 0 as expected, 0 not, {number} without an answer (answer.schema.json)"
    assert done.returncode == 2
    assert not done.stderr


def test_an_echo_is_no_engine() -> None:
    done = conformance("--command", "cat", "--only", "no_obligations")
    assert (done.returncode, f" 0 as expected, 0 not, {len(CASES)} without" in done.stdout) == (2, True)


def test_an_answer_is_what_the_schema_says(runner: ModuleType) -> None:
    """The runner has no library for schemas: it reads this one as they do."""
    validator = schema(FOLDER / "answer.schema.json")
    document = runner.read_schema()
    assert all(not runner.misfit(document, ours(case["transaction"])) for case in CASES[::40])
    for answer in ({"outcome": "x"}, {"outcome": "x", "law": 1}, {"outcome": "x", "items": [{"basis": [1]}]}):
        assert validator.is_valid(answer) != bool(runner.misfit(document, answer))


def test_a_part_can_be_run(tmp_path: Path) -> None:
    some = ("--match", "Art. 3(1)")
    command = answering(tmp_path, lambda transaction: {"outcome": ours(transaction)["outcome"]}, some[1])
    assert conformance("--command", command, "--only", "outcome", *some).returncode == 0
    assert conformance("--command", command, *some).returncode == 1
    few = ("--match", "art03_listed_items::a listed")
    each = answering(tmp_path, lambda transaction: {"outcome": ours(transaction)["outcome"]}, few[1])
    assert conformance("--command", each, "--only", "outcome", "--each", *few).returncode == 0
    assert conformance("--command", command, "--only", "weather", *some).returncode == 2
    assert conformance("--command", "no-such-engine", *some).returncode == 2
    assert conformance("--command", command, "--match", "no such case").returncode == 2
    answers = tmp_path / "answers.jsonl"
    matching = [case for case in CASES if "Art. 3(1)" in case["cite"] or "Art. 3(1)" in case["id"]]
    answers.write_text(
        "".join(json.dumps(ours(case["transaction"])) + "\n" for case in matching), encoding="utf-8"
    )
    assert conformance("--answers", str(answers), *some).returncode == 0
    assert conformance("--answers", str(answers)).returncode == 2
    assert conformance("--answers", str(tmp_path / "none.jsonl")).returncode == 2


@pytest.mark.parametrize("damage", ["cases.jsonl", "manifest.json"])
def test_half_of_the_cases_does_not_pass_as_all(damage: str, tmp_path: Path) -> None:
    """With one of two files emptied "3180 cases, 3180 as expected" was said of 5030."""
    folder = tmp_path / "conformance"
    shutil.copytree(FOLDER, folder)
    some = [sys.executable, str(folder / "run.py"), "--match", "no such case", "--command", "no-such-engine"]
    assert b"manifest" not in subprocess.run(some, capture_output=True, check=False).stderr
    content = (folder / damage).read_bytes()
    (folder / damage).write_bytes(content[: len(content) // 2])
    done = subprocess.run(some, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"manifest" in done.stderr
    assert b"Traceback" not in done.stderr


def test_each_expectation_can_fail(runner: ModuleType) -> None:
    """An answer that has nothing of what is expected fails every expectation that asks for something."""
    for case in CASES:
        for name, expected in case["expect"].items():
            alone = {"expect": {name: expected}}
            answer = ours(case["transaction"]) if name == "no_obligations" else {}
            if name == "no_obligations":
                answer["obligations"] = [{"citation": expected[0]}]
            deviations = runner.differences(alone, answer)
            nothing_asked = name in ("findings", "authorisations") and not (
                set(expected.values()) - {"absent", "does_not_apply", "not_available"}
            )
            assert bool(deviations) != (nothing_asked or expected in ([], {})), (case["id"], name)
    assert set(runner.COMPARISONS) == {
        *json.loads((FOLDER / "case.schema.json").read_text())["properties"]["expect"]["properties"]
    }


def test_the_runner_needs_nothing_but_python() -> None:
    """Isolated, without the environment of this project."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(FOLDER / "run.py"), "--help"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_lines_on_standard_input(tmp_path: Path) -> None:
    """One answer per line, as they come; a line that cannot be read is told and does not stop the others."""
    lines = [
        '{"reference": "1", "items": [{}]}',
        "",
        '{"items": [',
        '{"reference": "4\u2028x", "items": [{}]}',
    ]
    stdin = "\n".join(lines).encode()
    done = dualuse_run("check", "-", "--format", "jsonl", "--json", folder=tmp_path, stdin=stdin)
    assert done.returncode == 2
    answers: list[Any] = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    assert [answer["reference"] for answer in answers] == ["1", "4 x"]
    assert "-:3: the JSON is not well-formed" in done.stderr.decode()
    toml = b'reference = "T"\n[[items]]\nentries = []\n'
    assert dualuse_run("check", "-", "--format", "toml", folder=tmp_path, stdin=toml).returncode == 0
    assert dualuse_run("check", "-", "--format", "xml", folder=tmp_path, stdin=toml).returncode == 2


def test_a_match_that_no_case_meets_is_an_error_in_words(tmp_path: Path) -> None:
    answer = dualuse_run("conformance", "--match", "NOTHING SUCH", folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, b"")
    (told,) = answer.stderr.decode().splitlines()
    assert told.startswith("dualuse: --match: no case has NOTHING SUCH in its name or citation. ")


def test_the_script_alone_says_so_too() -> None:
    done = conformance("--command", "true", "--match", "NOTHING SUCH")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == ["conformance: no case has “NOTHING SUCH” in its id or citation"]
