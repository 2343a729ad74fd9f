"""Records without repetition, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Record = TypeVar("Record")


def distinct(records: Iterable[Record]) -> tuple[Record, ...]:
    """Each record once, where it stood first."""
    return tuple(dict.fromkeys(records))


def texts(values: Iterable[str | None]) -> tuple[str, ...]:
    """Each text once, with single spaces; empty ones are left out."""
    return distinct(text for value in values if value and (text := " ".join(value.split())))
