"""Flows from sources on the left to targets on the right, as ribbons as thick as their value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dualuse.transparency.site.charts.drawing import (
    EDGE,
    Frame,
    coordinate,
    document,
    element,
    hover,
    link,
    rectangle,
    written,
)
from dualuse.transparency.site.charts.flow_layout import Flow, Layout, Node, Ribbon, layout
from dualuse.transparency.site.charts.palette import NODE, colour
from dualuse.transparency.site.charts.text import (
    BODY,
    FAINT_INK,
    LINE,
    SMALL,
    Anchor,
    Label,
    one_line,
    shorten,
    width_of,
)

__all__ = ["Flow", "flows"]

_NODE: Final = 10.0


def flows(
    links: Sequence[Flow],
    *,
    most: int = 30,
    other: Callable[[int], str],
    title: str,
    description: str,
    unit: str,
    number: Callable[[float], str],
    width: int,
    ident: str,
    left_label: str = "",
    right_label: str = "",
    heading: str = "",
    source_line: str = "",
) -> str:
    """Flows as SVG. Flows of one source and target are one; those of zero are not drawn.

    Args:
        most: how many targets stand alone, about 30 at 720 px and 12 at 340 px; the others are one node.
        other: names that node, given how many targets are in it.
        unit: what the ribbons count, named above.
        number: writes a value in the language of the page.
        width: in px.
        ident: the start of all ids in the chart.
        left_label, right_label: what stands on each side.
        heading, source_line: printed above and below.

    Raises:
        ValueError: a value is negative, not finite or over 10^18; ``most`` is under 1; ``ident`` or ``width`` cannot be used.
    """
    frame = Frame(title, description, width, ident, heading, source_line)
    rows = 2 if frame.narrow else 1
    made = layout(links, most, other, 300.0 if frame.narrow else 420.0, rows * SMALL * LINE)
    head, top = _head(frame, unit, left_label, right_label)
    room = _room(made, frame, number)
    left, right = EDGE + room[0] + 6, width - EDGE - room[1] - 6
    body = [*head, *(_ribbon(one, made, left, right, top, number) for one in made.ribbons)]
    for index, node in enumerate(made.sources):
        body.append(_node(node, left, top, colour(index), number))
        body += _labels(node, left - 6, top, room[0], "end", rows, number)
    for node in made.targets:
        body.append(_node(node, right - _NODE, top, NODE, number))
        body += _labels(node, right + 6, top, room[1], "start", rows, number)
    return document(frame, body, top + made.height + 6, linked=any(one.href for one in made.ribbons))


def _head(frame: Frame, unit: str, left: str, right: str) -> tuple[list[str], float]:
    """The unit and the names of both sides, and the y in px under them."""
    y = frame.headed()[1]
    found = []
    if unit:
        text = shorten(unit, frame.width - 2 * EDGE, SMALL)
        found.append(written(Label(EDGE, y + SMALL, text, SMALL, fill=FAINT_INK, kind="unit")))
        y += SMALL * LINE + 4
    half = frame.width / 2 - 8
    sides: tuple[tuple[str, float, Anchor], ...] = (
        (left, EDGE, "start"),
        (right, frame.width - EDGE, "end"),
    )
    for text, x, anchor in sides:
        short = shorten(text, half, BODY, bold=True)
        if short:
            found.append(written(Label(x, y + BODY, short, BODY, anchor, bold=True, kind="side")))
    return found, (y + BODY * LINE + 6 if left or right else y + 4)


def _room(made: Layout, frame: Frame, number: Callable[[float], str]) -> tuple[float, float]:
    """The px for the labels of each side: what they need, and at most three tenths of the width."""
    found = []
    for side in (made.sources, made.targets):
        texts = [
            text
            for one in side
            for text in (
                (one.name, number(one.value)) if frame.narrow else (f"{one.name}  {number(one.value)}",)
            )
        ]
        longest = max((width_of(one, SMALL) for one in texts), default=0.0)
        numbers = max((width_of(number(one.value), SMALL) for one in side), default=0.0)
        found.append(min(longest + 4, max(0.3 * frame.width, numbers + 12)))
    return found[0], found[1]


def _node(node: Node, x: float, top: float, fill: str, number: Callable[[float], str]) -> str:
    title = f"{node.name}: {number(node.value)}"
    return rectangle(x, top + node.top, _NODE, node.height, fill, "node", title=title)


def _labels(
    node: Node, x: float, top: float, room: float, anchor: Anchor, rows: int, number: Callable[[float], str]
) -> list[str]:
    """The name and number of a node: on one line, or on two."""
    value = one_line(number(node.value))
    middle = top + node.slot_top + node.slot / 2
    if rows == 2:
        name = shorten(node.name, room, SMALL)
        full = node.name if name != node.name else ""
        return [
            written(Label(x, middle - 2, name, SMALL, anchor, full=full, kind="name")),
            written(Label(x, middle + SMALL, value, SMALL, anchor, fill=FAINT_INK, kind="number")),
        ]
    wide = width_of(value, SMALL) + 7
    name = shorten(node.name, room - wide, SMALL)
    full = node.name if name != node.name else ""
    base = middle + SMALL * 0.35
    if anchor == "end":
        return [
            written(Label(x - wide, base, name, SMALL, "end", full=full, kind="name")),
            written(Label(x, base, value, SMALL, "end", fill=FAINT_INK, kind="number")),
        ]
    return [
        written(Label(x, base, name, SMALL, full=full, kind="name")),
        written(Label(x + width_of(name, SMALL) + 7, base, value, SMALL, fill=FAINT_INK, kind="number")),
    ]


def _ribbon(
    one: Ribbon, made: Layout, left: float, right: float, top: float, number: Callable[[float], str]
) -> str:
    """A ribbon between two nodes, bent so that it leaves and arrives level."""
    begin, end = left + _NODE, right - _NODE
    middle = (begin + end) / 2
    y1, y2 = top + one.source_top, top + one.target_top
    y3, y4 = y2 + one.thickness, y1 + one.thickness
    at = [coordinate(value) for value in (begin, y1, middle, y1, middle, y2, end, y2)]
    back = [coordinate(value) for value in (end, y3, middle, y3, middle, y4, begin, y4)]
    path = f"M{' '.join(at[:2])}C{' '.join(at[2:])}L{' '.join(back[:2])}C{' '.join(back[2:])}Z"
    names = f"{made.sources[one.source].name} → {made.targets[one.target].name}: {number(one.value)}"
    drawn = element(
        "path", *hover(names), class_="ribbon", d=path, fill=colour(one.source), fill_opacity=0.55,
    )  # fmt: skip
    return link(one.href, names, drawn)
