"""How a table is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Options:
    """The day for rows without a date, policies, language, and whether with reasons.

    ``only``: citations that the law is restricted to, for a comparison of outcomes; without reasons.
    """

    today: date
    policies: tuple[str, ...] = ()
    language: str = "en"
    reasons: bool = True
    only: frozenset[str] | None = None
