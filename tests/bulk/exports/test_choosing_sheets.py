"""A workbook with several tables: which sheet is judged is chosen by its name, and without a choice it is told which was and which were not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.source_file import open_table
from dualuse.cli import app
from dualuse.inputs.problems import InputError
from tests.bulk.exports.test_cover_sheets import CONTRACT, COVER, ROWS, book, run
from tests.support.bulk_runs import TODAY, records

OTHER = (*ROWS[:1], ("B-1", "2026-08-20", "Iran", "Zentrifuge"), ("B-2", "2026-08-20", "Iran", "Pumpe"))


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    return book(tmp_path / "in.xlsx", Deckblatt=COVER, Januar=ROWS, Februar=OTHER, Hinweise=COVER)


def test_what_was_not_judged_is_told_first(orders: Path, tmp_path: Path) -> None:
    code, text = run(orders, "-o", tmp_path / "out.xlsx")
    assert code == 0
    assert text.startswith(
        "ONLY THE SHEET “Januar” WAS JUDGED. Tables on other sheets, not judged: Februar. Judge each with --sheet NAME."
    )
    assert "Sheets that were not read: Deckblatt, Hinweise" in text
    code, text = run(orders, "-o", tmp_path / "out.csv", "--json")
    summary = json.loads(text)
    assert (summary["sheet"], summary["tables_not_read"]) == ("Januar", ["Februar"])
    assert summary["sheets_not_read"] == ["Deckblatt", "Februar", "Hinweise"]


@pytest.mark.parametrize("name", ["Februar", " februar "])
def test_the_sheet_that_is_named_is_judged(orders: Path, tmp_path: Path, name: str) -> None:
    code, text = run(orders, "-o", tmp_path / "out.csv", "--sheet", name)
    assert code == 0
    assert "ONLY THE SHEET" not in text
    assert "Rows judged: 2" in text
    assert "Sheet that was read: Februar. Sheets that were not read: Deckblatt, Januar, Hinweise" in text
    assert [row["Verkaufsbeleg"] for row in records(tmp_path / "out.csv")] == ["B-1", "B-2"]
    assert {row["dualuse_sheet"] for row in records(tmp_path / "out.csv")} == {"Februar"}


def test_the_mapping_is_guessed_from_the_sheet_that_is_named(tmp_path: Path) -> None:
    second = (
        ("Beleg-Nr.", "Versanddatum", "Zielland", "Artikelbezeichnung"),
        ("C-1", "2026-08-20", "JP", "x"),
    )
    source = book(tmp_path / "in.xlsx", Januar=ROWS, Februar=second)
    mapping = tmp_path / "map.toml"
    assert run(source, "-o", tmp_path / "out.csv", "--map", mapping, "--sheet", "Februar")[0] == 0
    assert '"Zielland" = "destination"' in mapping.read_text(encoding="utf-8")
    # Read with a mapping of its own, the other sheet is a table still.
    first = bulk(source, tmp_path / "first.csv", options=Options(TODAY))
    assert (first.sheet, first.tables_unread) == ("Januar", ("Februar",))
    code, text = run(source, "-o", tmp_path / "out.csv", "--map", mapping)
    assert code == 0
    assert "ONLY THE SHEET “Februar” WAS JUDGED. Tables on other sheets, not judged: Januar." in text


def test_an_unknown_sheet_is_refused_with_the_names_there_are(orders: Path, tmp_path: Path) -> None:
    code, text = run(orders, "-o", tmp_path / "out.csv", "--sheet", "März")
    assert code == 2
    assert "the workbook has no sheet März" in text
    assert "Use one of: Deckblatt, Januar, Februar, Hinweise" in text
    assert not (tmp_path / "out.csv").exists()


def test_names_that_differ_in_capitals_alone_are_both_found(tmp_path: Path) -> None:
    # Excel has no two such names, other programs do.
    source = book(tmp_path / "in.xlsx", Daten=ROWS)
    assert open_table(source, sheet="Daten").size == open_table(source, sheet="DATEN").size == 1


def test_only_a_workbook_has_sheets(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("reference,destination\nA-1,JP\n")
    with pytest.raises(InputError, match="only a workbook"):
        open_table(tmp_path / "in.csv", sheet="Daten")


def test_a_single_table_behind_a_cover_needs_no_choice(tmp_path: Path) -> None:
    _, text = run(book(tmp_path / "in.xlsx", Deckblatt=COVER, Daten=ROWS), "-o", tmp_path / "out.csv")
    assert "ONLY THE SHEET" not in text
    assert "Sheet that was read: Daten. Sheets that were not read: Deckblatt" in text


def test_a_table_that_nobody_looked_at_is_not_go(
    orders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dualuse.bulk import command

    def all_free(*arguments: object, **options: object) -> object:
        from dataclasses import replace

        summary = bulk(*arguments, **options)  # type: ignore[arg-type]
        return replace(summary, releases={"go": summary.rows}, bad=0)

    monkeypatch.setattr(command, "bulk", all_free)
    target = tmp_path / "out.csv"
    assert run(orders, "-o", target, "--gate")[0] == 1
    assert run(orders, "-o", target, "--gate", "--sheet", "Januar")[0] == 0


def test_the_sheets_of_a_result_are_none_of_the_tables_but_one_beside_them_is(tmp_path: Path) -> None:
    rows = (
        ("destination", "items.entries", "items.quantity"),
        ("JP", "3A002.c", "1"),
        ("JP", "3A002.c", "x"),
    )
    assert run(book(tmp_path / "in.xlsx", Daten=rows), "-o", tmp_path / "out.xlsx")[0] == 2
    summary = bulk(tmp_path / "out.xlsx", tmp_path / "again.xlsx", options=Options(TODAY))
    assert (summary.bad, summary.tables_unread) == (1, ())
    mend = (("dualuse_line", "dualuse_problem", *rows[0]), ("3", "x", "JP", "3A002.c", "1"))
    both = {"Rows to mend": mend, "More orders": CONTRACT}
    summary = bulk(book(tmp_path / "both.xlsx", **both), tmp_path / "out.csv", options=Options(TODAY))
    assert summary.tables_unread == ("More orders",)


def test_help_says_how_a_sheet_is_chosen() -> None:
    result = CliRunner().invoke(app, ["bulk", "--help", "-l", "en"])
    assert "--sheet NAME" in " ".join(result.output.split())


def test_a_sheet_too_large_for_a_look_is_told_as_a_table(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as written:
        far = written.add_worksheet("Far")
        far.write(0, 0, "Verkaufsbeleg")
        far.write(1_000_000, 16_000, "x")
        near = written.add_worksheet("Daten")
        for number, row in enumerate(ROWS):
            near.write_row(number, 0, row)
    table = open_table(tmp_path / "in.xlsx")
    assert (table.sheet, table.tables_unread) == ("Daten", ("Far",))
    with pytest.raises(InputError, match="reaches to the cell"):
        open_table(tmp_path / "in.xlsx", sheet="Far")
