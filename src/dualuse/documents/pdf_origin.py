"""Who says to have typeset a PDF, and what is attached to it, read from its bytes alone.

Neither proves anything: whoever changes a PDF can change both. They tell why a PDF cannot be made again here, never that it is a certain one.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

_CREATOR: Final = re.compile(rb"/Creator\(([^()\\]{1,100})\)")
_ATTACHED: Final = re.compile(rb"<<([^\r\n]{0,500}/Type/EmbeddedFile[^\r\n]{0,500})>>\nstream\n")
_LENGTH: Final = re.compile(rb"/Length (\d{1,10})(?!\d)")


def typesetter_named(pdf: bytes) -> str:
    """The program that a PDF names as its creator (``Typst 0.15.1``); "" where it names none, or several."""
    named = set(_CREATOR.findall(pdf))
    return named.pop().decode("latin-1") if len(named) == 1 else ""


def is_attached_alone(pdf: bytes, content: bytes) -> bool:
    """Whether ``content`` is the one file that is attached to a PDF, as our typesetter attaches it."""
    found = list(_ATTACHED.finditer(pdf))
    if len(found) != 1 or (length := _LENGTH.search(found[0][1])) is None:
        return False
    stored = pdf[found[0].end() : found[0].end() + int(length[1])]
    if b"/Filter" not in found[0][1]:
        return stored == content
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(stored, len(content) + 1)
    except zlib.error:
        return False
    return unpacked == content and not unpacker.unconsumed_tail
