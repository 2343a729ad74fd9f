"""Authorisations and decisions that are applied for, or of which no reference, use or plausible day is stated: none of them covers or frees anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.inputs.placeholders import names_a_grant
from tests.assessment.authorisations.test_beside_users import LICENCE, judged, sale
from tests.bulk.test_authorisations_held import DECIDED, HELD, alone
from tests.support.bulk_runs import records, write_rows

NOT_GRANTED = (
    "applied for, not granted yet", "pending", "beantragt", "draft", "none", "-", "n/a", "en cours", "eingereicht", "tbd",
    "noch nicht erteilt", "Antrag 4711", "en attente", "licence", "x", "000",
)  # fmt: skip


@pytest.mark.parametrize("reference", NOT_GRANTED)
def test_an_authorisation_that_is_not_granted_covers_nothing_and_is_asked(reference: str) -> None:
    result = judged(sale(authorisations=[{**LICENCE, "reference": reference}]))
    assert result.release == "ask"
    assert "authorisations.reference" in {row.fact for row in result.missing}


@pytest.mark.parametrize(
    "reference", ["L-1", "A-0", "BAFA 17/2026", "4711", "Einzelgenehmigung 88", "Licence X"]
)
def test_a_number_is_one(reference: str) -> None:
    assert names_a_grant(reference)
    assert judged(sale(authorisations=[{**LICENCE, "reference": reference}])).release == "go"


@pytest.mark.parametrize(
    ("use", "is_one"), [("unknown", False), ("as applied for", False), ("-", False), ("testing", True)]
)
def test_an_end_use_that_says_nothing_is_asked_on_either_side(use: str, *, is_one: bool) -> None:
    result = judged(sale(end_use=use, authorisations=[{**LICENCE, "end_use": use}]))
    asked = {row.fact for row in result.missing} & {"authorisations.end_use", "end_use"}
    assert bool(asked) is not is_one
    assert (result.release == "go") is is_one


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, ""),
        ({"authority_decisions.reference": "B-1"}, ""),
        ({"authority_decisions.valid_until": "2028-12-31"}, ""),
        ({"authority_decisions.reference": "pending"}, "reference"),
        ({"authority_decisions.reference": "not yet answered"}, "reference"),
        ({"authority_decisions.reference": "-"}, "reference"),
        ({"authority_decisions.date": "2021-09-08", "authority_decisions.valid_until": "2027-01-01"}, "date"),
        ({"authority_decisions.date": "2019-07-01", "authority_decisions.valid_until": "2099-12-31"}, "date"),
        ({"authority_decisions.valid_until": "2099-12-31"}, "valid_until"),
    ],
)
def test_an_answer_of_an_authority_with_impossible_papers_frees_nothing(
    tmp_path: Path, changes: dict[str, str], field: str
) -> None:
    """A row of a table and a transaction alike."""
    row = {**DECIDED, "authority_decisions.reference": "", **changes}
    result = alone(row)
    high = "authorisation_required" if field else "not_controlled"
    assert result.range == ("not_controlled", high)
    assert not field or f"authority_decisions.{field}" in {missing.fact for missing in result.missing}
    (answer,) = _of_table(tmp_path, row)
    assert (answer["range_high"], answer["missing"]) == (high, ";".join(row.fact for row in result.missing))


def test_an_unusual_last_day_stands_where_a_source_names_its_document() -> None:
    decided: dict[str, Any] = {
        "provision": "Art. 4(2)", "result": "not_required", "date": "2026-07-01", "valid_until": "2036-07-01", "reference": "B-1",
        "items": ["1"], "uses": ["wmd"],
    }  # fmt: skip
    source = {"fact": "authority_decisions.valid_until", "document": "letter of 1.7.2026"}
    for sources, asked in (([], True), ([source], False), ([{**source, "document": "pending"}], True)):
        base = sale(authority_decisions=[decided], sources=sources)
        facts = {**base, "knowledge": {**base["knowledge"], "wmd": "aware"}}
        facts["items"] = [{**base["items"][0], "entries": []}]
        decided["parties"] = [party["name"] for party in base["parties"]]
        missing = {row.fact for row in judged(facts).missing}
        assert ("authority_decisions.valid_until" in missing) is asked


@pytest.mark.parametrize("reference", ["pending", "beantragt", "X-1"])
def test_a_table_asks_of_an_authorisation_that_is_not_granted(tmp_path: Path, reference: str) -> None:
    (answer,) = _of_table(tmp_path, {**HELD, "authorisations.reference": reference})
    assert ("authorisations.reference" in answer["missing"]) is (reference != "X-1")


def _of_table(folder: Path, *rows: dict[str, str]) -> list[dict[str, str]]:
    target = folder / "out.csv"
    bulk(
        write_rows(folder / "in.csv", rows, ""),
        target,
        engine_name="polars",
        options=Options(date(2026, 11, 25)),
    )
    return records(target)
