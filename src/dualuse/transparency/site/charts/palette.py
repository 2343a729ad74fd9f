"""Colours that are told apart by colour-blind readers and, neighbour from neighbour, in a grey print.

Blues, oranges and purples only, dark and light in turn; each has a contrast of at least 3:1 on white.
"""

from __future__ import annotations

from typing import Final

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
