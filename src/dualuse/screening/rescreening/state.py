"""What a rescreening leaves for the next one: of each counterparty a digest and its hits, in a file of the workspace."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any, Final

from dualuse.record.workspace import Workspace
from dualuse.screening.answers import Answer, DecidedHit, hit_status

CHAIN: Final = "rescreenings"
KIND: Final = "rescreened"


@dataclass(frozen=True, slots=True)
class Held:
    """A hit as it was found. ``found`` is the status that the matcher gave it, "" where only a decision keeps it; ``status``
    what it came to, and ``counts`` whether it counted, after the decisions of that day.
    """

    list: str
    entity: str
    score: float
    found: str
    status: str
    counts: bool
    queried: str
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """A counterparty as it was screened: the digest of what was stated, and its hits, as one line of JSON."""

    digest: str
    hits: bytes

    def held(self) -> tuple[Held, ...]:
        """The hits."""
        return tuple(Held(*values) for values in json.loads(self.hits)) if self.hits else ()


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last rescreening of the same counterparties; ``known`` by their key (:func:`~.decisions.party_key`)."""

    time: str
    editions: Mapping[str, str]
    matcher: str
    known: Mapping[str, Known]


def held_of(answer: Answer) -> tuple[Held, ...]:
    """The hits of an answer as they are kept."""
    return tuple(_held(one) for one in answer.hits)


def _held(one: DecidedHit) -> Held:
    hit = one.hit
    status = hit.status if not one.counts else hit_status(one)
    found = hit.status if one.found else ""
    return Held(hit.list, hit.entity, round(hit.score, 4), found, status, one.counts, hit.queried, hit.name)


def known_of(digest: str, hits: tuple[Held, ...]) -> Known:
    """A counterparty as it is kept."""
    values = [list(astuple(hit)) for hit in hits]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() if values else b""
    return Known(digest, text)


class StateWriter:
    """Writes the state of a run, compressed, and keeps it in the workspace."""

    def __init__(self) -> None:
        self._buffer: Final = io.BytesIO()
        self._stream: Final = gzip.GzipFile(fileobj=self._buffer, mode="wb", mtime=0, compresslevel=5)

    def add(self, key: str, known: Known) -> None:
        """Add a counterparty."""
        head = json.dumps([key, known.digest], ensure_ascii=True, separators=(",", ":")).encode()
        self._stream.write(head + b"\t" + known.hits + b"\n")

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
    body: Mapping[str, Any] | None = None
    time = ""
    for event in workspace.chain(CHAIN).events():
        if event.kind == KIND and event.body["name"] == name:
            body, time = event.body, event.time
    if body is None:
        return None
    content = workspace.read(body["state"])
    if content is None:
        return None
    return LastRun(time, body["editions"], body["matcher"], dict(_known(content)))


def _known(content: bytes) -> Iterator[tuple[str, Known]]:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
        for line in stream:
            head, _, hits = line.rstrip(b"\n").partition(b"\t")
            key, digest = json.loads(head)
            yield key, Known(digest, hits)
