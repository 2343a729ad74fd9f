"""What is too much for every run is run in turn, another part each day; ``make whole`` runs everything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, TypeVar

from dualuse.engine.compiled import epoch_starts
from tests.support.turns import WHOLE

T = TypeVar("T")


def sampled(items: Sequence[T], parts: int) -> list[T]:
    """One of so many parts of the items, the next one each day (UTC), so that each is looked at in turn; all in a whole run."""
    return list(items) if WHOLE else list(items[datetime.now(tz=UTC).toordinal() % parts :: parts])


def last_and_sampled(items: Sequence[T], parts: int) -> list[T]:
    """The last of the items, the law in force among epochs, and one of so many parts of the others."""
    return [*sampled(items[:-1], parts), items[-1]]


EPOCHS: Final = epoch_starts()
"""The first day of each epoch of the law, the law in force last."""
PROVED: Final = last_and_sampled(EPOCHS, 24)
"""Those whose law proofs look at in this run: to prove one epoch takes half a minute."""
