"""What the lists of today say of the parties: only those that a change of the lists can touch are screened again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dualuse.assessment.check import named_subjects
from dualuse.assessment.listed.evidence import Subject
from dualuse.assessment.listed.installed import query_of
from dualuse.dossier.watching.change import Change
from dualuse.dossier.watching.reading import Known
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError
from dualuse.screening.matching.screened import Query
from dualuse.screening.rescreening.list_changes import Delta, DeltaScreener, delta_since
from dualuse.screening.session import Session

Hit = tuple[str, str]
"""List and entry."""
Editions = tuple[tuple[str, str], ...]
"""List and edition, by list."""


class PartiesOfToday:
    """Screens the parties of many dossiers against the lists of a session; a party that stands in several is screened once."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session
        self._now: Final = {edition.list: edition.edition for edition in session.installed.editions}
        self._deltas: Final[dict[Editions, DeltaScreener | bool]] = {}
        self._met: Final[dict[tuple[Editions, Query], bool]] = {}
        self._answers: Final[dict[Query, frozenset[Hit]]] = {}

    def changes(self, dossiers: Sequence[Known]) -> dict[str, list[Change]]:
        """The changes by file.

        Raises:
            MissingSourceError: the files of a list are damaged.
        """
        asked = [(known, self._queries(known)) for known in dossiers]
        self._look_up(
            [(tuple(sorted(known.lists.items())), query) for known, rows in asked for _, query in rows]
        )
        rows = [(known, [row for row in rows if self._may_differ(known, *row)]) for known, rows in asked]
        self._screen(dict.fromkeys(query for _, queries in rows for _, query in queries))
        return {known.file: list(self._changes_of_hits(known, queries)) for known, queries in rows}

    def _queries(self, known: Known) -> list[tuple[Subject, Query]]:
        """The parties of a dossier whose lists or matcher are others than today's."""
        if not known.lists or (known.lists == self._now and known.matcher == self._session.installed.matcher):
            return []
        try:
            return [(subject, query_of(subject)) for subject in named_subjects(known.transaction)]
        except InputError:
            return []  # told as a change of the answer

    def _look_up(self, asked: Sequence[tuple[Editions, Query]]) -> None:
        """Compare those who were not compared yet with the entries that changed, many at once."""
        for editions in dict.fromkeys(editions_then for editions_then, _ in asked):
            touched = self._touched(editions)
            new = [
                query
                for query in dict.fromkeys(
                    query for editions_then, query in asked if editions_then == editions
                )
                if (editions, query) not in self._met
            ]
            met = [touched] * len(new) if isinstance(touched, bool) else touched.touches(new)
            self._met.update(zip(((editions, query) for query in new), met, strict=True))

    def _may_differ(self, known: Known, subject: Subject, query: Query) -> bool:
        """Whether another answer than the recorded one is possible: another matcher, entries that changed near, or a hit before."""
        return (
            known.matcher != self._session.installed.matcher
            or self._met[tuple(sorted(known.lists.items())), query]
            or any(path == subject.path for path, _, _ in known.hits)
        )

    def _touched(self, editions: Editions) -> DeltaScreener | bool:
        """What tells who is touched by the change from these editions; True: everybody, since an edition is not kept any more."""
        if editions not in self._deltas:
            delta: Delta | None = delta_since(dict(editions), self._session.installed)
            self._deltas[editions] = True if delta is None else DeltaScreener(delta) if delta.what else False
        return self._deltas[editions]

    def _screen(self, queries: Iterable[Query]) -> None:
        """Screen those who were not screened yet against the whole lists."""
        new = [query for query in queries if query not in self._answers]
        for query, answer in zip(new, self._session.answers(new), strict=True):
            counting = [hit for hit in answer.hits if hit.counts]
            self._answers[query] = frozenset((hit.hit.list, hit.hit.entity) for hit in counting)

    def _changes_of_hits(self, known: Known, rows: Sequence[tuple[Subject, Query]]) -> Iterator[Change]:
        before: dict[str, set[Hit]] = {}
        for path, list_id, entity in known.hits:
            before.setdefault(path, set()).add((list_id, entity))
        for subject, query in rows:
            then, now = before.get(subject.path, set()), self._answers[query]
            for list_id, entity in sorted(now - then):
                text = N_("{name} is a new hit: {list}, entry {entity}")
                yield Change(
                    "party",
                    Message(
                        "watch.hit", text, {"name": subject.designation, "list": list_id, "entity": entity}
                    ),
                    True,
                )
            # An entry behind the one that matched is reported with it, not by the matcher: it is not gone.
            for list_id, entity in sorted(then - now - self._behind(known, subject.path)):
                text = N_("{name} is no hit any more: {list}, entry {entity}")
                yield Change(
                    "party",
                    Message(
                        "watch.hit_gone",
                        text,
                        {"name": subject.designation, "list": list_id, "entity": entity},
                    ),
                    False,
                )
        if known.lists and known.matcher != self._session.installed.matcher:
            text = N_("the matcher is another version than when the parties were screened")
            yield Change("matcher", Message("watch.matcher", text))

    @staticmethod
    def _behind(known: Known, path: str) -> set[Hit]:
        hits = known.determination["screening"]["hits"]
        return {(hit["list"], hit["entity"]) for hit in hits if hit["party"] == path and hit["behind"]}
