"""What became of a file: the numbers and names that its summary tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dualuse.bulk.described_rows import DescribedRows
from dualuse.bulk.exports.reading import ExportNotes
from dualuse.bulk.parties.screened_rows import ScreenedRows
from dualuse.bulk.summary.summary_rows import ListedRow, StoppedRow
from dualuse.i18n.statuses import EFFECT


@dataclass(frozen=True, slots=True)
class ToMend:
    """Rows that were refused for the same value and fault: the line of the first, its reason, and how many they are."""

    line: int
    reason: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What became of a file.

    ``outcomes``: rows per outcome; ``bad``: rows in ``bad_file``; ``carried``: columns that were not read; ``unread``:
    sheets of a workbook that were not read, ``tables_unread``: those of them that look like tables, too, and nobody said that they are not
    meant; ``sheet``: the one that was read, where there are several; ``late``: judged rows of a day after the last for which the law is known;
    ``guarded``: cells of CSV that a spreadsheet would run as formulas, written with an apostrophe before them;
    ``old``: those for which it is older than allowed, ``unaccepted``: those of them for which nobody accepts that.
    ``completed``: rows whose exporter was taken from settings, in part or whole. ``export``: how an export was read;
    ``undated``: its judged rows without a day, where it has a column of them.
    ``screened``: the parties, where they were screened; ``described``: where descriptions lead; ``releases``: rows per release, where rows have one; ``to_mend``: the refused rows
    by what is wrong, most of them first; ``stopped``: the severest rows that must not leave; ``listed``: the first with a party that is or may be listed; ``lacking``: fields that no row states;
    ``missing``: all that are missing, with their rows, the most frequent first; ``assumed``: rows by the policy that says what is assumed; ``free_on_assumptions``: those
    that may leave on it; ``diligence``: those for which due diligence is asked for, ``first_asking``: lines of the first of them.
    """

    rows: int
    bad: int
    bad_file: Path
    outcomes: dict[str, int]
    carried: tuple[str, ...]
    sheet: str = ""
    unread: tuple[str, ...] = ()
    tables_unread: tuple[str, ...] = ()
    late: int = 0
    guarded: int = 0
    old: int = 0
    unaccepted: int = 0
    completed: int = 0
    export: ExportNotes | None = None
    screened: ScreenedRows | None = None
    described: DescribedRows | None = None
    undated: int = 0
    releases: Mapping[str, int] = field(default_factory=dict)
    to_mend: tuple[ToMend, ...] = ()
    stopped: tuple[StoppedRow, ...] = ()
    lacking: tuple[str, ...] = ()
    listed: tuple[ListedRow, ...] = ()
    missing: tuple[tuple[str, int], ...] = ()
    assumed: Mapping[str, int] = field(default_factory=dict)
    free_on_assumptions: int = 0
    diligence: int = 0
    first_asking: tuple[int, ...] = ()


def most_first(outcomes: dict[str, int]) -> list[tuple[str, int]]:
    """Outcomes with their numbers; of equally many the milder first."""
    return sorted(outcomes.items(), key=lambda pair: (-pair[1], EFFECT.rank(pair[0])))


def frequent_first(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    """Words with their numbers; of equally many in the order of letters, so that the same table gives the same bytes."""
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
