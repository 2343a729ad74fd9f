"""What is written to whom: each notice with the change that causes it, in its transaction, and nothing that its reader may not know."""

from __future__ import annotations

from datetime import date, timedelta
from string import Formatter

import pytest
from django.conf import settings

from dualuse.i18n import LANGUAGES, fill
from dualuse.licensing.cases.applications import amend, answer, apply, submit, withdraw, write
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import ask, assign, consult, note, refer
from dualuse.licensing.decisions.deciding import countersign, give_back, propose
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.decisions.proposal_faults import Reasons
from dualuse.licensing.erasing import erase_case
from dualuse.licensing.mail.models import Mail
from dualuse.licensing.mail.notices import NOTICES, Notice
from dualuse.licensing.people.models import Deployment, Mandate, Organisation, Person, Position
from dualuse.licensing.refusals import Guarded, Malformed
from dualuse.licensing.transitions import BY_ACTION, TRANSITIONS, is_shown_to_applicant, state_after
from tests.support.mail_server import SENDER
from tests.support.service_people import SINCE, TODAY, UNLISTED, WHOLE, People, move_applicant

pytestmark = pytest.mark.usefixtures("specification_attached")
REASONS = Reasons(internal="Quaint.", applicant="Civil.", public="Civil use.")


@pytest.fixture(autouse=True)
def written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server is named; nothing is sent here."""
    monkeypatch.setattr(settings, "DUALUSE_SMTP", "smtp://127.0.0.1:1")
    monkeypatch.setattr(settings, "DUALUSE_MAIL_FROM", SENDER)


def newly_written() -> set[tuple[str, str]]:
    """The notices that were written since this was asked last, with who reads each."""
    rows = {(row.notice, row.recipient.name) for row in Mail.objects.select_related("recipient")}
    assert len(rows) == Mail.objects.count(), "nobody is written to twice of one thing"
    Mail.objects.all().delete()
    return rows


def submitted(people: People) -> str:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    submit(people.exporter, reference)
    return reference


def test_a_case_from_its_submission_to_its_decision(people: People) -> None:
    reference = submitted(people)
    assert newly_written() == {("received", "exporter"), ("new_case", "officer")}
    assign(people.supervisor, reference, "officer@example.org")
    assert newly_written() == {("assigned", "officer")}
    note(people.officer, reference, "Odd.")
    consult(people.officer, reference, ["FR"], "Art. 14(1)", "Asked.")
    assess(people.officer, reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(people.officer, reference)
    assert newly_written() == set(), "what the authority does within its house is told nobody"
    ask(people.officer, reference, "Where?")
    ask(people.officer, reference, "When?")
    assert Mail.objects.count() == 2
    Mail.objects.all().delete()
    answer(people.exporter, reference, 1, "There.")
    assert newly_written() == set(), "a question is open still"
    answer(people.exporter, reference, 2, "Then.")
    assert newly_written() == {("answered", "officer")}
    assess(people.officer, reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(people.officer, reference)
    propose(people.officer, reference, {}, REASONS, valid_until=TODAY + timedelta(days=90))
    assert newly_written() == {("proposed", "second")}
    give_back(people.second, reference, "Why?")
    assert newly_written() == {("returned", "officer")}
    propose(people.officer, reference, {}, REASONS, valid_until=TODAY + timedelta(days=90))
    Mail.objects.all().delete()
    countersign(people.second, reference, "")
    assert newly_written() == {("decided", "exporter")}


def test_what_the_applicant_changes(people: People) -> None:
    reference = submitted(people)
    assign(people.officer, reference, "officer@example.org")
    amend(people.exporter, reference)
    write(people.exporter, reference, None, {"contact_name": "B. Person"})
    Mail.objects.all().delete()
    submit(people.exporter, reference)
    assert newly_written() == {("amendment_received", "exporter"), ("amended", "officer")}
    withdraw(people.exporter, reference, "Sold.")
    assert newly_written() == {("withdrawal_received", "exporter"), ("withdrawn", "officer")}


def test_a_draft_that_is_withdrawn_is_told_no_authority(people: People) -> None:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    withdraw(people.exporter, reference, "Sold.")
    assert newly_written() == {("withdrawal_received", "exporter")}


def test_who_is_referred_to_is_told(people: People) -> None:
    reference = submitted(people)
    assign(people.officer, reference, "officer@example.org")
    Mail.objects.all().delete()
    move_applicant("NL")
    refer(people.officer, reference, "NL", "Established there.")
    assert newly_written() == {("referred", "exporter"), ("referred_here", "officer-nl")}


def test_agents_are_told_and_nobody_else(people: People) -> None:
    """Who has left, whose position or mandate is over, who only reads, and other firms are not."""
    firm, other = (Organisation.objects.get(reference=name) for name in ("O-1", "O-2"))
    Mandate.objects.create(agent=other, principal=firm, since=SINCE)
    gone = Person.objects.create_person("gone@example.org", "gone")
    Position.objects.create(
        person=gone, role="exporter", organisation=firm, since=SINCE, until=date(2026, 2, 1)
    )
    left = Person.objects.create_person("left@example.org", "left")
    Position.objects.create(person=left, role="exporter", organisation=firm, since=SINCE)
    Person.objects.filter(pk=left.pk).update(is_active=False)
    reference = submitted(people)
    assert newly_written() == {("received", "exporter"), ("received", "other"), ("new_case", "officer")}
    Mandate.objects.update(until=date(2026, 2, 1))
    withdraw(people.exporter, reference, "Sold.")
    assert ("withdrawal_received", "other") not in newly_written()


def test_where_there_is_nobody_of_the_first_role_the_supervisor_is_told(people: People) -> None:
    Position.objects.filter(role__in=["officer", "countersigner"]).update(until=date(2026, 2, 1))
    reference = submitted(people)
    assert ("new_case", "supervisor") in newly_written()
    assign(people.supervisor, reference, "supervisor@example.org")
    assert newly_written() == set(), "nobody is written to of what it did itself"


def test_whose_worker_has_left_is_told_the_queue(people: People) -> None:
    reference = submitted(people)
    assign(people.supervisor, reference, "supervisor@example.org")
    Person.objects.filter(name="supervisor").update(is_active=False)
    Mail.objects.all().delete()
    withdraw(people.exporter, reference, "Sold.")
    assert ("withdrawn", "officer") in newly_written()


def test_a_refused_change_writes_nothing(people: People) -> None:
    reference = submitted(people)
    Mail.objects.all().delete()
    with pytest.raises(Guarded):
        countersign(people.second, reference, "")
    with pytest.raises(Malformed):
        withdraw(people.exporter, reference, " ")
    assert newly_written() == set()


def test_each_person_is_written_to_in_its_language(people: People) -> None:
    Person.objects.filter(name="exporter").update(language="de")
    Person.objects.filter(name="officer").update(language="xx")
    reference = submitted(people)
    german, english = Mail.objects.order_by("pk")
    assert german.language == "de"
    assert (
        german.text
        == fill(NOTICES[0].text, "de", reference=reference)
        != fill(NOTICES[0].text, "en", reference=reference)
    )
    assert english.language == "en"


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.code)
def test_a_mail_says_the_reference_and_nothing_of_the_case(notice: Notice) -> None:
    """Nothing of what a case states gets into our words; and those to the applicant tell nothing of the authority's work."""
    disclosing = (
        "denial", "sanction", "propos", "countersign", "examin", "screen", "consult", "verweiger", "sanktion", "vorschlag", "gegenzeich", "prüf",
        "refus", "contresign", "granted", "genehmigt", "accord",
    )  # fmt: skip
    for text in (notice.subject, notice.text):
        assert {name for _, name, _, _ in Formatter().parse(text) if name} == {"reference"}
        if notice.to == "applicant":
            for language in LANGUAGES:
                words = fill(text, language, reference="A-1").lower()
                assert not [word for word in disclosing if word in words]


def test_the_applicant_is_written_to_where_the_table_of_transitions_says(people: People) -> None:
    to_applicant = {notice.action for notice in NOTICES if notice.to == "applicant"}
    assert to_applicant == {transition.action for transition in TRANSITIONS if transition.letter}


def test_the_applicant_is_told_of_nothing_that_it_may_not_see() -> None:
    for notice in NOTICES:
        if notice.to == "applicant":
            for before in notice.sources or BY_ACTION[notice.action].sources:
                after = state_after(notice.action, before)
                assert after is not None
                assert is_shown_to_applicant(notice.action, before, after), (notice.code, before)


def test_each_notice_is_due_somewhere() -> None:
    assert len({notice.code for notice in NOTICES}) == len(NOTICES)
    for notice in NOTICES:
        assert (notice.sources or BY_ACTION[notice.action].sources) <= BY_ACTION[notice.action].sources


def test_a_demonstration_and_a_service_without_a_mail_server_write_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    Deployment.objects.create(demonstration=True)
    submitted(people)
    assert not Mail.objects.exists()
    Deployment.objects.all().delete()
    monkeypatch.setattr(settings, "DUALUSE_SMTP", "")
    submitted(people)
    assert not Mail.objects.exists()


def test_mail_of_a_case_is_erased_with_it(people: People) -> None:
    first, second = submitted(people), submitted(people)
    erase_case(Case.objects.get(reference=first))
    assert set(Mail.objects.values_list("case__reference", flat=True)) == {second}


def test_the_applicants_version_rises_when_another_authority_decides(people: People) -> None:
    reference = submitted(people)
    before = Case.objects.get().applicant_version
    move_applicant("NL")
    refer(people.officer, reference, "NL", "Established there.")
    assert Case.objects.get().applicant_version == before + 1
