"""What is longer than a name, an address or a number can be is one clear error of its line: it stops nobody else, and is never clear."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse import check
from dualuse.cli import app
from dualuse.inputs.lengths import LONGEST_TEXT
from dualuse.inputs.problems import InputError
from dualuse.screening.matching.screened import Query
from dualuse.screening.names.romanised import in_english_letters
from dualuse.screening.session import screen
from tests.support.screening_home import Entry, data_lines, install

pytestmark = pytest.mark.timeout(120)
RUN = CliRunner()
TOO_LONG = "is 20000 characters long; at most 4000 are read"
LONG = "ou" * 10_000
"""Looked through from each letter for endings of Russian names, which took the third power of its length."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)
    install(home, "xx_one", date.today().isoformat(), (Entry("P1", "Orlow Wassiljewitsch Quillonberg"),))
    return home


def _run(*arguments: str, code: int) -> Result:
    result = RUN.invoke(app, [*arguments, "--language", "en"])
    assert result.exit_code == code, result.output
    return result


def _file(folder: Path, form: str, field: str) -> Path:
    rows = [
        {"id": "K-1", "name": "Nobody Whoknows"},
        {"id": "K-2", "name": "Somebody"},
        {"id": "K-3", "name": "Orlow Quillonberg"},
    ]
    rows[1][field] = LONG
    file = folder / f"customers.{form}"
    if form == "csv":
        table = io.StringIO()
        writer = csv.DictWriter(table, ["id", *dict.fromkeys(["name", field])])
        writer.writeheader()
        writer.writerows(rows)
        file.write_text(table.getvalue(), "utf-8")
    else:
        lines = (
            {"id": row.pop("id"), "properties": {name: [value] for name, value in row.items()}}
            for row in rows
        )
        file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return file


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("field", ["name", "alias", "address", "passportNumber"])
def test_a_line_with_a_value_too_long_costs_nothing_but_itself(tmp_path: Path, form: str, field: str) -> None:
    file = _file(tmp_path, form, field)
    result = _run("screen", "--file", str(file), "--json", code=2)
    lines = data_lines(result.stdout)
    assert [(line["id"], line["status"]) for line in lines] == [
        ("K-1", "clear"),
        ("K-2", "not_screened"),
        ("K-3", "hit"),
    ]
    assert TOO_LONG in lines[1]["problem"]
    assert result.stderr.count(TOO_LONG) == 1
    assert len(result.stderr) < 2_000


def test_a_run_of_every_day_answers_the_others(tmp_path: Path) -> None:
    result = _run("rescreen", str(_file(tmp_path, "csv", "name")), "--json", code=2)
    (report,) = data_lines(result.stdout)
    assert [row["id"] for row in report["new"]] == ["K-3"]
    assert TOO_LONG in result.stderr


@pytest.mark.parametrize(
    "typed",
    [
        (LONG,),
        ("Nobody Whoknows", "--also", LONG),
        ("Nobody Whoknows", "--address", LONG),
        ("Nobody Whoknows", "--identifier", f"passport={LONG}"),
        ("Nobody Whoknows", "--id", LONG),
    ],
)
def test_a_party_that_is_typed_is_refused(typed: tuple[str, ...]) -> None:
    result = _run("screen", *typed, "--json", code=2)
    assert TOO_LONG in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    "field",
    [{"name": LONG}, {"name": "A", "address": LONG}, {"name": "A", "identifiers": {"passport": LONG}}],
)
def test_check_refuses_the_same(field: dict[str, object]) -> None:
    stated = {
        "items": [{"entries": []}],
        "destination": "CH",
        "parties": [{"role": "end_user", **field}],
    }
    with pytest.raises(InputError, match=TOO_LONG):
        check(stated, screener=None)


def test_a_table_of_exports_answers_the_other_rows(tmp_path: Path) -> None:
    file, output = tmp_path / "rows.csv", tmp_path / "out.csv"
    file.write_text(
        "reference,items.entries,destination,parties.end_user.name\n"
        f"A-1,[],CH,{LONG}\nA-2,[],CH,Orlow Quillonberg\n",
        "utf-8",
    )
    done = _run("bulk", str(file), "-o", str(output), "--screen", code=2)
    rows = {row["reference"]: row for row in csv.DictReader(io.StringIO(output.read_text("utf-8-sig")))}
    assert rows["A-2"]["release"] == "ask"
    assert "Orlow Quillonberg" in rows["A-2"]["reasons"], "a hit, whatever the row beside it holds"
    assert "A-1" not in rows
    assert "NOT SCREENED: 1" in done.output


@pytest.mark.parametrize("query", [Query((LONG,)), Query(("Nobody Whoknows",), addresses=(LONG,))])
def test_nobody_is_cleared_by_what_is_too_long(query: Query) -> None:
    assert screen(query).status == "not_screened"


@pytest.mark.parametrize("piece", ["ou", "tsch", "A", "dj", "owa"])
def test_the_longest_name_that_is_read_is_read_in_time(piece: str) -> None:
    began = time.process_time()
    assert screen(Query(((piece * LONGEST_TEXT)[:LONGEST_TEXT],))).status == "not_screened"
    assert time.process_time() - began < 10


def test_a_name_behind_a_long_row_of_letters_is_read_in_english_letters() -> None:
    assert next(in_english_letters(f"{'a' * 300} Igor Setchine")).endswith("igor sechin")
