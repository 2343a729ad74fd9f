"""That events and movements of the ledger are only appended is held by the database itself, whoever connects to it: a trigger refuses to change or remove one. What events say of
people can be emptied, with its salt, and nothing else: no other words come into its place.

The triggers are put back after each migration (a migration that rebuilds a table drops them), and :func:`missing_triggers` looks whether they are
there, which readiness asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import connections

_TABLE: Final = "events_event"
_CONTENTS: Final = "events_eventcontent"
_MOVEMENTS: Final = "ledger_movement"
_TABLES: Final = (_TABLE, _CONTENTS, _MOVEMENTS)
_ACTIONS: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": ("UPDATE", "DELETE", "INSERT"),
    "postgresql": ("UPDATE", "DELETE", "TRUNCATE"),
}
"""What each database could do to a row that is there already: SQLite also by inserting another one in its place (``INSERT OR REPLACE``)."""
_IN_ITS_PLACE: Final = {
    _TABLE: (("id",), ("hash",), ("chain", "number")),
    _CONTENTS: (("id",), ("event_id",)),
    _MOVEMENTS: (("id",),),
}
"""By table, what is unique in it."""
_EMPTIED: Final = (
    "NEW.content IS NULL AND NEW.id = OLD.id AND NEW.event_id = OLD.event_id AND NEW.salt IN (OLD.salt, '')"
)
_MESSAGES: Final = {
    _TABLE: "events are only appended",
    _CONTENTS: "contents of events are only appended, and emptied",
    _MOVEMENTS: "movements of the ledger are only appended",
}


def put_triggers(using: str = "default") -> None:
    """Put the triggers on the tables that are only appended to, if they are there; those that are there are made anew."""
    connection = connections[using]
    if not set(_TABLES) <= set(connection.introspection.table_names()):
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
    there = set()
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(question, [table])
            there |= {str(row[0]) for row in cursor.fetchall()}
    return tuple(name for _, name in trigger_names(connection.vendor) if name not in there)


def trigger_names(vendor: str) -> Iterator[tuple[str, str]]:
    """Each table with the name of each of its triggers, on a database of that vendor."""
    for table in _TABLES:
        for action in _ACTIONS[vendor]:
            yield table, _name(table, action)


def rights_too_many(using: str = "default") -> tuple[str, ...]:
    """What the role that is connected could do to events beside reading and appending them (and emptying their contents), were it not for the triggers;
    nothing on SQLite, whose file has one owner."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = %s", [_TABLE])
        row = cursor.fetchone()
        if row is None or row[0]:
            return ("OWNER",) if row else ()
        rights = {}
        for table in _TABLES:
            for action in _ACTIONS["postgresql"]:
                cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, action])
                if cursor.fetchone()[0]:
                    rights[action] = table
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
            *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {name}" for table in _TABLES),
            f"GRANT UPDATE (content, salt) ON {_CONTENTS} TO {name}",
            f"REVOKE ALL ON django_migrations FROM {name}",
            f"GRANT SELECT ON django_migrations TO {name}",
        ):
            cursor.execute(statement)


def _name(table: str, action: str) -> str:
    return f"{table}_no_{action.lower()}"


def _sqlite() -> list[str]:
    statements = []
    for table in _TABLES:
        for action in _ACTIONS["sqlite"]:
            when = ""
            if action == "INSERT":
                when = " OR ".join(
                    f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{column} = NEW.{column}' for column in unique)})"
                    for unique in _IN_ITS_PLACE[table]
                )
            elif action == "UPDATE" and table == _CONTENTS:
                when = f"NOT ({_EMPTIED})"
            name = _name(table, action)
            statements += [
                f"DROP TRIGGER IF EXISTS {name}",
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} {f'WHEN {when}' if when else ''}"
                f" BEGIN SELECT RAISE(ABORT, '{_MESSAGES[table]}'); END",
            ]
    return statements


def _postgresql() -> list[str]:
    statements = []
    for table in _TABLES:
        function = f"{table}_only_append"
        passes = (
            f"IF TG_OP = 'UPDATE' THEN IF {_EMPTIED} THEN RETURN NEW; END IF; END IF; "
            if table == _CONTENTS
            else ""
        )
        statements.append(
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $body$ BEGIN {passes}RAISE EXCEPTION '{_MESSAGES[table]}'; END $body$"
        )
        for action in _ACTIONS["postgresql"]:
            each, name = "STATEMENT" if action == "TRUNCATE" else "ROW", _name(table, action)
            statements += [
                f"DROP TRIGGER IF EXISTS {name} ON {table}",
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()",
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
            ]
    return statements
