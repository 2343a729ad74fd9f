"""Which files of a workspace are chosen for erasure: those about a counterparty, of old events, or outlived states.

A decision whose private part is erased is not known any more: the hit counts again. That is the safe side, and it is why
nothing is erased by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from dualuse.record.erasure import Chosen, files_of, unnamed
from dualuse.record.event import Event
from dualuse.record.workspace import Workspace
from dualuse.screening.decisions import decisions
from dualuse.screening.rescreening.state import CHAIN, KIND

_RECORDED_WITHIN: Final = timedelta(minutes=10)
"""A private part that no event names so long after it was kept belongs to a decision that was interrupted."""
_LARGEST_PRIVATE: Final = 1 << 22


@dataclass(frozen=True, slots=True)
class Choice:
    """``counterparties``: numbers whose decisions go; ``before``: a day (``2021-01-01``, UTC) before which all goes, or "".

    ``old_states``: also what rescreenings left for the next one, except the last of each name, which the next starts from;
    their reports stay. The last states stay in any case. ``unrecorded``: also what no event names, ten minutes after it was kept.
    """

    counterparties: frozenset[str] = frozenset()
    before: str = ""
    old_states: bool = False
    unrecorded: bool = False


def chosen(workspace: Workspace, choice: Choice) -> Chosen:
    """What is chosen of each event.

    Raises:
        InputError: the chain of rescreenings was changed.
    """
    last = _last_states(workspace)

    def files_chosen(chain: str, event: Event) -> frozenset[str]:
        about = chain == decisions.CHAIN and event.body.get("counterparty") in choice.counterparties
        if about or (choice.before and event.time < choice.before):
            return files_of(event) - last
        if choice.old_states and chain == CHAIN and event.kind == KIND:
            return frozenset((event.body["state"],)) - last
        return frozenset()

    return files_chosen


def never_recorded(workspace: Workspace, choice: Choice) -> tuple[str, ...]:
    """Digests of files that no event names and that are chosen: old ones by their day, private parts by whom they are about.

    Raises:
        InputError: a chain was changed.
    """
    late = datetime.now(UTC) - _RECORDED_WITHIN
    day = datetime.fromisoformat(choice.before).replace(tzinfo=UTC) if choice.before else None
    digests = dict.fromkeys(unnamed(workspace, day) if day else ())
    if choice.unrecorded:
        digests |= dict.fromkeys(unnamed(workspace, late))
    if choice.counterparties:
        digests |= dict.fromkeys(_about(workspace, choice.counterparties, unnamed(workspace, late)))
    return tuple(digests)


def _about(workspace: Workspace, counterparties: frozenset[str], digests: Iterator[str]) -> Iterator[str]:
    for digest in digests:
        path = workspace.path(digest)
        if path.stat().st_size > _LARGEST_PRIVATE:
            continue
        try:
            party = json.loads(path.read_bytes())["data"]["party"]["id"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue  # evidence, or something else
        if party in counterparties:
            yield digest


def _last_states(workspace: Workspace) -> frozenset[str]:
    """The states that the next rescreenings start from."""
    if CHAIN not in workspace.chains():
        return frozenset()
    states = {
        event.body["name"]: event.body["state"]
        for event in workspace.chain(CHAIN).events()
        if event.kind == KIND
    }
    return frozenset(states.values())
