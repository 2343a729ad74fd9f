"""What dates, countries and kinds say for or against, as columns beside the measures of the names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

EVIDENCE: Final = (
    "birth_same_day", "birth_same_year", "birth_near", "birth_other", "country_same", "country_other", "kind_same", "kind_other",
)  # fmt: skip
"""Names of the columns, in order. Those that end in ``_other`` and ``birth_near`` speak against."""

AGAINST: Final = frozenset({"birth_near", "birth_other", "country_other", "kind_other"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the known facts of a query say of an entry: ``birth`` as :func:`~dualuse.screening.matching.life_dates.dates_speak`;
    the others 1 same, -1 other, 0 unknown."""

    birth: int
    country: int
    kind: int


def evidence_row(birth: int, country: int, kind: int) -> NDArray[np.float32]:
    """One row: ``birth`` as :func:`~dualuse.screening.matching.life_dates.dates_speak`; the others 1 same, -1 other, 0 unknown."""
    return np.array(
        [
            birth == 2,
            birth == 1,
            birth == -1,
            birth == -2,
            country == 1,
            country == -1,
            kind == 1,
            kind == -1,
        ],
        dtype=np.float32,
    )


def kinds_speak(ours: str, theirs: str) -> int:
    """1 the same kind, -1 kinds that cannot be one party.

    A kind that is not known may be the same, and counts as that: the models are made from parties whose kind is stated, and
    without this a name alone would never be enough.
    """
    return 1 if ours == theirs or "unknown" in (ours, theirs) else -1
