"""Processes that are killed in the middle of decisions, and many officers on one case: what was acknowledged is there with its event, once.

Thirty decisions run here, a thousand with ``DUALUSE_TESTS=whole``; on both databases, with processes of their own.
"""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

import pytest
from django.conf import settings
from django.db import connections

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.cases.applications import submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import Reasons
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.people.actors import actor_of
from dualuse.licensing.people.models import Person
from dualuse.licensing.refusals import Guarded
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People, apply_with_specification, make_people

WHOLE_RUN = os.environ.get("DUALUSE_TESTS") == "whole"
NUMBER = 1_000 if WHOLE_RUN else 30
KILLS = 20 if WHOLE_RUN else 3
OFFICERS = 16 if WHOLE_RUN else 6
REASONS = Reasons(internal="Usual customer.", applicant="The use is civil.", public="Civil use.")


@pytest.fixture(scope="module")
def waiting(kept_database: str, listed_home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One case for many officers, and those that are decided while processes are killed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUALUSE_HOME", str(listed_home))
        patch.setattr(settings, "DUALUSE_DOCUMENTS", tmp_path_factory.mktemp("documents"))
        people = make_people()
        return [_proposed(people) for _ in range(NUMBER + 1)]


def _proposed(people: People) -> str:
    reference = apply_with_specification(
        people.exporter, "individual", UNLISTED, WHOLE, authority="DE"
    ).reference
    submit(people.exporter, reference)
    assign(people.officer, reference, "officer@example.org")
    assess(people.officer, reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(people.officer, reference)
    propose(people.officer, reference, {}, REASONS, valid_until=TODAY + timedelta(days=300))
    return reference


@dataclass(frozen=True)
class Worker:
    """A process of its own that countersigns one case after the other, and what it says of each."""

    process: int
    told: IO[str]

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)

    def rest(self) -> list[str]:
        """What it says until it ends."""
        lines = self.told.readlines()
        self.told.close()
        os.waitpid(self.process, 0)
        return lines


def worker(references: list[str]) -> Worker:
    connections["default"].close()
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            _countersign_all(references, writing)
        finally:
            os._exit(0)
    os.close(writing)
    return Worker(process, os.fdopen(reading))


def _countersign_all(references: list[str], writing: int) -> None:
    actor = actor_of(Person.objects.get(email="second@example.org"), TODAY)
    for reference in references:
        try:
            countersign(actor, reference, "")
        except Guarded as refused:
            os.write(writing, f"refused {reference} {refused.guard}\n".encode())
        else:
            os.write(writing, f"decided {reference}\n".encode())


def see_whole(references: list[str]) -> None:
    """Each of them was decided once: one authorisation, one event of it, and nothing half."""
    for reference in references:
        case = Case.objects.get(reference=reference)
        assert case.state == "decided"
        assert Event.objects.filter(chain=case.chain, action="countersign").count() == 1
        assert Proposal.objects.get(case=case).standing == "countersigned"
        assert Authorisation.objects.get(case=case).versions.get().lines.count() == 1
    assert list(record_faults()) == []


def test_what_was_acknowledged_before_a_kill_is_there_and_nothing_is_half(waiting: list[str]) -> None:
    references = waiting[1:]
    moments = random.Random(2021)
    acknowledged: set[str] = set()
    kills = 0
    while len(acknowledged) < NUMBER:
        process = worker([reference for reference in references if reference not in acknowledged])
        lines = [process.told.readline()]
        if kills < KILLS and lines[0]:
            time.sleep(moments.uniform(0.01, 0.3))
            process.kill()
            kills += 1
        lines += process.rest()
        for words in (line.split() for line in lines if line.endswith("\n")):
            # What was committed and not told any more is found decided: "state".
            assert words[0] == "decided" or words[2] == "state"
            acknowledged.add(words[1])
        states = dict(Case.objects.filter(reference__in=references).values_list("reference", "state"))
        assert {states[reference] for reference in acknowledged} == {"decided"}
        # What is not acknowledged is whole all the same: proposed, or decided with everything that belongs to it.
        assert set(states.values()) <= {"proposed", "decided"}
        decided = [reference for reference, state in states.items() if state == "decided"]
        assert Authorisation.objects.filter(case__reference__in=references).count() == len(decided)
        chains = [f"case:{reference}" for reference in references]
        assert Event.objects.filter(chain__in=chains, action="countersign").count() == len(decided)
    assert kills == KILLS
    see_whole(references)


def test_many_officers_on_one_case_make_one_decision(waiting: list[str]) -> None:
    processes = [worker(waiting[:1]) for _ in range(OFFICERS)]
    told = [process.rest()[0].split() for process in processes]
    assert [words[0] for words in told].count("decided") == 1
    assert {words[2] for words in told if words[0] == "refused"} == {"state"}
    see_whole(waiting[:1])
