"""Cases that wait for a countersignature, processes that countersign them, and what must be whole of a case that was decided."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from django.db import DatabaseError, connections

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
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People, apply_with_specification

REASONS = Reasons(internal="Usual customer.", applicant="The use is civil.", public="Civil use.")


def proposed_case(people: People) -> str:
    """The reference of a case that waits for its countersignature."""
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
        except DatabaseError:
            return  # the database went away: whether this one was decided is for who comes next to see
        else:
            os.write(writing, f"decided {reference}\n".encode())


def see_nothing_half(references: Sequence[str]) -> set[str]:
    """Those that were decided: each is proposed still, or decided with everything that belongs to it."""
    states = dict(Case.objects.filter(reference__in=references).values_list("reference", "state"))
    assert set(states.values()) <= {"proposed", "decided"}
    decided = {reference for reference, state in states.items() if state == "decided"}
    assert Authorisation.objects.filter(case__reference__in=references).count() == len(decided)
    chains = [f"case:{reference}" for reference in references]
    assert Event.objects.filter(chain__in=chains, action="countersign").count() == len(decided)
    return decided


def see_whole(references: list[str]) -> None:
    """Each of them was decided once: one authorisation, one event of it, and nothing half."""
    for reference in references:
        case = Case.objects.get(reference=reference)
        assert case.state == "decided"
        assert Event.objects.filter(chain=case.chain, action="countersign").count() == 1
        assert Proposal.objects.get(case=case).standing == "countersigned"
        assert Authorisation.objects.get(case=case).versions.get().lines.count() == 1
    assert list(record_faults()) == []
