"""What fails before the command line stands, or while a failure is told, is a failure of the program: 70, and never the code of ``--gate``."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.paths import REPOSITORY

SCRIPT = "import sys; from dualuse.__main__ import main; sys.exit(main())"
"""What the console script does."""
MEMORY = """
import sys, traceback
from dualuse import cli
from dualuse.__main__ import main

def no_room(*_, **__):
    raise MemoryError

cli._app_asked_for = traceback.print_exc = no_room
main()
"""


def _run(*arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": path, "LC_ALL": "C"}
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True)


def test_the_console_script_is_the_guarded_one() -> None:
    scripts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts == {"dualuse": "dualuse.__main__:main"}


@pytest.mark.parametrize("module", ["typer", "tomli"])
@pytest.mark.parametrize("start", [("-c", SCRIPT), ("-m", "dualuse")])
def test_an_import_that_fails_is_a_failure_of_the_program(
    start: tuple[str, str], module: str, tmp_path: Path
) -> None:
    (tmp_path / f"{module}.py").write_text("raise ImportError('it is of another Python')")
    done = _run(*start, "check", "X", "--gate", path=str(tmp_path))
    assert done.returncode == 70, done.stderr
    assert not done.stdout
    assert "ImportError: it is of another Python" in done.stderr
    assert "no answer" in done.stderr


def test_no_room_to_tell_of_a_failure_is_one_too() -> None:
    done = _run("-c", MEMORY, "check", "X", "--gate")
    assert done.returncode == 70, done.stderr


def test_the_head_of_the_entry_point_imports_nothing_heavy() -> None:
    program = "import sys, dualuse.__main__; print(*sorted(sys.modules))"
    modules = _run("-c", program).stdout.split()
    assert "dualuse.__main__" in modules
    assert not {"typer", "dualuse.cli", "pydantic", "numpy"} & set(modules)


def test_a_check_starts_no_machinery_that_it_does_not_use() -> None:
    """Processes are for many parties, and tables, documents and the service for others."""
    modules = _run(
        "-c", _CHECKED, "check", str(REPOSITORY / "examples/transactions/interception_set.yaml")
    ).stderr.split()
    assert "dualuse.screening.parallel" in modules
    assert not {"multiprocessing", "concurrent.futures.process", "polars", "typst", "django"} & set(modules)


_CHECKED = """
import sys
from dualuse.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
