"""``--within SECONDS``: no test is started after its time, once ``--at-least NUMBER`` were; the end says how many ran.

The clock starts when the tests are collected: what it takes to find them is not taken from what it takes to run them. What was
started is finished, and what failed fails. What was not started is neither passed nor skipped: it is counted. That fewer ran
than are to be is said loudly, and that none ran is a failure. A plugin, for ``pytest -p tests.support.time_limit``; it works
in one process and in several, each of which starts its share of the least number.
"""

from __future__ import annotations

import math
import os
import time
from typing import Any

import pytest


class TimeLimit:
    """Starts tests until ``seconds`` have passed since they were collected, and ``at_least`` so many."""

    def __init__(self, seconds: float, at_least: int) -> None:
        processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
        self._seconds = seconds
        self._at_least = at_least
        self._share = math.ceil(at_least / processes)
        self._until = math.inf
        self._collected = 0
        self._begun = 0
        self._reported: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self) -> bool | None:
        """True, which is: this test is seen to, once the time is used up and enough were started."""
        if self._begun >= self._share and time.monotonic() >= self._until:
            return True
        self._begun += 1
        return None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """How many tests there are, where one process runs them; the clock of this process starts."""
        self._collected = max(self._collected, len(session.items))
        self._until = time.monotonic() + self._seconds

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """How many there are, where others run them."""
        self._collected = len(ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that has a report was started."""
        self._reported.add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """That no test ran is no success."""
        if (
            exitstatus == pytest.ExitCode.OK
            and not self._reported
            and "PYTEST_XDIST_WORKER" not in os.environ
        ):
            session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """How many of the tests ran, where some did not; loudly where they are too few."""
        if terminalreporter.stats.get("failed") or terminalreporter.stats.get("error"):
            return
        ran = f"{len(self._reported)} of {self._collected} tests ran in {self._seconds:g} seconds"
        if len(self._reported) < self._at_least:
            terminalreporter.write_sep(
                "!", f"TOO FEW TESTS: {ran}, {self._at_least} were to run", red=True, bold=True
            )
        if len(self._reported) < self._collected:
            terminalreporter.write_line(f"{ran}; run `make test` for the rest")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--within", type=float, help="seconds after which no test is started")
    parser.addoption(
        "--at-least", type=int, default=1, metavar="NUMBER", help="tests that are started all the same"
    )


def pytest_configure(config: pytest.Config) -> None:
    seconds = config.getoption("--within")
    if seconds is not None:
        config.pluginmanager.register(TimeLimit(seconds, config.getoption("--at-least")))
