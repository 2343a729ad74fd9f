"""Places in law: countries, named territories, and dated sets of them.

Source: Art. 2(17) of Regulation (EU) 2021/821 with Art. 4 of Regulation (EU) No 952/2013; data in
``territories.toml``. A place is named by its ISO 3166-1 alpha-2 code or by the code of a named territory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import only_these, path_in_package
from dualuse.i18n import N_, Message
from dualuse.i18n.places import place_names
from dualuse.inputs.data_files import TEXT, Each, Of, OneOf, Table, read_toml
from dualuse.law.language.logic import Truth, any_truth, opposite
from dualuse.law.language.provision import IN_FORCE, Validity, Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A place that is not simply its country; see the head of ``territories.toml`` for the values."""

    code: str
    part_of: str
    customs: str
    inherits: str
    treaties: str = "no"
    aliases: tuple[str, ...] = ()
    reference: str = ""
    verification: Verification | None = None


_MOST_REMEMBERED: Final = 4096
"""Answers that a set of places remembers."""
_PLACE: Final = Of("the code of a place", str, lambda code: code in place_names())
_TERRITORY: Final = Table(
    {
        "code": _PLACE,
        "part_of": _PLACE,
        "customs": OneOf(("inside", "outside", "open")),
        "inherits": OneOf(("yes", "no", "open")),
    },
    {"treaties": OneOf(("yes",)), "aliases": Each(TEXT), "reference": TEXT, "verification": TEXT},
)
_FILE: Final = Table(
    {"reference": TEXT, "verification": TEXT, "member_states": Each(_PLACE), "territory": Each(_TERRITORY)},
    {},
)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    path = Path(__file__).parent / "territories.toml"
    only_these(path.parent, path.name, "known_up_to.toml", "places_of_diversion.toml")
    data = read_toml(path)
    _FILE.check(data, path_in_package(path))
    return data


@lru_cache(maxsize=1)
def territories() -> dict[str, Territory]:
    """Named and dependent territories by code."""
    return {row["code"]: _territory(row) for row in _data()["territory"]}


def _territory(row: dict[str, Any]) -> Territory:
    mark = row.get("verification")
    return Territory(
        **{
            **row,
            "aliases": tuple(row.get("aliases", ())),
            "verification": Verification[mark.upper()] if mark else None,
        }
    )


@lru_cache(maxsize=1)
def member_states() -> tuple[str, ...]:
    """ISO codes of the 27 Member States."""
    return tuple(_data()["member_states"])


def state_of(place: str) -> str:
    """The code of the State that a place belongs to, as law has it: a territory may have a code of its own."""
    territory = territories().get(place)
    return territory.part_of if territory is not None else place.partition("-")[0]


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {
        alias.casefold(): territory.code
        for territory in territories().values()
        for alias in territory.aliases
    }


def listed_openly(place: str) -> bool:
    """Whether it is for a person to say if a list that names the country reaches the territory ``place``."""
    territory = territories().get(place)
    return territory is not None and territory.inherits == "open"


def reached_through(place: str) -> str | None:
    """The place that ``place`` is part of, where a list that names that one reaches it, or may."""
    territory = territories().get(place)
    if territory is None or territory.inherits == "no" or territory.part_of == place:
        return None
    return territory.part_of


def with_wholes(places: Iterable[str]) -> Iterator[str]:
    """The places, each followed by what it is part of, where a list that names that one reaches it or may."""
    for place in places:
        whole: str | None = place
        while whole is not None:
            yield whole
            whole = reached_through(whole)


def verification_of(place: str) -> Verification | None:
    """How well it is known what counts for the territory ``place``, where that is not known as all others are."""
    territory = territories().get(place)
    return territory.verification if territory is not None else None


_OTHER_CODES: Final = {"UK": "GB", "EL": "GR"}
"""How the Union's own texts write two of them."""


def places_as_written() -> Iterator[str]:
    """Every code and name that :func:`find_place` reads, in any case."""
    yield from place_names()
    yield from _OTHER_CODES
    yield from _aliases()


def find_place(text: str) -> str | None:
    """The code of the place written ``text`` (a code in any case, or a name of a named territory), or None.

    ``UK`` and ``EL``, which the Union's own texts use, stand for ``GB`` and ``GR``. A letter that only becomes that of a code in capitals
    (``ß``, which becomes SS) makes no code.
    """
    code = text.strip().upper() if text.isascii() else ""
    code = _OTHER_CODES.get(code, code)
    return code if code in place_names() else _aliases().get(text.strip().casefold())


@dataclass(frozen=True, slots=True)
class Member:
    """A place in a set: from when to when, and ``open`` where it is for a person to say whether it counts."""

    place: str
    validity: Validity = field(default_factory=Validity)
    open: bool = False


class PlaceSet:
    """A named, dated set of places. ``label`` is how a sentence names it."""

    def __init__(
        self,
        key: str,
        label: Message,
        members: Iterable[Member],
        verification: Verification = Verification.OFFICIAL,
    ) -> None:
        self.key: Final = key
        self.label: Final = label
        self.verification: Final = verification
        self._members: Final[dict[str, tuple[Member, ...]]] = {}
        self._contained: Final[dict[tuple[str, date], Truth]] = {}
        for member in members:
            self._members[member.place] = (*self._members.get(member.place, ()), member)

    def __repr__(self) -> str:
        return f"PlaceSet({self.key!r})"

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlaceSet) and other.key == self.key

    @property
    def members(self) -> tuple[Member, ...]:
        """All members of all times."""
        return tuple(member for group in self._members.values() for member in group)

    def is_the_same_on(self, first: date, second: date) -> bool:
        """Whether it holds the same places on both days, since no member came or went."""
        return all(member.validity.covers(first) is member.validity.covers(second) for member in self.members)

    def contains(self, place: str, on: date) -> Truth:
        """True, False, or None where it is for a person to say (an open member, a dependent territory)."""
        key = (place, on)
        if key not in self._contained:
            if len(self._contained) >= _MOST_REMEMBERED:
                self._contained.clear()
            self._contained[key] = self._contains(place, on)
        return self._contained[key]

    def _contains(self, place: str, on: date) -> Truth:
        if place in self._members:
            members = [member for member in self._members[place] if member.validity.covers(on)]
            if members:
                return None if all(member.open for member in members) else True
        whole = reached_through(place)
        if whole is None:
            return False
        truth = self.contains(whole, on)
        return None if truth is not False and listed_openly(place) else truth


class PlacesExcept:
    """Every place that none of ``excluded`` contains."""

    def __init__(self, key: str, label: Message, excluded: Iterable[PlaceSet | PlacesExcept]) -> None:
        self.key: Final = key
        self.label: Final = label
        self.excluded: Final = tuple(excluded)
        self.verification: Final[Verification] = min(places.verification for places in self.excluded)

    def __repr__(self) -> str:
        return f"PlacesExcept({self.key!r})"

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlacesExcept) and other.key == self.key

    def is_the_same_on(self, first: date, second: date) -> bool:
        """Whether it leaves out the same places on both days."""
        return all(places.is_the_same_on(first, second) for places in self.excluded)

    def contains(self, place: str, on: date) -> Truth:
        """False if a set excludes the place, None if one may, else True."""
        return opposite(any_truth(places.contains(place, on) for places in self.excluded))


def _customs_territory() -> Iterable[Member]:
    always = Validity(since=IN_FORCE)
    yield from (Member(code, always) for code in member_states())
    for territory in territories().values():
        if territory.customs == "inside":
            yield Member(territory.code, always)
        elif territory.customs == "open":
            yield Member(territory.code, always, open=True)


UNION: Final = PlaceSet(
    "union", Message("places.union", N_("the customs territory of the Union")), _customs_territory()
)
UNDER_THE_TREATIES: Final = PlaceSet(
    "under_the_treaties",
    Message("places.under_the_treaties", N_("the Union, with what lies outside its customs territory")),
    (
        *_customs_territory(),
        *(Member(territory.code) for territory in territories().values() if territory.treaties == "yes"),
    ),
)
"""No third country to restrictive measures (Regulation (EU) No 833/2014, Art. 13): the customs territory, Ceuta, Livigno and such."""
MEMBER_STATES: Final = PlaceSet(
    "member_states",
    Message("places.member_states", N_("the Member States")),
    (Member(code) for code in (*member_states(), "XI")),
)
