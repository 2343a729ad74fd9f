"""References of cases and numbers of authorisations: they tell nothing, not how many there are nor whose."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from typing import Final

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits but those that look alike."""
_LENGTH: Final = 8
_LENGTH_OF_CODE: Final = 27
_choice: Final[ContextVar[Callable[[str], str]]] = ContextVar("choice", default=secrets.choice)


def new_reference(prefix: str) -> str:
    """A reference that begins with ``prefix`` and a hyphen, of letters, digits and hyphens."""
    choice = _choice.get()
    return f"{prefix}-{''.join(choice(_LETTERS) for _ in range(_LENGTH))}"


def new_code() -> str:
    """A code that nobody guesses: 27 letters and digits, some 133 bits. It is a secret, and never the same."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH_OF_CODE))


@contextmanager
def same_each_time(seed: int) -> Iterator[None]:
    """Let references be the same each time, in what a demonstration invents."""
    token = _choice.set(Random(seed).choice)
    try:
        yield
    finally:
        _choice.reset(token)
