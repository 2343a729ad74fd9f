"""Every console block of README and pages is typed, and what it shows is what is printed, without a line left out; programs in Python run."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.console_pages import ADDED, ENDS, NOT_TYPED, PAGES, code_of, is_typed, typed_page
from tests.support.consoles import BLOCK, Printed, Step, of_any_day, steps
from tests.support.page_programs import OF_SPARK, WITH_SPARK, run_programs
from tests.support.paths import REPOSITORY

STEPS = {page: steps((REPOSITORY / page).read_text(encoding="utf-8")) for page in PAGES}
FIRST = re.compile(r"(\S+) comes first")
FENCE = re.compile(r"^( *)```[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
SET_IN = re.compile(r"(?:^(?:    |\t).*\n)+", re.MULTILINE)
COMMAND = re.compile(
    r"^[ \t]*(?:\$ .*|(?:[0-9*]+ +){0,5}(?:[\w./]*/)?(?:dualuse|make|python3?|pip|curl|git|pdfdetach|npx?) [-\w./\"'].*)$",
    re.MULTILINE,
)
"""What is typed, or cron runs."""
CODE = re.compile(r"\b[0-9][A-E][0-9]{3}(?:\.[0-9a-z]+)*")


@pytest.fixture
def environment() -> Iterator[None]:
    """The folder and the variables as they were, after a page changed them."""
    folder, variables = Path.cwd(), dict(os.environ)
    os.environ["DUALUSE_LANGUAGE"] = "en"
    yield
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)


def faults(step: Step, printed: Printed) -> Iterator[str]:
    """What of a command is not as its page shows it."""
    where = f"{step.line}: {step.command}"
    if printed.code != code_of(step.command):
        yield f"{where}: ends with {printed.code}: {printed.text[:500]}"
    if step.shown.strip() and of_any_day(step.shown) != of_any_day(printed.text):
        yield f"{where}: prints\n{printed.text}"
    if step.answers:
        kept = Path(shlex.split(step.command)[-1]).read_text(encoding="utf-8")
        if any(answer not in kept for answer in step.answers):
            yield f"{where}: the file does not hold what was answered: {kept}"
    for code in FIRST.findall(step.remark):
        if CODE.findall(printed.text)[:1] != [code]:
            yield f"{where}: {CODE.findall(printed.text)[:1]} comes first, and not {code}"


@pytest.mark.parametrize(
    "page", [page for page, of_page in STEPS.items() if any(is_typed(step.command) for step in of_page)]
)
@pytest.mark.usefixtures("environment")
def test_a_page_shows_what_is_printed(page: str, tmp_path: Path) -> None:
    """``scripts/build_consoles.py PAGE`` writes what is printed into the page."""
    differing = [fault for step, printed in typed_page(page, tmp_path) for fault in faults(step, printed)]
    run_programs(page)
    assert not differing, "\n\n".join((f"{page}: scripts/build_consoles.py {page}", *differing))


def test_there_are_many() -> None:
    typed = [step for of_page in STEPS.values() for step in of_page if is_typed(step.command)]
    assert len(typed) > 60
    assert sum(bool(step.shown.strip()) for step in typed) > 18


def test_what_is_not_typed_as_it_stands_still_stands_on_a_page() -> None:
    commands = [step.command for of_page in STEPS.values() for step in of_page]
    for beginning in (*NOT_TYPED, *ADDED, *ENDS):
        assert any(command.startswith(beginning) for command in commands), beginning


def test_contributing_says_what_is_not_typed_as_it_stands_and_nothing_else() -> None:
    page = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (rows,) = re.findall(r"^\| shown \| in the tests \|\n\|---\|---\|\n((?:\|.*\n)+)", page, re.MULTILINE)
    told = dict(re.findall(r"^\| `([^`|]+?) ?…?`(?: \([^)]*\))? \| (.*) \|$", rows, re.MULTILINE))
    expected = {beginning.strip(): text for beginning, text in NOT_TYPED.items()}
    expected |= {
        beginning.strip(): f"with `{options}`: it {why}" for beginning, (options, why) in ADDED.items()
    }
    expected |= {OF_SPARK[page][0].strip(", "): f"left out; {WITH_SPARK[page]}" for page in OF_SPARK}
    assert told == expected
    assert rows.count("\n") == len(told)


def test_what_is_said_to_be_tested_elsewhere_is() -> None:
    said = " ".join((*NOT_TYPED.values(), *WITH_SPARK.values()))
    files = re.findall(r"`(tests/[\w/]+\.py)`", said)
    assert len(files) > 2
    assert [file for file in files if not (REPOSITORY / file).exists()] == []


def test_what_is_shown_of_a_command_that_cannot_be_typed_is_compared_elsewhere() -> None:
    shown = {
        step.command.split(" src")[0]
        for of_page in STEPS.values()
        for step in of_page
        if step.shown.strip() and not is_typed(step.command)
    }
    assert shown == {".venv/bin/dualuse law validate"}


def test_the_arguments_of_the_script_that_takes_minutes_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(REPOSITORY / "scripts")
    golden_answers = importlib.import_module("golden_answers")
    parser = golden_answers._parser()
    commands = [step.command for step in STEPS["docs/replay.md"] if "golden_answers.py" in step.command]
    assert len(commands) > 2
    for command in commands:
        options = parser.parse_args(shlex.split(command)[2:])
        assert golden_answers._kinds(options)


def test_every_command_of_a_page_stands_in_a_block_that_is_typed() -> None:
    """Fences of other kinds, and blocks that are set in, hold none."""
    pages = [
        path
        for path in subprocess.run(
            ["git", "ls-files", "*.md"], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
        ).stdout.splitlines()
        if not path.startswith(("training/", "LICENSES/", ".github/"))
    ]
    untyped = []
    for page in pages:
        text = (REPOSITORY / page).read_text(encoding="utf-8")
        if page in PAGES:
            text = BLOCK.sub("", text)
        blocks = [block for _, block in FENCE.findall(text)] + SET_IN.findall(FENCE.sub("", text))
        untyped += [(page, line) for block in blocks for line in COMMAND.findall(block)]
    assert len(pages) > 30
    assert untyped == []


def test_every_extra_that_a_page_names_is_one() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {
        extra
        for page in PAGES
        for names in re.findall(
            r"(?<![\w\]])\.\[([a-z, -]+)\]", (REPOSITORY / page).read_text(encoding="utf-8")
        )
        for extra in names.split(",")
    }
    assert len(named) > 5
    assert named <= set(project["optional-dependencies"])


def test_no_page_leaves_out_lines() -> None:
    omitted = [
        f"{page}:{step.line}"
        for page, of_page in STEPS.items()
        for step in of_page
        if is_typed(step.command) and re.search(r"^…$", step.shown, re.MULTILINE)
    ]
    assert omitted == []
