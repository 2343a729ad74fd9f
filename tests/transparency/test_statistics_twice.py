"""Every published statistic is counted twice: by polars, and by its line of SQL on the published CSV."""

from __future__ import annotations

import csv
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse.transparency.decision import CRITERIA, END_USERS, KINDS, RESULTS, Decision
from dualuse.transparency.item_types import item_type, item_types, surveillance_families
from dualuse.transparency.statistics import STATISTICS, Statistic, compute, sql
from dualuse.transparency.table import flat, frame_of, in_order, read_table, write_table

OLD_CODE = "5A001.i"
ENTRIES = [
    OLD_CODE,
    "5A001.f.1",
    "5A001.j",
    "4A005",
    "5A002.a",
    "5D002.c.1",
    "6A003.b.4",
    "1C350.16",
    "0E001",
]
PLACES = ["CN", "AE", "UA-43", "VARIOUS", "HK", "NL"]
MONEY = st.none() | st.decimals(0, 10**9, places=2)
DECISIONS = st.builds(
    Decision,
    id=st.just(""),
    date=st.none() | st.dates(date(2019, 1, 1), date(2021, 12, 31)),
    authority=st.sampled_from(["NL", "CH", "BE-VLG"]),
    kind=st.sampled_from(KINDS),
    decision=st.sampled_from(RESULTS),
    entries=st.lists(st.sampled_from(ENTRIES), unique=True, max_size=3).map(tuple),
    destination=st.lists(st.sampled_from(PLACES), unique=True, max_size=3).map(tuple),
    via=st.lists(st.sampled_from(PLACES), unique=True, max_size=1).map(tuple),
    end_user_category=st.sampled_from(END_USERS),
    value=MONEY,
    currency=st.sampled_from(["EUR", "CHF"]),
    criteria=st.lists(st.sampled_from(CRITERIA), unique=True, max_size=2).map(tuple),
    temporary=st.sampled_from([None, True, False]),
)


def _whole(decisions: list[Decision]) -> list[Decision]:
    from dataclasses import replace

    return [
        replace(
            decision,
            id=f"x-{number}",
            item_types=item_types(decision.entries),
            families=surveillance_families(decision.entries),
            currency=decision.currency if decision.value is not None else "",
            remarks=("number_again", "code_not_in_edition") if OLD_CODE in decision.entries else (),
        )
        for number, decision in enumerate(decisions)
    ]


def counted_by_sql(statistic: Statistic, file: Path) -> list[tuple[object, ...]]:
    return duckdb.sql(sql(statistic, str(file))).fetchall()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(decisions=st.lists(DECISIONS, max_size=25))
def test_each_statistic_is_what_its_line_of_sql_counts(tmp_path: Path, decisions: list[Decision]) -> None:
    frame = frame_of(_whole(decisions))
    file = tmp_path / "decisions.csv"
    flat(frame).write_csv(file)
    assert read_table(file).equals(frame)
    for statistic in STATISTICS:
        ours = compute(statistic, frame.lazy()).collect().rows()
        theirs = counted_by_sql(statistic, file)
        assert len(ours) == len(theirs), statistic.key
        for ours_, other in zip(ours, theirs, strict=True):
            assert [_same(cell) for cell in ours_] == [_same(cell) for cell in other], statistic.key


def _same(cell: object) -> object:
    return round(float(cell), 4) if isinstance(cell, float | Decimal) else cell


@given(decisions=st.lists(DECISIONS, max_size=25), part=st.integers(1, 7))
def test_the_order_of_the_table_is_that_of_a_plain_sort(decisions: list[Decision], part: int) -> None:
    frame = frame_of(_whole(decisions))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("dualuse.transparency.table._PART", part)
        assert in_order(frame).equals(frame.sort("authority", "date", "id", nulls_last=True))


SMALL = [
    Decision("a", date(2020, 3, 1), "NL", "individual", decision="granted", entries=("5A001.f.1", "5D001.e"),
             destination=("CN", "HK"), value=Decimal(100), currency="EUR"),
    Decision("b", date(2020, 4, 1), "NL", "individual", decision="refused", entries=("5A001.f.1",), destination=("CN",),
             criteria=("internal_repression", "human_rights")),
    Decision("c", date(2021, 4, 1), "NL", "global", decision="granted", entries=("6A003.b.4",), destination=("VARIOUS",),
             value=Decimal(900), currency="EUR"),
    Decision("d", None, "CH", "individual", decision="granted", destination=("CN",), value=Decimal(7), currency="CHF"),
    Decision("e", date(2020, 5, 1), "NL", "individual", decision="withdrawn", entries=("4A005",), destination=("AE",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        ("years", [("CH", "", "granted", 1), ("NL", "2020", "granted", 1), ("NL", "2020", "refused", 1),
                   ("NL", "2020", "withdrawn", 1), ("NL", "2021", "granted", 1)]),
        ("destinations", [("AE", "withdrawn", 1), ("CN", "granted", 2), ("CN", "refused", 1), ("HK", "granted", 1),
                          ("VARIOUS", "granted", 1)]),
        ("entries", [("", "granted", 1), ("4A005", "withdrawn", 1), ("5A001", "granted", 1), ("5A001", "refused", 1),
                     ("5D001", "granted", 1), ("6A003", "granted", 1)]),
        ("item_types", [("", "granted", 1), ("4A", "withdrawn", 1), ("5A1", "granted", 1), ("5A1", "refused", 1),
                        ("5D1", "granted", 1), ("6A", "granted", 1)]),
        ("families", [("CH", "", "granted", 1), ("NL", "communication_monitoring", "granted", 1),
                      ("NL", "intrusion_software", "withdrawn", 1), ("NL", "other", "granted", 1),
                      ("NL", "telecommunications_interception", "granted", 1),
                      ("NL", "telecommunications_interception", "refused", 1)]),
        ("criteria", [("NL", "2020", "human_rights", 1), ("NL", "2020", "internal_repression", 1)]),
        ("values_by_year", [("CH", "", "granted", "CHF", 1, Decimal(7), 7.0, Decimal(7)),
                            ("NL", "2020", "granted", "EUR", 1, Decimal(100), 100.0, Decimal(100)),
                            ("NL", "2021", "granted", "EUR", 1, Decimal(900), 900.0, Decimal(900))]),
    ],
)  # fmt: skip
def test_statistics_of_a_small_set(key: str, rows: list[tuple[object, ...]]) -> None:
    from dataclasses import replace

    decisions = [
        replace(name, item_types=item_types(name.entries), families=surveillance_families(name.entries))
        for name in SMALL
    ]
    statistic = next(statistic for statistic in STATISTICS if statistic.key == key)
    assert compute(statistic, frame_of(decisions).lazy()).collect().rows() == rows


def test_a_statistic_by_what_it_is_limited_to_counts_each_decision_once(tmp_path: Path) -> None:
    statistic = Statistic("x", "x", ("destination", "decision"), where={"destination": "CN"})
    frame = frame_of(SMALL)
    file = tmp_path / "decisions.csv"
    flat(frame).write_csv(file)
    assert compute(statistic, frame.lazy()).collect().rows() == [("CN", "granted", 2), ("CN", "refused", 1)]
    assert counted_by_sql(statistic, file) == [("CN", "granted", 2), ("CN", "refused", 1)]


ANY_TEXT = st.builds(
    str.__add__,
    st.sampled_from(["", "=", "+", "-", "@", "\t", "'", "''", "'=", "''@"]),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\t\n,\"'"), max_size=8
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(texts=st.tuples(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT), remark=ANY_TEXT)
def test_free_text_opens_as_no_formula_and_comes_back_to_the_letter(
    tmp_path: Path, texts: tuple[str, str, str, str], remark: str
) -> None:
    end_use, unit, destination, entries = texts
    remarks = (remark,) if remark and ";" not in remark else ()
    decision = Decision(
        "a", None, "NL", "individual", decision="granted", end_use=end_use, unit=unit, destination_text=destination,
        entries_text=entries, remarks=remarks,
    )  # fmt: skip
    frame = frame_of([decision])
    for form in ("csv", "jsonl", "parquet"):
        write_table(frame, tmp_path / f"x.{form}")
        assert read_table(tmp_path / f"x.{form}").equals(frame), form
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


@given(values=st.lists(st.decimals(0, 10**15, places=2), max_size=8))
def test_a_median_is_exact_on_both_sides(values: list[Decimal]) -> None:
    statistic = Statistic("x", "x", ("authority",), "values")
    decisions = [
        Decision(str(n), None, "NL", "individual", decision="granted", value=value)
        for n, value in enumerate(values)
    ]
    frame = frame_of(decisions)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "decisions.csv"
        write_table(frame, file)
        theirs = counted_by_sql(statistic, file)
    assert compute(statistic, frame.lazy()).collect().rows() == theirs
    assert [row[3] for row in theirs] == ([median(values)] if values else [])


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("5A001.f.1", "5A1"),
        ("5A002.a", "5A2"),
        ("5D101", "5D1"),
        ("5E002", "5E2"),
        ("0C002", "0C"),
        ("9A012", "9A"),
    ],
)
def test_item_types(entry: str, kind: str) -> None:
    assert item_type(entry) == kind


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(decisions=st.lists(DECISIONS, max_size=25))
def test_types_and_families_follow_from_the_entries_where_a_file_leaves_them_out(
    tmp_path: Path, decisions: list[Decision]
) -> None:
    frame = frame_of(_whole(decisions))
    file = tmp_path / "decisions.csv"
    flat(frame).drop("item_types", "families").write_csv(file)
    assert read_table(file).equals(frame)


def test_the_family_of_a_code_that_was_not_looked_up_is_not_told(tmp_path: Path) -> None:
    """``5A001.i`` was the interception of older editions: no reader may take it for something else."""
    old = Decision("a", None, "CH", "individual", decision="granted", entries=(OLD_CODE,), remarks=("via",))
    both = Decision("b", None, "CH", "individual", decision="granted", entries=(OLD_CODE, "4A005"))
    known = Decision(
        "c", None, "CH", "individual", decision="granted", entries=("5A002.a",), remarks=("via",)
    )
    file = tmp_path / "decisions.csv"
    write_table(frame_of([old, both, known]), file)
    table = read_table(file)
    assert table["remarks"].to_list() == [["via", "code_not_in_edition"], ["code_not_in_edition"], ["via"]]
    write_table(table, file)
    assert read_table(file).equals(table)
    statistic = next(statistic for statistic in STATISTICS if statistic.key == "families")
    rows = [
        ("CH", "", "granted", 1),
        ("CH", "intrusion_software", "granted", 1),
        ("CH", "other", "granted", 1),
    ]
    assert compute(statistic, table.lazy()).collect().rows() == rows
    assert counted_by_sql(statistic, file) == rows


def test_types_and_families_that_a_file_gives_stay(tmp_path: Path) -> None:
    decision = Decision(
        "a", None, "NL", "individual", decision="granted", entries=("5A001.f.1",), families=("forensics",)
    )
    file = tmp_path / "decisions.parquet"
    frame_of([decision]).write_parquet(file)
    table = read_table(file)
    assert table["families"].to_list() == [["forensics"]]
    assert table["item_types"].to_list() == [["5A1"]]


def test_every_country_and_named_territory_has_one_region() -> None:
    from dualuse.i18n.places import place_names
    from dualuse.transparency.statistics import REGION_NAMES, regions

    assert set(regions()) >= set(place_names())
    assert set(regions().values()) == set(REGION_NAMES)
    known = regions()
    assert (known["EG"], known["XK"], known["UA-43"]) == (
        "northern_africa",
        "southern_europe",
        "eastern_europe",
    )
