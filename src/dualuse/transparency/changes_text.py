"""What people read of what a release changes: ``CHANGES.md``."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dualuse.transparency.changes import KINDS, TABLES, Change

_MOST_SHOWN: Final = 50
_NAME: Final = ("year", "measure", "category", "destination", "member_state", "unit")
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
    lines += [_counts(table, changes) for table in TABLES]
    lines += ["", f"Why: {because}" if because else "Why: not stated."]
    for table in TABLES:
        lines += _listed(table, [change for change in changes if change["table"] == table])
    return "\n".join([*lines, ""])


def _counts(table: str, changes: Sequence[Change]) -> str:
    """A row of counts: decisions and sources once however many of their cells changed."""
    found = {
        kind: len(
            {
                change.get("id", place)
                for place, change in enumerate(changes)
                if (change["table"], change["change"]) == (table, kind)
            }
        )
        for kind in KINDS
    }
    return f"| {table} | {' | '.join(f'{number:,}' for number in found.values())} |"


def _listed(table: str, changes: Sequence[Change]) -> Iterator[str]:
    """The changes of a table; decisions that were added are counted alone."""
    told = [change for change in changes if table != "decisions" or change["change"] != "added"]
    if told:
        yield from ("", f"## {table}", "", "| which | what | before | now |", "|---|---|---|---|")
        yield from map(_row, told[:_MOST_SHOWN])
        if len(told) > _MOST_SHOWN:
            yield from ("", f"and {len(told) - _MOST_SHOWN:,} more in `changes.jsonl`")


def _row(change: Change) -> str:
    kind = change["change"]
    if "row" in change:
        row = change["row"]
        name, value = ", ".join(row[one] for one in _NAME if row.get(one)), plain(row.get("value", ""))
        before, now = (value, "") if kind == "removed" else ("", value)
        return f"| {plain(name)} | {kind} | {before} | {now} |"
    if kind != "changed":
        return f"| {plain(change['id'])} | {kind} | | |"
    cells = (change["id"], change["column"], change["before"], change["now"])
    return f"| {' | '.join(map(plain, cells))} |"


def plain(value: Any) -> str:
    """A content on one line of Markdown, without anything that a reader's program takes for markup."""
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return html.escape(re.sub(r"([\\|\[\]`])", r"\\\1", " ".join(text.split())), quote=False)
