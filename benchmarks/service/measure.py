"""Measure the service on a million cases: ``python -m benchmarks.service.measure [CASES] [--keep]`` from the repository's root.

Makes a database on a PostgreSQL (``DUALUSE_TEST_POSTGRESQL``; without one, says so and ends with 0), fills it (:mod:`benchmarks.service.million`), and asks the API itself, in one
process: a list of 100, the page far below it, searches that meet much, little and nothing, and one case, as a supervisor of the biggest authority, an officer of a
small one, an exporter of a small firm and one of the biggest. Prints the median and the 99th percentile of 200 requests, as milliseconds and as beats, and how many
queries each takes; ends with 1 where one is slower than asked for (100 ms, 250 ms) or where a page far below takes other queries than the first.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from benchmarks.calibration import beat

CASES: Final = 1_000_000
REQUESTS: Final = 200
MEDIAN: Final = 100.0
"""Milliseconds asked for, of the median."""
WORST: Final = 250.0
"""Milliseconds asked for, of the 99th percentile."""
SERVER: Final = os.environ.get("DUALUSE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
DATABASE: Final = "dualuse_bench"


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody with a token, and where its cases stand."""

    name: str
    token: str
    route: str


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    cases = int(arguments[0]) if arguments else CASES
    with tempfile.TemporaryDirectory() as home, _database(keep="--keep" in sys.argv) as is_filled:
        os.environ["DUALUSE_HOME"] = home
        from dualuse.portal.running import migrate, start

        start()
        if not is_filled:
            _filled(cases, migrate)
        sys.exit(0 if _measured() else 1)


@contextmanager
def _database(*, keep: bool) -> Iterator[bool]:
    """The database that is measured, as the service's own; whether it was filled already (``--keep`` leaves it there)."""
    import psycopg

    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.Error:
        print(f"no PostgreSQL at {SERVER} (DUALUSE_TEST_POSTGRESQL): the service was not measured")
        sys.exit(0)
    with server:
        rows = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchall()
        if not rows:
            server.execute(f'CREATE DATABASE "{DATABASE}"')
        os.environ["DATABASE_URL"] = f"{SERVER.rpartition('/')[0]}/{DATABASE}"
        os.environ["DUALUSE_REQUESTS_TOKEN"] = os.environ["DUALUSE_REQUESTS_STRANGER"] = "1000000000"
        try:
            yield bool(rows)
        finally:
            if not keep:
                server.execute(f'DROP DATABASE "{DATABASE}" WITH (FORCE)')


def _filled(cases: int, migrate: Any) -> None:
    from benchmarks.service.million import fill
    from dualuse.licensing.demonstration.building import build

    begin = time.perf_counter()
    migrate()
    build()
    fill(cases)
    print(f"{cases:,} cases made in {time.perf_counter() - begin:,.0f} s")


def _askers() -> tuple[Asker, ...]:
    from dualuse.licensing.people.models import Organisation, Person
    from dualuse.licensing.people.registering import NewPerson, add_person
    from dualuse.licensing.people.tokens import new_token

    since = date.today()

    def asker(name: str, route: str, role: str, **where: str) -> Asker:
        email = f"{role}@{(where.get('authority') or where['organisation']).lower()}.bench.example"
        person = Person.objects.filter(email=email).first() or add_person(
            NewPerson(email=email, name=name, role=role, since=since, **where), None
        )
        return Asker(name, new_token(person, "bench"), route)

    firms = list(Organisation.objects.filter(reference__startswith="FIRM-").order_by("pk")[:12])
    return (
        asker("supervisor of the biggest authority", "cases", "supervisor", authority="DE"),
        asker("officer of a small authority", "cases", "officer", authority="MT"),
        asker("exporter of the biggest firm", "applications", "exporter", organisation=firms[0].reference),
        asker("exporter of a small firm", "applications", "exporter", organisation=firms[11].reference),
    )


def _measured() -> bool:
    """Print the table; whether all is as asked for."""
    from django.test import Client

    client = Client()
    unit = beat() * 1000
    print(f"a beat: {unit:.2f} ms; asked for: median {MEDIAN:.0f} ms, 99th percentile {WORST:.0f} ms")
    print(f"{'who':36} {'what':28} {'median':>9} {'99 %':>9} {'beats':>7} {'queries':>7}")
    are_well = True
    for asker in _askers():
        for what, path in _paths(client, asker):
            times, queries = _times(client, asker, path)
            median, worst = statistics.median(times), sorted(times)[int(len(times) * 0.99) - 1]
            print(
                f"{asker.name:36} {what:28} {median:7.1f}ms {worst:7.1f}ms {median / unit:7.2f} {queries:7}"
            )
            are_well &= median <= MEDIAN and worst <= WORST
    return are_well


def _paths(client: Any, asker: Asker) -> Iterator[tuple[str, str]]:
    route = f"/api/v1/{asker.route}"
    page = _answer(client, asker, f"{route}?limit=100")
    reference = page["items"][len(page["items"]) // 2]["reference"]
    cursor = page["next"]
    for _ in range(20):
        if (
            following := _answer(client, asker, f"{route}?limit=100&after={cursor}")["next"]
            if cursor
            else None
        ) is None:
            break
        cursor = following
    yield "list of 100", f"{route}?limit=100"
    if cursor is not None:
        yield "a page far below", f"{route}?limit=100&after={cursor}"
    if asker.route == "cases":
        yield "list of a state", f"{route}?limit=100&state=in_work"
        yield "list of an assignee", f"{route}?limit=100&assignee=officer@de.example"
        yield "list of nobody's", f"{route}?limit=100&assignee=nobody@de.example"
        yield "list of an empty queue", f"{route}?limit=100&queue=none"
        for what, words in (
            ("much", "Aurelion"),
            ("little", "Kestrel Lasers 10"),
            ("nothing", "Zyxwvut"),
            ("a reference", reference),
        ):
            yield f"search that meets {what}", f"{route}?limit=100&q={words.replace(' ', '+')}"
        yield "events of a case", f"{route}/{reference}/events"
    yield "one case", f"{route}/{reference}"


def _answer(client: Any, asker: Asker, path: str) -> Any:
    response = client.get(path, headers={"Authorization": f"Bearer {asker.token}"})
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code} {response.content[:300]!r}")
    return response.json()


def _times(client: Any, asker: Asker, path: str) -> tuple[list[float], int]:
    """Milliseconds of each request, and the number of queries of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        _answer(client, asker, path)
    number = len(queries)  # counted now: the next request empties the log
    times = []
    for _ in range(REQUESTS):
        begin = time.perf_counter()
        _answer(client, asker, path)
        times.append((time.perf_counter() - begin) * 1000)
    return times, number


if __name__ == "__main__":
    main()
