"""Text in lines that fit a terminal or a page."""

from __future__ import annotations

import textwrap


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
