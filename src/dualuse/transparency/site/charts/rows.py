"""The labels of charts that have one row for each thing: beside the row, or above it where the chart is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.transparency.site.charts.drawing import EDGE, Frame
from dualuse.transparency.site.charts.text import (
    BODY,
    FAINT_INK,
    INK,
    LINE,
    LINK_INK,
    SMALL,
    Label,
    one_line,
    width_of,
    wrap,
)

_SHARE: Final = 0.36  # of the width, at most, for labels that stand beside


@dataclass(frozen=True, slots=True)
class RowText:
    """The texts of a row: its label, a smaller note under it, and whether it is a link."""

    label: str
    note: str = ""
    linked: bool = False


@dataclass(frozen=True, slots=True)
class RowLayout:
    """Where labels stand and marks begin, in px. ``above``: labels stand over the marks."""

    above: bool
    left: float
    right: float
    label_room: float
    size: float = BODY


def row_layout(rows: Sequence[RowText], frame: Frame, values: float) -> RowLayout:
    """The layout of rows that need ``values`` px right of their marks for a text."""
    longest = max(
        (max(width_of(one_line(one.label), BODY), width_of(one_line(one.note), SMALL)) for one in rows),
        default=0.0,
    )
    right = max(frame.width - EDGE - values, frame.width * 0.4)
    room = min(longest, _SHARE * frame.width)
    beside = right - (EDGE + room + 10)
    if frame.narrow or beside < 0.3 * frame.width:
        return RowLayout(True, EDGE + 1, right, frame.width - 2 * EDGE)
    return RowLayout(False, EDGE + room + 10, right, room)


def row_labels(row: RowText, layout: RowLayout, top: float) -> tuple[list[Label], float]:
    """The label and note of a row from ``top``, and the px that they take."""
    lines = [(line, BODY, False) for line in wrap(row.label, layout.label_room, BODY, 2)]
    lines += [(line, SMALL, True) for line in wrap(row.note, layout.label_room, SMALL, 2)]
    shortened = any(line.endswith("…") for line, _, note in lines if not note) and not row.label.endswith("…")
    found: list[Label] = []
    y = top
    for index, (line, size, note) in enumerate(lines):
        y += size * LINE
        found.append(
            Label(
                EDGE if layout.above else layout.left - 10,
                y - size * (LINE - 1),
                line,
                size,
                anchor="start" if layout.above else "end",
                fill=FAINT_INK if note else LINK_INK if row.linked else INK,
                full=row.label if shortened and index == 0 else "",
                kind="note" if note else "row",
                underlined=row.linked and not note,
            )
        )
    return found, y - top
