"""A million cases in PostgreSQL: the demonstration, which the services built, with each of its cases and all that hangs on it a thousand times over.

The rows are cloned in the database, so their chains of events do not verify; nothing that is measured verifies them. Authorities and organisations are spread as in
life: one authority has a third of the cases, one firm fifty thousand, most firms a few dozen.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connection
from django.db.models import Model

from dualuse.licensing.cases.models import (
    Case,
    CaseLine,
    CaseVersion,
    Consultation,
    Evidence,
    Note,
    Question,
)
from dualuse.licensing.decisions.models import Proposal, ProposedLine
from dualuse.licensing.documents.models import Document
from dualuse.licensing.people.models import Authority, Organisation

STATES: Final = (
    "AT", "BE", "BG", "CY", "CZ", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
"""The States that the demonstration has no authority of."""
FIRMS: Final = 20_000
OF_THE_BIGGEST: Final = 50_000
"""Cases of the biggest firm."""
_WORDS: Final = (
    "Aurelion", "Bekstrom", "Calvaro", "Dornfeldt", "Estermann", "Falkirk", "Grunwald", "Halvorsen", "Isenburg", "Jarnvik", "Kestrel", "Lindqvist",
    "Morava", "Nordhaven", "Ostrava", "Pellegrin", "Quillon", "Rosendahl", "Sandoval", "Tervo",
)  # fmt: skip
_KINDS: Final = ("Optics", "Signals", "Valves", "Machines", "Sensors", "Vacuum", "Lasers", "Networks")


def fill(cases: int) -> None:
    """Fill the database of a demonstration up to so many cases more."""
    _add_firms()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM cases_case")
        originals, last = cursor.fetchone()
        cursor.execute(
            """
            CREATE TEMPORARY TABLE clones AS
            SELECT %s + n::bigint AS id, originals.id AS original, 'L-' || lpad(n::text, 8, '0') AS reference
            FROM generate_series(1, %s) AS n
            JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM cases_case) AS originals ON originals.place = n %% %s
            """,
            [last, cases, originals],
        )
        cursor.execute("CREATE INDEX ON clones (original)")
        _clone_cases(cursor)
        for model in (CaseVersion, CaseLine, Question, Consultation, Note, Evidence):
            _clone_rows(cursor, model)
        _clone_rows(cursor, Document, number="clones.reference || '-' || source.number")
        _clone_proposals(cursor)
        _clone_events(cursor)
        for model in (Case, CaseVersion, Evidence):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), (SELECT max(id) FROM {model._meta.db_table}))"
            )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _add_firms() -> None:
    Authority.objects.bulk_create(
        Authority(code=state, member_state=state, name=f"Authority of {state}") for state in STATES
    )
    Organisation.objects.bulk_create(
        (
            Organisation(
                reference=f"FIRM-{number}",
                name=f"{_WORDS[number % len(_WORDS)]} {_KINDS[number // 20 % len(_KINDS)]} {number}",
                country="DE",
                eori=f"DE{number:012}",
            )
            for number in range(FIRMS)
        ),
        batch_size=5_000,
    )


def _clone_cases(cursor: Any) -> None:
    """Each clone has the state of its original; a third is of Germany, one in twenty of the biggest firm."""
    special = {
        "id": "clones.id",
        "reference": "clones.reference",
        "authority_id": "CASE WHEN clones.id % 3 = 0 THEN source.authority_id ELSE offices.ids[1 + clones.id % array_length(offices.ids, 1)] END",
        "organisation_id": (
            "CASE WHEN source.organisation_id IS NULL THEN NULL WHEN clones.id % 20 = 7 THEN firms.ids[1]"
            " ELSE firms.ids[1 + (clones.id * 7919) % array_length(firms.ids, 1)] END"
        ),
    }
    more = """
        CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM people_authority WHERE code <> 'DE') AS offices
        CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM people_organisation WHERE reference LIKE 'FIRM-%') AS firms
    """
    _insert(cursor, Case, special, "source.id = clones.original", more)


def _clone_rows(cursor: Any, model: type[Model], **special: str) -> None:
    _insert(
        cursor, model, {"case_id": "clones.id", **special}, "source.case_id = clones.original", "", own=True
    )


def _clone_proposals(cursor: Any) -> None:
    _clone_rows(cursor, Proposal)
    columns = ", ".join(_columns(ProposedLine, ("id", "proposal_id")))
    cursor.execute(
        f"""
        INSERT INTO {ProposedLine._meta.db_table} (proposal_id, {columns})
        SELECT copied.id, {columns} FROM clones
        JOIN {Proposal._meta.db_table} AS source ON source.case_id = clones.original
        JOIN {Proposal._meta.db_table} AS copied ON copied.case_id = clones.id AND copied.number = source.number
        JOIN (SELECT proposal_id AS of_proposal, {columns} FROM {ProposedLine._meta.db_table}) AS line ON line.of_proposal = source.id
        """
    )


def _clone_events(cursor: Any) -> None:
    cursor.execute(
        """
        INSERT INTO events_event (chain, number, recorded_at, effective_at, actor, action, body, before, hash)
        SELECT 'case:' || clones.reference, source.number, source.recorded_at, source.effective_at, source.actor, source.action, source.body,
            source.before, md5(clones.reference || source.number) || md5(source.number || clones.reference)
        FROM clones
        JOIN cases_case AS original ON original.id = clones.original
        JOIN events_event AS source ON source.chain = 'case:' || original.reference
        """
    )


def _insert(
    cursor: Any, model: type[Model], special: dict[str, str], condition: str, more: str, *, own: bool = False
) -> None:
    """Clone the rows of a model: columns as in the original, but the special ones; ``own``: the database numbers them."""
    table = model._meta.db_table
    columns = _columns(model, ("id",) if own else ())
    values = ", ".join(special.get(column, f"source.{column}") for column in columns)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM clones JOIN {table} AS source ON {condition} {more}"
    cursor.execute(sql)


def _columns(model: type[Model], without: tuple[str, ...]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields if field.column not in without]
