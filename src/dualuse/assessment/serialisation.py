"""Answers as JSON: one line, the fields in the order of the contract."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json as _to_json


def to_json(answer: Any) -> str:
    """``answer`` (frozen data of the contract) as one line of JSON, UTF-8 characters kept."""
    return _to_json(answer).decode("utf-8")
