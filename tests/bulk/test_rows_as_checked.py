"""Random transactions with authorisations held, acts, derogations and decisions, and circumstances left out: a row is released as ``check`` releases it."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dualuse import check
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD_CIRCUMSTANCES
from dualuse.schema.determination import Determination
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import transaction_of
from tests.bulk.test_authorisations_held import HELD
from tests.support.hits_by_hand import UNION, ScreenerByHand

Row = dict[str, str]
TODAY = date(2026, 8, 1)
SCREENER = ScreenerByHand({}, (UNION, replace(UNION, list="eu_journal_32014r0833")))
HELD_ACTS = ("2021/821;833/2014", "833/2014", "2021/821", "765/2006;2021/821", "267/2012;2021/821", "2017/1509;2021/821", "692/2014;2021/821")  # fmt: skip
ITSELF = "="
"""In a cell of a place: the destination."""
SETTLED: Row = {
    **HELD,
    "date": "2026-08-01",
    "exporter.name": "My GmbH",
    "items.kind": "goods",
    "parties.end_user.service": "none",
    "answers.unexecuted.32014R0833.annex_iv": "false",
    **{f"circumstances.{name}": "false" for name in TOLD_CIRCUMSTANCES},
}
"""A licence that covers what is sold: "go" where the parties are screened and clear."""
CHANGES: dict[str, tuple[str, ...]] = {
    "date": ("2025-12-01", "2025-03-01"),
    "activity": ("transit", "brokering", "technical_assistance", "intra_union_transfer", ""),
    "manner": ("electronic", "temporary", ""),
    "exporter.country": ("FR", "NL", "ES", "IT", ""),
    "exporter.name": ("",),
    "destination": ("RU", "BY", "IR", "KP", "SY", "UA-43", "BR", "JP", "KZ", "AE", "VN", "FR", "MM", ""),
    "purchasing_country": (ITSELF, "AE", "RU"),
    "consigned_to": (ITSELF, "TR"),
    "items.id": ("84571010", "A-7"),
    "items.description": ("pump", "filter"),
    "items.entries": ("[]", "5A002.a.1", "2B001.b.2", "1C350.1", "6A003.b.4.b", ""),
    "items.national_entries": ("",),
    "items.cn_code": ("85423190", "84571010", "84818099", "85176200", "09012100", "90189084"),
    "items.kind": ("software", "technology", ""),
    "items.cyber_surveillance": ("true", ""),
    "items.quantity": ("5", ""),
    "items.unit": ("kg", ""),
    "items.value": ("4000", ""),
    "items.currency": ("USD", ""),
    "end_use": ("own production", "unknown", "for the army", "uranium enrichment", ""),
    "parties.end_user.name": ("Bar", "Osh Freight Forwarding", "Ministry of Defence", ""),
    "parties.end_user.country": (ITSELF, "RU", ""),
    "parties.end_user.service": ("police", ""),
    "parties.consignee.name": ("Trader", "Else"),
    "parties.consignee.country": ("KG",),
    "parties.purchaser.name": ("Buyer",),
    "parties.purchaser.country": ("AE",),
    "authorisations.kind": ("global", "national_general", "large_project"),
    "authorisations.items": ("85423190;84571010", "1", "A-7", ""),
    "authorisations.end_users": ("Foo", ""),
    "authorisations.consignees": ("Trader", ""),
    "authorisations.consignee_countries": ("KG",),
    "authorisations.other_parties": ("Buyer;Trader",),
    "authorisations.destination": (ITSELF, ""),
    "authorisations.valid_from": ("2026-08-30",),
    "authorisations.valid_until": ("2026-07-31", ""),
    "authorisations.left": ("", "1"),
    "authorisations.left_unit": ("",),
    "authorisations.left_currency": ("EUR",),
    "authorisations.acts": (*HELD_ACTS, ""),
    "authorisations.holder": ("Other GmbH",),
    "authorisations.reference": ("SBDU-2026-11 (Paris)", "BAFA 17", "BIS export license D1"),
    "authorisations.granted_by": ("DE", "FR"),
    "authorisations.known_uses": ("wmd", "military_end_use"),
    "authorisations.compared": ("2026-07-20",),
    "authorisations.end_use": ("", "something else"),
    **{f"circumstances.{name}": ("", "true") for name in TOLD_CIRCUMSTANCES},
    "circumstances.free_zone": ("true", ""),
    **{name: ("", "suspects", "aware") for name in HELD if name.startswith("knowledge.")},
}
DECISIONS: dict[str, tuple[str, ...]] = {
    "authority_decisions.provision": ("Art. 4(2)", "Art. 4(3)", "Art. 5(2)", "Art. 6(2)", "Art. 8(2)"),
    "authority_decisions.result": ("not_required", "required"),
    "authority_decisions.date": ("2026-07-20", "2025-06-01"),
    "authority_decisions.items": ("1", "3A001.a.3", ""),
    "authority_decisions.parties": ("Foo;Bar", "Foo", ""),
    "authority_decisions.uses": ("wmd", "military_end_use", ""),
}
_TO_BANS = ("RU", "RU", "BY", "IR", "KP", "UA-43")


def random_row(chance: random.Random, number: int) -> Row:
    """The settled transaction with some cells changed: a third without the licence, a third to where a derogation may lift a ban."""
    row = dict.fromkeys((*CHANGES, *DECISIONS), "") | SETTLED
    if chance.random() < 1 / 3:
        place = chance.choice(_TO_BANS)
        row |= dict.fromkeys(("destination", "parties.end_user.country", "authorisations.destination"), place)
        row["authorisations.acts"] = chance.choice(HELD_ACTS)
        row |= {f"circumstances.{name}": "" for name in TOLD_CIRCUMSTANCES if chance.random() < 0.7}
    changed = chance.sample(list(CHANGES), chance.choice((0, 1, 2, 4, 8)))
    row |= {name: chance.choice(CHANGES[name]) for name in changed}
    if chance.random() < 1 / 4:
        row |= {name: chance.choice(cells) for name, cells in DECISIONS.items()}
        row["items.entries"] = chance.choice(("[]", row["items.entries"]))
    if chance.random() < 1 / 3:
        row |= {name: "" for name in row if name.startswith("authorisations.")}
    row |= {name: row["destination"] for name, cell in row.items() if cell == ITSELF}
    row["reference"] = f"Q-{number}"
    if row["authorisations.reference"]:
        row["authorisations.reference"] = f"X-{number}"
    return row


def as_checked(row: Row, screener: ScreenerByHand | None) -> Determination | None:
    """What ``check`` makes of a row; None where the contract refuses it."""
    try:
        return check(transaction_of(header(row).columns, row), screener=screener)
    except InputError:
        return None


def answers(folder: Path, rows: list[Row], engine: str, screener: ScreenerByHand | None) -> dict[str, Row]:
    source, target = folder / "in.csv", folder / "out.csv"
    with source.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    bulk(source, target, engine_name=engine, options=Options(TODAY), screener=screener)
    with target.open(newline="") as stream:
        return {row["reference"]: row for row in csv.DictReader(stream)}


def differences(
    folder: Path, seed: int, number: int, engine: str, *, screens: bool
) -> Iterator[tuple[Row, str, str]]:
    """The rows that a table answers otherwise than ``check``, with both answers; they have all releases."""
    chance, screener = random.Random(seed), SCREENER if screens else None
    rows = [random_row(chance, place) for place in range(number)]
    of_table = answers(folder, rows, engine, screener)
    releases = set()
    for row in rows:
        alone, in_table = as_checked(row, screener), of_table.get(row["reference"])
        if alone is None or in_table is None:
            if (alone is None) is not (in_table is None):
                yield row, "refused" if in_table is None else in_table["release"], str(alone)
            continue
        releases.add(alone.release)
        both = f"{in_table['release']} {in_table['outcome']}", f"{alone.release} {alone.outcome}"
        if both[0] != both[1]:
            yield row, *both
    assert releases == ({"go", "ask", "stop"} if screens else {"ask", "stop"})


@pytest.mark.parametrize(
    ("engine", "screens", "seed"), [("polars", True, 1), ("polars", False, 2), ("duckdb", True, 3)]
)
def test_random_rows_are_released_as_their_transactions(
    tmp_path: Path, engine: str, screens: bool, seed: int
) -> None:
    assert list(differences(tmp_path, seed, 160, engine, screens=screens)) == []
