"""The world map of the website: circles for numbers, drawn as SVG without a script, a style sheet or another host.

Quantities are circles, not coloured countries: a count on a coloured country says how large the country is. The
geometry is ``world.json`` (``scripts/build_world_map.py``); a page lays its circles over one file of it, so that
a page weighs what its circles weigh. Presentation attributes only: the pages' Content-Security-Policy forbids
``style``. Lengths are px of a map that is 1000 px wide.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import sqrt
from pathlib import Path
from typing import Final

SEA: Final = "#f3f6f8"
LAND: Final = "#dde2de"
MARKER: Final = "#b3beb8"
INK: Final = "#0b5d66"
HIGHLIGHT: Final = "#c05a00"
ORIGIN: Final = "#8fb8bb"
TEXT: Final = "#1d2b2f"

LARGEST: Final = 34.0
"""Radius of the greatest value's circle."""
LEAST: Final = 1.6
"""Radius below which no circle falls: it would not be seen. Only here areas are not to scale."""
_MARK: Final = 1.5
_OWN_MARK: Final = {"XC", "XI", "XL"}
"""Two letters, but parts of a State: no mark on the bare map, as for codes with a hyphen."""
_SILENT: Final = 'aria-hidden="true"'
_FONT: Final = 'font-family="Arial, Helvetica, sans-serif" '


@dataclass(frozen=True, slots=True)
class Place:
    """A country, territory or named part; ``path`` is SVG, empty where the data has no shape.

    ``x`` and ``y`` are where its circle stands; ``small``: the shape alone would not be seen.
    """

    code: str
    path: str
    x: float
    y: float
    small: bool


@dataclass(frozen=True, slots=True)
class World:
    """The geometry of the map: its outline, the borders between places and the places by code."""

    width: float
    height: float
    sphere: str
    borders: str
    places: Mapping[str, Place]
    source: str
    licence: str


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


@lru_cache(maxsize=1)
def world() -> World:
    """The geometry, read once."""
    content = json.loads((Path(__file__).parent / "world.json").read_text(encoding="utf-8"))
    places = {code: Place(code, **entry) for code, entry in content.pop("places").items()}
    return World(**content, places=places)


def placed(symbols: Iterable[Symbol]) -> tuple[tuple[Symbol, ...], tuple[Symbol, ...]]:
    """The symbols that the map has a place for, and the others (``VARIOUS``, former States): a page names these."""
    known = world().places
    every = tuple(symbols)
    return tuple(one for one in every if one.code in known), tuple(
        one for one in every if one.code not in known
    )


def base_map(highlight: Collection[str] = ()) -> str:
    """The bare map as an SVG document: sea, land, borders and marks for small places, without a word.

    Args:
        highlight: codes of places to fill in a stronger tone; unknown ones change nothing.
    """
    here = world()
    known = [here.places[code] for code in sorted(highlight) if code in here.places]
    shapes = "".join(_shape(place, HIGHLIGHT) for place in known)
    marks = "".join(_mark(place, HIGHLIGHT) for place in known)
    return f"{_open(here.width, here.height, _SILENT)}{_geometry(shapes)}{marks}</svg>\n"


def _geometry(shapes: str = "") -> str:
    """The bare map, with shapes of places in other colours under the borders."""
    land, lines = _layers()
    return land + shapes + lines


@lru_cache(maxsize=1)
def _layers() -> tuple[str, str]:
    """What lies under the shapes of single places, and what lies over them."""
    here = world()
    # One path for all land: neighbours that are filled one by one show hairlines where they meet.
    land = "".join(place.path for place in here.places.values())
    marks = "".join(
        f'<circle cx="{place.x:g}" cy="{place.y:g}" r="{_MARK}"/>'
        for place in here.places.values()
        if place.small and len(place.code) == 2 and place.code not in _OWN_MARK
    )
    return (
        f'<path class="map-sea" fill="{SEA}" d="{here.sphere}"/>'
        f'<path class="map-land" fill="{LAND}" d="{land}"/>',
        f'<path class="map-borders" fill="none" stroke="#fff" stroke-width=".6" stroke-linejoin="round"'
        f' d="{here.borders}"/>'
        f'<g class="map-marks" fill="{MARKER}" stroke="#fff" stroke-width=".4">{marks}</g>',
    )


def _shape(place: Place, fill: str, edge: str = "") -> str:
    return f'<path fill="{fill}"{edge} d="{place.path}"/>' if place.path else ""


def _mark(place: Place, fill: str) -> str:
    return f'<circle cx="{place.x:g}" cy="{place.y:g}" r="2.4" fill="{fill}"/>' if place.small else ""


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
        (one for one in placed(symbols)[0] if one.value > 0), key=lambda one: (-one.value, one.code)
    )
    greatest = max((one.value for one in shown), default=0)
    places = world().places
    circles = "".join(
        _linked(
            one,
            ident,
            f'<circle cx="{places[one.code].x:g}" cy="{places[one.code].y:g}"'
            f' r="{radius(one.value, greatest):.2f}">',
            "</circle>",
        )
        for one in shown
    )
    drawing = f'<g class="map-circles" fill="{INK}" fill-opacity=".55" stroke="{INK}" stroke-width=".8">{circles}</g>'
    key = _circle_legend(greatest, legend, number) if greatest else ""
    links = any(one.href for one in shown)
    return _document(_background(base) + drawing + key, title, description, base, ident, source_line, links)


def radius(value: int, greatest: int) -> float:
    """Radius of a value's circle, in px."""
    return max(LEAST, LARGEST * sqrt(value / greatest))


def round_numbers(greatest: int) -> tuple[int, ...]:
    """Up to three round numbers (1, 2 or 5 and noughts) for a legend, none above the greatest value.

    Each is a fourth or a fifth of the one before, so that circles differ and their labels have room.
    """
    noughts = 10 ** (len(str(greatest)) - 1)
    lead = max(step for step in (1, 2, 5) if step * noughts <= greatest)
    shares = {1: (100, 20, 5), 2: (200, 50, 10), 5: (500, 100, 20)}[lead]
    found = tuple(noughts * share // 100 for share in shares if noughts * share % 100 == 0)
    return (*found, 1) if len(found) == 1 and found[0] > 1 else found


_LEGEND_LEFT: Final = 142.0
_LEGEND_FOOT: Final = 438.0
_LEGEND_LETTERS: Final = 26
"""Letters in a line of the legend: more would run into South America."""


def _circle_legend(greatest: int, words: str, number: Callable[[int], str]) -> str:
    """Nested circles in the South Pacific, where there is room."""
    values = round_numbers(greatest)
    most = radius(values[0], greatest)
    middle = _LEGEND_LEFT + most
    rows = []
    for value in values:
        size = radius(value, greatest)
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
        (one for one in placed(origins)[0] if one.value > 0 and one.code != code),
        key=lambda one: (-one.value, one.code),
    )
    target = here.places.get(code)
    corner, zoom = _view([*(here.places[one.code] for one in shown), *([target] if target else [])])
    toned = [(here.places[one.code], ORIGIN) for one in shown] + ([(target, HIGHLIGHT)] if target else [])
    # Over a file of the map the borders lie under the shapes: a fine edge draws them anew.
    edge = "" if base is None else ' stroke="#fff" stroke-width=".25"'
    shapes = "".join(_shape(place, tone, edge) for place, tone in toned)
    marks = "".join(_mark(place, tone) for place, tone in toned)
    drawing = (
        f'<g transform="scale({zoom:.4f}) translate({-corner[0]:.2f} {-corner[1]:.2f})" {_SILENT}>'
        f"{_background(base, shapes)}{marks}</g>"
    )

    def at(place: Place) -> tuple[float, float]:
        return (place.x - corner[0]) * zoom, (place.y - corner[1]) * zoom

    greatest = max((one.value for one in shown), default=0)
    if target and shown:
        drawing += _flows(shown, greatest, at, target, ident) + _line_legend(greatest, legend, number)
    if target and target.small:
        x, y = at(target)
        drawing += (
            f'<circle class="map-ring" cx="{x:.1f}" cy="{y:.1f}" r="11" fill="none" stroke="{HIGHLIGHT}"'
            ' stroke-width="2.5"/>'
        )
    links = bool(target) and any(one.href for one in shown)
    return _document(drawing, title, description, base, ident, source_line, links)


def _view(places: Sequence[Place]) -> tuple[tuple[float, float], float]:
    """Upper left corner and magnification that show the places with some room around them."""
    here = world()
    if not places:
        return (0.0, 0.0), 1.0
    xs, ys = [place.x for place in places], [place.y for place in places]
    room = 40.0
    spread = max(max(xs) - min(xs) + 2 * room, (max(ys) - min(ys) + 2 * room) * here.width / here.height)
    zoom = min(ZOOM, max(1.0, here.width / spread))
    sizes = ((here.width, xs), (here.height, ys))
    x, y = (
        min(max((min(at) + max(at)) / 2 - size / zoom / 2, 0.0), size - size / zoom) for size, at in sizes
    )
    return (x, y), zoom


_WIDEST: Final = 9.0


def _line_width(value: int, greatest: int) -> float:
    return max(0.7, _WIDEST * value / greatest)


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
    for one in shown:
        from_x, from_y = at(world().places[one.code])
        over_x, over_y = (from_x + x) / 2, (from_y + y) / 2 - 0.16 * abs(x - from_x)
        over_x += 0.10 * (y - from_y)
        lines.append(
            _linked(
                one,
                ident,
                f'<path stroke-width="{_line_width(one.value, greatest):.2f}"'
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
    values = round_numbers(greatest)
    rows = "".join(
        f'<path stroke="{INK}" stroke-width="{_line_width(value, greatest):.2f}" d="M24 {y}h34"/>'
        f'<text x="66" y="{y + 3.6:g}">{escape(number(value))}</text>'
        for value, y in zip(values, range(438 - 15 * (len(values) - 1), 439, 15), strict=True)
    )
    foot = 438 - 15 * (len(values) - 1) - 16
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


def _background(base: str | None, shapes: str = "") -> str:
    """The bare map, from its file or embedded, with shapes of places in other colours."""
    here = world()
    if base is None:
        return f'<g class="map-base" {_SILENT}>{_geometry(shapes)}</g>'
    return (
        f'<image class="map-base" {_SILENT} href="{escape(base)}" width="{here.width:g}"'
        f' height="{here.height:g}"/>{shapes}'
    )


def _open(width: float, height: float, attributes: str, sized: bool = True) -> str:
    size = f' width="{width:g}" height="{height:g}"' if sized else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"{size} {attributes}>'


def _document(
    content: str, title: str, description: str, base: str | None, ident: str, source_line: str, links: bool
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
        f"{_open(here.width, height, attributes, sized=base is None)}"
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f"{content}{printed}</svg>\n"
    )
