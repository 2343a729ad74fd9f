"""Published lists of licences become decisions: every dirty cell is read or named, and no line is lost."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.transparency.importing.cells import read_amount, read_codes, read_day, read_places
from dualuse.transparency.importing.formats import read_dutch, read_swiss
from dualuse.transparency.importing.union_figures import read_figures
from tests.support.paths import SHARED

LICENCES = SHARED / "licences"
DUTCH = LICENCES / "nl_dual_use_licences_2004_2015.csv"
SWISS = LICENCES / "swiss_dual_use_licences_long.csv"
HEAD = [
    "Datum afgifte", "nummer", "SG-Post", "Omschrijving goederen", "Opgegeven eindgebruik", "D/T",
    "Land van eindbestemming", "Land van herkomst", "Waarde(€)", "Datum verval",
]  # fmt: skip
SWISS_HEAD = ["source", "case_no", "date", "destination_de", "regime", "code_raw", "entry_code", "value_chf"]


def _file(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    return path


def _line(number: str, day: str, code: str, place: str, value: str) -> list[str]:
    return [day, number, code, "Diverse goederen", "Testen", "D", place, "Onbekend", value, "31-12-2020"]


@pytest.mark.parametrize(
    ("text", "day", "remarks"),
    [
        ("27-01-2004", date(2004, 1, 27), ("date_day_first",)),
        ("01/13/2005", date(2005, 1, 13), ("date_month_first",)),
        (" 2012-01-04 ", date(2012, 1, 4), ()),
        ("13/13/2005", None, ("date_unread",)),
        ("", None, ()),
    ],
)
def test_days(text: str, day: date | None, remarks: tuple[str, ...]) -> None:
    assert read_day(text) == (day, remarks)


@pytest.mark.parametrize(
    ("text", "amount", "remarks"),
    [
        ("25,740", Decimal(25740), ("thousands_comma",)),
        ("15,000,000,000", Decimal(15_000_000_000), ("thousands_comma",)),
        ("2.308.000", Decimal(2_308_000), ("thousands_point",)),
        ("5.539", Decimal(5539), ("thousands_point",)),
        ("10881.35", Decimal("10881.35"), ()),
        ("2.88", None, ("point_doubtful",)),
        ("112.9", None, ("point_doubtful",)),
        ("1", Decimal(1), ("value_one",)),
        ("", None, ()),
        ("12,34", None, ("value_unread",)),
        ("-5", None, ("value_unread",)),
    ],
)
def test_amounts(text: str, amount: Decimal | None, remarks: tuple[str, ...]) -> None:
    assert read_amount(text) == (amount, remarks)


@pytest.mark.parametrize(
    ("text", "codes", "remarks"),
    [
        ("6A002a2a", ("6A002.a.2.a",), ()),
        ("1C350-16", ("1C350.16",), ()),
        ("5A002a1,\n5D002c1", ("5A002.a.1", "5D002.c.1"), ("several_codes",)),
        ("2B350a, b", ("2B350.a", "2B350.b"), ("code_short_for", "several_codes")),
        ("1E+201", ("1E201",), ("code_from_number",)),
    ],
)
def test_codes(text: str, codes: tuple[str, ...], remarks: tuple[str, ...]) -> None:
    codes_read, left_out, remarks_read = read_codes(text)
    assert (codes_read, left_out) == (codes, ())
    assert set(remarks_read) - {"code_not_in_edition"} == set(remarks)


@pytest.mark.parametrize(
    ("text", "destination", "via", "remarks"),
    [
        ("Brazilië via Israël", ("BR",), ("IL",), {"via"}),
        ("Duitsland, VK, VS en Frankrijk", ("DE", "GB", "US", "FR"), (), {"several_countries"}),
        ("Trinidad en Tobago", ("TT",), (), set()),
        ("DE/FR/VK", ("DE", "FR", "GB"), (), {"several_countries"}),
        ("Diverse landen", ("VARIOUS",), (), {"no_country"}),
        ("WERELD MUV GL", ("WORLD_BUT",), (), {"no_country"}),
        ("Servië en Montenegro", ("CS",), (), {"former_country"}),
        ("Congo via Libanon", (), ("LB",), {"ambiguous_country", "via"}),
        ("Atlantis", (), (), {"country_unread"}),
        ("  ", (), (), set()),
    ],
)
def test_destinations(
    text: str, destination: tuple[str, ...], via: tuple[str, ...], remarks: set[str]
) -> None:
    places = read_places(text, "nl")
    assert (places.destination, places.via, set(places.remarks)) == (destination, via, remarks)


@given(st.text(max_size=60))
def test_no_cell_fails(text: str) -> None:
    read_day(text)
    read_amount(text)
    read_codes(text)
    for language in ("nl", "de"):
        places = read_places(text, language)
        assert all(len(code) == 2 or code.isupper() for code in places.destination)


def test_what_is_not_read_is_named_with_its_line(tmp_path: Path) -> None:
    rows = [
        _line("1", "05-01-2004", "6A002a2a", "Chili via België", "25,740"),
        _line("2", "99-01-2004", "7A", "Atlantis", "viel"),
        _line("3", "05/06/2007", "Diverse", "Diverse landen", "15,000,000,000"),
    ]
    decisions, report = read_dutch(_file(tmp_path / "nl.csv", HEAD, rows))
    assert [decision.id for decision in decisions] == ["NL-1", "NL-2", "NL-3"]
    assert {(cell.line, cell.column, cell.text) for cell in report.unread} == {
        (3, "Datum afgifte", "99-01-2004"),
        (3, "SG-Post", "7A"),
        (3, "Land van eindbestemming", "Atlantis"),
        (3, "Waarde(€)", "viel"),
    }
    unread = decisions[1]
    assert (unread.date, unread.entries, unread.destination, unread.value) == (None, (), (), None)
    assert (unread.entries_text, unread.destination_text) == ("7A", "Atlantis")
    assert decisions[2].date == date(2007, 5, 6)
    assert report.whole()


def test_lines_of_one_number_are_one_decision_unless_their_days_differ(tmp_path: Path) -> None:
    rows = [
        _line("7", "02-06-2014", "5A002", "Libanon", "5,964"),
        _line("7", "02-06-2014", "5A002a1", "Libanon", "5,964"),
        _line("8", "02-06-2014", "5A002", "Libanon", "10,000"),
        _line("8", "03-06-2014", "5A002", "Libanon", "10,000"),
    ]
    decisions, report = read_dutch(_file(tmp_path / "nl.csv", HEAD, rows))
    assert [(decision.id, decision.entries, decision.value) for decision in decisions] == [
        ("NL-7", ("5A002", "5A002.a.1"), Decimal(5964)),
        ("NL-8/1", ("5A002",), Decimal(10_000)),
        ("NL-8/2", ("5A002",), Decimal(10_000)),
    ]
    assert report.remarks["number_again"] == 1
    assert report.remarks["number_several"] == 1


def test_a_swiss_value_on_several_lines_counts_once_and_munitions_are_left_out(tmp_path: Path) -> None:
    rows = [
        ["x", "1", "2012-01-04", "China", "NSGII (GKV)", "2B201b", "2B201", "492552"],
        ["x", "1", "2012-01-04", "China", "WA (GKV)", "2B001c", "2B001", "492552"],
        ["x", "2", "2012-01-05", "Thailand", "Anhang 5.1", "5.1", "", "7616"],
        ["x", "2", "2012-01-05", "Thailand", "Anhang 5.1", "5.1", "", "6241"],
        ["x", "3", "2012-01-06", "Indien", "ML (GKV)", "1a", "", "10"],
        ["x", "4", "2012-01-06", "Oman", "ML (GKV)", "15d", "", "100000"],
        ["x", "4", "2012-01-06", "Oman", "WA (GKV)", "6A002c1", "6A002", "53200"],
        ["x", "5", "2012-01-09", "Oman", "ML (GKV)", "1a", "", "13900"],
        ["x", "5", "2012-01-09", "Oman", "Anhang 5.1", "5.1", "", "13900"],
    ]
    decisions, report = read_swiss(_file(tmp_path / "ch.csv", SWISS_HEAD, rows))
    assert [
        (decision.id, decision.entries, decision.value, decision.destination) for decision in decisions
    ] == [
        ("CH-1", ("2B201.b", "2B001.c"), Decimal(492552), ("CN",)),
        ("CH-2", (), Decimal(7616 + 6241), ("TH",)),
        ("CH-4", ("6A002.c.1",), Decimal(53200), ("OM",)),
        ("CH-5", (), Decimal(13900), ("OM",)),
    ]
    assert {decision.currency for decision in decisions} == {"CHF"}
    assert "15d (ML (GKV))" in decisions[2].entries_text
    assert report.remarks["munitions_beside"] == 2
    assert report.left_out == {"munitions": 1}
    assert report.whole()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a,b\n1,2\n", "the column Datum afgifte is not in the first line"),
        (b"\xff\xfe\x00", "this is no CSV in UTF-8"),
        ((",".join(HEAD) + "\n1,2\n").encode(), "other.csv:2: cells on this line: 2"),
        (b"", "the column Datum afgifte"),
    ],
)
def test_another_file_is_refused_with_one_error(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_dutch(path)
    assert says in caught.value.problems[0].text()


needs_real_files = pytest.mark.skipif(
    not DUTCH.exists(),
    reason="REAL LICENCES ABSENT: ../shared/licences was not found, the importers met no real file",
)


@needs_real_files
def test_the_dutch_file_whole() -> None:
    """Counted again from the raw file, without the importer: lines, licences, years, codes, the sum of values."""
    decisions, report = read_dutch(DUTCH)
    with DUTCH.open(encoding="utf-8-sig", newline="") as stream:
        raw = list(csv.DictReader(stream))
    assert report.whole()
    assert report.lines == len(raw) == 6335
    assert len(decisions) == len({row["nummer"].strip() for row in raw})
    years = Counter(row["Datum afgifte"].strip()[-4:] for row in raw)
    years["2014"] -= 1  # one number on two lines
    assert Counter(str(decision.date.year) for decision in decisions if decision.date) == years
    assert report.remarks["date_month_first"] == sum("/" in row["Datum afgifte"] for row in raw)
    assert report.remarks["via"] == sum(" via " in row["Land van eindbestemming"] for row in raw)
    again = sum((_again(row["Waarde(€)"]) or Decimal(0) for row in raw), Decimal(0)) - 5964
    assert sum((decision.value or Decimal(0) for decision in decisions), Decimal(0)) == again
    assert max(decision.value or 0 for decision in decisions) == 15_000_000_000
    doubtful = [row["nummer"].strip() for row in raw if _again(row["Waarde(€)"]) is None]
    assert len(doubtful) == report.remarks["point_doubtful"] == 20
    for decision in decisions:
        if decision.id.removeprefix("NL-") in doubtful:
            assert (decision.value, decision.currency, "point_doubtful" in decision.remarks) == (
                None,
                "",
                True,
            )
    assert sum(cell.remark == "point_doubtful" for cell in report.unread) == 20
    assert len(report.unread) < 35


@needs_real_files
def test_what_the_dutch_file_tells_of_temporary_exports_is_kept() -> None:
    decisions, report = read_dutch(DUTCH)
    with DUTCH.open(encoding="utf-8-sig", newline="") as stream:
        raw = {row["nummer"].strip(): row["D/T"].strip() for row in csv.DictReader(stream)}
    assert (
        sum(decision.temporary is True for decision in decisions)
        == sum(letter == "T" for letter in raw.values())
        > 890
    )
    assert all(decision.temporary is not None for decision in decisions)
    assert report.not_taken == ("Omschrijving goederen", "Land van herkomst")


def test_the_report_names_the_columns_that_are_not_taken(tmp_path: Path) -> None:
    lines = [_line(str(number), "05-01-2004", "9A001", "China", "1,000") for number in range(1, 6)]
    for line, answer in zip(lines, ("D", "T", " t ", "", "X"), strict=True):
        line[5] = answer
    file = _file(tmp_path / "nl.csv", [*HEAD, "Nieuw"], [[*line, "?"] for line in lines])
    decisions, report = read_dutch(file)
    assert [decision.temporary for decision in decisions] == [False, True, True, None, None]
    assert [(cell.line, cell.column, cell.text) for cell in report.unread] == [(6, "D/T", "X")]
    arguments = ["decisions", "import", str(file), "--format", "nl"]
    answer = CliRunner().invoke(app, arguments)
    named = "Omschrijving goederen, Land van herkomst, Nieuw"
    assert f"Columns of the file that are not taken: {named}" in answer.output
    data = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).output)
    assert data["not_taken"] == named.split(", ")


def _again(text: str) -> Decimal | None:
    """The amount, read another way: without marks between thousands; none where fewer than three digits follow a point."""
    text = text.strip().replace(",", "")
    _, point, rest = text.rpartition(".")
    return None if point and len(rest) < 3 else Decimal(text.replace(".", ""))


def test_a_doubtful_value_is_not_taken_and_told(tmp_path: Path) -> None:
    rows = [
        _line("1", "05-01-2004", "9A001", "China", "3.5"),
        _line("2", "05-01-2004", "9A001", "China", "5.539"),
        _line("3", "05-01-2004", "9A001", "China", "41.2"),
        _line("3", "05-01-2004", "9A002", "China", "41,200"),
    ]
    decisions, report = read_dutch(_file(tmp_path / "nl.csv", HEAD, rows))
    assert [(decision.value, decision.currency) for decision in decisions] == [
        (None, ""),
        (Decimal(5539), "EUR"),
        (None, ""),
    ]
    assert [(cell.line, cell.column, cell.text) for cell in report.unread] == [
        (2, "Waarde(€)", "3.5"),
        (4, "Waarde(€)", "41.2"),
    ]


@needs_real_files
def test_the_swiss_file_whole() -> None:
    decisions, report = read_swiss(SWISS)
    with SWISS.open(encoding="utf-8-sig", newline="") as stream:
        raw = list(csv.DictReader(stream))
    munitions = {"ML (GKV)", "Besondere militärische Güter"}
    cases: dict[str, set[str]] = {}
    for row in raw:
        cases.setdefault(row["case_no"], set()).add(row["regime"])
    kept = [number for number, regimes in cases.items() if not regimes <= munitions]
    assert report.whole()
    assert report.lines == len(raw) == 6475
    assert len({decision.id.split("/")[0] for decision in decisions}) == len(kept)
    assert report.left_out["munitions"] == sum(row["case_no"] not in set(kept) for row in raw)


@needs_real_files
def test_the_published_figures() -> None:
    figures, report = read_figures(LICENCES / "figures.csv")
    assert report.whole()
    assert len(figures) == report.lines == 123
    assert {figure.confidence for figure in figures} <= {"primary", "secondary", "low"}


FIGURES_HEAD = "year,measure,category,destination,member_state,value,unit,source_url,confidence,note\n"


def test_published_figures_are_read_reported_and_written(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        FIGURES_HEAD
        + "2021,denials,all dual-use,extra-EU,EU,568,count,https://example.org,primary,\n"
        + "2019,denials,all dual-use,extra-EU,EU,many,count,https://example.org,low,a blog\n",
        encoding="utf-8",
    )
    answer = CliRunner().invoke(
        app, ["decisions", "import", str(path), "--from", "eu", "-o", str(tmp_path / "out.csv")]
    )
    assert answer.exit_code == 0, answer.output
    assert "1  figures" in answer.output
    assert "many" in answer.output, "what was not understood is named"
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").count("\n") == 2
    answer = CliRunner().invoke(
        app, ["decisions", "import", str(path), "--from", "eu", "-o", str(tmp_path / "out.xls")]
    )
    assert answer.exit_code == 2
    assert "Name it .csv" in answer.output
