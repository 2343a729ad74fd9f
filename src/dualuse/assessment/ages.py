"""How old something is that a rule of this program lets age."""

from __future__ import annotations

from datetime import date


def whole_months(first: date, last: date) -> int:
    """The whole months from ``first`` to ``last``: the age of what a rule lets age."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
