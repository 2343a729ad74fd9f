"""What of a former edition is lost in a new one: entries, names and what is said of the entries that are still there, each for
itself, whatever has come in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from dualuse.sources.lists.edition import TIME, Accepted, Edition
from dualuse.sources.lists.edition_files import DamagedEditionError, read_lines

COMPARED_DAYS: Final = 30
"""Days for which an accepted edition still counts: many small losses after each other are one loss. A rule of this program."""

FactKind = Literal[
    "identifiers",
    "birth_dates",
    "citizenships",
    "countries",
    "addresses",
    "strong_names",
    "measures",
    "kinds",
]
"""What an entry says beyond its names, as far as a hit, or what it means, hangs on it."""

Fact = tuple[FactKind, str]

What = Literal["entries", "names"] | FactKind


@dataclass(frozen=True, slots=True)
class Entry:
    """``known``: the names and numbers by which it is known again; ``facts``: what it says."""

    known: frozenset[str]
    facts: frozenset[Fact]


@dataclass(frozen=True, slots=True)
class Contents:
    """What an edition says of whom. ``entries``: by id; ``names``: the ids of the entries with each name or number."""

    entries: dict[str, Entry]
    names: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Loss:
    """Of ``before`` entries, names (each spelling once) or facts of a former edition, ``gone`` are no longer there.

    Facts are counted over the entries that are still there: those that are gone are counted as entries.
    """

    what: What
    before: int
    gone: int


def contents_of(folder: Path) -> Contents:
    """The contents of an edition. Raises :class:`DamagedEditionError`."""
    entries: dict[str, Entry] = {}
    names: dict[str, list[str]] = {}
    for _, values in read_lines(folder):
        id = str(values.get("id"))
        own = _names(values) - {""}
        for name in own:
            names.setdefault(name, []).append(id)
        facts = frozenset(fact for fact in _facts(values) if fact[1])
        entries[id] = Entry(frozenset(own | _numbers(values)), facts)
    return Contents(entries, names)


def _key(name: str) -> str:
    """A name without case and order of its words."""
    return " ".join(sorted(name.casefold().split()))


def _signs(text: str) -> str:
    """A number or address without case, order of its words, and whatever is no letter or digit."""
    return _key("".join(sign if sign.isalnum() else " " for sign in text))


def _names(values: dict[str, Any]) -> set[str]:
    return {_key(str(name.get("text", ""))) for name in values.get("names", ())}


def _numbers(values: dict[str, Any]) -> set[str]:
    return {f"#{number.get('kind')} {number.get('value')}" for number in values.get("identifiers", ())}


def _facts(values: dict[str, Any]) -> Iterator[Fact]:
    """What an entry says. A name that is not said to be weak is as good as a strong one: hits are judged so, too."""
    if values.get("kind") != "unknown":
        yield "kinds", str(values.get("kind", ""))
    for number in values.get("identifiers", ()):
        yield "identifiers", _signs(str(number.get("value", ""))).replace(" ", "")
    for day in values.get("birth_dates", ()):
        yield "birth_dates", str(day.get("value", ""))
    for country in values.get("nationalities", ()):
        yield "citizenships", _country(country)
    for country in values.get("countries", ()):
        yield "countries", _country(country)
    for address in values.get("addresses", ()):
        yield "addresses", _signs(str(address.get("text", "")))
        if "country" in address:
            yield "countries", _country(address["country"])
    for name in values.get("names", ()):
        if name.get("quality") != "weak":
            yield "strong_names", _key(str(name.get("text", "")))
    for measure in values.get("measures", ()):
        yield "measures", str(measure.get("kind", ""))


def _country(country: dict[str, Any]) -> str:
    return str(country.get("code") or country.get("text", ""))


def losses_between(new: Contents, former: Contents) -> tuple[Loss, ...]:
    """What of ``former`` is not in ``new``.

    An entry is there if its id is, with a name or number that it had, or, where a list has given new ids, one of its names.
    """
    gone, stated, lost = 0, Counter[FactKind](), Counter[FactKind]()
    for id, entry in former.entries.items():
        facts = _facts_now(id, entry, new)
        if facts is None:
            gone += 1
            continue
        stated.update(kind for kind, _ in entry.facts)
        lost.update(fact[0] for fact in entry.facts - facts if not _still_states(fact, facts))
    names = len(former.names)
    return (
        Loss("entries", len(former.entries), gone),
        Loss("names", names, names - len(former.names.keys() & new.names.keys())),
        *(Loss(kind, number, lost[kind]) for kind, number in stated.items()),
    )


def _facts_now(id: str, entry: Entry, new: Contents) -> frozenset[Fact] | None:
    """What the new edition says of an entry; None where it is gone."""
    same = new.entries.get(id)
    if same is not None and (not entry.known or not entry.known.isdisjoint(same.known)):
        return same.facts
    others = {other for name in entry.known for other in new.names.get(name, ())}
    return frozenset().union(*(new.entries[other].facts for other in others)) if others else None


def _still_states(fact: Fact, facts: frozenset[Fact]) -> bool:
    """Whether a birth date is there with more or fewer of its parts: 1962 and 1962-09-03 do not contradict each other."""
    kind, day = fact
    return kind == "birth_dates" and any(
        other.startswith(day) or day.startswith(other) for of, other in facts if of == "birth_dates"
    )


def accepted_lately(history: Iterable[Accepted], now: datetime) -> tuple[Accepted, ...]:
    """The editions that were put to use within the days that count."""
    first = (now.astimezone(UTC) - timedelta(days=COMPARED_DAYS)).strftime(TIME)
    return tuple(row for row in history if row.at >= first)


def telling_editions(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """Of editions, oldest first: the last, the first, and those with the most entries, names and identifiers."""
    if not editions:
        return ()
    chosen = (
        editions[-1],
        editions[0],
        max(editions, key=lambda row: row.records),
        max(editions, key=lambda row: row.names),
        max(editions, key=lambda row: row.identifiers),
    )
    return tuple({row.edition: row for row in chosen}.values())


def losses(new: Path, formers: Iterable[Path]) -> Iterator[tuple[Loss, ...]]:
    """What of each former edition is not in the new one; one that is damaged says nothing."""
    contents = contents_of(new)
    for folder in formers:
        with suppress(DamagedEditionError):
            yield losses_between(contents, contents_of(folder))
