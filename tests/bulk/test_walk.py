"""A row on its way through ``bulk`` goes from file to file, and seldom comes back to one that it had left."""

from __future__ import annotations

import subprocess
import sys

from tests.support.paths import TESTS

MOST_TURNS = 8


def test_a_row_seldom_turns_back() -> None:
    command = [sys.executable, str(TESTS.parent / "scripts/count_turns.py"), "--most", str(MOST_TURNS)]
    counted = subprocess.run(command, capture_output=True, text=True, check=False)
    assert counted.returncode == 0, counted.stdout + counted.stderr
