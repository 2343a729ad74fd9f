"""A rescreening as data, and on record: what it compared, with which editions and matcher, and what it found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dualuse.record.event import Event
from dualuse.record.workspace import Workspace
from dualuse.screening.rescreening.rescreen import Changed, Rescreened
from dualuse.screening.rescreening.state import CHAIN, KIND, Held
from dualuse.screening.session import Session


def report_of(found: Rescreened, session: Session) -> dict[str, Any]:
    """The report as JSON values: ``new``, ``changed``, ``gone`` and ``decided`` hits, and what was compared."""
    return {
        "counterparties": found.name,
        "mode": found.mode,
        "matcher": session.installed.matcher,
        "matcher_before": found.last.matcher if found.last else None,
        "editions": session.installed.names(),
        "editions_before": dict(found.last.editions) if found.last else {},
        "since": found.last.time if found.last else None,
        "counts": counts_of(found),
        "new": [_change(one, session) for one in found.of("new")],
        "changed": [_change(one, session) for one in found.of("changed")],
        "gone": [_change(one, session) for one in found.of("gone")],
        "decided": [_change(one, session) for one in found.of("decided")],
    }


def counts_of(found: Rescreened) -> dict[str, Any]:
    """The numbers of a run."""
    entries = list(found.delta.what.values()) if found.delta else []
    return {
        "counterparties": sum(found.statuses.values()),
        "statuses": dict(sorted(found.statuses.items())),
        "screened": found.screened,
        "not_screened": len(found.problems),
        "entries": {what: entries.count(what) for what in ("added", "changed", "removed")},
        "new": len(found.of("new")),
        "changed": len(found.of("changed")),
        "gone": len(found.of("gone")),
        "decided": len(found.of("decided")),
    }


def record_run(
    workspace: Workspace, found: Rescreened, session: Session, person: str
) -> tuple[Event, Mapping[str, Any]]:
    """Record a run: an event with editions, matcher and counts, with the report and the state as files.

    Names of counterparties stand in the two files alone, which can be erased.

    Raises:
        InputError: the workspace cannot be written; the next run starts from the one before.
    """
    report = report_of(found, session)
    kept = workspace.keep(json.dumps(report, ensure_ascii=False, sort_keys=True).encode())
    body = {
        "name": found.name,
        "mode": found.mode,
        "editions": session.installed.names(),
        "matcher": session.installed.matcher,
        "lists": session.installed.key,
        "counts": counts_of(found),
        "state": found.state,
        "report": kept,
    }
    event = workspace.chain(CHAIN).append(person, KIND, body, files=(found.state, kept))
    return event, report


def _change(change: Changed, session: Session) -> dict[str, Any]:
    hit = change.hit
    data: dict[str, Any] = {
        "id": change.id,
        "party": change.party,
        "list": hit.list,
        "entity": hit.entity,
        "name": hit.name,
        "queried": hit.queried,
        "score": hit.score,
        "status": hit.status,
        "why": list(change.why),
        "edition": session.installed.names().get(hit.list, ""),
    }
    if change.before is not None and change.after is not None:
        data["before"] = _was(change.before)
    return data


def _was(held: Held) -> dict[str, Any]:
    return {"score": held.score, "status": held.status, "counts": held.counts}
