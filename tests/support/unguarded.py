"""Writing behind the service's back, as the role that owns the tables may: without the triggers that keep the record."""

from __future__ import annotations

from django.db import connection

from dualuse.licensing.events.triggers import missing_triggers, trigger_names


def drop_triggers() -> None:
    """Take the triggers of the record away, in the transaction that runs."""
    gone = missing_triggers()
    with connection.cursor() as cursor:
        for table, name in trigger_names(connection.vendor):
            if name not in gone:
                cursor.execute(
                    f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
                )
