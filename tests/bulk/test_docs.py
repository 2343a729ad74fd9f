"""What docs/bulk.md shows of ``dualuse bulk`` is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.schema.tables.columns import LINE, RESULTS, SHEET, SHORT_REASONS, column_path
from tests.support.paths import REPOSITORY

PAGE = (REPOSITORY / "docs/bulk.md").read_text(encoding="utf-8")


def console_example(text: str) -> tuple[list[str], str]:
    """The arguments and the output of the first ``dualuse bulk`` in a console block."""
    match = re.search(r"```console\n\$ dualuse (bulk .*)\n((?:.*\n)*?)```", text)
    assert match is not None
    return match[1].split(), match[2]


def test_the_example_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offers, judged, bad = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    arguments, output = console_example(PAGE)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "offers.csv").write_text(offers, encoding="utf-8")
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, output, "")
    assert (tmp_path / "judged.csv").read_text(encoding="utf-8") == judged
    assert (tmp_path / "judged.bad.csv").read_text(encoding="utf-8") == bad


def test_the_columns_of_the_page_are_those_of_the_program() -> None:
    (read, added) = re.findall(r"\| column \| what \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)
    names = [name for row in read.splitlines() for name in re.findall(r"`([^`]+)`", row.split("|")[1])]
    assert [name for name in names if column_path(name) is None] == []
    assert [name for row in added.splitlines() for name in re.findall(r"`([^`]+)`", row.split("|")[1])] == [
        LINE,
        SHEET,
        SHORT_REASONS,
        *RESULTS,
    ]


def test_the_program_of_the_page_names_what_there_is() -> None:
    (program,) = re.findall(r"```python\n(from .*?)```", PAGE, re.DOTALL)
    imports = [line for line in program.splitlines() if line.startswith("from ")]
    scope: dict[str, object] = {}
    exec("\n".join(imports), scope)
    assert {"bulk", "Options", "Path", "date"} <= scope.keys()
