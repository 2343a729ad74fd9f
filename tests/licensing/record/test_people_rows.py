"""Who may do what is changed by events alone: a role, a token, a password or a mandate that was written into a table is found, on both databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db import connection, models, transaction
from typer.testing import CliRunner

from dualuse.cli import app as command_line
from dualuse.licensing.decisions.deciding import countersign
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.rows import LEFT_OUT, PEOPLE
from dualuse.licensing.events.triggers import put_triggers, trigger_names
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.people.actors import actor_of
from dualuse.licensing.people.models import Deployment, Person, Position
from dualuse.licensing.people.registering import NewPerson, add_deputy, add_mandate, add_person, close_on
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.refusals import Guarded
from dualuse.licensing.signing_in.inviting import invite
from dualuse.licensing.signing_in.own_tokens import issue_token
from dualuse.licensing.signing_in.second_factor import enrol, new_secret
from tests.licensing.record.test_rows import drop_checks, other, taken_back
from tests.support.service_decisions import proposed_case
from tests.support.service_people import SINCE, TODAY, People, record_people

pytestmark = pytest.mark.usefixtures("specification_attached")
NOT_LOOKED_AT = {
    "account.EmailAddress": "nobody signs in by it: a person is looked up by its own address",
    "account.EmailConfirmation": "no letter of django-allauth is sent",
    "socialaccount.SocialApp": "the provider stands in the settings",
    "socialaccount.SocialToken": "no token of the provider is kept",
    "signing_in.Kept": "used codes and counted attempts: written with each",
}
APPS = ("people", "signing_in", "account", "mfa", "socialaccount")


@pytest.fixture
def everything(people: People) -> People:
    """A row in each table."""
    person = Person.objects.get(name="officer")
    SocialAccount.objects.create(user=person, provider="oidc", uid="7")
    Deployment.objects.create()
    record_people()
    enrol(person, new_secret())
    issue_token(person, "desk")
    invite(person)
    add_deputy("second@example.org", "officer@example.org", SINCE)
    add_mandate("O-2", "O-1", SINCE)
    close_on("DE", TODAY, "Moving")
    assert list(record_faults()) == []
    return people


def tables() -> list[str]:
    return sorted({label for owner in PEOPLE.values() for label in owner.tables})


def test_each_table_of_people_is_looked_at_or_says_why_not() -> None:
    there = {model._meta.label for app in APPS for model in apps.get_app_config(app).get_models()}
    assert there == {*tables()} | NOT_LOOKED_AT.keys()


def test_each_column_of_people_is_looked_at_or_says_why_not(everything: People) -> None:
    drop_checks({*tables()})
    for label in tables():
        model = apps.get_model(label)
        row = model._base_manager.order_by("pk").values()[0]
        for field in model._meta.concrete_fields:
            if f"{label}.{field.attname}" in LEFT_OUT:
                continue
            with taken_back(), connection.cursor() as cursor:
                value = _other(field, row[field.attname])
                statement = f'UPDATE {model._meta.db_table} SET "{field.attname}" = %s WHERE id = %s'
                cursor.execute(statement, [value, row["id"]])
                assert list(record_faults()), (label, field.attname)
    assert list(record_faults()) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _other(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(field, models.BooleanField):
        return not value
    changed = other(field, value)
    return changed if connection.vendor == "postgresql" or isinstance(changed, str | int) else str(changed)


def test_a_row_that_is_removed_is_found(everything: People) -> None:
    for label in ("people.Position", "people.Token", "people.Deputy", "people.Mandate", "people.ClosedDay", "mfa.Authenticator"):  # fmt: skip
        with taken_back():
            apps.get_model(label)._base_manager.order_by("pk").first().delete()
            assert list(record_faults()), label


def test_nobody_decides_by_a_role_that_was_written_into_a_table(everything: People) -> None:
    """The attack: a position of an officer becomes one that countersigns."""
    reference = proposed_case(everything)
    Position.objects.filter(person__name="reader").update(
        role="countersigner",
        organisation=None,
        authority=Position.objects.get(person__name="second").authority,
    )
    assert list(record_faults())
    reader = actor_of(Person.objects.get(name="reader"), TODAY)
    with pytest.raises(Guarded) as refused:
        countersign(reader, reference, "")
    assert (refused.value.guard, refused.value.why.code) == ("stale_evidence", "position_differs")


def test_somebody_put_there_decides_nothing_and_is_found(everything: People) -> None:
    reference = proposed_case(everything)
    person = Person.objects.create_person("new@example.org", "new")
    second = Position.objects.get(person__name="second")
    Position.objects.create(person=person, role="countersigner", authority=second.authority, since=SINCE)
    assert [fault.code for fault in record_faults()] == ["record_gone"]
    with pytest.raises(Guarded):
        countersign(actor_of(person, TODAY), reference, "")


def test_a_later_event_does_not_cover_it_up(everything: People) -> None:
    person = Person.objects.get(name="officer")
    new_token(person, "smuggled")
    issue_token(person, "other")
    assert [fault.code for fault in record_faults()] == ["record_rows_differed"]
    add_person(NewPerson(email="x@example.org", name="X", role="customs", since=TODAY))
    assert [fault.code for fault in record_faults()] == ["record_rows_differed"]


def test_what_changes_without_an_event_is_no_fault(everything: People) -> None:
    Person.objects.update(last_login="2026-11-30T10:00:00+00:00")
    device = apps.get_model("mfa.Authenticator")._base_manager.get()
    device.record_usage()
    assert list(record_faults()) == []


@pytest.mark.parametrize("chains", ["people", "person:", "case:"])
def test_chains_that_are_gone_are_found(everything: People, chains: str, tmp_path: Path) -> None:
    """By their rows; a case that is gone with all of its rows, by heads that were kept elsewhere."""
    reference = proposed_case(everything)
    file = tmp_path / "heads.json"
    run = CliRunner().invoke(command_line, ["record", "heads", "--service", "--out", str(file)])
    assert (run.exit_code, file.exists()) == (0, True), run.stderr
    verify = ["record", "verify", "--service", "--heads", str(file)]
    assert CliRunner().invoke(command_line, verify).exit_code == 0
    with taken_back():
        _without_triggers()
        gone = Event.objects.filter(chain__startswith=chains)
        apps.get_model("events.EventContent").objects.filter(event__in=gone).delete()
        gone._raw_delete(gone.db)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        put_triggers()
        assert list(record_faults())
        run = CliRunner().invoke(command_line, verify)
        assert run.exit_code == 1
        name = f"case:{reference}" if chains == "case:" else chains
        assert "when its head was kept" in run.stderr
        assert name in run.stderr
        again = CliRunner().invoke(command_line, ["record", "heads", "--service", "--out", str(file)])
        assert again.exit_code == 1
    assert set(json.loads(file.read_text())["chains"]) >= {"people", f"case:{reference}"}


def _without_triggers() -> None:
    with connection.cursor() as cursor:
        for table, name in trigger_names(connection.vendor):
            of = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{of}")


def test_a_file_of_other_heads_is_refused_in_words(database: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"format": "dualuse-heads-1", "chains": {}}')
    run = CliRunner().invoke(
        command_line, ["record", "verify", "--service", "--heads", str(tmp_path / "x.json")]
    )
    assert run.exit_code == 2
    assert "no heads of the service" in run.stderr


def test_an_event_of_people_needs_its_transaction(people: People) -> None:
    with transaction.atomic():
        issue_token(Person.objects.get(name="officer"), "desk")
    assert list(record_faults()) == []
