"""Shared fixtures: the folder with real material beside the repository, and the scenarios."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import stat
import sys
import tempfile
from datetime import UTC, datetime
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer.testing
from _pytest.runner import runtestprotocol
from hypothesis import settings

from tests.support.hanging import Watch
from tests.support.paths import SHARED
from tests.support.read_once import FOLDER_OF_RUN
from tests.support.scheduling import TogetherScheduling, long_first
from tests.support.turns import WHOLE, in_turn

# How long a case takes depends on what else the machine does; no test is timed.
settings.register_profile("dualuse", deadline=None)
settings.load_profile("dualuse")

# Thousands of tests are made and none is let go while they are collected: to look for garbage finds nothing.
gc.set_threshold(200_000, 20, 50)

# What a developer has installed must not answer for a test: no list, and no record of decisions, but those a test makes.
os.environ["DUALUSE_HOME"] = tempfile.mkdtemp(prefix="dualuse-tests-")
os.environ.pop("DUALUSE_WORKSPACE", None)
os.environ.pop("COLUMNS", None)  # answers in a pipe are as wide as it says
if FOLDER_OF_RUN not in os.environ:  # the process that starts the others; these inherit it
    os.environ[FOLDER_OF_RUN] = tempfile.mkdtemp(prefix="dualuse-tests-run-")
    atexit.register(shutil.rmtree, os.environ[FOLDER_OF_RUN], ignore_errors=True)
# The processes that tests start take the package as it was compiled once; to compile it anew takes them longer than to answer.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# The command line is described once, not anew for each command that a test gives: a twelfth of the time.
typer.testing._get_command = lru_cache(typer.testing._get_command)
# DuckDB folds the names of all columns for each column of each step, to warn where a text is one of them: only where there is
# a text. A third of the time of a table on it. Older ones do not.
if find_spec("duckdb") is not None and find_spec("duckdb._expression") is not None:
    from duckdb import _expression, _relation

    _warn = _relation._warn_on_literal_names
    _relation._warn_on_literal_names = lambda value, columns: (
        _warn(value, columns) if _expression.string_literals(value) else None
    )
# Where several processes run tests each is busy by itself: threads of NumPy and of Polars would wait for each other in every
# step of a table. Both are told when they are first asked. A run of one process, and the programs that tests start, have all threads.
if "PYTEST_XDIST_WORKER" in os.environ:
    with pytest.MonkeyPatch.context() as threads:
        threads.setenv("OPENBLAS_NUM_THREADS", "1")
        threads.setenv("POLARS_MAX_THREADS", "1")
        import_module("numpy")
        if find_spec("polars") is not None:
            import_module("polars").thread_pool_size()
# Spark's workers are this Python, not the first one on the path: set before any session is started.
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TogetherScheduling:
    """Who runs what, where several processes do."""
    return TogetherScheduling(config, log)


_fsync = os.fsync


def _to_the_disk(file: int) -> None:
    """What tests write need not outlive a loss of power: to wait for the disk takes a fifth of the time of those that write a
    record. What else may be refused there is refused; ``tests/crash/`` counts the calls."""
    mode = os.fstat(file).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        _fsync(file)


os.fsync = _to_the_disk  # type: ignore[assignment]

ALL_FOLDERS = "DUALUSE_TESTS_OF_ALL_FOLDERS"
"""Set for the processes of a run for which no file or folder is named."""


def pytest_configure(config: pytest.Config) -> None:
    """Tell the processes that this one starts whether the suite is run, or files that somebody names."""
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        os.environ[ALL_FOLDERS] = "1"
    config.pluginmanager.register(Watch())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of the whole suite the tests whose turn it is; where several processes run them, those that take long begin first."""
    if ALL_FOLDERS in os.environ and not WHOLE:
        runs = in_turn([item.nodeid for item in items], datetime.now(tz=UTC).toordinal())
        config.hook.pytest_deselected(
            items=[item for item, is_run in zip(items, runs, strict=True) if not is_run]
        )
        items[:] = [item for item, is_run in zip(items, runs, strict=True) if is_run]
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = [items[place] for place in long_first([item.nodeid for item in items])]


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """One report for each test that another process is told of, where three would say the same, and not that it begins and ends.

    What was set up or torn down is told where it failed or was skipped, or its time was asked for. Where a process dies the
    scheduler names the test.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ or item.config.option.durations is not None:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


def pytest_collection_finish() -> None:
    """What lives until the end (the law, modules, the tests) is not looked through for garbage: an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


def pytest_sessionfinish() -> None:
    """What was left is looked for while whoever started this process still waits for its tests.

    pytest looks for it once more when all were told. Of everything that thousands of tests have loaded that takes seconds, and a process
    that has not ended five seconds later is interrupted, in the middle of it.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with legal material and real records; tests that need it skip loudly where it is absent."""
    if not (SHARED / "law").is_dir():
        pytest.skip(f"REAL MATERIAL ABSENT: no folder {SHARED}; this test compares with it and was not run")
    return SHARED
