"""What people read of a release: how it was counted, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dualuse.transparency.decision import RESULTS
from dualuse.transparency.sources import Source
from dualuse.transparency.statistics import Statistic, sql

_MOST_SHOWN: Final = 50
_NOTES: Final = """\
## What a row is

A row of `decisions.csv` is one decision of an authority. A decision may name several entries and several destinations; it is counted
once under each of them, so that such groups add up to more than the number of decisions.

**Licensed is not shipped.** A value is what the decision names. It may be the limit of a framework of many deliveries, and one such decision
can be more than all others of a year: look at the number of decisions and at the median beside every sum.

**Not known is not none.** An empty cell means that the source does not tell. A nought is stated only where a source
holds every decision of that State, time and outcome (`sources.csv`: `first`, `last`, `outcomes`).

**Values are in the currency of the decision** and never added over currencies.

**Types of items** are category and group of the entry: `5A2` is category 5, part 2 (information security), group A
(equipment). A **surveillance family** of `other` is a decision whose entries are told and of which none belongs to a family as a
whole; where no entry is told, it is empty. Of the codes of the Union's own report three are known (`0EC1`, `2EC1`,
`5EC2`); which types they hold is our reading of their titles (`unverified`), all else is `other`. **Regions** are sub-regions of the United
Nations' geoscheme (from memory: `unverified`).

**Places** are ISO 3166-1 codes, or those of named territories; `CS` (Serbia and Montenegro) and `AN` (Netherlands Antilles) are no
more. `VARIOUS`, `WORLD`, `WORLD_BUT` (the world but for sensitive countries), `EU`, `EURATOM`, `SHELF` (a continental shelf) and
`NONE` (does not apply) name no country. A destination is where the items go, not a statement on any border or State.
"""


def method_text(sources: Sequence[Source], statistics: Sequence[Statistic]) -> str:
    """``METHOD.md``: what a row is, the sources and what they cover, every statistic with its unit and its line of SQL."""
    lines = ["# Method", "", _NOTES, "## Sources", ""]
    for source in sources:
        missing = [outcome for outcome in RESULTS if outcome not in source.outcomes]
        lines += [
            f"### {source.id}: {source.title}",
            "",
            f"* published by {source.publisher}, {source.url}",
            f"* terms: {source.licence or 'not stated'}; standing: {source.verification}",
            f"* decisions of {source.authority} from {source.first} to {source.last}: {', '.join(source.outcomes)}",
            f"* not known: {', '.join(missing)}. {source.rationale}",
            *([f"* read from {source.file}, SHA-256 {source.checksum}"] if source.file else []),
            "",
        ]
    lines += ["## Statistics", "", "Each line of SQL runs in DuckDB, in the folder of the release.", ""]
    for statistic in statistics:
        lines += [
            f"### {statistic.title}",
            "",
            f"`statistics/{statistic.key}.csv`. Unit of count: {statistic.unit}. Denominator: {statistic.denominator}."
            f" {statistic.method}",
            "",
            "```sql",
            sql(statistic),
            "```",
            "",
        ]
    return "\n".join(lines)


def changes_text(facts: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> str:
    """``CHANGES.md``: what this release changes, and why; all of it is in ``changes.jsonl``."""
    lines = [f"# Release {facts['version']}", "", f"{facts['decisions']:,} decisions."]
    if not facts["before"]:
        return "\n".join([*lines, "", "The first release of this series.", ""])
    ids = Counter({(change["id"], change["change"]): 1 for change in changes})
    counts = Counter(kind for _, kind in ids)
    lines += ["", f"Since release {facts['before']}:", ""]
    lines += [f"* {kind}: {counts[kind]:,}" for kind in ("added", "changed", "removed")]
    lines += ["", f"Why: {facts['because']}" if facts["because"] else "Why: not stated."]
    corrected = [change for change in changes if change["change"] != "added"]
    if corrected:
        lines += ["", "| decision | what | before | now |", "|---|---|---|---|"]
        lines += [_row(change) for change in corrected[:_MOST_SHOWN]]
        if len(corrected) > _MOST_SHOWN:
            lines += ["", f"and {len(corrected) - _MOST_SHOWN:,} more in `changes.jsonl`"]
    return "\n".join([*lines, ""])


def _row(change: Mapping[str, Any]) -> str:
    if change["change"] == "removed":
        return f"| {_cell(change['id'])} | removed | | |"
    return (
        f"| {_cell(change['id'])} | {change['column']} | {_cell(change['before'])} | {_cell(change['now'])} |"
    )


def _cell(value: Any) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return " ".join(text.replace("|", "\\|").split())
