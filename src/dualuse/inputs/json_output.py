"""Answers for machines: one line of JSON each, in whatever encoding they are written."""

from __future__ import annotations

import json
import sys
from typing import Any


def json_line(data: Any) -> str:
    """``data`` (JSON values) as one line of JSON. Half a character, which a list of an earlier release may hold, is escaped."""
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return escaped_for(line, "utf-8")


def escaped_for(line: str, encoding: str | None) -> str:
    """A line of JSON as it is, or with all signs beyond ASCII escaped where ``encoding`` does not hold each of them."""
    if line.isascii():
        return line
    try:
        line.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return json.dumps(json.loads(line), separators=(",", ":"))
    return line


def print_line(line: str) -> None:
    """Write a line of JSON to standard output."""
    print(escaped_for(line, sys.stdout.encoding))
