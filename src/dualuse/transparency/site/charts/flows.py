"""Flows from sources on the left to targets on the right, as ribbons as thick as their value."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.transparency.site.charts.drawing import (
    EDGE,
    NODE,
    Frame,
    colour,
    coordinate,
    document,
    element,
    hover,
    rectangle,
    written,
)
from dualuse.transparency.site.charts.marks import checked
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

_GAP: Final = 5.0


@dataclass(frozen=True, slots=True)
class Flow:
    """So much from a source to a target."""

    source: str
    target: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A source or target: its ``value`` in the unit of the chart; ``top`` and ``height`` in px from the top of the layout;
    ``slot``: the px that it has for itself, with its label, and ``slot_top`` where they begin."""

    name: str
    value: float
    top: float
    height: float
    slot_top: float
    slot: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """A flow as drawn: indexes of its nodes, and in px the tops of both of its ends and its thickness."""

    source: int
    target: int
    value: float
    source_top: float
    target_top: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole diagram; ``height`` in px."""

    sources: tuple[Node, ...]
    targets: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """So many px for the total of all flows."""

    height: float
    total: float

    def px(self, value: float) -> float:
        # In this order: px for one unit may be too large for a number when the values are tiny.
        return value / self.total * self.height if self.total else 0.0


def layout(
    links: Sequence[Flow], most: int, other: Callable[[int], str], *, height: float, label_height: float
) -> Layout:
    """Nodes in the order of their size, and ribbons that leave and arrive in the order of the nodes at their other ends.

    Args:
        most: how many targets have a node of their own; the rest share one, named by ``other`` with their number.
        height: of the larger side without gaps, in px, if no label needs more.
        label_height: the least px for a node.

    Raises:
        ValueError: a value is negative, not finite or over 10^18; ``most`` is under 1.
    """
    checked(flow.value for flow in links)
    if most < 1:
        raise ValueError(f"there cannot be {most} targets")
    merged, rest = _with_small_targets_grouped(links, most, other)
    scale = _Scale(height, math.fsum(flow.value for flow in merged.values()))
    sources = _sums(merged, source=True)
    targets = _sums(merged, source=False)
    if rest is not None:  # the group comes last, whatever its size
        targets[rest] = targets.pop(rest)
    placed = [_nodes(sizes, scale, label_height) for sizes in (sources, targets)]
    high = max(_bottom(nodes) for nodes in placed)
    left, right = (_centred(nodes, high) for nodes in placed)
    return Layout(left, right, _ribbons(merged, left, right, scale), high)


_Merged = dict[tuple[str, str], Flow]


def _with_small_targets_grouped(
    links: Sequence[Flow], most: int, other: Callable[[int], str]
) -> tuple[_Merged, str | None]:  # fmt: skip
    """The flows, one for each pair, with the targets beyond ``most`` as one; and the name of that one, if there is."""
    merged = _merged(links)
    order = list(_sums(merged, source=False))
    small = set(order[most:])
    if not small:
        return merged, None
    name = other(len(small))
    while name in order[:most]:  # a target that has the name of the group stays one of its own
        name += "\u200b"
    return _merged(
        [Flow(flow.source, name, flow.value) if flow.target in small else flow for flow in merged.values()]
    ), name


def _merged(links: Sequence[Flow]) -> _Merged:
    flows: _Merged = {}
    for flow in links:
        if flow.value > 0:
            key = (flow.source, flow.target)
            before = flows[key].value if key in flows else 0.0
            flows[key] = Flow(flow.source, flow.target, before + flow.value)
    return flows


def _sums(merged: _Merged, source: bool) -> dict[str, float]:
    """The sum of each node, the largest first, then by name."""
    parts: dict[str, list[float]] = {}
    for flow in merged.values():
        parts.setdefault(flow.source if source else flow.target, []).append(flow.value)
    sums = {name: math.fsum(values) for name, values in parts.items()}
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def _nodes(sizes: dict[str, float], scale: _Scale, label_height: float) -> list[Node]:
    nodes: list[Node] = []
    y = 0.0
    for name, value in sizes.items():
        high = scale.px(value)
        slot = max(high, label_height)
        nodes.append(
            Node(name=name, value=value, top=y + (slot - high) / 2, height=high, slot_top=y, slot=slot)
        )
        y += slot + _GAP
    return nodes


def _bottom(nodes: Sequence[Node]) -> float:
    return nodes[-1].slot_top + nodes[-1].slot if nodes else 0.0


def _centred(nodes: Sequence[Node], high: float) -> tuple[Node, ...]:
    """The nodes spread over the height: what one side has less than the other becomes wider gaps."""
    spare = high - _bottom(nodes)
    between = min(spare / (len(nodes) - 1), 40.0) if len(nodes) > 1 else 0.0
    first = (spare - between * max(len(nodes) - 1, 0)) / 2
    return tuple(
        Node(
            name=node.name,
            value=node.value,
            top=node.top + down,
            height=node.height,
            slot_top=node.slot_top + down,
            slot=node.slot,
        )
        for index, node in enumerate(nodes)
        for down in (first + between * index,)
    )


def _ribbons(
    merged: _Merged, sources: Sequence[Node], targets: Sequence[Node], scale: _Scale
) -> tuple[Ribbon, ...]:  # fmt: skip
    sides = [{node.name: index for index, node in enumerate(side)} for side in (sources, targets)]
    pairs = sorted(
        ((sides[0][flow.source], sides[1][flow.target], flow) for flow in merged.values()),
        key=lambda pair: pair[:2],
    )
    left = [node.top for node in sources]
    right = [node.top for node in targets]
    ribbons = []
    for source, target, flow in pairs:  # by source, then target: so ribbons cross no more than they must
        thick = scale.px(flow.value)
        ribbons.append(
            Ribbon(
                source=source,
                target=target,
                value=flow.value,
                source_top=left[source],
                target_top=right[target],
                thickness=thick,
            )
        )
        left[source] += thick
        right[target] += thick
    return tuple(ribbons)


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

    Raises:
        ValueError: a value is negative, not finite or over 10^18; ``most`` is under 1; ``ident`` or ``width`` cannot be used.
    """
    frame = Frame(title, description, width, ident)
    rows = 2 if frame.narrow else 1
    made = layout(
        links, most, other, height=300.0 if frame.narrow else 420.0, label_height=rows * SMALL * LINE
    )
    head, top = _head(frame, unit, left_label, right_label)
    room = _label_rooms(made, frame, number)
    left, right = EDGE + room[0] + 6, width - EDGE - room[1] - 6
    body = [
        *head,
        *(_ribbon(ribbon, made, left, right=right, top=top, number=number) for ribbon in made.ribbons),
    ]
    for index, node in enumerate(made.sources):
        body.append(_node(node, left, top, fill=colour(index), number=number))
        body += _labels(node, left - 6, top, room=room[0], anchor="end", rows=rows, number=number)
    for node in made.targets:
        body.append(_node(node, right - _NODE, top, fill=NODE, number=number))
        body += _labels(node, right + 6, top, room=room[1], anchor="start", rows=rows, number=number)
    return document(frame, body, top + made.height + 6)


def _head(frame: Frame, unit: str, left: str, right: str) -> tuple[list[str], float]:
    """The unit and the names of both sides, and the y in px under them."""
    y = EDGE
    labels = []
    if unit:
        text = shorten(unit, frame.width - 2 * EDGE, SMALL)
        labels.append(written(Label(EDGE, y + SMALL, text, SMALL, fill=FAINT_INK, kind="unit")))
        y += SMALL * LINE + 4
    half = frame.width / 2 - 8
    sides: tuple[tuple[str, float, Anchor], ...] = (
        (left, EDGE, "start"),
        (right, frame.width - EDGE, "end"),
    )
    for text, x, anchor in sides:
        short = shorten(text, half, BODY, bold=True)
        if short:
            labels.append(written(Label(x, y + BODY, short, BODY, anchor=anchor, bold=True, kind="side")))
    return labels, (y + BODY * LINE + 6 if left or right else y + 4)


def _label_rooms(made: Layout, frame: Frame, number: Callable[[float], str]) -> tuple[float, float]:
    """The px for the labels of each side: what they need, and at most three tenths of the width."""
    rooms = []
    for side in (made.sources, made.targets):
        texts = [
            text
            for node in side
            for text in (
                (node.name, number(node.value)) if frame.narrow else (f"{node.name}  {number(node.value)}",)
            )
        ]
        longest = max((width_of(label, SMALL) for label in texts), default=0.0)
        numbers = max((width_of(number(node.value), SMALL) for node in side), default=0.0)
        rooms.append(min(longest + 4, max(0.3 * frame.width, numbers + 12)))
    return rooms[0], rooms[1]


def _node(node: Node, x: float, top: float, *, fill: str, number: Callable[[float], str]) -> str:
    title = f"{node.name}: {number(node.value)}"
    return rectangle(x, top + node.top, _NODE, node.height, fill, "node", title=title)


def _labels(
    node: Node,
    x: float,
    top: float,
    *,
    room: float,
    anchor: Anchor,
    rows: int,
    number: Callable[[float], str],
) -> list[str]:
    """The name and number of a node: on one line, or on two."""
    value = one_line(number(node.value))
    middle = top + node.slot_top + node.slot / 2
    if rows == 2:
        name = shorten(node.name, room, SMALL)
        full = node.name if name != node.name else ""
        return [
            written(Label(x, middle - 2, name, SMALL, anchor=anchor, full=full, kind="name")),
            written(Label(x, middle + SMALL, value, SMALL, anchor=anchor, fill=FAINT_INK, kind="number")),
        ]
    wide = width_of(value, SMALL) + 7
    name = shorten(node.name, room - wide, SMALL)
    full = node.name if name != node.name else ""
    base = middle + SMALL * 0.35
    if anchor == "end":
        return [
            written(Label(x - wide, base, name, SMALL, anchor="end", full=full, kind="name")),
            written(Label(x, base, value, SMALL, anchor="end", fill=FAINT_INK, kind="number")),
        ]
    return [
        written(Label(x, base, name, SMALL, full=full, kind="name")),
        written(Label(x + width_of(name, SMALL) + 7, base, value, SMALL, fill=FAINT_INK, kind="number")),
    ]


def _ribbon(
    ribbon: Ribbon, made: Layout, left: float, *, right: float, top: float, number: Callable[[float], str]
) -> str:
    """A ribbon between two nodes, bent so that it leaves and arrives level."""
    begin, end = left + _NODE, right - _NODE
    middle = (begin + end) / 2
    y1, y2 = top + ribbon.source_top, top + ribbon.target_top
    y3, y4 = y2 + ribbon.thickness, y1 + ribbon.thickness
    at = [coordinate(value) for value in (begin, y1, middle, y1, middle, y2, end, y2)]
    back = [coordinate(value) for value in (end, y3, middle, y3, middle, y4, begin, y4)]
    path = f"M{' '.join(at[:2])}C{' '.join(at[2:])}L{' '.join(back[:2])}C{' '.join(back[2:])}Z"
    names = f"{made.sources[ribbon.source].name} → {made.targets[ribbon.target].name}: {number(ribbon.value)}"
    return element(
        "path", *hover(names), class_="ribbon", d=path, fill=colour(ribbon.source), fill_opacity=0.55,
    )  # fmt: skip
