"""Several transactions on one screen: a row for each, the worst first, with a count of each answer."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dualuse.assessment.text.in_short import clipped_sentence
from dualuse.assessment.text.screen_parts import table_rows
from dualuse.assessment.text.sentences import OF_LAW_AGE, DeterminationSentences
from dualuse.i18n import N_, translate
from dualuse.i18n.places import place_name
from dualuse.i18n.statuses import RELEASE
from dualuse.inputs.wrapping import MOST_LINES
from dualuse.schema.determination import Determination

_MOST_WITH_TWO_LINES: Final = 8
"""Rows whose reasons have two lines each; those of more have one."""
_LINES_AROUND: Final = 5
"""Of the count above the rows, and of what an assessment says below them."""
_MOST_OF_AN_ITEM: Final = 24
"""Signs of a description that tells a transaction from others."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a table says of one of several transactions."""

    release: str
    name: str
    answer: str
    reason: str


def name_without_reference(determination: Determination, file: str) -> str:
    """What tells a transaction without reference from others: its file, destination and first item."""
    stated = determination.transaction
    items: Sequence[object] = stated.get("items") or ({},)
    first = items[0] if isinstance(items[0], Mapping) else {}
    entries = first.get("entries") or ()
    item = clipped_sentence(str(first.get("description") or ", ".join(map(str, entries))), _MOST_OF_AN_ITEM)
    place = place_name(stated.get("destination"), determination.language)
    own = Path(file).name if file and file != "-" else ""
    return " · ".join(filter(None, (own, place, item)))


def line_of(determination: Determination, file: str = "") -> Line:
    """The row of a transaction; ``file``: that it was read from."""
    text = DeterminationSentences(determination)
    unnamed = "" if determination.reference else name_without_reference(determination, file)
    reasons = [row.text for row in determination.release_because if row.code not in OF_LAW_AGE]
    return Line(determination.release, unnamed or text.name(), text.answer(), reasons[0] if reasons else "")


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
    ordered = sorted(_told_apart(lines), key=lambda line: -RELEASE.rank(line.release))
    rows = [
        (translate(RELEASE.short[line.release], language), line.name, line.reason or line.answer)
        for line in ordered
    ]
    most = 1 if len(rows) > _MOST_WITH_TWO_LINES else 2
    # Reasons of a stop are whole where the screen has room for them.
    whole = [*table_rows(rows, width, sys.maxsize)]
    short = [*table_rows(rows, width, most)]
    stops = sum(line.release == "stop" for line in ordered)
    shown = [*whole[:stops], *short[stops:]]
    room = MOST_LINES - _LINES_AROUND
    yield from (text for row in (shown if sum(map(len, shown)) <= room else short) for text in row)


def _told_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The rows; of those with one name each has its number."""
    known = Counter(line.name for line in lines)
    seen: Counter[str] = Counter()
    for line in lines:
        seen[line.name] += 1
        yield replace(line, name=f"{line.name} ({seen[line.name]})") if known[line.name] > 1 else line
