"""Write what is asked into a folder: the answers of another revision are computed from the same files."""

from __future__ import annotations

import json
import random
import re
import shutil
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars

from dualuse import InputError, check

from .parties import asked_parties, listed_entities
from .tables import COLUMNS, csv_text, table_rows
from .transactions import Transaction, Variations, circumstances, repository_transactions

SEED: Final = 20210909
_LAW_WITHOUT_DATE: Final = date(2026, 8, 20)
_ENTRY: Final = re.compile(r"[0-9][A-E][0-9]{3}")
_LATEST_SCREENED: Final = "2026-09-01"
_COPIED: Final = ("stories", "decisions", "icp", "screening", "transactions")


def write_inputs(root: Path, folder: Path) -> None:
    """Write every input of the golden answers; ``root``: the repository."""
    folder.mkdir(parents=True)
    for name in _COPIED:
        shutil.copytree(root / "examples" / name, folder / name)
    shutil.copytree(root / "tests/sheets", folder / "sheets")
    known = list(repository_transactions(root))
    codes = _codes([transaction for _, transaction in known], folder / "sheets")
    _write_transactions(folder, known, codes, circumstances(root))
    _write_screening(folder)
    _write_lines(folder / "products.jsonl", _products(root))
    _write_tables(folder, codes)
    (folder / "codes.json").write_text(json.dumps(codes), "utf-8")


def _write_lines(path: Path, rows: Iterable[Any]) -> None:
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows), "utf-8"
    )


def read_lines(path: Path) -> list[Any]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _codes(transactions: list[Transaction], sheets: Path) -> list[str]:
    stated = {code for row in transactions for item in row["items"] for code in item.get("entries") or ()}
    stems = {path.stem for path in sheets.glob("*.yaml")}
    return sorted(stated | {stem for stem in stems if _ENTRY.fullmatch(stem)})


def _asked(transaction: Transaction) -> list[str] | None:
    """The facts that the determination of a transaction misses; None when its input is refused."""
    try:
        answer = check(transaction, date_of_law=_LAW_WITHOUT_DATE, screener=None)
    except InputError:
        return None
    return [row.fact for row in answer.missing]


def _write_transactions(
    folder: Path, known: list[tuple[str, Transaction]], codes: list[str], stated: list[str]
) -> None:
    """``stated``: the circumstances that a transaction can state."""
    variations = Variations(SEED, [transaction for _, transaction in known], codes, stated)
    accepted: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []

    def add(name: str, transaction: Transaction) -> None:
        asked = _asked(transaction)
        row = {"id": name, "transaction": transaction}
        if asked is None or not transaction.get("date"):
            refused.append(row)
            return
        accepted.append(row)
        if asked and name.startswith(("changed", "invented")):
            answered = variations.answering(transaction, asked)
            if answered != transaction and _asked(answered) is not None:
                accepted.append({"id": f"{name}/answered", "transaction": answered})

    for name, transaction in known:
        if name.startswith("case/"):
            accepted.append({"id": name, "transaction": transaction})
        else:
            add(name, transaction)
    for index in range(350):
        add(f"changed/{index}", variations.changed())
    for index in range(350):
        add(f"invented/{index}", variations.invented())
    for index in range(120):
        add(f"licensed/{index}", variations.licensed())
    _write_lines(folder / "transactions.jsonl", accepted)
    _write_lines(folder / "refused.jsonl", (*refused[:60], *_broken(accepted)))
    _write_lines(folder / "screened.jsonl", _with_listed_parties(accepted))


def _broken(accepted: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Transactions with one mistake each."""
    mistakes: tuple[tuple[str, Any], ...] = (
        ("destination", "Japn"), ("activity", "sale"), ("date", "2026-02-30"), ("items", []), ("items", None),
        ("destinatoin", "JP"), ("knowledge", {"wmd": "maybe"}), ("exporter", {"country": "Germny"}),
        ("circumstances", {"free_zone": "perhaps"}), ("parties", [{"role": "friend"}]), ("manner", 7),
        ("items", [{"id": "1", "entries": ["9Z999"]}]), ("items", [{"id": "1", "cn_code": "12"}]),
        ("items", [{"id": "1", "value": "12,5"}]), ("answers", {"option.none": True}), ("date", "1990-01-01"),
        ("authorisations", [{"kind": "blanket", "reference": "L"}]), ("items", [{"id": "1"}, {"id": "1"}]),
        ("authority_decisions", [{"provision": "Art. 99", "result": "required", "date": "2026-01-01"}]),
    )  # fmt: skip
    for index, (field, value) in enumerate(mistakes):
        yield {"id": f"broken/{index}/{field}", "transaction": {**accepted[0]["transaction"], field: value}}


def _with_listed_parties(accepted: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Some of the transactions with parties that the invented lists hold, may hold, or do not hold."""
    draw = random.Random(SEED)
    listed = [entity for entity in listed_entities(SEED, 700) if entity["schema"] != "Person"]
    names = ["Hakkarin Messtechnik OOO", "Orlow Quillonberg", "Gundrel Star", "Example AG"]
    past = [
        row for row in accepted if row["transaction"]["date"] < _LATEST_SCREENED
    ]  # of a later day it would say so
    for row in draw.sample(past, 120):
        name = draw.choice((*names, draw.choice(listed)["properties"]["name"][0]))
        party: dict[str, Any] = {
            "role": draw.choice(("end_user", "consignee", "vessel")),
            "name": name,
            "service": "none",
        }
        if draw.random() < 0.3:
            owner = {"name": draw.choice(names), "share": draw.choice(("30", "50", "51"))}
            party = {**party, "name": "Example Holding", "owners": [owner]}
        if draw.random() < 0.5:
            party["country"] = draw.choice(("BY", "KZ", "AE"))
        yield {"id": row["id"], "transaction": {**row["transaction"], "parties": [party]}}


def _write_screening(folder: Path) -> None:
    listed = listed_entities(SEED, 700)
    _write_lines(folder / "invented_people.jsonl", listed)
    _write_lines(folder / "invented_people_later.jsonl", (*listed[40:], *listed_entities(SEED + 1, 60)))
    parties = asked_parties(SEED, listed, 500)
    _write_lines(folder / "parties.jsonl", parties)
    rows = ["id,schema,name,country,birthDate"]
    for party in parties[:60]:
        stated = party["properties"]
        name = stated["name"][0].replace('"', "")
        country = (stated.get("country") or stated.get("nationality") or [""])[0]
        rows.append(
            f'{party["id"]},{party["schema"]},"{name}",{country},{(stated.get("birthDate") or [""])[0]}'
        )
    (folder / "parties.csv").write_text("\n".join(rows) + "\n", "utf-8")


def _products(root: Path) -> Iterable[dict[str, str]]:
    texts = [
        "",
        "x",
        "Pumpe",
        "5A001.f",
        "the",
        "SS7 probe",
        "機械",
        "станок с ЧПУ пятиосевой",
        "Cámara térmica 640x480",
    ]
    for path in (
        *sorted(root.glob("benchmarks/classification_*.txt")),
        *sorted(root.glob("scripts/*_goods.txt")),
    ):
        lines = path.read_text("utf-8").splitlines()
        texts += [line.partition("|")[0] for line in lines[: 25 if "ordinary" in path.name else 60]]
    for path in sorted(root.glob("benchmarks/classification_*.toml")):
        for query in tomllib.loads(path.read_text("utf-8"))["queries"]:
            texts += [query["text"]] if "text" in query else query["texts"]
    draw = random.Random(SEED)
    words = sorted({word for text in texts for word in re.findall(r"\w{4,}", text)})
    while len(texts) < 300:
        texts.append(" ".join(draw.sample(words, draw.randint(2, 9))))
    return ({"id": f"{index:03}", "description": text} for index, text in enumerate(texts))


def _write_tables(folder: Path, codes: list[str]) -> None:
    rows = table_rows(SEED, codes, 300)
    (folder / "table.csv").write_text(csv_text(rows), "utf-8")
    (folder / "small_table.csv").write_text(csv_text(rows[:60]), "utf-8")
    frame = polars.DataFrame({column: [row[column] or None for row in rows] for column in COLUMNS})
    frame.write_parquet(folder / "table.parquet")
    frame.write_excel(folder / "table.xlsx")
