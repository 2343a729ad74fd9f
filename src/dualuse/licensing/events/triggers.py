"""That events are only appended is held by the database itself, whoever connects to it: a trigger refuses to change or remove one.

The triggers are put back after each migration (a migration that rebuilds a table drops them), and :func:`missing_triggers` looks whether they are
there, which readiness asks.
"""

from __future__ import annotations

from typing import Final

from django.db import connections

_TABLE: Final = "events_event"
_ACTIONS: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": ("UPDATE", "DELETE", "INSERT"),
    "postgresql": ("UPDATE", "DELETE", "TRUNCATE"),
}
"""What each database could do to a row that is there already: SQLite also by inserting another one in its place (``INSERT OR REPLACE``)."""
_IN_ITS_PLACE: Final = (
    f"WHEN EXISTS (SELECT 1 FROM {_TABLE} WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM {_TABLE} WHERE hash = NEW.hash)"
    f" OR EXISTS (SELECT 1 FROM {_TABLE} WHERE chain = NEW.chain AND number = NEW.number)"
)
_MESSAGE: Final = "events are only appended"


def put_triggers(using: str = "default") -> None:
    """Put the triggers on the table of events, if it is there; those that are there are made anew."""
    connection = connections[using]
    if _TABLE not in connection.introspection.table_names():
        return
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing_triggers(using: str = "default") -> tuple[str, ...]:
    """The names of the triggers that are not there."""
    connection = connections[using]
    question = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [_TABLE])
        there = {str(row[0]) for row in cursor.fetchall()}
    return tuple(name for action in _ACTIONS[connection.vendor] if (name := _name(action)) not in there)


def rights_too_many(using: str = "default") -> tuple[str, ...]:
    """What the role that is connected could do to events beside reading and appending them, were it not for the triggers; nothing on SQLite, whose
    file has one owner."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = %s", [_TABLE])
        row = cursor.fetchone()
        if row is None or row[0]:
            return ("OWNER",) if row else ()
        rights = []
        for action in _ACTIONS["postgresql"]:
            cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [_TABLE, action])
            if cursor.fetchone()[0]:
                rights.append(action)
    return tuple(rights)


def give_rights(role: str, using: str = "default") -> None:
    """Let a role of PostgreSQL run the service: read and write every table, but only read and append events. The owner calls it, after migrating."""
    connection = connections[using]
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        for statement in (
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            f"GRANT USAGE ON SCHEMA public TO {name}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {_TABLE} FROM {name}",
            f"REVOKE ALL ON django_migrations FROM {name}",
            f"GRANT SELECT ON django_migrations TO {name}",
        ):
            cursor.execute(statement)


def _name(action: str) -> str:
    return f"{_TABLE}_no_{action.lower()}"


def _sqlite() -> list[str]:
    statements = []
    for action in _ACTIONS["sqlite"]:
        statements.append(f"DROP TRIGGER IF EXISTS {_name(action)}")
        when = _IN_ITS_PLACE if action == "INSERT" else ""
        statements.append(
            f"CREATE TRIGGER {_name(action)} BEFORE {action} ON {_TABLE} {when} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        )
    return statements


def _postgresql() -> list[str]:
    function = f"{_TABLE}_only_append"
    statements = [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $body$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $body$"
    ]
    for action in _ACTIONS["postgresql"]:
        each = "STATEMENT" if action == "TRUNCATE" else "ROW"
        statements.append(f"DROP TRIGGER IF EXISTS {_name(action)} ON {_TABLE}")
        statements.append(
            f"CREATE TRIGGER {_name(action)} BEFORE {action} ON {_TABLE} FOR EACH {each} EXECUTE FUNCTION {function}()"
        )
        statements.append(f"ALTER TABLE {_TABLE} ENABLE ALWAYS TRIGGER {_name(action)}")
    return statements
