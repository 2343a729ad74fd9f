"""Plain values as text that is the same on every machine and every Python: equal text, equal value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any


def written(value: Any) -> str:
    """A value of a TOML or JSON file, or a constant of Python, with its type; tables in the order of the file.

    Raises:
        TypeError: it is none of these.
    """
    if isinstance(value, str):
        # The length in front: no text can be taken for another value, and nothing needs escaping.
        return f"s{len(value)}:{value}"
    if value is None or value is ... or isinstance(value, bool | int | float | complex):
        return repr(value)
    if isinstance(value, bytes):
        return f"b{value.hex()}"
    if isinstance(value, date):  # and datetime
        return f"d{value.isoformat()}"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{written(name)}={written(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ",".join(map(written, value)) + "]"
    raise TypeError(f"no plain value: {value!r}")


def digest(texts: Iterable[str]) -> str:
    """The SHA-256, as 64 hexadecimal digits, of texts in their order."""
    checksum = sha256()
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        checksum.update(b"%d:" % len(content))
        checksum.update(content)
    return checksum.hexdigest()
