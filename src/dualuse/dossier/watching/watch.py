"""``watch``: a folder of dossiers against today: law and day, lists and matcher, indices, questionnaires, and the day of review."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from dualuse.assessment.release_holds.law_age import LawAgeAcceptance
from dualuse.classification.library.batch import changed_between
from dualuse.classification.product_entries import ProductEntries
from dualuse.dossier.earlier_answers import earlier_in_record
from dualuse.dossier.recorded import Recorded, recorded_dossiers
from dualuse.dossier.watching.change import ORDER, Change
from dualuse.dossier.watching.reading import Known, dossier_files, read_known
from dualuse.dossier.watching.rejudge import LawOfToday, changes_of_law, said_of
from dualuse.dossier.watching.rescreen import PartiesOfToday
from dualuse.i18n import N_, Figure, Message, Named
from dualuse.inputs.problems import InputError, input_error
from dualuse.law.eu_2021_821.control_list import edition_record
from dualuse.law_changes.recalls import Recall, concerning, recalls
from dualuse.schema.assessment import EarlierAnswer
from dualuse.schema.rules import RULES, Rules
from dualuse.sources.rights_context.indices import Observation, indices
from dualuse.sources.rights_context.view import Context, latest

CHUNK: Final = 200
"""Dossiers that one process takes at once."""
_TWO: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What dossiers are held against: a day, and where the lists, the decisions about hits and the table of indices of today are.

    ``home``: the folder of imported data; ``workspace``: that of the decisions; ``context``: the table of indices, None where there is none;
    ``questionnaires``: name and version of each. ``accepted``: who accepts today that the law is older than ``rules`` allow.
    """

    day: date
    home: Path
    workspace: Path
    context: Path | None = None
    questionnaires: tuple[tuple[str, str], ...] = ()
    accepted: LawAgeAcceptance | None = None
    rules: Rules = RULES


@dataclass(frozen=True, slots=True)
class Watched:
    """A dossier with what changed; nothing where all stands. ``reference``: of its transaction, "" where it could not be read; ``recorded``: the
    workspace recorded this very file; ``earlier``: answers for the reference of other stated facts; ``reason``: why the facts are others;
    ``without_indices``: it rests on values of indices, and no table of them is at hand."""

    file: str
    reference: str
    changes: tuple[Change, ...]
    recorded: bool = False
    earlier: tuple[EarlierAnswer, ...] = ()
    reason: str | None = None
    without_indices: bool = False


def watch(
    folder: Path, today: Today, workers: int = 1, done: Callable[[int], None] | None = None
) -> Iterator[Watched]:
    """Hold each dossier of a folder against today, in the order of their names, by ``workers`` processes (1: this one).

    ``done`` hears how many were looked at.

    Raises:
        InputError: the table of indices cannot be read, or a process was ended from outside.
        MissingSourceError: the files of an installed list are damaged.
    """
    _opened.cache_clear()  # what is on record, and the lists, may have changed since this process looked last
    files = dossier_files(folder)
    chunks = iter(lambda: list(islice(files, CHUNK)), [])
    first = list(islice(chunks, 2))
    every = chain(first, chunks)
    # To start processes takes longer than one chunk.
    many = workers > 1 and len(first) > 1
    for changes in (
        _by_processes(every, today, workers) if many else (_chunk(chunk, today) for chunk in every)
    ):
        yield from changes
        if done is not None:
            done(len(changes))


def _by_processes(chunks: Iterator[list[Path]], today: Today, workers: int) -> Iterator[list[Watched]]:
    # A fresh process: one that is split off from this may inherit a lock that a thread here holds.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Watched]]] = deque()
        try:
            while True:
                waiting.extend(
                    pool.submit(_chunk, chunk, today)
                    for chunk in islice(chunks, max(0, 3 * workers - len(waiting)))
                )
                if not waiting:
                    return
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise input_error(
                "watcher_ended",
                N_("a process that watches was ended from outside"),
                N_("Check the memory; what was told before holds"),
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


class _Opened:
    """Today, opened in a process: the lists with their index, and the table of indices."""

    def __init__(self, today: Today) -> None:
        from dualuse.record.workspace import Workspace
        from dualuse.screening.session import session
        from dualuse.sources.lists.store import ListStore
        from dualuse.sources.rights_context.table import read_context

        self.today: Final = today
        self.law: Final = LawOfToday(today.day, today.accepted, today.rules)
        workspace = Workspace(today.workspace)
        self.workspace: Final = workspace
        self.recorded: Final = recorded_dossiers(workspace)
        lists = ListStore(today.home).editions()
        list_age = today.rules.list_age
        self.parties: Final = (
            PartiesOfToday(session(today.home, workspace, today.day, list_age=list_age)) if lists else None
        )
        self.context: Final = Context(read_context(today.context)) if today.context else None
        self.recalls: Final = recalls(today.home)
        self.annex: Final = edition_record(today.day).name
        self.questionnaires: Final = dict(today.questionnaires)


@lru_cache(maxsize=1)
def _opened(today: Today) -> _Opened:
    return _Opened(today)


def _chunk(chunk: Sequence[Path], today: Today) -> list[Watched]:
    return list(_batch(chunk, _opened(today)))


def _batch(batch: Sequence[Path], today: _Opened) -> Iterator[Watched]:
    read = [(path, read_known(path)) for path in batch]
    dossiers = [known for _, known in read if isinstance(known, Known)]
    of_parties = today.parties.changes(dossiers) if today.parties else {}
    of_annex = _annex(dossiers, today.annex)
    for path, known in read:
        if isinstance(known, Message):
            yield Watched(path.name, "", (Change("unreadable", known),))
            continue
        recorded = today.recorded.of_digest(known.digest, known.reference)
        changes = [
            *_record(recorded),
            *_recalls(known, today.recalls),
            *_law(known, today.law),
            *of_parties.get(known.file, ()),
            *of_annex.get(known.file, ()),
            *_rest(known, today),
        ]
        changes.sort(key=lambda change: ORDER.index(change.kind))
        yield Watched(
            path.name,
            known.reference,
            tuple(changes),
            recorded.event is not None,
            _earlier(path, known, recorded, today),
            known.reason,
            bool(known.context) and today.context is None,
        )


def _earlier(path: Path, dossier: Known, recorded: Recorded, today: _Opened) -> tuple[EarlierAnswer, ...]:
    """What the dossier says of earlier answers; of one that an older release made, what the record holds."""
    if dossier.earlier is not None or recorded.event is None:
        return dossier.earlier or ()
    if len(today.recorded.answers_for(dossier.reference)) < _TWO:
        return ()
    return earlier_in_record(recorded.event, path.read_bytes(), today.recorded, today.workspace)


def _record(recorded: Recorded) -> Iterator[Change]:
    if recorded.standing == "another" and recorded.latest is not None:
        text = N_(
            "this is not the file that the workspace recorded of the transaction (number {number}, {day}): its evidence is not to be relied on"
        )
        params = {"number": recorded.latest.number, "day": recorded.latest.time[:10]}
        yield Change("record", Message("watch.record", text, params))


def _recalls(known: Known, rows: Sequence[Recall]) -> Iterator[Change]:
    software = known.determination.get("software") or {}
    for row in concerning(rows, known.determination["law"]["version"], str(software.get("version", ""))):
        yield Change("recall", row.message(), True)


def _law(known: Known, law: LawOfToday) -> Iterator[Change]:
    accepted = known.accepted
    if accepted is not None and law.age(known).asks:
        text = N_("{person} accepted until {until} that the law is older than allowed: that has passed")
        params = {"person": accepted.person, "until": accepted.until.isoformat()}
        yield Change("acceptance", Message("watch.acceptance", text, params), True)
    try:
        now = law.answer(known)
    except InputError as error:
        text = N_("the law of today does not take the transaction: {why}")
        yield Change("answer", Message("watch.refused", text, {"why": str(error)}), None)
        return
    yield from changes_of_law(said_of(known.determination), now)


def _annex(dossiers: Sequence[Known], edition: str) -> Mapping[str, Sequence[Change]]:
    """By file, that Annex I changed in its entries since the edition it was made under."""
    changes: dict[str, list[Change]] = {}
    text = N_("Annex I changed in its entries: made under the edition of {then}, that of {now} applies")
    for then in sorted({dossier.annex for dossier in dossiers} - {edition}):
        products = [
            ProductEntries(dossier.file, dossier.entries) for dossier in dossiers if dossier.annex == then
        ]
        for file in changed_between(products, then, edition):
            changes[file] = [Change("annex", Message("watch.annex", text, {"then": then, "now": edition}))]
    return changes


def _rest(known: Known, today: _Opened) -> Iterator[Change]:
    if today.context is not None and known.place:
        yield from _context(known, today.context)
    for name, version in known.questionnaires.items():
        newest = today.questionnaires.get(name)
        if newest is not None and newest != version:
            text = N_("the questionnaire {name} has a newer version: {version}")
            yield Change(
                "questionnaire", Message("watch.questionnaire", text, {"name": name, "version": newest})
            )
    if known.review_by and date.fromisoformat(known.review_by) <= today.today.day:
        text = N_("twelve months have passed since {day}: open it again")
        yield Change("review", Message("watch.review", text, {"day": known.date}))


def _context(known: Known, context: Context) -> Iterator[Change]:
    current: Mapping[str, Observation] = latest(context.observations(known.place), known.place)
    for index, edition in current.items():
        value = f"{edition.value:f}" if edition.value is not None else edition.text
        then = known.context.get(index)
        if then is None or (then[1] != edition.year):
            text = N_("{index}: {value} for {year}; before: {before}")
            before = f"{then[0]} ({then[1]})" if then else "–"
            name = Named(index, indices()[index].name)
            params = {"index": name, "value": Figure(value), "year": edition.year, "before": Figure(before)}
            yield Change("context", Message("watch.context", text, params))
