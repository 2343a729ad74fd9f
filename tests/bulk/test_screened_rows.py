"""Tables with their parties screened: each party once, "go" only where ``check`` says so of the very row."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse import check
from dualuse.assessment.listed import installed
from dualuse.assessment.release_holds.law_age import LawAgeAcceptance
from dualuse.bulk.files.workbook_words import heading
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.bulk.summary.terminal_lines import terminal_text
from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.schema.screening import ListUsed
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import transaction_of
from tests.support.bulk_runs import TODAY, records, write_rows
from tests.support.hits_by_hand import FREEZE, UNION, ScreenerByHand
from tests.support.union_list_home import union_list

FREE = {
    "reference": "A",
    "date": "2026-08-01",
    "activity": "export",
    "manner": "permanent",
    "exporter.name": "Nordquell GmbH",
    "exporter.country": "DE",
    "items.entries": "[]",
    "items.kind": "goods",
    "items.cyber_surveillance": "false",
    "items.national_entries": "[]",
    "items.cn_code": "84431000",
    "items.value": "900",
    "items.currency": "EUR",
    "items.description": "",
    "destination": "CH",
    "purchasing_country": "CH",
    "parties.end_user.name": "Example AG",
    "parties.end_user.country": "CH",
    "parties.end_user.service": "none",
    "knowledge.wmd": "none",
    "knowledge.military_end_use": "none",
    "knowledge.illicit_military_parts": "none",
    "knowledge.internal_repression": "none",
    "knowledge.public_security": "none",
    "circumstances.free_zone": "false",
}
"""A row that is free to go once its parties are screened and clear."""
LISTED = "Zarkovian Works"
POSSIBLE = "Quillon Example"
HITS: dict[str, list[dict[str, Any]]] = {
    LISTED: [FREEZE],
    POSSIBLE: [{**FREEZE, "status": "review", "score": 0.8}],
}
STALE = replace(UNION, stale=True)


def table(folder: Path, *rows: dict[str, str]) -> Path:
    return write_rows(folder / "in.csv", ({**FREE, **row} for row in rows))


def screened(
    folder: Path, *rows: dict[str, str], lists: tuple[ListUsed, ...] = (UNION,), engine: str = "polars"
) -> tuple[Summary, list[dict[str, str]], ScreenerByHand]:
    screener = ScreenerByHand(HITS, lists)
    summary = bulk(
        table(folder, *rows),
        folder / "out.csv",
        engine_name=engine,
        options=Options(TODAY),
        screener=screener,
    )
    return summary, records(folder / "out.csv"), screener


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_are_free_to_go(tmp_path: Path, engine: str) -> None:
    rows = (
        {},
        {"parties.end_user.name": LISTED},
        {"parties.end_user.name": POSSIBLE},
        {"parties.end_user.name": ""},
        {"parties.end_user.name": "n/a", "knowledge.wmd": ""},
        {"items.entries": "6A003.b.4", "destination": "AE"},
    )
    summary, answers, screener = screened(tmp_path, *rows, engine=engine)
    assert [(row["release"], row["screening_status"]) for row in answers] == [
        ("go", "clear"),
        ("stop", "hit"),
        ("ask", "review"),
        ("ask", "not_screened"),
        ("ask", "clear"),
        ("stop", "clear"),
    ]
    assert answers[1]["outcome"] == "prohibited"
    assert "765/2006" in answers[1]["basis"]
    assert answers[1]["screening_hits"].startswith(f"{LISTED} is listed: ")
    assert (answers[2]["range_low"], answers[2]["range_high"]) == ("not_controlled", "prohibited")
    assert summary.releases == {"go": 1, "stop": 2, "ask": 3}
    names = [subject.name for subject in screener.asked]
    assert sorted(names) == sorted({"Nordquell GmbH", "Example AG", LISTED, POSSIBLE, "n/a"})


def exported_and_screened(folder: Path, header: str, *rows: str) -> tuple[Summary, list[dict[str, str]], str]:
    """An export with the exporter of settings, screened; its summary as text, too."""
    (folder / "in.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    options = Options(TODAY, exporter=(("name", "Nordquell GmbH"), ("country", "DE")))
    screener = ScreenerByHand(HITS, (UNION,))
    summary = bulk(folder / "in.csv", folder / "out.csv", options=options, screener=screener)
    lines = summary_lines(summary, "out.csv", options, "dualuse.toml", "")
    return summary, records(folder / "out.csv"), terminal_text(lines, "en")


def test_no_row_is_clear_where_the_exporter_alone_was_screened(tmp_path: Path) -> None:
    """A listed name in a column that names no party, and "clear" beside it, because the exporter is not listed: its words are looked through."""
    header = "Verkaufsbeleg;Bestimmungsland;Menge;Kundenstamm;Kundennummer;Notiz"
    summary, answers, shown = exported_and_screened(tmp_path, header, f"A;CH;1;{LISTED};4711;x")
    assert [(row["screening_status"], row["release"]) for row in answers] == [("review", "ask")]
    assert summary.screened is not None
    assert summary.screened.naming_nobody == 1
    assert shown.startswith("NOBODY WAS SCREENED BESIDE THE EXPORTER (rows: 1)")
    line = "nobody in them was screened: Kundenstamm"
    assert line in " ".join(shown.split())
    assert "Kundennummer" not in shown.split(line)[1].splitlines()[0]


def test_a_row_that_names_nobody_is_not_clear_beside_one_that_does(tmp_path: Path) -> None:
    header = "Verkaufsbeleg;Bestimmungsland;Menge;Warenempfänger"
    _, answers, shown = exported_and_screened(tmp_path, header, "A;CH;1;Example AG", "B;CH;1;")
    assert [row["screening_status"] for row in answers] == ["clear", "not_screened"]
    assert "ROWS WHOSE PARTIES NOBODY SCREENED: 1." in shown


def test_a_customer_is_screened(tmp_path: Path) -> None:
    _, answers, shown = exported_and_screened(
        tmp_path, "Belegnr;Bestimmungsland;Kunde;Betrag;Wrg", f"A;CH;{LISTED};5,00;EUR"
    )
    assert (answers[0]["screening_status"], answers[0]["release"]) == ("hit", "ask")
    assert "NOBODY" not in shown


def _printed(summary: Summary) -> str:
    return terminal_text(summary_lines(summary, "out.csv", Options(TODAY)), "en")


@pytest.mark.parametrize(
    "wrong",
    [
        {"items.value": "two"},
        {"items.value": "two", "parties.end_user.country": "Korea"},
        {"items.value": "two", "parties.end_user.country": "XX", "parties.end_user.service": "navy?"},
        {"items.value": "two", "parties.end_user.name": "", "items.description": LISTED},
    ],
)
def test_parties_of_rows_to_mend_are_screened(tmp_path: Path, wrong: dict[str, str]) -> None:
    """A listed name beside a quantity that is none: no row was judged of it, and nobody looked for it."""
    summary, _, screener = screened(tmp_path, {}, {"parties.end_user.name": LISTED} | wrong)
    assert LISTED in [subject.name for subject in screener.asked]
    (row,) = records(tmp_path / "out.bad.csv")
    assert row["dualuse_line"] == "3"
    assert "items.value" in row["dualuse_problem"]
    assert LISTED in row["dualuse_problem"].partition("Listed, or it may be: ")[2]
    printed = _printed(summary)
    assert "ROWS TO MEND WITH A PARTY THAT IS OR MAY BE LISTED: 1; first row 3: " in printed
    again = bulk(tmp_path / "out.bad.csv", tmp_path / "again.csv", options=Options(TODAY))
    assert (again.bad, again.rows) == (1, 0)


def test_parties_of_rows_of_an_export_that_are_to_be_mended_are_screened(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(f"Auftrag;Kunde;Bestimmungsland;Menge;ME\nA;{LISTED};CH;2,5;ST\n", "utf-8")
    summary = bulk(source, tmp_path / "out.csv", options=Options(TODAY), screener=ScreenerByHand(HITS))
    (row,) = records(tmp_path / "out.bad.csv")
    assert f"Listed, or it may be: {LISTED}" in row["dualuse_problem"]
    assert "first row 2: " in _printed(summary)


def test_rows_to_mend_with_nobody_listed_say_that_they_were_screened(tmp_path: Path) -> None:
    printed = _printed(screened(tmp_path, {}, {"items.value": "two"})[0])
    assert "  1  to be mended first: screened, not judged" in printed
    assert "LISTED" not in printed
    assert "NOT SCREENED" not in printed
    assert "mend" not in _printed(screened(tmp_path, {})[0]).casefold()


def test_rows_that_cannot_be_read_are_told_as_not_screened(tmp_path: Path) -> None:
    """Which cell is whose name is not known where a line has too many fields."""
    source = table(tmp_path, {}, {"items.value": "two"})
    with source.open("a") as stream:
        stream.write(f"A,{LISTED}\n")
    summary = bulk(source, tmp_path / "out.csv", options=Options(TODAY), screener=ScreenerByHand(HITS))
    assert "ROWS TO MEND, NOT SCREENED: 1." in _printed(summary)
    assert "  2  to be mended first: not judged" in _printed(summary)


@pytest.mark.parametrize(
    "listed", [(STALE,), (replace(UNION, partial=True),), (replace(UNION, list="ofac_sdn"),)]
)
def test_lists_in_doubt_clear_nobody(tmp_path: Path, listed: tuple[ListUsed, ...]) -> None:
    _, ((answer),), _ = screened(tmp_path, {}, lists=listed)
    assert answer["release"] == "ask"
    expected = "no_hit_lists_out_of_date" if listed == (STALE,) else "no_hit_lists_not_whole"
    assert answer["screening_status"] == expected


def test_lists_are_out_of_date_on_the_day_of_the_row(tmp_path: Path) -> None:
    _, answers, _ = screened(tmp_path, {}, {"date": "2026-12-01"})
    assert [row["screening_status"] for row in answers] == ["clear", "no_hit_lists_out_of_date"]
    assert answers[1]["release"] == "ask"


VALUES: dict[str, list[str]] = {
    "items.entries": ["[]", "", "3A001.f", "6A003.b.4"],
    "destination": ["CH", "AE", "RU", ""],
    "parties.end_user.name": ["Example AG", LISTED, POSSIBLE, ""],
    "parties.end_user.country": ["CH", "AE", ""],
    "parties.end_user.service": ["none", "police", ""],
    "exporter.name": ["Nordquell GmbH", "", LISTED],
    "knowledge.wmd": ["none", "aware", ""],
    "items.value": ["900", "90000", ""],
    "date": ["2026-08-01", "2026-12-01"],
}


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries({}, optional={n: st.sampled_from(v) for n, v in VALUES.items()}),
        min_size=6,
        max_size=24,
    )
)
def test_no_row_is_freer_than_check(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    """A table costs much the same, however many rows it has: few tables of many rows."""
    numbered = [{**row, "reference": f"R{number}"} for number, row in enumerate(rows)]
    _, answers, _ = screened(tmp_path, *numbered)
    columns = header(FREE).columns
    for row, answer in zip(numbered, answers, strict=True):
        alone = check(
            transaction_of(columns, {**FREE, **row}), date_of_law=TODAY, screener=ScreenerByHand(HITS)
        )
        assert (answer["release"] == "go") <= (alone.release == "go"), (row, alone.release_because)
        if alone.screening.status in ("hit", "review"):
            assert answer["screening_status"] == alone.screening.status
            assert (answer["outcome"], answer["release"]) == (alone.outcome, alone.release)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_who_was_informed_by_the_authority_asks_it_first(tmp_path: Path, engine: str) -> None:
    """Art. 4(1)(b): without an arms embargo no rule asks; what an authority has said is not passed over in a table either."""
    levels = ("none", "informed")
    rows = [{"knowledge.military_end_use": level, "reference": level} for level in levels]
    _, answers, _ = screened(tmp_path, *rows, engine=engine)
    assert [answer["release"] for answer in answers] == ["go", "ask"]
    assert "has informed you of a use of concern" in answers[1]["reasons"]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_what_is_asked_of_a_sale_to_ukraine_and_of_goods_sent_electronically_is_asked_of_a_row(
    tmp_path: Path, engine: str
) -> None:
    """Regulation (EU) 2022/263, Art. 4; Art. 2(2)(d): as ``check`` asks of the same transaction."""
    to_ukraine = {"destination": "UA", "purchasing_country": "UA", "parties.end_user.country": "UA"}
    rows = [
        {**to_ukraine, "reference": "goods of the annex"},
        {**to_ukraine, "reference": "coffee", "items.cn_code": "09012100"},
        {"reference": "sent electronically", "manner": "electronic"},
    ]
    _, answers, _ = screened(tmp_path, *rows, engine=engine)
    assert [answer["release"] for answer in answers] == ["ask", "go", "ask"]
    assert "unexecuted.ukraine_areas.part_unstated" in answers[0]["reasons"]
    columns = header(FREE).columns
    for row, answer in zip(rows, answers, strict=True):
        alone = check(
            transaction_of(columns, {**FREE, **row}), date_of_law=TODAY, screener=ScreenerByHand(HITS)
        )
        assert (alone.release, alone.outcome) == (answer["release"], answer["outcome"])


def run(folder: Path, *arguments: str, home: Path | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(
        app,
        ["bulk", str(folder / "in.csv"), "-o", str(folder / "out.csv"), *arguments],
        env={"DUALUSE_HOME": str(home or folder / "nothing")},
    )
    return done.exit_code, done.stdout, done.stderr


def test_no_list_is_installed(tmp_path: Path) -> None:
    table(tmp_path, {})
    code, output, errors = run(tmp_path, "--screen")
    assert (code, output) == (3, "")
    assert "no list is installed, so nobody was screened" in errors
    assert not (tmp_path / "out.csv").exists()


def test_screening_is_written_with_reasons(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="with its reasons"):
        bulk(
            table(tmp_path, {}),
            tmp_path / "out.csv",
            options=Options(TODAY, reasons=False),
            screener=ScreenerByHand(),
        )


def test_the_command_and_a_second_run(tmp_path: Path) -> None:
    entry = {"id": "eu-1", "schema": "Company", "properties": {"name": [LISTED]}, "datasets": ["eu_fsf"]}
    home = union_list(tmp_path, [entry])
    table(tmp_path, {}, {"parties.end_user.name": LISTED})
    code, output, _ = run(tmp_path, "--screen", home=home)
    assert code == 0
    assert "Distinct parties screened: 3, against eu_fsf" in output
    assert "1  a party is on a list" in output
    assert "not screened" not in output
    code, output, _ = run(tmp_path, "--screen", "--json", home=home)
    screening = json.loads(output)["screening"]
    assert (screening["parties"], screening["rows"]["hit"]) == (3, 1)
    (tmp_path / "out.csv").replace(tmp_path / "in.csv")
    assert run(tmp_path)[0] == 0
    answers = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text())))
    assert "screening_status" not in answers[0]
    assert [row["release"] for row in answers] == ["ask", "ask"]


def test_many_parties_are_screened_by_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {"id": "eu-1", "schema": "Company", "properties": {"name": [LISTED]}, "datasets": ["eu_fsf"]}
    home = union_list(tmp_path, [entry])
    table(
        tmp_path, *({"parties.end_user.name": name} for name in ("Example AG", LISTED, "Velinor", "Ostrand"))
    )
    assert run(tmp_path, "--screen", home=home)[0] == 0
    alone = (tmp_path / "out.csv").read_bytes()
    monkeypatch.setattr(installed, "WORTH_PROCESSES", 2)
    assert run(tmp_path, "--screen", home=home)[0] == 0
    assert (tmp_path / "out.csv").read_bytes() == alone


# Whom texts name


def _with_texts(folder: Path, home: Path, *rows: dict[str, str]) -> tuple[Summary, list[dict[str, str]]]:
    held = dict.fromkeys(
        [f"authorisations.{field}" for field in ("kind", "reference", "end_users", "consignees")], ""
    )
    columns = {**FREE, "end_use": "", "items.description": "", **held}
    file = write_rows(folder / "texts.csv", ({**columns, **row} for row in rows))
    screener = installed.screener_of(installed.InstalledLists(home=home))
    assert screener is not None
    summary = bulk(file, folder / "out.csv", engine_name="polars", options=Options(TODAY), screener=screener)
    return summary, records(folder / "out.csv")


def test_a_row_whose_text_names_somebody_listed_is_not_free(tmp_path: Path) -> None:
    """The row is asked, as ``check`` asks it; a row of the same parties beside it is not, and each text is looked through once."""
    entry = {
        "id": "eu-1",
        "schema": "Company",
        "properties": {"name": [LISTED], "country": ["ru"], "program": ["TERR"]},
        "datasets": ["eu_fsf"],
    }
    home = union_list(tmp_path, [entry])
    named = {"reference": "B", "end_use": f"spare parts for  {LISTED}"}
    described = {"reference": "C", "items.description": f"Pump built by {LISTED}"}
    held = {"authorisations.kind": "individual", "authorisations.reference": "BAFA 17"}
    licensed = {"reference": "D", **held, "authorisations.consignees": f"Trader; {LISTED}"}
    quiet = {"reference": "E", **held, "authorisations.end_users": "Trader; Example AG"}
    summary, rows = _with_texts(tmp_path, home, {}, named, described, licensed, quiet)
    highest = ["not_controlled", "prohibited", "prohibited", "prohibited", "not_controlled"]
    assert [row["range_high"] for row in rows] == highest
    assert [row["screening_status"] == "review" for row in rows] == [False, True, True, True, False]
    assert [row["release"] == "ask" for row in rows][1:4] == [True, True, True]
    assert LISTED in rows[1]["screening_hits"]
    assert LISTED in rows[3]["screening_hits"]
    assert not rows[0]["screening_hits"]
    assert summary.screened is not None
    assert summary.screened.statuses["review"] == 3


_UNSTATED = {name: "" for name in FREE if name.startswith("knowledge.")} | {"circumstances.free_zone": ""}


def _assumed(folder: Path, name: str, policies: tuple[str, ...]) -> Summary:
    return bulk(
        table(folder, {}, _UNSTATED, {**_UNSTATED, "parties.end_user.name": POSSIBLE}),
        folder / name,
        options=Options(TODAY, policies),
        screener=ScreenerByHand(HITS, (UNION,)),
    )


def test_a_row_that_is_free_on_assumptions_says_so(tmp_path: Path) -> None:
    policies = ("no-indication", "no-free-zone")
    summary = _assumed(tmp_path, "out.csv", policies)
    stated, free, _ = records(tmp_path / "out.csv")
    assert (stated["release"], free["release"]) == ("go", "go")
    assert "assumed, not stated: no indication of a concern, no free zone" in free["reasons"]
    assert "no free zone" not in stated["reasons"]
    assert summary.assumed == {
        "no-indication": 3,
        "no-free-zone": 2,
    }  # of some grounds no column says anything
    text = " ".join(terminal_text(summary_lines(summary, "out.csv", Options(TODAY, policies)), "en").split())
    assert "ASSUMED, not stated (rows: 3): no indication of a concern (--assume no-indication)" in text
    assert summary.free_on_assumptions == summary.releases["go"] == 2
    assert "2 may leave, on what is assumed" in text
    assert not _assumed(tmp_path, "out.csv", ()).assumed
    assert "assumed" not in records(tmp_path / "out.csv")[1]["reasons"]


def test_a_sheet_begins_with_the_hit_and_keeps_what_was_assumed(tmp_path: Path) -> None:
    _assumed(tmp_path, "out.xlsx", ("no-indication", "no-free-zone"))
    sheet = pl.read_excel(tmp_path / "out.xlsx", sheet_id=2, infer_schema_length=0)
    reasons = sheet[heading("reasons", "en")]
    assert sheet[heading("release", "en")].to_list() == [
        "ask",
        "GO, on what is assumed",
        "GO, on what is assumed",
    ]
    assert "assumed, not stated: no indication" in reasons[2]
    assert reasons[0].startswith(f"{POSSIBLE} may be ")
    assert "assumed, not stated: no indication" in reasons[0]
    summary = pl.read_excel(tmp_path / "out.xlsx", sheet_id=1, has_header=False)
    assert any(str(text).startswith("ASSUMED") for text in summary.to_series())


def test_a_free_row_of_a_sheet_keeps_what_it_rests_on(tmp_path: Path) -> None:
    """Who accepts old law, and that no owner is stated, went with what a cell has no room for."""
    anna = LawAgeAcceptance("Anna Muster", date(2027, 1, 1))
    bulk(
        table(tmp_path, {"date": "2026-12-01"}),
        tmp_path / "out.xlsx",
        options=Options(date(2026, 11, 30), accepted=anna),
        screener=ScreenerByHand(HITS, (replace(UNION, dated="2026-11-30"),), "2026-11-30"),
    )
    rows = pl.read_excel(tmp_path / "out.xlsx", sheet_id=2, infer_schema_length=0)
    assert rows[heading("release", "en")][0] == "go"
    assert "Anna Muster accepts that" in rows[heading("reasons", "en")][0]
    assert "not stated or not looked at: the own" in rows[heading("reasons", "en")][0]
