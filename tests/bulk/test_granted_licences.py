"""The example that puts licences really granted through ``bulk``: how it reads, and what it finds."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from examples.granted_licences import judging
from examples.granted_licences.__main__ import line_as_json, main
from examples.granted_licences.exceptions import Category, category_of
from examples.granted_licences.gone import HOW, groups, known, what_became_of
from examples.granted_licences.judging import (
    COLUMNS,
    DAY_OF_LAW,
    Line,
    answered,
    compared,
    edition_on,
    row_of,
    transaction_of,
    validate,
)
from examples.granted_licences.places import dutch_places, read_place
from examples.granted_licences.reading import (
    DUTCH_FILE,
    SWISS_FILE,
    Raw,
    code_of_number,
    dutch_amount,
    plain_amount,
    read_codes,
    read_day,
    read_line,
    spread,
)
from examples.granted_licences.report import EXISTS, OUTSIDE, controlled, report, summary
from examples.granted_licences.unread import Reason, UnreadError
from tests.support.paths import REPOSITORY

EDITION = edition_on(DAY_OF_LAW)

DUTCH_HEAD = "Datum afgifte,nummer,SG-Post,Omschrijving goederen,Opgegeven eindgebruik,D/T,Land van eindbestemming,Land van herkomst,Waarde(€),Datum verval"
SWISS_HEAD = "source,case_no,date,destination_de,regime,code_raw,entry_code,value_chf"


def dutch(row: int = 1, **changes: str) -> Raw:
    """An invented Dutch line."""
    fields = {"day": "05-01-2004", "code": "6A002a2a", "destination": "Chili", "value": "25,740"} | changes
    return Raw(origin="NL", row=row, **fields)


def swiss(row: int = 1, **changes: str) -> Raw:
    """An invented Swiss line."""
    fields = {"day": "2013-01-04", "code": "2B201a1", "destination": "China", "value": "500"} | changes
    return Raw(origin="CH", row=row, **fields)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27-01-2004", date(2004, 1, 27)),
        ("01/13/2005", date(2005, 1, 13)),
        ("12/08/2015", date(2015, 12, 8)),
        (" 2012-01-04 ", date(2012, 1, 4)),
    ],
)
def test_dates_of_both_formats(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["", "13/13/2005", "1.2.2004", "onbekend"])
def test_no_date(text: str) -> None:
    with pytest.raises(UnreadError) as caught:
        read_day(text)
    assert caught.value.reason is Reason.DATE


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("25,740", "25740"),
        ("1,530,000", "1530000"),
        ("2.308.000", "2308000"),
        ("5.539", "5539"),
        ("112.95", "112.95"),
        ("3.5", "3.5"),
        (" 24782 ", "24782"),
        ("0", "0"),
    ],
)
def test_dutch_values(text: str, amount: str) -> None:
    assert dutch_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "n.v.t.", "-5", "1e9", "12.", "²"])
def test_no_value(text: str) -> None:
    for read in (dutch_amount, plain_amount):
        with pytest.raises(UnreadError) as caught:
            read(text)
        assert caught.value.reason is Reason.VALUE


def test_a_swiss_point_is_always_a_decimal_point() -> None:
    assert plain_amount("10.881") == Decimal("10.881")


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("6A002a2a", ["6A002.a.2.a"]),
        ("2B350g    ", ["2B350.g"]),
        ("1C350-16", ["1C350.16"]),
        ("1C350-02", ["1C350.2"]),
        ("1C35046", ["1C350.46"]),
        ("1C3509", ["1C350.9"]),
        ("2B201.a1", ["2B201.a.1"]),
        ("6A005.A6.B2", ["6A005.a.6.b.2"]),
        ("2b201.a1", ["2B201.a.1"]),
        ("3A001a10c", ["3A001.a.10.c"]),
        ("1E+201", ["1E201"]),
        ("3B001,", ["3B001"]),
        ("5A002a1,\n5D002c1", ["5A002.a.1", "5D002.c.1"]),
        ("5A002a1,5D002a,5E002", ["5A002.a.1", "5D002.a", "5E002"]),
        ("1C351,\n1C351a1 en 1C351a6", ["1C351", "1C351.a.1", "1C351.a.6"]),
        ("7A002a+b", ["7A002.a", "7A002.b"]),
        ("2B350a,b,g3", ["2B350.a", "2B350.b", "2B350.g.3"]),
        ("2B350d2, 3, 9", ["2B350.d.2", "2B350.d.3", "2B350.d.9"]),
        ("5A002a1,5A002a1", ["5A002.a.1"]),
    ],
)
def test_codes_of_a_cell(cell: str, codes: list[str]) -> None:
    assert read_codes(cell) == (tuple(codes), ())


def test_a_part_that_is_no_code_is_kept_apart() -> None:
    assert read_codes("5A002,5D,5E002") == (("5A002", "5E002"), ("5D",))
    assert read_codes("3") == ((), ("3",))


@pytest.mark.parametrize(
    ("cell", "regime", "reason"),
    [
        ("", "", "NO_CODE"),
        (" ", "", "NO_CODE"),
        ("Diverse", "", "VARIOUS"),
        ("85", "", "NOT_A_CODE"),
        ("7A", "", "NOT_A_CODE"),
        ("10", "WA (GKV)", "NOT_A_CODE"),
        ("1", "WA (GKV)", "NOT_A_CODE"),
        ("200", "ML (GKV)", "MUNITIONS"),
        ("4c", "ML (GKV)", "MUNITIONS"),
        ("ML10.c2", "Besondere militärische Güter", "MUNITIONS"),
        ("5.1", "Anhang 5.1", "SWISS_NATIONAL"),
        ("1A3", "ChKV", "SWISS_CHEMICALS"),
        ("III.A1.003", "Sanktionsgüter", "SWISS_SANCTIONS"),
    ],
)
def test_no_code_of_annex_i(cell: str, regime: str, reason: str) -> None:
    with pytest.raises(UnreadError) as caught:
        read_line(swiss(code=cell, regime=regime), EDITION)
    assert caught.value.reason is Reason[reason]


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("Chili             ", ("CL", None)),
        ("BRAZILIE", ("BR", None)),
        ("Brazilië via Israël     ", ("BR", "IL")),
        ("China via  Hongkong", ("CN", "HK")),
        ("TRINIDAD & TOBAGO", ("TT", None)),
        ("Trinidad en Tobago", ("TT", None)),
        ("Spanje via Wit Rusland (Belarus)", ("ES", "BY")),
        ("Turkjje", ("TR", None)),
        ("VAE", ("AE", None)),
    ],
)
def test_dutch_places(cell: str, places: tuple[str, str | None]) -> None:
    assert dutch_places(cell) == places


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("Diverse landen     ", "NO_COUNTRY"),
        ("Wereld muv gevoelige landen en China", "NO_COUNTRY"),
        ("Diverse landen via VAE", "NO_COUNTRY"),
        ("Servië en Montenegro", "COUNTRY_GONE"),
        ("Nederlandse Antillen", "COUNTRY_GONE"),
        ("Congo via Libanon", "AMBIGUOUS"),
        ("VK en Frankrijk via Israël", "SEVERAL_COUNTRIES"),
        ("CHINA, SINGAPORE, TAIWAN", "SEVERAL_COUNTRIES"),
        ("MEXICO/THAILAND", "SEVERAL_COUNTRIES"),
        ("Atlantis", "UNKNOWN_NAME"),
        ("Chili via Atlantis", "UNKNOWN_NAME"),
        ("", "UNKNOWN_NAME"),
    ],
)
def test_no_single_country(cell: str, reason: str) -> None:
    with pytest.raises(UnreadError) as caught:
        read_line(dutch(destination=cell), EDITION)
    assert caught.value.reason is Reason[reason]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China, Volksrepublik", "CN"),
        ("China, Taiwan", "TW"),
        ("Großbritannien (Vereinigtes Königreich)", "GB"),
        ("Grossbritannien", "GB"),
        ("Kongo, Demokratische Republik (ex-Zaire)", "CD"),
        ("Österreich", "AT"),
    ],
)
def test_german_places(name: str, code: str) -> None:
    assert read_place(name, "de") == code


def test_a_dutch_line_becomes_a_transaction() -> None:
    raw = dutch(destination="Brazilië via Israël")
    assert transaction_of(raw, read_line(raw, EDITION), DAY_OF_LAW) == {
        "reference": "NL-1",
        "date": "2026-08-22",
        "activity": "export",
        "manner": "permanent",
        "exporter": {"country": "NL"},
        "items": [{"entries": ["6A002.a.2.a"], "value": "25740", "currency": "EUR"}],
        "destination": "BR",
        "parties": [{"role": "other", "country": "IL"}],
    }


def test_a_swiss_line_is_posed_from_germany() -> None:
    raw = swiss(value="10881.35")
    transaction = transaction_of(raw, read_line(raw, EDITION), DAY_OF_LAW)
    assert transaction["exporter"] == {"country": "DE"}
    assert transaction["items"] == [{"entries": ["2B201.a.1"], "value": "10881.35", "currency": "CHF"}]
    assert "parties" not in transaction


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("200", "2E002"),
        ("500", "5E002"),
        ("80", "8E001"),
        ("0", "0E001"),
        ("10", None),
        ("1", None),
        ("00", None),
        ("250", None),
        ("50000", None),
        ("", None),
    ],
)
def test_codes_that_a_spreadsheet_took_for_numbers(cell: str, code: str | None) -> None:
    """Only where one entry alone gives the number, and no category of the munitions list has it."""
    assert code_of_number(cell, EDITION) == code


def test_a_transaction_becomes_a_row_of_the_contract() -> None:
    raw = dutch(code="5A002a1,\n5D002c1", destination="Brazilië via Israël")
    row = row_of(transaction_of(raw, read_line(raw, EDITION), DAY_OF_LAW))
    assert set(row) == set(COLUMNS)
    assert row["items.entries"] == "5A002.a.1;5D002.c.1"
    assert (row["destination"], row["parties.other.country"]) == ("BR", "IL")


def answered_line(raw: Raw) -> Line:
    """The line with its answer."""
    (line,) = answered([raw])
    return line


def test_a_swiss_line_to_germany_is_posed_from_austria() -> None:
    raw = swiss(destination="Deutschland")
    assert transaction_of(raw, read_line(raw, EDITION), DAY_OF_LAW)["exporter"] == {"country": "AT"}


def test_a_line_is_judged_by_the_codes_that_are_left() -> None:
    line = answered_line(dutch(code="1A001a,\n1A001c"))
    assert line.reading is not None
    assert (line.reading.codes, line.reading.gone) == (("1A001.a",), ("1A001.c",))
    assert line.controlled
    assert line.by_entry is None


def test_a_line_with_a_lost_code_only_is_refused_and_judged_by_its_entry() -> None:
    line = answered_line(swiss(code="5A001i"))
    assert line.code_gone
    assert line.answer is not None
    assert line.by_entry is not None
    assert not line.controlled
    assert "5A001.i" in line.answer.refusal
    assert line.by_entry.controlled
    assert json.loads(line_as_json(line))["answer"] == {"refused": line.answer.refusal}


def test_a_line_without_its_entry_is_refused_twice() -> None:
    line = answered_line(swiss(code="9A999"))
    assert line.by_entry is not None
    assert line.by_entry.refusal


@pytest.mark.parametrize(
    ("code", "how", "words"),
    [
        ("5A001.i", "shown", "5A001.f.1"),
        ("7B003.a", "inferred", "not divided"),
        ("5A002.a.1.a", "inferred", "definition"),
        ("5A001.i.1", "outline", "free"),
        ("7B003.z", "outline", "no longer divided"),
        ("5A002.a.19", "outline", "5A002.a.1"),
        ("9A999", "outline", "no entry"),
    ],
)
def test_every_lost_code_is_explained(code: str, how: str, words: str) -> None:
    explanation = what_became_of(code, EDITION)
    assert explanation.how == how
    assert words in explanation.text
    assert explanation.group in groups()


def test_the_codes_that_were_looked_into_are_gone() -> None:
    assert not set(known()) & EDITION.codes
    assert {explanation.how for explanation in known().values()} <= set(HOW)


@pytest.mark.parametrize(
    ("raw", "category"),
    [
        (dutch(destination="Kroatië"), Category.JOINED),
        (dutch(destination="Roemenië", day="06/16/2005"), Category.JOINED),
        (dutch(destination="Roemenië", day="06/16/2007"), Category.OTHER),
        (dutch(destination="Nederland via India"), Category.THROUGH),
        (dutch(destination="Nederland"), Category.HOME),
        (dutch(destination="Duitsland"), Category.OTHER),
        (dutch(destination="Duitsland", code="3A231"), Category.PART),
        (swiss(destination="Italien"), Category.SWISS),
    ],
)
def test_destinations_in_the_union_are_no_exports(raw: Raw, category: Category) -> None:
    line = answered_line(raw)
    assert line.inside_union
    assert line.is_exception
    assert category_of(line) is category
    assert line.as_transfer is not None
    assert not line.as_transfer.refusal


def test_only_what_does_not_come_out_controlled_is_put_as_a_transfer() -> None:
    listed, outside = answered([dutch(destination="Duitsland", code="3A231"), dutch(2)])
    assert listed.as_transfer is not None
    assert listed.as_transfer.high == "authorisation_required"
    assert outside.as_transfer is None


def test_an_exception_outside_the_union_is_a_doubt() -> None:
    line = Line(
        raw=dutch(), day=DAY_OF_LAW, reading=read_line(dutch(), EDITION), answer=judging.Answer("x", "x", "x")
    )
    assert line.is_exception
    assert category_of(line) is Category.DOUBT


def test_lines_are_spread_evenly_from_the_first() -> None:
    lines = [
        Raw(origin="NL", row=number, day="", code="", destination="", value="") for number in range(1, 8)
    ]
    assert [line.row for line in spread(lines, 3)] == [1, 3, 5]
    assert spread(lines, 100) == lines
    assert spread([], 5) == []


def test_check_answers_the_same_and_a_difference_is_named() -> None:
    lines = answered([dutch(), swiss(code="5A001i"), swiss(2, code=""), swiss(3, destination="Italien")])
    assert compared(lines) == (3, [])
    wrong = replace(lines[0], answer=judging.Answer("not_controlled", "not_controlled", "not_controlled"))
    assert compared([wrong, *lines[1:]]) == (3, ["NL-1"])


def test_two_lines_of_one_name_are_noticed() -> None:
    with pytest.raises(ValueError, match="same reference"):
        answered([dutch(), dutch(destination="China")])


def test_a_row_that_is_lost_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_answered", lambda target: iter(()))
    with pytest.raises(RuntimeError, match="exactly once"):
        answered([dutch()])


# Two small files, invented; the texts in them must not come out again.

DUTCH_ROWS = (
    ("05-01-2004", "6A002a2a", "Brazilië via Israël", "25,740"),
    ("01/13/2005", "5A002a1,\n5D002c1", "Diverse landen", "1,000"),
    ("27-01-2006", "1C350-16", "Kroatië", "2.308.000"),
    ("12/28/2007", "2B350d2, 3, 9", "TRINIDAD & TOBAGO", "112.95"),
    ("01-02-2008", "", "Chili", "5.539"),
    ("01-02-2008", "1E+201", "VK en Frankrijk", "0"),
    ("02/01/2015", "0", "VS", "3.5"),
)
SWISS_ROWS = (
    ("2012-01-04", "Russische Föderation", "WA (GKV)", "2B001a", "300.5"),
    ("2012-01-05", "Türkei", "ML (GKV)", "18a", "10"),
    ("2012-01-06", "China", "Anhang 5.1", "5.1", "10"),
    ("2012-01-09", "Italien", "WA (GKV)", "2B001.b2", "10"),
    ("2012-01-10", "Indien", "WA (GKV)", "5A001i", "10"),
)
ENDS = {
    "NL-1": "authorisation_required",
    "NL-2": "no_country",
    "NL-3": "not_controlled",
    "NL-4": "authorisation_required",
    "NL-5": "no_code",
    "NL-6": "several_countries",
    "NL-7": "authorisation_required",
    "CH-1": "prohibited",
    "CH-2": "munitions",
    "CH-3": "swiss_national",
    "CH-4": "not_controlled",
    "CH-5": "refused",
}


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    """A folder with both files."""
    with (tmp_path / DUTCH_FILE).open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(DUTCH_HEAD.split(","))
        for day, code, to, value in DUTCH_ROWS:
            rows.writerow((day, "1", code, "GOODSTEXT", "USETEXT", "D", to, "Onbekend", value, "31-01-2005"))
    with (tmp_path / SWISS_FILE).open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(SWISS_HEAD.split(","))
        for day, to, regime, code, value in SWISS_ROWS:
            rows.writerow(("x", "1", day, to, regime, code, code[:5], value))
    return tmp_path


def _end(record: dict[str, Any]) -> str:
    answer = record.get("answer", {})
    return record.get("reason") or answer.get("outcome") or ("refused" if "refused" in answer else "")


def test_the_command_line_writes_results_and_report(
    invented: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report_file = invented / "out.jsonl", invented / "report.md"
    main([str(invented), "--out", str(out), "--report", str(report_file)])
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {record["reference"]: _end(record) for record in records} == ENDS
    text = report_file.read_text(encoding="utf-8")
    assert "4 of 4 (100.0 %)" in text
    assert "4 of 6 (66.7 %)" in text
    assert "5A001.f.1" in text
    assert "DIFFERENT" not in text
    assert "TEXT" not in text + out.read_text(encoding="utf-8")
    assert str(invented) not in text
    assert "       7       5      12  lines" in capsys.readouterr().out


def test_the_report_tells_of_an_answer_that_differs_and_of_a_doubt() -> None:
    (line,) = answered([dutch()])
    wrong = replace(line, answer=judging.Answer("not_controlled", "not_controlled", "not_controlled"))
    text = report([wrong], DAY_OF_LAW)
    assert "DIFFERENT: NL-1" in text
    assert "a doubt about the program" in text


# The real records


@pytest.fixture(scope="module")
def granted(shared: Path) -> list[Line]:
    """All real lines with their answers."""
    return validate(shared / "licences")


def test_every_granted_line_whose_code_still_exists_is_controlled(granted: list[Line]) -> None:
    counts = summary(granted)
    assert counts["lines"] == (6335, 6475, 12810)
    assert counts["read"][2] + counts["not read"][2] == len(granted)
    assert counts[OUTSIDE][2] > 9000
    assert controlled(granted, OUTSIDE) == counts[OUTSIDE]


def test_what_does_not_come_out_controlled_goes_to_the_union(granted: list[Line]) -> None:
    """A destination that today lies in the Union makes it no export; put as a transfer, each has an answer."""
    exceptions = [line for line in granted if line.is_exception]
    assert len(exceptions) == summary(granted)[EXISTS][2] - controlled(granted, EXISTS)[2]
    assert [line.raw.reference for line in exceptions if category_of(line) is Category.DOUBT] == []
    assert [
        line.raw.reference for line in exceptions if not line.as_transfer or line.as_transfer.refusal
    ] == []


def test_bulk_refuses_a_real_line_only_where_no_code_is_left(granted: list[Line]) -> None:
    for line in granted:
        assert bool(line.answer and line.answer.refusal) == line.code_gone, line.raw.reference
    codes = {code for line in granted if line.reading for code in line.reading.gone}
    assert codes == set(known())


def test_the_report_in_docs_is_what_the_example_writes(granted: list[Line]) -> None:
    written = (REPOSITORY / "docs" / "validation.md").read_text(encoding="utf-8")
    assert report(granted, DAY_OF_LAW) == written
