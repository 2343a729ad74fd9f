"""A PostgreSQL that is stopped and started in the middle of decisions: what was acknowledged is there, and the service answers again by itself."""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import dj_database_url
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from tests.support import service_databases as databases
from tests.support.own_postgresql import OwnPostgresql, own_postgresql, programs
from tests.support.served import ask, served
from tests.support.service_decisions import proposed_case, see_nothing_half, see_whole, worker
from tests.support.service_people import make_people

NUMBER = 200 if os.environ.get("DUALUSE_TESTS") == "whole" else 12
PAGES = ("/sign-in", "/cases", "/", "/account", "/invited/x", "/sign-out")
SIGNED_IN = {
    "Cookie": "dualuse-session=a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6",
    "Accept-Language": "de",
}
STOPS = ("fast", "immediate")


@pytest.fixture(scope="module")
def cluster() -> Iterator[OwnPostgresql]:
    """A PostgreSQL of its own, with a migrated database as the default one."""
    binaries = programs()
    if binaries is None:
        pytest.skip("no programs of PostgreSQL are here: it was not stopped and started")
    # Not pytest's folder: it belongs to who runs the tests alone, and another user runs the cluster.
    with tempfile.TemporaryDirectory(prefix="dualuse-cluster-") as folder:
        Path(folder).chmod(0o755)
        with (
            own_postgresql(Path(folder) / "cluster", binaries) as own,
            databases.default(dj_database_url.parse(own.address)),
        ):
            call_command("migrate", verbosity=0, interactive=False)
            yield own


@pytest.fixture(scope="module")
def waiting(cluster: OwnPostgresql, listed_home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Cases that wait for their countersignature."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUALUSE_HOME", str(listed_home))
        patch.setattr(settings, "DUALUSE_DOCUMENTS", tmp_path_factory.mktemp("documents"))
        people = make_people()
        return [proposed_case(people) for _ in range(NUMBER)]


def test_what_was_acknowledged_before_a_stop_is_there_and_nothing_is_half(
    cluster: OwnPostgresql, waiting: list[str]
) -> None:
    moments = random.Random(821)
    acknowledged: set[str] = set()
    for how in (*STOPS, ""):
        process = worker([reference for reference in waiting if reference not in acknowledged])
        lines = [process.told.readline()]
        if how:
            time.sleep(moments.uniform(0.01, 0.15))
            connections["default"].close()
            cluster.stop(how)
            lines += process.rest()
            cluster.start()
        else:
            lines += process.rest()
        for words in (line.split() for line in lines if line.endswith("\n")):
            # What was committed and not told any more is found decided: "state".
            assert words[0] == "decided" or words[2] == "state"
            acknowledged.add(words[1])
        assert acknowledged <= see_nothing_half(waiting)
    assert acknowledged == set(waiting)
    see_whole(waiting)


def test_the_service_says_that_its_database_is_away_and_answers_again_by_itself(
    cluster: OwnPostgresql, waiting: list[str], tmp_path: Path
) -> None:
    token = new_token(Person.objects.get(email="officer@example.org"), "test")
    connections["default"].close()
    path = f"api/v1/cases/{waiting[0]}"
    with served(tmp_path, DATABASE_URL=cluster.address) as port:
        # As often as it has threads: each of them has a connection by then.
        assert [ask(port, path, token)[0] for _ in range(8)] == [200] * 8
        cluster.stop("immediate")
        answers = [ask(port, path, token) for _ in range(8)]
        assert {(status, json.loads(body)["guard"]) for status, body in answers} == {(503, "unavailable")}
        assert (ask(port, "healthz")[0], ask(port, "readyz")[0]) == (200, 503)
        for place in PAGES:
            with pytest.raises(HTTPError) as away:
                urlopen(Request(f"http://127.0.0.1:{port}{place}", headers=SIGNED_IN), timeout=20)
            assert (away.value.code, away.value.headers["Retry-After"]) == (503, "5"), place
            assert "erreicht seine Datenbank nicht" in away.value.read().decode(), place
        cluster.start()
        assert [ask(port, place.lstrip("/"))[0] for place in ("/sign-in", "/", "/cases")] == [200] * 3
        assert [ask(port, path, token)[0] for _ in range(8)] == [200] * 8
        assert ask(port, "readyz")[0] == 200
