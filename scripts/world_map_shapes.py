"""Geometry for the world map: TopoJSON arcs, simplification, the cut at the map's edge, a point well inside.

A ring is a list of numbers of arcs, as in TopoJSON: ``~n`` is arc ``n`` backwards. A line is a list of points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import hypot, inf
from typing import Any

Point = tuple[float, float]
Line = list[Point]
Ring = list[int]


def decoded(topology: dict[str, Any]) -> list[Line]:
    """The arcs of a quantised TopoJSON, in degrees."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step in steps:
            x, y = x + step[0], y + step[1]
            arc.append((x * scale_x + left, y * scale_y + low))
        arcs.append(arc)
    return arcs


def rings_of(geometry: dict[str, Any]) -> list[list[Ring]]:
    """The polygons of a TopoJSON geometry, each with its outer ring first."""
    polygons: list[list[Ring]] = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return polygons


def joined(ring: Ring, arcs: Sequence[Line]) -> Line:
    """The points of a ring; the last repeats the first."""
    line: Line = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line


def merged(rings: Iterable[Ring], arcs: Sequence[Line]) -> list[Ring]:
    """Rings of neighbours made one: what two of them share falls away, the rest is strung together again."""
    left = [number for ring in rings for number in ring]
    inner = {number for number in left if ~number in left}
    starts: dict[Point, list[int]] = {}
    for number in left:
        if number not in inner:
            starts.setdefault(joined([number], arcs)[0], []).append(number)
    shapes = []
    while starts:
        first = next(iter(starts))
        ring, at = [], first
        while not ring or at != first:
            ring.append(starts[at].pop())
            if not starts[at]:
                del starts[at]
            at = joined([ring[-1]], arcs)[-1]
        shapes.append(ring)
    return shapes


def unwrapped(line: Iterable[Point]) -> Line:
    """The line without jumps from one edge of the map to the other: longitudes may leave ±180."""
    points: Line = []
    for x, y in line:
        turn = round((x - points[-1][0]) / 360) if points else 0
        points.append((x - 360 * turn, y))
    return points


def simplified(line: Line, seen: Line, least: float) -> Line:
    """The line without its least points (Visvalingam and Whyatt 1993), ends kept; a closed line keeps four.

    Args:
        line: what is returned in part.
        seen: the same points as drawn: their triangles decide.
        least: area, in px², from which a point stays.
    """
    last = len(line) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    keep = [True] * len(line)
    areas = [inf] * len(line)

    def area(at: int) -> float:
        return abs(signed_area([seen[before[at]], seen[at], seen[after[at]]]))

    for at in range(1, last):
        areas[at] = area(at)
    heap = [(areas[at], at) for at in range(1, last)]
    heapify(heap)
    remaining, fewest = len(line), 4 if line[0] == line[-1] else 2
    while heap and remaining > fewest:
        size, at = heappop(heap)
        if size > least:
            break
        if not keep[at] or size != areas[at]:
            continue
        keep[at], remaining = False, remaining - 1
        after[before[at]], before[after[at]] = after[at], before[at]
        for beside in (before[at], after[at]):
            if 0 < beside < last:
                # Never less than what just fell, so that small steps cannot wear a coast away one by one.
                areas[beside] = max(area(beside), size)
                heappush(heap, (areas[beside], beside))
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def cut(ring: Line) -> list[Line]:
    """The parts of a ring (unwrapped, degrees east of the map's middle) that lie on the map, -180 to 180."""
    parts = []
    for shift in (-360, 0, 360):
        part = [(x + shift, y) for x, y in ring]
        for edge, side in ((-180.0, 1), (180.0, -1)):
            part = _on_one_side(part, edge, side)
        if len(part) > 3:
            parts.append(part)
    return parts


def _on_one_side(ring: Line, edge: float, side: int) -> Line:
    """What of a closed ring lies at the ``side`` (1: east, -1: west) of a meridian (Sutherland and Hodgman)."""
    points: Line = []
    for (x, y), (to_x, to_y) in pairwise(ring):
        here, there = (x - edge) * side >= 0, (to_x - edge) * side >= 0
        if here:
            points.append((x, y))
        if here != there:
            points.append((edge, y + (to_y - y) * (edge - x) / (to_x - x)))
    return [*points, points[0]] if points else []


def signed_area(ring: Sequence[Point]) -> float:
    """Area of a ring, closed or not; its sign tells the direction."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairs) / 2


def inside(point: Point, rings: Iterable[Line]) -> bool:
    """Whether the point lies in the shape of the closed rings (even-odd rule)."""
    px, py = point
    crossed = False
    for ring in rings:
        for (x, y), (to_x, to_y) in pairwise(ring):
            if (y > py) != (to_y > py) and px < x + (to_x - x) * (py - y) / (to_y - y):
                crossed = not crossed
    return crossed


def _to_border(point: Point, rings: Iterable[Line]) -> float:
    """Distance to the nearest edge, negative outside."""
    px, py = point
    nearest = inf
    for ring in rings:
        for (x, y), (to_x, to_y) in pairwise(ring):
            along_x, along_y = to_x - x, to_y - y
            length = along_x * along_x + along_y * along_y
            share = max(0.0, min(1.0, ((px - x) * along_x + (py - y) * along_y) / length)) if length else 0.0
            nearest = min(nearest, hypot(px - x - share * along_x, py - y - share * along_y))
    return nearest if inside(point, rings) else -nearest


def well_inside(rings: Sequence[Line], precision: float = 0.1) -> Point:
    """The pole of inaccessibility of the largest ring, holes heeded: the point farthest from any edge.

    Source of the method: V. Agafonkin, "A new algorithm for finding a visual center of a polygon", 2016.
    """
    largest = max(rings, key=lambda ring: abs(signed_area(ring)))
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    holes = [ring for ring in rings if ring is not largest and inside(ring[0], [largest])]
    shape = [largest, *holes]
    half = max(max(xs) - min(xs), max(ys) - min(ys)) / 2
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    best, at = _to_border(middle, shape), middle
    heap = [(-(best + half * 2**0.5), half, middle)]
    while heap:
        most, half, (x, y) = heappop(heap)
        if -most - best <= precision:
            break
        half /= 2
        for centre in (
            (x - half, y - half),
            (x + half, y - half),
            (x - half, y + half),
            (x + half, y + half),
        ):
            distance = _to_border(centre, shape)
            if distance > best:
                best, at = distance, centre
            heappush(heap, (-(distance + half * 2**0.5), half, centre))
    return at


def _number(tenths: int) -> str:
    text = f"{tenths / 10:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path(lines: Iterable[Line], closed: bool = True) -> str:
    """SVG path of lines in px, rounded to 0.1 before steps are taken, so that neighbours keep one edge."""
    shapes = []
    for line in lines:
        tenths = [(round(x * 10), round(y * 10)) for x, y in line]
        steps = [(to_x - x, to_y - y) for (x, y), (to_x, to_y) in pairwise(tenths) if (x, y) != (to_x, to_y)]
        if closed:
            steps = steps[:-1]
        if len(steps) < (2 if closed else 1):
            continue
        drawn = _joined(number for step in steps for number in step)
        shapes.append(f"M{_joined(tenths[0])}l{drawn}{'z' if closed else ''}")
    return "".join(shapes)


def _joined(tenths: Iterable[int]) -> str:
    """Numbers of a path with no more between them than a reader of SVG needs."""
    text, before = "", "-"
    for number in map(_number, tenths):
        parted = not text or number.startswith("-") or (number.startswith(".") and "." in before)
        text, before = f"{text}{'' if parted else ' '}{number}", number
    return text
