"""How the tests of this repository are run in processes of their own: what fails or waits for ever is told, and the others run."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.support.paths import REPOSITORY

TESTS = """
import time
import pytest

@pytest.fixture
def broken_before(): raise RuntimeError("before")

@pytest.fixture
def broken_after():
    yield
    raise RuntimeError("after")

@pytest.mark.parametrize("case", range(40))
def test_each(case): assert case != 17

def test_waits(): time.sleep(60)
def test_before(broken_before): pass
def test_after(broken_after): pass
@pytest.mark.skip(reason="said loudly")
def test_skipped(): pass
"""


def _without_plugins() -> str:
    """The plugins of packages that are only installed beside pytest, left out as ``pyproject.toml`` does: an old one warns of a new pytest."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    options = settings["tool"]["pytest"]["ini_options"]["addopts"].split()
    return " ".join(f"-p {option}" for option in options if option.startswith("no:"))


def _run(folder: Path, tests: str) -> subprocess.CompletedProcess[str]:
    """These tests in another process, by the rules of this repository."""
    (folder / "pytest.ini").write_text(
        f"[pytest]\naddopts = -rs -p tests.conftest -p no:cacheprovider {_without_plugins()}\n"
        "timeout = 1\ntimeout_method = thread\n"
    )
    (folder / "test_it.py").write_text(tests)
    command = [sys.executable, "-m", "pytest", "-n1", "--rootdir", str(folder)]
    # The process that runs these tests may be one of several, and was started with options; those that it starts are none of them.
    of_this_process = ("PYTEST_XDIST", "PYTEST_ADDOPTS")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(of_this_process)}
    return subprocess.run(
        [*command, "-c", str(folder / "pytest.ini"), str(folder / "test_it.py")],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_whatever_does_not_pass_in_another_process_is_told(tmp_path: Path) -> None:
    done = _run(tmp_path, TESTS)
    assert done.returncode == 1
    assert " 2 failed, 40 passed, 1 skipped, 2 errors in " in done.stdout, done.stdout
    for words in ("said loudly", "test_each[17]", 'RuntimeError("before")', 'RuntimeError("after")'):
        assert words in done.stdout
    # It ends its process: another one runs the others, and not this one again.
    assert "crashed while running 'test_it.py::test_waits'" in done.stdout
    assert "in test_waits" in done.stderr, done.stderr  # where it waited


def test_what_is_left_is_looked_for_before_all_is_told(tmp_path: Path) -> None:
    """A process that takes seconds for it afterwards would be interrupted."""
    tests = f"""
import traceback
from pathlib import Path

class Left:
    def __init__(self): self.itself = self
    def __del__(self):
        with Path({str(tmp_path / "stack")!r}).open("w") as file:
            traceback.print_stack(file=file)

def test_leaves(): Left()
"""
    done = _run(tmp_path, tests)
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "stack").read_text().count("in pytest_sessionfinish\n") == 1
