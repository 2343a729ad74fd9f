"""Every console block of README and docs is typed, and what it shows is what is printed, without a line left out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.console_pages import ENDS, NOT_TYPED, PAGES, code_of, is_typed, typed_page
from tests.support.consoles import Printed, Step, of_any_day, steps
from tests.support.paths import REPOSITORY

STEPS = {page: steps((REPOSITORY / page).read_text(encoding="utf-8")) for page in PAGES}
FIRST = re.compile(r"(\S+) comes first")
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
    assert not differing, "\n\n".join((f"{page}: scripts/build_consoles.py {page}", *differing))


def test_there_are_many() -> None:
    typed = [step for of_page in STEPS.values() for step in of_page if is_typed(step.command)]
    assert len(typed) > 60
    assert sum(bool(step.shown.strip()) for step in typed) > 18


def test_what_is_not_typed_and_what_fails_still_stands_on_a_page() -> None:
    commands = [step.command for of_page in STEPS.values() for step in of_page]
    for beginning in (*NOT_TYPED, *ENDS):
        assert any(command.startswith(beginning) for command in commands), beginning


def test_what_is_shown_of_a_command_that_cannot_be_typed_is_compared_elsewhere() -> None:
    shown = {
        step.command.split(" src")[0]
        for of_page in STEPS.values()
        for step in of_page
        if step.shown.strip() and not is_typed(step.command)
    }
    assert shown == {".venv/bin/dualuse law validate"}


def test_no_page_leaves_out_lines() -> None:
    omitted = [
        f"{page}:{step.line}"
        for page, of_page in STEPS.items()
        for step in of_page
        if is_typed(step.command) and re.search(r"^…$", step.shown, re.MULTILINE)
    ]
    assert omitted == []
