"""What is missing says why, of which lines and what would settle it, at the places of what was sent; faults of a body are told in our words; on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.i18n import LANGUAGES, render
from dualuse.licensing.body_faults import body_faults
from dualuse.licensing.completeness import Draft, lacking
from dualuse.licensing.decisions.proposal_faults import LineDecision, _criteria_faults
from dualuse.licensing.kinds import kinds
from tests.licensing.test_api import BODY, Caller, callers
from tests.support.service_people import UNLISTED

__all__ = ["callers"]
pytestmark = pytest.mark.usefixtures("specification_attached")


def gaps(**item: Any) -> dict[str, str]:
    data = {**UNLISTED, "items": [{**UNLISTED["items"][0], **item}]}
    draft = Draft(transaction=data, fields={}, lines={}, organisation={}, documents=frozenset())
    return {gap.path: render(gap.text, "en") for gap in lacking(kinds()["individual"], draft)}


def test_a_declaration_says_of_which_line_and_what_settles_it() -> None:
    text = gaps(cyber_surveillance=None)["documents.management_declaration"]
    assert "10" in text
    assert "items.cyber_surveillance: false" in text
    listed = gaps(entries=["5A001.f.2"])["documents.management_declaration"]
    assert "listed" in listed and "10" in listed  # noqa: PT018 - one sentence
    assert "documents.management_declaration" not in gaps()


def test_what_goods_have_says_so() -> None:
    assert "items.kind" in gaps(kind=None, cn_code=None)["transaction.items[0].cn_code"]
    assert "goods have it: 10" in gaps(kind="goods", cn_code=None)["transaction.items[0].cn_code"]
    assert "transaction.items[0].cn_code" not in gaps(kind="software", cn_code=None)


def test_places_are_the_same_in_missing_and_in_problems(callers: dict[str, Caller]) -> None:
    exporter = callers["exporter"]
    bare = {name: value for name, value in UNLISTED.items() if name != "destination"}
    draft = exporter.send("POST", "applications", {**BODY, "transaction": bare}).json()
    paths = {gap["path"] for gap in draft["missing"]}
    assert "transaction.destination" in paths
    refused = exporter.send("POST", "applications", {**BODY, "transaction": {**UNLISTED, "destination": "?"}})
    assert [row["path"] for row in refused.json()["problems"]] == ["transaction.destination"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("action", "body", "place"),
    [
        (
            "propose",
            {"criteria": ["?"], "reasons": {"internal": "a", "applicant": "b", "public": "c"}},
            "criteria.0",
        ),
        ("note", {"text": ""}, "text"),
        ("note", {}, "text"),
        ("note", {"text": 1}, "text"),
        ("note", {"text": "a", "more": 1}, "more"),
        ("consult", {"with": "FR", "under": "Art. 14(1)", "text": "a"}, "with"),
    ],
)
def test_a_body_is_refused_in_our_words(
    callers: dict[str, Caller], action: str, body: Any, place: str, language: str
) -> None:
    exporter, officer = callers["exporter"], callers["officer"]
    reference = exporter.send("POST", "applications", BODY).json()["reference"]
    exporter.send("POST", f"applications/{reference}/submit", {})
    officer.send("POST", f"cases/{reference}/assign", {"person": "officer@example.org"})
    answer = officer.send("POST", f"cases/{reference}/{action}", body, Accept_Language=language)
    if answer.status_code == 409:
        pytest.skip("the state refuses it before its body is read")
    assert answer.status_code == 422, answer.content
    rows = {row["path"]: row["text"] for row in answer.json()["problems"]}
    assert place in rows
    for text in rows.values():
        assert not any(
            raw in text for raw in ("Input should", "should have", "Field required", "Extra inputs")
        )


def test_an_unheard_of_fault_has_words_too() -> None:
    (fault,) = body_faults([{"loc": ("a", 0), "type": "never_heard_of", "ctx": {"error": ValueError("x")}}])
    assert (fault.path, fault.code) == ("a.0", "never_heard_of")
    assert "openapi.json" in render(fault.text, "en")


@pytest.mark.parametrize(
    ("decision", "word"),
    [("prohibited", "a prohibition"), ("refused", "a refusal"), ("revoked", "a refusal")],
)
def test_what_rests_on_nothing_is_called_by_its_name(decision: str, word: str) -> None:
    (fault,) = _criteria_faults({"1": LineDecision(decision)}, ())
    assert fault.text.text.startswith(word)


@pytest.mark.parametrize(
    ("kind", "document", "field"),
    [
        ("individual", "end_use_statement", "end_use_statement_exemption"),
        ("global", "internal_compliance_programme", "icp_exemption"),
    ],
)
def test_a_document_that_may_be_left_out_says_what_settles_it(kind: str, document: str, field: str) -> None:
    row = next(row for row in kinds()[kind].documents if row.exemption == field)
    draft = Draft(transaction=UNLISTED, fields={}, lines={}, organisation={}, documents=frozenset())
    texts = {gap.path: render(gap.text, "en") for gap in lacking(kinds()[kind], draft)}
    assert f"fields.{field}" in texts[f"documents.{row.type.code}"], document
