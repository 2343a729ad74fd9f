"""What rows draw on the authorisations that they name: the sums of a file, on each engine, as for the lines of a transaction."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse import check
from dualuse.bulk.files import csv_files
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import transaction_of
from tests.support.bulk_rows import FIELDS, expected
from tests.support.bulk_runs import records, write_rows

TODAY = date(2026, 11, 25)
Row = dict[str, str]
ENGINES = ("polars", "duckdb")

HELD: Row = {
    "reference": "Q-1", "date": "2026-11-25", "activity": "export", "manner": "permanent", "exporter.country": "DE",
    "destination": "CN", "end_use": "Testing", "items.entries": "3A001.a.3", "items.national_entries": "[]",
    "items.quantity": "2", "items.unit": "piece", "items.value": "100", "items.currency": "EUR",
    "authorisations.kind": "individual", "authorisations.reference": "X-1", "authorisations.items": "3A001",
    "authorisations.end_users": "Foo;Bar", "authorisations.consignees": "Trader", "authorisations.destination": "CN",
    "authorisations.valid_from": "2026-01-01", "authorisations.valid_until": "2027-11-01", "authorisations.left": "4",
    "authorisations.left_unit": "piece", "authorisations.left_currency": "",
    "authorisations.end_use": "testing",
    "parties.end_user.name": "Foo", "parties.end_user.country": "CN", "parties.end_user.address": "",
    "parties.consignee.name": "", "parties.consignee.address": "",
    "authority_decisions.provision": "", "authority_decisions.result": "", "authority_decisions.date": "",
    "authority_decisions.items": "", "authority_decisions.parties": "", "authority_decisions.valid_until": "",
    "knowledge.wmd": "none", "knowledge.military_end_use": "none", "knowledge.illicit_military_parts": "none",
    "knowledge.internal_repression": "none", "knowledge.human_rights": "none", "knowledge.public_security": "none",
    "knowledge.security_end_use": "none", "knowledge.nuclear_facility": "none", "knowledge.reexport": "none",
    "items.cyber_surveillance": "false", "circumstances.free_zone": "false",
    "circumstances.russia_833_2014_through_russia": "false", "circumstances.belarus_765_2006_through_belarus": "false",
}  # fmt: skip
DECIDED: Row = {
    **{name: "" if name.startswith("authorisations") else text for name, text in HELD.items()},
    "items.entries": "[]", "knowledge.wmd": "aware", "items.id": "",
    "authority_decisions.provision": "Art. 4(2)", "authority_decisions.result": "not_required",
    "authority_decisions.date": "2026-11-01", "authority_decisions.items": "1", "authority_decisions.parties": "foo",
    "authority_decisions.uses": "wmd",
}  # fmt: skip


def judged(folder: Path, *rows: Row, engine: str = "polars", broken: str = "") -> list[Row]:
    target = folder / "out.csv"
    bulk(write_rows(folder / "in.csv", rows, broken), target, engine_name=engine, options=Options(TODAY))
    return records(target)


def judged_as_files(folder: Path, *files: Sequence[Row], engine: str = "polars") -> list[list[Row]]:
    """What the rows of several files come to: in one table, where those of each name contracts and authorisations of their own.

    A table costs the same, however many rows it has.
    """
    rows = [
        {name: f"{cell} of {number}" if name in _REFERENCES else cell for name, cell in row.items()}
        for number, of_file in enumerate(files)
        for row in of_file
    ]
    answers = iter(judged(folder, *rows, engine=engine))
    return [list(islice(answers, len(of_file))) for of_file in files]


_REFERENCES = ("reference", "authorisations.reference", "authorisations.2.reference")


def alone(row: Row) -> Any:
    return check(transaction_of(header(row).columns, row), date_of_law=TODAY, screener=None)


def releases(rows: list[Row]) -> list[str]:
    return [row["release"] for row in rows]


def test_a_row_alone_is_judged_as_its_transaction(tmp_path: Path) -> None:
    changes: list[Row] = [
        {}, {"items.quantity": "5"}, {"items.quantity": ""}, {"items.unit": "kg"}, {"authorisations.left_unit": ""},
        {"authorisations.items": ""}, {"authorisations.items": "3A001.a"}, {"authorisations.items": "1"},
        {"authorisations.end_users": ""}, {"authorisations.end_users": "Foo Ltd"}, {"authorisations.end_users": "Bar"},
        {"parties.end_user.name": "", "parties.end_user.country": "", "parties.end_user.address": "1 Road"},
        {"parties.end_user.country": "VN"}, {"parties.consignee.name": "Trader"}, {"parties.consignee.name": "Else"},
        {"parties.consignee.address": "1 Road"}, {"authorisations.consignees": "", "parties.consignee.name": "Trader"},
        {"authorisations.valid_until": ""}, {"authorisations.valid_from": "2026-12-01"}, {"authorisations.destination": ""},
        {"authorisations.left_unit": "", "authorisations.left_currency": "EUR", "authorisations.left": "100"},
        {"authorisations.left_unit": "", "authorisations.left_currency": "EUR", "authorisations.left": "99"},
        {"authorisations.left_unit": "", "authorisations.left_currency": "USD", "authorisations.left": "100"},
        {"authorisations.kind": "global"}, {"authorisations.kind": "national_general", "knowledge.wmd": ""},
        {"authorisations.left_currency": "EUR"}, {"authorisations.valid_until": "2026-11-24"}, {"date": ""},
        {"activity": ""}, {"activity": "intra_union_transfer"}, {"authorisations.kind": "large_project"},
        {"consigned_to": "SA"}, {"consigned_to": "CN"}, {"consigned_to": "DE"},
        {"authorisations.kind": "national_general", "authorisations.compared": "2026-11-01"},
        {"authorisations.kind": "national_general", "authorisations.compared": "2025-11-01"},
    ]  # fmt: skip
    rows = [{**HELD, **change, "authorisations.reference": f"X-{n}"} for n, change in enumerate(changes)]
    decisions: list[Row] = [
        {}, {"authority_decisions.items": ""}, {"authority_decisions.items": "", "authority_decisions.parties": ""},
        {"authority_decisions.parties": "Foo Ltd"}, {"authority_decisions.parties": "Else"},
        {"authority_decisions.date": "2025-11-01"}, {"authority_decisions.valid_until": "2026-11-24"},
        {"authority_decisions.date": "2025-11-01", "authority_decisions.valid_until": "2026-12-24"},
        {"authority_decisions.result": "required", "authority_decisions.items": "2"},
        {"authority_decisions.result": "required", "authority_decisions.valid_until": "2026-11-24"},
        {"parties.consignee.address": "1 Road"}, {"parties.consignee.name": "Else"}, {"authority_decisions.items": "2"},
    ]  # fmt: skip
    rows += [{**DECIDED, **change} for change in decisions]
    kept = [
        row
        for row in rows
        if row["authorisations.left_currency"] != "EUR" or not row["authorisations.left_unit"]
    ]
    for engine in ENGINES:
        answers = judged(tmp_path, *rows, engine=engine)
        assert (
            len(answers) == len(kept) == len(rows) - 1
        )  # one states unit and currency of what is left, and is refused
        for row, answer in zip(kept, answers, strict=True):
            wanted = expected(alone(row), of_whole_run=True)
            assert {name: answer[name] for name in FIELDS} == wanted, (engine, row)


TWICE: list[tuple[str, str]] = [
    ("left", "100"),
    ("end_users", "Somebody Else"),
    ("valid_until", "2027-12-31"),
    ("items", "1"),
]
"""What a row states of the authorisation a second time, and otherwise."""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_that_states_an_authorisation_twice_is_asked_which_is_right(
    tmp_path: Path, engine: str
) -> None:
    """As ``check`` asks; what is left is not the same authorisation's twice where each is for a line of its own."""
    second = {
        name.replace("authorisations.", "authorisations.2."): cell
        for name, cell in HELD.items()
        if name.startswith("authorisations.")
    }
    rows = [{**HELD, **second, f"authorisations.2.{field}": text} for field, text in TWICE]
    (same,), *twice = judged_as_files(tmp_path, [{**HELD, **second}], *([row] for row in rows), engine=engine)
    assert same["missing"] == judged(tmp_path, HELD, engine=engine)[0]["missing"]
    for (field, _), row, (answer,) in zip(TWICE, rows, twice, strict=True):
        asked = {fact.fact for fact in alone(row).missing}
        assert (f"authorisations.{field}" in asked) is (field != "items")
        assert (f"authorisations.{field}" in answer["missing"].split(";")) is (field != "items"), field
        assert answer["release"] == "ask"


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_name_an_authorisation_draw_on_it_together(tmp_path: Path, engine: str) -> None:
    second = {**HELD, "reference": "Q-2", "authorisations.reference": "x 1"}
    overdrawn = {**second, "items.quantity": "3"}
    other = {**overdrawn, "authorisations.reference": "X-2"}
    files = ([HELD, second], [HELD, overdrawn], [HELD, other])
    within, over, apart = judged_as_files(tmp_path, *files, engine=engine)
    assert releases(within) == releases(apart) == ["ask", "ask"]
    assert releases(over) == ["stop", "stop"]
    for row in over:
        overdrawn_one = f"the authorisation {row['authorisations.reference']} is overdrawn: 5 of 4 piece; "
        assert overdrawn_one in row["reasons"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_that_does_not_say_how_much_leaves_the_others_open(tmp_path: Path, engine: str) -> None:
    changes: list[Row] = [
        {"items.quantity": ""},
        {"items.unit": "kg"},
        {"items.unit": "", "items.quantity": "1"},
    ]
    files = ([HELD, {**HELD, **change}] for change in changes)
    for first, second in judged_as_files(tmp_path, *files, engine=engine):
        assert (first["release"], first["missing"]) == ("ask", "items.quantity")
        assert second["release"] == "ask"
        assert second["missing"] in ("items.quantity", "items.unit")


def test_the_least_that_a_row_says_is_left_counts_for_all(tmp_path: Path) -> None:
    less = {**HELD, "authorisations.left": "3"}
    assert releases(judged(tmp_path, HELD, less)) == ["stop", "stop"]
    unsaid = {**HELD, "authorisations.left": "", "authorisations.left_unit": ""}
    assert releases(judged(tmp_path, HELD, {**unsaid, "items.quantity": "3"})) == ["stop", "stop"]


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_differ_in_what_is_left_say_so(tmp_path: Path, engine: str) -> None:
    """Also where the least of it is enough for all of them."""
    second = {**HELD, "reference": "Q-2"}
    files = (
        [HELD, {**second, "authorisations.left": "9"}],
        [HELD, {**second, "authorisations.left": "3.0"}],
        [HELD, {**second, "authorisations.left": "4.0"}],
        [HELD, {**second, "authorisations.left": "", "authorisations.left_unit": ""}],
        [
            {**HELD, "reference": f"Q-{left}", "items.quantity": "1", "authorisations.left": str(left)}
            for left in (9, 8, 7, 6, 5, 11, 10)
        ],
    )
    enough, over, same, unsaid, many = judged_as_files(tmp_path, *files, engine=engine)
    difference = "say differently what is left of it"
    assert all(
        f"{difference} (4, 9 piece): the least counts for all of them, 4 piece" in row["reasons"]
        for row in enough
    )
    assert releases(over) == ["stop", "stop"]
    assert all(f"{difference} (3, 4 piece)" in row["reasons"] for row in over)
    assert all(f"{difference} (5, 6, 7, 8, …, 11 piece)" in row["reasons"] for row in many)
    assert all(difference not in row["reasons"] for row in (*same, *unsaid))


def test_rows_that_stand_far_apart_say_what_each_says_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file is read in parts, and each part knows what the others say."""
    monkeypatch.setattr(csv_files, "BLOCK", 2000)
    between = [{**HELD, "reference": f"R-{n}", "authorisations.reference": f"Y-{n}"} for n in range(40)]
    rows = judged(tmp_path, HELD, *between, {**HELD, "reference": "Q-2", "authorisations.left": "9"})
    assert ["(4, 9 piece)" in row["reasons"] for row in rows] == [True, *[False] * 40, True]


NOT_ALIKE: list[tuple[str, str]] = [
    ("kind", "large_project"),
    ("end_users", "Foo"),
    ("end_users", ""),
    ("consignees", "Trader;Else"),
    ("destination", ""),
    ("end_use", "Other work"),
    ("valid_from", "2026-02-01"),
    ("valid_until", "2027-12-31"),
    ("acts", "833/2014"),
    ("known_uses", "wmd"),
    ("compared", "2026-11-01"),
]
"""What a second row states otherwise of an authorisation."""


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_do_not_say_the_same_of_an_authorisation_are_each_asked_which_is_right(
    tmp_path: Path, engine: str
) -> None:
    """Annex III: an authorisation is granted once; no row counts for another that contradicts it, and least of all the milder one."""
    optional = {"authorisations.acts": "", "authorisations.known_uses": "", "authorisations.compared": ""}
    alike = {**HELD, **optional}
    seconds = [{**alike, "reference": "Q-2", f"authorisations.{field}": text} for field, text in NOT_ALIKE]
    together, apart = (
        judged_as_files(
            tmp_path,
            *([alike, {**second, "authorisations.reference": reference}] for second in seconds),
            engine=engine,
        )
        for reference in ("x 1", "X-2")
    )
    for (field, _), answers, others in zip(NOT_ALIKE, together, apart, strict=True):
        assert f"authorisations.{field}" in answers[0]["missing"].split(";"), field
        assert all("not alike in" in row["reasons"] for row in answers if row["release"] == "ask"), field
        assert all(row["release"] in ("ask", "stop") for row in answers), field
        assert f"authorisations.{field}" not in others[0]["missing"].split(";"), field


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_say_the_same_in_another_order_are_not_asked(tmp_path: Path, engine: str) -> None:
    second = {**HELD, "reference": "Q-2", "authorisations.end_users": "bar; foo"}
    (by_itself,), both = judged_as_files(tmp_path, [HELD], [HELD, second], engine=engine)
    assert [row["missing"] for row in both] == [by_itself["missing"]] * 2


OF_LINES: list[tuple[str, str, str, str, bool]] = [
    ("each row names its own line", "5A002.a", "3A001", "5A002", False),
    ("one names both lines", "5A002.a", "3A001", "3A001;5A002", False),
    ("both name both", "5A002.a", "5A002;3A001", "3A001;5A002", False),
    ("the same item, and not named by the other row", "3A001.a.3", "3A001", "5A002", True),
    ("the line of the first row is not among them", "5A002.a", "3A001", "3A002;5A002", True),
    ("two lists", "5A002.a", "3A001;3A002", "3A001;5A002", True),
]
"""The entry of a second row, what the first and the second name as items of the authorisation, and whether that is asked."""


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_may_each_name_their_own_line_and_no_two_lists_of_items(tmp_path: Path, engine: str) -> None:
    files = (
        [
            {**HELD, "authorisations.items": first},
            {**HELD, "reference": "Q-2", "items.entries": entry, "authorisations.items": second},
        ]
        for _, entry, first, second, _ in OF_LINES
    )
    for (name, *_, asks), (answer, _) in zip(
        OF_LINES, judged_as_files(tmp_path, *files, engine=engine), strict=True
    ):
        assert ("authorisations.items" in answer["missing"].split(";")) is asks, name


def test_rows_may_each_name_their_line_by_its_id(tmp_path: Path) -> None:
    rows = [{**HELD, "items.id": name, "authorisations.items": name} for name in ("10", "20")]
    assert "not alike" not in str(judged(tmp_path, *rows))
    other = {**rows[1], "authorisations.items": "30"}
    assert "not alike" in judged(tmp_path, rows[0], other)[0]["reasons"]


def test_rows_are_compared_where_nothing_is_said_of_what_is_left(tmp_path: Path) -> None:
    """A global one has no amount; without a column for it the rows are compared all the same."""
    left = ("authorisations.left", "authorisations.left_unit", "authorisations.left_currency")
    of_all = {name: text for name, text in HELD.items() if name not in left}
    of_all |= {"authorisations.kind": "global", "authorisations.end_use": "Testing"}
    later = {**of_all, "reference": "Q-2", "authorisations.valid_until": "2027-12-31"}
    assert ["authorisations.valid_until" in row["missing"] for row in judged(tmp_path, of_all, later)] == [
        True,
        True,
    ]


def test_a_row_that_cannot_be_read_leaves_the_others_open(tmp_path: Path) -> None:
    row = ",".join(HELD.values()).replace("X-1", "X-1,too,many")
    (answer,) = judged(tmp_path, HELD, broken=f"{row}\n")
    assert (answer["release"], answer["missing"]) == ("ask", "items.quantity")
    wrong_date = {**HELD, "date": "soon", "items.quantity": "3"}
    (answer,) = judged(tmp_path, HELD, wrong_date)
    assert answer["release"] == "stop"


def test_global_authorisations_for_the_direct_export_are_summed_too(tmp_path: Path) -> None:
    """Art. 11(2)(b): an overdrawn one frees no transfer."""
    transfer = {
        **HELD, "activity": "intra_union_transfer", "exporter.country": "LU", "dispatched_from": "LU",
        "authorisations.kind": "global", "authorisations.end_use": "testing",
    }  # fmt: skip
    for engine in ENGINES:
        files = ([transfer, transfer], [transfer, {**transfer, "items.quantity": "3"}])
        free, over = judged_as_files(tmp_path, *files, engine=engine)
        assert [row["outcome"] for row in free] == [alone(transfer).outcome] * 2
        unheld = {name: "" if name.startswith("authorisations") else cell for name, cell in transfer.items()}
        assert [row["range_high"] for row in over] == [alone(unheld).range[1]] * 2
        assert over[0]["range_high"] != free[0]["range_high"]


_AMOUNTS = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["X-1", "X-2"])), min_size=1, max_size=6)


@given(st.lists(st.tuples(_AMOUNTS, st.integers(1, 9)), min_size=10, max_size=20))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_are_summed_as_lines_of_one_transaction(
    tmp_path: Path, groups: list[tuple[list[tuple[int, str]], int]]
) -> None:
    """Rows of several pairs of authorisations in one table: a file costs the same, however many rows it has."""
    rows: list[Row] = []
    wanted: list[str] = []
    for number, (lines, left) in enumerate(groups):
        releases_of = {
            name: _release_of([amount for amount, of in lines if of == name], left) for _, name in lines
        }
        wanted += [releases_of[name] for _, name in lines]
        rows += [
            {
                **HELD,
                "items.quantity": str(amount),
                "authorisations.reference": f"{name}-{number}",
                "authorisations.left": str(left),
            }
            for amount, name in lines
        ]
    for engine in ENGINES:
        assert releases(judged(tmp_path, *rows, engine=engine)) == wanted


def _release_of(amounts: list[int], left: int) -> str:
    """What one transaction comes to that has a line of each amount, under an authorisation of which so much is left."""
    data = transaction_of(header(HELD).columns, {**HELD, "authorisations.left": str(left)})
    items = [{**data["items"][0], "id": str(n), "quantity": str(a)} for n, a in enumerate(amounts)]
    return check({**data, "items": items}, screener=None).release


def test_acts_and_known_uses_of_an_authorisation_are_lists(tmp_path: Path) -> None:
    """Of several, of one, and of none that is known: as ``check`` takes them, none is refused."""
    rows = [
        {**HELD, "authorisations.acts": acts, "authorisations.known_uses": uses}
        for acts, uses in (("2021/821;833/2014", "wmd;military_end_use"), ("2021/821", "[]"), ("", ""))
    ]
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    summary = bulk(source, target, options=Options(TODAY))
    assert (summary.rows, summary.bad) == (3, 0)
    columns = header(rows[0]).columns
    read = [transaction_of(columns, row).get("authorisations", [{}])[0] for row in rows]
    assert [(held.get("acts"), held.get("known_uses")) for held in read] == [
        (["2021/821", "833/2014"], ["wmd", "military_end_use"]),
        (["2021/821"], []),
        (None, None),
    ]
    with target.open(newline="") as stream:
        answers = [row["outcome"] for row in csv.DictReader(stream)]
    checked = [check(transaction_of(columns, row), date_of_law=TODAY, screener=None).outcome for row in rows]
    assert answers == checked


@pytest.mark.parametrize("engine", ENGINES)
def test_a_decision_is_for_the_uses_it_names_in_a_table_too(tmp_path: Path, engine: str) -> None:
    """Art. 4(2): rows that differ in what is known, or in the uses named, have answers of their own, as ``check`` has them."""
    base = {
        "date": "2026-08-03", "activity": "export", "manner": "permanent", "exporter.country": "DE",
        "items.id": "1", "items.kind": "goods", "items.entries": "[]", "items.national_entries": "[]",
        "items.cyber_surveillance": "false", "purchasing_country": "", "circumstances.free_zone": "false",
        "parties.end_user.name": "Harrow Fixture Works", "parties.end_user.service": "none",
        "knowledge.wmd": "aware", "authority_decisions.provision": "Art. 4(2)", "authority_decisions.result": "not_required",
        "authority_decisions.date": "2026-07-20", "authority_decisions.items": "1",
        "authority_decisions.parties": "Harrow Fixture Works",
        **{f"knowledge.{ground}": "none" for ground in ("illicit_military_parts", "internal_repression", "human_rights")},
    }  # fmt: skip
    rows = [
        {
            **base,
            "destination": place,
            "parties.end_user.country": place,
            "knowledge.military_end_use": level,
            "authority_decisions.uses": uses,
        }
        for place in ("MM", "KE")
        for level in ("none", "aware", "suspects", "")
        for uses in ("", "wmd", "wmd;military_end_use", "military_end_use")
    ]
    columns = header(rows[0]).columns
    answers = judged(tmp_path, *rows, engine=engine)
    checked = [check(transaction_of(columns, row), date_of_law=TODAY, screener=None) for row in rows]
    assert [row["outcome"] for row in answers] == [each.outcome for each in checked]
    outcomes = [each.outcome for each in checked]
    assert outcomes[4:8] == [
        "undetermined",
        "notification_required",
        "not_controlled",
        "notification_required",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_left_is_asked_where_no_row_states_it(tmp_path: Path, engine: str) -> None:
    """Annex III: one row that states it is enough for all that name the authorisation; without, each of them asks."""
    silent = {**HELD, "authorisations.left": "", "authorisations.left_unit": "", "items.quantity": "1"}
    files = ([silent, silent], [{**HELD, "items.quantity": "1"}, silent])
    asked, stated = judged_as_files(tmp_path, *files, engine=engine)
    assert ["authorisations.left" in row["missing"].split(";") for row in asked] == [True, True]
    assert ["authorisations.left" in row["missing"].split(";") for row in stated] == [False, False]
    assert stated[1]["release"] == stated[0]["release"]
    alone = check(transaction_of(header(silent).columns, silent), date_of_law=TODAY, screener=None)
    assert asked[0]["missing"] == expected(alone)["missing"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_holder_of_an_authorisation_is_compared_with_the_exporter(tmp_path: Path, engine: str) -> None:
    """Arts 12(2), 13(1): one that names another holder clears nobody else, and one of two holders is asked about."""
    names = ["Meridian Signals GmbH", "meridian signals gmbh", "Meridian Signals", "Havel Pumpen GmbH", ""]
    exporters = ["Meridian Signals GmbH", "Havel Pumpen GmbH", ""]
    rows = [
        {
            **HELD,
            "exporter.name": exporter,
            "authorisations.holder": name,
            "authorisations.reference": f"X-{n}-{m}",
        }
        for n, name in enumerate(names)
        for m, exporter in enumerate(exporters)
    ]
    answers = judged(tmp_path, *rows, engine=engine)
    for row, answer in zip(rows, answers, strict=True):
        single = alone(row)
        assert (answer["release"], answer["outcome"]) == (single.release, single.outcome), row
        asked = {fact.fact for fact in single.missing if not fact.fact.startswith("items")}
        assert asked <= set(answer["missing"].split(";")), row
    assert set(releases(answers)) == {"ask", "stop"}
    same = [{**row, "authorisations.reference": "X-1"} for row in rows[:7:6]]
    assert releases(judged(tmp_path, *same, engine=engine)) == ["ask", "ask"]


@pytest.mark.parametrize("engine", ENGINES)
def test_who_granted_an_authorisation_counts_in_a_row_as_in_a_transaction(
    tmp_path: Path, engine: str
) -> None:
    """Art. 12(2)."""
    rows = [
        {
            **HELD,
            "exporter.country": country,
            "located_in": located,
            "authorisations.granted_by": granted_by,
            "authorisations.reference": f"{reference} {number}",
        }
        for number, (country, located) in enumerate((("DE", ""), ("FR", ""), ("US", "NL"), ("US", "")))
        for reference, granted_by in (
            ("X", ""), ("SBDU", ""), ("SBDU-F", "FR"), ("BIS export license", ""), ("X-D", "DE"), ("X-N", "NL"), ("X-U", "US")
        )
    ]  # fmt: skip
    for row, answer in zip(rows, judged(tmp_path, *rows, engine=engine), strict=True):
        single = alone(row)
        assert (answer["release"], answer["outcome"]) == (single.release, single.outcome), row
        asked = {fact.fact for fact in single.missing if not fact.fact.startswith("items")}
        assert asked <= set(answer["missing"].split(";")), row


TO_RUSSIA: Row = {
    **HELD, "destination": "RU", "parties.end_user.country": "RU", "authorisations.destination": "RU",
    "circumstances.russia_833_2014_through_russia": "", "authorisations.acts": "2021/821;833/2014",
    "circumstances.russia_833_2014_derogation": "",
}  # fmt: skip
GROUNDS: tuple[Row, ...] = (
    {},
    {"circumstances.russia_833_2014_derogation": "true"},
    {"circumstances.russia_833_2014_derogation": "false"},
    {"authorisations.acts": ""},
    {"authorisations.acts": "2021/821"},
    {"authorisations.acts": "765/2006"},
    {"authorisations.end_users": "Another Clinic"},
    {"authorisations.valid_until": "2026-11-01"},
    {"items.entries": "[]"},
)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_derogation_held_whose_ground_is_left_out_is_asked_for_in_a_row_as_in_a_transaction(
    tmp_path: Path, engine: str
) -> None:
    """Regulation (EU) No 833/2014, Art. 2(4) and (5): the ground makes it a derogation; without it the ban is open, with "false" it stands."""
    rows = [{**TO_RUSSIA, **change, "reference": f"Q-{n}", "authorisations.reference": f"X-{n}"} for n, change in enumerate(GROUNDS)]  # fmt: skip
    answers = judged(tmp_path, *rows, engine=engine)
    assert releases(answers) == [alone(row).release for row in rows]
    assert [answer["outcome"] for answer in answers] == [alone(row).outcome for row in rows]
    assert releases(answers)[:2] == ["ask", "ask"]
    assert releases(answers)[3:-1] == ["stop"] * 5
    assert "a derogation counts where its ground is stated" in answers[0]["reasons"]
