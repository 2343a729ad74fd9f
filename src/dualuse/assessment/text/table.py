"""Several transactions on one screen: a row for each, the worst first, with a count of each answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.assessment.text.screen_parts import table
from dualuse.assessment.text.sentences import OF_LAW_AGE, DeterminationSentences
from dualuse.i18n import N_, translate
from dualuse.i18n.statuses import RELEASE
from dualuse.schema.determination import Determination

_MOST_WITH_TWO_LINES: Final = 8
"""Rows whose reasons have two lines each; those of more have one."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a table says of one of several transactions."""

    release: str
    name: str
    answer: str
    reason: str


def line_of(determination: Determination) -> Line:
    """The row of a transaction."""
    text = DeterminationSentences(determination)
    reasons = [row.text for row in determination.release_because if row.code not in OF_LAW_AGE]
    return Line(determination.release, text.name(), text.answer(), reasons[0] if reasons else "")


def several(lines: Sequence[Line], width: int, language: str) -> Iterator[str]:
    """Several transactions, the worst first, with a count of each answer."""
    counts = ", ".join(
        f"{sum(line.release == release for line in lines)} {translate(RELEASE.short[release], language)}"
        for release in reversed(RELEASE.codes)
        if any(line.release == release for line in lines)
    )
    total = translate(N_("{number} transactions: {counts}"), language)
    yield total.format(number=len(lines), counts=counts)
    yield ""
    ordered = sorted(lines, key=lambda line: -RELEASE.rank(line.release))
    rows = [
        (translate(RELEASE.short[line.release], language), line.name, line.reason or line.answer)
        for line in ordered
    ]
    yield from table(rows, width, 1 if len(rows) > _MOST_WITH_TWO_LINES else 2)
