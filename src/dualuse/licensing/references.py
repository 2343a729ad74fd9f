"""References of cases and numbers of authorisations: they tell nothing, not how many there are nor whose."""

from __future__ import annotations

import secrets
from typing import Final

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits but those that look alike."""
_LENGTH: Final = 8


def new_reference(prefix: str) -> str:
    """A reference that begins with ``prefix`` and a hyphen, of letters, digits and hyphens."""
    return f"{prefix}-{''.join(secrets.choice(_LETTERS) for _ in range(_LENGTH))}"
