"""Many customs offices draw on one line at once, some die in between: exact, none twice, none below nought. Processes of their own, on both databases."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import IO

import pytest
from django.conf import settings
from django.db import DatabaseError, connections

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event
from dualuse.licensing.ledger.changes import changes_after
from dualuse.licensing.ledger.drawing import reserve_for, settle
from dualuse.licensing.ledger.models import CustomsChange, LineBalance, Movement, Reservation
from dualuse.licensing.ledger.verifying import ledger_faults
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.references import new_code
from dualuse.licensing.refusals import Guarded
from tests.support.service_ledger import NOON, declared, make_authorisation, make_customs, pieces
from tests.support.service_people import make_people
from tests.support.turns import WHOLE

CLIENTS = 64 if WHOLE else 8
GRANTED = 400 if WHOLE else 40


@pytest.fixture(scope="module")
def line(
    kept_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Actor, Authorisation]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DUALUSE_DOCUMENTS", tmp_path_factory.mktemp("documents"))
        people = make_people()
        yield make_customs(), make_authorisation(people, quantity=str(GRANTED))


def client(customs: Actor, number: str, place: int) -> tuple[int, IO[str]]:
    """A process that reserves one piece after the other and lets it leave, until nothing is left; what it was told."""
    connections["default"].close()
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, os.fdopen(reading)
    try:
        os.close(reading)
        _draw(customs, number, place, writing)
    finally:
        os._exit(0)


def _draw(customs: Actor, number: str, place: int, writing: int) -> None:
    for count in range(10_000):
        at = declared(place * 100_000 + count)
        while True:
            try:
                reference = reserve_for(customs, number, "1", at, pieces(1)).reservation.reference
                os.write(writing, f"reserved {reference}\n".encode())
                settle(customs, "consume", reference, None, NOON)
                os.write(writing, f"consumed {reference}\n".encode())
            except Guarded as refused:
                os.write(writing, f"refused {refused.guard}\n".encode())
                return
            except DatabaseError:
                time.sleep(0.01)
                continue
            break


def test_one_line_is_drained_by_many_of_whom_half_die(line: tuple[Actor, Authorisation]) -> None:
    customs, authorisation = line
    clients = [client(customs, authorisation.number, place) for place in range(CLIENTS)]
    moments = random.Random(2024)
    for process, _ in clients[: CLIENTS // 2]:
        time.sleep(moments.uniform(0.01, 0.08))
        os.kill(process, signal.SIGKILL)
    told = []
    for process, answers in clients:
        told += [row.split() for row in answers.readlines() if row.endswith("\n")]
        answers.close()
        os.waitpid(process, 0)
    # Whoever lived was told that there is no more.
    assert [row for row in told if row[0] == "refused"] == [["refused", "not_enough"]] * (
        CLIENTS - CLIENTS // 2
    )
    balance = LineBalance.objects.get(authorisation=authorisation)
    drawn = Reservation.objects.filter(authorisation=authorisation)
    assert drawn.count() == GRANTED
    assert balance.reserved_quantity + balance.consumed_quantity == GRANTED
    # What was acknowledged is there, and nothing half.
    assert {row[1] for row in told if row[0] == "reserved"} <= set(drawn.values_list("reference", flat=True))
    consumed = set(drawn.filter(consumed_quantity=1).values_list("reference", flat=True))
    assert {row[1] for row in told if row[0] == "consumed"} <= consumed
    assert len(consumed) == balance.consumed_quantity
    chain = f"ledger:{authorisation.number}"
    assert list(faults(chain)) == []
    assert list(ledger_faults()) == []
    movements = Movement.objects.filter(reservation__authorisation=authorisation)
    assert movements.count() == Event.objects.filter(chain=chain).count() == GRANTED + len(consumed)
    # Those who died left what they had reserved; people see it, and customs frees it.
    for reservation in drawn.filter(reserved_quantity__gt=0):
        settle(customs, "free", reservation.reference, None, NOON)
    balance.refresh_from_db()
    assert (balance.reserved_quantity, balance.consumed_quantity) == (Decimal(0), Decimal(len(consumed)))


def test_changes_are_read_while_they_are_made(line: tuple[Actor, Authorisation]) -> None:
    """Who reads on from where it stopped misses none, whatever is committed meanwhile."""
    customs, first = line
    writer = make_authorisation_beside(first)
    clients = [client(customs, writer, 1_000 + place) for place in range(4)]
    read: list[int] = []
    seen: list[int] = []
    running = {process for process, _ in clients}
    while running:
        for row in changes_after(customs, read[-1] if read else 0):
            read.append(row.cursor or 0)
            seen.append(row.pk)
        running -= {process for process in running if os.waitpid(process, os.WNOHANG)[0]}
    for row in changes_after(customs, read[-1]):
        read.append(row.cursor or 0)
        seen.append(row.pk)
    for _, answers in clients:
        answers.close()
    assert read == list(range(1, len(read) + 1))
    assert sorted(seen) == sorted(CustomsChange.objects.values_list("pk", flat=True))


def make_authorisation_beside(first: Authorisation) -> str:
    """The number of another one of the same holder."""
    version, line = first.versions.get(), first.versions.get().lines.get()
    other = Authorisation.objects.get(pk=first.pk)
    other.pk, other.number, other.code = None, f"{first.number}-B", new_code()
    other.save(force_insert=True)
    version.pk, version.authorisation = None, other
    version.save(force_insert=True)
    line.pk, line.version = None, version
    line.save(force_insert=True)
    return other.number
