"""Rescreening: what changed for counterparties since the last run, in the lists, in themselves, or in the matcher.

Only what can have changed is screened: new and changed counterparties against all lists, the others where a change of the
lists can touch them. What comes out is what screening all of them again gives.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final, Literal

from dualuse.inputs.problems import Problem
from dualuse.record.workspace import Workspace
from dualuse.screening.answers import answer, final_status
from dualuse.screening.counterparties import Line
from dualuse.screening.decisions.decisions import party_key
from dualuse.screening.decisions.identity_digest import party_digest
from dualuse.screening.matching.screened import Hit, Query, Screened, Status
from dualuse.screening.parallel import in_chunks, screen_many
from dualuse.screening.rescreening.list_changes import Delta, DeltaScreener, Pair, delta_since
from dualuse.screening.rescreening.state import (
    KeptHit,
    KeptParty,
    LastRun,
    StateWriter,
    kept_hits,
    kept_party,
    last_run,
)
from dualuse.screening.session import Session

Mode = Literal["first", "everything", "matcher", "delta"]
"""``first``: no run before. ``everything``: asked for, or the former editions are not kept. ``matcher``: another version.
``delta``: what changed alone."""

Touches = Callable[[Sequence[Query]], list[bool]]
"""For counterparties whether a change of the lists can touch them."""

Change = Literal["new", "changed", "gone", "decided"]

_LARGE: Final = 0.2
"""Share of all entries from which the changes are no delta any more: all are screened again, which is faster then."""
_CROWDED: Final = 8
"""Hits from which a counterparty is always screened again: other entries may push one of them out of sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A hit that is new, changed or gone, or that a person decided not to count.

    ``before`` and ``after``: as it was and as it is, None where it was or is not. ``why``: codes, such as ``entry_added``,
    ``entry_changed``, ``entry_removed``, ``counterparty_new``, ``counterparty_changed``, ``counterparty_left``, ``matcher``,
    ``line_unread``, ``decision``, ``decided``, ``scoring`` (the name weighs otherwise among the others).
    """

    what: Change
    id: str
    party: str
    before: KeptHit | None
    after: KeptHit | None
    why: tuple[str, ...]

    @property
    def hit(self) -> KeptHit:
        """The hit as it is, or was."""
        hit = self.after or self.before
        assert hit is not None
        return hit


@dataclass(slots=True, kw_only=True)
class Rescreened:
    """What came of a run. ``screened``: how many were compared with the whole index; ``statuses``: of all counterparties."""

    name: str
    mode: Mode
    last: LastRun | None
    delta: Delta | None
    changes: list[Changed] = field(default_factory=list)
    problems: list[Line] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    repeated_ids: list[str] = field(default_factory=list)
    """The numbers of counterparties that stand in the file more than once, as often as they stand there again."""
    statuses: Counter[str] = field(default_factory=Counter)
    screened: int = 0
    kept_unread: int = 0
    """Counterparties of the last run that were not read, while lines could not be read: nobody knows whether they left."""
    state: str = ""

    def select(self, what: Change) -> list[Changed]:
        """The changes of one sort."""
        return [change for change in self.changes if change.what == what]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Party:
    line: Line
    query: Query
    key: str
    digest: str
    before: KeptParty | None


def rescreen(
    session: Session,
    lines: Iterable[Line],
    workspace: Workspace,
    name: str,
    *,
    everything: bool = False,
    workers: int = 1,
) -> Rescreened:
    """Rescreen the counterparties in ``lines``; what comes of it is not recorded yet (:func:`~dualuse.screening.rescreening.report.record_run`).

    ``name``: by which the workspace knows these counterparties from one run to the next.

    Raises:
        InputError: the workspace was changed, or a process was ended from outside.
        MissingSourceError: the files of an edition are damaged.
    """
    last = last_run(workspace, name)
    mode, delta = _mode(session, last, everything)
    run = Rescreened(name=name, mode=mode, last=last, delta=delta)
    state = StateWriter()
    seen: set[str] = set()
    for party, hits in _screened(_parties(lines, last, seen, run), session, workers, run):
        _compare(party, hits, run)
        state.add(party.key, kept_party(party.digest, hits))
    for key, kept in last.parties.items() if last else ():
        if key in seen:
            continue
        if run.problems:  # perhaps in a line that cannot be read
            run.kept_unread += 1
            state.add(key, kept.unread())
        else:
            run.changes += _gone(key, kept)
    run.changes.sort(key=_most_urgent_first)
    run.state = state.keep(workspace)
    return run


def _gone(key: str, kept: KeptParty) -> Iterator[Changed]:
    """The hits of a counterparty that is not in the file any more."""
    identifier = key.removeprefix("id:") if key.startswith("id:") else ""
    for hit in kept.read_hits():
        if hit.counts:
            yield Changed(
                what="gone",
                id=identifier,
                party=hit.queried,
                before=hit,
                after=None,
                why=("counterparty_left",),
            )


def _most_urgent_first(change: Changed) -> tuple[bool, float, str, str, str]:
    hit = change.hit
    return (hit.status != "hit", -hit.score, change.id, hit.list, hit.entity)


def _mode(session: Session, last: LastRun | None, everything: bool) -> tuple[Mode, Delta | None]:
    if last is None:
        return "first", None
    delta = delta_since(last.editions, session.installed)
    if last.matcher != session.installed.matcher:
        return "matcher", delta
    entries = sum(edition.records for edition in session.installed.editions)
    if everything or delta is None or len(delta.what) > _LARGE * entries:
        return "everything", delta
    return "delta", delta


def _touch_test(run: Rescreened) -> Touches:
    """The counterparties that a run must screen again although nothing changed in them."""
    if run.mode != "delta":
        return lambda queries: [True] * len(queries)
    if run.delta is None or not run.delta.what:
        return lambda queries: [False] * len(queries)
    return DeltaScreener(run.delta).touches


def _parties(
    lines: Iterable[Line], last: LastRun | None, seen: set[str], run: Rescreened
) -> Iterator[_Party]:
    for line in lines:
        if line.query is None:
            run.problems.append(line)
            continue
        run.doubts.extend(line.doubts)
        key = party_key(line.query)
        if key in seen:  # the same number twice: two counterparties, each with a memory of its own
            run.repeated_ids.append(line.query.id)
            key = next(numbered for number in count(2) if (numbered := f"{key}~{number}") not in seen)
        seen.add(key)
        yield _Party(
            line=line,
            query=line.query,
            key=key,
            digest=party_digest(line.query),
            before=last.parties.get(key) if last else None,
        )


def _screened(
    parties: Iterator[_Party], session: Session, workers: int, run: Rescreened
) -> Iterator[tuple[_Party, tuple[KeptHit, ...]]]:
    """Each counterparty with its hits now, screened again where it has to be."""
    again: deque[_Party] = deque()
    carried: list[tuple[_Party, tuple[KeptHit, ...]]] = []
    touches = _touch_test(run)
    moved = frozenset(run.delta.what) if run.delta is not None else frozenset()

    def queries() -> Iterator[Query]:
        for chunk in in_chunks(parties):
            hits_before = [_unchanged_hits(party, moved) for party in chunk]
            unchanged = [
                party.query for party, hits in zip(chunk, hits_before, strict=True) if hits is not None
            ]
            touched = iter(touches(unchanged))
            for party, hits in zip(chunk, hits_before, strict=True):
                if hits is not None and not next(touched):
                    carried.append((party, hits))
                    continue
                again.append(party)
                run.screened += 1
                yield party.query

    for query, screened in screen_many(session.installed.index, queries(), workers):
        decided = answer(query, screened, session.decisions, session.installed.entry)
        run.statuses[decided.status] += 1
        yield again.popleft(), kept_hits(decided)
        yield from _carried(carried, session, run)
    yield from _carried(carried, session, run)


def _carried(
    carried: list[tuple[_Party, tuple[KeptHit, ...]]], session: Session, run: Rescreened
) -> Iterator[tuple[_Party, tuple[KeptHit, ...]]]:
    """The counterparties that keep their hits; each is taken from ``carried``."""
    while carried:
        party, hits = carried.pop()
        hits = _decided(party.query, hits, session)
        run.statuses[final_status(party.query, _status(hits))] += 1
        yield party, hits


def _unchanged_hits(party: _Party, moved: frozenset[Pair]) -> tuple[KeptHit, ...] | None:
    """The hits of before where nothing that bears on them changed; None where the counterparty is screened again."""
    if party.before is None or party.before.digest != party.digest:
        return None
    hits = party.before.read_hits()
    if len(hits) >= _CROWDED or any((hit.list, hit.entity) in moved for hit in hits):
        return None
    return hits


def _decided(query: Query, hits: tuple[KeptHit, ...], session: Session) -> tuple[KeptHit, ...]:
    """Hits carried over, with what was decided meanwhile."""
    if len(session.decisions) == 0 and all(hit.counts for hit in hits):
        return hits
    by_matcher = tuple(
        Hit(
            entity=hit.entity,
            list=hit.list,
            score=hit.score,
            status="hit" if hit.by_matcher == "hit" else "review",
            queried=hit.queried,
            name=hit.name,
            because=(),
        )
        for hit in hits
        if hit.by_matcher
    )
    screened = Screened(query.id, "clear", by_matcher)
    return kept_hits(answer(query, screened, session.decisions, session.installed.entry))


def _status(hits: tuple[KeptHit, ...]) -> Status:
    statuses = {hit.status for hit in hits if hit.counts}
    return "hit" if "hit" in statuses else "review" if statuses else "clear"


# What changed


def _compare(party: _Party, hits: tuple[KeptHit, ...], run: Rescreened) -> None:
    """Note in ``run`` what changed from the hits of before to those now."""
    hits_before = party.before.read_hits() if party.before else ()
    before, after = ({(hit.list, hit.entity): hit for hit in side} for side in (hits_before, hits))
    name = party.query.names[0] if party.query.names else ""
    for pair in {**before, **after}:
        old, new = before.get(pair), after.get(pair)
        if (what := _change(pair, old, new, run)) is not None:
            why = _change_reasons(party, pair, old, new, run)
            run.changes.append(
                Changed(what=what, id=party.query.id, party=name, before=old, after=new, why=why)
            )


def _change(pair: Pair, old: KeptHit | None, new: KeptHit | None, run: Rescreened) -> Change | None:
    counted, counts = old is not None and old.counts, new is not None and new.counts
    if not counted and not counts:
        return None
    if old is None:
        return "new"
    if new is None:
        return "gone"
    if not counts:
        return "decided"
    entry_changed = run.delta is not None and pair in run.delta.what
    return "changed" if entry_changed or old.status != new.status or not counted else None


def _change_reasons(
    party: _Party, pair: Pair, old: KeptHit | None, new: KeptHit | None, run: Rescreened
) -> tuple[str, ...]:
    if run.last is None:
        return ("first",)
    reasons: list[str] = []
    if party.before is None:
        reasons.append("counterparty_new")
    elif party.before.was_unread:
        reasons.append("line_unread")
    elif party.before.digest != party.digest:
        reasons.append("counterparty_changed")
    if run.delta is not None and (what := run.delta.what.get(pair)):
        reasons.append(f"entry_{what}")
    if run.mode == "matcher":
        reasons.append("matcher")
    if old and new and old.counts != new.counts:
        reasons.append("decision" if new.counts else "decided")
    return tuple(reasons) or ("scoring",)
