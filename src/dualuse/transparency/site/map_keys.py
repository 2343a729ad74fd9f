"""The legends of the maps for a phone: beside the map, because words in a map that is drawn smaller cannot be read.

A phone shows a map at :data:`NARROW_SCALE` (``site.css`` gives it that width), so that circles and lines here are as large as there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Final

from dualuse.transparency.site.geometry import INK, TEXT
from dualuse.transparency.site.world_map import Symbol, line_width, placed, radius, round_numbers

NARROW_SCALE: Final = 0.328
"""The map is 1000 wide and 328 px on a phone of 360 px: all of it, for a part that must be scrolled to is not seen."""
_WIDTH: Final = 320
_SIZE: Final = 12
_LETTER: Final = 7.2
_GAP: Final = 6.0
_HEAD: Final = 20.0
_LINE: Final = 28.0


def circle_key(symbols: Iterable[Symbol], words: str, number: Callable[[int], str]) -> str:
    """Circles beside each other, each with its number; "" where the map has none."""
    greatest = _greatest(symbols)
    if not greatest:
        return ""
    values = round_numbers(greatest)
    most = radius(values[0], greatest) * NARROW_SCALE
    middle = _HEAD + most + 1
    x, parts = 1.0, []
    for value in values:
        size = radius(value, greatest) * NARROW_SCALE
        parts.append(
            f'<circle cx="{x + size:.1f}" cy="{middle:.1f}" r="{size:.2f}" fill="{INK}" fill-opacity=".55" stroke="{INK}"/>'
        )
        x = _labelled(parts, x + 2 * size, middle, number(value))
    return _key(words, [number(value) for value in values], parts, 2 * middle - _HEAD + 1)


def line_key(symbols: Iterable[Symbol], words: str, number: Callable[[int], str]) -> str:
    """Lines beside each other, each with its number; "" where the map has none."""
    greatest = _greatest(symbols)
    if not greatest:
        return ""
    middle = _HEAD + 8
    x, parts = 1.0, []
    for value in round_numbers(greatest):
        parts.append(
            f'<path d="M{x:.1f} {middle:g}h{_LINE:g}" stroke="{INK}" stroke-opacity=".55"'
            f' stroke-width="{line_width(value, greatest) * NARROW_SCALE:.2f}"/>'
        )
        x = _labelled(parts, x + _LINE, middle, number(value))
    return _key(words, [number(value) for value in round_numbers(greatest)], parts, middle + 10)


def _greatest(symbols: Iterable[Symbol]) -> int:
    return max((one.value for one in placed(symbols)[0]), default=0)


def _labelled(parts: list[str], x: float, middle: float, text: str) -> float:
    """Add a number to the right of ``x``; gives where the next mark begins."""
    parts.append(f'<text x="{x + _GAP:.1f}" y="{middle + 4:.1f}">{escape(text)}</text>')
    return x + 3 * _GAP + _LETTER * len(text)


def _key(words: str, numbers: Sequence[str], parts: Sequence[str], height: float) -> str:
    name = escape(f"{words}: {', '.join(numbers)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" height="{height:.0f}"'
        f' role="img" aria-label="{name}" font-size="{_SIZE}" fill="{TEXT}"><text x="1" y="12">{escape(words)}</text>'
        f"{''.join(parts)}</svg>"
    )
