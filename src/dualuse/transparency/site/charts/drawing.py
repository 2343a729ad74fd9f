"""SVG as text: elements, escaping, and the document round a chart.

Only presentation attributes and class names: the pages forbid styles that stand in them, and a chart must look the
same in a file of its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from dualuse.transparency.site.charts.text import BODY, NOT_XML, Label

# Colour-blind readers tell them apart and, neighbour from neighbour, so does a grey print: blues, oranges and purples only,
# dark and light in turn, each with a contrast of at least 3:1 on white.
COLOURS: Final = (
    "#0b3c6f",
    "#d9780f",
    "#7a4e9e",
    "#3a97d3",
    "#6b3e0c",
    "#8b8b8b",
    "#24248f",
    "#c2629c",
)
PAPER: Final = "#ffffff"
GRID: Final = "#dddddd"
AXIS: Final = "#444444"
NODE: Final = "#555555"
UNKNOWN_GROUND: Final = "#f6f6f6"
UNKNOWN_STRIPE: Final = "#b3b3b3"


def colour(index: int) -> str:
    """The colour of the series, or node, of this index; after the last comes the first again."""
    return COLOURS[index % len(COLOURS)]


FONTS: Final = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
NARROW: Final = 480  # px; below it a chart is laid out for a phone
LEAST_WIDTH: Final = 240
EDGE: Final = 2.0

_IDENT: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def escape(text: str) -> str:
    """The text for XML, in an element or an attribute; signs that XML does not allow become U+FFFD."""
    if text.isalnum():  # most are words, which have none of them
        return text
    text = NOT_XML.sub("\ufffd", text)
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, written)
    return text


def coordinate(value: float) -> str:
    """A number of px, to a thousandth.

    Raises:
        ValueError: it is not finite.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is no coordinate")
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")  # adding zero makes "-0" a "0"


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def element(name: str, *inner: str, **attributes: str | float) -> str:
    """One element. ``inner``: written elements or escaped text. In names of attributes ``_`` is ``-``, and one at the
    end is dropped (``class_``); an empty text leaves its attribute out."""
    written = "".join(
        f' {_attribute(key)}="{escape(value) if isinstance(value, str) else coordinate(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{''.join(inner)}</{name}>" if inner else f"<{name}{written}/>"


def hover(text: str) -> tuple[str, ...]:
    """The title that shows on hover, as inner elements; none for an empty text."""
    return (element("title", escape(text)),) if text else ()


def rectangle(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    kind: str,
    *,
    title: str = "",
    stroke: str = "",
) -> str:
    """A rectangle of class ``kind``; sizes in px."""
    return element(
        "rect", *hover(title), class_=kind, x=x, y=y, width=width, height=height, fill=fill, stroke=stroke
    )  # fmt: skip


def stroke(
    x1: float, y1: float, x2: float, y2: float, colour: str, kind: str, *, width: float = 1.0, dash: str = ""
) -> str:
    """A straight line of class ``kind``; places and width in px."""
    return element(
        "line",
        class_=kind,
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=dash,
    )


def written(label: Label, *, halo: bool = False) -> str:
    """A label. ``halo``: with a rim of paper, so that it can be read on grid lines."""
    rim: dict[str, str | float] = (
        {"stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
        if halo
        else {}
    )
    return element(
        "text",
        escape(label.text),
        *hover(label.full),
        class_=label.kind,
        x=label.x,
        y=label.y,
        font_size=label.size,
        font_weight="bold" if label.bold else "",
        text_anchor="" if label.anchor == "start" else label.anchor,
        fill=label.fill,
        **rim,
    )


def unknown_pattern(ident: str) -> str:
    """The faint hatch of what is not known; filled with ``url(#ident-unknown)``."""
    return _hatch(f"{ident}-unknown", UNKNOWN_GROUND, UNKNOWN_STRIPE, 45, 7, 1)


def outlier_pattern(ident: str, series: int, colour: str) -> str:
    """The strong hatch of a single decision; filled with ``url(#ident-outlier-series)``."""
    return _hatch(f"{ident}-outlier-{series}", PAPER, colour, -45, 5, 2.5)


def _hatch(ident: str, ground: str, stripe: str, turn: float, period: float, width: float) -> str:
    return element(
        "pattern",
        element("rect", width=period, height=period, fill=ground),
        element("rect", width=width, height=period, fill=stripe),
        id=ident,
        width=period,
        height=period,
        patternUnits="userSpaceOnUse",
        patternTransform=f"rotate({turn})",
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands round every chart. ``ident``: the start of all ids in it; ``width`` in px.

    Raises:
        ValueError: ``ident`` cannot be the start of an XML id, or ``width`` is under 240 px.
    """

    title: str
    description: str
    width: int
    ident: str

    def __post_init__(self) -> None:
        if not _IDENT.fullmatch(self.ident):
            raise ValueError(f"{self.ident!r} cannot be the start of an id")
        if self.width < LEAST_WIDTH:
            raise ValueError(f"a chart needs {LEAST_WIDTH} px, not {self.width}")

    @property
    def narrow(self) -> bool:
        """Whether it is laid out for a phone."""
        return self.width < NARROW


def document(frame: Frame, body: Iterable[str], bottom: float, patterns: Iterable[str] = ()) -> str:
    """The whole SVG of a chart whose ``body`` ends at ``bottom`` px."""
    height = math.ceil(bottom + EDGE)
    defined = "".join(patterns)
    return element(
        "svg",
        element("title", escape(frame.title), id=f"{frame.ident}-title"),
        element("desc", escape(frame.description), id=f"{frame.ident}-desc"),
        element("defs", defined) if defined else "",
        rectangle(0, 0, frame.width, height, PAPER, "paper"),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        viewBox=f"0 0 {frame.width} {height}",
        width=frame.width,
        height=height,
        role="img",
        aria_labelledby=f"{frame.ident}-title {frame.ident}-desc",
        font_family=FONTS,
        font_size=BODY,
    )
