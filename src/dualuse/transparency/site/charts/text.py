"""How much room a text takes, and how it is made to fit.

No font is known when a page is written, so widths are those of DejaVu Sans, the widest of the fonts that readers are
likely to have: a text that fits by this estimate fits with Segoe UI, Roboto, Helvetica and Arial too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache
from typing import Final, Literal

Anchor = Literal["start", "middle", "end"]

SMALL: Final = 11.0
BODY: Final = 12.0
LINE: Final = 1.3  # height of a line, in font sizes
INK: Final = "#222222"
FAINT_INK: Final = "#555555"  # 7.5:1 on white

_ASCENT: Final = 0.8
_DESCENT: Final = 0.22
_BOLD: Final = 1.13
_ELLIPSIS: Final = "…"
NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Widths in thousandths of the font size, by the signs that have them.
_WIDTHS: Final[dict[str, int]] = {
    sign: width
    for width, signs in (
        (280, "ijl'|I"),
        (300, "J"),
        (320, " .,\u00a0\u202f"),
        (340, ":;/\\"),
        (400, "()[]!·-ft`"),
        (420, "r"),
        (500, '_"*°'),
        (530, "szc?"),
        (600, "kvxyFLTYPaeo"),
        (640, "bdghnpqu0123456789€$£EBS"),
        (700, "ACKVXZR"),
        (790, "DGHNOQU&"),
        (840, "w+=<>≥≤−→"),
        (1000, "mMW%@…—"),
    )
    for sign in signs
}


@lru_cache(maxsize=4096)
def _sign_width(sign: str) -> int:
    """Width of one sign, in thousandths of the font size."""
    listed_width = _WIDTHS.get(sign)
    if listed_width is not None:
        return listed_width
    if unicodedata.combining(sign):
        return 0
    base = unicodedata.normalize("NFD", sign)[0]
    if base != sign:
        return _sign_width(base)
    wide = unicodedata.east_asian_width(sign)
    if wide in "WF" or (wide == "A" and not sign.isalpha()) or NOT_XML.match(sign):
        return 1000
    return 700 if sign.islower() else 850


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Estimated width in px of ``text`` at a font ``size`` in px."""
    return sum(map(_sign_width, text)) * size / 1000 * (_BOLD if bold else 1.0)


def one_line(text: str) -> str:
    """The text as a browser shows it: runs of white space are one space."""
    return " ".join(text.split())


def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, or as much of it as fits in ``room`` px with an ellipsis after it; empty when not even that fits."""
    text = one_line(text)
    if width_of(text, size, bold) <= room:
        return text
    for length in range(len(text) - 1, -1, -1):
        shorter = text[:length].rstrip(" ,.;:-–(") + _ELLIPSIS
        if width_of(shorter, size, bold) <= room:
            return shorter
    return ""


def wrap(text: str, room: float, size: float, *, lines: int = 2, bold: bool = False) -> tuple[str, ...]:
    """The text in at most ``lines`` lines of ``room`` px; the last is shortened when there is more."""
    done: list[str] = []
    words = one_line(text).split(" ")
    while words and words[0] and len(done) < lines - 1:
        taken = _words_that_fit(words, room, size, bold)
        if not taken:
            # One word wider than the line: as much of it as fits, with a hyphen.
            head = _head(words[0], room, size, bold)
            if not head:
                break
            done.append(head + "-")
            words[0] = words[0][len(head) :]
            continue
        done.append(" ".join(words[:taken]))
        words = words[taken:]
    rest = shorten(" ".join(words), room, size, bold)
    return (*done, rest) if rest else tuple(done)


def _words_that_fit(words: list[str], room: float, size: float, bold: bool) -> int:
    for count in range(len(words), 0, -1):
        if width_of(" ".join(words[:count]), size, bold) <= room:
            return count
    return 0


def _head(word: str, room: float, size: float, bold: bool) -> str:
    """The first part of a word that fits with a hyphen after it; empty when less than three letters would."""
    for length in range(len(word) - 1, 2, -1):
        if width_of(word[:length] + "-", size, bold) <= room:
            return word[:length]
    return ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in px; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, margin: float = 0.0) -> bool:
        """Whether the two have a point in common, or are nearer than ``margin`` px."""
        return (
            self.left < other.right + margin
            and other.left < self.right + margin
            and self.top < other.bottom + margin
            and other.top < self.bottom + margin
        )

    def within(self, other: Box) -> bool:
        """Whether nothing of this one is outside the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text that has its place: ``x`` of its anchor and ``y`` of its base line in px.

    ``full``: the whole text, shown on hover, where ``text`` is shortened.
    """

    x: float
    y: float
    text: str
    size: float = SMALL
    _: KW_ONLY
    anchor: Anchor = "start"
    bold: bool = False
    fill: str = INK
    full: str = ""
    kind: str = "label"

    @property
    def box(self) -> Box:
        """The room it takes, by the estimate."""
        wide = width_of(self.text, self.size, self.bold)
        left = self.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return Box(left, self.y - _ASCENT * self.size, left + wide, self.y + _DESCENT * self.size)


def meets_any(box: Box, others: list[Box], margin: float = 2.0) -> bool:
    """Whether a box comes nearer than ``margin`` px to any of the others."""
    return any(box.meets(other, margin) for other in others)
