"""The world map: its projection, whose land is whose, and circles that say what the numbers say."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from math import cos, radians
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.i18n.places import place_names
from dualuse.transparency.site.world_map import (
    FULL,
    LARGEST,
    LEAST,
    Symbol,
    base_map,
    locator_map,
    placed,
    round_numbers,
    symbol_map,
    world,
)
from tests.support.paths import REPOSITORY

SCRIPTS = REPOSITORY / "scripts"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


projection, shapes = script("world_map_projection"), script("world_map_shapes")
WIDTH, equal_earth, on_map = projection.WIDTH, projection.equal_earth, projection.on_map
SVG = "{http://www.w3.org/2000/svg}"
Line = list[tuple[float, float]]


def lines(path: str) -> list[Line]:
    """The points of our own kind of path: ``M x y l dx dy …``, perhaps closed."""
    rings = []
    for part in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", part)]
        x, y = numbers[:2]
        line = [(x, y)]
        for step in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + step[0], y + step[1]
            line.append((x, y))
        rings.append([*line, line[0]] if part.endswith("z") else line)
    return rings


def holds(code: str, at: tuple[float, float]) -> bool:
    """Whether the place's shape holds the point (even-odd rule)."""
    px, py = at
    crossed = False
    for line in lines(world().places[code].path):
        for (x, y), (to_x, to_y) in pairwise(line):
            if (y > py) != (to_y > py) and px < x + (to_x - x) * (py - y) / (to_y - y):
                crossed = not crossed
    return crossed


def owners(longitude: float, latitude: float) -> list[str]:
    return [code for code in world().places if holds(code, on_map(longitude, latitude))]


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        (0, 0, 0, 0),
        (180, 0, 2.706630, 0),
        (-180, 0, -2.706630, 0),
        (0, 90, 0, 1.317363),
        (0, -90, 0, -1.317363),
    ],
)
def test_equal_earth_ends_where_its_authors_say(
    longitude: float, latitude: float, x: float, y: float
) -> None:
    assert equal_earth(longitude, latitude) == pytest.approx((x, y), abs=1e-4)


@given(st.floats(-179, 179), st.floats(-89, 89))
def test_equal_earth_keeps_areas(longitude: float, latitude: float) -> None:
    step = 1e-3
    east, west = equal_earth(longitude + step, latitude), equal_earth(longitude - step, latitude)
    north, south = equal_earth(longitude, latitude + step), equal_earth(longitude, latitude - step)
    drawn = (east[0] - west[0]) * (north[1] - south[1]) - (north[0] - south[0]) * (east[1] - west[1])
    assert drawn == pytest.approx(radians(2 * step) ** 2 * cos(radians(latitude)), rel=1e-4)


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"),
    [
        (34.1, 44.95, "UA"),  # Simferopol
        (34.1, 45.3, "UA"),
        (33.4, 35.25, "CY"),  # north of the buffer zone
        (33.0, 34.9, "CY"),
        (44.06, 9.56, "SO"),  # Hargeisa
        (45.3, 2.1, "SO"),
        (-13.1, 27.0, "EH"),  # El Aaiún, a little inland
        (21.1, 42.6, "XK"),  # Pristina
        (121.0, 24.0, "TW"),
        (-53.1, 4.0, "GF"),
        (16.0, 78.8, "SJ"),
        (55.5, -21.1, "RE"),
        (-178.5, 67.5, "RU"),  # Chukotka, beyond 180°
        (178.0, -17.8, "FJ"),
        (35.2, 31.9, "PS"),
        (28.2, -29.6, "LS"),
    ],
)
def test_a_point_lies_in_one_place(longitude: float, latitude: float, code: str) -> None:
    assert owners(longitude, latitude) == [code]


@given(st.floats(100, 260), st.floats(-60, 60), st.floats(1, 60), st.floats(1, 20))
def test_a_ring_over_the_edge_is_cut_and_loses_nothing(
    west: float, south: float, wide: float, high: float
) -> None:
    ring = [
        (west, south),
        (west, south + high),
        (west + wide, south + high),
        (west + wide, south),
        (west, south),
    ]
    parts = shapes.cut(shapes.unwrapped(((x + 180) % 360 - 180, y) for x, y in ring))
    assert all(-180 <= x <= 180 for part in parts for x, _ in part)
    assert sum(abs(shapes.signed_area(part)) for part in parts) == pytest.approx(wide * high, rel=1e-6)


def test_neighbours_are_merged_at_the_arc_that_they_share() -> None:
    arcs = [
        [(1.0, 0.0), (1.0, 1.0)],
        [(1.0, 1.0), (0.0, 1.0), (0.0, 0.0), (1.0, 0.0)],
        [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0)],
    ]
    (ring,) = shapes.merged([[0, 1], [2, ~0]], arcs)
    assert sorted(ring) == [1, 2]
    assert abs(shapes.signed_area(shapes.joined(ring, arcs))) == 2


def test_simpler_lines_keep_their_ends_and_their_great_bends() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 4.0), (4.0, 0.0)]
    assert shapes.simplified(line, line, 0.1) == [(0, 0), (2, 0), (3, 4), (4, 0)]


def test_the_middle_of_a_shape_heeds_its_hole() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    hole = [(1.0, 1.0), (6.0, 1.0), (6.0, 9.0), (1.0, 9.0), (1.0, 1.0)]
    x, y = shapes.well_inside([square, hole])
    assert 7.5 < x < 8.5
    assert 1.9 < y < 8.1


def test_no_line_runs_over_the_map() -> None:
    for path in [world().borders, *(place.path for place in world().places.values())]:
        for line in lines(path):
            assert all(abs(x - to_x) < WIDTH / 4 for (x, _), (to_x, _) in pairwise(line))


def test_every_place_with_a_name_has_a_point_on_the_map() -> None:
    here = world()
    assert here.places.keys() == place_names().keys()
    (outline,) = lines(here.sphere)
    for place in here.places.values():
        assert any(
            (y - place.y) * (to_y - place.y) <= 0 and min(x, to_x) <= place.x
            for (x, y), (to_x, to_y) in pairwise(outline)
        ), place.code
        assert 0 < place.y < here.height, place.code
        assert place.small or holds(place.code, (place.x, place.y)), place.code


@pytest.mark.parametrize(
    ("code", "west", "south", "east", "north"),
    [
        ("FR", -4, 43, 7, 51),
        ("US", -120, 30, -75, 49),
        ("NO", 5, 58, 25, 71),
        ("NL", 4, 51, 7, 53.3),
        ("DK", 8, 55, 11, 58),
        ("ES", -8, 37, 2, 43),
        ("PT", -9, 37, -7, 42),
        ("EC", -81, -4, -76, 1),
    ],
)
def test_a_mark_stands_where_readers_look(
    code: str, west: float, south: float, east: float, north: float
) -> None:
    place = world().places[code]
    (left, low), (right, high) = on_map(west, south), on_map(east, north)
    assert min(left, on_map(west, north)[0]) < place.x < max(right, on_map(east, south)[0])
    assert high < place.y < low


def test_small_places_are_marked() -> None:
    small = {code for code, place in world().places.items() if place.small}
    assert small >= {
        "SG",
        "BH",
        "MT",
        "HK",
        "MO",
        "MV",
        "GI",
        "TV",
        "LU",
        "LI",
        "VA",
        "UA-43",
        "DE-HELGOLAND",
    }
    assert not small & {"FR", "BE", "QA", "CY", "LB", "XK", "FJ", "JM", "SI"}


def test_neighbours_share_their_border() -> None:
    """No gap, no overlap: every step of a border stands in the shapes of two places."""
    steps: dict[frozenset[tuple[float, float]], int] = {}
    for place in world().places.values():
        for line in lines(place.path):
            for pair in pairwise((round(x, 1), round(y, 1)) for x, y in line):
                steps[frozenset(pair)] = steps.get(frozenset(pair), 0) + 1
    border = [
        frozenset(pair)
        for line in lines(world().borders)
        for pair in pairwise((round(x, 1), round(y, 1)) for x, y in line)
    ]
    shared = [step for step in border if steps.get(step, 0) == 2]
    assert len(shared) > 0.97 * len(border)


def number(value: int) -> str:
    return f"{value:,}".replace(",", "\u00a0")


def drawn(*symbols: Symbol, base: str | None = "world.svg", source_line: str = "") -> str:
    return symbol_map(
        symbols,
        title='Decisions by <destination> & "year"',
        description="One circle for each destination",
        legend="Authorisations granted",
        number=number,
        base=base,
        ident="map",
        source_line=source_line,
    )


def located(code: str, *origins: Symbol, base: str | None = "world.svg") -> str:
    return locator_map(
        code,
        origins,
        title="Where they came from",
        description="Lines from the States that decided",
        legend="Authorisations by State",
        number=number,
        base=base,
        ident="from",
    )


CHINA = Symbol("CN", 900, 'China: <900> & "more"', "d/cn.html?a=1&b=2")
MALTA = Symbol("MT", 9, "Malta: 9")
EVERY = [
    base_map(),
    drawn(),
    drawn(CHINA, MALTA),
    drawn(CHINA, MALTA, base=None, source_line="Source: <us> & them"),
    located("SG", Symbol("DE", 12, "Germany: 12", "de.html"), MALTA),
    located("VARIOUS", CHINA),
    located("UA-43", Symbol("DE", 12, "Germany: 12"), base=None),
]


@pytest.mark.parametrize("text", EVERY)
def test_a_map_is_xml_without_style_script_or_another_host(text: str) -> None:
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    for element in root.iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject")
        assert not any(name == "style" or name.startswith("on") for name in element.attrib)
    assert "://" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert set(element.attrib.get("aria-labelledby", "").split()) <= set(ids)


def test_the_base_map_has_no_words() -> None:
    assert "".join(ET.fromstring(base_map()).itertext()).strip() == ""


def circles(text: str) -> dict[str, float]:
    """Tooltip to radius."""
    circles = {}
    for circle in ET.fromstring(text).iter(f"{SVG}circle"):
        title = circle.find(f"{SVG}title")
        if title is not None:
            circles[title.text or ""] = float(circle.attrib["r"])
    return circles


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=12))
def test_areas_are_in_proportion(values: list[int]) -> None:
    codes = sorted(world().places)[: len(values)]
    symbols = [Symbol(code, value, code) for code, value in zip(codes, values, strict=True)]
    sizes = circles(drawn(*symbols))
    assert max(sizes.values()) == LARGEST or max(values) < FULL
    assert list(sizes.values()) == sorted(sizes.values(), reverse=True)
    for symbol in symbols:
        fair = LARGEST**2 * symbol.value / max(FULL, *values)
        assert sizes[symbol.code] ** 2 == pytest.approx(max(fair, LEAST**2), rel=0.01)


def test_no_circle_is_cut_off_at_the_edge() -> None:
    here = world()
    for code in here.places:
        (circle,) = (
            circle
            for circle in ET.fromstring(drawn(Symbol(code, 99, code))).iter(f"{SVG}circle")
            if circle.find(f"{SVG}title") is not None
        )
        x, y, size = (float(circle.attrib[name]) for name in ("cx", "cy", "r"))
        assert size < x < here.width - size
        assert size < y < here.height - size


def test_words_are_escaped_and_links_can_be_reached() -> None:
    text = drawn(CHINA, MALTA)
    assert circles(text).keys() == {'China: <900> & "more"', "Malta: 9"}
    root = ET.fromstring(text)
    assert root.attrib["role"] == "group"
    assert [link.attrib["href"] for link in root.iter(f"{SVG}a")] == ["d/cn.html?a=1&b=2"]
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == 'Decisions by <destination> & "year"'
    assert ET.fromstring(drawn(MALTA)).attrib["role"] == "img"


def test_what_the_map_cannot_show_is_said() -> None:
    symbols = [CHINA, *(Symbol(code, 5, code) for code in ("VARIOUS", "WORLD", "CS", "AN"))]
    shown, left = placed(symbols)
    assert [symbol.code for symbol in shown] == ["CN"]
    assert [symbol.code for symbol in left] == ["VARIOUS", "WORLD", "CS", "AN"]
    assert len(circles(drawn(*symbols))) == 1


def test_a_file_that_stands_alone_has_its_geometry_and_source() -> None:
    alone = ET.fromstring(drawn(CHINA, base=None, source_line="Source: <us> & them"))
    assert float(alone.attrib["width"]) == WIDTH
    assert "Source: <us> & them" in "".join(alone.itertext())
    assert not list(alone.iter(f"{SVG}image"))
    page = drawn(CHINA, source_line="Source")
    assert len(page) < 4000
    assert "Source" not in page


@given(st.integers(1, 10**9))
def test_a_legend_has_round_numbers(greatest: int) -> None:
    values = round_numbers(greatest)
    assert 1 <= len(values) <= 3
    assert greatest < 2.5 * values[0] <= 2.5 * greatest
    assert list(values) == sorted(set(values), reverse=True)
    assert all(str(value).rstrip("0") in ("1", "2", "5") for value in values)


def test_a_locator_has_a_line_for_each_origin_and_a_ring_for_a_small_destination() -> None:
    origins = [Symbol("DE", 40, "Germany: 40", "de.html"), Symbol("FR", 20, "France: 20"), MALTA]
    root = ET.fromstring(located("SG", *origins))
    widths = {
        path.findtext(f"{SVG}title"): float(path.attrib["stroke-width"])
        for path in root.iter(f"{SVG}path")
        if path.find(f"{SVG}title") is not None
    }
    assert widths.keys() == {"Germany: 40", "France: 20", "Malta: 9"}
    assert widths["Germany: 40"] == pytest.approx(2 * widths["France: 20"])
    assert any(circle.attrib.get("class") == "map-ring" for circle in root.iter(f"{SVG}circle"))
    assert not any(
        element.attrib.get("class") == "map-ring" for element in ET.fromstring(located("CN")).iter()
    )
