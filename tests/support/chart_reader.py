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


@dataclass(frozen=True, slots=True, kw_only=True)
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

    def shapes_of(self, kind: str) -> list[Shape]:
        """The shapes of a class."""
        return [shape for shape in self.shapes if shape.kind == kind]

    def written(self, kind: str) -> list[Label]:
        """The texts of a class."""
        return [label for label, its_kind in self.texts if its_kind == kind]


def read(svg: str) -> Chart:
    """A chart from its text; the elements in definitions are left out."""
    root = fromstring(svg)
    assert root.tag == f"{_SVG}svg"
    texts, shapes = [], []
    for element in _drawn(root):
        name = element.tag.removeprefix(_SVG)
        if name == "text":
            texts.append((_label(element), element.get("class")))
        elif name in ("rect", "line", "circle", "path", "polyline"):
            title = element.findtext(f"{_SVG}title") or ""
            shapes.append(
                Shape(
                    name=name,
                    kind=element.get("class"),
                    box=_box(name, element),
                    attributes=dict(element.attrib),
                    title=title,
                )
            )
    return Chart(root, tuple(texts), tuple(shapes))


def _drawn(root: Any) -> Iterator[Any]:
    for element in root:
        if element.tag != f"{_SVG}defs":
            yield element
            yield from _drawn(element)


def _label(element: Any) -> Label:
    return Label(
        float(element.get("x")),
        float(element.get("y")),
        element.text or "",
        float(element.get("font-size")),
        anchor=element.get("text-anchor", "start"),
        bold=element.get("font-weight") == "bold",
    )


def _box(name: str, element: Any) -> Box:
    def at(key: str) -> float:
        return float(element.get(key))

    if name == "rect":
        return Box(at("x"), at("y"), at("x") + at("width"), at("y") + at("height"))
    if name == "line":
        xs, ys = sorted((at("x1"), at("x2"))), sorted((at("y1"), at("y2")))
        return Box(xs[0], ys[0], xs[1], ys[1])
    if name == "circle":
        return Box(at("cx") - at("r"), at("cy") - at("r"), at("cx") + at("r"), at("cy") + at("r"))
    numbers = [float(number) for number in _NUMBER.findall(element.get("d") or element.get("points"))]
    return Box(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))


def sound(svg: str) -> Chart:
    """The chart, after what holds of every chart: XML, named, finite, in its view box, no style or script, no two texts
    that meet."""
    chart = read(svg)
    root = chart.root
    for element in root.iter():
        assert element.tag.removeprefix(_SVG) not in ("script", "style", "image", "use", "foreignObject")
        assert "style" not in element.attrib
        for key, value in element.attrib.items():
            if key in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "points"):
                assert all(math.isfinite(float(number)) for number in _NUMBER.findall(value))
                assert not re.search("nan|inf", value)
    idents = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(idents) == len(set(idents))
    if root.get("aria-hidden") is None:
        assert set(root.get("aria-labelledby").split()) <= set(idents)
        linked = root.find(f".//{_SVG}a") is not None
        assert root.get("role") == ("group" if linked else "img")
        for element in root.iter(f"{_SVG}a"):
            shown = " ".join(text.text or "" for text in element.iter(f"{_SVG}text"))
            assert element.get("aria-label")
            assert " ".join(shown.split()) in " ".join(element.get("aria-label").split())
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
