"""Where the real list files lie, and what tests of readers share."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from dualuse.sources.lists.listed_party import ListedParty
from dualuse.sources.lists.reading import ReadList, read_list
from tests.support.built_once import built_once
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


_READING = """
import json, sys
from collections import Counter
from pathlib import Path
from dualuse.sources.lists.reading import read_list
parties, understood, not_understood = 0, 0, Counter()
for party in read_list(Path(sys.argv[1])).parties:
    where = (*party.nationalities, *party.countries, *(each.country for each in party.addresses))
    parties += 1
    understood += sum(bool(each.code) for each in where)
    not_understood.update(each.text for each in where if each.text and not each.code)
status = Path("/proc/self/status")
peak = next((int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:")), 0) if status.exists() else 0
print(json.dumps({"parties": parties, "megabytes": peak // 1024, "understood": understood, "not_understood": not_understood}))
"""


@dataclass(frozen=True)
class ReadByItself:
    """What a process that reads a whole list, and does nothing else, tells of it.

    ``megabytes``: its own peak since it began (VmHWM, on Linux only), as what getrusage says begins with the memory of the process
    that started it; ``understood``: how many countries have a code, ``not_understood``: the texts of the others, with how often.
    """

    parties: int
    megabytes: int
    understood: int
    not_understood: dict[str, int]


def read_by_itself(factory: pytest.TempPathFactory, name: str) -> ReadByItself:
    """A real list file read in a process of its own, once for all tests."""
    path = real(name)

    def read_it(folder: Path) -> None:
        command = [sys.executable, "-c", _READING, str(path)]
        done = subprocess.run(command, capture_output=True, check=True, timeout=300)
        (folder / "read.json").write_bytes(done.stdout)

    folder = built_once(factory, f"read-{name.replace('/', '-')}", read_it)
    return ReadByItself(**json.loads((folder / "read.json").read_bytes()))


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A small file of a test."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def count(pattern: str, raw: str) -> int:
    """How often ``pattern`` stands in the raw text of a file: counted apart from any reader."""
    return len(re.findall(pattern, raw))
