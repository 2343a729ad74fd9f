"""``make check`` starts tests as long as it has time, and fails only where a test failed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import REPOSITORY

TESTS = """
import time
def test_a(): pass
def test_b(): time.sleep({seconds})
def test_c(): assert {third}
def test_d(): assert {third}
"""


def run(folder: Path, *options: str, seconds: float = 0, third: bool = True) -> tuple[int, str]:
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -q -p tests.support.time_limit\n")
    (folder / "test_it.py").write_text(TESTS.format(seconds=seconds, third=third))
    command = [sys.executable, "-m", "pytest", "--rootdir", str(folder), "-c", str(folder / "pytest.ini")]
    # The process that runs these tests may be one of several; those that it starts are none of them.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    done = subprocess.run(
        [*command, *options, str(folder / "test_it.py")],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("processes", ["-n0", "-n1"])
def test_what_was_not_started_is_counted_and_is_no_failure(processes: str, tmp_path: Path) -> None:
    code, output = run(tmp_path, processes, "--within", "4", seconds=5, third=False)
    assert code == 0, output
    assert "2 of 4 tests ran in 4 seconds; run `make test` for the rest" in output


@pytest.mark.parametrize("processes", ["-n0", "-n1"])
def test_what_failed_fails(processes: str, tmp_path: Path) -> None:
    code, output = run(tmp_path, processes, "-x", "--within", "300", third=False)
    assert code != 0
    assert "1 failed" in output


def test_where_all_ran_nothing_is_said(tmp_path: Path) -> None:
    code, output = run(tmp_path, "-n0", "--within", "300")
    assert code == 0, output
    assert "make test" not in output


@pytest.mark.parametrize("processes", ["-n0", "-n1"])
def test_so_many_as_are_to_run_run_without_any_time(processes: str, tmp_path: Path) -> None:
    code, output = run(tmp_path, processes, "--within", "0", "--at-least", "3")
    assert code == 0, output
    assert "3 of 4 tests ran" in output
    assert "TOO FEW" not in output


def test_that_too_few_ran_is_said_loudly_and_is_no_failure(tmp_path: Path) -> None:
    code, output = run(tmp_path, "-n0", "--within", "300", "--at-least", "9")
    assert code == 0, output
    assert "TOO FEW TESTS: 4 of 4 tests ran in 300 seconds, 9 were to run" in output


@pytest.mark.parametrize("processes", ["-n0", "-n1"])
def test_that_none_ran_is_a_failure(processes: str, tmp_path: Path) -> None:
    code, output = run(tmp_path, processes, "--within", "0", "--at-least", "0")
    assert code != 0, output
    assert "0 of 4 tests ran" in output


def test_the_clock_starts_when_the_tests_are_collected(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("import time\ntime.sleep(3)\n")
    code, output = run(tmp_path, "-n0", "--within", "2")
    assert code == 0, output
    assert "4 passed" in output


def test_the_makefile_has_a_limit_of_this_kind() -> None:
    check = (REPOSITORY / "Makefile").read_text("utf-8").partition("\ncheck:")[2].partition("\n\n")[0]
    assert "--within 25 --at-least 40" in check
    assert "timeout" not in check
