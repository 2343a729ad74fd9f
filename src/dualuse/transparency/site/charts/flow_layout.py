"""Where the nodes and ribbons of a diagram of flows stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.transparency.site.charts.scale import checked

_GAP: Final = 5.0


@dataclass(frozen=True, slots=True)
class Flow:
    """So much from a source to a target. ``href``: a page on the two."""

    source: str
    target: str
    value: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A source or target: its ``value`` in the unit of the chart; ``top`` and ``height`` in px from the top of the layout;
    ``slot``: the px that it has for itself, with its label, and ``slot_top`` where they begin."""

    name: str
    value: float
    top: float
    height: float
    slot_top: float
    slot: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A flow as drawn: indexes of its nodes, and in px the tops of both of its ends and its thickness."""

    source: int
    target: int
    value: float
    source_top: float
    target_top: float
    thickness: float
    href: str = ""


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
    links: Sequence[Flow], most: int, other: Callable[[int], str], height: float, label_height: float
) -> Layout:
    """Nodes in the order of their size, and ribbons that leave and arrive in the order of the nodes at their other ends.

    Args:
        most: how many targets have a node of their own; the rest share one, named by ``other`` with their number.
        height: of the larger side without gaps, in px, if no label needs more.
        label_height: the least px for a node.

    Raises:
        ValueError: a value is negative, not finite or over 10^18; ``most`` is under 1.
    """
    checked(one.value for one in links)
    if most < 1:
        raise ValueError(f"there cannot be {most} targets")
    merged, rest = _grouped(links, most, other)
    total = math.fsum(one.value for one in merged.values())
    scale = _Scale(height, total)
    sources = _sizes(merged, source=True)
    targets = _sizes(merged, source=False)
    if rest is not None:  # the group comes last, whatever its size
        targets[rest] = targets.pop(rest)
    placed = [_nodes(one, scale, label_height) for one in (sources, targets)]
    high = max(_bottom(one) for one in placed)
    left, right = (_centred(one, high) for one in placed)
    return Layout(left, right, _ribbons(merged, left, right, scale), high)


_Merged = dict[tuple[str, str], Flow]


def _grouped(
    links: Sequence[Flow], most: int, other: Callable[[int], str]
) -> tuple[_Merged, str | None]:  # fmt: skip
    """The flows, one for each pair, with the targets beyond ``most`` as one; and the name of that one, if there is."""
    merged = _merged(links)
    order = list(_sizes(merged, source=False))
    small = set(order[most:])
    if not small:
        return merged, None
    name = other(len(small))
    while name in order[:most]:  # a target that has the name of the group stays one of its own
        name += "\u200b"
    return _merged(
        [Flow(one.source, name, one.value) if one.target in small else one for one in merged.values()]
    ), name


def _merged(links: Sequence[Flow]) -> _Merged:
    found: _Merged = {}
    for one in links:
        if one.value > 0:
            key = (one.source, one.target)
            before = found.get(key, Flow(one.source, one.target, 0.0, one.href))
            found[key] = Flow(one.source, one.target, before.value + one.value, before.href)
    return found


def _sizes(merged: _Merged, source: bool) -> dict[str, float]:
    """The sum of each node, the largest first, then by name."""
    parts: dict[str, list[float]] = {}
    for one in merged.values():
        parts.setdefault(one.source if source else one.target, []).append(one.value)
    sums = {name: math.fsum(values) for name, values in parts.items()}
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def _nodes(sizes: dict[str, float], scale: _Scale, label_height: float) -> list[Node]:
    found: list[Node] = []
    y = 0.0
    for name, value in sizes.items():
        high = scale.px(value)
        slot = max(high, label_height)
        found.append(Node(name, value, y + (slot - high) / 2, high, y, slot))
        y += slot + _GAP
    return found


def _bottom(nodes: Sequence[Node]) -> float:
    return nodes[-1].slot_top + nodes[-1].slot if nodes else 0.0


def _centred(nodes: Sequence[Node], high: float) -> tuple[Node, ...]:
    """The nodes spread over the height: what one side has less than the other becomes wider gaps."""
    spare = high - _bottom(nodes)
    between = min(spare / (len(nodes) - 1), 40.0) if len(nodes) > 1 else 0.0
    first = (spare - between * max(len(nodes) - 1, 0)) / 2
    return tuple(
        Node(one.name, one.value, one.top + down, one.height, one.slot_top + down, one.slot)
        for index, one in enumerate(nodes)
        for down in (first + between * index,)
    )


def _ribbons(
    merged: _Merged, sources: Sequence[Node], targets: Sequence[Node], scale: _Scale
) -> tuple[Ribbon, ...]:  # fmt: skip
    sides = [{one.name: index for index, one in enumerate(side)} for side in (sources, targets)]
    pairs = sorted(
        ((sides[0][one.source], sides[1][one.target], one) for one in merged.values()),
        key=lambda pair: pair[:2],
    )
    left = [one.top for one in sources]
    right = [one.top for one in targets]
    found = []
    for source, target, one in pairs:  # by source, then target: so ribbons cross no more than they must
        thick = scale.px(one.value)
        found.append(Ribbon(source, target, one.value, left[source], right[target], thick, one.href))
        left[source] += thick
        right[target] += thick
    return tuple(found)
