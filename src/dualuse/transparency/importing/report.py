"""What became of the lines of a published file: what was read, repaired, guessed, left out and not understood, in data and in words.

Every line of a file ends in a decision or among the lines left out; every cell that was not simply read has a remark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from dualuse.i18n import N_, grouped, translate
from dualuse.inputs.csv_lines import UnreadCell

FIGURES_SOURCE: Final = "union_figures"
"""The source of files of figures: their lines become figures, not decisions."""
REMARKS: Final[dict[str, str]] = {
    # dates
    "date_day_first": N_("a date with the day first (27-01-2004)"),
    "date_month_first": N_("a date with the month first (01/13/2005)"),
    "date_unread": N_("a date in none of the known forms"),
    # codes
    "several_codes": N_("several codes in one cell"),
    "code_short_for": N_("a code written as a part of the one before it (2B350.a, b)"),
    "code_from_number": N_("a code that a spreadsheet had turned into a number (0 was 0E001)"),
    "code_not_in_edition": N_("a code that today's Annex I does not have"),
    "code_missing": N_("no code stated"),
    "code_various": N_("only that there are several codes"),
    "code_unread": N_("something that is no code, such as a category"),
    "code_of_other_list": N_("a code of another list than Annex I"),
    "munitions_beside": N_(
        "goods of the munitions list on one licence with others: their value is not counted"
    ),
    # places
    "via": N_("a country on the way beside the destination"),
    "several_countries": N_("several countries of destination in one cell"),
    "no_country": N_("a destination that names no country (various, the world, the Union, …)"),
    "former_country": N_("a State that is no more"),
    "ambiguous_country": N_("a name that stands for more than one country"),
    "country_unread": N_("a name of a country that is not known here"),
    # values
    "thousands_comma": N_("a value with commas between thousands"),
    "thousands_point": N_("a value with points between thousands"),
    "point_doubtful": N_("a point that may part thousands: the value is not taken"),
    "value_one": N_("a value of one, which stands for none stated"),
    "value_unread": N_("a value that is no amount"),
    "values_added": N_("several lines of one decision with values of their own, added"),
    "temporary_unread": N_("whether the export is temporary is told in letters that are not known"),
    # lines
    "number_again": N_("several lines under one number, taken for one decision"),
    "number_several": N_("one number on decisions of different days or destinations, kept apart"),
}
LEFT_OUT: Final[dict[str, str]] = {
    "munitions": N_("goods of the munitions list alone: no dual-use items"),
    "blank": N_("an empty line"),
    "no_figure": N_("a figure whose value is no number"),
}


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What became of the lines of a file. ``lines``: records without the head; ``remarks`` by code: how many lines have it."""

    source: str
    file: str
    checksum: str
    lines: int = 0
    read: int = 0
    """Lines that went into a decision."""
    decisions: int = 0
    remarks: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    unread: list[UnreadCell] = field(default_factory=list)
    not_taken: tuple[str, ...] = ()
    """Columns of the file that nothing was read of."""

    def note(self, remarks: Iterable[str]) -> None:
        """Count the remarks of a line, each once."""
        self.remarks.update(set(remarks))

    def whole(self) -> bool:
        """Whether every line is accounted for."""
        return self.lines == self.read + sum(self.left_out.values())


UNREAD: Final = frozenset(
    {
        "date_unread", "code_unread", "ambiguous_country", "country_unread", "point_doubtful", "value_unread",
        "temporary_unread",
    }
)  # fmt: skip
"""The remarks of cells whose content is not in the table otherwise than as text."""


_MOST_SHOWN: Final = 20
_LINES: Final = N_("lines")
_OMITTED: Final = N_("lines left out")


def import_text(report: ImportReport, language: str) -> str:
    """The report in words, its counts beside them."""
    return "\n".join(_lines(report, language, partial(translate, language=language))) + "\n"


def _lines(report: ImportReport, language: str, say: Callable[[str], str]) -> Iterator[str]:
    def count(number: int) -> str:
        return f"{grouped(number, language):>9}"

    yield f"{report.file}  ·  SHA-256 {report.checksum[:16]}…"
    read, made = N_("lines read into decisions"), N_("decisions")
    if report.source == FIGURES_SOURCE:
        read, made = N_("lines read into figures"), N_("figures")
    yield f"{count(report.lines)}  {say(_LINES)}"
    yield f"{count(report.read)}  {say(read)}"
    yield f"{count(report.decisions)}  {say(made)}"
    for name, number in sorted(report.left_out.items()):
        yield f"{count(number)}  {say(_OMITTED)}: {say(LEFT_OUT[name])}"
    if report.not_taken:
        yield ""
        columns = ", ".join(report.not_taken)
        yield say(N_("Columns of the file that are not taken: {columns}")).format(columns=columns)
    if report.remarks:
        yield ""
        yield say(N_("Lines with"))
        for name in (name for name in REMARKS if report.remarks[name]):
            yield f"{count(report.remarks[name])}  {say(REMARKS[name])}"
    if report.unread:
        yield ""
        yield say(N_("Not understood, kept as text"))
        for cell in report.unread[:_MOST_SHOWN]:
            yield f"{cell.line:>9}  {cell.column}: {cell.text or '–'}  ·  {say(REMARKS[cell.remark])}"
        if len(report.unread) > _MOST_SHOWN:
            yield "           " + say(N_("and {number} more")).format(number=len(report.unread) - _MOST_SHOWN)


def import_data(report: ImportReport) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "source": report.source,
        "file": report.file,
        "checksum": report.checksum,
        "lines": report.lines,
        "read": report.read,
        "decisions": report.decisions,
        "not_taken": list(report.not_taken),
        "left_out": dict(sorted(report.left_out.items())),
        "remarks": {name: report.remarks[name] for name in REMARKS if report.remarks[name]},
        "unread": [
            {"line": cell.line, "column": cell.column, "text": cell.text, "remark": cell.remark}
            for cell in report.unread
        ],
    }
