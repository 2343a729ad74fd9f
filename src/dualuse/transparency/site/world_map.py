"""The world map of the website: circles for numbers, drawn as SVG without a script, a style sheet or another host.

Quantities are circles, not coloured countries: a count on a coloured country says how large the country is. A page
lays its circles over one file of the bare map, so that it weighs what its circles weigh. Presentation attributes
only: the pages' Content-Security-Policy forbids ``style``. Lengths are px of a map that is 1000 px wide.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import inf, sqrt
from typing import Final

from dualuse.transparency.site.geometry import (
    HIGHLIGHT,
    INK,
    ORIGIN,
    SILENT,
    TEXT,
    Place,
    World,
    background,
    base_map,
    mark,
    opened,
    shape,
    world,
)

__all__ = [
    "Place",
    "Symbol",
    "World",
    "base_map",
    "line_width",
    "locator_map",
    "placed",
    "radius",
    "round_numbers",
    "symbol_map",
    "world",
]

LARGEST: Final = 34.0
"""Radius of the greatest value's circle."""
FULL: Final = 20
"""The least greatest value that gets the largest circle: one decision should not look like a thousand."""
LEAST: Final = 1.6
"""Radius below which no circle falls: it would not be seen. Only here areas are not to scale."""
_FONT: Final = 'font-family="Arial, Helvetica, sans-serif" '


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number at a place.

    Attributes:
        code: of the place, as in ``place_names()``.
        value: what is drawn; nothing is drawn for 0 or less.
        text: the full sentence for the tooltip, in the reader's language.
        href: address of the page on it, if there is one.
    """

    code: str
    value: int
    text: str
    href: str = ""


def placed(symbols: Iterable[Symbol]) -> tuple[tuple[Symbol, ...], tuple[Symbol, ...]]:
    """The symbols that the map has a place for, and the others (``VARIOUS``, former States): a page names these."""
    places_of_map = world().places
    every = tuple(symbols)
    with_place = tuple(symbol for symbol in every if symbol.code in places_of_map)
    return with_place, tuple(symbol for symbol in every if symbol.code not in places_of_map)


def symbol_map(
    symbols: Iterable[Symbol],
    *,
    title: str,
    description: str,
    legend: str,
    number: Callable[[int], str],
    base: str | None,
    ident: str,
    source_line: str = "",
) -> str:
    """A map with a circle for each number, its area in proportion; symbols without a place are left out.

    Args:
        symbols: see :func:`placed` for those that the map cannot show.
        title: name of the map, for those who hear it.
        description: what it shows, in a sentence or two, for those who hear it.
        legend: what a circle stands for, printed over the legend.
        number: how a number is written in the reader's language.
        base: address of the file of :func:`base_map`; None embeds the geometry, for a file that stands alone.
        ident: prefix of ids, unique on the page.
        source_line: printed at the foot of a file that stands alone.
    """
    shown = sorted(
        (symbol for symbol in placed(symbols)[0] if symbol.value > 0),
        key=lambda symbol: (-symbol.value, symbol.code),
    )
    greatest = max((symbol.value for symbol in shown), default=0)
    circles = "".join(
        _linked(
            symbol, ident, _circle(world().places[symbol.code], radius(symbol.value, greatest)), "</circle>"
        )
        for symbol in shown
    )
    drawing = f'<g class="map-circles" fill="{INK}" fill-opacity=".55" stroke="{INK}" stroke-width=".8">{circles}</g>'
    key = _circle_legend(greatest, legend, number) if greatest else ""
    links = any(symbol.href for symbol in shown)
    return _document(
        background(base) + drawing + key,
        title,
        description,
        base=base,
        ident=ident,
        source_line=source_line,
        links=links,
    )


def _circle(place: Place, size: float) -> str:
    """The start of a circle at a place; at the edge of the map it moves inwards until none of it is cut off."""
    here = world()
    x = min(max(place.x, size + 1), here.width - size - 1)
    y = min(max(place.y, size + 1), here.height - size - 1)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.2f}">'


def radius(value: int, greatest: int) -> float:
    """Radius of a value's circle, in px."""
    return max(LEAST, LARGEST * sqrt(value / max(greatest, FULL)))


def round_numbers(greatest: int) -> tuple[int, ...]:
    """Up to three round numbers (1, 2 or 5 and noughts) for a legend, none above the greatest value.

    Each is a fourth or a fifth of the one before, so that circles differ and their labels have room.
    """
    noughts = 10 ** (len(str(greatest)) - 1)
    lead = max(step for step in (1, 2, 5) if step * noughts <= greatest)
    shares = {1: (100, 20, 5), 2: (200, 50, 10), 5: (500, 100, 20)}[lead]
    numbers = tuple(noughts * share // 100 for share in shares if noughts * share % 100 == 0)
    return (*numbers, 1) if len(numbers) == 1 and numbers[0] > 1 else numbers


_LEGEND_LEFT: Final = 142.0
_LEGEND_FOOT: Final = 438.0
_LEGEND_STEP: Final = 10.0
_LEGEND_LETTERS: Final = 26
"""Letters in a line of the legend: more would run into South America."""


def _circle_legend(greatest: int, words: str, number: Callable[[int], str]) -> str:
    """Nested circles in the South Pacific, where there is room."""
    values = round_numbers(greatest)
    most = radius(values[0], greatest)
    middle = _LEGEND_LEFT + most
    rows = []
    above = inf
    for value in values:
        size = radius(value, greatest)
        if 2 * (above - size) < _LEGEND_STEP:
            continue  # its number would be printed over the last one
        above = size
        top = _LEGEND_FOOT - 2 * size
        rows.append(
            f'<circle cx="{middle:.2f}" cy="{_LEGEND_FOOT - size:.2f}" r="{size:.2f}" fill="none"'
            f' stroke="{INK}" stroke-width=".8"/>'
            f'<path stroke="{TEXT}" stroke-width=".4" d="M{middle:.2f} {top:.2f}h{most + 6:.2f}"/>'
            f'<text x="{middle + most + 9:.2f}" y="{top + 3.6:.2f}">{escape(number(value))}</text>'
        )
    return _legend(words, _LEGEND_LEFT, _LEGEND_FOOT - 2 * most - 14, "".join(rows))


def _legend(words: str, x: float, foot: float, rows: str) -> str:
    """The words of a legend over its rows, broken into lines that end at ``foot``."""
    lines = textwrap.wrap(words, _LEGEND_LETTERS)
    text = "".join(
        f'<text x="{x:.2f}" y="{foot - 12.5 * (len(lines) - 1 - at):.2f}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    return f'<g class="map-legend" font-size="11" fill="{TEXT}">{text}{rows}</g>'


ZOOM: Final = 3.5
"""How far a map of one destination may close in; beyond, the coast would look coarse."""


def locator_map(
    code: str,
    origins: Iterable[Symbol],
    *,
    title: str,
    description: str,
    legend: str,
    number: Callable[[int], str],
    base: str | None,
    ident: str,
    source_line: str = "",
) -> str:
    """A map of one destination: it stands out, and lines as wide as their numbers lead to it from the origins.

    The map closes in on what it shows. Arguments as for :func:`symbol_map`; ``origins`` are the places that goods
    come from. A destination that the map has no place for gives a map without it, and without lines.
    """
    here = world()
    shown = sorted(
        (symbol for symbol in placed(origins)[0] if symbol.value > 0 and symbol.code != code),
        key=lambda symbol: (-symbol.value, symbol.code),
    )
    target = here.places.get(code)
    corner, zoom = _view(target, [here.places[symbol.code] for symbol in shown])
    toned = [(here.places[symbol.code], ORIGIN) for symbol in shown] + (
        [(target, HIGHLIGHT)] if target else []
    )
    # Over a file of the map the borders lie under the shapes: a fine edge draws them anew.
    edge = "" if base is None else ' stroke="#fff" stroke-width=".25"'
    shapes = "".join(shape(place, tone, edge) for place, tone in toned)
    marks = "".join(mark(place, tone) for place, tone in toned)
    drawing = (
        f'<g transform="scale({zoom:.4f}) translate({-corner[0]:.2f} {-corner[1]:.2f})" {SILENT}>'
        f"{background(base, shapes)}{marks}</g>"
    )

    def at(place: Place) -> tuple[float, float]:
        return (place.x - corner[0]) * zoom, (place.y - corner[1]) * zoom

    greatest = max((symbol.value for symbol in shown), default=0)
    if target and shown:
        drawing += _flows(shown, greatest, at, target, ident) + _line_legend(greatest, legend, number)
    if target and target.small:
        x, y = at(target)
        drawing += (
            f'<circle class="map-ring" cx="{x:.1f}" cy="{y:.1f}" r="11" fill="none" stroke="{HIGHLIGHT}"'
            ' stroke-width="2.5"/>'
        )
    links = bool(target) and any(symbol.href for symbol in shown)
    return _document(
        drawing, title, description, base=base, ident=ident, source_line=source_line, links=links
    )


def _view(target: Place | None, origins: Sequence[Place]) -> tuple[tuple[float, float], float]:
    """Upper left corner and magnification that show the whole destination and the origins, with some room."""
    here = world()
    points = [(place.x, place.y) for place in origins] + (_outline(target) if target else [])
    if not points:
        return (0.0, 0.0), 1.0
    (left, top), (right, low) = (
        tuple(side(axis) for axis in zip(*points, strict=True)) for side in (min, max)
    )
    room = 40.0 if origins else 80.0
    spread = max(right - left + 2 * room, (low - top + 2 * room) * here.width / here.height)
    zoom = min(ZOOM, max(1.0, here.width / spread))
    wide, high = here.width / zoom, here.height / zoom
    x = min(max((left + right - wide) / 2, 0.0), here.width - wide)
    y = min(max((top + low - high) / 2, 0.0), here.height - high)
    return (x, y), zoom


def _outline(place: Place) -> list[tuple[float, float]]:
    """The place's mark and the points of its longest outline: islands far away do not count."""
    points = [(place.x, place.y)]
    longest = max(place.path.split("M"), key=len)
    numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", longest)]
    x = y = 0.0
    for right, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + right, y + down
        points.append((x, y))
    return points


_WIDEST: Final = 9.0
_THINNEST: Final = 0.7


def line_width(value: int, greatest: int) -> float:
    """Width of a value's line, in px."""
    return max(_THINNEST, _WIDEST * value / greatest)


def _flows(
    shown: Sequence[Symbol],
    greatest: int,
    at: Callable[[Place], tuple[float, float]],
    target: Place,
    ident: str,
) -> str:
    """Gentle arcs from the origins to the destination, bent to the north as great circles are, widest first."""
    x, y = at(target)
    lines = []
    for symbol in shown:
        from_x, from_y = at(world().places[symbol.code])
        over_x, over_y = (from_x + x) / 2, (from_y + y) / 2 - 0.16 * abs(x - from_x)
        over_x += 0.10 * (y - from_y)
        lines.append(
            _linked(
                symbol,
                ident,
                f'<path stroke-width="{line_width(symbol.value, greatest):.2f}"'
                f' d="M{from_x:.1f} {from_y:.1f}Q{over_x:.1f} {over_y:.1f} {x:.1f} {y:.1f}">',
                "</path>",
            )
        )
    return (
        f'<g class="map-flows" fill="none" stroke="{INK}" stroke-opacity=".55" stroke-linecap="round">'
        f"{''.join(lines)}</g>"
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{HIGHLIGHT}" stroke="#fff"/>'
    )


def _line_legend(greatest: int, words: str, number: Callable[[int], str]) -> str:
    # Numbers whose lines would have the least width say nothing.
    values = [value for value in round_numbers(greatest) if line_width(value, greatest) > _THINNEST]
    rows = "".join(
        f'<path stroke="{INK}" stroke-opacity=".55" stroke-width="{line_width(value, greatest):.2f}" d="M24 {y}h34"/>'
        f'<text x="66" y="{y + 3.6:g}">{escape(number(value))}</text>'
        for value, y in zip(values, range(434 - 15 * (len(values) - 1), 435, 15), strict=True)
    )
    foot = 434 - 15 * (len(values) - 1) - 16
    lines = len(textwrap.wrap(words, _LEGEND_LETTERS))
    top = foot - 12.5 * lines - 6
    panel = (
        f'<rect class="map-panel" x="14" y="{top:g}" width="176" height="{450 - top - 4:g}" rx="3"'
        ' fill="#fff" fill-opacity=".88"/>'
    )
    return panel + _legend(words, 24, foot, rows)


def _linked(symbol: Symbol, ident: str, start: str, end: str) -> str:
    """A shape with its tooltip, and the link around it if it leads somewhere."""
    name = f"{ident}-{symbol.code}"
    if not symbol.href:
        return f"{start}<title>{escape(symbol.text)}</title>{end}"
    return (
        f'<a href="{escape(symbol.href)}" aria-labelledby="{escape(name)}">{start}'
        f'<title id="{escape(name)}">{escape(symbol.text)}</title>{end}</a>'
    )


def _document(
    content: str, title: str, description: str, *, base: str | None, ident: str, source_line: str, links: bool
) -> str:
    """The SVG around a drawing. Links must be reached one by one, which ``role="img"`` would prevent."""
    here = world()
    name = escape(ident)
    foot = source_line if base is None else ""
    height = here.height + (20 if foot else 0)
    printed = (
        f'<text x="12" y="{height - 6:g}" font-size="10" fill="{TEXT}">{escape(foot)}</text>' if foot else ""
    )
    attributes = (
        f'{_FONT if base is None else ""}class="map" role="{"group" if links else "img"}"'
        f' aria-labelledby="{name}-title {name}-desc"'
    )
    return (
        f"{opened(here.width, height, attributes, sized=base is None)}"
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f"{content}{printed}</svg>\n"
    )
