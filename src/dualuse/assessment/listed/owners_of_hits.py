"""Who stands behind an entry on its own list: owners and controllers that are entries too, over a few steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dualuse.schema.screening import ListedLink
from dualuse.sources.lists.listed_party import ListedParty

EntryOf = Callable[[str], ListedParty | None]
"""An entry of the same list by its id."""

_ROLES: Final = ("owner", "controller")
_STEPS: Final = 3
"""Chains longer than this are not followed: lists hardly have them, and a person must look anyway."""
_MOST: Final = 20


def behind(entry: ListedParty, entry_of: EntryOf) -> Iterator[tuple[tuple[ListedLink, ...], ListedParty]]:
    """The entries that own or control ``entry``, each once, with the steps that lead there; nearest first."""
    seen = {entry.id}
    waiting: list[tuple[tuple[ListedLink, ...], ListedParty]] = [((), entry)]
    yielded = 0
    while waiting:
        links, owned = waiting.pop(0)
        for tie in owned.ownership:
            if tie.role not in _ROLES or not tie.party or tie.party in seen or yielded >= _MOST:
                continue
            seen.add(tie.party)
            other = entry_of(tie.party)
            if other is None:
                continue
            step = (*links, ListedLink(tie.role, other.id, tie.name or other.names[0].text, tie.share))
            yielded += 1
            yield step, other
            if len(step) < _STEPS:
                waiting.append((step, other))
