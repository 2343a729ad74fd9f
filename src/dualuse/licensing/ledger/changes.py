"""What changed of authorisations, in the order in which it was committed, for customs to read on from where it stopped.

A number that a row gets when it is written comes before its transaction is committed: who has read up to a later one would never see it. So a change gets its cursor
when it is read for the first time, once it is committed; what is committed later comes behind. One authorisation's changes keep the order in which they were made.
"""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction
from django.db.models import QuerySet

from dualuse.licensing.cases.changes import see_allowed
from dualuse.licensing.ledger.models import CustomsChange
from dualuse.licensing.people.actors import Actor

_LOCK: Final = 20_210_821
"""Of PostgreSQL's advisory locks, the one under which cursors are given."""
_AT_ONCE: Final = 5_000
_NUMBER: Final = """
    UPDATE ledger_customschange SET "cursor" = numbered.place
    FROM (
        SELECT id, ROW_NUMBER() OVER (ORDER BY id) + (SELECT COALESCE(MAX("cursor"), 0) FROM ledger_customschange) AS place
        FROM ledger_customschange WHERE "cursor" IS NULL ORDER BY id LIMIT %s
    ) AS numbered
    WHERE ledger_customschange.id = numbered.id
"""


def changes_after(actor: Actor, cursor: int) -> QuerySet[CustomsChange]:
    """The changes behind a cursor, the earliest first; 0: all.

    Raises:
        Forbidden.
    """
    see_allowed(actor, "view_authorisation_for_customs")
    if CustomsChange.objects.filter(cursor=None).exists():
        _give_cursors()
    rows = CustomsChange.objects.filter(cursor__gt=cursor).order_by("cursor")
    return rows.select_related("authorisation", "reservation")


def _give_cursors() -> None:
    with transaction.atomic(), connection.cursor() as database:
        if connection.vendor == "postgresql":
            database.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        database.execute(_NUMBER, [_AT_ONCE])
