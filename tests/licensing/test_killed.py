"""Processes that are killed in the middle of decisions, and many officers on one case: what was acknowledged is there with its event, once.

A hundred decisions run here, a thousand with ``DUALUSE_TESTS=whole``; on both databases, with processes of their own.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.deciding import propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import Reasons
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.verifying import record_faults
from tests.support import service_databases as databases
from tests.support.service_people import TODAY, UNLISTED, WHOLE

if TYPE_CHECKING:
    from tests.support.service_people import People

pytestmark = pytest.mark.usefixtures("specification_attached")
WHOLE_RUN = os.environ.get("DUALUSE_TESTS") == "whole"
NUMBER = 1_000 if WHOLE_RUN else 40
OFFICERS = 16 if WHOLE_RUN else 6
REASONS = Reasons(internal="Usual customer.", applicant="The use is civil.", public="Civil use.")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database that keeps what is written, as the default one; its address for other processes."""
    if request.param == "postgresql" and not databases.postgresql_is_there():
        pytest.skip(
            "no PostgreSQL is running (DUALUSE_TEST_POSTGRESQL): the service was tested on SQLite alone"
        )
    made = databases.sqlite(tmp_path) if request.param == "sqlite" else databases.postgresql()
    with made as settings, databases.default(settings):
        name = settings["NAME"]
        yield (
            f"sqlite:///{name}"
            if request.param == "sqlite"
            else f"{databases.SERVER.rpartition('/')[0]}/{name}"
        )


def proposed(number: int) -> tuple[People, list[str]]:
    """So many cases that wait for a second person."""
    from tests.support.service_people import make_people

    people = make_people()
    references = []
    for _ in range(number):
        reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
        submit(people.exporter, reference)
        assign(people.officer, reference, "officer@example.org")
        assess(people.officer, reference, dict.fromkeys("abcd", "Nothing speaks against it."))
        check_denials(people.officer, reference)
        propose(people.officer, reference, {}, REASONS, valid_until=TODAY.replace(year=TODAY.year + 1, day=1))
        references.append(reference)
    return people, references


def worker(address: str, references: list[str], **changes: Any) -> subprocess.Popen[str]:
    settings = {**os.environ, "DATABASE_URL": address}
    command = [sys.executable, "-m", "tests.support.service_worker", "second@example.org", *references]
    return subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True, **changes)


def see_whole(references: list[str]) -> None:
    """Each of them was decided once: one authorisation, one event of it, and nothing half."""
    for reference in references:
        case = Case.objects.get(reference=reference)
        assert case.state == "decided"
        assert Event.objects.filter(chain=case.chain, action="countersign").count() == 1
        assert Proposal.objects.get(case=case).standing == "countersigned"
        assert Authorisation.objects.get(case=case).versions.get().lines.count() == 1
    assert list(record_faults()) == []


def test_what_was_acknowledged_before_a_kill_is_there_and_nothing_is_half(address: str) -> None:
    _, references = proposed(NUMBER)
    made = random.Random(2021)
    acknowledged: list[str] = []
    kills = 0
    while len(acknowledged) < NUMBER:
        left = [reference for reference in references if reference not in acknowledged]
        process = worker(address, left)
        assert process.stdout is not None
        first = process.stdout.readline()
        lines = [first]
        if kills < (20 if WHOLE_RUN else 3) and first:
            time.sleep(made.uniform(0.01, 0.25))
            process.send_signal(signal.SIGKILL)
            kills += 1
        lines += process.stdout.read().splitlines()
        process.wait(timeout=60)
        # A decision that was committed and not told any more is found decided: "state".
        acknowledged += [
            line.split()[1] for line in lines if line.endswith(("\n", "")) and len(line.split()) > 1
        ]
        states = dict(Case.objects.values_list("reference", "state"))
        assert all(states[reference] == "decided" for reference in acknowledged)
        # What is not acknowledged is whole all the same: proposed, or decided with everything that belongs to it.
        assert set(states.values()) <= {"proposed", "decided"}
        decided = {reference for reference, state in states.items() if state == "decided"}
        assert Authorisation.objects.count() == len(decided)
        assert Event.objects.filter(action="countersign").count() == len(decided)
    assert kills >= 1
    see_whole(references)


def test_many_officers_on_one_case_make_one_decision(address: str) -> None:
    _, references = proposed(1)
    processes = [worker(address, references) for _ in range(OFFICERS)]
    told = [process.communicate(timeout=120)[0].split() for process in processes]
    assert [words[0] for words in told].count("decided") == 1
    assert {words[2] for words in told if words[0] == "refused"} <= {"state"}
    see_whole(references)
