"""Scales of values: what may be drawn, and the round numbers that stand at an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from dualuse.transparency.site.charts.text import one_line

_MOST: Final = 1e18
_LEAST: Final = 1e-18


def checked(values: Iterable[float | None]) -> None:
    """Let only numbers from zero to 10^18 pass, and what is not known.

    Raises:
        ValueError: a value is negative, not finite or higher.
    """
    for value in values:
        if value is not None and not 0 <= value <= _MOST:
            raise ValueError(f"{value} cannot be drawn from zero upwards")


def known_sum(values: Iterable[float | None]) -> float | None:
    """The sum of the values that are known; None when none is."""
    known = [value for value in values if value is not None]
    return math.fsum(known) if known else None


def ticks(highest: float, about: int = 5, whole: bool = False) -> tuple[float, ...]:
    """Round numbers from zero to the first that is not under ``highest``, a step of 1, 2 or 5 times a power of ten apart.

    ``about``: how many steps at most; ``whole``: values are counts, so no step is under 1. Zero alone when ``highest`` is.
    """
    if highest < _LEAST:
        return (0.0, highest) if highest > 0 else (0.0,)
    power = math.floor(math.log10(highest / about))
    steps = [factor * 10.0**exponent for exponent in (power, power + 1) for factor in (1, 2, 5)]
    step = next((candidate for candidate in steps if candidate * about >= highest), steps[-1])
    step = max(step, 1.0) if whole else step
    count = math.ceil(highest / step - 1e-9)
    # Through decimal text: three times a tenth is not three tenths.
    return tuple(float(f"{index * step:.12g}") for index in range(count + 1))


def about_ticks(height: float) -> int:
    """How many steps of an axis so many px have room for, at most five."""
    return max(1, min(5, int(height // 45)))


def are_whole(values: Iterable[float | None]) -> bool:
    """Whether all that is known is whole numbers."""
    return all(value is None or float(value).is_integer() for value in values)


def amount(values: Sequence[float | None], text: str) -> str:
    """What stands at the end of a column or bar whose known parts are ``text`` together: ``:`` where nothing, and a least
    value where not all is known."""
    total = known_sum(values)
    if total is None or (None in values and total == 0):
        return ":"
    return f"≥ {one_line(text)}" if None in values else one_line(text)
