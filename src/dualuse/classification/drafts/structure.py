"""How the lines of an entry hang together: which items must all hold, and of which one is enough.

The words of the line above decide ("all of the following"), else the word that joins the items ("; and").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.law.eu_2021_821.control_list import Edition

_ALL: Final = re.compile(
    r"\b(?:all|both)(?: of)? (?:the|these) (?:following|foregoing)|\b(?:all|both)(?: of)? the (?:\w+ )+following",
    re.I,
)
_ANY: Final = re.compile(
    r"\b(?:any|either|one)(?: or more| one)?(?: of)? the following|\bany(?: of)? the (?:\w+ )+following|\bas follows\b",
    re.I,
)
LIST_WORDS: Final = re.compile(
    r",? ?(?:and )?(?:having|meeting|with|for)? ?(?:any|all|both|either|one)(?: or more| one)?(?: of)? the following"
    r"(?: [a-z]+)*:?|,? ?(?:having )?the following [a-z]+:?|,? as follows\b",
    re.I,
)
"""The words that open a list; they ask for nothing themselves."""
_END: Final = re.compile(r"[;,]?\s*\b(and|or)\s*$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A line with the items under it. ``joined``: ``all`` or ``any``; ``unclear``: the words and the joints disagree."""

    path: str
    text: str
    joined: str
    unclear: bool
    children: tuple[Node, ...]


def tree(code: str, lines: dict[str, str], edition: Edition) -> Node:
    """The entry or provision ``code`` with all under it; ``lines``: the text of each path. Codes kept free are left out."""
    children = tuple(
        tree(child, lines, edition) for child in edition.children(code) if child not in edition.not_used
    )
    text = lines.get(code, "")
    joined, unclear = joint(text, [child.text for child in children])
    return Node(path=code, text=text, joined=joined, unclear=unclear, children=children)


def joint(text: str, items: Sequence[str]) -> tuple[str, bool]:
    """Whether all ``items`` must hold or any, and whether that is unclear.

    "any of the following" whose items are joined by "and", or "all of the following" by "or", is unclear. A list that is
    only "as follows" names things: any of them is enough, whatever joins them.
    """
    ends = {ending[1].casefold() for item in items[:-1] if (ending := _END.search(item.strip()))}
    all_, any_ = (
        max((match.start() for match in pattern.finditer(text)), default=-1) for pattern in (_ALL, _ANY)
    )
    if all_ > any_:
        return "all", ends == {"or"}
    if any_ >= 0:
        return "any", ends == {"and"} and "as follows" not in text.casefold()[any_:]
    if ends == {"and"}:
        return "all", True
    return "any", bool(items) and len(items) > 1 and not ends
