"""A folder in memory, where there is one: what is forced to the disk a thousand times is there at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dualuse.record import workspace


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(workspace, "_MOMENT", 0)  # nobody else writes there whom verifying would wait for
    place = Path("/dev/shm")
    if not place.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="dualuse-crash-", dir=place) as folder:
        yield Path(folder)
