"""Which assessments change under today's law, lists, indices and matcher, and why."""

from __future__ import annotations

from dualuse.dossier.watching.watch import Today, Watched, watch

__all__ = ["Today", "Watched", "watch"]
