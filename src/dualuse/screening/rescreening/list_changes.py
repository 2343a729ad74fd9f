"""What changed in the lists since a run: the entries that came, went or changed, as they were and as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dualuse.inputs.problems import InputError
from dualuse.screening.index.installed import Installed
from dualuse.sources.lists.differences import differences
from dualuse.sources.lists.listed_party import ListedParty

What = Literal["added", "removed", "changed"]
Pair = tuple[str, str]
"""List and id of an entry."""


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
            _all(list(now.store.parties(list_id, edition.edition)), "added", after, what)
            continue
        try:
            was = now.store.edition(list_id, former)
        except InputError:
            return None
        if edition is None:
            _all(list(now.store.parties(list_id, former)), "removed", before, what)
            continue
        for one in differences(now.store, was, edition):
            what[one.party.list, one.party.id] = one.what
            if one.what != "removed":
                after.append(one.party)
            if one.what == "removed":
                before.append(one.party)
            elif one.what == "changed" and (old := now.store.party(list_id, one.party.id, former)):
                before.append(old)
    return Delta(tuple(before), tuple(after), what)


def _all(entries: list[ListedParty], how: What, side: list[ListedParty], what: dict[Pair, What]) -> None:
    side += entries
    what.update(((entry.list, entry.id), how) for entry in entries)
