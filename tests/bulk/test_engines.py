"""Bulk = single: the same law on whole tables, on each engine, unknowns included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse import check
from dualuse.bulk.backends.backend import ROW, Backend
from dualuse.bulk.backends.choosing import ENGINES, backend
from dualuse.bulk.evaluate_parts import row_reader
from dualuse.bulk.evaluate_table import judged_table
from dualuse.bulk.file_groups import groups_of
from dualuse.bulk.options import Options
from dualuse.bulk.sums.file_sums import file_sums
from dualuse.engine.compiled import epoch_starts, period_of, period_starts
from dualuse.inputs.problems import InputError
from dualuse.law.collection import law_as_of
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD_CIRCUMSTANCES
from dualuse.schema.determination import Determination
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import column_of, transaction_of
from tests.assessment.test_properties import transactions
from tests.support.bulk_rows import FIELDS, differences, expected, table
from tests.support.scenarios import load
from tests.support.spark import small_session

TODAY = date(2026, 8, 1)


@lru_cache(maxsize=3)
def running(name: str) -> Backend:
    if find_spec(ENGINES[name]) is None:
        pytest.skip(f"ENGINE ABSENT: {name} is not installed; bulk was not compared on it")
    if name == "spark":
        small_session()
    return backend(name)


def judged(
    rows: list[dict[str, str]], name: str = "polars", *, reasons: bool = True, policies: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    frame = pl.DataFrame(rows)
    columns = header(frame.columns)
    sums = file_sums(columns, running(name), lambda columns: [(frame, ())])
    columns = replace(columns, are_apart=sums.are_apart)
    given_names = [f"given_{index}" for index in range(frame.width)]
    frame.columns = given_names
    on = running(name)
    arriving = on.numbered(on.table(frame.with_row_index(ROW).cast({ROW: pl.Int64})))
    options = Options(TODAY, policies, "en", reasons)
    return judged_table(arriving, columns, given_names, on, options, sums=sums).to_dicts()


def single_scenarios() -> Iterator[dict[str, Any]]:
    for number, scenario in enumerate(load()):
        if len(scenario.transaction["items"]) == 1:
            yield {**scenario.transaction, "reference": f"S{number}"}


SHARE = {"polars": 1, "duckdb": 5, "spark": 25}
"""Of how many scenarios one is run on an engine: each period of law costs the others some seconds, whatever the rows."""


@lru_cache(maxsize=1)
def all_single_scenarios() -> tuple[dict[str, Any], ...]:
    return tuple(single_scenarios())


@cache
def answered_by_itself(number: int) -> Determination:
    """What ``check`` says of one of :func:`all_single_scenarios`; asked once for all engines."""
    return check(all_single_scenarios()[number], date_of_law=TODAY)


def on_engine(name: str) -> list[dict[str, Any]]:
    """Scenarios for an engine: all on Polars; elsewhere those of the day that most have, and a few of other days."""
    cases = list(all_single_scenarios())
    if name == "polars":
        return cases
    often = [case for case in cases if str(case.get("date")) == "2026-08-01"]
    seldom = [case for case in cases if str(case.get("date")) < "2022-03-01"]
    return [*often[:: SHARE[name]], *seldom[: 40 if name == "duckdb" else 2]]


THREE_ENGINES = pytest.mark.parametrize("name", ["polars", "duckdb", "spark"])


@lru_cache
def judged_scenarios(cases_of: str, name: str) -> list[dict[str, Any]]:
    """The scenarios for one engine, judged on another or the same, with reasons."""
    return judged(table(on_engine(cases_of)), name)


@THREE_ENGINES
def test_every_scenario_is_answered_as_by_itself(name: str) -> None:
    running(name)
    cases = on_engine(name)
    rows = judged_scenarios(name, name)
    assert not [row for row in rows if row["wrong"]]
    numbers = {case["reference"]: number for number, case in enumerate(all_single_scenarios())}
    results = [answered_by_itself(numbers[case["reference"]]) for case in cases]
    assert list(differences(cases, rows, results)) == []


@THREE_ENGINES
def test_the_expressions_give_the_same_outcomes_as_the_combinations(name: str) -> None:
    """Two ways through the law: row by row as expressions on the engine, and combination by combination."""
    running(name)
    by_expression = judged(table(on_engine(name)), name, reasons=False)
    for row, other in zip(by_expression, judged_scenarios(name, "polars"), strict=True):
        for field in ("outcome", "range_low", "range_high"):
            assert row[field] == other[field]


def with_a_name(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "parties": [{**party, "name": "Example"} for party in data["parties"]]}


def some(fewest: int, most: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Transactions for one table. A table costs the same, however many rows it has: most tables have many.

    The few rows come first: to these a table that fails is made smaller.
    """
    rows = transactions.map(with_a_name)
    return st.one_of(
        st.lists(rows, min_size=1, max_size=2),
        st.lists(rows, min_size=fewest, max_size=most),
        st.lists(rows, min_size=fewest, max_size=most),
    )


@given(some(fewest=12, most=30))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_random_rows_are_answered_as_by_themselves(cases: list[dict[str, Any]]) -> None:
    rows = judged(table(cases))
    results = [check(case, date_of_law=TODAY) for case in cases]
    assert list(differences(cases, rows, results)) == []
    for bare_row, row in zip(judged(table(cases), reasons=False), rows, strict=True):
        assert (bare_row["range_low"], bare_row["range_high"]) == (row["range_low"], row["range_high"])


@pytest.mark.parametrize("policy", ["no-indication", "permanent", "no-free-zone"])
@given(some(fewest=8, most=10))
@settings(
    max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_policies_and_other_engines(policy: str, cases: list[dict[str, Any]]) -> None:
    results = [check(case, date_of_law=TODAY, assume=(policy,)) for case in cases]
    for name in ("polars", "duckdb"):
        assert list(differences(cases, judged(table(cases), name, policies=(policy,)), results)) == []


UNKNOWN = [f"knowledge.{ground}" for ground in GROUNDS] + [
    f"circumstances.{name}" for name in CIRCUMSTANCES if name not in TOLD_CIRCUMSTANCES
]
"""Cells that are unknown while they are empty; an empty one of measures says that nobody has stated it."""


@given(transactions.map(with_a_name), st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_a_learnt_cell_never_widens_the_range(data: dict[str, Any], draw: Any) -> None:
    """One row, and below it the same with one more cell each."""
    order = [
        "not_controlled",
        "general_authorisation",
        "notification_required",
        "authorisation_required",
        "prohibited",
    ]
    first, *_ = table([data])
    rows = [first]
    for name in UNKNOWN:
        if first.get(name, "") == "":
            values = (
                ["true", "false"] if name.startswith("circ") else ["none", "suspects", "aware", "informed"]
            )
            rows.append({**first, name: draw.draw(st.sampled_from(values))})
    whole, *learnt = judged(table_of(rows), reasons=False)
    for learnt_row in learnt:
        assert order.index(whole["range_low"]) <= order.index(learnt_row["range_low"])
        assert order.index(learnt_row["range_high"]) <= order.index(whole["range_high"])


def table_of(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name, "") for name in names} for row in rows]


BORDERS = [day for day in epoch_starts() if day > date(2021, 9, 9)]
PLACES_OF_CHANGES = [
    "RU",
    "BY",
    "UA-43",
    "MM",
    "IS",
    "KR",
    "LI",
    "SD",
    "AF",
    "HT",
    "NI",
    "ZW",
    "SY",
    "BA",
    "IR",
]
"""Places whose law changes with some epoch."""


def at_the_border(start: date) -> list[dict[str, Any]]:
    """Transactions of the last day of an epoch and of the first of the next."""
    return [
        {
            "date": day.isoformat(),
            "activity": "export",
            "manner": "permanent",
            "exporter": {"country": "DE"},
            "items": [{"entries": entries, "kind": "goods"}],
            "destination": place,
            "knowledge": {"military_end_use": "aware"},
            "circumstances": {"free_zone": False},
        }
        for day in (date.fromordinal(start.toordinal() - 1), start)
        for place in PLACES_OF_CHANGES
        for entries in ([], ["2B001"])
    ]


@lru_cache(maxsize=1)
def judged_borders() -> dict[date, list[dict[str, Any]]]:
    """All of them in one table: the law of an epoch is made ready once, for its first day and for its last one."""
    cases = {start: at_the_border(start) for start in BORDERS}
    rows = iter(judged(table(case for of_border in cases.values() for case in of_border)))
    return {start: list(islice(rows, len(of_border))) for start, of_border in cases.items()}


@pytest.mark.parametrize("start", BORDERS)
def test_at_the_border_of_an_epoch_each_row_has_the_law_of_its_day(start: date) -> None:
    """The last day of an epoch and the first of the next, in one table, to places whose law changes."""
    cases = at_the_border(start)
    results = [check(case) for case in cases]
    assert list(differences(cases, judged_borders()[start], results)) == []


@pytest.mark.parametrize(
    ("place", "codes", "circumstances"),
    [
        ("RU", ("84821010", "85423190"), ("russia_833_2014_humanitarian", "russia_833_2014_medical")),
        ("BY", ("84715011", "85423190"), ("belarus_765_2006_humanitarian", "belarus_765_2006_derogation")),
        ("IR", ("85423190", "88062110"), ("iran_2023_1529_derogation",)),
    ],
)
def test_reliefs_that_stand_at_one_place_are_told_apart(
    place: str, codes: tuple[str, ...], circumstances: tuple[str, ...]
) -> None:
    """One of the two names the bans on services, the other those on supply, with other activities."""
    reliefs = law_as_of(TODAY).reliefs
    assert len({relief.citation for relief in reliefs}) < len(reliefs)
    not_so = {"free_zone": False} | {name: False for name in CIRCUMSTANCES if "_through_" in name}
    cases = [
        {
            "date": TODAY.isoformat(),
            "activity": activity,
            "manner": "permanent",
            "exporter": {"country": "DE"},
            "items": [
                {
                    "entries": entries,
                    "kind": "goods",
                    "cyber_surveillance": False,
                    "national_entries": [],
                    "cn_code": code,
                }
            ],
            "destination": place,
            "purchasing_country": place,
            "parties": [{"role": "end_user", "country": place, "service": "none", "name": "Example"}],
            "knowledge": knowledge,
            "circumstances": {name: True, **not_so},
        }
        for name in circumstances
        for activity in ("export", "transit", "brokering", "technical_assistance", None)
        for code in codes
        for entries in ([], ["2B001"])
        for knowledge in (dict.fromkeys(GROUNDS, "none"), {})
    ]
    rows = table(cases)
    judged_rows = judged(rows)
    results = [check(case, date_of_law=TODAY) for case in cases]
    assert list(differences(cases, judged_rows, results)) == []
    columns = header(rows[0])
    reader = row_reader(columns, groups_of(columns), Options(TODAY))
    for cells, row in zip(rows, judged_rows, strict=True):
        by_itself = reader.read(cells, None).answer
        assert by_itself == {name: row[name] for name in by_itself}


@pytest.mark.parametrize("name", ["polars", "duckdb"])
@pytest.mark.parametrize("place", ["US", "AE"])
def test_days_on_which_only_acts_against_others_change_are_no_borders(name: str, place: str) -> None:
    """Rows of all epochs, of which most are told apart by nothing that concerns them; one circumstance is stated in some."""
    days = epoch_starts() if name == "polars" else epoch_starts()[:: len(epoch_starts()) // 3]
    cases = [
        {
            "date": day.isoformat(),
            "activity": activity,
            "exporter": {"country": "DE"},
            "items": [{"entries": entries, "kind": "goods", "cn_code": code}],
            "destination": place,
            "parties": [{"role": "end_user", "country": place, "name": "Example"}],
            "circumstances": {"russia_833_2014_through_russia": passes},
        }
        for number, start in enumerate(days)
        for day in (start, max(days[0], date.fromordinal(start.toordinal() - 1)))
        for activity in ("export", "brokering")
        for entries, code, passes in (
            ([], "84821010", None),
            (["3A001.a.3"], "85423190", None),
            (["3A001.a.3"], "85423190", [True, None, False][number % 3]),
        )
    ]
    results = [check(case, date_of_law=TODAY) for case in cases]
    for rows in (cases, [{**case, "circumstances": {}} for case in cases]):
        expected_rows = results if rows is cases else [check(case, date_of_law=TODAY) for case in rows]
        assert list(differences(rows, judged(table(rows), name), expected_rows)) == []


def test_periods_are_at_least_as_fine_as_epochs() -> None:
    assert set(epoch_starts()) <= set(period_starts())
    assert period_of(date(2021, 9, 9)) == date(2021, 9, 9)
    with pytest.raises(ValueError, match="applies since"):
        period_of(date(2021, 9, 8))


def contract(reference: str, *values: str | None) -> list[dict[str, Any]]:
    """Rows of one contract with nationally listed goods from Germany."""
    return [
        {
            "reference": reference,
            "date": "2026-08-01",
            "activity": "export",
            "exporter": {"country": "DE"},
            "items": [
                {
                    "kind": "goods",
                    "entries": [],
                    "national_entries": ["DE:5A902"],
                    "value": amount,
                    "currency": "EUR",
                }
            ],
            "destination": "KZ",
        }
        for amount in values
    ]


def test_the_value_limit_counts_all_rows_of_a_contract() -> None:
    """Germany, § 8(3) AWV: what counts is the contract, not the row."""
    cases = [
        *contract("A", "3000"),
        *contract("B", "3000", "3000"),
        *contract("C", "2000", None),
        *contract("D", "5000"),
    ]
    rows = judged(table(cases))
    whole = [
        {**cases[0]},
        {**cases[1], "items": [{**cases[1]["items"][0], "id": "1"}, {**cases[2]["items"][0], "id": "2"}]},
        {**cases[3], "items": [{**cases[3]["items"][0], "id": "1"}, {**cases[4]["items"][0], "id": "2"}]},
        {**cases[5]},
    ]
    answers = [item.range for case in whole for item in check(case).items]
    assert [(row["range_low"], row["range_high"]) for row in rows] == answers
    assert len(set(answers)) > 1


def test_columns_are_the_paths_of_the_contract() -> None:
    for name in (
        "items.entries",
        "parties.end_user.name",
        "parties.consignee.2.country",
        "authorisations.kind",
        "authority_decisions.3.result",
        "items.answers.covered.section_i:5E002.a",
        "knowledge.wmd",
    ):
        assert column_path(name) is not None, name
    for name in (
        "items.entry",
        "parties.enduser.name",
        "knowledge.wdm",
        "authorisations.0.kind",
        "sources.fact",
    ):
        assert column_path(name) is None, name


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("items[0].value", "items.value"),
        ("items[0].entries[1]", "items.entries"),
        ("items[0].answers.covered.section_i:5E002.a", "items.answers.covered.section_i:5E002.a"),
        ("destination", "destination"),
        ("exporter.identifiers.eori", "exporter.identifiers.eori"),
        ("parties[0].country", "parties.consignee.2.country"),
        ("parties[1].country", "parties.end_user.1.country"),
        ("parties[1].name", "parties.end_user.name"),
        ("authorisations[0].kind", "authorisations.kind"),
        ("authorisations[1].items[0]", "authorisations.2.items"),
        ("authorisations[1].kind", "authorisations.2.kind"),
        ("authority_decisions[0]", "authority_decisions.3"),
        ("", ""),
    ],
)
def test_a_path_is_told_by_the_name_of_its_column(path: str, column: str) -> None:
    """Columns that the row leaves empty make no member of a list, as in the transaction of the row."""
    cells = {
        "parties.end_user.2.country": "",
        "parties.consignee.2.country": "XX",
        "authorisations.2.items": "3A001;3A002",
        "parties.end_user.1.country": "YY",
        "authorisations.reference": "A-7",
        "authority_decisions.3.result": "required",
        "items.value": "1,5",
    }
    columns = header(cells).columns
    data = transaction_of(columns, cells)
    assert [party.get("country") for party in data["parties"]] == ["XX", "YY"]
    assert [sorted(held) for held in data["authorisations"]] == [["reference"], ["items"]]
    assert column_of(columns, cells, path) == column


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["items.entries", "knowlege.wmd"], "unknown_column"),
        (["items.entries", "destinatoin"], "unknown_column"),
        (["items.entries", "items.entries"], "column_twice"),
        (["customer", "city"], "no_columns"),
    ],
)
def test_a_column_that_cannot_be_meant_is_refused(names: list[str], code: str) -> None:
    with pytest.raises(InputError) as error:
        header(names)
    assert error.value.problems[0].what.code == code
    assert error.value.problems[0].line == 1


def test_other_columns_are_carried() -> None:
    columns = header(["customer", "items.entries", "outcome"])
    assert columns.names == ("items.entries",)
    assert columns.carried == ("customer", "outcome")


def test_cells_become_a_transaction() -> None:
    names = [
        "items.entries",
        "items.national_entries",
        "exporter.icp",
        "parties.end_user.service",
        "destination",
    ]
    columns = header(names).columns
    cells = dict(zip(names, [" 5A001.f; 4A001 ", "[]", "TRUE", "", "AE"], strict=True))
    assert transaction_of(columns, cells) == {
        "items": [{"entries": ["5A001.f", "4A001"], "national_entries": []}],
        "exporter": {"icp": True},
        "destination": "AE",
    }
    assert transaction_of(columns, {"items.entries": ";"})["items"] == [{"entries": [";"]}]


def test_reasons_name_the_same_facts_as_the_single_answer() -> None:
    case = {
        "date": "2026-08-01",
        "activity": "export",
        "manner": "permanent",
        "exporter": {"country": "DE"},
        "items": [{"entries": ["3A001.a.3"]}],
        "destination": "CH",
        "knowledge": {"wmd": "none"},
        "circumstances": {"free_zone": False},
    }
    (row,) = judged(table([case]))
    assert "Art. 3(1) applies (" in row["reasons"]
    assert "EU001 open (" in row["reasons"]
    assert "EU005 not available (" in row["reasons"]
    assert row["authorisations"].startswith("EU001:undetermined;EU002:not_available")
    assert set(FIELDS) <= set(row)
    assert expected(check(case))["missing"] == row["missing"]


def test_reasons_name_the_values_that_are_stated() -> None:
    """In the words of the single answer, where no place and no code is named."""
    case = {
        "date": "2026-08-01",
        "activity": "export",
        "exporter": {"country": "DE"},
        "items": [{"entries": ["3A001.a.3"]}],
        "destination": "CH",
    }
    cases = [
        {**case, "reference": f"{manner} {level}", "manner": manner, "knowledge": {"wmd": level}}
        for manner in ("permanent", "electronic", "exhibition")
        for level in ("none", "suspects", "aware", "informed")
    ]
    for row, transaction in zip(judged(table(cases)), cases, strict=True):
        (item,) = check(transaction).items
        reasons = [
            because.text
            for authorisation in item.general_authorisations
            for because in authorisation.because
            if because.code in ("manner", "knowledge.wmd")
        ]
        assert reasons
        assert all(text in row["reasons"] for text in reasons)
        assert "one of these is so: knowledge of a use for weapons" not in row["reasons"]


@pytest.mark.parametrize("name", ["polars", "duckdb"])
@pytest.mark.parametrize("reasons", [True, False])
def test_rows_are_refused_also_where_all_cells_of_a_column_are(name: str, reasons: bool) -> None:
    rows = [
        {
            "exporter.country": "Atlantis",
            "destination": "Atlantis",
            "items.entries": "3A002.c",
            "date": "2026-08-01",
        },
        {"exporter.country": "Utopia", "destination": "US", "items.entries": "3A002.c", "date": "2026-08-01"},
        {"exporter.country": "DE", "destination": "US", "items.entries": "3A002.c", "date": "2022-08-01"},
    ]
    assert [row["wrong"] for row in judged(rows, name, reasons=reasons)] == [True, True, False]
    assert [row["wrong"] for row in judged(rows[1:2], name, reasons=reasons)] == [True]


@pytest.mark.parametrize("name", ["polars", "duckdb"])
@pytest.mark.parametrize("reasons", [True, False])
def test_a_circumstance_of_a_measure_is_read_whether_or_not_a_rule_asks_for_it(
    name: str, reasons: bool
) -> None:
    """Before the act named it no rule asks; an empty cell is as good as "false", and nothing else stands for either."""
    words = ("true", "false", "", "maybe")
    rows = [
        {
            "date": day,
            "activity": "export",
            "destination": "RU",
            "exporter.country": "DE",
            "items.entries": "3A002.c",
            "items.cn_code": "85423190",
            "circumstances.russia_833_2014_humanitarian": word,
        }
        for day in ("2021-10-01", "2026-08-01")
        for word in words
    ]
    judged_rows = judged(rows, name, reasons=reasons)
    assert [row["wrong"] for row in judged_rows] == [word == "maybe" for word in words] * 2
    for _, denied, empty, _ in (judged_rows[:4], judged_rows[4:]):
        assert {**denied, ROW: 0} == {**empty, ROW: 0}


def test_reasons_name_what_a_policy_assumes() -> None:
    case = {
        "date": "2026-08-01",
        "activity": "export",
        "destination": "CH",
        "items": [{"entries": ["3A001.a.3"]}],
        "parties": [{"role": "end_user", "name": "Example", "country": "CH", "service": "none"}],
    }
    (row,) = judged(table([case]), policies=("permanent", "no-indication", "no-free-zone"))
    assert "EU003 not available (the item leaves permanently" in row["reasons"]
    assert "knowledge of a use for weapons of mass destruction: no indication" in row["reasons"]
    assert "one of these is so" not in row["reasons"]
