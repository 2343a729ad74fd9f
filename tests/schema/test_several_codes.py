"""Several entries in one text are told as such, and never read as one longer code."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.control_list.unknown_codes import several_codes
from dualuse.schema.reading.validation import checked_transaction
from tests.support.bulk_runs import TODAY

TEXTS = ["3A002.c or 3A001", "3A002.c oder 3A001", "3A002.c ou 3A001", "3A002.c / 3A001", "3A002.c, 3A001", "3A002.c und 3A001"]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_transaction_says_that_a_text_names_several(text: str) -> None:
    with pytest.raises(InputError) as caught:
        checked_transaction({"items": [{"entries": [text]}], "destination": "JP"})
    told = caught.value.problems[0].text("en")
    assert f"{text} names several entries" in told
    assert "3A002.c, 3A001" in told
    assert "dualuse examine 3A002.c --ask" in told
    assert ".o.r." not in told


@pytest.mark.parametrize("column", ["Güterlistennummer", "items.entries"])
def test_a_table_says_so_too(tmp_path: Path, column: str) -> None:
    rows = "".join(f'{number},JP,"{text}"\n' for number, text in enumerate(TEXTS))
    names = ("Auftrag", "Bestimmungsland") if column != "items.entries" else ("reference", "destination")
    (tmp_path / "in.csv").write_text(",".join((*names, column)) + "\n" + rows, encoding="utf-8")
    summary = bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY))
    bad = summary.bad_file.read_text(encoding="utf-8")
    # With a comma between them they are the entries of one cell, as an export writes them.
    several = len(TEXTS) - (column != "items.entries")
    assert bad.count("names several entries") == summary.bad == several


@pytest.mark.parametrize(
    "text", ["3A002.c", "5A001.f.1", "1C350.12", "ECCN 3A002", "3A002.c.9", "none", "6A003b4a"]
)
def test_one_code_is_one(text: str) -> None:
    assert several_codes(text) is None
