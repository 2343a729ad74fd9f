"""What a closed case says of people and firms is erased wherever it stands, and the record still verifies; on both databases."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.test import Client

from dualuse.inputs.problems import InputError
from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.cases.applications import answer, apply, submit, withdraw, write
from dualuse.licensing.cases.work import ask, assign, consult, note
from dualuse.licensing.decisions.deciding import countersign, propose, reopen
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons
from dualuse.licensing.decisions.rows import decision_rows
from dualuse.licensing.denials.entered import enter_from_elsewhere
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.denials.register import denial_of
from dualuse.licensing.erasing import LISTS, WORDS, erasable_cases, erase_case
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.mail.models import Mail
from dualuse.licensing.moments import at, now
from dualuse.licensing.people.models import Person, Position
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.refusals import Guarded
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People, record_people

pytestmark = pytest.mark.usefixtures("specification_attached")
MARK = "Velmarion"
"""Stands in every word that the case says of somebody."""
TRANSACTION: dict[str, Any] = {
    **UNLISTED,
    "items": [{**UNLISTED["items"][0], "description": f"Analyser for {MARK}"}],
    "parties": [{**UNLISTED["parties"][0], "name": f"{MARK} Directorate", "address": f"{MARK} Street 1"}],
    "end_use": f"Tests at {MARK}",
}
FIELDS = {**WHOLE, "contact_name": f"A. {MARK}", "contact_email": f"{MARK.lower()}@example.org"}
REASONS = Reasons(internal=f"{MARK} is known.", applicant=f"{MARK} uses it.", public="Civil use.")


def decided(people: People, decision: str) -> str:
    """A case with words in every place, decided two years ago, by the API where programs act."""
    Position.objects.update(since=date(2020, 1, 1))
    record_people()
    with at(now() - timedelta(days=730)):
        token = new_token(Person.objects.get(email="exporter@example.org"), "erp")
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k"}
        body = {"kind": "individual", "transaction": TRANSACTION, "fields": FIELDS}
        made = Client().generic(
            "POST", "/api/v1/applications", json.dumps(body), "application/json", headers=headers
        )
        reference = str(made.json()["reference"])
        submit(people.exporter, reference)
        assign(people.officer, reference, "officer@example.org")
        ask(people.officer, reference, f"Where is {MARK}?")
        answer(people.exporter, reference, 1, f"{MARK} is in Dubai.")
        note(people.officer, reference, f"{MARK} was met.")
        consult(people.officer, reference, ["FR"], "Art. 14(1)", f"{MARK} is known there.")
        assess(people.officer, reference, dict.fromkeys("abcd", f"{MARK} was examined."))
        check_denials(people.officer, reference)
        criteria = ("human_rights",) if decision == "refused" else ()
        lines = {"10": LineDecision(decision, conditions=f"For {MARK} alone.")}
        until = now().date() + timedelta(days=365)
        propose(people.officer, reference, lines, REASONS, criteria=criteria, valid_until=until)
        countersign(people.second, reference, f"{MARK} was seen.")
    return reference


def revoke(day: date) -> None:
    """Take the denial of the case back, by the file that says so."""
    denial = replace(denial_of(DenialRecord.objects.get()), revoked=day)
    with transaction.atomic():
        enter_from_elsewhere([denial], actor="command line")


def places_of_the_mark() -> set[str]:
    """Every field of every table in which the mark stands."""
    places = set()
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                for value in model._default_manager.values_list(field.name, flat=True):
                    if MARK.casefold() in json.dumps(value, default=str).casefold():
                        places.add(f"{model._meta.label}.{field.name}")
    return places


@pytest.mark.parametrize("decision", ["granted", "refused"])
def test_nothing_of_it_is_left_anywhere(
    people: People, documents_folder: Path, monkeypatch: pytest.MonkeyPatch, decision: str
) -> None:
    monkeypatch.setattr(settings, "DUALUSE_SMTP", "smtp://127.0.0.1:1")
    monkeypatch.setattr(settings, "DUALUSE_MAIL_FROM", "service@authority.example")
    reference = decided(people, decision)
    Mail.objects.update(text=f"{MARK} is written to.")
    before = places_of_the_mark()
    assert {
        "cases.CaseVersion.transaction",
        "cases.Note.text",
        "events.EventContent.content",
        "answers.Answer.body",
        "mail.Mail.text",
    } <= before
    rows = list(decision_rows(Proposal.objects.get()))
    if decision == "refused":
        revoke(TODAY - timedelta(days=10))
    (case,) = erasable_cases(TODAY - timedelta(days=365))
    assert case.reference == reference
    erase_case(case)
    assert places_of_the_mark() == set()
    assert not [path for path in documents_folder.rglob("*") if path.is_file() and path.name != ".lock"]
    record_people()  # what the test itself wrote of people
    assert list(record_faults()) == []
    assert list(decision_rows(Proposal.objects.get())) == rows
    assert erasable_cases(TODAY - timedelta(days=365)) == []


def test_what_stands_or_may_be_used_is_kept(people: People) -> None:
    decided(people, "refused")
    assert erasable_cases(TODAY) == [], "the denial stands"
    revoke(TODAY)
    assert len(erasable_cases(TODAY)) == 1
    assert erasable_cases(TODAY - timedelta(days=731)) == [], "it was decided later"
    with pytest.raises(InputError, match="to come"):
        erasable_cases(now().date() + timedelta(days=2))


def test_an_authorisation_that_may_be_used_keeps_its_case(people: People) -> None:
    decided(people, "granted")
    authorisation = Authorisation.objects.get()
    authorisation.versions.update(valid_until=now().date() + timedelta(days=1))
    assert erasable_cases(TODAY) == []
    Authorisation.objects.update(revoked=TODAY)
    assert len(erasable_cases(TODAY)) == 1


def test_a_case_that_is_worked_on_is_kept(people: People) -> None:
    with at(now() - timedelta(days=900)):
        submit(people.exporter, apply(people.exporter, "individual", UNLISTED, WHOLE).reference)
    assert erasable_cases(TODAY) == []


@pytest.mark.parametrize("is_taken_up_again", [True, False])
def test_a_withdrawn_case_is_kept_from_the_day_of_its_withdrawal(
    people: People, is_taken_up_again: bool
) -> None:
    """Not from its submission, nor from what was decided of it before it was taken up again."""
    if is_taken_up_again:
        reference = decided(people, "refused")
        revoke(TODAY - timedelta(days=700))
        reopen(people.supervisor, reference, "New facts.")
    else:
        Position.objects.update(since=date(2020, 1, 1))
        with at(now() - timedelta(days=900)):
            reference = submit(
                people.exporter, apply(people.exporter, "individual", UNLISTED, WHOLE).reference
            ).reference
    assert erasable_cases(TODAY) == [], "it is open"
    with at(now() - timedelta(days=100)):
        withdraw(people.exporter, reference, "No more.")
    assert erasable_cases(TODAY - timedelta(days=100)) == []
    assert [case.reference for case in erasable_cases(TODAY - timedelta(days=99))] == [reference]


@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_a_draft_that_was_never_submitted_is_erased(people: People, is_withdrawn: bool) -> None:
    Position.objects.update(since=date(2020, 1, 1))
    record_people()
    with at(now() - timedelta(days=900)):
        reference = apply(people.exporter, "individual", TRANSACTION, FIELDS).reference
        if is_withdrawn:
            withdraw(people.exporter, reference, f"{MARK} needs it no more.")
    assert erasable_cases(TODAY - timedelta(days=901)) == []
    (case,) = erasable_cases(TODAY - timedelta(days=365))
    erase_case(case)
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert places_of_the_mark() == set()
    record_people()  # what the test itself wrote of people
    assert list(record_faults()) == []


def test_a_draft_that_somebody_still_writes_is_kept(people: People) -> None:
    Position.objects.update(since=date(2020, 1, 1))
    record_people()
    with at(now() - timedelta(days=900)):
        reference = apply(people.exporter, "individual", TRANSACTION, FIELDS).reference
    write(people.exporter, reference, None, {"contact_name": "B. Person"})
    assert erasable_cases(TODAY - timedelta(days=365)) == []


def test_every_field_of_words_of_a_case_is_known_to_be_erased_or_kept() -> None:
    """A new field of words: say whether it is erased."""
    kept = {
        "cases.Case.reference", "cases.Case.kind", "cases.Case.opened_by", "cases.Case.state", "cases.Case.queue", "cases.CaseLine.line", "cases.Queue.name", "cases.Queue.kinds", "cases.Queue.categories",
        "cases.Consultation.states", "cases.Consultation.under", "cases.Evidence.kind", "cases.Evidence.line", "cases.Evidence.seen",
        "cases.Evidence.editions", "decisions.Proposal.standing", "decisions.Proposal.criteria", "decisions.Proposal.public",
        "decisions.ProposedLine.line", "decisions.ProposedLine.decision", "denials.DenialRecord.reference", "denials.DenialRecord.member_state",
        "denials.DenialRecord.kind", "denials.DenialRecord.destination", "denials.DenialRecord.stamp", "denials.Consideration.seen",
        "denials.Consideration.stamp", "denials.Consideration.conclusion", "authorisations.Authorisation.number",
        "authorisations.Authorisation.code",
        "authorisations.Authorisation.kind", "authorisations.AuthorisationVersion.destinations", "authorisations.AuthorisationLine.line",
        "authorisations.AuthorisationLine.entries", "authorisations.AuthorisationLine.cn_code", "authorisations.AuthorisationLine.limited_by",
        "authorisations.AuthorisationLine.unit", "authorisations.AuthorisationLine.currency",
    }  # fmt: skip
    erased = {
        f"{name}.{field}"
        for table in (WORDS, LISTS)
        for name, (_, fields) in table.items()
        for field in fields
    }
    erased |= {f"cases.CaseVersion.{name}" for name in ("transaction", "fields", "lines")} | {
        "cases.Evidence.result",
        *(f"mail.Mail.{name}" for name in ("notice", "language", "subject", "text", "message_id", "failure")),
    }
    fields = {
        f"{model._meta.label}.{field.name}"
        for label in ("cases", "decisions", "denials", "authorisations", "mail")
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
    }
    assert fields == kept | erased


def test_what_is_written_after_an_erasure_is_erased_again(people: People) -> None:
    reference = decided(people, "granted")
    Authorisation.objects.update(revoked=TODAY - timedelta(days=10))
    day = TODAY - timedelta(days=365)
    (case,) = erasable_cases(day)
    erase_case(case)
    assert erasable_cases(day) == []
    note(people.officer, reference, f"{MARK} asked for its file.")
    assert places_of_the_mark() >= {"cases.Note.text", "events.EventContent.content"}
    (case,) = erasable_cases(day)
    erase_case(case)
    assert places_of_the_mark() == set()
    assert erasable_cases(day) == []
    record_people()  # what the test itself wrote of people
    assert [fault.code for fault in record_faults() if not fault.code.startswith("record_rows")] == []


def test_what_was_erased_is_not_taken_up_again(people: People) -> None:
    """Nothing is left that could be decided on."""
    reference = decided(people, "granted")
    Authorisation.objects.update(revoked=TODAY - timedelta(days=10))
    (case,) = erasable_cases(TODAY - timedelta(days=365))
    erase_case(case)
    with pytest.raises(Guarded) as refused:
        reopen(people.supervisor, reference, "New facts.")
    assert (refused.value.guard, refused.value.why.code) == ("state", "erased")
