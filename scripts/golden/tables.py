"""The table that is judged on each engine: invented rows, among them rows that cannot be judged."""

from __future__ import annotations

import csv
import io
import random
from typing import Final

from .transactions import DAYS, GROUNDS, LEVELS, MANNERS, OTHERS, PARTNERS, STATES

COLUMNS: Final = (
    "reference", "date", "activity", "manner", "exporter.country", "exporter.icp", "items.entries", "items.kind",
    "items.cyber_surveillance", "items.national_entries", "items.value", "items.currency", "items.cn_code", "destination",
    "purchasing_country", "dispatched_from", "parties.end_user.name", "parties.end_user.country", "parties.end_user.service",
    "parties.consignee.country", *(f"knowledge.{ground}" for ground in GROUNDS), "circumstances.free_zone",
    "circumstances.intra_group", "authorisations.kind", "authorisations.reference", "authorisations.destination",
    "authorisations.valid_until", "authority_decisions.provision", "authority_decisions.result",
    "authority_decisions.date", "answers.option.art5_3", "answers.option.art4_3", "items.answers.item.national_own",
    "customer",
)  # fmt: skip
Row = dict[str, str]


def table_rows(seed: int, codes: list[str], number: int) -> list[Row]:
    """Rows of the table; about one in twelve holds a mistake."""
    draw = random.Random(seed)
    rows = [_row(draw, codes, index) for index in range(number)]
    for row in rows:
        if draw.random() < 0.08:
            _spoil(draw, row)
    return rows


def csv_text(rows: list[Row]) -> str:
    """The rows as CSV, with two lines at the end that have too few and too many cells."""
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    last = ",".join(rows[0][column] for column in COLUMNS[:9])
    return written.getvalue() + last + "\n" + ",".join(["x"] * (len(COLUMNS) + 3)) + "\n"


def _row(draw: random.Random, codes: list[str], index: int) -> Row:
    row = dict.fromkeys(COLUMNS, "")
    listed = draw.random() < 0.6
    row |= {
        "reference": f"T-{index // 2 if draw.random() < 0.2 else index + 1000}",
        "date": draw.choice(DAYS),
        "activity": draw.choices(("export", "brokering", "technical_assistance", "transit", "intra_union_transfer"), (9, 1, 1, 1, 1))[0],
        "manner": draw.choice((*["permanent"] * 5, *MANNERS, "")),
        "exporter.country": draw.choice((*["DE"] * 9, *STATES, "")),
        "exporter.icp": draw.choice(("true", "false", "")),
        "items.entries": ";".join(draw.sample(codes, draw.choice((1, 1, 1, 2)))) if listed else draw.choice(("[]", "[]", "")),
        "items.kind": draw.choice(("goods", "goods", "software", "technology", "")),
        "items.cyber_surveillance": draw.choice(("true", "false", "false", "false", "")),
        "items.national_entries": draw.choice(("[]", "[]", "", "DE:5A902")),
        "items.value": draw.choice(("1000", "2499.99", "4900", "5000", "12000.50", "")),
        "items.currency": draw.choice(("EUR", "EUR", "EUR", "USD")),
        "items.cn_code": draw.choice(("", "85176200", "90303100")),
        "destination": draw.choice((*PARTNERS, *OTHERS, *OTHERS, *STATES[:3], "")),
        "purchasing_country": draw.choice(("", "", "SY", "CH")),
        "parties.end_user.service": draw.choice(("none", "none", "none", "police", "military", "")),
        "circumstances.free_zone": draw.choice(("false", "false", "true", "")),
        "circumstances.intra_group": draw.choice(("", "", "true", "false")),
        "answers.option.art5_3": draw.choice(("", "", "true", "false")),
        "answers.option.art4_3": draw.choice(("", "", "true", "false")),
        "customer": f"K-{index % 17}",
    }  # fmt: skip
    if draw.random() < 0.8:
        row |= {
            "parties.end_user.name": draw.choice(("Example Works", "=Example(1)")),
            "parties.end_user.country": row["destination"],
        }
    for ground in GROUNDS:
        row[f"knowledge.{ground}"] = draw.choices((*LEVELS, ""), (30, 1, 1, 1, 4))[0]
    if draw.random() < 0.1:
        row |= {
            "authorisations.kind": "individual",
            "authorisations.reference": "L-7",
            "authorisations.valid_until": "2027-01-31",
        }
        row["authorisations.destination"] = row["destination"]
    if draw.random() < 0.08:
        row |= {"authority_decisions.provision": draw.choice(("Art. 4(2)", "Art. 5(2)", "Art. 7(2)")),
                "authority_decisions.result": draw.choice(("required", "not_required")),
                "authority_decisions.date": "2021-09-09"}  # fmt: skip
    return row


def _spoil(draw: random.Random, row: Row) -> None:
    column, value = draw.choice(
        (
            ("date", "20.8.2026"), ("date", "2026-02-30"), ("destination", "Japn"), ("items.entries", "3A002.x"),
            ("items.entries", "none"), ("items.value", "12,5"), ("items.value", "-4"), ("activity", "sale"),
            ("knowledge.wmd", "maybe"), ("circumstances.free_zone", "perhaps"), ("items.currency", "euro"),
            ("items.kind", "thing"), ("exporter.country", "Germny"), ("items.cn_code", "12ab"), ("reference", ""),
            ("items.national_entries", "5A902"), ("authorisations.kind", "blanket"),
        )
    )  # fmt: skip
    row[column] = value
