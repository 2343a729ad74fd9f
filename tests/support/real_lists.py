"""Where the real list files lie, and what tests of readers share."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dualuse.sources.lists.listed_party import ListedParty
from dualuse.sources.lists.reading import ReadList, read_list
from tests.support.paths import SHARED

LISTS = SHARED / "screening/lists"


def real(name: str) -> Path:
    """A real list file; the test is skipped, and says so, where it is absent."""
    path = LISTS / name
    if not path.exists():
        pytest.skip(f"REAL MATERIAL ABSENT: no file {path}; this test compares with it and was not run")
    return path


def read(path: Path, list_id: str = "") -> tuple[ReadList, list[ListedParty]]:
    """The whole file."""
    content = read_list(path, list_id=list_id)
    return content, list(content.parties)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A small file of a test."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def count(pattern: str, raw: str) -> int:
    """How often ``pattern`` stands in the raw text of a file: counted apart from any reader."""
    return len(re.findall(pattern, raw))
