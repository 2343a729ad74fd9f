"""The screen of an interview: its streams, and how lines stand on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.inputs.wrapping import wrapped_lines

_CHOICE: Final = "     "
"""Before what stands below a question."""
_SHOWN_ITEMS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The streams that the dialogue reads from and writes to.

    ``read`` shows a prompt and gives a line; it may raise EOFError or KeyboardInterrupt, which both stop the dialogue.
    ``emphasise`` marks a question, ``soften`` what may be skipped.
    """

    read: Callable[[str], str]
    write: Callable[[str], None]
    emphasise: Callable[[str], str] = str
    soften: Callable[[str], str] = str
    width: int = 100


def wrapped(text: str, width: int, first: str = "", rest: str = "  ") -> list[str]:
    """``text`` in lines of ``width``."""
    return wrapped_lines(text, width, first, rest)


def listed_items(items: tuple[str, ...]) -> str:
    """Ids of items, the first of many."""
    return ", ".join((*items[:_SHOWN_ITEMS], "…") if len(items) > _SHOWN_ITEMS else items)


def lines_of_proposals(proposals: Sequence[str], width: int) -> Iterator[str]:
    """What the search proposes, numbered, each with the lines that it takes below its title: a terminal would break words at its edge."""
    for number, proposal in enumerate(proposals, 1):
        first = f"{_CHOICE}{number}  "
        hanging = " " * (len(first) + len(proposal.partition("  ")[0]) + 2)
        yield from wrapped_lines(proposal, width, first, hanging)
