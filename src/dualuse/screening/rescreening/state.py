"""What a rescreening leaves for the next one: of each counterparty a digest and its hits, in a file of the workspace."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Final

from dualuse.record.workspace import Workspace
from dualuse.screening.answers import Answer, hit_status

CHAIN: Final = "rescreenings"
KIND: Final = "rescreened"


@dataclass(frozen=True, slots=True)
class KeptHit:
    """A hit of a run. ``by_matcher`` is the status that the matcher gave it, "" where only a decision keeps it; ``status``
    what it came to, and ``counts`` whether it counted, after the decisions of that day.
    """

    list: str
    entity: str
    score: float
    by_matcher: str
    status: str
    counts: bool
    queried: str
    name: str


@dataclass(frozen=True, slots=True)
class KeptParty:
    """A counterparty as it was screened: the digest of what was stated, and its hits, as one line of JSON.

    The digest is "" where it was perhaps in a line that could not be read in the run: its hits are those of a run before, by other lists.
    """

    digest: str
    hits: bytes

    @property
    def was_unread(self) -> bool:
        """Whether it was not read in the run; it equals no counterparty that is, and is screened again."""
        return not self.digest

    def unread(self) -> KeptParty:
        """The same, as it is kept where it was not read."""
        return KeptParty("", self.hits)

    def read_hits(self) -> tuple[KeptHit, ...]:
        """The hits."""
        return tuple(KeptHit(*values) for values in json.loads(self.hits)) if self.hits else ()


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last rescreening of the same counterparties; ``parties`` by their key (:func:`~.decisions.party_key`)."""

    time: str
    editions: Mapping[str, str]
    matcher: str
    parties: Mapping[str, KeptParty]


def kept_hits(answer: Answer) -> tuple[KeptHit, ...]:
    """The hits of an answer as they are kept."""
    return tuple(
        KeptHit(
            list=decided.hit.list,
            entity=decided.hit.entity,
            score=round(decided.hit.score, 4),
            by_matcher=decided.hit.status if decided.by_matcher else "",
            status=hit_status(decided) if decided.counts else decided.hit.status,
            counts=decided.counts,
            queried=decided.hit.queried,
            name=decided.hit.name,
        )
        for decided in answer.hits
    )


def kept_party(digest: str, hits: tuple[KeptHit, ...]) -> KeptParty:
    """A counterparty as it is kept."""
    values = [list(astuple(hit)) for hit in hits]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() if values else b""
    return KeptParty(digest, text)


class StateWriter:
    """Writes the state of a run, compressed, and keeps it in the workspace."""

    def __init__(self) -> None:
        self._buffer: Final = io.BytesIO()
        self._stream: Final = gzip.GzipFile(fileobj=self._buffer, mode="wb", mtime=0, compresslevel=5)

    def add(self, key: str, party: KeptParty) -> None:
        """Add a counterparty."""
        head = json.dumps([key, party.digest], ensure_ascii=True, separators=(",", ":")).encode()
        self._stream.write(head + b"\t" + party.hits + b"\n")

    def keep(self, workspace: Workspace) -> str:
        """Keep it; returns its digest."""
        self._stream.close()
        return workspace.keep(self._buffer.getvalue())


def last_run(workspace: Workspace, name: str) -> LastRun | None:
    """The last rescreening of the counterparties called ``name``; None where there is none, or its state was erased.

    Raises:
        InputError: the record was changed.
    """
    if CHAIN not in workspace.chains():
        return None
    events = workspace.chain(CHAIN).events()
    runs = [event for event in events if event.kind == KIND and event.body["name"] == name]
    if not runs or (content := workspace.read(runs[-1].body["state"])) is None:
        return None
    last = runs[-1]
    return LastRun(last.time, last.body["editions"], last.body["matcher"], dict(_read_parties(content)))


def _read_parties(content: bytes) -> Iterator[tuple[str, KeptParty]]:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
        for line in stream:
            head, _, hits = line.rstrip(b"\n").partition(b"\t")
            key, digest = json.loads(head)
            yield key, KeptParty(digest, hits)
