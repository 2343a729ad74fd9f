"""The record of the service: a chain for each case, appended to and never changed, on both databases."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dualuse.licensing.events.chain import append, erase_contents, faults, faults_of_all
from dualuse.licensing.events.models import Event, EventContent
from dualuse.licensing.events.triggers import missing_triggers, put_triggers
from tests.support.unguarded import drop_triggers

CHAIN = "case:A-2026-1"


def _append(number: int = 1, chain: str = CHAIN, content: dict[str, str] | None = None) -> Event:
    return append(chain, actor="7", action="note", body={"count": number}, content=content)


@pytest.mark.usefixtures("database")
def test_events_are_numbered_and_hold_the_hash_of_the_one_before() -> None:
    events = [_append(number) for number in range(3)]
    assert [event.number for event in events] == [1, 2, 3]
    assert events[2].before == events[1].hash
    assert list(faults(CHAIN)) == []
    assert _append(chain="case:A-2026-2").number == 1


@pytest.mark.usefixtures("database")
def test_all_chains_are_looked_through_in_two_questions() -> None:
    """Each as if it were alone: what is wrong with one, or was erased in it, is nothing to the one beside it."""
    names = [f"case:A-2026-{number}" for number in range(1, 8)]
    for name in names:
        for number in range(3):
            _append(number, name, {"text": "words"})
    erase_contents(names[0], actor="7")
    drop_triggers()
    EventContent.objects.filter(event__chain=names[1], event__number=2).update(content=None)
    EventContent.objects.filter(event__chain=names[2], event__number=3).update(content={"text": "other"})
    Event.objects.filter(chain=names[3], number=1).update(actor="8")
    EventContent.objects.filter(event__chain=names[4], event__number=2).delete()
    Event.objects.filter(chain=names[4], number=2).delete()
    Event.objects.filter(chain=names[5], number=3).update(before="0" * 64)
    with CaptureQueriesContext(connection) as asked:
        together = list(faults_of_all())
    assert len(asked) == 2
    assert together == [(name, *fault) for name in names for fault in faults(name)]
    assert {(name, code) for name, _, code in together} == {
        (names[1], "erased"),
        (names[2], "content"),
        (names[3], "changed"),
        (names[4], "gap"),
        (names[5], "before"),
        (names[5], "changed"),
    }


@pytest.mark.usefixtures("migrated")
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        _append()


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "statement", ["UPDATE events_event SET action = 'grant'", "DELETE FROM events_event"]
)
def test_the_database_refuses_to_change_or_remove_an_event(statement: str) -> None:
    _append()
    with (
        pytest.raises(DatabaseError, match="only appended"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.get().action == "note"


def test_postgresql_refuses_to_empty_the_table(database: str) -> None:
    if database != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    _append()
    with (
        pytest.raises(DatabaseError, match="only appended"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE events_event CASCADE")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("table", ["events_event", "events_eventcontent"])
def test_a_trigger_that_was_dropped_is_missed_and_put_back(table: str) -> None:
    assert missing_triggers() == ()
    name = f"{table}_no_update"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert missing_triggers() == (name,)
    put_triggers()
    assert missing_triggers() == ()


@pytest.mark.usefixtures("database")
def test_an_erased_content_leaves_the_chain_whole() -> None:
    event = _append(content={"text": "Call from A. Person"})
    _append(2)
    assert "Person" not in str(event.body)

    savepoint = transaction.savepoint()
    EventContent.objects.filter(event=event).update(content=None)
    assert list(faults(CHAIN)) == [(1, "erased")], "no event says that it was"
    transaction.savepoint_rollback(savepoint)
    with transaction.atomic():
        erase_contents(CHAIN, actor="7")
    emptied = EventContent.objects.get(event=event)
    assert (emptied.content, emptied.salt) == (None, ""), "with its salt, a short text could be guessed"
    assert list(faults(CHAIN)) == []


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "change",
    [
        """content = '{"text": "against"}'""",
        "content = 'null'",
        "salt = 'other'",
        "content = NULL, salt = 'other'",
        "salt = ''",
        "content = NULL, event_id = event_id + 1",
        "content = NULL, id = id + 1",
    ],
)
@pytest.mark.parametrize("is_empty", [False, True])
def test_what_an_event_says_can_only_become_empty(change: str, is_empty: bool) -> None:
    """Never another text, nor the old one again; nobody removes it, either."""
    event = _append(content={"text": "in favour"})
    if is_empty:
        EventContent.objects.update(content=None)
    before = EventContent.objects.values().get()
    statements = [f"UPDATE events_eventcontent SET {change}", "DELETE FROM events_eventcontent"]
    if connection.vendor == "postgresql":
        statements.append("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE events_eventcontent")
    if is_empty and change == "salt = ''":
        statements = statements[1:]
    for statement in statements:
        with (
            pytest.raises(DatabaseError, match="only appended, and emptied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert EventContent.objects.values().get() == before
    with transaction.atomic():
        erase_contents(CHAIN, actor="7")
    assert EventContent.objects.get(event=event).content is None


def test_sqlite_refuses_a_content_in_the_place_of_another(database: str) -> None:
    if database != "sqlite":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    _append(content={"text": "in favour"})
    before = EventContent.objects.values().get()
    for key in ("id", "999"):
        with (
            pytest.raises(DatabaseError, match="only appended"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "INSERT OR REPLACE INTO events_eventcontent (id, event_id, salt, content)"
                f""" SELECT {key}, event_id, salt, '{{"text": "against"}}' FROM events_eventcontent"""
            )
    assert EventContent.objects.values().get() == before


def test_sqlite_refuses_an_event_in_the_place_of_another(database: str) -> None:
    if database != "sqlite":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    event = _append()
    for column in ("id", "hash", "number"):
        other = {"id": 9_999, "hash": "0" * 64, "number": 99} | {column: getattr(event, column)}
        with (
            pytest.raises(DatabaseError, match="only appended"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "INSERT OR REPLACE INTO events_event (id, chain, number, recorded_at, effective_at, actor, action, body, before, hash)"
                " SELECT %s, chain, %s, recorded_at, effective_at, actor, 'grant', body, before, %s FROM events_event",
                [other["id"], other["number"], other["hash"]],
            )
    assert Event.objects.get().action == event.action


@pytest.mark.usefixtures("database")
def test_a_content_that_was_changed_is_found() -> None:
    event = _append(content={"text": "in favour"})
    drop_triggers()
    EventContent.objects.filter(event=event).update(content={"text": "against"})
    assert list(faults(CHAIN)) == [(1, "content")]


@pytest.mark.usefixtures("database")
def test_an_event_that_was_changed_behind_the_trigger_is_found() -> None:
    for number in range(3):
        _append(number)
    name = "events_event_no_update"
    with connection.cursor() as cursor:
        cursor.execute(
            f"DROP TRIGGER {name}" + (" ON events_event" if connection.vendor == "postgresql" else "")
        )
        cursor.execute("UPDATE events_event SET action = 'grant' WHERE number = 2")
    assert list(faults(CHAIN)) == [(2, "changed")]


@pytest.mark.usefixtures("database")
def test_what_is_taken_back_leaves_no_event() -> None:
    class Refused(Exception):  # noqa: N818
        pass

    def refused() -> None:
        _append()
        raise Refused

    with pytest.raises(Refused), transaction.atomic():
        refused()
    assert not Event.objects.exists()
