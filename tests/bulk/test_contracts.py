"""Rows against `check` where short cuts once said something else: today's decisions, contracts, authorisations held."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dualuse import check
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.inputs.problems import InputError
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import transaction_of
from tests.support.bulk_runs import records, write_rows

TODAY = date(2026, 11, 25)
Row = dict[str, str]

VALUED: Row = {
    "reference": "A", "date": "2026-08-01", "activity": "export", "exporter.country": "DE", "destination": "EG",
    "items.kind": "goods", "items.entries": "[]", "items.national_entries": "DE:5A902", "items.value": "3000",
    "items.currency": "EUR", "items.cyber_surveillance": "false", "knowledge.wmd": "none",
    "knowledge.military_end_use": "none", "knowledge.illicit_military_parts": "none",
    "knowledge.internal_repression": "none",
}  # fmt: skip


def judged(folder: Path, *rows: Row, broken: str = "") -> list[Row]:
    target = folder / "out.csv"
    bulk(write_rows(folder / "in.csv", rows, broken), target, options=Options(TODAY))
    return records(target)


def ranges(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row["range_low"], row["range_high"]) for row in rows]


def alone(row: Row) -> Any:
    return check(transaction_of(header(row).columns, row), date_of_law=TODAY)


UNDATED: list[Row] = [
    {
        "activity": "transit", "items.entries": "3A001.a.3", "destination": "CN", "located_in": "DE",
        "exporter.country": "DE", "authority_decisions.provision": "Art. 7(1)",
        "authority_decisions.result": "prohibited", "authority_decisions.date": "2026-11-20",
    },
    {
        "activity": "export", "items.entries": "[]", "destination": "CN", "exporter.country": "DE",
        "knowledge.wmd": "aware", "authority_decisions.provision": "Art. 4(2)",
        "authority_decisions.result": "required", "authority_decisions.date": "2026-11-20",
    },
    {
        "activity": "intra_union_transfer", "exporter.country": "LU", "dispatched_from": "LU",
        "items.entries": "3A001.a.3", "destination": "CN", "circumstances.free_zone": "false",
        "authorisations.kind": "global", "authorisations.reference": "X", "authorisations.items": "3A001",
        "authorisations.destination": "CN", "authorisations.valid_from": "2025-11-01",
        "authorisations.valid_until": "2026-11-01",
    },
]  # fmt: skip
HELD: Row = {
    "date": "2026-11-25", "activity": "export", "manner": "permanent", "exporter.country": "DE", "destination": "EG",
    "items.entries": "3A001.a.3", "authorisations.kind": "individual", "authorisations.reference": "X",
    "authorisations.items": "3A001", "authorisations.end_user": "Foo", "authorisations.valid_from": "2025-11-01",
    "authorisations.valid_until": "2027-11-01",
    "parties.end_user.name": "Foo",
}  # fmt: skip


@pytest.mark.parametrize("row", [*UNDATED, HELD, {**HELD, "authorisations.items": ""}])
@pytest.mark.parametrize("beside", [{}, {"items.entries": "[]", "destination": "JP"}])
def test_what_counts_on_the_very_day_and_what_is_held(tmp_path: Path, row: Row, beside: Row) -> None:
    """Rows without a date are of today, not of the first day of its law; a row alone is judged as beside others."""
    first, *_ = judged(tmp_path, row, *([beside] if beside else []))
    single = alone(row)
    assert (first["range_low"], first["range_high"]) == single.range
    assert first["release"] == single.release
    assert first["missing"] == ";".join(dict.fromkeys(missing.fact for missing in single.missing))


BOTH = {**VALUED, "exporter.country": ""}


@pytest.mark.parametrize(
    "other",
    [
        VALUED,
        {**VALUED, "parties.end_user.birth_date": "1980-01-31", "parties.end_user.country": "EG"},
        {**VALUED, "items.quantity": ".5"},
        {**VALUED, "reference": " A"},
        BOTH,
        {**VALUED, "items.entries": "3A999"},
    ],
)
def test_a_contract_over_the_limit_is_not_free_whatever_its_other_row_is_like(
    tmp_path: Path, other: Row
) -> None:
    """Germany, § 8(3) AWV: 3 000 and 3 000 euro."""
    for row in judged(tmp_path, VALUED, other):
        if row["exporter.country"]:
            assert row["outcome"] == "authorisation_required", row
    for row in judged(tmp_path, other, VALUED):
        if row["exporter.country"]:
            assert row["outcome"] == "authorisation_required", row


FREE, OPEN, BOUND = (
    ("not_controlled", "not_controlled"),
    ("not_controlled", "authorisation_required"),
    ("authorisation_required", "authorisation_required"),
)


@pytest.mark.parametrize(
    ("listed", "others", "expected"),
    [
        ("3000", [("", "2000")], FREE),
        ("3000", [("", "2000.01")], OPEN),
        ("3000", [("", "")], OPEN),
        ("3000", [("[]", "90000")], FREE),
        ("3000", [("DE:5A902", "2000.01")], BOUND),
        ("3000", [("DE:5A902", "1000"), ("", "1000.01")], OPEN),
        ("3000", [("DE:5A902", "2000.01"), ("", "")], BOUND),
        ("5000.01", [("", "1")], BOUND),
    ],
)
@pytest.mark.parametrize(
    "also",
    [{}, {"parties.end_user.birth_date": "1980-01-31", "parties.end_user.country": VALUED["destination"]}],
)
def test_a_row_that_nobody_looked_up_in_the_national_lists_may_count_or_not(
    tmp_path: Path, listed: str, others: list[tuple[str, str]], expected: tuple[str, str], also: Row
) -> None:
    """The same as `check` of the whole contract, whether the rows are judged together or each is read by itself."""
    rows = [
        {**VALUED, **also, "items.national_entries": codes, "items.value": value}
        for codes, value in [("DE:5A902", listed), *others]
    ]
    row_ranges = ranges(judged(tmp_path, *rows))
    whole = transaction_of(header(rows[0]).columns, rows[0])
    items = [transaction_of(header(row).columns, row)["items"][0] for row in rows]
    numbered = [{**item, "id": str(number)} for number, item in enumerate(items)]
    assert row_ranges == [item.range for item in check({**whole, "items": numbered}, date_of_law=TODAY).items]
    assert row_ranges[0] == expected


def test_a_contract_with_a_line_that_cannot_be_read_stays_open(tmp_path: Path) -> None:
    (row,) = judged(tmp_path, VALUED, broken="A,2026-08-01,export\n")
    assert (row["range_low"], row["range_high"]) == ("not_controlled", "authorisation_required")


def test_references_differ_in_blanks_only(tmp_path: Path) -> None:
    rows = judged(tmp_path, {**VALUED, "reference": "A 1"}, {**VALUED, "reference": "A  1"})
    assert [row["outcome"] for row in rows] == ["authorisation_required"] * 2


def test_an_amount_a_trifle_over_the_limit_is_not_within(tmp_path: Path) -> None:
    (row,) = judged(tmp_path, {**VALUED, "items.value": "5000.0000001"})
    assert row["range_high"] == "authorisation_required"


@pytest.mark.parametrize(("of_item", "of_whole"), [("false", "true"), ("true", "false")])
def test_the_answer_about_the_item_counts_before_that_about_the_transaction(
    tmp_path: Path, of_item: str, of_whole: str
) -> None:
    name = "answers.item.national_value_exempt"
    row = {**VALUED, "items.currency": "USD", f"items.{name}": of_item, name: of_whole}
    (judged_row,) = judged(tmp_path, row)
    assert (judged_row["range_low"], judged_row["range_high"]) == alone(row).range


NUCLEAR: Row = {
    **{name: text for name, text in VALUED.items() if name != "reference"}, "destination": "PK",
    "items.national_entries": "[]", "knowledge.nuclear_facility": "aware", "circumstances.iran_2023_1529_through_iran": "false",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({}, "not_controlled"),
        ({"items.value": "20000"}, "notification_required"),
        ({"items.kind": "software"}, "notification_required"),
        ({"items.currency": "USD"}, "undetermined"),
        ({"circumstances.nuclear_goods_within_limit": "false"}, "notification_required"),
        (
            {"circumstances.nuclear_goods_within_limit": "true", "items.value": "20000"},
            "notification_required",
        ),
    ],
)
def test_the_limit_for_nuclear_goods_is_that_of_one_transaction(
    tmp_path: Path, changes: Row, end: str
) -> None:
    """§ 9(3) AWV."""
    row = {**NUCLEAR, **changes}
    (judged_row,) = judged(tmp_path, row)
    assert judged_row["outcome"] == end
    assert (judged_row["range_low"], judged_row["range_high"]) == alone(row).range
    assert judged_row["missing"] == ";".join(missing.fact for missing in alone(row).missing)


@pytest.mark.parametrize(("value", "end"), [("3000", "undetermined"), ("20000", "notification_required")])
def test_where_rows_may_be_of_one_contract_one_of_them_does_not_keep_its_limit(
    tmp_path: Path, value: str, end: str
) -> None:
    rows = judged(
        tmp_path, *({**NUCLEAR, "items.value": value, "reference": name} for name in ("A", "A", ""))
    )
    assert [row["outcome"] for row in rows] == [end] * 3
    wanted = "circumstances.nuclear_goods_within_limit" if end == "undetermined" else ""
    assert [row["missing"] for row in rows] == [wanted] * 3


SUSPECTS: Row = {
    "date": "2026-08-01", "activity": "export", "manner": "permanent", "items.entries": "[]",
    "items.national_entries": "[]", "items.cyber_surveillance": "true", "destination": "BR", "knowledge.wmd": "none",
    "knowledge.military_end_use": "none", "knowledge.illicit_military_parts": "none",
    "knowledge.public_security": "none", "knowledge.internal_repression": "suspects",
}  # fmt: skip


def test_what_is_missing_is_that_of_the_row_not_of_its_neighbour(tmp_path: Path) -> None:
    known, unknown = {**SUSPECTS, "exporter.country": "FR"}, {**SUSPECTS, "exporter.country": ""}
    for rows in ([known, unknown], [unknown, known]):
        wanted = [";".join(missing.fact for missing in alone(row).missing) for row in rows]
        assert [row["missing"] for row in judged(tmp_path, *rows)] == wanted
        assert wanted[0] != wanted[1]


@pytest.mark.parametrize("cell", ["20260801", "2026W31", "2026-08-01Z", "2026-08-01T", "2026-02-30"])
@pytest.mark.parametrize("destination", ["JP", ""])
def test_days_and_currencies_that_the_contract_refuses_are_refused(
    tmp_path: Path, cell: str, destination: str
) -> None:
    wrong = {**VALUED, "date": cell, "destination": destination}
    small = {**VALUED, "items.currency": "eur", "destination": destination}
    assert len(judged(tmp_path, wrong, small, VALUED)) == 1
    lines = (tmp_path / "out.bad.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == ["dualuse_line", "2", "3"]


def test_two_columns_for_one_place_are_refused() -> None:
    with pytest.raises(InputError, match=r"parties\.end_user\.1\.country"):
        header(["parties.end_user.country", "parties.end_user.1.country"])
    with pytest.raises(InputError):
        header(["authorisations.kind", "authorisations.1.kind"])


def test_options_are_answered_for_the_transaction() -> None:
    with pytest.raises(InputError, match="whole transaction"):
        check({"items": [{"answers": {"option.art4_3": True}}]})
    with pytest.raises(InputError):
        header(["items.answers.option.art11_2"])


def test_rows_that_are_read_by_the_contract_itself_have_the_same_reasons(tmp_path: Path) -> None:
    """Art. 8(3)(a): assistance to the United States is free, and the provisions that are not met are told too."""
    row = {**VALUED, "activity": "technical_assistance", "destination": "US", "items.entries": "2B350.a"}
    plain = {**row, "items.value": "", "knowledge.wmd": "aware", "parties.end_user.birth_date": "1980-01-28"}
    first, second = judged(tmp_path, plain, {**plain, "parties.end_user.birth_date": "1980-01-31"})
    names = [{part.split(" (")[0] for part in row["reasons"].split("; ")} for row in (first, second)]
    assert names[0] == names[1]


def test_goods_that_go_to_no_free_zone_are_judged_as_in_the_single_answer(tmp_path: Path) -> None:
    """Annex II, Part 3(1)(c); the customs code and its questions stand in a group of their own."""
    row = {
        **VALUED,
        "manner": "permanent",
        "destination": "JP",
        "items.entries": "3A002.c",
        "items.kind": "goods",
    }
    first, second = judged(
        tmp_path,
        {**row, "circumstances.free_zone": "false", "items.cn_code": "90304000"},
        {**row, "circumstances.free_zone": "", "items.cn_code": "90304000"},
    )
    assert "EU001 open (not known: Do the goods go" not in first["reasons"]
    assert "EU001 open (not known: Do the goods go" in second["reasons"]
    assert "circumstances.free_zone" in second["missing"]


def test_customs_codes_are_read_as_acts_print_them(tmp_path: Path) -> None:
    """With blanks and dots as without; a code that no goods have is refused, not read as in no list."""
    row = {**VALUED, "destination": "RU", "manner": "permanent"}
    plain, blanks, dots = judged(
        tmp_path, *({**row, "items.cn_code": code} for code in ("84713000", "8471 30 00", "8471.30.00"))
    )
    assert [blanks["outcome"], dots["outcome"]] == [plain["outcome"], "prohibited"]
    assert plain["reasons"] == blanks["reasons"] == dots["reasons"]
    assert judged(tmp_path, *({**row, "items.cn_code": code} for code in ("99999999", "7701"))) == []
