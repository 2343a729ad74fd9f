"""Processes that are killed in the middle of decisions, and many officers on one case: what was acknowledged is there with its event, once.

Thirty decisions run here, a thousand with ``DUALUSE_TESTS=whole``; on both databases, with processes of their own.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from django.conf import settings

from dualuse.licensing.decisions.proposal_faults import Reasons
from tests.support.service_decisions import proposed_case, see_nothing_half, see_whole, worker
from tests.support.service_people import make_people

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
        return [proposed_case(people) for _ in range(NUMBER + 1)]


def test_what_was_acknowledged_before_a_kill_is_there_and_nothing_is_half(waiting: list[str]) -> None:
    references = waiting[1:]
    moments = random.Random(2021)
    acknowledged: set[str] = set()
    kills = 0
    while len(acknowledged) < NUMBER:
        process = worker([reference for reference in references if reference not in acknowledged])
        lines = [process.told.readline()]
        if kills < KILLS and lines[0]:
            time.sleep(moments.uniform(0.005, 0.06))
            process.kill()
            kills += 1
        lines += process.rest()
        for words in (line.split() for line in lines if line.endswith("\n")):
            # What was committed and not told any more is found decided: "state".
            assert words[0] == "decided" or words[2] == "state"
            acknowledged.add(words[1])
        assert acknowledged <= see_nothing_half(references)
    assert kills == KILLS
    see_whole(references)


def test_many_officers_on_one_case_make_one_decision(waiting: list[str]) -> None:
    processes = [worker(waiting[:1]) for _ in range(OFFICERS)]
    told = [process.rest()[0].split() for process in processes]
    assert [words[0] for words in told].count("decided") == 1
    assert {words[2] for words in told if words[0] == "refused"} == {"state"}
    see_whole(waiting[:1])
