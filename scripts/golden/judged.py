"""Golden answers on transactions: judged, shown, recorded and given again, asked in an interview, a whole table."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars

from dualuse import assess, check, classify

from .asking import Answers, Asking
from .command_line import run
from .dialogues import dialogue, plain
from .inputs import read_lines

_POLICIES: Final = ("--assume", "no-indication", "--assume", "permanent", "--assume", "no-free-zone")


def _checked(asking: Asking, rows: list[dict[str, Any]], *options: str) -> list[dict[str, Any]]:
    """The determinations of rows, in their order."""
    path = asking.written("asked.jsonl", (row["transaction"] for row in rows))
    result = run("check", path, "--json", *options)
    answers = result.lines()
    if len(answers) != len(rows):
        raise ValueError(f"check answered {len(answers)} of {len(rows)} transactions: {result.errors[:2000]}")
    return answers


def _transactions(asking: Asking) -> list[dict[str, Any]]:
    return read_lines(asking.inputs / "transactions.jsonl")


def transactions(asking: Asking) -> Answers:
    """Every transaction, judged without screening."""
    rows = _transactions(asking)
    for row, answer in zip(rows, _checked(asking, rows, "--no-screening"), strict=True):
        yield row["id"], answer


def policies(asking: Asking) -> Answers:
    """Some transactions in German and French, with policies for what is not stated."""
    rows = _transactions(asking)[::12]
    for language in ("de", "fr"):
        answers = _checked(asking, rows, "--no-screening", "--language", language, *_POLICIES)
        for row, answer in zip(rows, answers, strict=True):
            yield f"{language}/{row['id']}", answer


def refused(asking: Asking) -> Answers:
    """Transactions that cannot be judged: what is said about them."""
    for row in read_lines(asking.inputs / "refused.jsonl"):
        path = asking.work / "refused.json"
        path.write_text(json.dumps(row["transaction"]), "utf-8")
        yield row["id"], run("check", path, "--json", "--no-screening").answer()


def screened(asking: Asking) -> Answers:
    """Transactions whose parties are screened against the invented lists."""
    rows = read_lines(asking.inputs / "screened.jsonl")
    for row, answer in zip(rows, _checked(asking, rows), strict=True):
        answer["screening"]["day"] = ""  # today's
        yield row["id"], answer


def texts(asking: Asking) -> Answers:
    """Determinations as the terminal shows them, in three languages."""
    rows = _transactions(asking)[7::23]
    for index, row in enumerate(rows):
        path = asking.work / "text.json"
        path.write_text(json.dumps(row["transaction"]), "utf-8")
        language = ("en", "de", "fr")[index % 3]
        yield f"{language}/{row['id']}", run("check", path, "--no-screening", "--language", language).answer()


def functions(asking: Asking) -> Answers:
    """What ``from dualuse import …`` answers: without a date, and through each function."""
    for row in _transactions(asking)[3::150]:
        undated = {key: value for key, value in row["transaction"].items() if key != "date"}
        for day in (date(2022, 3, 1), date(2026, 8, 20)):
            answer = plain(
                check(undated, date_of_law=day, screener=None, assume=("no-indication",), language="de")
            )
            yield f"check/{day}/{row['id']}", answer
        yield f"assess/{row['id']}", plain(assess(row["transaction"], day=date(2026, 11, 26), screener=None))
    for row in read_lines(asking.inputs / "products.jsonl")[10:40:3]:
        yield f"classify/{row['id']}", plain(classify(row["description"], most=3))


def replays(asking: Asking) -> Answers:
    """Recorded answers given again, and one of them altered."""
    rows = _transactions(asking)[5::24]
    recorded = _checked(asking, rows, "--no-screening")
    recorded[3]["outcome"] = "prohibited"
    recorded[4]["items"][0]["basis"] = []
    result = run("replay", asking.written("recorded.jsonl", recorded), "--json")
    yield "exit", {"code": result.code, "text": result.errors}
    for row, answer in zip(rows, result.lines(), strict=True):
        yield row["id"], answer


def spdx(asking: Asking) -> Answers:
    """Recorded answers in the format of SPDX."""
    rows = _transactions(asking)[9::60]
    for row, answer in zip(rows, _checked(asking, rows, "--no-screening"), strict=True):
        yield (
            row["id"],
            run("export", asking.written("recorded.jsonl", [answer]), "--format", "spdx").answer(),
        )


def dialogues(asking: Asking) -> Answers:
    """Interviews, step by step; and some typed into the command."""
    rows = _transactions(asking)
    for seed, row in enumerate(rows[11::170]):
        known = row["transaction"]
        stated = {key: known[key] for key in ("date", "items") if key in known} if seed % 2 else {}
        yield f"{seed}/{row['id']}", dialogue(known, stated, seed, ("en", "de", "fr")[seed % 3])
    for index, typed in enumerate(
        (
            "Japan\nexport\n3A001.a.3\n?\n<\nnone\nnone\nno\n\n",
            "Iran\n?\n?\n?\n?\n?\ns\n",
            "nowhere\n<\nAE\nx\n1\ns\n",
        )
    ):
        folder = asking.fresh("interview")
        begun = folder / "begun.json"
        begun.write_text('{"date": "2026-08-20", "items": [{"id": "1"}]}', "utf-8")
        result = run("interview", begun, "-o", folder / "kept.json", typed=typed)
        yield (
            f"typed/{index}",
            {**result.answer(), "kept": json.loads((folder / "kept.json").read_text("utf-8"))},
        )


def tables(asking: Asking) -> Answers:
    """A table on polars and DuckDB and in each format, with the file of rows that cannot be judged."""
    for name, source, target, options in (
        ("polars csv", "table.csv", "csv", ()),
        ("polars csv de", "table.csv", "csv", ("--language", "de", *_POLICIES)),
        ("polars outcomes", "table.csv", "csv", ("--outcomes-only",)),
        ("polars parquet", "table.parquet", "parquet", ()),
        ("polars xlsx", "table.xlsx", "xlsx", ()),
        ("duckdb csv", "table.csv", "csv", ("--engine", "duckdb")),
        ("duckdb outcomes", "table.csv", "parquet", ("--engine", "duckdb", "--outcomes-only")),
    ):  # fmt: skip
        yield from _judged_table(asking, name, asking.inputs / source, target, options)


def spark(asking: Asking) -> Answers:
    """A smaller table on Spark, where Java is installed: it takes a minute to start."""
    if not shutil.which("java"):
        print("  spark is left out: there is no java")
        return
    table = asking.inputs / "small_table.csv"
    yield from _judged_table(asking, "spark csv", table, "csv", ("--engine", "spark"))


def _judged_table(asking: Asking, name: str, source: Path, target: str, options: tuple[str, ...]) -> Answers:
    """What the command says of a table, and the rows of each file that it wrote."""
    folder = asking.fresh("table")
    yield (
        f"{name}/result",
        run("bulk", source, "-o", folder / f"judged.{target}", "--json", *options).answer(),
    )
    for path in sorted(folder.iterdir()):
        for index, row in enumerate(_table(path)):
            yield f"{name}/{path.name}/{index}", row


def _table(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a table; the cells that hold sentences under ``text``."""
    match path.suffix:
        case ".csv":
            rows: Iterable[dict[str, Any]] = csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""))
        case ".parquet":
            rows = polars.read_parquet(path).to_dicts()
        case _:
            rows = polars.read_excel(path, infer_schema_length=0).to_dicts()
    for row in rows:
        cells = {
            str(column): cell if isinstance(cell, str | None) else str(cell) for column, cell in row.items()
        }
        sentences = {
            column: cells.pop(column) for column in ("reasons", "dualuse_problem") if column in cells
        }
        yield {**cells, **{column: {"text": cell} for column, cell in sentences.items()}}
