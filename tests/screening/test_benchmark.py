"""The benchmark of screening: what its figures are, and the negatives that it makes from the lists."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from benchmarks.screening import figures, pairs, parties, report
from benchmarks.screening.cases import (
    BARE,
    COMBINED,
    CUSTOMERS,
    VESSELS_WITHOUT_IMO,
    Case,
    Row,
    kept_cases,
    read_cases,
    sampled,
    write_cases,
)
from benchmarks.screening.made import ORGANISATIONS_REPLACED, VESSELS_INVENTED, made_negatives
from dualuse.screening.matching.screened import Query
from training.screening.naming import for_measuring, key

RARE = ("Vexillum", "Quoraxe", "Blenzoro", "Tramontir", "Oskelund", "Wippertal", "Zandrino", "Mulqaren")
TRADES = ("Trading", "Machinery", "Shipping", "Optics")


def row(id: str, schema: str, name: str, **properties: list[str]) -> Row:
    return {
        "id": id,
        "schema": schema,
        "properties": {"name": [name], **properties},
        "datasets": ["invented"],
    }


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """An invented list of organisations and vessels."""
    names = [
        f"{rare} General {trade} LLC" for rare in RARE for trade in TRADES if (len(rare) + len(trade)) % 3
    ]
    companies = [row(f"o{i}", "Company", name, country=["de"]) for i, name in enumerate(names)]
    return companies + [
        row(f"v{i}", "Vessel", f"{rare.upper()} {RARE[i - 1].upper()}") for i, rare in enumerate(RARE)
    ]


def test_negatives_made_from_the_lists_are_the_same_every_time_and_no_listed_names(rows: list[Row]) -> None:
    made = made_negatives(rows)
    assert made == made_negatives(rows)
    assert {case.kind for case in made} == {ORGANISATIONS_REPLACED, VESSELS_INVENTED}
    listed = {key(listed_row["properties"]["name"][0]) for listed_row in rows}
    for case in made:
        name = case.row["properties"]["name"][0]
        assert case.negative
        assert key(name) not in listed
        if case.kind == ORGANISATIONS_REPLACED:
            assert name.endswith(" LLC")
            assert case.row["properties"]["country"] == ["de"]
        else:
            assert for_measuring(name)


def test_a_case_becomes_a_query() -> None:
    asked = row(
        "", "Person", "Baldur Quastenberg", birthDate=["1961-02"], nationality=["Ivory Coast"], country=["de"]
    )
    del asked["id"], asked["datasets"]
    assert parties.query(asked, "q1") == Query(
        ("Baldur Quastenberg",), "q1", "person", birth_dates=("1961-02",), countries=("CI", "DE")
    )
    vessel = row("", "Vessel", "QUORAX", imoNumber=["9000001"])
    assert parties.query(vessel, "q2").identifiers == (("imo", "9000001"),)


def test_customers_and_vessels_are_asked_once_more_with_less(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text(
        '{"id": "q1", "kind": "vessel_renamed_same_imo", "target": "combined", "schema": "Vessel", "expected": ["v1"],'
        ' "properties": {"name": ["QUORAX"], "imoNumber": ["9000001"]}, "origin": "v1"}\n',
        encoding="utf-8",
    )
    (tmp_path / "negatives.jsonl").write_text(
        '{"source": "yente/qarin negatives_us", "schema": "Person",'
        ' "properties": {"name": ["Baldur Quastenberg"], "birthDate": ["1961"]}}\n',
        encoding="utf-8",
    )
    cases = read_cases(tmp_path)
    assert [case.kind for case in cases] == ["vessel_renamed_same_imo", CUSTOMERS, VESSELS_WITHOUT_IMO, BARE]
    assert [case.negative for case in cases] == [False, True, True, True]
    assert cases[2].row["properties"] == {"name": ["QUORAX"]}
    assert cases[3].row["properties"] == {"name": ["Baldur Quastenberg"]}
    assert len({case.id for case in cases}) == 4
    write_cases(cases, tmp_path / "kept")
    assert kept_cases(tmp_path / "kept") == cases


def case(id: str, kind: str, *expected: str) -> Case:
    return Case(
        id=id,
        kind=kind,
        target=COMBINED,
        row={"schema": "Person", "properties": {"name": [id]}},
        expected=frozenset(expected),
    )


CASES = [
    case("a", "alias_loo", "1"),
    case("b", "alias_loo", "2", "3"),
    case("c", CUSTOMERS),
    case("d", CUSTOMERS),
]
ANSWERS = {
    "a": [("9", 0.9, True, True), ("1", 0.4, False, False)],
    "b": [("3", 0.8, True, False)],
    "c": [("1", 0.6, True, False), ("2", 0.1, False, False)],
    "d": [],
}


def test_figures() -> None:
    listed, customers = CASES[:2], CASES[2:]
    assert figures.recall(listed, ANSWERS) == 0.5
    assert figures.recall(listed, ANSWERS, figures.above(0.4)) == 1
    assert figures.recall(listed, ANSWERS, figures.hitting) == 0
    assert figures.alarms(customers, ANSWERS) == 0.5
    assert figures.alarms(customers, ANSWERS, figures.above(0.7)) == 0
    assert figures.alerts_per_query(listed, ANSWERS) == 1
    assert math.isnan(figures.recall([], ANSWERS))
    assert 0.6 < figures.threshold_for(customers, ANSWERS, 0.1) < 0.61
    assert figures.threshold_for(customers, ANSWERS, 0.5) < 0.01
    assert figures.bands(CASES, ANSWERS, (0.5, 0.7, 1.0)) == [
        (0.5, 0.7, 1, 0.0, 0.0),
        (0.7, 1.0, 2, 1.0, 0.5),
    ]


def test_pairs_at_a_threshold() -> None:
    scored = [(0.9, True), (0.7, False), (0.6, True), (0.1, False)]
    assert pairs.quality(scored, 0.5) == (0.8, 2 / 3, 1.0)
    assert pairs.quality(scored, 0.95) == (0.0, 0.0, 0.0)
    assert pairs.best(scored, (0.5, 0.8, 0.95)) == 0.5


def test_the_report_says_what_was_asked_and_what_was_measured() -> None:
    side = report.Measured(
        name="dualuse",
        cases=list(CASES),
        alerts=dict(ANSWERS),
        candidates=dict(ANSWERS),
        speed={"p99": 3.5, "build": 9.0},
    )
    lines = [*report.quality(side, None), *report.candidates(side, None), *report.speed(side, None)]
    lines += [
        *report.hits(side),
        *report.sweep(side),
        *report.calibration(side),
        *report.markdown(side, side),
    ]
    text = "\n".join(lines)
    assert any(line.startswith("alias_loo") and "0.8400" in line and "0.5000 -" in line for line in lines)
    assert any(line.startswith("p99, ms") and "3.50 +" in line for line in lines)
    assert any(line.startswith("index build, s") and "9.00 -" in line for line in lines)
    assert "nan" not in text
    assert report.worst(side, 5) == {CUSTOMERS: [("c", "1", 0.6)]}
    assert report.missed(side, 5) == {"alias_loo": [("a", "1", 0.4)]}


def test_a_sample_keeps_every_kind() -> None:
    many = [case(f"a{i}", "alias_loo", "1") for i in range(500)] + [
        case(f"c{i}", CUSTOMERS) for i in range(30)
    ]
    some = sampled(many, 0.1)
    assert some == sampled(many, 0.1)
    assert len([case for case in some if case.kind == "alias_loo"]) == 50
    assert len([case for case in some if case.kind == CUSTOMERS]) == 30
    assert sampled(many, 1) == many
