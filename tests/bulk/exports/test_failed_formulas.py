"""What a spreadsheet shows of a formula that failed is no word of its column, whatever it is like: a look-up that failed is no "not listed"."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.bulk.exports.cell_readers import cell_reader
from dualuse.bulk.exports.entry_cells import NoneWords, is_bare
from dualuse.cli import app
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.export_words import Locale

ERRORS = ("#N/A", "#NV", "#REF!", "#DIV/0!", "#NAME?", "######")
HEADER = "Beleg;Bezeichnung;AL-Nummer;Bestimmungsland;Kunde\n"


@pytest.mark.parametrize("text", ERRORS)
@pytest.mark.parametrize(
    "name",
    ["items.entries", "items.national_entries", "exporter.icp", "items.kind", "items.value", "destination"],
)
def test_it_is_told_in_every_column(name: str, text: str) -> None:
    column = column_path(name)
    assert column is not None
    reader = cell_reader(column, "AL-Nummer", Locale("", ""), "", NoneWords(frozenset({"n/a", "keine"})))
    assert reader is not None
    cell = reader(text)
    assert cell.text == ""
    assert cell.problem is not None
    assert cell.problem.what.code == "cell_of_failed_formula"


def test_a_word_for_none_still_says_none() -> None:
    column = column_path("items.entries")
    assert column is not None
    reader = cell_reader(column, "AL-Nummer", Locale("", ""), "", NoneWords(frozenset({"n/a"})))
    assert reader is not None
    assert reader("n/a").text == "[]"


@pytest.mark.parametrize("text", [*ERRORS, "#N/A (SVERWEIS)", "＃N/A"])
def test_nobody_is_told_to_take_it_for_none(text: str) -> None:
    assert not is_bare(text)


def test_a_mapping_that_takes_it_for_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(
        HEADER + "1;Schraube;#N/A;Japan;Nordin AG\n2;Schraube;2B350;Japan;Nordin AG\n"
    )
    files = [str(tmp_path / name) for name in ("in.csv", "map.toml", "out.csv")]
    CliRunner().invoke(app, ["bulk", files[0], "--map", files[1], "-o", files[2]])
    mapping = tmp_path / "map.toml"
    lines = [
        line if "keine" not in line else '"AL-Nummer" = ["#N/A"]' for line in mapping.read_text().splitlines()
    ]
    mapping.write_text("\n".join(lines) + "\n")
    done = CliRunner().invoke(app, ["bulk", files[0], "--map", files[1], "-o", files[2]])
    assert done.exit_code == 2
    assert "#N/A is what a spreadsheet shows of a formula that failed" in done.output
