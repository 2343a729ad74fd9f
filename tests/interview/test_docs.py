"""The conversations and the program in docs/tour.md and docs/interview.md are what really happens."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from dualuse.assessment.listed.installed import InstalledLists
from dualuse.cli.interview import comparison_with
from tests.interview.test_dialogue import talk
from tests.support.paths import REPOSITORY

PAGE = (REPOSITORY / "docs/interview.md").read_text(encoding="utf-8")
TOUR = (REPOSITORY / "docs/tour.md").read_text(encoding="utf-8")


def conversation(text: str) -> str:
    """The block that begins with the command."""
    match = re.search(r"```console\n\$ dualuse interview\n(.*?)```", text, re.DOTALL)
    assert match is not None
    return match[1].rstrip()


def uncounted(text: str) -> str:
    """How many provisions a question settles changes with the law."""
    return re.sub(r"\b\d+ more\b", "… more", " ".join(text.split()))


def test_the_conversation_of_the_page_is_a_real_one(tmp_path: Path) -> None:
    shown = conversation(PAGE)
    typed = re.findall(r"^> ?(.*)$", shown, re.MULTILINE)
    _, _, text = talk(typed, compare=comparison_with(InstalledLists(home=tmp_path), "en"))
    assert uncounted(text) == uncounted(shown)


def test_the_readme_shows_parts_of_it() -> None:
    whole = uncounted(conversation(PAGE))
    position = 0
    for part in conversation(TOUR).split("\n…"):
        if part.strip():
            position = whole.index(uncounted(part), position)


def test_the_program_of_the_page_runs() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(program, {})
    expected = re.findall(r"^print\(.*\)  # (.*)$", program, re.MULTILINE)
    assert printed.getvalue().splitlines() == expected
