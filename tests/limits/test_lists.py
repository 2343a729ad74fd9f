"""Lists, bundles and the index made of them: what would fill the memory or take hours is one clear error, and real lists are read."""

from __future__ import annotations

import gzip
import json
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest

from dualuse.inputs.problems import InputError
from dualuse.screening.index.arrays_file import NotAnArraysFileError, read_arrays, write_arrays
from dualuse.screening.properties import MOST_VALUES, counterparty
from dualuse.sources.lists.bundle import add_bundle, write_bundle
from dualuse.sources.lists.installing import Adding
from dualuse.sources.lists.reading import read_list
from dualuse.sources.lists.store import ListStore
from tests.support.bounded import Ended, bounded

_READ = """
from pathlib import Path
from dualuse.inputs.problems import InputError
from dualuse.sources.lists.reading import read_list
try:
    for party in read_list(Path(sys.argv[1])).parties:
        pass
    print("READ")
except InputError as error:
    print(error.problems[0].what.code)
"""
_EU = b'<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-01">'


def _read(path: Path) -> Ended:
    return bounded(_READ, path, megabytes=700)


def _refused(path: Path, code: str) -> None:
    ended = _read(path)
    assert ended.stdout.strip() == code, ended
    assert ended.peak < 450, ended


def _packed(path: Path, *pieces: tuple[bytes, int]) -> Path:
    with gzip.open(path, "wb", compresslevel=9) as stream:
        for piece, times in pieces:
            block = piece * min(times, 10_000)
            for _ in range(max(1, times // 10_000)):
                stream.write(block)
    return path


@pytest.mark.parametrize(
    "piece", [b"<a/>", b"<a><b>", b"x" * 50, b"<a b='c'/>"], ids=["empty", "deep", "text", "attributes"]
)
def test_packed_xml_without_an_entry(tmp_path: Path, piece: bytes) -> None:
    path = _packed(tmp_path / "list.xml.gz", (_EU, 1), (piece, 2_000_000))
    assert path.stat().st_size < 300_000
    _refused(path, "lists.xml_endless")


def test_packed_xml_of_elements_in_each_other_takes_little_memory(tmp_path: Path) -> None:
    """58 kB of ``<a><a>…`` took 434 MB before it was refused: none of them comes to an end, so none was counted."""
    path = _packed(tmp_path / "list.xml.gz", (_EU, 1), (b"<a>", 20_000_000))
    ended = _read(path)
    assert ended.stdout.strip() == "lists.xml_endless", ended
    assert ended.peak < 200, ended


def test_xml_with_more_attributes_than_fit(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    attributes = b" ".join(b'a%d=""' % number for number in range(3_000_000))
    path.write_bytes(_EU + b"<a " + attributes + b"/></export>")
    _refused(path, "lists.xml_endless")


def test_packed_lines_that_do_not_end(tmp_path: Path) -> None:
    entity = b'{"id": "a", "schema": "Person", "properties": {"name": ["b"]}}\n'
    _refused(_packed(tmp_path / "list.json.gz", (entity, 1), (b" " * 100, 900_000)), "lists.ftm.long")
    _refused(_packed(tmp_path / "more.json.gz", (entity, 1), (b" " * 99 + b"\n", 900_000)), "lists.gzip_bomb")


def test_an_entry_with_300_000_names(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    names = [f"Name {number}" for number in range(300_000)]
    path.write_text(
        json.dumps({"id": "a", "schema": "Person", "properties": {"name": names, "topics": ["sanction"]}})
        + "\n"
    )
    _refused(path, "lists.names")


def test_a_party_with_300_000_names_is_told_in_a_moment() -> None:
    values = {"name": [f"Name {number}" for number in range(300_000)]}
    problem = counterparty("K-1", "Person", values)
    assert problem.what.code == "too_many_values"
    assert not hasattr(counterparty("K-1", "Person", {"name": values["name"][:MOST_VALUES]}), "what")


# Bundles


def _store(tmp_path: Path) -> ListStore:
    path = tmp_path / "list.jsonl"
    rows = [
        {"id": f"W-{n}", "schema": "Person", "properties": {"name": [f"Orlow {n}"], "topics": ["sanction"]}}
        for n in range(50)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    store = ListStore(tmp_path / "home")
    store.install(path, Adding(list_id="invented", label="2026-01-01"))
    return store


def _refused_bundle(tmp_path: Path, path: Path) -> str:
    with pytest.raises(InputError) as caught:
        add_bundle(ListStore(tmp_path / "other"), path)
    return caught.value.problems[0].what.code


def test_a_bundle_with_40_000_members(tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bundle.json", "{}")
        for number in range(40_000):
            archive.writestr(f"a/{number}/edition.json", "")
    assert _refused_bundle(tmp_path, path) == "bundle_members"


def test_a_bundle_that_unpacks_to_more_than_any(tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bundle.json", "{}")
        archive.writestr("a/1/parties.jsonl", b" " * (100 << 20))
    assert _refused_bundle(tmp_path, path) == "bundle_bomb"


@pytest.mark.parametrize("content", [b"PK\x05\x06", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18])
def test_a_zip_without_its_directory(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(content)
    assert _refused_bundle(tmp_path, path) in ("bundle_damaged", "bundle_members")


def test_a_bundle_of_a_list_is_read(tmp_path: Path) -> None:
    store = _store(tmp_path)
    write_bundle(store, tmp_path / "bundle.zip")
    added = add_bundle(ListStore(tmp_path / "other"), tmp_path / "bundle.zip")
    assert [edition.records for edition in added.editions] == [50]


# The index


def test_every_flipped_bit_of_an_index_is_found_and_raises_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "names.index"
    arrays = {"one": np.arange(50, dtype=np.int64), "two": np.arange(9, dtype=np.uint8).reshape(3, 3)}
    write_arrays(path, {"matcher": "1"}, arrays)
    content = path.read_bytes()
    whole = read_arrays(path)
    assert whole.facts == {"matcher": "1"}
    length = int.from_bytes(content[8:16], "little")
    begin = -(-(24 + length) // 64) * 64
    chosen = random.Random(14).sample(range(8 * len(content)), 1500)
    flips = [*range(8 * (24 + length)), *(bit for bit in chosen if bit >= 8 * begin)]
    for bit in flips:
        damaged = bytearray(content)
        damaged[bit // 8] ^= 1 << bit % 8
        path.unlink()
        path.write_bytes(damaged)
        with pytest.raises(NotAnArraysFileError):
            read_arrays(path)


# Real ones


def test_a_packed_list_with_many_entries_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.json.gz"
    with gzip.open(path, "wt") as stream:
        for number in range(20_000):
            entity = {
                "id": f"W-{number}",
                "schema": "Person",
                "properties": {"name": [f"Orlow {number}"], "topics": ["sanction"]},
            }
            stream.write(json.dumps(entity) + "\n")
    assert sum(1 for _ in read_list(path).parties) == 20_000
