"""What of a former edition is lost in a new one: entries and names, each for itself, whatever has come in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from dualuse.sources.lists.edition import TIME, Accepted, Edition
from dualuse.sources.lists.edition_files import DamagedEditionError, read_lines

COMPARED_DAYS: Final = 30
"""Days for which an accepted edition still counts: many small losses after each other are one loss. A rule of this program."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an edition says of whom. ``entries``: the id of each entry with its names and numbers; ``names``: all names."""

    entries: dict[str, frozenset[str]]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Loss:
    """Of ``entries`` and ``names`` (each spelling once) of a former edition, how many are gone."""

    entries: int
    entries_gone: int
    names: int
    names_gone: int


def contents_of(folder: Path) -> Contents:
    """The contents of an edition. Raises :class:`DamagedEditionError`."""
    entries: dict[str, frozenset[str]] = {}
    names: set[str] = set()
    for _, values in read_lines(folder):
        own = {_key(str(name.get("text", ""))) for name in values.get("names", ())} - {""}
        names |= own
        entries[str(values.get("id"))] = frozenset(own | _numbers(values))
    return Contents(entries, frozenset(names))


def _key(name: str) -> str:
    """A name without case and order of its words."""
    return " ".join(sorted(name.casefold().split()))


def _numbers(values: dict[str, Any]) -> set[str]:
    return {f"#{number.get('kind')} {number.get('value')}" for number in values.get("identifiers", ())}


def loss(new: Contents, former: Contents) -> Loss:
    """What of ``former`` is not in ``new``.

    An entry is there if its id is, with a name or number that it had, or, where a list has given new ids, one of its names.
    """
    gone = sum(not _is_there(id, known, new) for id, known in former.entries.items())
    return Loss(len(former.entries), gone, len(former.names), len(former.names - new.names))


def _is_there(id: str, known: frozenset[str], new: Contents) -> bool:
    if not known:
        return id in new.entries
    return not known.isdisjoint(new.entries.get(id, frozenset())) or not known.isdisjoint(new.names)


def accepted_lately(history: Iterable[Accepted], now: datetime) -> tuple[Accepted, ...]:
    """The editions that were put to use within the days that count."""
    first = (now.astimezone(UTC) - timedelta(days=COMPARED_DAYS)).strftime(TIME)
    return tuple(row for row in history if row.at >= first)


def telling_editions(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """Of editions, oldest first: the last, the first, and those with the most entries and the most names."""
    if not editions:
        return ()
    chosen = (
        editions[-1],
        editions[0],
        max(editions, key=lambda row: row.records),
        max(editions, key=lambda row: row.names),
    )
    return tuple({row.edition: row for row in chosen}.values())


def losses(new: Path, formers: Iterable[Path]) -> Iterator[Loss]:
    """What of each former edition is not in the new one; one that is damaged says nothing."""
    contents = contents_of(new)
    for folder in formers:
        with suppress(DamagedEditionError):
            yield loss(contents, contents_of(folder))
