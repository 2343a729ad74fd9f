"""The bare world map: its places, and land, borders and marks for small places as SVG.

The geometry is ``world.json``, written by ``scripts/build_world_map.py``. Lengths are px of a map that is 1000 px
wide. Presentation attributes only: the pages' Content-Security-Policy forbids ``style``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final

from dualuse.data_folders import data_file, read_json

SEA: Final = "#f3f6f8"
LAND: Final = "#dde2de"
MARKER: Final = "#b3beb8"
INK: Final = "#0b5d66"
HIGHLIGHT: Final = "#c05a00"
ORIGIN: Final = "#8fb8bb"
TEXT: Final = "#1d2b2f"

_MARK: Final = 1.5
_OWN_MARK: Final = {"XC", "XI", "XL"}
"""Two letters, but parts of a State: no mark on the bare map, as for codes with a hyphen."""
SILENT: Final = 'aria-hidden="true"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A country, territory or named part; ``path`` is SVG, empty where the data has no shape.

    ``x`` and ``y`` are where its circle stands; ``small``: the shape alone would not be seen.
    """

    code: str
    path: str
    x: float
    y: float
    small: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The geometry of the map: its outline, the borders between places and the places by code."""

    width: float
    height: float
    sphere: str
    borders: str
    places: Mapping[str, Place]
    source: str
    licence: str


@lru_cache(maxsize=1)
def world() -> World:
    """The geometry, read once."""
    content = read_json(data_file("transparency/site/world.json"))
    places = {code: Place(code=code, **entry) for code, entry in content.pop("places").items()}
    return World(**content, places=places)


def base_map() -> str:
    """The bare map as an SVG document: sea, land, borders and marks for small places, without a word."""
    return f"{opened(world().width, world().height, SILENT)}{''.join(_layers())}</svg>\n"


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


def shape(place: Place, fill: str, edge: str = "") -> str:
    """A place in a colour; ``edge`` is further attributes. Nothing for a place without a shape."""
    return f'<path fill="{fill}"{edge} d="{place.path}"/>' if place.path else ""


def mark(place: Place, fill: str) -> str:
    """The mark of a small place in a colour; nothing for others."""
    return f'<circle cx="{place.x:g}" cy="{place.y:g}" r="2.4" fill="{fill}"/>' if place.small else ""


def background(base: str | None, shapes: str = "") -> str:
    """The bare map, from its file or embedded, with shapes of places in other colours."""
    here = world()
    if base is None:
        return f'<g class="map-base" {SILENT}>{shapes.join(_layers())}</g>'
    return (
        f'<image class="map-base" {SILENT} href="{escape(base)}" width="{here.width:g}"'
        f' height="{here.height:g}"/>{shapes}'
    )


def opened(width: float, height: float, attributes: str, sized: bool = True) -> str:
    """The start of an SVG document; ``sized``: with a size of its own, not that of the page around it."""
    size = f' width="{width:g}" height="{height:g}"' if sized else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"{size} {attributes}>'
