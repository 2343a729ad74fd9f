"""An application that begins from a dossier and carries it: as evidence of what was assessed, for as long as the application states just that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from dualuse.assessment.serialisation import to_json
from dualuse.dossier import assess
from dualuse.dossier.stated_facts import changed_facts, facts_digest
from dualuse.licensing.cases.applications import amend, answer, apply, submit, write
from dualuse.licensing.cases.evidence import DOSSIER
from dualuse.licensing.cases.models import Case, Evidence
from dualuse.licensing.cases.work import ask, assign
from dualuse.licensing.documents.attaching import Upload, apply_from_dossier, attach, detach
from dualuse.licensing.documents.contents import digest_of
from dualuse.licensing.documents.models import Document
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.refusals import Malformed
from tests.support.service_people import UNLISTED, WHOLE, People, make_people

SHEET = Upload("specification", "sheet.txt", b"Highest frequency: 2.6 GHz")
CHANGED = {**UNLISTED, "end_use": "Testing of the network of the harbour"}


def dossier_of(stated: dict[str, Any]) -> bytes:
    return to_json(assess({**stated, "reference": "Q-7"}, screener=None)).encode()


@pytest.fixture(scope="module")
def dossier() -> bytes:
    """Of what the tests apply for."""
    return dossier_of(UNLISTED)


def begun(people: People, dossier: bytes) -> str:
    """An application from the dossier, to which nothing is missing."""
    case = apply_from_dossier(people.exporter, Upload("individual", "Q-7.json", dossier), authority="DE")
    write(people.exporter, case.reference, None, WHOLE)
    attach(people.exporter, case.reference, SHEET)
    return case.reference


def rows(reference: str) -> list[Evidence]:
    return list(Evidence.objects.filter(case__reference=reference, kind=DOSSIER).order_by("pk"))


def test_it_states_what_was_assessed_and_carries_it(people: People, dossier: bytes) -> None:
    reference = begun(people, dossier)
    case = Case.objects.get(reference=reference)
    document = Document.objects.get(case=case, kind="dossier")
    assert (document.digest, document.name.startswith("Q-7.json")) == (digest_of(dossier), True)
    stated = case.versions.get().transaction
    assert changed_facts(json.loads(dossier)["transaction"], stated) == ()
    assert rows(reference) == [], "an authority sees nothing of a draft"
    submit(people.exporter, reference)
    (row,) = rows(reference)
    assert (row.voided, row.result["differs"]) == (None, [])
    assert (row.result["document"], row.result["digest"]) == (document.number, document.digest)
    assert (row.result["reference"], row.result["release"]) == ("Q-7", json.loads(dossier)["release"])


def test_an_amendment_that_states_other_facts_voids_it_and_one_of_the_contact_does_not(
    people: People, dossier: bytes
) -> None:
    reference = begun(people, dossier)
    submit(people.exporter, reference)
    amend(people.exporter, reference)
    write(people.exporter, reference, None, {"contact_name": "B. Person"})
    submit(people.exporter, reference)
    (row,) = rows(reference)
    assert row.voided is None
    amend(people.exporter, reference)
    write(people.exporter, reference, CHANGED, None)
    submit(people.exporter, reference)
    first, second = rows(reference)
    assert None not in (first.voided, second.voided)
    assert second.result["differs"] == ["end_use"]


def test_a_draft_of_an_amendment_changes_nothing_that_the_authority_sees(
    people: People, dossier: bytes
) -> None:
    reference = begun(people, dossier)
    submit(people.exporter, reference)
    before = list(Evidence.objects.values())
    amend(people.exporter, reference)
    write(people.exporter, reference, CHANGED, None)
    attach(people.exporter, reference, Upload("dossier", "other.json", dossier_of(CHANGED)))
    assert list(Evidence.objects.values()) == before
    submit(people.exporter, reference)
    counting = [row for row in rows(reference) if row.voided is None]
    assert [row.result["differs"] for row in counting] == [[]]
    assert counting[0].result["digest"] == digest_of(dossier_of(CHANGED))


def test_one_that_is_taken_out_counts_no_longer(people: People, dossier: bytes) -> None:
    reference = begun(people, dossier)
    submit(people.exporter, reference)
    amend(people.exporter, reference)
    detach(people.exporter, reference, Document.objects.get(kind="dossier").number)
    assert rows(reference)[0].voided is None
    submit(people.exporter, reference)
    (row,) = rows(reference)
    assert row.voided is not None


def test_one_that_comes_with_an_answer_is_looked_at_at_once(people: People, dossier: bytes) -> None:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    attach(people.exporter, reference, SHEET)
    submit(people.exporter, reference)
    assign(people.officer, reference, "officer@example.org")
    ask(people.officer, reference, "What did you assess?")
    attach(people.exporter, reference, Upload("dossier", "Q-7.json", dossier))
    answer(people.exporter, reference, 1, "This.")
    (row,) = rows(reference)
    assert (row.voided, row.result["differs"]) == (None, [])


def test_it_makes_no_examination_of_the_authority_unnecessary(people: People, dossier: bytes) -> None:
    from dualuse.licensing.decisions.guards import why_not
    from dualuse.licensing.moments import now

    reference = begun(people, dossier)
    submit(people.exporter, reference)
    assign(people.officer, reference, "officer@example.org")
    refused = why_not("propose", Case.objects.get(), now().date())
    assert refused is not None
    assert refused[0] == "incomplete"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Just words.", "dossier_no_json"),
        (b"{}", "dossier_format"),
        (b"[1]", "dossier_format"),
        (b'{"format": "dualuse-assessment/1"}', None),
        (b"[" * 5_000, "dossier_no_json"),
    ],
)
def test_what_is_no_dossier_is_not_taken_as_one(people: People, content: bytes, code: str | None) -> None:
    reference = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE").reference
    for act in (
        lambda: attach(people.exporter, reference, Upload("dossier", "d.json", content)),
        lambda: apply_from_dossier(people.exporter, Upload("individual", "d.json", content)),
    ):
        with pytest.raises(Malformed) as refused:
            act()
        assert code in (None, refused.value.problems[0].code)
    assert Case.objects.count() == 1
    assert not Document.objects.exists()


def test_one_that_was_changed_since_it_was_made_is_not_taken(people: People, dossier: bytes) -> None:
    forged = dossier.replace(b'"release":"' + json.loads(dossier)["release"].encode(), b'"release":"go', 1)
    assert forged != dossier
    with pytest.raises(Malformed) as refused:
        apply_from_dossier(people.exporter, Upload("individual", "d.json", forged))
    assert refused.value.problems[0].code == "dossier_changed"
    assert not Case.objects.exists()


def test_of_two_that_state_the_same_the_digest_is_the_same() -> None:
    turned = {**UNLISTED, "items": [dict(reversed(UNLISTED["items"][0].items()))], "reference": "X"}
    assert changed_facts(UNLISTED, turned) == ()
    assert facts_digest(UNLISTED) == facts_digest(turned)
    assert changed_facts(UNLISTED, CHANGED)
    assert facts_digest(UNLISTED) != facts_digest(CHANGED)


def test_over_the_api(people: People, dossier: bytes) -> None:
    def send(who: str, path: str, kind: str, content: bytes, **headers: str) -> Any:
        token = new_token(Person.objects.get(email=f"{who}@example.org"), "dossiers")
        signed = {"Authorization": f"Bearer {token}", **headers}
        form = {"kind": kind, "file": SimpleUploadedFile("Q-7.json", content)}
        return Client(raise_request_exception=False).post(f"/api/v1/{path}", form, headers=signed)

    made = send("exporter", "dossiers?authority=DE", "individual", dossier)
    assert made.status_code == 201, made.content
    (row,) = made.json()["dossiers"]
    assert (row["reference"], row["differs"]) == ("Q-7", [])
    assert [document["kind"] for document in made.json()["documents"]] == ["dossier"]
    assert made.json()["missing"]
    for who in ("officer", "reader"):
        assert send(who, "dossiers", "individual", dossier).status_code == 403
    assert send("exporter", "dossiers?organisation=O-2", "individual", dossier).status_code == 404
    unknown = send("exporter", "dossiers", "prohibition", dossier)
    assert (unknown.status_code, unknown.json()["problems"][0]["code"]) == (422, "kind_unknown")
    assert Case.objects.count() == 1
    assert send("exporter", "dossiers", "individual", b"x").status_code == 422


def test_a_content_that_was_swept_before_its_row_was_committed_is_put_back(
    kept_database: str, documents_folder: Path, dossier: bytes
) -> None:
    """Who asks with a key commits after the lock of the folder is given back."""
    people = make_people()
    with transaction.atomic():
        case = apply_from_dossier(people.exporter, Upload("individual", "Q-7.json", dossier), authority="DE")
        (path,) = (path for path in documents_folder.rglob(digest_of(dossier)))
        path.unlink()
    assert path.read_bytes() == dossier
    assert Document.objects.get(case=case).digest == digest_of(dossier)
