"""Who purchases, brokers or stands between, and whom a licence or a decision does not name: it is asked about, never cleared (Arts 4(1)(b), 12, Annex III)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dualuse import check
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Determination
from tests.support.bulk_rows import differences, table
from tests.support.bulk_runs import judge, records, write_rows
from tests.support.hits_by_hand import UNION, ScreenerByHand

USER = {"role": "end_user", "name": "Gulf Works", "country": "AE", "service": "none"}
LICENCE: dict[str, Any] = {
    "kind": "individual",
    "reference": "L-1",
    "items": ["1"],
    "end_user": "Gulf Works",
    "destination": "AE",
    "end_use": "work in the plant",
    "valid_from": "2026-01-01",
    "valid_until": "2027-01-01",
    "left": "5",
    "left_unit": "piece",
}
DECISION: dict[str, Any] = {
    "provision": "Art. 4(2)",
    "result": "not_required",
    "date": "2026-07-20",
    "items": ["1"],
    "parties": ["Gulf Works"],
    "uses": ["wmd"],
}


def sale(*others: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "date": "2026-08-03",
        "activity": "export",
        "manner": "permanent",
        "exporter": {"name": "Weidenau Technik GmbH", "country": "DE"},
        "items": [
            {
                "id": "1",
                "description": "Laboratory instrument",
                "kind": "goods",
                "entries": ["3A002.d"],
                "national_entries": [],
                "cyber_surveillance": False,
                "cn_code": "85432000",
                "quantity": "1",
                "unit": "piece",
            }
        ],
        "destination": "AE",
        "end_use": "work in the plant",
        "parties": [USER, *others],
        "knowledge": dict.fromkeys(GROUNDS, "none"),
        "circumstances": {
            "iran_2023_1529_through_iran": False,
            "free_zone": False,
            "russia_833_2014_through_russia": False,
            "belarus_765_2006_through_belarus": False,
        },
        "answers": {"unexecuted.32014R0833.annex_iv": False, "parties.others_supplied": False},
        **changes,
    }


def judged(data: dict[str, Any]) -> Determination:
    return check(data, screener=ScreenerByHand({}, (UNION,)))


def other(role: str, country: str | None, name: str | None = "Other Works") -> dict[str, Any]:
    return {"role": role, "name": name, "country": country, "service": "none"}


def notified(*others: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A sale of which the use was notified to the authority, and it asked for nothing."""
    data = sale(*others, **{"authority_decisions": [DECISION], **changes})
    item = {**data["items"][0], "entries": []}
    return {**data, "items": [item], "knowledge": {**data["knowledge"], "wmd": "aware"}}


@pytest.mark.parametrize("role", ["purchaser", "intermediary", "agent", "broker", "other"])
@pytest.mark.parametrize(
    ("country", "name", "clears"),
    [
        pytest.param("PK", "Other Works", False, id="outside the Union"),
        pytest.param("AE", "Other Works", False, id="at the destination"),
        pytest.param(None, "Other Works", False, id="somewhere"),
        pytest.param("AE", None, False, id="without a name"),
        pytest.param("FR", "Other Works", True, id="in the Union"),
        pytest.param("AE", "Gulf Works", True, id="the end user"),
        pytest.param("FR", "Weidenau Technik GmbH", True, id="the exporter"),
    ],
)
def test_who_is_named_by_no_decision_is_asked_about(
    role: str, country: str | None, name: str | None, *, clears: bool
) -> None:
    """Art. 4(2): an authority that was told of an end user alone did not answer for who buys for it."""
    data = notified(other(role, country, name))
    result = judged(data)
    assert (result.outcome == "not_controlled") is clears
    assert clears or result.release == "ask"
    missing = " ".join(row.question for row in result.missing)
    assert ("who purchases, or stands between" in missing) is not clears


def test_a_decision_that_names_all_of_them_clears() -> None:
    decision = {**DECISION, "parties": ["Gulf Works", "Other Works"]}
    data = notified(other("agent", "PK"), authority_decisions=[decision])
    assert judged(data).outcome == "not_controlled"
    assert judged(notified()).outcome == "not_controlled"


@pytest.mark.parametrize(
    ("country", "clears"), [("PK", False), ("IQ", False), ("AE", True), ("FR", True), (None, True)]
)
def test_a_purchasing_country_without_a_purchaser_is_asked_about(
    country: str | None, *, clears: bool
) -> None:
    """Art. 4(1)(b) turns on it, and neither document need have been given with it in mind."""
    decided = judged(notified(purchasing_country=country))
    assert (decided.outcome == "not_controlled") is clears
    licensed = judged(sale(authorisations=[LICENCE], purchasing_country=country))
    texts = " ".join(row.question for row in licensed.missing)
    assert ("Who purchases (" in texts) is not clears
    assert (licensed.release == "go") is clears
    named = sale(
        other("purchaser", country),
        authorisations=[{**LICENCE, "other_parties": ["Other Works"]}],
        purchasing_country=country,
    )
    assert judged(named).release == "go" or country in ("IQ", None)


@pytest.mark.parametrize("role", ["purchaser", "intermediary", "agent", "broker", "other"])
def test_who_is_named_by_no_licence_is_asked_about_in_a_table_too(role: str, tmp_path: Path) -> None:
    named = {**LICENCE, "reference": "L-2", "other_parties": ["Other Works"]}
    cases = [
        sale(other(role, "PK"), authorisations=[LICENCE]),
        sale(other(role, "PK"), authorisations=[named]),
        notified(other(role, "PK")),
        sale(authorisations=[{**LICENCE, "reference": "L-3"}], purchasing_country="PK"),
    ]
    assert [judged(case).release for case in cases] == ["ask", "go", "ask", "ask"]
    judge(write_rows(tmp_path / "in.csv", table(cases)), tmp_path / "out.csv", reasons=True)
    answered = records(tmp_path / "out.csv")
    assert list(differences(cases, answered, map(check, cases))) == []


@pytest.mark.parametrize(
    ("country", "goes"),
    [("PK", False), (None, False), ("IN", False), ("AE", True), ("OM", True), ("FR", True)],
)
def test_a_global_licence_asks_about_others_outside_its_countries(country: str | None, *, goes: bool) -> None:
    """Art. 12(3), Annex III."""
    changes = {**LICENCE, "kind": "global", "countries": ["AE", "OM"], "destination": None}
    licence = {field: value for field, value in changes.items() if value is not None}
    assert (judged(sale(other("other", country), authorisations=[licence])).release == "go") is goes
    named = {**licence, "other_parties": ["Other Works"]}
    # Whether goods go on from India is another question (Arts 12g, 12gb of Regulation (EU) No 833/2014).
    answers = {**sale().get("answers", {}), "unexecuted.way_of_diversion": False}
    assert judged(sale(other("other", country), authorisations=[named], answers=answers)).release == "go"
