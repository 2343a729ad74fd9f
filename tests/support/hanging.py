"""A test that waits for ever ends: one thread watches all tests of a process, where pytest-timeout starts one for each.

To start a thread and to wait for its end takes longer than what most tests ask.
"""

from __future__ import annotations

import faulthandler
import os
import threading
import time
from typing import Any, Final

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key

LOOKS: Final = 1.0
"""Seconds between two looks at the test that runs: it may take so much longer than its time."""


class Watch:
    """Ends the process, with what each thread was doing, where a test takes longer than its time; a plugin of pytest-timeout."""

    def __init__(self) -> None:
        self._running: tuple[float, pytest.Item, Any] | None = None
        self._thread: threading.Thread | None = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_timeout_set_timer(self, item: pytest.Item, settings: Any) -> bool | None:
        """True where this watches; a method other than ``thread`` is left to pytest-timeout."""
        if settings.method != "thread":
            return None
        self._running = (time.monotonic() + settings.timeout, item, settings)
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="watch over tests", daemon=True)
            self._thread.start()
        return True

    @pytest.hookimpl(optionalhook=True)
    def pytest_timeout_cancel_timer(self) -> bool | None:
        """True where this watched the test that ends."""
        if self._running is None:
            return None
        self._running = None
        return True

    def _look(self) -> None:
        from pytest_timeout import timeout_timer

        while True:
            time.sleep(LOOKS)
            running = self._running
            if running is not None and time.monotonic() > running[0]:
                self._running = None  # where somebody looks into it with a debugger it goes on
                if "PYTEST_XDIST_WORKER" in os.environ:  # nobody reads what pytest-timeout prints there
                    faulthandler.dump_traceback(running[1].config.stash.get(fault_handler_stderr_fd_key, 2))
                timeout_timer(*running[1:])
