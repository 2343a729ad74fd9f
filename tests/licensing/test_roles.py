"""Two roles of PostgreSQL: one owns the database and migrates it, one runs the service and can change no event."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import dj_database_url
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from dualuse.licensing.events.chain import append, erase_contents
from dualuse.licensing.events.chain import faults as faults_of
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.triggers import missing_triggers, rights_too_many
from dualuse.licensing.people.models import Person
from dualuse.licensing.signing_in.leaving import leave
from dualuse.licensing.signing_in.second_factor import enrol, new_secret
from dualuse.portal.readiness import faults, points
from dualuse.portal.running import migrate
from dualuse.portal.ticking import tick
from tests.support import service_databases as databases
from tests.support.service_pages import PASSWORD, Codes, Visitor


@pytest.fixture
def running_role(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database that its owner migrated, connected to by the role that runs the service."""
    if not databases.postgresql_is_there():
        pytest.skip(
            "no PostgreSQL is running (DUALUSE_TEST_POSTGRESQL): the roles of its databases were not tested"
        )
    import psycopg

    name, role = (f"dualuse_test_{uuid4().hex[:12]}" for _ in range(2))
    with psycopg.connect(databases.SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        server.execute(f"CREATE ROLE \"{role}\" LOGIN PASSWORD 'invented'")
        try:
            owner = f"{databases.SERVER.rpartition('/')[0]}/{name}"
            monkeypatch.setattr(settings, "MIGRATE_URL", owner)
            running = {**dj_database_url.parse(owner), "USER": role, "PASSWORD": "invented"}
            with databases.default(running):
                migrate()
                yield role
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            server.execute(f'DROP ROLE "{role}"')


def test_who_runs_the_service_appends_and_signs_people_in_and_changes_no_event(running_role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == running_role
    with transaction.atomic():
        append("case:A-1", actor="1", action="note", body={}, content={"text": "Seen."})
    assert Event.objects.get().action == "note"
    for statement in (
        "UPDATE events_event SET action = 'grant'",
        "DELETE FROM events_event",
        "TRUNCATE events_event CASCADE",
        "DROP TRIGGER events_event_no_update ON events_event",
        "ALTER TABLE events_event DISABLE TRIGGER ALL",
        "UPDATE events_eventcontent SET event_id = 1",
        "DELETE FROM events_eventcontent",
        "TRUNCATE events_eventcontent",
        "DROP TRIGGER events_eventcontent_no_update ON events_eventcontent",
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (id int)",
    ):
        with (
            pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with (
        pytest.raises(DatabaseError, match="only appended, and emptied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE events_eventcontent SET content = '{}'")
    with transaction.atomic():
        erase_contents("case:A-1", actor="1")
    assert list(faults_of("case:A-1")) == []
    assert missing_triggers() == ()
    person = Person.objects.create_person("officer@example.org", "Officer", PASSWORD)
    secret, codes = new_secret(), Codes()
    enrol(person, secret)
    visitor = Visitor()
    assert visitor.sign_in(person.email, code=codes.again(secret)).headers["Location"] == "/"
    assert visitor.get("/account").status_code == 200
    leave(person)
    assert tick()["sign_ins_forgotten"] == 0
    assert visitor.get("/account").status_code == 302


def test_readiness_says_whether_one_role_does_both(
    running_role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PRODUCTION", True)
    monkeypatch.setattr(settings, "SECRET_KEY", "x" * 50)
    assert rights_too_many() == ()
    assert not [point.code for point in faults() if point.code == "roles"]
    with databases.default(dict(dj_database_url.parse(settings.MIGRATE_URL))):
        assert rights_too_many() == ("OWNER",)
        assert [point.code for point in faults() if point.code == "roles"] == ["roles"]
        monkeypatch.setattr(settings, "PRODUCTION", False)
        (roles,) = (point for point in points() if point.code == "roles")
        assert (roles.stops, roles.text is None) == (False, False)
