"""Somebody who is listed and named in a text of the transaction: asked, whoever the parties are, until a person answers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dualuse import check, replay
from dualuse.assessment.listed.installed import InstalledLists
from dualuse.assessment.serialisation import to_json
from dualuse.assessment.text.full import determination_text
from dualuse.schema.determination import Determination
from dualuse.screening.matching.screened import Query
from tests.assessment.test_listed import TRANSACTION
from tests.support.union_list_home import decided, union_list

NAME = "Zarkovian Machine Works Example"
ENTRIES = [
    {
        "id": "eu-1",
        "schema": "Company",
        "properties": {"name": [NAME], "country": ["ch"], "program": ["TERR"]},
        "datasets": ["eu_fsf"],
    }
]
DECIDED = {"provision": "Art. 4(2)", "result": "not_required", "date": "2026-01-05"}
HELD = {"kind": "individual", "reference": "BAFA 17"}
TEXTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("end_use", {"end_use": f"spare parts for {NAME} in Bern"}),
    ("items[0].description", {"items": [{**TRANSACTION["items"][0], "description": f"Pump of {NAME}"}]}),
    ("sources[0].note", {"sources": [{"fact": "end_use", "note": f"the buyer sells on to {NAME}"}]}),
    ("sources[0].quote", {"sources": [{"fact": "end_use", "quote": f"to be used by {NAME}"}]}),
    ("sources[0].document", {"sources": [{"fact": "end_use", "document": f"order of {NAME}.pdf"}]}),
    (
        "sources[0].url",
        {"sources": [{"fact": "end_use", "url": "https://zarkovian-machine-works-example.test/"}]},
    ),
    (
        "items[0].parameters.marking[1]",
        {"items": [{**TRANSACTION["items"][0], "parameters": {"marking": ["CE", NAME]}}]},
    ),
    ("authorisations[0].holder", {"authorisations": [{**HELD, "holder": NAME}]}),
    ("authorisations[0].end_users[0]", {"authorisations": [{**HELD, "end_users": [NAME]}]}),
    ("authorisations[0].consignees[0]", {"authorisations": [{**HELD, "consignees": [NAME]}]}),
    ("authorisations[0].reference", {"authorisations": [{**HELD, "reference": f"BAFA 17 {NAME}"}]}),
    (
        "authority_decisions[0].parties[1]",
        {"authority_decisions": [{**DECIDED, "parties": ["Example", NAME]}]},
    ),
    ("authority_decisions[0].reference", {"authority_decisions": [{**DECIDED, "reference": NAME}]}),
    ("reference", {"reference": f"order 17 {NAME}"}),
    ("items[0].id", {"items": [{**TRANSACTION["items"][0], "id": NAME}]}),
    ("items[0].unit", {"items": [{**TRANSACTION["items"][0], "unit": f"pieces for {NAME}"}]}),
    (
        "parties[0].identifiers.formerName",
        {"parties": [{**TRANSACTION["parties"][0], "identifiers": {"formerName": NAME}}]},
    ),
    (
        "parties[0].owners[0].identifiers.passport",
        {
            "parties": [
                {
                    **TRANSACTION["parties"][0],
                    "owners": [{"name": "A. Example", "identifiers": {"passport": NAME}}],
                }
            ]
        },
    ),
)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    return union_list(tmp_path, ENTRIES)


def _checked(home: Path, **changes: Any) -> Determination:
    return check({**TRANSACTION, **changes}, screener=InstalledLists(home=home))


def _reasons(determination: Determination) -> list[str]:
    return [reason.code for reason in determination.release_because]


@pytest.mark.parametrize(("path", "stated"), TEXTS)
def test_a_listed_name_in_a_text_is_asked(installed: Path, path: str, stated: dict[str, Any]) -> None:
    answer = _checked(installed, **stated)
    assert answer.release == "ask"
    assert answer.range[1] == "prohibited"
    assert "release.named_in_text" in _reasons(answer)
    assert answer.screening.status == "review"
    assert [(hit.party, hit.role) for hit in answer.screening.hits] == [(path, "text")]
    assert "question.screening.text" in [row.code for row in answer.missing]
    finding = next(row for row in answer.findings if row.params.get("party") == path)
    assert (finding.status, finding.effect) == ("undetermined", "prohibited")


def test_a_text_that_names_nobody_changes_nothing(installed: Path) -> None:
    with_text = _checked(installed, end_use="spare parts for machine works in Bern")
    assert (with_text.release, with_text.range) == (_checked(installed).release, _checked(installed).range)
    assert "end_use" in with_text.screening.texts
    assert "names_in_texts" in [row.code for row in with_text.not_examined]


def test_whom_an_authorisation_names_and_who_takes_part_is_screened_once(installed: Path) -> None:
    """A party is screened as one; of an authorisation that names nobody else no text is looked through."""
    party = TRANSACTION["parties"][0]["name"]
    answer = _checked(installed, authorisations=[{**HELD, "end_users": [party, "Another Works"]}])
    named = [path for path in answer.screening.texts if path.startswith("authorisations")]
    assert named == ["authorisations[0].end_users[1]"]


def test_a_party_that_is_stated_is_judged_as_one(installed: Path) -> None:
    parties = [*TRANSACTION["parties"], {"role": "consignee", "name": NAME, "country": "CH"}]
    answer = _checked(installed, end_use=f"for {NAME}", parties=parties)
    assert answer.release == "stop"
    assert {hit.role for hit in answer.screening.hits} == {"consignee"}


def test_without_lists_no_text_counts_as_looked_through(tmp_path: Path) -> None:
    answer = _checked(tmp_path, end_use=f"for {NAME}")
    assert answer.screening.texts == ()
    assert answer.release == "ask"
    assert "names_in_texts" not in [row.code for row in answer.not_examined]


def test_a_decision_answers_for_this_text_alone(installed: Path) -> None:
    text = f"spare parts for {NAME} in Bern"
    asked = _checked(installed, end_use=text)
    decided(installed, Query((text,), is_text=True), "false_positive")
    answered = _checked(installed, end_use=text)
    assert "release.named_in_text" in _reasons(asked)
    assert "release.named_in_text" not in _reasons(answered)
    assert answered.range == ("not_controlled", "not_controlled")
    assert answered.screening.status == "clear"
    assert "release.named_in_text" in _reasons(_checked(installed, end_use=f"repair for {NAME}"))


def test_who_is_decided_to_be_meant_stops(installed: Path) -> None:
    text = f"spare parts for {NAME} in Bern"
    decided(installed, Query((text,), is_text=True), "true_match")
    assert _checked(installed, end_use=text).release == "stop"


def test_what_was_decided_about_a_party_holds_for_its_name_in_a_text(installed: Path) -> None:
    party = {"role": "consignee", "name": NAME, "country": "CH"}
    parties = [*TRANSACTION["parties"], party]
    decided(installed, Query((NAME,), countries=("CH",)), "false_positive")
    assert "release.named_in_text" not in _reasons(
        _checked(installed, end_use=f"for {NAME}", parties=parties)
    )
    assert "release.named_in_text" in _reasons(_checked(installed, end_use=f"for {NAME}"))


def test_a_text_is_not_clear_because_one_of_those_it_names_is_another_party(installed: Path) -> None:
    answer = _checked(installed, end_use=f"spare parts for {NAME} in Bern")
    (hit,) = answer.screening.hits
    for counted, word in ((hit, "possibly listed"), (replace(hit, status="hit"), "listed")):
        hits = (replace(hit, entity="eu-2", counts=False), counted)
        shown = determination_text(replace(answer, screening=replace(answer.screening, hits=hits)), 100)
        (line,) = [line for line in shown.splitlines() if line.strip().startswith("end_use (")]
        assert line.endswith(f": {word}")


def test_the_answer_is_given_again_from_its_record(installed: Path) -> None:
    for _, stated in TEXTS:
        data = json.loads(to_json(_checked(installed, **stated)))
        assert replay(data).same


def test_a_record_of_before_says_that_no_text_was_looked_through(installed: Path) -> None:
    data = json.loads(to_json(_checked(installed)))
    before = {name: value for name, value in data["screening"].items() if name != "texts"}
    assert replay({**data, "screening": before}).same
