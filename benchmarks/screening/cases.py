"""The labelled cases, the lists they are asked against, and what is made of them.

A *row* is an entity as FollowTheMoney writes it: ``id``, ``schema``, ``properties``, ``datasets``. Both sides are given the
same rows; how each is asked from them is its own affair.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeAlias

Row: TypeAlias = dict[str, Any]

COMBINED: Final = "combined"
CUSTOMERS: Final = "customers"
BARE: Final = "customers without birth date and country"
VESSELS_RENAMED: Final = "vessel_renamed_same_imo"
VESSELS_WITHOUT_IMO: Final = "vessel names of the cases, without IMO"

NEGATIVES: Final = {
    "yente/qarin negatives_global": CUSTOMERS,
    "yente/qarin negatives_us": CUSTOMERS,
    "yente fixture parteispenden": "party donors",
    "ssb:edit_beyond": "edit beyond",
    "ssb:token_swap": "token swap",
    "ssb:cross_pair": "cross pair",
}
"""What the sources of negatives are called here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A party to screen against the list ``target``. ``expected``: ids of it on that list; none for a negative.

    ``origin``: the list entry the case was made from, which is the same party. ``group``: script and kind of party.
    """

    id: str
    kind: str
    target: str
    row: Row
    expected: frozenset[str] = frozenset()
    origin: str = ""
    group: str = ""
    derived: bool = False
    """Whether it was made here, from other cases or from the lists."""

    @property
    def negative(self) -> bool:
        """Whether nothing should alert."""
        return not self.expected


def rows(file: Path) -> Iterator[Row]:
    """The rows of a file of JSON Lines."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def target_rows(lists: Path, target: str) -> Iterator[Row]:
    """The rows of a target: the names of files in ``ftm/``, joined with ``+``."""
    for name in target.split("+"):
        yield from rows(lists / "ftm" / f"{name}.ftm.json")


def read_cases(folder: Path) -> list[Case]:
    """The labelled queries, the negatives, and what is made of both by leaving out."""
    queries = [_query(row) for row in rows(folder / "queries.jsonl")]
    negatives = [_negative(number, row) for number, row in enumerate(rows(folder / "negatives.jsonl"))]
    return [*queries, *negatives, *_left_out((*queries, *negatives))]


def write_cases(cases: Iterable[Case], file: Path) -> None:
    """Keep cases for other processes."""
    with file.open("w", encoding="utf-8") as lines:
        for case in cases:
            lines.write(json.dumps(asdict(case) | {"expected": sorted(case.expected)}) + "\n")


def kept_cases(file: Path) -> list[Case]:
    """What :func:`write_cases` wrote."""
    return [Case(**{**row, "expected": frozenset(row["expected"])}) for row in rows(file)]


def sampled(cases: Sequence[Case], share: float) -> list[Case]:
    """The same part of each kind every time, at least forty cases where there are as many."""
    if share >= 1:
        return list(cases)
    by_kind: dict[str, list[Case]] = {}
    for case in cases:
        by_kind.setdefault(case.kind, []).append(case)
    return [case for some in by_kind.values() for case in _every(some, max(40, round(share * len(some))))]


def _every(cases: list[Case], wanted: int) -> list[Case]:
    if wanted >= len(cases):
        return cases
    return [cases[place * len(cases) // wanted] for place in range(wanted)]


def _query(row: Row) -> Case:
    party = "persons" if row["schema"] == "Person" else "others"
    script = row.get("script", "").capitalize()
    return Case(
        id=row["id"],
        kind=row["kind"],
        target=row["target"],
        row={"schema": row["schema"], "properties": row["properties"]},
        expected=frozenset(row["expected"]),
        origin=row.get("origin", ""),
        group=f"{script} {party}".strip(),
    )


def _negative(number: int, row: Row) -> Case:
    source: str = row["source"]
    kind = NEGATIVES.get(source, source)
    return Case(
        id=f"n{number:05}",
        kind=kind,
        target=COMBINED,
        row={"schema": row["schema"], "properties": row["properties"]},
    )


def _left_out(cases: Iterable[Case]) -> Iterator[Case]:
    """Customers of whom only the name is known; vessels whose invented name stands without the number."""
    for case in cases:
        name = {"name": case.row["properties"]["name"]}
        bare = replace(
            case,
            id=f"{case.id}-bare",
            row={**case.row, "properties": name},
            expected=frozenset(),
            target=COMBINED,
            origin="",
            derived=True,
        )
        if case.kind == CUSTOMERS:
            yield replace(bare, kind=BARE)
        elif case.kind == VESSELS_RENAMED:
            yield replace(bare, kind=VESSELS_WITHOUT_IMO)
