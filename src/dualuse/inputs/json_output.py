"""Answers for machines: JSON that every reader takes for UTF-8, in whatever encoding the stream is."""

from __future__ import annotations

import codecs
import json
import re
import sys
from typing import Any, Final

_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")


def json_line(data: Any) -> str:
    """``data`` (JSON values) as one line of JSON. Half a character, which a list of an earlier release may hold, is escaped."""
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return escaped_for(line, "utf-8")


def escaped_for(text: str, encoding: str | None) -> str:
    """JSON as it is where ``encoding`` is UTF-8 and holds it; else with all signs beyond ASCII escaped, its layout unchanged.

    JSON between programs is UTF-8 (RFC 8259, 8.1), and ASCII is that in every encoding with one byte a sign: a letter that went out as the byte
    of a code page would be in no encoding that a reader of JSON knows.
    """
    if text.isascii() or (_is_utf_8(encoding) and _is_whole(text)):
        return text
    return _BEYOND_ASCII.sub(lambda signs: json.dumps(signs[0])[1:-1], text)


def _is_utf_8(encoding: str | None) -> bool:
    try:
        return codecs.lookup(encoding or "ascii").name == "utf-8"
    except LookupError:
        return False


def _is_whole(text: str) -> bool:
    """Whether it holds no half of a character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def print_line(line: str) -> None:
    """Write a line of JSON to standard output."""
    print(escaped_for(line, sys.stdout.encoding))
