"""Documents over HTTP: the order of refusals, how one is given out, and four hundred hostile uploads; on both databases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.documents.attaching import Upload, attach
from dualuse.licensing.documents.models import Document
from dualuse.licensing.events.models import Event
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from tests.support.hostile_uploads import NAMES, hostile
from tests.support.ordinary_documents import ordinary, pdf
from tests.support.service_people import UNLISTED, WHOLE, People

BOUNDARY = "a-boundary"
SHEET = pdf()


def form(*parts: tuple[str, bytes], end: bytes = b"--\r\n", newline: bytes = b"\r\n") -> bytes:
    """A multipart body: each part's headers behind ``Content-Disposition: form-data; ``, and what it holds."""
    mark = b"--" + BOUNDARY.encode()
    each = (
        mark + newline + b"Content-Disposition: form-data; " + headers.encode("utf-8", "surrogatepass")
        + newline + newline + content + newline
        for headers, content in parts
    )  # fmt: skip
    return b"".join(each) + mark + end


def upload(content: bytes, name: str = "sheet.pdf", kind: str = "specification") -> bytes:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return form(('name="kind"', kind.encode()), (f'name="file"; filename="{quoted}"', content))


@dataclass(frozen=True)
class Caller:
    """A program with a token."""

    token: str

    def send(self, method: str, path: str, body: bytes = b"", content_type: str = "", **headers: str) -> Any:
        signed = {"Authorization": f"Bearer {self.token}", **headers}
        client = Client(raise_request_exception=False)
        return client.generic(
            method, f"/api/v1/{path}", body, content_type or "application/json", headers=signed
        )

    def attach(self, case: Case | str, body: bytes, **headers: str) -> Any:
        reference = case if isinstance(case, str) else case.reference
        content_type = f"multipart/form-data; boundary={BOUNDARY}"
        return self.send("POST", f"applications/{reference}/documents", body, content_type, **headers)


@pytest.fixture
def callers(people: People) -> dict[str, Caller]:
    return {person.name: Caller(new_token(person, "test")) for person in Person.objects.all()}


@pytest.fixture
def case(people: People) -> Case:
    return apply(people.exporter, "individual", UNLISTED, WHOLE)


def test_a_document_is_attached_listed_given_out_and_taken_out(
    callers: dict[str, Caller], case: Case
) -> None:
    exporter = callers["exporter"]
    answer = exporter.attach(case, upload(SHEET, "Größe 5 µm.pdf"))
    assert answer.status_code == 201, answer.content
    document = answer.json()
    assert document.keys() == {"id", "kind", "name", "type", "size", "digest", "scan", "uploaded"}
    assert (document["kind"], document["name"], document["type"], document["size"], document["scan"]) == (
        "specification", "Größe 5 µm.pdf", "application/pdf", len(SHEET), "not_scanned_by_choice",
    )  # fmt: skip
    assert re.fullmatch(r"[A-Za-z0-9-]+", document["id"])
    path = f"applications/{case.reference}"
    application = exporter.send("GET", path).json()
    assert application["documents"] == [document]
    assert application["missing"] == []
    saved = exporter.send("GET", f"{path}/documents/{document['id']}")
    assert saved.content == SHEET
    assert exporter.send("DELETE", f"{path}/documents/{document['id']}").status_code == 204
    assert exporter.send("GET", path).json()["documents"] == []
    assert exporter.send("GET", f"{path}/documents/{document['id']}").status_code == 404


def test_how_a_document_is_given_out(callers: dict[str, Caller], case: Case) -> None:
    document = callers["exporter"].attach(case, upload(b"Data: 5", 'x"y\u202e.html')).json()
    saved = callers["exporter"].send("GET", f"applications/{case.reference}/documents/{document['id']}")
    assert saved.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert saved.headers["Content-Disposition"] == 'attachment; filename="x_y.html.txt"'
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert saved.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert saved.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert saved.headers["Cache-Control"] == "no-store"


def test_a_name_in_other_letters_is_written_as_rfc_5987_has_it(
    callers: dict[str, Caller], case: Case
) -> None:
    document = callers["exporter"].attach(case, upload(SHEET, "Größe.pdf")).json()
    saved = callers["exporter"].send("GET", f"applications/{case.reference}/documents/{document['id']}")
    assert saved.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Größe.pdf')}"


def test_an_officer_has_the_documents_of_its_cases(
    callers: dict[str, Caller], people: People, case: Case
) -> None:
    document = attach(people.exporter, case.reference, Upload("specification", "sheet.pdf", SHEET))
    path = f"cases/{case.reference}"
    assert callers["officer"].send("GET", f"{path}/documents/{document.number}").status_code == 404
    submit(people.exporter, case.reference)
    assert callers["officer"].send("GET", path).json()["documents"][0]["id"] == document.number
    assert callers["officer"].send("GET", f"{path}/documents/{document.number}").content == SHEET
    for who, where, status in (
        ("officer-nl", "cases", 404), ("exporter", "cases", 403), ("administrator", "cases", 403), ("officer", "applications", 403),
        ("other", "applications", 404), ("reader", "applications", 200), ("nobody", "applications", 401), ("nobody", "cases", 401),
    ):  # fmt: skip
        caller = callers.get(who, Caller("du_unknown"))
        answer = caller.send("GET", f"{where}/{case.reference}/documents/{document.number}")
        assert answer.status_code == status, (who, where)
        assert status == 200 or "sheet" not in answer.content.decode()


def test_a_document_is_only_found_in_its_own_case(
    callers: dict[str, Caller], people: People, case: Case
) -> None:
    document = attach(people.exporter, case.reference, Upload("specification", "sheet.pdf", SHEET))
    other = apply(people.exporter, "individual", UNLISTED, WHOLE)
    for method in ("GET", "DELETE"):
        answer = callers["exporter"].send(
            method, f"applications/{other.reference}/documents/{document.number}"
        )
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("who", "reference", "body", "headers", "status"),
    [
        ("nobody", "", b"", {}, 401),
        ("officer", "A-UNKNOWN", b"", {}, 403),
        ("reader", "", b"", {}, 403),
        ("exporter", "A-UNKNOWN", b"", {}, 404),
        ("other", "", upload(b"x" * 2_000), {}, 404),
        ("exporter", "", b"", {"If-Match": "99"}, 412),
        ("exporter", "submitted", b"", {}, 409),
        ("exporter", "submitted", upload(b"x" * 2_000), {}, 409),
        ("exporter", "", upload(b"x" * 2_000), {}, 413),
        ("exporter", "", upload(b"x" * 90_000), {}, 413),
        ("exporter", "", b"", {}, 422),
        ("exporter", "", upload(b"GIF89a\1\0"), {}, 422),
        ("exporter", "", upload(SHEET, kind="photograph"), {}, 422),
        ("exporter", "", upload(SHEET), {"If-Match": "latest"}, 422),
    ],
)  # fmt: skip
def test_an_upload_is_refused_in_the_order_of_the_contract(
    callers: dict[str, Caller], people: People, case: Case, monkeypatch: pytest.MonkeyPatch,
    who: str, reference: str, body: bytes, headers: dict[str, str], status: int,
) -> None:  # fmt: skip
    if reference == "submitted":
        attach(people.exporter, case.reference, Upload("specification", "sheet.pdf", SHEET))
        submit(people.exporter, case.reference)
    monkeypatch.setattr(settings, "DUALUSE_DOCUMENT_BYTES", 1_500)
    monkeypatch.setattr("dualuse.portal.api.uploads._AROUND", 500)
    target = reference if reference == "A-UNKNOWN" else case.reference
    answer = callers.get(who, Caller("du_unknown")).attach(target, body, **headers)
    assert answer.status_code == status, answer.content
    assert answer.json()["guard"]


MALFORMED = {
    "nothing": b"",
    "no parts": form(),
    "only a kind": form(('name="kind"', b"other")),
    "only a file": form(('name="file"; filename="x"', SHEET)),
    "two files": form(('name="kind"', b"other"), ('name="file"; filename="x"', SHEET), ('name="file"; filename="y"', SHEET)),
    "two kinds": form(('name="kind"', b"other"), ('name="kind"', b"other"), ('name="file"; filename="x"', SHEET)),
    "a field more": form(('name="kind"', b"other"), ('name="x"', b"y"), ('name="file"; filename="x"', SHEET)),
    "a file more": form(('name="kind"', b"other"), ('name="x"; filename="x"', b"y"), ('name="file"; filename="x"', SHEET)),
    "a file without a name": form(('name="kind"', b"other"), ('name="file"', SHEET)),
    "a file with an empty name": form(('name="kind"', b"other"), ('name="file"; filename=""', SHEET)),
    "a kind that is a file": form(('name="kind"; filename="x"', b"other"), ('name="file"; filename="x"', SHEET)),
    "other names": form(('name="Kind"', b"other"), ('name="File"; filename="x"', SHEET)),
    "no name": form(("x=y", b"other"), ('filename="x"', SHEET)),
    "no end": form(('name="kind"', b"other"), ('name="file"; filename="x"', SHEET), end=b""),
    "other boundary": upload(SHEET).replace(BOUNDARY.encode(), b"other"),
    "line feeds alone": form(('name="kind"', b"other"), ('name="file"; filename="x"', SHEET), newline=b"\n"),
    "a huge field": form(('name="kind"', b"x" * 3_000_000), ('name="file"; filename="x"', SHEET)),
    "many fields": form(*((f'name="x{number}"', b"y") for number in range(1_100))),
    "many files": form(*((f'name="x{number}"; filename="x"', b"y") for number in range(200))),
    "wrong base64": form(('name="kind"', b"other"), ('name="file"; filename="x"\r\nContent-Transfer-Encoding: base64', b"!!!" + SHEET)),
    "wrong encoding": form(('name="kind"', b"\xff\xfe"), ('name="file"; filename="x"', SHEET)),
    "long header": form(('name="kind"', b"other"), ('name="file"; filename="x"; ' + "y" * 70_000, SHEET)),
    "noise": bytes(range(256)) * 40,
}  # fmt: skip


OTHER_TYPES = (
    "application/json", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xff",
    "multipart/mixed; boundary=a-boundary", "text/plain", "multipart/form-data; boundary=" + "x" * 300, "application/x-www-form-urlencoded",
)  # fmt: skip


def test_a_malformed_body_is_refused(callers: dict[str, Caller], case: Case) -> None:
    for name, body in MALFORMED.items():
        answer = callers["exporter"].attach(case, body)
        assert answer.status_code == 422, (name, answer.content)
        assert answer.json()["guard"] == "malformed"
    assert not Document.objects.exists()


def test_another_type_of_body_is_refused(callers: dict[str, Caller], case: Case) -> None:
    for content_type in OTHER_TYPES:
        path = f"applications/{case.reference}/documents"
        assert callers["exporter"].send("POST", path, upload(SHEET), content_type).status_code == 422


def test_no_hostile_upload_is_taken_under_any_name(
    callers: dict[str, Caller], case: Case, database: str
) -> None:
    """Each second on SQLite, others on PostgreSQL: all of them are looked at without HTTP, and refused before anything is written."""
    rows = list(hostile().items())
    rows = rows[::2] if database == "sqlite" else rows[1::20]
    for number, (name, content) in enumerate(rows):
        sent = NAMES[number % len(NAMES)] if number % 2 else "offer.pdf"
        answer = callers["exporter"].attach(case, upload(content, sent))
        assert answer.status_code in (413, 422), (name, answer.status_code)
        assert answer.json()["problems"] or answer.status_code == 413
    assert not Document.objects.exists()
    assert Event.objects.filter(chain=case.chain).count() == 1


def test_no_name_leads_anywhere(callers: dict[str, Caller], case: Case, database: str) -> None:
    taken = 0
    for number, sent in enumerate(NAMES[:: 1 if database == "sqlite" else 4]):
        content = b"Data: %d" % number
        answer = callers["exporter"].attach(case, upload(content, sent))
        if answer.status_code == 422:  # a body that names no file has none
            continue
        assert answer.status_code == 201
        taken += 1
        name = answer.json()["name"]
        assert name.endswith(".txt")
        assert not set(name) & set('/\\\r\n\0"<>\u202e\u2066')
        path = f"applications/{case.reference}/documents/{answer.json()['id']}"
        saved = callers["exporter"].send("GET", path)
        assert saved.content == content
        assert saved.headers["Content-Disposition"].startswith("attachment; filename")
    assert taken > 5


def test_ordinary_documents_are_taken_and_come_back_as_they_were(
    callers: dict[str, Caller], case: Case
) -> None:
    for name, (content, media_type) in ordinary().items():
        document = callers["exporter"].attach(case, upload(content, name, "other")).json()
        assert (document["name"], document["type"]) == (name, media_type)
        saved = callers["exporter"].send("GET", f"applications/{case.reference}/documents/{document['id']}")
        assert saved.content == content
        assert saved.headers["Content-Type"] == media_type


def test_the_body_stands_in_the_description_of_the_api() -> None:
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    body = paths["/api/v1/applications/{reference}/documents"]["post"]["requestBody"]
    assert body["content"]["multipart/form-data"]["schema"]["required"] == ["kind", "file"]


def test_an_upload_with_a_key_is_answered_once(callers: dict[str, Caller], case: Case) -> None:
    exporter, key = callers["exporter"], {"Idempotency-Key": "k1"}
    first = exporter.attach(case, upload(SHEET), **key)
    again = exporter.attach(case, upload(SHEET, name="other-name.pdf"), **key)
    assert (first.status_code, again.json()) == (201, first.json())
    other = exporter.attach(case, upload(pdf(b"<< /Other true >>")), **key)
    assert (other.status_code, other.json()["problems"][0]["code"]) == (422, "idempotency")
    other_kind = exporter.attach(case, upload(SHEET, kind="contract"), **key)
    assert other_kind.json()["problems"][0]["code"] == "idempotency"
    # A refusal is not kept.
    assert exporter.attach(case, upload(b"MZ\x00\x01"), **{"Idempotency-Key": "k2"}).status_code == 422
    assert (
        exporter.attach(case, upload(SHEET, kind="contract"), **{"Idempotency-Key": "k2"}).status_code == 201
    )
    assert callers["other"].attach(case, upload(SHEET), **key).status_code == 404
