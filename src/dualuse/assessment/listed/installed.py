"""The screener over the lists installed in ``DUALUSE_HOME``, with what people decided about earlier hits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dualuse.assessment.configured import plain_name
from dualuse.assessment.listed.evidence import Evidence, PartyScreener, Subject
from dualuse.i18n import Message
from dualuse.inputs.problems import input_error, suggestion
from dualuse.law.measures.listings.reading import words_told
from dualuse.schema.screening import (
    HitBecause,
    HitDecision,
    ListedLink,
    ListedMeasure,
    ListUsed,
    ScreeningHit,
)
from dualuse.screening.matching.screened import Query
from dualuse.screening.parallel import are_running
from dualuse.sources.home import home, require_open
from dualuse.sources.lists.listed_party import ListedName, ListedParty
from dualuse.sources.lists.store import LIST_NOT_INSTALLED

if TYPE_CHECKING:
    from dualuse.screening.answers import Answer, DecidedHit
    from dualuse.screening.decisions.decisions import StandingDecision
    from dualuse.screening.session import Session
    from dualuse.sources.lists.edition import Edition
    from dualuse.sources.lists.listed_party import ListedParty

Progress = Callable[[Message], None]
_Signature = tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledLists:
    """The lists installed under ``home`` (None: where ``DUALUSE_HOME`` points).

    ``only``: ids of the lists to screen against; empty: all. ``workspace``: the folder with the decisions; "":
    ``DUALUSE_WORKSPACE``, or the one in the home. ``progress`` hears that an index is made. ``list_age``: days that a list may be old at most.
    """

    home: Path | None = None
    only: tuple[str, ...] = ()
    workspace: str = ""
    progress: Progress | None = None
    list_age: int | None = None


INSTALLED: Final = InstalledLists()


def screener_of(lists: InstalledLists) -> PartyScreener | None:
    """The screener over these lists; None where none is installed.

    Raises:
        InputError: a list of ``only`` is not installed, or the index or the workspace cannot be used.
        MissingSourceError: the files of a list are damaged: a list that cannot be read is never an empty list.
    """
    place = lists.home or home()
    require_open(place / "lists")
    current = _signature(place / "lists" / "current.json")
    if current is None:
        return None
    from dualuse.record.trust import REGISTER
    from dualuse.record.workspace import workspace_at

    workspace = workspace_at(lists.workspace, place)
    decided = _signature(workspace.folder / "chains" / "decisions.jsonl")
    trusted = _signature(place / REGISTER)
    key = (
        place,
        current,
        workspace.folder,
        workspace.named_by,
        decided,
        trusted,
        date.today(),
        lists.list_age,
    )
    session = _sessions.get(key)
    if session is None:
        _sessions.clear()
        opened = _opened(lists, place)
        if opened is None:
            return None
        session = _sessions[key] = opened
    return _SessionScreener(session, _chosen(session, lists.only), date.today())


_sessions: Final[
    dict[tuple[Path, _Signature, Path, str, _Signature, _Signature, date, int | None], Session]
] = {}
"""The last session, as long as the lists, the decisions, what is trusted and the day stay what they were."""


def _signature(path: Path) -> _Signature:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _opened(lists: InstalledLists, place: Path) -> Session | None:
    from dualuse.record.workspace import workspace_at
    from dualuse.screening.session import session
    from dualuse.sources.lists.store import ListStore

    if not ListStore(place).editions():
        return None
    return session(place, workspace_at(lists.workspace, place), date.today(), lists.progress, lists.list_age)


def _chosen(session: Session, only: tuple[str, ...]) -> tuple[Edition, ...]:
    editions = session.installed.editions
    lists_installed = [edition.list for edition in editions]
    for name in only:
        if name not in lists_installed:
            raise input_error(
                "list_not_installed",
                LIST_NOT_INSTALLED,
                suggestion(name, lists_installed),
                path="lists",
                list=name,
            )
    return tuple(edition for edition in editions if not only or edition.list in only)


WORTH_PROCESSES: Final = 2_000
"""Parties from which it pays to start processes: they take a second or two to be ready."""
_MOST_WORKERS: Final = 8


class _SessionScreener:
    """Screens against the editions chosen; evidence carries what is needed to give the answer again."""

    def __init__(self, session: Session, editions: Sequence[Edition], today: date) -> None:
        self._session = session
        self._editions = {edition.list: edition for edition in editions}
        self._today = today

    def __call__(self, subjects: Sequence[Subject]) -> Evidence:
        of_several = len(subjects) >= WORTH_PROCESSES or are_running()
        workers = min(os.cpu_count() or 1, _MOST_WORKERS) if of_several else 1
        answers = list(self._session.answers((query_of(subject) for subject in subjects), workers))
        hits = [
            hit
            for subject, answer in zip(subjects, answers, strict=True)
            for hit in self._hits(subject, answer)
        ]
        return Evidence(
            lists=lists_used(self._session, self._editions.values()),
            # A placeholder for a name ("n/a", a dash) was not compared with anything: that is not clear.
            screened=tuple(
                subject.path
                for subject, answer in zip(subjects, answers, strict=True)
                if answer.status != "not_screened"
            ),
            hits=tuple(hits),
            day=self._today.isoformat(),
            matcher=self._session.installed.matcher,
        )

    def _hits(self, subject: Subject, answer: Answer) -> Iterator[ScreeningHit]:
        for decided in answer.hits:
            edition = self._editions.get(decided.hit.list)
            if edition is None:
                continue  # of a list that was not chosen
            entry = self._entry(decided.hit.list, decided.hit.entity)
            hit = _hit(subject, decided, edition)
            # An entry that cannot be found is still a hit: what it means stays open.
            hit = hit if entry is None else _with_entry(hit, entry)
            yield hit
            if hit.counts and entry is not None and not subject.is_text:
                yield from self._behind(hit, entry, edition)

    def _behind(self, hit: ScreeningHit, entry: ListedParty, edition: Edition) -> Iterator[ScreeningHit]:
        for links, other in owners_of(entry, self._entry_of(edition.list)):
            # How well the name met says something of the entry found, not of who stands behind it.
            yield replace(
                _with_entry(hit, other), name=links[-1].name, behind=links, because=(), weak=hit.weak
            )

    def _entry(self, list_id: str, entity: str) -> ListedParty | None:
        return self._session.installed.entry(list_id, entity)

    def _entry_of(self, list_id: str) -> EntryOf:
        return lambda entity: self._entry(list_id, entity)


def lists_used(session: Session, editions: Iterable[Edition]) -> tuple[ListUsed, ...]:
    """The lists that a session screens against, with what is doubtful of each."""
    stale = {age.edition.list for age in session.too_old}
    partial = {str(doubt.params["list"]) for doubt in session.gaps}
    return tuple(_used(edition, edition.list in stale, edition.list in partial) for edition in editions)


def query_of(subject: Subject) -> Query:
    """What the matcher is asked of somebody; a decision is about exactly that."""
    from dualuse.screening.properties import numbers_in

    return Query(
        names=(subject.name,) if subject.name else (),
        kind=subject.kind,
        birth_dates=subject.birth_dates,
        countries=subject.countries,
        identifiers=(
            *subject.identifiers,
            *(number for number in numbers_in((subject.name,)) if number not in subject.identifiers),
        ),
        addresses=(subject.address,) if subject.address else (),
        is_text=subject.is_text,
    )


def _used(edition: Edition, stale: bool, partial: bool) -> ListUsed:
    return ListUsed(
        list=edition.list,
        edition=edition.edition,
        dated=edition.dated,
        checksum=edition.checksum,
        retrieved=edition.retrieved,
        stale=stale,
        confirmed=edition.confirmed[:10],
        partial=partial,
    )


def _hit(subject: Subject, decided: DecidedHit, edition: Edition) -> ScreeningHit:
    hit = decided.hit
    return ScreeningHit(
        party=subject.path,
        role=subject.role,
        queried=hit.queried or subject.designation,
        entity=hit.entity,
        list=hit.list,
        edition=edition.edition,
        dated=edition.dated,
        checksum=edition.checksum,
        name=hit.name,
        kind="unknown",
        score=round(hit.score, 4),
        status=hit.status,
        because=tuple(HitBecause(row.code, row.params, row.speaks) for row in hit.because),
        decision=_decision(decided.standing),
        counts=decided.counts,
    )


def _with_entry(hit: ScreeningHit, entry: ListedParty) -> ScreeningHit:
    """The hit with what bears on the meaning of ``entry``."""
    return replace(
        hit,
        entity=entry.id,
        kind=entry.kind,
        measures=tuple(
            ListedMeasure(measure.kind, measure.act, measure.programme) for measure in entry.measures
        ),
        programmes=entry.programmes,
        reference=entry.reference,
        source=entry.source,
        listed_on=entry.listed_on,
        ends_on=entry.ends_on,
        weak=weakly_met(hit, entry),
        remarks=tuple(text for text in entry.remarks if any(words in text for words in words_told())),
    )


def _decision(standing: StandingDecision | None) -> HitDecision | None:
    if standing is None:
        return None
    made = standing.decision
    return HitDecision(
        verdict=made.verdict,
        stands=not standing.changed,
        person=made.person,
        time=made.time,
        reason=made.reason,
        second=made.second,
        number=made.number,
        trusted=standing.trusted,
    )


EntryOf = Callable[[str], ListedParty | None]
"""An entry of the same list by its id."""

OWNING_ROLES: Final = ("owner", "controller")
_STEPS: Final = 3
"""Chains longer than this are not followed: lists hardly have them, and a person must look anyway."""
_MOST: Final = 20


def owners_of(entry: ListedParty, entry_of: EntryOf) -> Iterator[tuple[tuple[ListedLink, ...], ListedParty]]:
    """The entries that own or control ``entry``, each once, with the steps that lead there; nearest first."""
    seen = {entry.id}
    waiting: list[tuple[tuple[ListedLink, ...], ListedParty]] = [((), entry)]
    yielded = 0
    while waiting:
        links, owned = waiting.pop(0)
        for tie in owned.ownership:
            if tie.role not in OWNING_ROLES or not tie.party or tie.party in seen or yielded >= _MOST:
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


_PROVES: Final = ("identifier_same", "birth_same_day")
"""Reasons of the matcher that say more than any name."""
_SAID: Final = "weak_alias"
"""Its reason where the name that met is of low quality, as the list says."""


def weakly_met(hit: ScreeningHit, entry: ListedParty) -> bool:
    """Whether a weak name of the entry is all that met: no strong name in the same letters, no number, no day of birth."""
    met = [name for name in entry.names if plain_name(name.text) == plain_name(hit.name)]
    declared_weak = any(row.code == _SAID for row in hit.because)
    if not declared_weak and (not met or not all(_is_weak(name, entry) for name in met)):
        return False
    return not any(row.code in _PROVES for row in hit.because)


def _is_weak(name: ListedName, entry: ListedParty) -> bool:
    if name.quality == "weak":
        return True
    longer = any(len(name.text.split()) > 1 for name in entry.names)
    return entry.kind == "person" and name.kind != "primary" and longer and len(name.text.split()) == 1
