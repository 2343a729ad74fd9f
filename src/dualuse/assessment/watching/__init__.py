"""Which assessments change under today's law, lists, indices and matcher, and why."""

from __future__ import annotations

from dualuse.assessment.watching.watching import Today, Watched, watch

__all__ = ["Today", "Watched", "watch"]
