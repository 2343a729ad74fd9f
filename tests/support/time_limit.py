"""``--within SECONDS``: no test is started after its time, and the end says how many were.

What was started is finished, and what failed fails. What was not started is neither passed nor skipped: it is counted.
A plugin, for ``pytest -p tests.support.time_limit``; it works in one process and in several.
"""

from __future__ import annotations

import time
from typing import Any

import pytest


class TimeLimit:
    """Starts tests until ``seconds`` have passed since it was made."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._collected = 0
        self._started: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self) -> bool | None:
        """True, which is: this test is seen to, once the time is used up."""
        return True if time.monotonic() >= self._until else None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """How many tests there are, where one process runs them."""
        self._collected = max(self._collected, len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """How many there are, where others run them."""
        self._collected = len(ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that has a report was started."""
        self._started.add(report.nodeid)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """How many of the tests ran, where some did not."""
        failed = terminalreporter.stats.get("failed") or terminalreporter.stats.get("error")
        if len(self._started) < self._collected and not failed:
            terminalreporter.write_line(
                f"{len(self._started)} of {self._collected} tests ran in {self._seconds:g} seconds; "
                "run `make test` for the rest"
            )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--within", type=float, help="seconds after which no test is started")


def pytest_configure(config: pytest.Config) -> None:
    seconds = config.getoption("--within")
    if seconds is not None:
        config.pluginmanager.register(TimeLimit(seconds))
