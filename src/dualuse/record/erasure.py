"""What can be erased of a workspace: files of chosen events, as far as no other event needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dualuse.record.event import Event, is_held
from dualuse.record.workspace import ERASURES, Workspace

Chosen = Callable[[str, Event], frozenset[str]]
"""Of an event in a chain, the digests of those of its files that are to go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasable:
    """``files``: digests that may go, each named by ``events`` events at least one of which chose it.

    ``needed``: digests that were chosen and stay, because another event names them too. ``bytes``: what the files take.
    ``held``: digests that were chosen and stay, because they are to be kept still (Art. 27).
    """

    files: tuple[str, ...]
    events: int
    needed: tuple[str, ...]
    bytes: int
    held: tuple[str, ...] = ()


def erasable(workspace: Workspace, chosen: Chosen) -> Erasable:
    """What would go. Files that are gone already are not counted.

    Raises:
        InputError: a chain was changed: nothing is erased by what it says.
    """
    wanted: dict[str, None] = {}
    left: set[str] = set()
    events = 0
    for name in workspace.chains():
        if name == ERASURES:
            continue
        for event in workspace.chain(name).events():
            files = files_of(event)
            going = chosen(name, event) & files
            wanted |= dict.fromkeys(digest for digest in sorted(going) if workspace.path(digest).exists())
            left |= files - going
            events += bool(going)
    until, today = workspace.held(), date.today()
    kept = tuple(digest for digest in wanted if is_held(until.get(digest, ""), today))
    left |= set(kept)
    going_files = tuple(digest for digest in wanted if digest not in left)
    size = sum(workspace.path(digest).stat().st_size for digest in going_files)
    needed = tuple(digest for digest in wanted if digest in left and digest not in kept)
    return Erasable(files=going_files, events=events, needed=needed, bytes=size, held=kept)


def files_of(event: Event) -> frozenset[str]:
    """The digests of all files that an event names, its private part too."""
    return frozenset(event.digests())


def unnamed(workspace: Workspace, before: datetime) -> Iterator[str]:
    """Digests of files that no event names, kept before a time: an event was to follow and was never recorded.

    Raises:
        InputError: a chain was changed.
    """
    chains = map(workspace.chain, workspace.chains())
    named = {digest for chain in chains for event in chain.events() for digest in event.digests()}
    for digest, kept_at in workspace.kept():
        if digest not in named and datetime.fromtimestamp(kept_at, UTC) < before:
            yield digest
