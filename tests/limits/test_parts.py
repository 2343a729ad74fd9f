"""What killed writers left unfinished is swept away by the next writer of the same file, and never taken for a file; homes are their owner's alone."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from dualuse.inputs.whole_files import begin_part, replace_file, replace_files
from dualuse.sources.lists.installing import Adding
from dualuse.sources.lists.store import ListStore


def _left(folder: Path, name: str) -> Path:
    descriptor, path = begin_part(folder, name)
    os.write(descriptor, b"half")
    os.close(descriptor)  # as the system does for who is killed
    return Path(path)


@pytest.mark.parametrize("shared", [False, True])
def test_the_next_writer_sweeps_away_what_was_left(tmp_path: Path, shared: bool) -> None:
    left, other = _left(tmp_path, "heads.json"), _left(tmp_path, "other.json")
    descriptor, being_written = begin_part(tmp_path, "heads.json")
    replace_file(tmp_path / "heads.json", b"whole", shared=shared)
    assert (tmp_path / "heads.json").read_bytes() == b"whole"
    assert (left.exists(), other.exists(), Path(being_written).exists()) == (False, True, True)
    os.close(descriptor)


def test_several_files_take_their_places_all_or_none(tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    replace_files({first: b"1", second: b"2"})
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    second.unlink()
    second.mkdir()
    with pytest.raises(IsADirectoryError, match=r"second\.json"):
        replace_files({first: b"3", second: b"4"})
    with pytest.raises(FileNotFoundError):
        replace_files({first: b"3", tmp_path / "none" / "third.json": b"4"})
    assert first.read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.json", "second.json"]


@pytest.mark.skipif(os.name == "nt", reason="no modes on this system")
def test_a_home_that_is_made_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    entity = {"id": "W-1", "schema": "Person", "properties": {"name": ["Orlow"], "topics": ["sanction"]}}
    path.write_text(json.dumps(entity) + "\n")
    ListStore(tmp_path / "new" / "home").install(path, Adding(list_id="invented", label="2026-01-01"))
    assert stat.S_IMODE((tmp_path / "new" / "home").stat().st_mode) == 0o700
