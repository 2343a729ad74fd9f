"""What differs between a release and the one before: in the decisions, the sources and the figures, cell by cell.

Each change is a line of ``changes.jsonl``. ``table``: decisions, sources or figures; ``change``: added, removed or changed. Decisions and sources
have an ``id``, and of what changed the ``column``, ``before`` and ``now``; a figure has none: its whole ``row`` was added or removed.
"""

from __future__ import annotations

import csv
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

Change = dict[str, Any]
TABLES: Final = ("decisions", "sources", "figures")
"""The tables of a release whose changes are listed."""
KINDS: Final = ("added", "changed", "removed")


def changes_since(before: Path, folder: Path, table: pl.DataFrame) -> list[Change]:
    """What changed since the release in ``before``. ``folder``: the release that follows; ``table``: its decisions."""
    return [
        *_decision_changes(pl.read_parquet(before / "decisions.parquet"), table),
        *_source_changes(_rows(before / "sources.csv"), _rows(folder / "sources.csv")),
        *_figure_changes(_rows(before / "figures.csv"), _rows(folder / "figures.csv")),
    ]


def _decision_changes(old: pl.DataFrame, new: pl.DataFrame) -> Iterator[Change]:
    for kind, rows, other in (("added", new, old), ("removed", old, new)):
        for name in rows.join(other, on="id", how="anti")["id"].sort():
            yield {"table": "decisions", "id": name, "change": kind}
    names = [name for name in new.columns if name != "id" and name in old.columns]
    both = new.join(old, on="id", how="inner", suffix="_before")
    differs = [pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in names]
    for row in both.filter(pl.any_horizontal(differs)).sort("id").iter_rows(named=True):
        for name in names:
            if row[name] != row[f"{name}_before"]:
                yield _changed(
                    "decisions",
                    row["id"],
                    name,
                    before=_cell_text(row[f"{name}_before"]),
                    now=_cell_text(row[name]),
                )


Row = dict[str, str]


def _source_changes(old: list[Row], new: list[Row]) -> Iterator[Change]:
    before, now = _by_id(old), _by_id(new)
    for kind, keys in (("added", now.keys() - before.keys()), ("removed", before.keys() - now.keys())):
        yield from ({"table": "sources", "id": key, "change": kind} for key, _ in sorted(keys))
    for key in sorted(before.keys() & now.keys()):
        for name in now[key]:
            if name in before[key] and before[key][name] != now[key][name]:
                yield _changed("sources", key[0], name, before=before[key][name], now=now[key][name])


def _figure_changes(old: list[Row], new: list[Row]) -> Iterator[Change]:
    before, now = (Counter(tuple(row.items()) for row in rows) for rows in (old, new))
    for kind, rows in (("added", now - before), ("removed", before - now)):
        for row in sorted(rows.elements()):
            yield {"table": "figures", "change": kind, "row": dict(row)}


def _by_id(rows: list[Row]) -> dict[tuple[str, int], Row]:
    """The rows by id, and by number where one comes more than once."""
    seen: Counter[str] = Counter()
    rows_by_id = {}
    for row in rows:
        seen[row["id"]] += 1
        rows_by_id[row["id"], seen[row["id"]]] = row
    return rows_by_id


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _changed(table: str, name: str, column: str, *, before: Any, now: Any) -> Change:
    return {"table": table, "id": name, "change": "changed", "column": column, "before": before, "now": now}


def _cell_text(value: Any) -> Any:
    if isinstance(value, list) or value is None:
        return value
    return value if isinstance(value, bool) else str(value)


_MOST_SHOWN: Final = 50
_FIGURE_KEY: Final = ("year", "measure", "category", "destination", "member_state", "unit")
"""What says which figure it is."""


def changes_text(facts: Mapping[str, Any], changes: Sequence[Change]) -> str:
    """``CHANGES.md``: what this release changes, and why; all of it is in ``changes.jsonl``."""
    lines = [f"# Release {facts['version']}", "", f"{facts['decisions']:,} decisions."]
    if not facts["before"]:
        return "\n".join([*lines, "", "The first release of this series.", ""])
    because = plain(facts["because"])
    lines += [
        "",
        f"Since release {facts['before']}:",
        "",
        f"| table | {' | '.join(KINDS)} |",
        "|---|---|---|---|",
    ]
    lines += [_count_row(table, changes) for table in TABLES]
    lines += ["", f"Why: {because}" if because else "Why: not stated."]
    for table in TABLES:
        lines += _change_table(table, [change for change in changes if change["table"] == table])
    return "\n".join([*lines, ""])


def _count_row(table: str, changes: Sequence[Change]) -> str:
    """A row of counts: decisions and sources once however many of their cells changed."""
    counts = {
        kind: len(
            {
                change.get("id", place)
                for place, change in enumerate(changes)
                if (change["table"], change["change"]) == (table, kind)
            }
        )
        for kind in KINDS
    }
    return f"| {table} | {' | '.join(f'{number:,}' for number in counts.values())} |"


def _change_table(table: str, changes: Sequence[Change]) -> Iterator[str]:
    """The changes of a table; decisions that were added are counted alone."""
    listed = [change for change in changes if table != "decisions" or change["change"] != "added"]
    if listed:
        yield from ("", f"## {table}", "", "| which | what | before | now |", "|---|---|---|---|")
        yield from map(_change_row, listed[:_MOST_SHOWN])
        if len(listed) > _MOST_SHOWN:
            yield from ("", f"and {len(listed) - _MOST_SHOWN:,} more in `changes.jsonl`")


def _change_row(change: Change) -> str:
    kind = change["change"]
    if "row" in change:
        row = change["row"]
        name = plain(", ".join(row[column] for column in _FIGURE_KEY if row.get(column)))
        value = plain(row.get("value", ""))
        return (
            f"| {name} | {kind} | {value} |  |" if kind == "removed" else f"| {name} | {kind} |  | {value} |"
        )
    if kind != "changed":
        return f"| {plain(change['id'])} | {kind} | | |"
    cells = (change["id"], change["column"], change["before"], change["now"])
    return f"| {' | '.join(map(plain, cells))} |"


def plain(value: Any) -> str:
    """A content on one line of Markdown, without anything that a reader's program takes for markup."""
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return html.escape(re.sub(r"([\\|\[\]`])", r"\\\1", " ".join(text.split())), quote=False)
