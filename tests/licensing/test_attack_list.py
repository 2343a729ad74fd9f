"""The classes of weakness that Open Zaak's advisories of 2026 name, a test for each, on both databases.

Searches and lists that are not filtered by what a token may see (CVE-2026-54657, GHSA-vpvj-hgh4-8389) have theirs in ``test_matrix``, uploads
whose names lead elsewhere in ``test_documents_api``; here are paths in a file that is imported, expansion, what a database or a program would read in a search, markup that is stored, and
secrets in the log of a failure.
"""

from __future__ import annotations

import io
import json
import logging
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import OperationalError
from django.test import Client

from dualuse.inputs.problems import InputError
from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.denials.files import import_denials
from dualuse.licensing.people.models import Person
from dualuse.licensing.people.tokens import new_token
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People

pytestmark = pytest.mark.usefixtures("specification_attached")
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def officer(people: People) -> str:
    return new_token(Person.objects.get(email="officer@example.org"), "attack")


@pytest.fixture
def case(people: People) -> str:
    data = {**UNLISTED, "end_use": MARKUP}
    reference = apply(people.exporter, "individual", data, {**WHOLE, "contact_name": MARKUP}).reference
    return submit(people.exporter, reference).reference


def answer_to(token: str, path: str) -> Any:
    client = Client(raise_request_exception=False)
    return client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})


def test_a_file_that_is_imported_leads_nowhere(people: People, tmp_path: Path) -> None:
    """CVE-2026-55836: a bulk import that followed the paths in its rows."""
    secret = tmp_path / "secret"
    secret.write_text("a secret of the machine", "utf-8")
    row = {
        "reference": "NL-1",
        "member_state": "NL",
        "kind": "refused",
        "decided": "2025-03-04",
        "destination": "AE",
        "parties": [{"role": "end_user", "name": f"file://{secret}", "country": "AE"}],
        "lines": [{"description": f"{secret}", "entries": ["5A001.f.2"]}],
    }
    file = tmp_path / "denials.jsonl"
    file.write_text(json.dumps(row), "utf-8")
    assert import_denials(file, TODAY) == 1
    file.write_text(json.dumps({**row, "reference": "../../secret"}), "utf-8")
    with pytest.raises(InputError):
        import_denials(file, TODAY)
    token = new_token(Person.objects.get(email="officer@example.org"), "attack")
    assert "a secret" not in answer_to(token, "denials").content.decode()


def test_nothing_is_expanded_that_was_not_asked_for(officer: str, case: str) -> None:
    """GHSA-v9vp-r9j9-9889: ``expand`` returned objects that the token may not read. Nothing here expands."""
    plain = answer_to(officer, f"cases/{case}").json()
    for query in (
        "expand=organisation,parties",
        "fields=*",
        "include=events",
        "embed=denials",
        "_expand=all",
    ):
        assert answer_to(officer, f"cases/{case}?{query}").json() == plain
    assert set(plain["organisation"]) == {"reference", "name"}


@pytest.mark.parametrize(
    "words",
    [
        "%",
        "_",
        "%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%_",
        "(a+)+$",
        "def f: f; f",
        ".. | ..",
        "' OR 1=1 --",
        "\\",
        "Meridian%' OR '1'='1",
        "A" * 5_000,
    ],
)
def test_a_search_is_words_and_no_program(officer: str, case: str, words: str) -> None:
    """GHSA-57hf-x26f-5cmh: a program in a search that never ended. Signs that a database reads are signs here."""
    begin = time.monotonic()
    answer = answer_to(officer, f"cases?q={quote(words)}")
    assert answer.status_code in (200, 422)
    assert answer.json().get("items", []) == []
    assert time.monotonic() - begin < 5
    assert [row["reference"] for row in answer_to(officer, "cases?q=meridian").json()["items"]] == [case]


def test_markup_that_is_stored_runs_nowhere(officer: str, case: str) -> None:
    """GHSA-7jgm-gwhh-jp8v: stored markup ran in a page. An answer is JSON, which no browser takes for anything else."""
    answer = answer_to(officer, f"cases/{case}")
    assert answer.json()["transaction"]["end_use"] == MARKUP
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("failure", [RuntimeError("slip"), OperationalError("away")])
def test_a_failure_is_logged_without_secrets(
    officer: str, case: str, failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GHSA-g7g8-qrfj-hqf7: tokens and bodies in reports of failures."""

    def fails(*arguments: Any, **more: Any) -> None:
        raise failure

    monkeypatch.setattr("dualuse.licensing.actions.note", fails)
    stream = io.StringIO()
    log, handler = logging.getLogger("django.request"), logging.StreamHandler(stream)
    log.addHandler(handler)
    try:
        answer = Client(raise_request_exception=False).post(
            f"/api/v1/cases/{case}/note",
            json.dumps({"text": "words of a person"}),
            "application/json",
            headers={"Authorization": f"Bearer {officer}"},
        )
    finally:
        log.removeHandler(handler)
    assert answer.status_code in (500, 503)
    assert f"/api/v1/cases/{case}/note" in stream.getvalue()
    for secret in (officer, "words of a person"):
        assert secret not in stream.getvalue()
        assert secret not in answer.content.decode()
