"""Answers as JSON: one line, the fields in the order of the contract; checksums over such lines."""

from __future__ import annotations

import hashlib
from typing import Any

from pydantic_core import to_json as _to_json


def to_json(answer: Any) -> str:
    """``answer`` (frozen data of the contract) as one line of JSON, UTF-8 characters kept."""
    return _to_json(answer).decode("utf-8")


def checksum(data: Any) -> str:
    """``sha256:`` and the checksum of ``data`` as :func:`to_json` writes it."""
    return f"sha256:{hashlib.sha256(_to_json(data)).hexdigest()}"
