"""What people read of a release: how it was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dualuse.transparency.decision import RESULTS
from dualuse.transparency.importing.formats import NOT_TAKEN
from dualuse.transparency.sources import Source
from dualuse.transparency.statistics import Statistic, sql

_NOTES: Final = """\
## What a row is

A row of `decisions.csv` is one decision of an authority. A decision may name several entries and several destinations; it is counted
once under each of them, so that such groups add up to more than the number of decisions.

**Licensed is not shipped.** A value is what the decision names. It may be the limit of a framework of many deliveries, and one such decision
can be more than all others of a year: look at the number of decisions and at the median beside every sum.

**Not known is not none.** An empty cell means that the source does not tell. A nought is stated only where a source
holds every decision of that State, time and outcome (`sources.csv`: `first`, `last`, `outcomes`).

**Texts that a spreadsheet would run.** In `decisions.csv`, a free text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return
(apostrophes before it or not) has one more apostrophe before it, so that no spreadsheet takes it for a formula. JSON Lines and Parquet hold it
to the letter, and `dualuse` takes the apostrophe away when it reads the CSV.

**Values are in the currency of the decision** and never added over currencies.

**Types of items** are category and group of the entry: `5A2` is category 5, part 2 (information security), group A
(equipment). A **surveillance family** of `other` is a decision whose entries are told and of which none belongs to a family as a
whole; where no entry is told, or one is of an older edition (remark `code_not_in_edition`: what it controlled was not looked up), it is
empty. Of the codes of the Union's own report three are known (`0EC1`, `2EC1`, `5EC2`); which types they hold is our reading of their
titles (`unverified`), all else is `other`. **Regions** are sub-regions of the United Nations' geoscheme (from memory: `unverified`).

**Places** are ISO 3166-1 codes, or those of named territories; `CS` (Serbia and Montenegro) and `AN` (Netherlands Antilles) are no
more. `VARIOUS`, `WORLD`, `WORLD_BUT` (the world but for sensitive countries), `EU`, `EURATOM`, `SHELF` (a continental shelf) and
`NONE` (does not apply) name no country. A destination is where the items go, not a statement on any border or State.
"""


def method_text(sources: Sequence[Source], statistics: Sequence[Statistic]) -> str:
    """``METHOD.md``: what a row is, the sources and what they cover, every statistic with its unit and its line of SQL."""
    lines = ["# Method", "", _NOTES, "## Sources", ""]
    for source in sources:
        not_taken = NOT_TAKEN.get(source.id, ())
        missing = [outcome for outcome in RESULTS if outcome not in source.outcomes]
        lines += [
            f"### {source.id}: {source.title}",
            "",
            f"* published by {source.publisher}, {source.url}",
            f"* terms: {source.licence or 'not stated'}; standing: {source.verification}",
            f"* decisions of {source.authority} from {source.first} to {source.last}: {', '.join(source.outcomes)}",
            f"* not known: {', '.join(missing)}. {source.rationale}",
            *([f"* columns of its file that are not taken: {', '.join(not_taken)}"] if not_taken else []),
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
