"""XML within packed documents, element by element with flat memory: no document type, no entities, nothing that grows without end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from xml.parsers import expat

from dualuse.licensing.documents.content.unfit import Limits, active, damaged, too_large_unpacked

_MOST_WITHOUT_END: Final = 1 << 20
"""Bytes that one mark or attribute may take: a reader goes over it from its beginning each time that more of it comes."""
_SEPARATOR: Final = " "

Element = Callable[[str, str, Mapping[str, str]], None]
"""What looks at an element: its namespace, its name without it, its attributes by their names without theirs (see :func:`_by_local_name`)."""


def _by_local_name(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes by their local names; of two that share one, the further ones keep their namespace, so that none hides another."""
    named: dict[str, str] = {}
    for key, value in attributes.items():
        local = key.rpartition(_SEPARATOR)[2]
        named[key if local in named else local] = value
    return named


class ElementBudget:
    """How many elements of a document may still be looked at, over all its parts."""

    def __init__(self, limits: Limits) -> None:
        self.left = limits.elements
        self.depth = limits.depth


def see_elements(
    pieces: Iterable[bytes],
    budget: ElementBudget,
    see: Element,
    see_text: Callable[[str], None] | None = None,
) -> None:
    """Read XML, showing each element (and text, where somebody looks at it).

    Raises:
        Unfit: it is no XML, too large, or declares a document type.
    """
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        budget.left -= 1
        if depth > budget.depth or budget.left < 0:
            raise too_large_unpacked()
        namespace, _, local = name.rpartition(_SEPARATOR)
        see(namespace, local, _by_local_name(attributes))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_others: Any) -> None:
        raise active("DOCTYPE")

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if see_text is not None:
        parser.CharacterDataHandler = see_text
        parser.buffer_text = True  # else each line comes by itself
    came = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            came += len(piece)
            if came - parser.CurrentByteIndex > _MOST_WITHOUT_END:
                raise too_large_unpacked()
        parser.Parse(b"", True)
    except (
        expat.ExpatError,
        LookupError,
        ValueError,
    ):  # the last two: of an encoding that there is none of, or not here
        raise damaged("XML") from None
