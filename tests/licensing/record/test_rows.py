"""What is changed behind the service's back is found: each column of each row that a case or its decision writes, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.sql.compiler import SQLCompiler
from typer.testing import CliRunner

from dualuse.cli import app as command_line
from dualuse.licensing.cases.applications import answer, apply, submit
from dualuse.licensing.cases.models import Case, CaseLine
from dualuse.licensing.cases.work import ask, assign, consult, note
from dualuse.licensing.decisions.deciding import countersign, give_back, propose
from dualuse.licensing.decisions.examining import assess, check_denials, consider_denial
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons
from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.entered import enter_from_elsewhere
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.denials.register import denial_of
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.reading import read_rows
from dualuse.licensing.events.rows import OWNERS, PEOPLE, columns, seal_of, stated_row
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.people.models import Authority
from dualuse.licensing.refusals import Guarded
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People

pytestmark = pytest.mark.usefixtures("specification_attached")
TABLES = {label for owner in OWNERS.values() for label in owner.tables}
APPS = ("cases", "decisions", "denials", "authorisations", "documents")
NOT_OF_A_CASE = {"cases.Queue": "where new cases come to; what is decided does not hang on it"}
REASONS = Reasons(internal="Usual.", applicant="Civil.", public="Civil use.")
ITEM = UNLISTED["items"][0]
BOTH = {**UNLISTED, "items": [ITEM, {**ITEM, "id": "20"}]}
FIELDS = {**WHOLE, "lines.20.origin": "DE"}


def elsewhere(name: str, end_user: str, **changed: Any) -> Denial:
    whole = Denial(
        reference=name,
        member_state="NL",
        kind="refused",
        decided=date(2025, 3, 4),
        parties=(DeniedParty(role="end_user", name=end_user, country="AE"),),
        lines=(DeniedLine(description="Something else", entries=("6A001",), is_listed=True),),
        destination="AE",
    )  # fmt: skip
    return replace(whole, **changed)


def examined(people: People) -> str:
    """A case of two lines of which everything is examined, and nothing proposed."""
    with transaction.atomic():
        both = [elsewhere("D-1", "Example Directorate"), elsewhere("D-2", "Somebody Else")]
        enter_from_elsewhere(both, actor="command line")
    reference = apply(people.exporter, "individual", BOTH, FIELDS, authority="DE").reference
    submit(people.exporter, reference)
    assign(people.officer, reference, "officer@example.org")
    ask(people.officer, reference, "Where is it?")
    answer(people.exporter, reference, 1, "In Dubai.")
    note(people.officer, reference, "Met.")
    consult(people.officer, reference, ["FR"], "Art. 14(1)", "Asked.")
    assess(people.officer, reference, dict.fromkeys("abcd", "Examined."))
    check_denials(people.officer, reference)
    consider_denial(people.officer, reference, "NL/D-1", "not_essentially_identical", "Another thing.")
    return reference


def proposed(people: People, reference: str) -> None:
    lines = {"10": LineDecision("granted"), "20": LineDecision("refused")}
    until = TODAY + timedelta(days=365)
    propose(people.officer, reference, lines, REASONS, criteria=("human_rights",), valid_until=until)


@pytest.fixture
def decided(people: People) -> str:
    """A case of two lines, one granted and one refused, with a row in every table."""
    reference = examined(people)
    proposed(people, reference)
    countersign(people.second, reference, "Seen.")
    assert list(record_faults()) == []
    return reference


class TakeBack(Exception):  # noqa: N818
    """What was changed is taken back."""


@contextmanager
def taken_back() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise TakeBack
    except TakeBack:
        pass


def other(field: models.Field[Any, Any], value: Any) -> Any:
    """Another value that the column can hold."""
    if isinstance(field, models.JSONField):
        return json.dumps({"another": "value"})
    if isinstance(field, models.DateTimeField):
        return (value or datetime(2026, 1, 1)) + timedelta(seconds=1)
    if isinstance(field, models.DateField):
        return (value or date(2026, 1, 1)) + timedelta(days=1)
    if isinstance(field, models.DecimalField):
        return (value or 0) + 1
    if isinstance(field, models.CharField | models.TextField):
        return "y" if value == "x" else "x"
    return (value or 0) + 1_000_000


def drop_checks(tables: set[str] = TABLES) -> None:
    """Let each column be changed alone, whatever the database asks of the row."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for label in tables:
            table = apps.get_model(label)._meta.db_table
            question = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'"
            cursor.execute(question, [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def checks_again(database: str) -> Iterator[None]:
    yield
    if database == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.usefixtures("checks_again")
def test_each_column_of_each_row_is_looked_at(decided: str) -> None:
    drop_checks()
    for label in sorted(TABLES):
        model = apps.get_model(label)
        fields = {field.attname: field for field in model._meta.concrete_fields}
        assert set(fields) == set(columns(label))
        assert model._base_manager.exists(), label
        # Of denials each, as some came by a file and one from the case; of the rest one, as they are looked at alike.
        rows = model._base_manager.order_by("pk").values()
        for row in rows if label == "denials.DenialRecord" else rows[:1]:
            for column, field in fields.items():
                with taken_back(), connection.cursor() as cursor:
                    value = other(field, row[column])
                    statement = f'UPDATE {model._meta.db_table} SET "{column}" = %s WHERE id = %s'
                    cursor.execute(
                        statement,
                        [value if connection.vendor == "postgresql" else _adapted(value), row["id"]],
                    )
                    assert list(record_faults()), (label, column, value)
    assert list(record_faults()) == []


def _adapted(value: Any) -> Any:
    return value if isinstance(value, str | int) else str(value)


def test_every_table_of_cases_and_decisions_is_looked_at_or_says_why_not() -> None:
    models_there = {model._meta.label for app in APPS for model in apps.get_app_config(app).get_models()}
    assert models_there == TABLES | NOT_OF_A_CASE.keys(), (
        "a new table: what it says is sealed, or say why not"
    )


def test_a_row_that_is_removed_or_put_there_is_found(decided: str) -> None:
    for label in sorted(TABLES):
        model = apps.get_model(label)
        table = model._meta.db_table
        names = [field.attname for field in model._meta.concrete_fields if field.attname != "id"]
        unique = {"reference", "number", "code", "revision", "line", "standing"} & set(names)
        for pk in model._base_manager.order_by("pk").values_list("pk", flat=True)[:2]:
            with taken_back(), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table} WHERE id = %s", [pk])
                assert list(record_faults()), label
            copied = ", ".join(
                "'99'"
                if name in unique and name != "revision"
                else "99"
                if name == "revision"
                else f'"{name}"'
                for name in names
            )
            if "number" in unique and isinstance(
                model._meta.get_field("number"), models.PositiveIntegerField
            ):
                copied = copied.replace("'99'", "99")
            quoted = ", ".join(f'"{name}"' for name in names)
            with taken_back(), connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {table} (id, {quoted}) SELECT 999999, {copied} FROM {table} WHERE id = %s",
                    [pk],
                )
                assert list(record_faults()), label


def test_what_differed_is_told_for_good_whatever_the_service_does_next(people: People, decided: str) -> None:
    """A later event seals what it finds: that it was no event which wrote it, an event keeps."""
    Case.objects.filter(reference=decided).update(queue="elsewhere")
    note(people.officer, decided, "Met again.")
    event = Event.objects.get(action="rows_differed")
    assert (event.actor, event.body["tables"]) == ("service", ["cases.Case"])
    assert [fault.code for fault in record_faults()] == ["record_rows_differed"]
    note(people.officer, decided, "And again.")
    assert Event.objects.filter(action="rows_differed").count() == 1
    run = CliRunner().invoke(command_line, ["record", "verify", "--service"])
    words = f"case:{decided}: rows of cases.Case were changed by no event, before event {event.number + 1}"
    assert (run.exit_code, words in run.stderr) == (1, True), run.stderr


def test_nothing_is_decided_on_what_was_changed_by_no_event(people: People) -> None:
    """Somebody looks at it first, and what was proposed before is proposed anew."""
    reference = examined(people)
    CaseLine.objects.filter(case__reference=reference, line="20").update(line="30")
    with pytest.raises(Guarded) as refused:
        proposed(people, reference)
    assert (refused.value.guard, refused.value.why.code) == ("stale_evidence", "rows_differed")
    assert not Event.objects.filter(action="rows_differed").exists(), "what was refused wrote nothing"
    note(people.officer, reference, "Looked at.")
    CaseLine.objects.filter(case__reference=reference, line="30").update(line="20")
    with pytest.raises(Guarded):
        proposed(people, reference)
    note(people.officer, reference, "As submitted again.")
    proposed(people, reference)
    Case.objects.filter(reference=reference).update(queue="elsewhere")
    with pytest.raises(Guarded) as refused:
        countersign(people.second, reference, "Seen.")
    assert refused.value.why.code == "rows_differed"
    note(people.officer, reference, "Looked at: the queue.")
    with pytest.raises(Guarded) as refused:
        countersign(people.second, reference, "Seen.")
    assert refused.value.why.code == "rows_differed_since"
    give_back(people.second, reference, "Look again.")
    proposed(people, reference)
    assert countersign(people.second, reference, "Seen.").state == "decided"


def test_the_command_names_the_table(people: People, decided: str) -> None:
    Case.objects.filter(reference=decided).update(state="submitted")
    run = CliRunner().invoke(command_line, ["record", "verify", "--service"])
    words = f"case:{decided}: rows of cases.Case are not as its last event says"
    assert (run.exit_code, words in run.stderr) == (1, True), run.stderr


def test_a_denial_of_another_state_that_no_file_changed_is_found(decided: str) -> None:
    row = DenialRecord.objects.get(reference="D-2")
    with transaction.atomic():
        enter_from_elsewhere([replace(denial_of(row), revoked=TODAY)], actor="command line")
    assert list(record_faults()) == [], "the new state, by a file"
    for changes in ({"revoked": None}, {"parties": []}, {"case": Case.objects.get()}, {"reference": "D-3"}):
        with taken_back():
            DenialRecord.objects.filter(pk=row.pk).update(**changes)
            assert list(record_faults()), changes
    with taken_back():
        key = row.pk
        row.delete()
        assert [fault.params for fault in record_faults()] == [{"denial": f"#{key}"}]
    with taken_back():
        DenialRecord.objects.create(
            reference="D-9", member_state="NL", kind="refused", decided=TODAY, parties=[], lines=[], revision=99_999, stamp="x"
        )  # fmt: skip
        assert [fault.params for fault in record_faults()] == [{"denial": "NL/D-9"}]


def test_a_denial_of_this_service_keeps_its_case_when_a_file_changes_it(decided: str) -> None:
    row = DenialRecord.objects.get(case__isnull=False)
    with transaction.atomic():
        enter_from_elsewhere([replace(denial_of(row), revoked=TODAY)], actor="command line")
    row.refresh_from_db()
    assert (row.case.reference if row.case else "", row.revoked) == (decided, TODAY)
    assert Event.objects.filter(chain=f"case:{decided}").order_by("-number")[0].action == "denial_changed"
    assert list(record_faults()) == []


def test_a_case_that_is_gone_is_found(people: People) -> None:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE).reference
    chain = f"case:{reference}"
    with taken_back(), connection.cursor() as cursor:
        for label in ("documents.Document", "cases.CaseLine", "cases.CaseVersion", "cases.Case"):
            cursor.execute(f"DELETE FROM {apps.get_model(label)._meta.db_table}")
        assert [(fault.code, fault.params) for fault in record_faults()] == [
            ("record_unowned", {"chain": chain})
        ]


def test_digests_tell_nothing_to_who_guesses(decided: str) -> None:
    """The same rows have other digests in each event, by a salt that goes when the contents are erased."""
    events = Event.objects.filter(chain=f"case:{decided}", body__rows__has_key="cases.CaseLine")
    seals = [event.body["rows"]["cases.CaseLine"] for event in events]
    assert len(seals) > 10
    assert len(set(seals)) == len(seals)


def test_another_authority_is_not_taken_for_the_same(people: People, decided: str) -> None:
    Case.objects.filter(reference=decided).update(authority=Authority.objects.get(code="NL"))
    assert [fault.params["table"] for fault in record_faults()] == ["cases.Case"]


def test_a_column_that_a_later_version_adds_changes_no_digest(decided: str) -> None:
    """What nobody has written to is left out of a row, and only that: one value of each column."""
    for label in sorted(TABLES):
        fields = apps.get_model(label)._meta.concrete_fields
        untouched = [field.get_default() for field in fields]
        assert stated_row(label, untouched) == {}
        for place, field in enumerate(fields):
            values = [*untouched]
            values[place] = "another"
            assert stated_row(label, values) == {field.attname: "another"}
            for nothing in {None, "", 0} - {
                untouched[place] if not isinstance(untouched[place], list | dict) else "x"
            }:
                values[place] = nothing
                assert stated_row(label, values) == {field.attname: nothing}


def test_what_cannot_be_read_is_found(database: str, decided: str) -> None:
    if database != "sqlite":
        pytest.skip("PostgreSQL keeps nothing in a column that is not of its kind")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_proposal SET valid_until = '2026-13-45'")
    assert [fault.params["table"] for fault in record_faults()] == ["decisions.Proposal"]


@pytest.mark.parametrize("kind", [*OWNERS, *PEOPLE])
def test_what_is_sealed_is_what_the_tables_answer(database: str, decided: str, kind: str) -> None:
    """A statement that was written once reads what one that is written anew does: every owner alone, all of them, and none."""
    owner = {**OWNERS, **PEOPLE}[kind]
    keys = [*apps.get_model(owner.model).objects.values_list("pk", flat=True)] if owner.model else [0]
    for label, way in owner.tables.items():
        model = apps.get_model(label)
        for part in (keys, *([key] for key in keys), [987_654_321]):
            rows = model._base_manager.order_by("pk")
            rows = rows.filter(**{f"{way}__in": part}) if way else rows
            names = [*filter(None, (way,)), *columns(label)]
            answered = [list(row) for row in rows.values_list(*names)]
            assert read_rows(model, way, columns(label), part) == answered, label
            assert [list(map(type, row)) for row in read_rows(model, way, columns(label), part)] == [
                list(map(type, row)) for row in answered
            ]


def test_a_seal_writes_no_statement_anew(
    database: str, decided: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sealed before is sealed again by statements that the process has: each change of a case asks all its tables twice."""
    chain = f"case:{decided}"
    before = seal_of(chain, "salt")
    written: list[Any] = []
    compiled = SQLCompiler.as_sql

    def counted(compiler: SQLCompiler, *args: Any, **named: Any) -> Any:
        written.append(compiler.query.model)
        return compiled(compiler, *args, **named)

    monkeypatch.setattr(SQLCompiler, "as_sql", counted)
    assert seal_of(chain, "salt") == before
    assert before is not None
    assert {"cases.Case", "cases.CaseLine", "decisions.Proposal"} <= before.keys()
    assert written == [Case]


@pytest.mark.parametrize("written", ["2026-01-01 00:00:00", "x"])
@pytest.mark.parametrize(("table", "column", "label"), [
    ("denials_denialrecord", "revoked", "denials.DenialRecord"), ("authorisations_authorisation", "annulled", "authorisations.Authorisation"),
    ("cases_evidence", "voided", "cases.Evidence"), ("people_position", "until", "people.Position"),
])  # fmt: skip
def test_a_day_that_is_none_is_not_taken_for_an_empty_one(
    database: str, decided: str, table: str, column: str, label: str, written: str
) -> None:
    """SQLite reads it as empty, and finds it where it looks for what is not: a denial would be in force no more."""
    if database != "sqlite":
        pytest.skip("PostgreSQL keeps nothing in a column that is not of its kind")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [written])
    assert label in {fault.params["table"] for fault in record_faults() if "table" in fault.params}
    assert "denial" in {name for fault in record_faults() for name in fault.params} or column != "revoked"
