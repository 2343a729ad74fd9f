"""When what was found is looked at again: after twelve months, a rule of this program (guidance asks for a review and names no term)."""

from __future__ import annotations

from datetime import date


def a_year_after(day: date) -> date:
    """Twelve months later; after 29 February, 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
