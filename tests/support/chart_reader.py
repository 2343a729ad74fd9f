"""Reads a chart back: its texts with the room they take, and its shapes by class."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from defusedxml.ElementTree import fromstring

from dualuse.transparency.site.charts.text import Box, Label

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Shape:
    """An element of a chart: its name, class, room and attributes, and the title that shows on hover."""

    name: str
    kind: str
    box: Box
    attributes: dict[str, str]
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What was read of a chart."""

    root: Any
    texts: tuple[tuple[Label, str], ...]
    shapes: tuple[Shape, ...]

    @property
    def page(self) -> Box:
        """The view box."""
        left, top, wide, high = map(float, self.root.get("viewBox").split())
        return Box(left - 0.01, top - 0.01, left + wide + 0.01, top + high + 0.01)

    def of(self, kind: str) -> list[Shape]:
        """The shapes of a class."""
        return [one for one in self.shapes if one.kind == kind]

    def written(self, kind: str) -> list[Label]:
        """The texts of a class."""
        return [label for label, its_kind in self.texts if its_kind == kind]


def read(svg: str) -> Chart:
    """A chart from its text; the elements in definitions are left out."""
    root = fromstring(svg)
    assert root.tag == f"{_SVG}svg"
    texts, shapes = [], []
    for one in _drawn(root):
        name = one.tag.removeprefix(_SVG)
        if name == "text":
            texts.append((_label(one), one.get("class")))
        elif name in ("rect", "line", "circle", "path", "polyline"):
            title = one.findtext(f"{_SVG}title") or ""
            shapes.append(Shape(name, one.get("class"), _box(name, one), dict(one.attrib), title))
    return Chart(root, tuple(texts), tuple(shapes))


def _drawn(root: Any) -> Iterator[Any]:
    for one in root:
        if one.tag != f"{_SVG}defs":
            yield one
            yield from _drawn(one)


def _label(one: Any) -> Label:
    return Label(
        float(one.get("x")),
        float(one.get("y")),
        one.text or "",
        float(one.get("font-size")),
        one.get("text-anchor", "start"),
        one.get("font-weight") == "bold",
    )


def _box(name: str, one: Any) -> Box:
    def at(key: str) -> float:
        return float(one.get(key))

    if name == "rect":
        return Box(at("x"), at("y"), at("x") + at("width"), at("y") + at("height"))
    if name == "line":
        xs, ys = sorted((at("x1"), at("x2"))), sorted((at("y1"), at("y2")))
        return Box(xs[0], ys[0], xs[1], ys[1])
    if name == "circle":
        return Box(at("cx") - at("r"), at("cy") - at("r"), at("cx") + at("r"), at("cy") + at("r"))
    numbers = [float(found) for found in _NUMBER.findall(one.get("d") or one.get("points"))]
    return Box(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))


def sound(svg: str) -> Chart:
    """The chart, after what holds of every chart: XML, named, finite, in its view box, no style or script, no two texts
    that meet."""
    chart = read(svg)
    root = chart.root
    for one in root.iter():
        assert one.tag.removeprefix(_SVG) not in ("script", "style", "image", "use", "foreignObject")
        assert "style" not in one.attrib
        for key, value in one.attrib.items():
            if key in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "points"):
                assert all(math.isfinite(float(found)) for found in _NUMBER.findall(value))
                assert not re.search("nan|inf", value)
    idents = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(idents) == len(set(idents))
    if root.get("aria-hidden") is None:
        assert set(root.get("aria-labelledby").split()) <= set(idents)
        linked = root.find(f".//{_SVG}a") is not None
        assert root.get("role") == ("group" if linked else "img")
        for one in root.iter(f"{_SVG}a"):
            shown = " ".join(text.text or "" for text in one.iter(f"{_SVG}text"))
            assert one.get("aria-label")
            assert " ".join(shown.split()) in " ".join(one.get("aria-label").split())
    for filled in re.findall(r"url\(#([^)]*)\)", svg):
        assert filled in idents
    for shape in chart.shapes:
        assert shape.box.within(chart.page), shape
    for label, _ in chart.texts:
        assert label.size >= 11
        assert label.box.within(chart.page), label
    for (first, _), (second, _) in combinations(chart.texts, 2):
        assert not first.box.meets(second.box, -0.02), (first, second)
    return chart
