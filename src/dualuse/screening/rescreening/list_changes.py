"""What changed in the lists since a run, and which counterparties the changes can touch: all others have the answer that they had.

What a word weighs does not depend on the lists (:mod:`~dualuse.screening.names.word_rarity`), so the score of a counterparty with an
entry moves only where the counterparty or the entry changes. A counterparty is touched where an entry that came, went or
changed is a hit of it, or nearly; it is compared with these entries alone. Whoever is touched is screened again over the
whole index: what comes out is what a full run gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dualuse.inputs.problems import InputError
from dualuse.inputs.temporary import temporary_folder
from dualuse.screening.index.installed import Installed
from dualuse.screening.matching.screened import Query
from dualuse.sources.lists.differences import differences
from dualuse.sources.lists.listed_party import ListedParty

What = Literal["added", "removed", "changed"]
Pair = tuple[str, str]
"""List and id of an entry."""
_NEARLY: Final = 0.35
"""The score from which a counterparty is screened again: well below that of a review."""


@dataclass(frozen=True, slots=True)
class Delta:
    """``before`` and ``after``: the entries that differ, as they were and as they are; ``what`` by list and id."""

    before: tuple[ListedParty, ...]
    after: tuple[ListedParty, ...]
    what: Mapping[Pair, What]


def delta_since(editions: Mapping[str, str], now: Installed) -> Delta | None:
    """What changed from ``editions`` (list → edition) to those in use; None where an edition is not kept any more.

    Raises:
        MissingSourceError: the files of an edition are damaged.
    """
    before: list[ListedParty] = []
    after: list[ListedParty] = []
    what: dict[Pair, What] = {}
    current = {edition.list: edition for edition in now.editions}
    for list_id in sorted({*editions, *current}):
        former, edition = editions.get(list_id, ""), current.get(list_id)
        if edition is not None and former == edition.edition:
            continue
        if not former and edition is not None:
            _add_all(list(now.store.parties(list_id, edition.edition)), "added", after, what)
            continue
        try:
            former_edition = now.store.edition(list_id, former)
        except InputError:
            return None
        if edition is None:
            _add_all(list(now.store.parties(list_id, former)), "removed", before, what)
            continue
        for difference in differences(now.store, former_edition, edition):
            party = difference.party
            what[party.list, party.id] = difference.what
            if difference.what == "removed":
                before.append(party)
                continue
            after.append(party)
            if difference.what == "changed" and (old := now.store.party(list_id, party.id, former)):
                before.append(old)
    return Delta(tuple(before), tuple(after), what)


def _add_all(entries: list[ListedParty], how: What, side: list[ListedParty], what: dict[Pair, What]) -> None:
    side += entries
    what.update(((entry.list, entry.id), how) for entry in entries)


class DeltaScreener:
    """Compares counterparties with the entries of a delta alone."""

    def __init__(self, delta: Delta) -> None:
        from dualuse.screening.index.addresses import ADDRESSES, build_addresses
        from dualuse.screening.index.building import build_index
        from dualuse.screening.matching.screener import Screener

        entries = (*delta.before, *delta.after)
        with temporary_folder("dualuse-delta-") as folder:
            path = folder / "delta.index"
            build_index(entries, path)
            build_addresses(entries, path.with_name(ADDRESSES))
            self._screener: Final = Screener.open(path)
            self._screener.open_addresses()  # the folder goes

    def touches(self, queries: Sequence[Query]) -> list[bool]:
        """For each of ``queries`` whether the delta can change the answer on it."""
        return [bool(screened.hits) for screened in self._screener.screen(list(queries), floor=_NEARLY)]
