"""Which counterparties a change of the lists can touch: all others have the answer that they had.

What a word weighs does not depend on the lists (:mod:`~dualuse.screening.names.word_rarity`), so the score of a counterparty with an
entry moves only where the counterparty or the entry changes. A counterparty is touched where an entry that came, went or
changed is a hit of it, or nearly; it is compared with these entries alone. Whoever is touched is screened again over the
whole index: what comes out is what a full run gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dualuse.screening.index.addresses import ADDRESSES, build_addresses
from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.screener import Screener
from dualuse.screening.rescreening.list_changes import Delta

_NEARLY: Final = 0.35
"""The score from which a counterparty is screened again: well below that of a review."""


class Touched:
    """Says of counterparties whether the delta can touch them."""

    def __init__(self, delta: Delta) -> None:
        with TemporaryDirectory(prefix="dualuse-delta-") as folder:
            path = Path(folder) / "delta.index"
            build_index([*delta.before, *delta.after], path)
            build_addresses([*delta.before, *delta.after], path.with_name(ADDRESSES))
            self._screener: Final = Screener.open(path)
            self._screener.open_addresses()  # the folder goes

    def touches(self, queries: Sequence[Query]) -> list[bool]:
        """For each of ``queries`` whether the delta can change the answer on it."""
        found = self._screener.screen(list(queries), floor=_NEARLY)
        return [bool(one.hits) for one in found]
