"""The script that puts licences really granted to ``check``: how it reads, and what it finds."""

from __future__ import annotations

import importlib.util
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY


def _script() -> Any:
    """The script as a module; it lies outside the package."""
    name = "granted_licences"
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / "examples" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


script = _script()
Raw, Reason, UnreadError = script.Raw, script.Reason, script.UnreadError
DAY = script.DAY_OF_LAW
EDITION = script.edition_on(DAY)

DUTCH_HEAD = "Datum afgifte,nummer,SG-Post,Omschrijving goederen,Opgegeven eindgebruik,D/T,Land van eindbestemming,Land van herkomst,Waarde(€),Datum verval"
SWISS_HEAD = "source,case_no,date,destination_de,regime,code_raw,entry_code,value_chf"


def dutch(**changes: str) -> Any:
    """An invented Dutch line."""
    fields = {"day": "05-01-2004", "code": "6A002a2a", "destination": "Chili", "value": "25,740"} | changes
    return Raw("NL", 1, **fields)


def swiss(**changes: str) -> Any:
    """An invented Swiss line."""
    fields = {"day": "2013-01-04", "code": "2B201a1", "destination": "China", "value": "500"} | changes
    return Raw("CH", 1, **fields)


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
    assert script.read_day(text) == day


@pytest.mark.parametrize("text", ["", "13/13/2005", "1.2.2004", "onbekend"])
def test_no_date(text: str) -> None:
    with pytest.raises(UnreadError) as caught:
        script.read_day(text)
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
    assert script.dutch_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "n.v.t.", "-5", "1e9", "12.", "²"])
def test_no_value(text: str) -> None:
    for read in (script.dutch_amount, script.plain_amount):
        with pytest.raises(UnreadError) as caught:
            read(text)
        assert caught.value.reason is Reason.VALUE


def test_a_swiss_point_is_always_a_decimal_point() -> None:
    assert script.plain_amount("10.881") == Decimal("10.881")


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
    assert script.read_codes(cell) == (tuple(codes), ())


def test_a_part_that_is_no_code_is_kept_apart() -> None:
    assert script.read_codes("5A002,5D,5E002") == (("5A002", "5E002"), ("5D",))
    assert script.read_codes("3") == ((), ("3",))


@pytest.mark.parametrize(
    ("cell", "regime", "reason"),
    [
        ("", "", "NO_CODE"),
        (" ", "", "NO_CODE"),
        ("Diverse", "", "VARIOUS"),
        ("80", "", "NOT_A_CODE"),
        ("7A", "", "NOT_A_CODE"),
        ("4c", "ML (GKV)", "MUNITIONS"),
        ("ML10.c2", "Besondere militärische Güter", "MUNITIONS"),
        ("5.1", "Anhang 5.1", "SWISS_NATIONAL"),
        ("1A3", "ChKV", "SWISS_CHEMICALS"),
        ("III.A1.003", "Sanktionsgüter", "SWISS_SANCTIONS"),
    ],
)
def test_no_code_of_annex_i(cell: str, regime: str, reason: str) -> None:
    with pytest.raises(UnreadError) as caught:
        script.read_line(swiss(code=cell, regime=regime), EDITION)
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
    assert script.dutch_places(cell) == places


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
        script.read_line(dutch(destination=cell), EDITION)
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
    assert script.read_place(name, "de") == code


def test_a_dutch_line_becomes_a_transaction() -> None:
    raw = dutch(destination="Brazilië via Israël")
    assert script.transaction_of(raw, script.read_line(raw, EDITION), DAY) == {
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
    transaction = script.transaction_of(raw, script.read_line(raw, EDITION), DAY)
    assert transaction["exporter"] == {"country": "DE"}
    assert transaction["items"] == [{"entries": ["2B201.a.1"], "value": "10881.35", "currency": "CHF"}]
    assert "parties" not in transaction


def test_a_line_is_judged_by_the_codes_that_are_left() -> None:
    line = script.answered(dutch(code="1A001a,\n1A001c"), DAY, EDITION)
    assert (line.reading.codes, line.reading.gone) == (("1A001.a",), ("1A001.c",))
    assert line.controlled


def test_a_line_with_a_lost_code_only_is_refused() -> None:
    line = script.answered(swiss(code="5A001i"), DAY, EDITION)
    assert line.reading is not None
    assert not line.code_exists
    assert not line.controlled
    assert "5A001.i" in line.refusal
    assert json.loads(script.line_as_json(line))["refused"] == line.refusal


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5A001.i", "free"),
        ("7B003.a", "no longer divided"),
        ("5A002.a.9", "5A002.a.1"),
        ("9A999", "no entry"),
        ("5A002.a.1.a", "Renumbered"),
    ],
)
def test_every_lost_code_is_explained(code: str, words: str) -> None:
    assert words in script.why_gone(code, EDITION)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (dutch(destination="Kroatië"), "since 2013-07-01"),
        (dutch(destination="Roemenië", day="06/16/2005"), "since 2007-01-01"),
        (dutch(destination="Nederland via India"), "on the way"),
        (dutch(destination="Duitsland"), "then and now"),
        (swiss(destination="Italien"), "Switzerland"),
    ],
)
def test_destinations_in_the_union_are_no_exports(raw: Any, words: str) -> None:
    line = script.answered(raw, DAY, EDITION)
    assert script.inside_union(line)
    assert script.exceptions([line]) == [line]
    assert words in script.why_exception(line)


def test_the_same_line_as_an_intra_union_transfer() -> None:
    listed = script.answered(dutch(destination="Duitsland", code="3A228b"), DAY, EDITION)
    outside = script.answered(dutch(), DAY, EDITION)
    assert "authorisation_required" in script.as_transfer(listed)
    assert script.as_transfer(outside) == ""


def test_lines_are_spread_evenly_from_the_first() -> None:
    lines = [Raw("NL", number, "", "", "", "") for number in range(1, 8)]
    assert [line.row for line in script.spread(lines, 3)] == [1, 3, 5]
    assert script.spread(lines, 100) == lines
    assert script.spread([], 5) == []


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    """A folder with both files, of invented lines; the texts in them must not come out again."""
    (tmp_path / script.DUTCH_FILE).write_text(
        DUTCH_HEAD
        + '\n05-01-2004,1,6A002a2a,GOODSTEXT,USETEXT,D,Brazilië via Israël,Nederland,"25,740",31-01-2005'
        '\n01/13/2005,2,"5A002a1,\n5D002c1",GOODSTEXT,USETEXT,T,Diverse landen,Onbekend,"1,000",01/31/2006\n',
        encoding="utf-8",
    )
    (tmp_path / script.SWISS_FILE).write_text(
        SWISS_HEAD + "\nx,1,2012-01-04,Russische Föderation,WA (GKV),2B001a,2B001,300.5"
        "\nx,2,2012-01-05,Türkei,ML (GKV),18a,,10\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_command_line_writes_results_and_report(
    invented: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, told = invented / "out.jsonl", invented / "report.md"
    script.main([str(invented), "--lines", "4", "--out", str(out), "--report", str(told)])
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [record["reference"] for record in records] == ["NL-1", "NL-2", "CH-1", "CH-2"]
    assert [record["read"] for record in records] == [True, False, True, False]
    assert [record.get("outcome") for record in records] == [
        "authorisation_required",
        None,
        "prohibited",
        None,
    ]
    assert records[1]["reason"] == "no_country"
    assert records[3]["reason"] == "munitions"
    text = told.read_text(encoding="utf-8")
    assert "2 of 2 (100.0 %)" in text
    assert "TEXT" not in text + out.read_text(encoding="utf-8")
    assert str(invented) not in text
    assert "     4  lines" in capsys.readouterr().out


def test_every_granted_line_whose_code_still_exists_is_controlled(shared: Path) -> None:
    lines = script.validate(shared / "licences", 200)
    counts = script.summary(lines)
    assert counts["lines"] == 200
    assert counts["read"] + counts["unread"] == 200
    assert {line.raw.origin for line in lines} == {"NL", "CH"}
    exports = [line for line in lines if line.code_exists and not script.inside_union(line)]
    assert len(exports) > 140
    assert [line.raw.reference for line in exports if not line.controlled] == []


def test_what_does_not_come_out_controlled_goes_to_the_union(shared: Path) -> None:
    """A destination that today lies in the Union makes it no export; the answer must say so."""
    lines = script.validate(shared / "licences", 200)
    for line in script.exceptions(lines):
        warnings = [warning.code for warning in line.determination.warnings]
        assert script.inside_union(line), line.raw.reference
        assert "export_within_union" in warnings, line.raw.reference


def test_the_report_in_docs_is_what_the_script_writes(shared: Path) -> None:
    written = (REPOSITORY / "docs" / "validation.md").read_text(encoding="utf-8")
    assert script.report(script.validate(shared / "licences", 200), DAY) == written
