"""Tables of statistics that people read: ``tests/statistics/*.yaml``.

``decisions.yaml`` is a small set of invented decisions; every other file says what one statistic (or the noughts) must come to, and why.
A table is a block of text: a line of heads, then rows, cells parted by ``|``. ``?`` is "not told", a blank "nothing to tell"; a cell of
several members parts them by blanks; commas in amounts are for the eye.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ruamel.yaml import YAML

from dualuse.transparency.decision import Decision
from dualuse.transparency.item_types import item_types, surveillance_families
from dualuse.transparency.sources import Source
from tests.support.paths import TESTS

FOLDER: Final = TESTS / "statistics"
NOT_STATISTICS: Final = frozenset({"applications", "decisions", "noughts", "shown"})
FIGURES: Final = ("decisions", "total", "median", "largest")
WHICH: Final = "which"
"""The last column of an expected table: the decisions behind the figures of a row."""
OLD_CODE: Final = "2B001.z"
"""A code that no edition of Annex I at hand has."""
_FLAGS: Final = {"yes": True, "no": False, "": None}

Row = dict[str, str]


def load(name: str) -> dict[str, Any]:
    """The content of a file of the folder, by its name without suffix."""
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as stream:
        content: dict[str, Any] = YAML(typ="safe").load(stream)
    return content


def names() -> list[str]:
    """The files that each say what one statistic must come to."""
    return sorted({path.stem for path in FOLDER.glob("*.yaml")} - NOT_STATISTICS)


def rows_of(block: str) -> list[Row]:
    """The rows of a table by its heads; what is not told is empty.

    Raises:
        ValueError: a row has more or fewer cells than the head.
    """
    head, *lines = ([cell.strip() for cell in line.split("|")] for line in block.splitlines() if line.strip())
    return [dict(zip(head, ("" if cell == "?" else cell for cell in row), strict=True)) for row in lines]


def amount(text: str) -> Decimal:
    """``9,000,000`` or ``100.50``."""
    return Decimal(text.replace(",", ""))


def decisions() -> list[Decision]:
    """The decisions of the small set."""
    return [_decision(row) for row in rows_of(load("decisions")["decisions"])]


def _decision(row: Row) -> Decision:
    entries = tuple(row["entries"].split())
    return Decision(
        id=row["id"],
        date=_day(row["date"]),
        applied=_day(row["applied"]),
        authority=row["authority"],
        kind=row["kind"],  # type: ignore[arg-type]
        decision=row["decision"],  # type: ignore[arg-type]
        entries=entries,
        item_types=item_types(entries),
        families=surveillance_families(entries),
        destination=tuple(row["destination"].split()),
        via=tuple(row["via"].split()),
        end_user_category=row["end user"],  # type: ignore[arg-type]
        value=amount(row["value"]) if row["value"] else None,
        currency=row["currency"],
        framework=_FLAGS[row["framework"]],
        criteria=tuple(row["criteria"].split()),  # type: ignore[arg-type]
        remarks=("code_not_in_edition",) if OLD_CODE in entries else (),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Group:
    """A row of an expected table: the names of the group, its figures, the decisions behind them."""

    names: tuple[str, ...]
    figures: tuple[Decimal, ...]
    which: tuple[str, ...]


@dataclass(frozen=True)
class Expected:
    """What a file says of a statistic."""

    statistic: str
    says: str
    heads: tuple[str, ...]
    groups: tuple[Group, ...]


def expected(name: str) -> Expected:
    """What the file says that a statistic comes to."""
    content = load(name)
    rows = rows_of(content["expected"])
    heads = tuple(head for head in rows[0] if head != WHICH)
    return Expected(content["statistic"], content["says"], heads, tuple(_groups(rows, heads)))


def _groups(rows: list[Row], heads: tuple[str, ...]) -> Iterator[Group]:
    for row in rows:
        yield Group(
            tuple(row[head] for head in heads if head not in FIGURES),
            tuple(amount(row[head]) for head in heads if head in FIGURES),
            tuple(row[WHICH].split()),
        )


def sources() -> list[Source]:
    """The invented sources of ``noughts.yaml``."""
    return [
        Source(
            id=row["id"], title=row["id"], publisher="", licence="", url="", authority=row["authority"],
            first=date.fromisoformat(row["first"]), last=date.fromisoformat(row["last"]), outcomes=tuple(row["outcomes"].split()), rationale="",
        )
        for row in rows_of(load("noughts")["sources"])
    ]  # fmt: skip
