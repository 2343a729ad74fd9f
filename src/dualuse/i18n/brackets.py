"""What stands in brackets has none of its own: an abbreviation is joined with a comma, the bracket behind a French point falls away.

``(Bundesamt für Wirtschaft und Ausfuhrkontrolle, BAFA)``, ``(article 2, point 20)``. Names that others chose are left as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ABBREVIATED: Final = re.compile(r"^(.*\w) \((?!(?:EU|EC|EG|UE|CE)\))([A-Z][A-Za-z-]*[A-Z])\)$")
_POINT: Final = re.compile(r"\bpoints? (?:[^()]{0,16}(?:, | et | ou | à ))?\w{1,5}$")
_NEXT_CLOSES: Final = re.compile(r"[^()]*\)")
_IN_BRACKETS: Final = re.compile(r"\{(\w+)\}(?=[”“»\s]*\))")


@lru_cache(maxsize=4096)
def of_brackets(text: str) -> str:
    """The text as it stands at the end of what is in brackets."""
    joined = _ABBREVIATED.sub(r"\1, \2", text)
    return joined[:-1] if joined.endswith(")") and _POINT.search(joined[:-1]) else joined


def in_brackets(text: str) -> str:
    """The text with brackets around it; "" of an empty one."""
    return f"({of_brackets(text)})" if text else ""


@lru_cache(maxsize=4096)
def named_in_brackets(template: str) -> frozenset[str]:
    """The parameters that stand at the end of what a sentence has in brackets."""
    return frozenset(_IN_BRACKETS.findall(template))


def without_point_brackets(text: str) -> str:
    """French: within brackets the one behind a point falls away: ``(article 2, point 20))`` has one too many."""
    if "point" not in text or "(" not in text:
        return text
    written: list[str] = []
    depth, start = 0, 0
    for match in re.finditer(r"[()]", text):
        written.append(text[start : match.start()])
        start = match.end()
        if match[0] == "(":
            depth += 1
        elif depth and _POINT.search("".join(written)) and _NEXT_CLOSES.match(text, start):
            continue
        else:
            depth -= depth > 0
        written.append(match[0])
    return "".join((*written, text[start:]))
