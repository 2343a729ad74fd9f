"""Measure the ledger over HTTP: ``python -m benchmarks.service.ledger [SECONDS]`` from the repository's root.

Makes a database on a PostgreSQL (``DUALUSE_TEST_POSTGRESQL``; without one, says so and ends with 0), starts the service with two workers, and lets 64 customs clients reserve one piece after the
other: all of one line, then of 1,000 authorisations. Beside each, in the same run, a bare ledger: a row that is locked, lessened and written, with one more row for the movement, by psycopg alone. Prints
movements a second, and the ratio; ends with 1 where there are fewer than asked for (150 a second on one line, 600 spread).
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

CLIENTS: Final = 64
SECONDS: Final = 8.0
SPREAD: Final = 1_000
HOT: Final = 150
WIDE: Final = 600
"""Movements a second asked for: on one line, and spread over many."""
SERVER: Final = os.environ.get("DUALUSE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
DATABASE: Final = "dualuse_ledger_bench"
ADDRESS: Final = f"{SERVER.rpartition('/')[0]}/{DATABASE}"
Step = Callable[[int, int], None]
"""What a client does once: its number, and how often it did so before."""


def main() -> None:
    import psycopg

    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.Error:
        print(f"no PostgreSQL at {SERVER} (DUALUSE_TEST_POSTGRESQL): the ledger was not measured")
        return
    with server, tempfile.TemporaryDirectory() as home:
        server.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{DATABASE}"')
        try:
            sys.exit(0 if _measured(home, seconds) else 1)
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')


def _measured(home: str, seconds: float) -> bool:
    os.environ |= {"DUALUSE_HOME": home, "DATABASE_URL": ADDRESS, "DUALUSE_REQUESTS_CUSTOMS": "1000000000"}
    from dualuse.portal.running import migrate, start

    start()
    migrate()
    token, numbers = _filled()
    _bare_tables()
    port = _free_port()
    command = [sys.executable, "-m", "dualuse", "serve", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as service:
        try:
            _wait_for(port)
            is_fast = True
            for name, hot, asked in (("one line", True, HOT), ("spread", False, WIDE)):
                bare = _rate(partial(_bare, hot=hot), seconds)
                through = _rate(partial(_client, port, token, numbers, hot=hot), seconds)
                print(
                    f"{name:9} {through:7.0f} movements a second over HTTP, {bare:7.0f} of the bare ledger: {through / bare:.2f} of it;"
                    f" asked for {asked}"
                )
                is_fast &= through >= asked
            return is_fast
        finally:
            service.terminate()


def _rate(make: Callable[[], Step], seconds: float) -> float:
    """Steps a second of all clients together."""
    counts = [0] * CLIENTS
    stop = time.perf_counter() + seconds + 1
    failures: list[BaseException] = []

    def run(place: int) -> None:
        step = make()
        try:
            while time.perf_counter() < stop:
                step(place, counts[place])
                counts[place] += 1
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(CLIENTS)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(counts) / (time.perf_counter() - begin)


def _client(port: int, token: str, numbers: list[str], *, hot: bool) -> Step:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    at = datetime.now(UTC).isoformat()

    def step(place: int, count: int) -> None:
        number = numbers[0] if hot else numbers[1 + (place + count * CLIENTS) % SPREAD]
        body = {
            "authorisation": number,
            "line": "1",
            "quantity": "1",
            "unit": "piece",
            "declaration": {
                "type": "MRN",
                "number": f"26DE{int(hot)}{place:04}{count:09}",
                "item": 1,
                "exporter_eori": "DE1234567890",
                "destination": "AE",
                "cn_code": "90304000",
            },
            "member_state": "DE",
            "office": "DE004851",
            "at": at,
        }
        connection.request("POST", "/api/v1/customs/reservations", json.dumps(body), headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"{answer.status} {said[:300]!r}")

    return step


def _bare(*, hot: bool) -> Step:
    import psycopg

    connection = psycopg.connect(ADDRESS)

    def step(place: int, count: int) -> None:
        line = 0 if hot else 1 + (place + count * CLIENTS) % SPREAD
        with connection.transaction():
            connection.execute("SELECT left_over FROM bare_line WHERE id = %s FOR UPDATE", [line])
            connection.execute("UPDATE bare_line SET left_over = left_over - 1 WHERE id = %s", [line])
            connection.execute("INSERT INTO bare_movement (line, quantity) VALUES (%s, 1)", [line])

    return step


def _bare_tables() -> None:
    import psycopg

    with psycopg.connect(ADDRESS) as connection:
        connection.execute("CREATE TABLE bare_line (id int PRIMARY KEY, left_over numeric NOT NULL)")
        connection.execute(
            "CREATE TABLE bare_movement (id bigserial PRIMARY KEY, line int NOT NULL, quantity numeric NOT NULL)"
        )
        connection.execute(
            "INSERT INTO bare_line SELECT n, 1000000000 FROM generate_series(0, %s) n", [SPREAD]
        )


def _filled() -> tuple[str, list[str]]:
    """A token of customs, and the numbers of the authorisations: the first is the one on which all draw."""
    from dualuse.licensing.authorisations.models import (
        Authorisation,
        AuthorisationLine,
        AuthorisationVersion,
    )
    from dualuse.licensing.cases.models import Case
    from dualuse.licensing.people.models import Authority, Organisation, Person, Position
    from dualuse.licensing.people.tokens import new_token
    from dualuse.licensing.references import new_code

    moment = datetime.now(UTC)
    authority = Authority.objects.create(code="DE", member_state="DE", name="Authority")
    firm = Organisation.objects.create(reference="O-1", name="Firm GmbH", country="DE", eori="DE1234567890")
    case = Case.objects.create(
        reference="A-1", kind="individual", authority=authority, organisation=firm, opened_by="exporter", state="decided", created=moment,
    )  # fmt: skip
    numbers = [f"DE-2026-{place:08}" for place in range(SPREAD + 1)]
    rows = Authorisation.objects.bulk_create(
        Authorisation(
            number=number,
            code=new_code(),
            kind="individual",
            authority=authority,
            holder=firm,
            case=case,
            granted=moment,
        )
        for number in numbers
    )
    versions = AuthorisationVersion.objects.bulk_create(
        AuthorisationVersion(
            authorisation=row, number=1, valid_from=moment.date() - timedelta(days=1), valid_until=moment.date() + timedelta(days=300),
            destinations=["AE"], parties=[], made=moment,
        )
        for row in rows
    )  # fmt: skip
    AuthorisationLine.objects.bulk_create(
        AuthorisationLine(
            version=version, line="1", description="Analyser", entries=["3A002.c"], cn_code="90304000", limited_by="quantity",
            quantity=1_000_000_000, unit="piece",
        )
        for version in versions
    )  # fmt: skip
    person = Person.objects.create_person("customs@example.org", "customs")
    Position.objects.create(person=person, role="customs", since=moment.date() - timedelta(days=1))
    return new_token(person, "bench"), numbers


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the service did not begin")


if __name__ == "__main__":
    main()
