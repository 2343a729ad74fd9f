"""The program in docs/interview.md does what it says; the conversation: ``tests/repository/test_consoles.py``."""

from __future__ import annotations

import contextlib
import io
import re

from tests.support.paths import REPOSITORY

PAGE = (REPOSITORY / "docs/interview.md").read_text(encoding="utf-8")


def test_the_program_of_the_page_runs() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(program, {})
    expected = re.findall(r"^print\(.*\)  # (.*)$", program, re.MULTILINE)
    assert printed.getvalue().splitlines() == expected
