"""Rescreening: what changed for counterparties since the last run, in the lists, in themselves, or in the matcher.

Only what can have changed is screened: new and changed counterparties against all lists, the others where a change of the
lists can touch them. What comes out is what screening all of them again gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from dualuse.record.workspace import Workspace
from dualuse.screening.answers import Answer, answer, cleared
from dualuse.screening.counterparties import Line
from dualuse.screening.decisions.decisions import party_key
from dualuse.screening.decisions.identity_digest import party_digest
from dualuse.screening.matching.screened import Hit, Query, Screened, Status
from dualuse.screening.parallel import CHUNK, screen_many
from dualuse.screening.rescreening.list_changes import Delta, Pair, delta_since
from dualuse.screening.rescreening.state import Held, Known, LastRun, StateWriter, held_of, known_of, last_run
from dualuse.screening.session import Session

if TYPE_CHECKING:
    from dualuse.screening.rescreening.touched import Touched

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


@dataclass(frozen=True, slots=True)
class Changed:
    """A hit that is new, changed or gone, or that a person decided not to count.

    ``before`` and ``after``: as it was and as it is, None where it was or is not. ``why``: codes, such as ``entry_added``,
    ``entry_changed``, ``entry_removed``, ``counterparty_new``, ``counterparty_changed``, ``counterparty_left``, ``matcher``,
    ``decision``, ``decided``, ``scoring`` (the name weighs otherwise among the others).
    """

    what: Change
    id: str
    party: str
    before: Held | None
    after: Held | None
    why: tuple[str, ...]

    @property
    def hit(self) -> Held:
        """The hit as it is, or was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(slots=True)
class Rescreened:
    """What a run found. ``screened``: how many were compared with the whole index; ``statuses``: of all counterparties."""

    name: str
    mode: Mode
    last: LastRun | None
    delta: Delta | None
    changes: list[Changed] = field(default_factory=list)
    problems: list[Line] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    """The numbers of counterparties that stand in the file more than once, as often as they stand there again."""
    statuses: Counter[str] = field(default_factory=Counter)
    screened: int = 0
    state: str = ""

    def of(self, what: Change) -> list[Changed]:
        """The changes of one sort."""
        return [change for change in self.changes if change.what == what]


@dataclass(frozen=True, slots=True)
class _Party:
    line: Line
    query: Query
    key: str
    digest: str
    known: Known | None


def rescreen(
    session: Session,
    lines: Iterable[Line],
    workspace: Workspace,
    name: str,
    *,
    everything: bool = False,
    workers: int = 1,
) -> Rescreened:
    """Rescreen the counterparties in ``lines``; what is found is not recorded yet (:mod:`.rescreen_record`).

    ``name``: by which the workspace knows these counterparties from one run to the next.

    Raises:
        InputError: the workspace was changed, or a process was ended from outside.
        MissingSourceError: the files of an edition are damaged.
    """
    last = last_run(workspace, name)
    mode, delta = _mode(session, last, everything)
    found = Rescreened(name, mode, last, delta)
    state = StateWriter()
    seen: set[str] = set()
    touched = _touched(delta) if mode == "delta" else None

    def touches(queries: Sequence[Query]) -> list[bool]:
        if mode != "delta":
            return [True] * len(queries)
        return touched.touches(queries) if touched is not None else [False] * len(queries)

    moved = frozenset(delta.what) if delta is not None else frozenset()
    parties = _parties(lines, last, seen, found)
    for party, now in _screened(parties, session, moved, touches, workers, found):
        _compare(party, now, found)
        state.add(party.key, known_of(party.digest, now))
    for key, known in last.known.items() if last else ():
        if key not in seen:
            identifier = key.removeprefix("id:") if key.startswith("id:") else ""
            gone = ("counterparty_left",)
            found.changes += [
                Changed("gone", identifier, hit.queried, hit, None, gone)
                for hit in known.held()
                if hit.counts
            ]
    found.changes.sort(
        key=lambda one: (one.hit.status != "hit", -one.hit.score, one.id, one.hit.list, one.hit.entity)
    )
    found.state = state.keep(workspace)
    return found


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


def _touched(delta: Delta | None) -> Touched | None:
    if delta is None or not delta.what:
        return None
    from dualuse.screening.rescreening.touched import Touched

    return Touched(delta)


def _parties(
    lines: Iterable[Line], last: LastRun | None, seen: set[str], found: Rescreened
) -> Iterator[_Party]:
    for line in lines:
        if line.query is None:
            found.problems.append(line)
            continue
        key = party_key(line.query)
        if key in seen:  # the same number twice: two counterparties, each with a memory of its own
            found.twice.append(line.query.id)
            number = 2
            while f"{key}~{number}" in seen:
                number += 1
            key = f"{key}~{number}"
        seen.add(key)
        yield _Party(line, line.query, key, party_digest(line.query), last.known.get(key) if last else None)


def _screened(
    parties: Iterator[_Party],
    session: Session,
    moved: frozenset[Pair],
    touches: Touches,
    workers: int,
    found: Rescreened,
) -> Iterator[tuple[_Party, tuple[Held, ...]]]:
    """Each counterparty with its hits now, screened again where it has to be."""
    again: list[_Party] = []
    carried: list[tuple[_Party, tuple[Held, ...]]] = []

    def queries() -> Iterator[Query]:
        for chunk in _chunks(parties):
            held = [_unchanged(party, moved) for party in chunk]
            asked = [party.query for party, hits in zip(chunk, held, strict=True) if hits is not None]
            touched = iter(touches(asked))
            for party, hits in zip(chunk, held, strict=True):
                if hits is not None and not next(touched):
                    carried.append((party, hits))
                    continue
                again.append(party)
                found.screened += 1
                yield party.query

    position = 0
    for query, screened in screen_many(session.installed.index, queries(), workers):
        party = again[position]
        position += 1
        decided = answer(query, screened, session.decisions, session.installed.entry)
        found.statuses[decided.status] += 1
        yield party, held_of(decided)
        if position == len(again):
            again.clear()
            position = 0
        yield from _carried(carried, session, found)
    yield from _carried(carried, session, found)


def _carried(
    carried: list[tuple[_Party, tuple[Held, ...]]], session: Session, found: Rescreened
) -> Iterator[tuple[_Party, tuple[Held, ...]]]:
    while carried:
        party, held = carried.pop()
        now = _decided(party.query, held, session)
        found.statuses[cleared(party.query, _status(now))] += 1
        yield party, now


def _chunks(parties: Iterator[_Party]) -> Iterator[list[_Party]]:
    while chunk := list(islice(parties, CHUNK)):
        yield chunk


def _unchanged(party: _Party, moved: frozenset[Pair]) -> tuple[Held, ...] | None:
    """The hits of before where nothing that bears on them changed; None where the counterparty is screened again."""
    if party.known is None or party.known.digest != party.digest:
        return None
    held = party.known.held()
    if len(held) >= _CROWDED:
        return None
    if any((hit.list, hit.entity) in moved for hit in held):
        return None
    return held


def _decided(query: Query, held: tuple[Held, ...], session: Session) -> tuple[Held, ...]:
    """Hits carried over, with what was decided meanwhile."""
    if len(session.decisions) == 0 and all(hit.counts for hit in held):
        return held
    hits = tuple(
        Hit(hit.entity, hit.list, hit.score, _raw(hit.found), hit.queried, hit.name, ())
        for hit in held
        if hit.found
    )
    decided: Answer = answer(
        query, Screened(query.id, "clear", hits), session.decisions, session.installed.entry
    )
    return held_of(decided)


def _raw(status: str) -> Literal["hit", "review"]:
    return "hit" if status == "hit" else "review"


def _status(held: tuple[Held, ...]) -> Status:
    statuses = {hit.status for hit in held if hit.counts}
    return "hit" if "hit" in statuses else "review" if statuses else "clear"


# What changed


def _compare(party: _Party, now: tuple[Held, ...], found: Rescreened) -> None:
    before: dict[Pair, Held] = (
        {(hit.list, hit.entity): hit for hit in party.known.held()} if party.known else {}
    )
    after: dict[Pair, Held] = {(hit.list, hit.entity): hit for hit in now}
    names = party.query.names
    shown = names[0] if names else ""
    for pair in {**before, **after}:
        old, new = before.get(pair), after.get(pair)
        what = _what(pair, old, new, found)
        if what is not None:
            why = _why(party, pair, old, new, found)
            found.changes.append(Changed(what, party.query.id, shown, old, new, why))


def _what(pair: Pair, old: Held | None, new: Held | None, found: Rescreened) -> Change | None:
    counted, counts = bool(old and old.counts), bool(new and new.counts)
    if not counted and not counts:
        return None
    if counts and old is None:
        return "new"
    if counted and new is None:
        return "gone"
    assert old is not None
    assert new is not None
    if counted and not counts:
        return "decided"
    entry = found.delta is not None and pair in found.delta.what
    return "changed" if entry or old.status != new.status or not counted else None


def _why(party: _Party, pair: Pair, old: Held | None, new: Held | None, found: Rescreened) -> tuple[str, ...]:
    why: list[str] = []
    if found.last is None:
        return ("first",)
    if party.known is None:
        why.append("counterparty_new")
    elif party.known.digest != party.digest:
        why.append("counterparty_changed")
    if found.delta is not None and (what := found.delta.what.get(pair)):
        why.append(f"entry_{what}")
    if found.mode == "matcher":
        why.append("matcher")
    if old and new and old.counts != new.counts:
        why.append("decision" if new.counts else "decided")
    return tuple(why) or ("scoring",)
