"""``dualuse classify``: files of products, broken rows, output, and the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse.classification.search.products import read_products
from dualuse.cli import app
from dualuse.inputs.problems import InputError

RUNNER = CliRunner()


def run(*arguments: str, stdin: bytes | None = None) -> Any:
    return RUNNER.invoke(app, ["classify", *arguments, "--language", "en"], input=stdin)


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_csv_gives_one_line_each_in_its_order(tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text('id,description\na,"gas mask, full face"\nb,office chair\nc,hydrophone array\n', "utf-8")
    result = run("--file", str(file), "--json")
    assert result.exit_code == 0
    answers = rows(result.stdout)
    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    assert answers[0]["candidates"][0]["entry"] == "1A004"
    assert answers[1]["verdict"] == "probably_not_listed"
    first = answers[2]["candidates"][0]
    assert {"entry", "provision", "score", "because"} <= set(first)
    assert len(first["entry"]) == 5


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_marks_and_other_columns_are_understood(tmp_path: Path, separator: str) -> None:
    file = tmp_path / "products.csv"
    lines = [["price", "description", "id"], ["3", "thermal camera", "x"]]
    text = "\n".join(separator.join(line) for line in lines)
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (product,) = read_products(str(file))
    assert (product.id, product.text, product.problem) == ("x", "thermal camera", None)


def test_bad_rows_are_told_by_line_and_nothing_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    good = "id,description\n1,gas mask\n"
    file.write_bytes(good.encode() + b'2,a,b\n3,"open\n4,laser\n5,\xff\xfe\n6,sonar\n')
    result = run("--file", str(file), "--json")
    assert result.exit_code == 2
    answers = rows(result.stdout)
    assert [answer["id"] for answer in answers] == ["1", "2", "", "4", "", "6"]
    assert [("problem" in answer) for answer in answers] == [False, True, True, False, True, False]
    assert all(answer["verdict"] == "unsure" for answer in answers if "problem" in answer)
    for line in (3, 4, 6):
        assert f"products.csv:{line}:" in result.stderr


def test_lines_of_json_from_standard_input() -> None:
    lines = [
        b'{"id": 7, "description": "gas mask"}',
        b"not json",
        b'{"id": "x"}',
        b'{"id": "y", "description": "\\ud800"}',
        b"[1]",
        b'{"id": "z", "description": ""}',
    ]
    result = run("--file", "-", "--json", stdin=b"\n".join(lines))
    assert result.exit_code == 2
    answers = rows(result.stdout)
    assert [answer["id"] for answer in answers] == ["7", "", "x", "y", "", "z"]
    assert answers[-1]["verdict"] == "unsure"
    assert answers[-1]["candidates"] == []


def test_a_csv_of_answers_starts_no_formula(tmp_path: Path) -> None:
    file, out = tmp_path / "products.csv", tmp_path / "answers.csv"
    file.write_text("id,description\n=1+1,gas mask\n@x,\n＝1+1,\n", "utf-8")
    result = run("--file", str(file), "-o", str(out), "--most", "2")
    assert result.exit_code == 0
    table = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert [row["id"] for row in table] == ["'=1+1", "'=1+1", "'@x", "'＝1+1"]
    assert table[0]["entry"] == "1A004"
    assert not any(cell.startswith(("=", "+", "-", "@", "＝")) for row in table for cell in row.values())


def test_answers_in_a_file_are_whole_or_not_there(tmp_path: Path) -> None:
    file, out = tmp_path / "products.jsonl", tmp_path / "answers.jsonl"
    file.write_text('{"id": "a", "description": "sonar"}\n', "utf-8")
    result = run("--file", str(file), "-o", str(out))
    assert result.exit_code == 0
    assert "Products: 1" in result.stdout
    assert rows(out.read_text("utf-8"))[0]["id"] == "a"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.jsonl", "products.jsonl"]
    gone = run("--file", str(file), "-o", str(tmp_path / "nowhere" / "answers.jsonl"))
    assert gone.exit_code == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "id,name\n1,x\n"), ("a.csv", ""), ("a.pdf", "x"), ("a.csv", "description,description\n")],
)
def test_files_that_cannot_be_read_are_refused(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")
    with pytest.raises(InputError):
        list(read_products(str(file)))
    assert run("--file", str(file)).exit_code == 2


def test_a_missing_file_and_unclear_orders_are_refused(tmp_path: Path) -> None:
    assert run("--file", str(tmp_path / "none.csv")).exit_code == 2
    assert run().exit_code == 2
    assert run("text", "--file", "x.csv").exit_code == 2
    assert run("text", "-o", "x.csv").exit_code == 2
    assert run("text", "--format", "pdf").exit_code == 2


def test_one_text_for_a_reader_and_as_data() -> None:
    page = run("IMSI catcher")
    assert page.exit_code == 0
    assert "PROBABLY LISTED" in page.stdout
    assert "5A001.f" in page.stdout
    data = rows(run("IMSI catcher", "--json").stdout)[0]
    assert data["candidates"][0]["entry"] == "5A001"
    assert data["candidates"][0]["because"][0]["code"] == "named"


def test_nothing_of_a_text_acts_on_the_terminal() -> None:
    page = run("gas \x1b[31mmask\x1b[0m spy\x07ware")
    assert page.exit_code == 0
    assert "\x1b" not in page.stdout
    assert "\x07" not in page.stdout


def test_the_products_are_not_written_over_and_a_column_stands_once(tmp_path: Path) -> None:
    products = tmp_path / "products.csv"
    products.write_text("id,description\n1,IMSI catcher\n", encoding="utf-8")
    result = RUNNER.invoke(app, ["classify", "--file", str(products), "-o", str(products)])
    assert result.exit_code == 2
    assert "same file" in result.output
    assert "IMSI catcher" in products.read_text(encoding="utf-8")
    twice = tmp_path / "twice.csv"
    twice.write_text("id,id,description\n1,2,IMSI catcher\n", encoding="utf-8")
    assert "the column id is there twice" in RUNNER.invoke(app, ["classify", "--file", str(twice)]).output
