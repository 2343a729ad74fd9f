"""What time it is at the service. Everything that is recorded takes it from here, so that a demonstration can have a past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Final

from django.utils import timezone

_invented: Final[ContextVar[datetime | None]] = ContextVar("invented", default=None)


def now() -> datetime:
    """The moment, in UTC."""
    return _invented.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be another moment, in what a demonstration invents."""
    token = _invented.set(moment)
    try:
        yield
    finally:
        _invented.reset(token)
