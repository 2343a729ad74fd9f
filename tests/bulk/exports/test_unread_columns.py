"""Columns that are not read and may matter: a row with something in one is not free to go before a person says what it is."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from dualuse.bulk.exports.mapping import guessed
from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.exports.mapping_writing import mapping_text
from dualuse.bulk.exports.text import lines_to_settle
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from dualuse.cli import app
from dualuse.i18n import translate
from dualuse.inputs.problems import InputError
from dualuse.schema.tables.export_words import (
    Locale,
    column_called,
    may_name_somebody,
    says_no,
    speaks_of_control,
)
from tests.bulk.test_screened_rows import FREE, HITS, LISTED
from tests.support.bulk_runs import TODAY, records
from tests.support.hits_by_hand import UNION, ScreenerByHand


def book(folder: Path, more: dict[str, str], **cells: str) -> Path:
    row = {**FREE, **cells, **more}
    with xlsxwriter.Workbook(folder / "in.xlsx") as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, [*row])
        sheet.write_row(1, 0, [*row.values()])
    return folder / "in.xlsx"


def judged(source: Path, *, mapping: str = "", screens: bool = True) -> tuple[Summary, dict[str, str]]:
    target = source.with_name("out.csv")
    read = None
    if mapping:
        (source.parent / "map.toml").write_text(mapping, encoding="utf-8")
        read = read_mapping(source.parent / "map.toml")
    summary = bulk(
        source,
        target,
        options=Options(TODAY),
        mapping=read,
        screener=ScreenerByHand(HITS, (UNION,)) if screens else None,
    )
    (row,) = records(target)
    return summary, row


def mapped(*lines: str) -> str:
    return "\n".join(["[columns]", *(f'"{name}" = "{name}"' for name in FREE), *lines])


def answer(row: dict[str, str]) -> tuple[str, str]:
    return row["release"], row["screening_status"]


@pytest.mark.parametrize("name", ["Bank", "Hersteller", "Regulierer", "Manufacturer", "Payeur", "Banque"])
def test_a_row_with_somebody_in_a_column_that_is_not_read_is_not_clear(tmp_path: Path, name: str) -> None:
    summary, row = judged(book(tmp_path, {name: "Invented House"}))
    assert answer(row) == ("ask", "not_screened")
    assert row["reasons"].startswith(f"nobody in column “{name}” was screened")
    assert summary.screened is not None
    assert +summary.screened.statuses == {"not_screened": 1}
    assert answer(judged(book(tmp_path, {name: " "}))[1]) == ("go", "clear")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Spediteur", "carrier"),
        ("Frachtführer", "carrier"),
        ("Transporteur", "carrier"),
        ("Transitaire", "carrier"),
        ("Forwarder", "carrier"),
        ("Schiff", "vessel"),
        ("Navire", "vessel"),
        ("Vertreter", "agent"),
        ("Zwischenhändler", "intermediary"),
        ("Broker", "broker"),
    ],
)
def test_roles_of_the_contract_are_read_by_their_usual_names(name: str, role: str) -> None:
    assert column_called(name) == f"parties.{role}.name"


def test_a_listed_carrier_is_found_where_the_mapping_reads_it(tmp_path: Path) -> None:
    source = book(tmp_path, {"Spediteur": LISTED})
    assert answer(judged(source)[1]) == ("ask", "review")
    _, row = judged(source, mapping=mapped('"Spediteur" = "parties.carrier.name"'))
    assert answer(row) == ("stop", "hit")


def test_what_a_person_has_left_out_holds_nothing(tmp_path: Path) -> None:
    source = book(tmp_path, {"Bank": "Example Bank", "Sperrvermerk": "x"})
    left_out = mapped('"Bank" = ""', '"Sperrvermerk" = ""')
    assert answer(judged(source, mapping=left_out)[1]) == ("go", "clear")
    # A mapping that does not name them has settled nothing.
    _, row = judged(source, mapping=mapped())
    assert answer(row) == ("ask", "not_screened")
    assert "“Bank”" in row["reasons"]
    assert "“Sperrvermerk”" in row["reasons"]


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Militärische Endverwendung", "ja"),
        ("Sperrvermerk", "gesperrt"),
        ("Exportklasse", "6A003.b.4.b"),
        ("Dual-Use", "ja"),
        ("Embargo", "prüfen"),
        ("Licence required", "yes"),
        ("Zusatzfeld XY", "6A003.b.4.b"),
    ],
)
def test_what_may_contradict_the_answer_holds_the_row(tmp_path: Path, name: str, cell: str) -> None:
    _, row = judged(book(tmp_path, {name: cell}))
    assert answer(row) == ("ask", "clear")
    assert row["reasons"].startswith(f"column “{name}” is not read")


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Militärische Endverwendung", "nein"),
        ("Sperrvermerk", ""),
        ("Exportklasse", "EAR99"),
        ("Dual-Use", "Non"),
        ("Embargo", "-"),
        ("Sperrgut", "ja"),
        ("Zusatzfeld XY", "egal"),
        ("Ansprechpartner Telefon", "+49 30 1234"),
        ("Kundenauftrag", "4711"),
        ("Kundennummer", "4711"),
        ("Customer", "K-1001"),
        ("Warenempfänger", "100234"),
        ("Bank", "-"),
        ("Materialnummer", "M-1"),
        ("Werk", "1000"),
        ("Währungsschlüssel", "EUR"),
        ("Bemerkung", "eilt"),
        ("Produktname", "Kaffeemaschine"),
    ],
)
def test_what_says_no_or_is_of_something_else_holds_nothing(tmp_path: Path, name: str, cell: str) -> None:
    assert answer(judged(book(tmp_path, {name: cell}))[1]) == ("go", "clear")


def test_codes_that_the_row_states_are_no_news(tmp_path: Path) -> None:
    of_row = {"items.entries": "6A003.b.4"}
    _, row = judged(book(tmp_path, {"ECCN": "6A003.B.4"}, **of_row))
    assert "“ECCN”" not in row["reasons"]
    _, row = judged(book(tmp_path, {"ECCN": "5A002"}, **of_row))
    assert "“ECCN”" in row["reasons"]


def test_without_screening_names_are_of_no_concern(tmp_path: Path) -> None:
    _, row = judged(book(tmp_path, {"Bank": LISTED, "Sperrvermerk": "x"}), screens=False)
    assert "“Bank”" not in row["reasons"]
    assert "“Sperrvermerk”" in row["reasons"]


def test_a_guessed_mapping_leaves_out_nothing_that_may_matter(tmp_path: Path) -> None:
    more = {
        "Bestimmungsland": "JP",
        "Menge": "1",
        "Bank": "B",
        "Sperrvermerk": "x",
        "Feld": "6A003.a",
        "Werk": "1",
    }
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, [*more])
        sheet.write_row(1, 0, [*more.values()])
    map_file = tmp_path / "map.toml"
    CliRunner().invoke(
        app, ["bulk", str(tmp_path / "in.xlsx"), "-o", str(tmp_path / "out.csv"), "--map", str(map_file)]
    )
    assert {'# "Bank" = ""', '# "Sperrvermerk" = ""', '# "Feld" = ""', '"Werk" = ""'} <= {
        *map_file.read_text(encoding="utf-8").splitlines()
    }
    assert read_mapping(map_file).left_out == {"Werk"}


def test_names_of_columns() -> None:
    assert may_name_somebody("Lieferant")
    assert not may_name_somebody("Kundenauftrag")
    assert speaks_of_control("Exportkontrollklassifizierung")
    assert not speaks_of_control("Faktursperre")
    assert says_no("nicht gelistet")
    assert not says_no("gesperrt")
    assert column_called("Statistische Warennr.") == column_called("TARIC") == "items.cn_code"
    assert column_called("Adresse de livraison") == "parties.consignee.name"
    assert column_called("DU-Position") == "items.entries"


HEAD = "# How dualuse reads the columns of an export: their names in the file, and the columns of a transaction that they are"
"""As files begin that were guessed, before and since formats had names."""


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_what_an_earlier_release_guessed_decides_nothing(tmp_path: Path, language: str) -> None:
    """It wrote ``"Bank" = ""`` of each column that it did not know, as a person does who leaves it out."""
    source = book(
        tmp_path, {"Spediteur": "Invented House", "Bank": "Example Bank", "Werk": "1000", "Feld": "5A002.a"}
    )
    left_out = ('"Spediteur" = ""', '"Bank" = ""', '"Werk" = ""', '"Feld" = ""')
    head = f"# {translate(HEAD.removeprefix('# '), language)}"
    summary, row = judged(source, mapping=f"{head}\n{mapped(*left_out)}")
    assert answer(row) == ("ask", "not_screened")
    assert "“Feld”" in row["reasons"]
    assert summary.export is not None
    assert summary.export.mapping.left_out_before == ("Spediteur", "Bank")
    text = " ".join(lines_to_settle(summary.export, TODAY, "en", "sap.toml"))
    assert "Spediteur (parties.carrier.name), Bank. " in text
    assert 'write above [columns]: format = "dualuse-mapping-1"' in text
    # Settled by a person: with that line, or without the head of a guess.
    for settled in (f'{head}\nformat = "dualuse-mapping-1"\n{mapped(*left_out)}', mapped(*left_out)):
        summary, row = judged(source, mapping=settled)
        assert answer(row) == ("go", "clear")
        assert summary.export is not None
        assert not summary.export.mapping.left_out_before


def test_a_mapping_that_is_guessed_today_bears_its_format_and_a_later_one_is_refused(tmp_path: Path) -> None:
    guess = mapping_text(guessed(["Bestimmungsland", "Bank"], Locale()))
    assert 'format = "dualuse-mapping-1"\n' in guess
    path = tmp_path / "map.toml"
    for written, code in (("dualuse-mapping-2", "format_later"), ("mapping", "mapping_format")):
        path.write_text(guess.replace("dualuse-mapping-1", written), encoding="utf-8")
        with pytest.raises(InputError) as refused:
            read_mapping(path)
        assert [problem.what.code for problem in refused.value.problems] == [code]


def book_of_formulas(folder: Path, cells: dict[str, tuple[str, str]]) -> Path:
    """A workbook with a formula in each of the cells, by column: the attributes of the cell and what stands behind the formula."""
    row = {**FREE, **dict.fromkeys(cells, "")}
    path = folder / "in.xlsx"
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, [*row])
        sheet.write_row(1, 0, [*row.values()])
        for name in cells:
            sheet.write_formula(1, [*row].index(name), "=VLOOKUP(1,X1:Y2,2)", None, name)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet_xml = parts["xl/worksheets/sheet1.xml"].decode()
    for name, (attributes, behind) in cells.items():
        sheet_xml, changed = re.subn(
            f' t="str">(<f>[^<]*</f>)<v>{name}</v>', rf"{attributes}>\1{behind}", sheet_xml
        )
        assert changed == 1
    parts["xl/worksheets/sheet1.xml"] = sheet_xml.encode()
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


FAILED = (' t="e"', "<v>#N/A</v>")
NOT_WORKED_OUT = ("", "<v></v>")


@pytest.mark.parametrize(
    "cell", [FAILED, (' t="e"', "<v>#NULL!</v>"), NOT_WORKED_OUT, ("", "<v/>"), ("", "")]
)
@pytest.mark.parametrize("name", ["Sperrvermerk", "Bank", "Endverwendung"])
def test_a_formula_without_a_value_is_not_empty(tmp_path: Path, name: str, cell: tuple[str, str]) -> None:
    """An error, or what nobody worked out, was read as empty, and the row was free to go."""
    _, row = judged(book_of_formulas(tmp_path, {name: cell}))
    assert row["release"] == "ask"


@pytest.mark.parametrize("cell", [(' t="str"', "<v></v>"), (' t="str"', "<v>nein</v>"), ("", "<v>0</v>")])
def test_a_formula_with_a_value_is_read_by_it(tmp_path: Path, cell: tuple[str, str]) -> None:
    _, row = judged(book_of_formulas(tmp_path, {"Sperrvermerk": cell}))
    assert row["release"] == ("go" if "str" in cell[0] else "ask")


@pytest.mark.parametrize("cell", [FAILED, NOT_WORKED_OUT])
@pytest.mark.parametrize("name", ["items.value", "items.entries", "destination", "knowledge.wmd"])
def test_such_a_formula_in_a_column_that_is_read_is_a_row_to_mend(
    tmp_path: Path, name: str, cell: tuple[str, str]
) -> None:
    source = book_of_formulas(tmp_path, {name: cell})
    summary = bulk(source, tmp_path / "out.csv", options=Options(TODAY))
    assert records(tmp_path / "out.csv") == []
    assert summary.bad == 1
