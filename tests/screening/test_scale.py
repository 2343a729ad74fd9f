"""Many parties: the same hits in this process, by two processes, over Arrow batches, and on Spark; in constant memory."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.screening.batches import ANSWERS, screen_batches, screen_on_spark
from dualuse.screening.counterparties import read_counterparties
from dualuse.screening.index.installed import Installed, installed
from dualuse.screening.matching.screened import Query, Screened
from dualuse.screening.matching.screener import Screener
from dualuse.screening.parallel import CHUNK, are_running, processes_kept, screen_many
from tests.support.screening_home import Entry, data_lines, install, invented, write_lines
from tests.support.spark import small_session

RUN = CliRunner()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("scale") / "home"
    there = Entry("AT", "Zulhab Fexost", properties={"address": [AT_HOME]})
    install(home, "xx_one", "2026-11-01", [*invented(900, 3), there])
    install(home, "xx_two", "2026-11-01", invented(300, 4, "O"))
    return home


@pytest.fixture(scope="module")
def lists(home: Path) -> Installed:
    installed_lists = installed(home)
    assert installed_lists is not None
    return installed_lists


@pytest.fixture(scope="module")
def parties() -> list[Entry]:
    """Some of them listed; more than one chunk, and no multiple of it."""
    neighbour = Entry("N", "Berthold Quendel", properties={"address": [AT_HOME]})
    return [neighbour, *invented(CHUNK + 90, 5, "C"), *invented(120, 3, "L")]


def _row(entry: Entry) -> dict[str, Any]:
    properties = {name: list(values) for name, values in entry.properties.items()}
    empty: dict[str, list[str]] = {"birthDate": [], "country": [], "address": []}
    return {"id": entry.id, "schema": entry.schema, "name": [entry.name], **empty, **properties}


AT_HOME = "Gundrelstraat 12, 3011 Rotterdam"
"""The address of a listed party, and of one that is asked for."""


def _plain(answers: list[Screened]) -> list[Any]:
    return [
        (
            answer.id,
            answer.status,
            [(hit.list, hit.entity, hit.score, hit.status, hit.queried, hit.name) for hit in answer.hits],
            [
                [(reason.code, reason.speaks, json.dumps(reason.params)) for reason in hit.because]
                for hit in answer.hits
            ],
        )
        for answer in answers
    ]


def _plain_rows(rows: list[dict[str, Any]]) -> list[Any]:
    return [
        (
            row["id"],
            row["status"],
            [
                tuple(hit[name] for name in ("list", "entity", "score", "status", "queried", "name"))
                for hit in row["hits"]
            ],
            [
                [
                    (reason["code"], reason["speaks"], json.dumps(reason["params"]))
                    for reason in json.loads(hit["because"])
                ]
                for hit in row["hits"]
            ],
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def expected(lists: Installed, parties: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """One party at a time, by the screener itself."""
    file = write_lines(tmp_path_factory.mktemp("parties") / "parties.jsonl", parties)
    screener = Screener.open(lists.index)
    queries = [line.query for line in read_counterparties(str(file)) if line.query is not None]
    answers = [screener.screen([query])[0] for query in queries]
    assert sum(answer.status == "hit" for answer in answers) > 50
    assert any(answer.status == "clear" for answer in answers)
    assert [hit.entity for hit in answers[0].hits] == ["AT"]
    return _plain(answers)


def _queries(parties: list[Entry], folder: Path) -> list[Query]:
    file = write_lines(folder / "parties.jsonl", parties)
    return [line.query for line in read_counterparties(str(file)) if line.query is not None]


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_give_the_same_hits(
    lists: Installed, parties: list[Entry], expected: list[Any], tmp_path: Path, workers: int
) -> None:
    answers = [answer for _, answer in screen_many(lists.index, _queries(parties, tmp_path), workers)]
    assert _plain(answers) == expected


def test_processes_that_stay_are_started_once_and_end(
    lists: Installed, parties: list[Entry], expected: list[Any], tmp_path: Path
) -> None:
    queries = _queries(parties, tmp_path)
    before = set(multiprocessing.active_children())
    with processes_kept():
        assert not are_running()
        asked = [_plain([answer for _, answer in screen_many(lists.index, queries, 2)]) for _ in range(2)]
        started = set(multiprocessing.active_children()) - before
        next(screen_many(lists.index, queries, 2))  # one that nobody asks on
        assert are_running()
        assert set(multiprocessing.active_children()) - before == started
    assert asked == [expected, expected]
    assert len(started) == 2
    assert not are_running()
    assert not any(process.is_alive() for process in started)


_ASKING = """
import multiprocessing, sys, time
from pathlib import Path
from dualuse.screening.matching.screened import Query
from dualuse.screening.parallel import processes_kept, screen_many

with processes_kept():
    list(screen_many(Path(sys.argv[1]), [Query(names=("Somebody",))] * 600, 2))
    print(*(process.pid for process in multiprocessing.active_children()), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are looked for as POSIX has them")
def test_processes_end_with_the_one_that_is_killed(lists: Installed) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _ASKING, str(lists.index)], stdout=subprocess.PIPE, text=True
    ) as asking:
        assert asking.stdout is not None
        started = [int(number) for number in asking.stdout.readline().split()]
        asking.kill()
    assert len(started) == 2
    end = time.monotonic() + 30
    while any(map(_is_there, started)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(_is_there, started))


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")  # one that has ended, and that nobody waited for, is still listed
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("size", [1, 100, 10_000])
def test_arrow_batches_give_the_same_hits(
    lists: Installed, parties: list[Entry], expected: list[Any], size: int
) -> None:
    some = parties if size > 1 else parties[:20]
    table = pa.Table.from_pylist([_row(party) for party in some])
    batches = list(screen_batches(iter(table.to_batches(size)), lists.index))
    assert all(batch.schema == ANSWERS for batch in batches)
    assert _plain_rows([row for batch in batches for row in batch.to_pylist()]) == expected[: len(some)]


def test_spark_gives_the_same_hits(lists: Installed, parties: list[Entry], expected: list[Any]) -> None:
    schema = "id string, schema string, name array<string>, birthDate array<string>, country array<string>, address array<string>"
    rows = [
        tuple(_row(party)[name] for name in ("id", "schema", "name", "birthDate", "country", "address"))
        for party in parties
    ]
    frame = small_session().createDataFrame(rows, schema).repartition(3)
    rows_by_id = {
        row["id"]: row.asDict(recursive=True) for row in screen_on_spark(frame, lists.index).collect()
    }
    assert _plain_rows([rows_by_id[party.id] for party in parties]) == expected


def test_a_row_that_cannot_be_read_is_answered_in_its_place(lists: Installed) -> None:
    rows = [
        {"id": "A", "schema": "Person", "name": "Somebody Whoever; Another Name", "birthDate": None},
        {"id": None, "schema": None, "name": None, "birthDate": None},
        {"id": "C", "schema": "Person", "name": "Somebody", "birthDate": "soon"},
    ]
    (batch,) = screen_batches(iter(pa.Table.from_pylist(rows).to_batches()), lists.index)
    answers = batch.to_pylist()
    assert [answer["id"] for answer in answers] == ["A", "", "C"]
    assert [answer["status"] for answer in answers] == ["clear", "not_screened", "clear"]
    assert answers[2]["unread"] == ["soon"]  # it is told, and the name is screened all the same


def test_an_empty_batch_stays_one(lists: Installed) -> None:
    schema = pa.schema([("id", pa.string()), ("name", pa.string())])
    (batch,) = screen_batches(iter([pa.RecordBatch.from_pylist([], schema=schema)]), lists.index)
    assert batch.num_rows == 0
    assert batch.schema == ANSWERS


@pytest.mark.parametrize("workers", [1, 2])
def test_parties_are_taken_as_they_are_needed(
    lists: Installed, parties: list[Entry], tmp_path: Path, workers: int
) -> None:
    """A file is never in memory as a whole: of an endless one the first answers come."""
    queries = _queries(parties, tmp_path)
    taken = 0

    def endless() -> Iterator[Query]:
        nonlocal taken
        while True:
            for query in queries:
                taken += 1
                yield query

    answers = screen_many(lists.index, endless(), workers)
    for _ in range(3):
        next(answers)
    assert taken <= CHUNK * (3 * workers + 1)
    answers.close()  # type: ignore[attr-defined]


def test_the_command_gives_the_same_with_two_processes(
    home: Path, parties: list[Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    file = str(write_lines(tmp_path / "parties.jsonl", parties))
    with_one, with_two = (
        RUN.invoke(app, ["screen", "--file", file, "--json", "--workers", workers]).stdout for workers in "12"
    )
    assert with_one == with_two
    assert [line["id"] for line in data_lines(with_one)] == [party.id for party in parties]
