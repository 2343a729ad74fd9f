"""The commands by which positions, tokens, devices and people end; and two requests with one code; on both databases."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from typer.testing import CliRunner

from dualuse.cli import app as command_line
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import actor_of
from dualuse.licensing.people.models import Organisation, Person, Position
from dualuse.licensing.people.registering import NewPerson, add_person
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.signing_in.leaving import leave
from dualuse.licensing.signing_in.own_tokens import make_token
from dualuse.licensing.signing_in.second_factor import WrongCode, enrol, has_second_factor, new_secret
from tests.support.service_pages import PASSWORD, Codes, Visitor
from tests.support.service_people import SINCE, People, make_people, record_people

OFFICER = "officer@example.org"


def person(*arguments: str) -> Any:
    return CliRunner().invoke(command_line, ["person", *arguments])


def test_whoever_is_added_is_invited_once(people: People) -> None:
    new = ("add", "new@example.org", "--role", "officer", "--name", "New", "--json")
    added = json.loads(person(*new, "--authority", "DE", "--token", "erp").output)
    link = added["invitation"]
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/invited/[\w-]{43}", link)
    path = link.removeprefix("http://127.0.0.1:8000")
    assert json.loads(person(*new, "--authority", "NL").output)["invitation"] is None, (
        "one that holds is kept"
    )
    again = person(*new, "--authority", "NL")
    assert (again.exit_code, "this position already" in again.stderr) == (2, True)
    taken = person("add", "new@example.org", "--role", "adviser", "--authority", "NL", "--token", "erp")
    assert (taken.exit_code, "of this name already" in taken.stderr) == (2, True)
    Visitor().post(path, password=PASSWORD, again=PASSWORD)
    assert Person.objects.get(email="new@example.org").check_password(PASSWORD)
    invited = person("invite", "new@example.org")
    assert "once within 7 days: http://127.0.0.1:8000/invited/" in invited.output


def test_a_token_is_taken_back(people: People) -> None:
    token = new_token(Person.objects.get(email=OFFICER), "laptop")
    headers = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/cases", headers=headers).status_code == 200
    assert person("revoke", OFFICER, "--token", "laptop").exit_code == 0
    assert Client().get("/api/v1/cases", headers=headers).status_code == 401
    refused = person("revoke", OFFICER, "--token", "laptop")
    assert (refused.exit_code, "no token of the name laptop" in refused.stderr) == (2, True)
    assert Event.objects.get(action="token_revoked").actor == "command line"


def test_a_position_ends_with_a_day(people: People) -> None:
    someone = Person.objects.get(email=OFFICER)
    today = now().date()
    assert person("end", OFFICER, "--role", "officer").exit_code == 0
    assert (someone.positions.get().until, someone.positions.get().since) == (today, SINCE)
    assert actor_of(someone, today).may("propose")
    assert not actor_of(someone, today + timedelta(days=1)).may("propose")
    for arguments, words in (
        (("officer",), "no such position that lasts longer"),
        (("king",), "no such position"),
        (("officer", "--on", "2020-01-01"), "begins later, on 2026-01-01"),
    ):
        refused = person("end", OFFICER, "--role", *arguments)
        assert (refused.exit_code, words in refused.stderr) == (2, True), refused.stderr
    assert person("end", OFFICER, "--role", "officer", "--on", "2026-02-01").exit_code == 0
    assert someone.positions.get().until == date(2026, 2, 1)


def test_of_several_positions_one_is_named(people: People) -> None:
    someone = Person.objects.get(email="exporter@example.org")
    other = Organisation.objects.get(reference="O-2")
    Position.objects.create(person=someone, role="exporter", organisation=other, since=SINCE)
    refused = person("end", someone.email, "--role", "exporter")
    assert (refused.exit_code, "name the authority or the organisation" in refused.stderr) == (2, True)
    assert person("end", someone.email, "--role", "exporter", "--organisation", "O-2").exit_code == 0
    assert [row.organisation.reference for row in someone.positions.filter(until=None)] == ["O-1"]  # type: ignore[union-attr]


def test_a_device_that_is_lost_begins_anew(people: People) -> None:
    someone = Person.objects.get(email=OFFICER)
    someone.set_password(PASSWORD)
    someone.save()
    enrol(someone, new_secret())
    reset = person("reset-second-factor", OFFICER)
    assert (reset.exit_code, "/invited/" in reset.output) == (0, True)
    someone.refresh_from_db()
    assert (has_second_factor(someone), someone.has_usable_password()) == (False, False)
    assert Visitor().sign_in(OFFICER).status_code == 200, "the password is none any more"


def test_who_leaves_may_come_back_without_what_there_was(people: People) -> None:
    assert person("leave", OFFICER).exit_code == 0
    assert "has left" in person("leave", OFFICER).stderr
    assert "has left" in person("invite", OFFICER).stderr
    assert person("invite", "nobody@example.org").exit_code == 2
    someone = Person.objects.get(email=OFFICER)
    assert actor_of(someone, now().date()).positions == ()
    Position.objects.update(until=SINCE)
    record_people()
    new = NewPerson(email=OFFICER, name="officer", role="adviser", authority="DE", since=now().date())
    add_person(new)
    someone.refresh_from_db()
    assert [row.role for row in actor_of(someone, now().date()).positions] == ["adviser"]
    record_people()  # what the test itself wrote of people
    assert list(record_faults()) == []


@pytest.mark.usefixtures("kept_database")
def test_of_two_requests_with_one_code_one_is_done(codes: Codes) -> None:
    someone = Person.objects.get(pk=make_people().officer.key)
    secret = new_secret()
    enrol(someone, secret)
    code = codes.of(secret)
    done: list[str] = []

    def ask(number: int) -> None:
        try:
            make_token(someone, f"token {number}", code)
            done.append("made")
        except WrongCode:
            done.append("refused")
        finally:
            connection.close()

    run_together([lambda number=number: ask(number) for number in range(6)])  # type: ignore[misc]
    assert sorted(done) == ["made", *["refused"] * 5]
    assert someone.tokens.count() == 1
    leave(someone)
    record_people()  # what the test itself wrote of people
    assert list(record_faults()) == []


def run_together(acts: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
