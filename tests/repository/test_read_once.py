"""Files of cases are read in C, for speed: to the same data as users' files."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.schema.reading.plain_data import read_file
from tests.support.paths import REPOSITORY
from tests.support.read_once import plain

FILES = sorted((REPOSITORY / "tests" / "scenarios").rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(REPOSITORY)) for path in FILES])
def test_cases_are_read_as_users_files(path: Path) -> None:
    (document,) = read_file(path)
    assert plain(path) == document.data
