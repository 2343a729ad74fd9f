"""The lists we know by name (``known_lists.toml``), and whether what is installed of them is too old."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from dualuse.data_folders import data_file, path_in_package
from dualuse.i18n import N_, Message
from dualuse.inputs.data_files import DAY, NUMBER, TEXT, AnyTable, Each, Of, OneOf, Table, read_toml
from dualuse.sources.lists.edition import Edition

AuthorityKind = Literal["union", "un", "us", "uk", "other"]
"""Whose list it is, and so what standing on it means for an exporter in the Union."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many ``entries`` the newest edition seen here has; ``on``: the day of that edition."""

    entries: int
    on: date
    verification: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """A list we know by name; the fields are explained in ``known_lists.toml``. ``allowed_age`` is in days."""

    id: str
    title: str
    authority: str
    authority_kind: AuthorityKind
    licence: str
    page: str
    allowed_age: int
    verification: str
    format: str = ""
    address: str = ""
    part_of: str = ""
    token: str = ""
    token_variable: str = ""
    also: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    counted: Counted | None = None
    sha256: str = ""

    @property
    def least(self) -> int:
        """How many entries the whole list has at least; 0 where nobody has counted it."""
        return int(self.counted.entries * float(_table()["whole"]["share"])) if self.counted else 0

    @property
    def official_address(self) -> str:
        """The address it is fetched from, with its token filled in; "" if it has none of its own."""
        if not self.token_variable:
            return self.address
        return self.address.replace("{token}", os.environ.get(self.token_variable, "") or self.token)


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """When a new edition is suspiciously small: below ``share`` of a former one of at least ``from_records``."""

    share: float
    from_records: int


_VERIFICATION: Final = OneOf(("official", "secondary", "unverified"))
_SHARE: Final = Of("a number between 0 and 1, which is written 0.95", float, lambda share: 0 <= share <= 1)
_LIST: Final = Table(
    {
        "title": TEXT,
        "authority": TEXT,
        "authority_kind": OneOf(get_args(AuthorityKind)),
        "licence": TEXT,
        "page": TEXT,
        "formats": Each(TEXT, least=1),
        "allowed_age": NUMBER,
        "verification": _VERIFICATION,
    },
    {
        "format": TEXT,
        "address": TEXT,
        "part_of": TEXT,
        "token": TEXT,
        "token_variable": TEXT,
        "also": Each(TEXT),
        "counted": Table({"entries": NUMBER, "on": DAY, "verification": _VERIFICATION}, {}),
        "sha256": Of(
            "a digest of 64 digits, 0 to 9 and a to f",
            str,
            lambda text: bool(re.fullmatch("[0-9a-f]{64}", text)),
        ),
    },
)
_SHAPE: Final = Table(
    {
        "shrinkage": Table(
            {
                "share": _SHARE,
                "from_records": NUMBER,
            },
            {},
        ),
        "whole": Table({"share": _SHARE}, {}),
        "retention": Table({"years": NUMBER}, {}),
        "unknown": Table({"allowed_age": NUMBER}, {}),
        "lists": AnyTable(_LIST),
    },
    {},
)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    """The file, checked.

    Raises:
        DataError: a field has a slip in its name or a value that does not fit, or a whole is no list of the file.
    """
    path = data_file("sources/lists/known_lists.toml")
    table = read_toml(path)
    _SHAPE.check(table, path_in_package(path))
    wholes = OneOf(tuple(table["lists"]))
    for name, row in table["lists"].items():
        if "part_of" in row:
            wholes.check(row["part_of"], f"{path_in_package(path)}: lists.{name}.part_of")
    return table


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return Counted(**value)
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=1)
def known_lists() -> Mapping[str, KnownList]:
    """List id → what is known of it."""
    return MappingProxyType(
        {
            name: KnownList(id=name, **{key: _frozen(value) for key, value in values.items()})
            for name, values in _table()["lists"].items()
        }
    )


def shrinkage() -> Shrinkage:
    """When a new edition is refused as suspiciously small."""
    return Shrinkage(**_table()["shrinkage"])


def kept_until(edition: Edition) -> date:
    """Until when an edition that is no longer in use is kept, at least: see ``[retention]``."""
    return date(int(edition.retrieved[:4]) + int(_table()["retention"]["years"]), 12, 31)


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, KnownList]:
    return {name: row for row in known_lists().values() for name in (row.id, *row.also)}


def known_list(list_id: str) -> KnownList | None:
    """What is known of a list, by its id or another name of it.

    A part that has no entry of its own, or a dated name, is known by what comes before it: ``us_csl_isn`` by
    ``us_csl``, ``eu_fsf_20260501`` by ``eu_fsf``.
    """
    known = _by_name()
    while list_id not in known and "_" in list_id:
        list_id = list_id.rpartition("_")[0]
    return known.get(list_id)


def missing_minimum(edition: Edition) -> int:
    """How many entries the list has at least, where the edition has fewer; 0 where it has enough, or nobody knows.

    Of a file that joins many lists (FollowTheMoney) parts stand under other lists, so that only a list of its own tells.
    """
    known = _by_name().get(edition.list)
    if known is None:
        return 0
    own = edition.format in known.formats or len(edition.together) == 1
    return known.least if own and edition.records < known.least else 0


def missing_parts(editions: Iterable[Edition]) -> tuple[KnownList, ...]:
    """Parts that a whole has as published, and that are missing in a file of it: it was cut between two of its lines."""
    rows = tuple(editions)
    there = {row.list for row in rows}
    wholes = {row.whole for row in rows if row.whole in known_lists()}
    return tuple(
        known
        for known in known_lists().values()
        if known.part_of in wholes
        and known.least
        and known.id not in there
        and any(row.whole == known.part_of and row.format in known.formats for row in rows)
    )


def gathered(list_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Lists by the whole that they are parts of: all acts of ``eu_journal``, all parts of ``us_csl``; others alone."""
    wholes: dict[str, list[str]] = {}
    for name in list_ids:
        known = known_list(name)
        wholes.setdefault((known.part_of or known.id) if known else name, []).append(name)
    return {names[0] if len(names) == 1 else whole: tuple(names) for whole, names in wholes.items()}


def gathered_names(list_ids: Iterable[str]) -> tuple[Message | str, ...]:
    """Lists to be told in a sentence: parts of one whole as one, with their number."""
    return tuple(
        Message(
            f"{whole} ({len(names)})", N_("{list} ({number} lists)"), {"list": whole, "number": len(names)}
        )
        if len(names) > 1
        else whole
        for whole, names in gathered(list_ids).items()
    )


def authority_kind(list_id: str) -> AuthorityKind:
    """Whose list it is; ``other`` for a list we do not know."""
    known = known_list(list_id)
    return known.authority_kind if known else "other"


def allowed_age(list_id: str, most: int | None = None) -> int:
    """How many days old a list may be; ``most``: at most that many, where a user wants lists to be younger."""
    known = known_list(list_id)
    allowed = known.allowed_age if known else int(_table()["unknown"]["allowed_age"])
    return allowed if most is None else min(allowed, most)


def longest_age() -> int:
    """How many days old the list may be that may be the oldest."""
    return max(int(_table()["unknown"]["allowed_age"]), *(row.allowed_age for row in known_lists().values()))


@dataclass(frozen=True, slots=True)
class Age:
    """How old an edition is. ``days`` is ``None`` if it says no day of itself and no official address gave it."""

    edition: Edition
    days: int | None
    allowed: int

    @property
    def too_old(self) -> bool:
        """Whether it must be said of every screening. An age that is not known is not young."""
        return self.days is None or self.days > self.allowed

    @property
    def message(self) -> Message:
        """The age in words."""
        params = {"list": self.edition.list, "days": self.days, "allowed": self.allowed}
        if self.days is None:
            return Message(
                "list_age_unknown",
                N_("{list}: of unknown age, the file says no date of itself ({allowed} days are allowed)"),
                params,
            )
        if self.too_old:
            return Message("list_too_old", N_("{list}: too old, {days} days ({allowed} are allowed)"), params)
        return Message("list_age", N_("{list}: {days} days old ({allowed} are allowed)"), params)


def age(edition: Edition, today: date, most: int | None = None) -> Age:
    """How old an edition is on a day: since the list's own date, or since its official address last gave it.

    A day that is still to come says nothing (tomorrow's may be today's in another time zone).
    """
    days = [date.fromisoformat(text[:10]) for text in (edition.dated, edition.confirmed) if text]
    passed = [(today - day).days for day in days if day <= today + timedelta(days=1)]
    return Age(edition, max(0, min(passed)) if passed else None, allowed_age(edition.list, most))


def stale(editions: Iterable[Edition], today: date, most: int | None = None) -> tuple[Age, ...]:
    """Those of ``editions`` that are too old on a day, or of unknown age: every screening with them says so."""
    ages = (age(row, today, most) for row in editions)
    return tuple(edition_age for edition_age in ages if edition_age.too_old)
