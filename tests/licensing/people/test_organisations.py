"""Firms of the service: entered, entered again, changed; on both databases."""

from __future__ import annotations

import pytest

from dualuse.inputs.problems import InputError
from dualuse.licensing.events.models import Event
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.people.models import Organisation, Person
from dualuse.licensing.people.registering import NewPerson, add_organisation, add_person, change_organisation
from tests.support.service_people import TODAY, People


def test_a_number_that_was_left_out_is_entered_later(people: People) -> None:
    add_organisation("FIRM-1", "Firm GmbH", "DE")
    _, changed = change_organisation("FIRM-1", eori="DE1234567", address="Street 1")
    firm = Organisation.objects.get(reference="FIRM-1")
    assert (firm.name, firm.eori, firm.address) == ("Firm GmbH", "DE1234567", "Street 1")
    assert changed == ("eori", "address")
    event = Event.objects.filter(action="organisation_changed").get()
    assert event.body["fields"] == ["eori", "address"]
    assert "DE1234567" not in str(event.body)
    assert event.content.content["after"]["eori"] == "DE1234567"
    assert change_organisation("FIRM-1", eori="DE1234567")[1] == (), "the same words change nothing"
    assert Event.objects.filter(action="organisation_changed").count() == 1
    assert not list(record_faults())


@pytest.mark.parametrize(
    "words",
    [("Firm AG", "DE", "", ""), ("", "FR", "", ""), ("Firm GmbH", "DE", "DE7", ""), ("", "", "", "Street 2")],
)
def test_other_words_for_a_firm_that_is_there_are_refused(
    people: People, words: tuple[str, str, str, str]
) -> None:
    firm = add_organisation("FIRM-1", "Firm GmbH", "DE", "DE1234567", "Street 1")
    with pytest.raises(InputError, match="organisation change FIRM-1"):
        add_organisation("FIRM-1", *words)
    firm.refresh_from_db()
    assert (firm.name, firm.country, firm.eori, firm.address) == ("Firm GmbH", "DE", "DE1234567", "Street 1")
    assert add_organisation("FIRM-1", "", "", "DE1234567") == firm


@pytest.mark.parametrize("eori", ["1234567", "DE", "de1234567", "DE 1234567", "DE" + "1" * 16, "DE12-34"])
def test_what_is_no_number_is_refused(people: People, eori: str) -> None:
    with pytest.raises(InputError, match="EORI"):
        add_organisation("FIRM-1", "Firm GmbH", "DE", eori)
    add_organisation("FIRM-1", "Firm GmbH", "DE")
    with pytest.raises(InputError, match="EORI"):
        change_organisation("FIRM-1", eori=eori)


def test_a_change_says_of_whom_and_what(people: People) -> None:
    with pytest.raises(InputError, match="there is no FIRM-9"):
        change_organisation("FIRM-9", eori="DE1234567")
    with pytest.raises(InputError, match="say what changes"):
        change_organisation("O-1")
    with pytest.raises(InputError, match="needs a name"):
        add_organisation("FIRM-1", "", "DE")


@pytest.mark.parametrize("email", ["jürgen@firm.example", "a\u200bb@firm.example", "a b@firm.example", "a@b"])
def test_an_address_that_mail_does_not_reach_is_refused(people: People, email: str) -> None:
    with pytest.raises(InputError, match="no e-mail address"):
        add_person(NewPerson(email=email, name="N", role="officer", authority="DE", since=TODAY))
    assert not Person.objects.filter(name="N").exists()
