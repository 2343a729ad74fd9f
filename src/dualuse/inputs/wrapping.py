"""Text in lines that fit a terminal or a page."""

from __future__ import annotations

import textwrap
from typing import Final

MOST_LINES: Final = 30
"""Lines of an answer that stands on one screen."""


def wrapped_lines(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most ``width`` characters, where words allow it: what is to be copied stays whole.

    Args:
        text: to be wrapped.
        width: in characters.
        first: what stands before the first line.
        rest: what stands before the others.
    """
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )


def clipped(line: str, width: int) -> str:
    """The line, or the words of it that fit, with a sign that more follow."""
    return line if len(line) <= width else marked(line, width)


def marked(line: str, width: int) -> str:
    """The line, or the words of it that fit, with a sign that more follow; none of them waits for what follows it."""
    shown = line[: width - 2]
    if len(line) > len(shown) and not line[len(shown)].isspace():
        whole, _, broken = shown.rpartition(" ")
        shown = whole if whole.strip() and len(broken) <= _LONGEST_WORD else shown
    shown = shown.rstrip(_OPEN_SIGNS)
    while (words := shown.rpartition(" "))[2] in _WAITING and words[0].strip():
        shown = words[0].rstrip(_OPEN_SIGNS)
    return f"{shown} …"


_OPEN_SIGNS: Final = " ,;:(…"
_LONGEST_WORD: Final = 40
_WAITING: Final = frozenset(
    (
        "Art.",
        "Arts",
        "No",
        "Annex",
        "Abs.",
        "Nr.",
        "Buchst.",
        "Anhang",
        "nº",
        "article",
        "paragraphe",
        "point",
        "annexe",
    )
)
"""Words of a citation that say nothing without what follows them."""
