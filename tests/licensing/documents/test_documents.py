"""Documents of a case: attached, taken out, carried on, scanned again, swept; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from dualuse.licensing.cases.applications import amend, apply, missing, submit, write
from dualuse.licensing.cases.evidence import counting
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import ask, assign
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.documents.attaching import (
    Upload,
    attach,
    content_served,
    detach,
    scan_waiting,
    sweep_contents,
)
from dualuse.licensing.documents.models import Document
from dualuse.licensing.documents.queries import documents_for
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event, EventContent
from dualuse.licensing.people.actors import STRANGER, Actor
from dualuse.licensing.refusals import Forbidden, Guarded, Malformed, NotThere, OtherVersion, TooLarge
from tests.support.ordinary_documents import pdf, png
from tests.support.service_people import UNLISTED, WHOLE, People
from tests.support.virus_scanner import FOUND, OK, Scanner, virus_scanner

SHEET = Upload("specification", "Data sheet of A. Person.pdf", pdf())
OTHER = Upload("other", "photo.png", png())


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scanner]:
    with virus_scanner() as running:
        monkeypatch.setattr(settings, "DUALUSE_SCANNER", running.setting)
        monkeypatch.setattr(settings, "DUALUSE_SCANNER_SECONDS", 5)
        yield running


def drafted(people: People) -> Case:
    return apply(people.exporter, "individual", UNLISTED, WHOLE)


def with_sheet(people: People) -> tuple[Case, Document]:
    case = drafted(people)
    document = attach(people.exporter, case.reference, SHEET)
    return Case.objects.get(pk=case.pk), document


def submitted(people: People) -> tuple[Case, Document]:
    case, document = with_sheet(people)
    return submit(people.exporter, case.reference), document


def lacked(case: Case) -> set[str]:
    case.refresh_from_db()
    return {gap.path for gap in missing(case, case.versions.get(number=case.drafted or case.current))}


def seen(actor: Actor) -> set[str]:
    return set(documents_for(actor).values_list("number", flat=True))


def contents(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != ".lock"
    )


def test_a_document_counts_for_what_is_asked(people: People) -> None:
    case = drafted(people)
    assert lacked(case) == {"documents.specification"}
    document = attach(people.exporter, case.reference, SHEET)
    assert lacked(case) == set()
    assert (document.media_type, document.size) == ("application/pdf", len(SHEET.content))
    assert submit(people.exporter, case.reference).state == "submitted"
    assert content_served(document) == SHEET.content


def test_what_happened_is_recorded_and_a_name_that_is_emptied_unrecorded_is_found(people: People) -> None:
    case, document = with_sheet(people)
    detach(people.exporter, case.reference, document.number)
    events = list(Event.objects.filter(chain=case.chain).order_by("number"))
    assert [event.action for event in events] == ["write", "attach", "detach"]
    assert [event.body["digest"] for event in events[1:]] == [document.digest] * 2
    assert "Person" not in str([event.body for event in events])
    assert "Person" in str(EventContent.objects.get(event=events[1]).content)
    assert list(faults(case.chain)) == []
    EventContent.objects.filter(event__chain=case.chain).update(content=None)
    # Erased by nobody who recorded it: the chain tells so. That which erasing empties is whole (`test_erasing`).
    assert [code for _, code in faults(case.chain)] == ["erased"] * len(events)


def test_the_same_is_attached_once(people: People) -> None:
    case, document = with_sheet(people)
    assert attach(people.exporter, case.reference, SHEET) == document
    assert Document.objects.count() == 1
    attach(people.exporter, case.reference, Upload("other", "x", SHEET.content))
    assert Document.objects.count() == 2


def test_a_number_tells_nothing(people: People) -> None:
    case, first = with_sheet(people)
    second = attach(people.exporter, case.reference, OTHER)
    assert first.number.replace("-", "").isalnum()
    assert first.number[2:] != second.number[2:]
    assert case.reference[2:] not in first.number


def test_contents_of_one_firm_are_not_those_of_another(people: People, documents_folder: Path) -> None:
    """The same content is kept once for each: that another firm has it is never told."""
    _, document = with_sheet(people)
    other_case = apply(people.other_exporter, "individual", UNLISTED, WHOLE)
    other = attach(people.other_exporter, other_case.reference, SHEET)
    assert len(contents(documents_folder)) == 2
    assert document.digest == other.digest
    assert seen(people.exporter) == seen(people.reader) == {document.number}
    assert seen(people.other_exporter) == {other.number}
    assert seen(people.officer) == seen(people.administrator) == seen(STRANGER) == set()
    detach(people.other_exporter, other_case.reference, other.number)
    assert sweep_contents() == 1
    assert content_served(document) == SHEET.content


def test_an_authority_sees_what_was_submitted_to_it(people: People) -> None:
    case, document = submitted(people)
    assert seen(people.officer) == seen(people.second) == {document.number}
    assert seen(people.officer_nl) == set()
    amend(people.exporter, case.reference)
    added = attach(people.exporter, case.reference, OTHER)
    assert seen(people.officer) == {document.number}
    submit(people.exporter, case.reference)
    assert seen(people.officer) == {document.number, added.number}


def test_an_amendment_carries_documents_unless_they_are_taken_out(people: People) -> None:
    case, document = submitted(people)
    with pytest.raises(Guarded) as refused:
        detach(people.exporter, case.reference, document.number)
    assert refused.value.guard == "state"
    amend(people.exporter, case.reference)
    assert lacked(case) == set()
    detach(people.exporter, case.reference, document.number)
    assert lacked(case) == {"documents.specification"}
    assert missing(case, case.versions.get(number=1)) == ()
    assert sweep_contents() == 0
    assert seen(people.officer) == {document.number}
    again = attach(people.exporter, case.reference, SHEET)
    assert again.number != document.number
    submit(people.exporter, case.reference)
    assert seen(people.officer) == {document.number, again.number}


def test_what_is_taken_out_of_a_draft_is_gone(people: People, documents_folder: Path) -> None:
    case, document = with_sheet(people)
    detach(people.exporter, case.reference, document.number)
    assert not Document.objects.exists()
    assert sweep_contents() == 1
    assert contents(documents_folder) == []
    with pytest.raises(NotThere):
        detach(people.exporter, case.reference, document.number)


def test_documents_are_attached_where_something_is_written_or_asked(people: People) -> None:
    case, document = submitted(people)
    with pytest.raises(Guarded) as refused:
        attach(people.exporter, case.reference, OTHER)
    assert refused.value.guard == "state"
    assign(people.officer, case.reference, "officer@example.org")
    ask(people.officer, case.reference, "How does it look?")
    added = attach(people.exporter, case.reference, OTHER)
    assert seen(people.officer) == {document.number, added.number}


def test_a_document_that_comes_later_voids_the_assessment_and_not_the_denials(people: People) -> None:
    """Art. 15(1) was assessed without it; denials are looked up by items, parties and destination."""
    case, _ = submitted(people)
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(people.officer, case.reference)
    ask(people.officer, case.reference, "How does it look?")
    attach(people.exporter, case.reference, OTHER)
    assert not counting(case, "assessment").exists()
    assert counting(case, "denials").exists()


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("reader", Forbidden),
        ("officer", Forbidden),
        ("other_exporter", NotThere),
        ("administrator", Forbidden),
    ],
)
def test_who_does_not_write_attaches_and_takes_out_nothing(
    people: People, who: str, refusal: type[Exception]
) -> None:
    case, document = with_sheet(people)
    with pytest.raises(refusal):
        attach(getattr(people, who), case.reference, OTHER)
    with pytest.raises(refusal):
        detach(getattr(people, who), case.reference, document.number)
    assert Document.objects.count() == 1


def test_another_version_is_refused_before_anything_is_kept(people: People, documents_folder: Path) -> None:
    case = drafted(people)
    with pytest.raises(OtherVersion):
        attach(people.exporter, case.reference, SHEET, case.applicant_version + 1)
    assert contents(documents_folder) == []
    attach(people.exporter, case.reference, SHEET, case.applicant_version)


def test_how_much_a_case_holds_is_limited(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    case, document = with_sheet(people)
    monkeypatch.setattr(settings, "DUALUSE_CASE_DOCUMENTS", 1)
    with pytest.raises(TooLarge):
        attach(people.exporter, case.reference, OTHER)
    monkeypatch.setattr(settings, "DUALUSE_CASE_DOCUMENTS", 2)
    monkeypatch.setattr(settings, "DUALUSE_CASE_DOCUMENT_BYTES", document.size + len(OTHER.content) - 1)
    with pytest.raises(TooLarge):
        attach(people.exporter, case.reference, OTHER)
    monkeypatch.setattr(settings, "DUALUSE_DOCUMENT_BYTES", len(OTHER.content) - 1)
    with pytest.raises(TooLarge):
        attach(people.exporter, case.reference, OTHER)
    assert sweep_contents() == 1  # what was kept and then had no room


def test_a_kind_that_is_none_is_refused(people: People) -> None:
    case = drafted(people)
    with pytest.raises(Malformed) as refused:
        attach(people.exporter, case.reference, Upload("photograph", "x", png()))
    assert [fault.path for fault in refused.value.problems] == ["kind"]


def test_without_a_scanner_it_is_said(people: People) -> None:
    _, document = with_sheet(people)
    assert document.scan == "not_scanned_by_choice"
    assert scan_waiting() == 0


def test_what_is_clean_is_taken(people: People, scanner: Scanner) -> None:
    case, document = with_sheet(people)
    assert (document.scan, scanner.received) == ("clean", [SHEET.content])
    assert lacked(case) == set()


def test_what_is_infected_is_not_kept(people: People, scanner: Scanner, documents_folder: Path) -> None:
    case = drafted(people)
    scanner.pieces = (FOUND,)
    with pytest.raises(Malformed) as refused:
        attach(people.exporter, case.reference, SHEET)
    assert [fault.code for fault in refused.value.problems] == ["infected"]
    assert "Eicar-Test-Signature" in str(refused.value.problems[0].text.params)
    assert not Document.objects.exists()
    assert contents(documents_folder) == []
    assert Event.objects.filter(chain=case.chain).count() == 1


def test_what_is_not_scanned_is_neither_submitted_nor_served(people: People, scanner: Scanner) -> None:
    scanner.pieces = ()
    case, document = with_sheet(people)
    assert document.scan == "unscanned"
    assert lacked(case) == {f"documents.{document.number}"}
    with pytest.raises(Guarded) as refused:
        submit(people.exporter, case.reference)
    assert refused.value.guard == "incomplete"
    with pytest.raises(Guarded):
        content_served(document)
    assert scan_waiting() == 0
    scanner.pieces = (OK,)
    before = Case.objects.get(pk=case.pk).applicant_version
    assert scan_waiting() == 1
    assert scan_waiting() == 0
    document.refresh_from_db()
    assert content_served(document) == SHEET.content
    assert submit(people.exporter, case.reference).applicant_version > before
    event = Event.objects.get(chain=case.chain, action="scan")
    assert (event.actor, event.body["scan"], event.body["document"]) == ("scanner", "clean", document.number)
    assert list(faults(case.chain)) == []


def test_what_is_found_infected_later_is_taken_away(
    people: People, scanner: Scanner, documents_folder: Path
) -> None:
    """Wherever the firm attached it, and the contents with it; what another firm attached is scanned for itself."""
    first, document = with_sheet(people)
    scanner.pieces = ()
    second = drafted(people)
    again = attach(people.exporter, second.reference, SHEET)
    assert (document.scan, again.scan) == ("clean", "unscanned")
    scanner.pieces = (FOUND,)
    assert scan_waiting() == 1
    assert set(Document.objects.values_list("scan", "finding")) == {("infected", "Eicar-Test-Signature")}
    assert contents(documents_folder) == []
    assert lacked(first) == lacked(second) == {"documents.specification"}
    for row in Document.objects.all():
        with pytest.raises(Guarded):
            content_served(row)
    scanner.pieces = (OK,)
    assert attach(people.exporter, first.reference, SHEET).scan == "clean"


def test_what_nobody_scanned_by_choice_is_scanned_where_there_is_a_scanner(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, document = with_sheet(people)
    with virus_scanner() as scanner:
        monkeypatch.setattr(settings, "DUALUSE_SCANNER", scanner.setting)
        assert lacked(case) == {f"documents.{document.number}"}
        with pytest.raises(Guarded):
            content_served(document)
        assert scan_waiting() == 1
    assert lacked(case) == set()


def test_a_content_that_was_changed_on_the_disk_is_not_served(people: People, documents_folder: Path) -> None:
    case, document = with_sheet(people)
    (path,) = (documents_folder / name for name in contents(documents_folder))
    path.write_bytes(b"%PDF-1.7 another")
    with pytest.raises(Guarded):
        content_served(document)
    other = attach(people.exporter, case.reference, Upload("other", "x", SHEET.content))
    assert content_served(other) == content_served(document) == SHEET.content


def test_contents_are_the_services_alone(people: People, documents_folder: Path) -> None:
    with_sheet(people)
    for path in documents_folder.rglob("*"):
        assert not path.stat().st_mode & 0o077, path


def test_an_exemption_stands_for_the_statement(people: People) -> None:
    case, _ = with_sheet(people)
    write(people.exporter, case.reference, None, {"end_use_statement_exemption": None})
    assert lacked(case) == {"documents.end_use_statement"}
    attach(
        people.exporter, case.reference, Upload("end_use_statement", "signed.pdf", pdf(before=b"% signed\n"))
    )
    assert lacked(case) == set()
