"""What the charts of the public site are made of: ticks, fitted texts, and colours."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from dualuse.transparency.site.charts.drawing import COLOURS
from dualuse.transparency.site.charts.marks import ticks
from dualuse.transparency.site.charts.text import FAINT_INK, INK, shorten, width_of, wrap


@given(st.floats(1e-9, 1e15), st.integers(1, 6))
def test_ticks_are_round_and_reach_the_highest(highest: float, most: int) -> None:
    at = ticks(highest, most)
    assert at[0] == 0
    assert at[-1] >= highest * (1 - 1e-9)
    assert 2 <= len(at) <= most + 1
    first = at[1] / 10 ** math.floor(math.log10(at[1]) + 1e-9)
    assert min(abs(first - lead) for lead in (1, 2, 5, 10)) < 1e-6


@given(st.text(max_size=80), st.floats(0, 300), st.integers(1, 4))
def test_wrapped_and_shortened_texts_fit(text: str, room: float, most: int) -> None:
    wrapped = wrap(text, room, 12, lines=most)
    assert len(wrapped) <= most
    assert all(width_of(line, 12) <= room + 1e-9 for line in [*wrapped, shorten(text, room, 12)])


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast() -> None:
    for ink in (INK, FAINT_INK):
        assert 1.05 / (_luminance(ink) + 0.05) >= 4.5
    shades = [_luminance(shade) + 0.05 for shade in COLOURS]
    assert all(1.05 / shade >= 3 for shade in shades)
    for first, second in zip(shades, [*shades[1:], shades[0]], strict=True):
        assert max(first, second) / min(first, second) >= 1.5  # neighbours differ in a grey print
