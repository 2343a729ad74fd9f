"""The store with the lists as their publishers gave them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.sources.lists.bundle import add_bundle, write_bundle
from dualuse.sources.lists.differences import differences
from dualuse.sources.lists.edition_files import read_lines
from dualuse.sources.lists.store import ListStore
from tests.support.paths import REPOSITORY, SHARED

RAW = SHARED / "screening/lists/raw"

pytestmark = pytest.mark.skipif(
    not RAW.is_dir(), reason=f"REAL MATERIAL ABSENT: no folder {RAW}; the store was not tried with real lists"
)

_CHILD = """
import json, sys, time
from pathlib import Path
from dualuse.sources.lists.store import ListStore
began = time.perf_counter()
added = ListStore(Path(sys.argv[1])).add(Path(sys.argv[2]))
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps({"records": added.editions[0].records, "peak": peak, "seconds": time.perf_counter() - began}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is in kilobytes on Linux only")
def test_the_largest_list_is_installed_within_the_memory_allowed_and_looked_up_at_once(
    tmp_path: Path,
) -> None:
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "src")}
    command = [sys.executable, "-c", _CHILD, str(tmp_path), str(RAW / "ofac_sdn_20240507.xml")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    listing = json.loads(done.stdout)
    assert listing["records"] == 14_966
    assert listing["peak"] < 300_000, "kilobytes"
    store = ListStore(tmp_path)
    began = time.perf_counter()
    party = store.party("ofac_sdn", "36")
    seconds = time.perf_counter() - began
    assert party is not None
    assert party.names
    assert seconds < 0.1, "half a millisecond where the machine is not busy"


def test_two_editions_of_the_security_council_are_compared(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    store.add(RAW / "un_sc_20250419.xml", accept_shrinkage=True)  # 877 entries, of 1,011 today
    store.add(RAW / "un_sc_20260227.xml")
    earlier, later = store.kept("un_sc")
    assert (earlier.dated, later.dated) == ("2025-04-19", "2026-02-27")
    changes = list(differences(store, earlier, later))
    before, after = (
        {values["id"]: digest for digest, values in read_lines(store.path(row))} for row in (earlier, later)
    )
    ids = {
        what: {row.party.id for row in changes if row.what == what}
        for what in ("added", "removed", "changed")
    }
    assert ids["added"] == after.keys() - before.keys()
    assert ids["removed"] == before.keys() - after.keys()
    assert ids["changed"] == {name for name in before.keys() & after.keys() if before[name] != after[name]}
    assert all(row.changes for row in changes if row.what == "changed")
    assert not any(row.another for row in changes)


def test_the_parts_of_the_screening_list_are_installed_together_and_carried(tmp_path: Path) -> None:
    store, there = ListStore(tmp_path / "here"), ListStore(tmp_path / "there")
    added = store.add(RAW / "us_csl_202204.csv")
    names = {row.list for row in added.editions}
    assert {"us_bis_entity", "us_bis_meu", "us_bis_uvl", "us_bis_dpl"} < names
    assert sum(row.records for row in added.editions) == 14_160
    bundle = write_bundle(store, tmp_path / "lists.zip")
    assert {row.list for row in bundle.editions} == names
    assert {row.list for row in add_bundle(there, tmp_path / "lists.zip").editions} == names
    assert there.editions() == store.editions()
    assert list(there.parties("us_bis_meu")) == list(store.parties("us_bis_meu"))


def test_a_list_cut_anywhere_leaves_the_former_edition(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    store.add(RAW / "un_sc_20250419.xml", accept_shrinkage=True)  # 877 entries, of 1,011 today
    before = store.editions()
    whole = (RAW / "un_sc_20260227.xml").read_bytes()
    cut = tmp_path / "cut.xml"
    for part in (0.0001, 0.1, 0.5, 0.9, 0.9999):
        cut.write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(InputError):
            store.add(cut)
        assert store.editions() == before
        assert store.whole(before[0])
