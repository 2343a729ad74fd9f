"""What changed between two editions of a list: who was added, who is gone, and what changed of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Literal

from dualuse.sources.lists.edition import Edition
from dualuse.sources.lists.edition_files import find_party, read_lines
from dualuse.sources.lists.listed_party import ListedParty, from_json, to_json
from dualuse.sources.lists.store import ListStore

What = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """A field of an entry, with the values (as in its JSON) that are gone and those that are new."""

    field: str
    gone: tuple[Any, ...]
    new: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that differs. ``party``: as it is now, or as it was if it was removed.

    ``another``: the entry shares no name and no identifier with the one that had its id before, so that the id has
    probably gone to somebody else. What was decided on the former must not be carried over to it.
    """

    what: What
    party: ListedParty
    changes: tuple[Change, ...] = ()
    another: bool = False


def differences(store: ListStore, before: Edition, after: Edition) -> Iterator[Difference]:
    """The entries that differ, those of ``after`` in its order, then those that are gone.

    The order of names or addresses within an entry is no difference. Raises ``MissingSourceError`` if an edition is
    damaged.
    """
    for edition in (before, after):
        if not store.whole(edition):
            raise store.damaged(edition)
    folder = store.path(before)
    digests = {str(values["id"]): digest for digest, values in read_lines(folder)}
    for digest, values in read_lines(store.path(after)):
        former = digests.pop(str(values["id"]), None)
        if former == digest:
            continue
        party = from_json(values)
        was = find_party(folder, party.id) if former is not None else None
        if was is None:
            yield Difference("added", party)
        else:
            yield Difference("changed", party, _changes(was, party), _is_another(was, party))
    for name in digests:
        if (gone := find_party(folder, name)) is not None:
            yield Difference("removed", gone)


def _changes(was: ListedParty, now: ListedParty) -> tuple[Change, ...]:
    before, after = to_json(was), to_json(now)
    changes = []
    for name in (field.name for field in fields(ListedParty)):
        old, new = _values(before.get(name)), _values(after.get(name))
        gone = tuple(value for value in old if value not in new)
        come = tuple(value for value in new if value not in old)
        if gone or come:
            changes.append(Change(name, gone, come))
    return tuple(changes)


def _values(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _is_another(was: ListedParty, now: ListedParty) -> bool:
    def known_by(party: ListedParty) -> set[str]:
        names = {" ".join(sorted(name.text.casefold().split())) for name in party.names}
        return names | {identifier.value for identifier in party.identifiers}

    return not known_by(was) & known_by(now)
