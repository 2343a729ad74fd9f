"""Equal Earth, the equal-area projection of our world map.

Source: Bojan Šavrič, Tom Patterson, Bernhard Jenny, "The Equal Earth map projection", International Journal of
Geographical Information Science 33 (2019) 454-465 (published online 2018). Equal area is what a map of quantities
needs: no country looks more important because it lies far north.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

_A1: Final = 1.340264
_A2: Final = -0.081106
_A3: Final = 0.000893
_A4: Final = 0.003796

CENTRE: Final = 11.3
"""Longitude of the middle of the map, in degrees. The map's edge then runs through the Bering Strait, at 168.7° W,
and cuts neither Russia nor Fiji nor Alaska in two."""
NORTH: Final = 84.5
"""Latitude of the map's upper edge: Greenland ends at 83.6°."""
SOUTH: Final = -64.0
"""Latitude of the map's lower edge: no licence destination lies south of 60° S, the area of the Antarctic Treaty,
and the stations' King George Island (62.2° S) still finds its place."""
WIDTH: Final = 1000.0
"""Width of the map, in its own units (called px)."""
_MARGIN: Final = 1.0


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Place on the plane, for a sphere of radius 1.

    Args:
        longitude: degrees east of the map's middle; beyond ±180 the plane simply goes on.
        latitude: degrees north, -90 to 90.

    Returns:
        x to the east and y to the north, in radii: at most ±2.7066 and ±1.3173.
    """
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square * square * square
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = 2 * sqrt(3) / 3 * radians(longitude) * cos(theta) / slope
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return x, y


def from_centre(longitude: float) -> float:
    """Degrees east of the middle of the map, -180 up to but not including 180, of a geographic longitude."""
    return (longitude - CENTRE + 180) % 360 - 180


_SCALE: Final = (WIDTH / 2 - _MARGIN) / equal_earth(180, 0)[0]


def on_plane(east: float, latitude: float) -> tuple[float, float]:
    """Map coordinates (px, x to the right, y down) of degrees east of the middle and degrees north."""
    x, y = equal_earth(east, latitude)
    return WIDTH / 2 + _SCALE * x, _MARGIN + _SCALE * (equal_earth(0, NORTH)[1] - y)


def on_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Map coordinates (px, x to the right, y down) of a geographic longitude and latitude in degrees."""
    return on_plane(from_centre(longitude), latitude)


HEIGHT: Final = float(round(on_plane(0, SOUTH)[1] + _MARGIN))
"""Height of the map, in px."""
