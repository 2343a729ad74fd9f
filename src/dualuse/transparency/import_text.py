"""The report of an import as a page of text: what was read, repaired, left out and not understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from dualuse.i18n import N_, grouped, translate
from dualuse.transparency.importing.remarks import LEFT_OUT, REMARKS, ImportReport
from dualuse.transparency.importing.union_figures import SOURCE as FIGURES

_MOST_SHOWN: Final = 20
_LINES: Final = N_("lines")
_READ: Final = N_("lines read into decisions")
_DECISIONS: Final = N_("decisions")
_READ_FIGURES: Final = N_("lines read into figures")
_FIGURES: Final = N_("figures")
_OMITTED: Final = N_("lines left out")


def import_text(report: ImportReport, language: str) -> str:
    """The report in words, its counts beside them."""
    say: Callable[[str], str] = lambda text: translate(text, language)  # noqa: E731
    return "\n".join(_lines(report, language, say)) + "\n"


def _lines(report: ImportReport, language: str, say: Callable[[str], str]) -> Iterator[str]:
    def count(number: int) -> str:
        return f"{grouped(number, language):>9}"

    yield f"{report.file}  ·  SHA-256 {report.checksum[:16]}…"
    yield f"{count(report.lines)}  {say(_LINES)}"
    sums = report.source == FIGURES
    yield f"{count(report.read)}  {say(_READ_FIGURES if sums else _READ)}"
    yield f"{count(report.decisions)}  {say(_FIGURES if sums else _DECISIONS)}"
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
