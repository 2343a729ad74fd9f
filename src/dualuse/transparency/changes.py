"""What differs between a release and the one before: in the decisions, the sources and the figures, cell by cell.

Each change is a line of ``changes.jsonl``. ``table``: decisions, sources or figures; ``change``: added, removed or changed. Decisions and sources
have an ``id``, and of what changed the ``column``, ``before`` and ``now``; a figure has none: its whole ``row`` was added or removed.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl

Change = dict[str, Any]
TABLES: Final = ("decisions", "sources", "figures")
"""The tables of a release whose changes are told."""
KINDS: Final = ("added", "changed", "removed")


def changes_since(before: Path, folder: Path, table: pl.DataFrame) -> list[Change]:
    """What changed since the release in ``before``. ``folder``: the release that follows; ``table``: its decisions."""
    return [
        *_of_decisions(pl.read_parquet(before / "decisions.parquet"), table),
        *_of_sources(_rows(before / "sources.csv"), _rows(folder / "sources.csv")),
        *_of_figures(_rows(before / "figures.csv"), _rows(folder / "figures.csv")),
    ]


def _of_decisions(old: pl.DataFrame, new: pl.DataFrame) -> Iterator[Change]:
    for kind, one, other in (("added", new, old), ("removed", old, new)):
        for name in one.join(other, on="id", how="anti")["id"].sort():
            yield {"table": "decisions", "id": name, "change": kind}
    names = [name for name in new.columns if name != "id" and name in old.columns]
    both = new.join(old, on="id", how="inner", suffix="_before")
    differs = [pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in names]
    for row in both.filter(pl.any_horizontal(differs)).sort("id").iter_rows(named=True):
        for name in names:
            if row[name] != row[f"{name}_before"]:
                yield _changed("decisions", row["id"], name, _text(row[f"{name}_before"]), _text(row[name]))


Row = dict[str, str]


def _of_sources(old: list[Row], new: list[Row]) -> Iterator[Change]:
    before, now = _by_id(old), _by_id(new)
    for key in sorted(now.keys() - before.keys()):
        yield {"table": "sources", "id": key[0], "change": "added"}
    for key in sorted(before.keys() - now.keys()):
        yield {"table": "sources", "id": key[0], "change": "removed"}
    for key in sorted(before.keys() & now.keys()):
        for name in now[key]:
            if name in before[key] and before[key][name] != now[key][name]:
                yield _changed("sources", key[0], name, before[key][name], now[key][name])


def _of_figures(old: list[Row], new: list[Row]) -> Iterator[Change]:
    before, now = (Counter(tuple(row.items()) for row in rows) for rows in (old, new))
    for kind, rows in (("added", now - before), ("removed", before - now)):
        for row in sorted(rows.elements()):
            yield {"table": "figures", "change": kind, "row": dict(row)}


def _by_id(rows: list[Row]) -> dict[tuple[str, int], Row]:
    """The rows by id, and by number where one comes more than once."""
    seen: Counter[str] = Counter()
    found = {}
    for row in rows:
        seen[row["id"]] += 1
        found[row["id"], seen[row["id"]]] = row
    return found


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _changed(table: str, name: str, column: str, before: Any, now: Any) -> Change:
    return {"table": table, "id": name, "change": "changed", "column": column, "before": before, "now": now}


def _text(value: Any) -> Any:
    if isinstance(value, list) or value is None:
        return value
    return value if isinstance(value, bool) else str(value)
