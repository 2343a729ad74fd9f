"""Places and codes in classes: members that no condition of a law tells apart, so that one stands for all.

A condition sees a place or a code only through the sets it asks about. Two codes of which every set says the same, and
asks the same questions, are one class; the same holds for places, but a place for which a set leaves the answer to a
person has a question of its own and stays alone. Nothing is lost: a proof over the classes is one over their members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from dualuse.i18n.places import place_names
from dualuse.law.collection import Law
from dualuse.law.eu_2021_821.control_list import Edition, edition_records, outline
from dualuse.law.eu_2021_821.control_list.codes import CodeSet, covers_code
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE
from dualuse.law.language.logic import (
    AnyCode,
    CodeTest,
    Condition,
    EveryCode,
    InPlaces,
    PlaceTest,
    Truth,
    leaves,
)
from dualuse.law.measures.goods.lists import PlainCodes


@dataclass(frozen=True, slots=True)
class Partition:
    """Classes by the member that stands for each, and of every member its class."""

    members: Mapping[str, tuple[str, ...]]
    standing_for: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The members that stand for their classes, in a fixed order."""
        return tuple(self.members)


def _partition(signatures: Iterable[tuple[str, object]]) -> Partition:
    groups: dict[object, list[str]] = {}
    for member, signature in signatures:
        groups.setdefault(signature, []).append(member)
    members = {group[0]: tuple(group) for group in groups.values()}
    return Partition(members, {member: name for name, group in members.items() for member in group})


@lru_cache(maxsize=1)
def all_codes() -> tuple[str, ...]:
    """Every code of the editions whose outline is at hand, newest edition first, in the order of the Annex."""
    editions = [outline(record) for record in reversed(edition_records())]
    ordered = (code for edition in editions if edition is not None for code in _codes_in_order(edition))
    return tuple(dict.fromkeys(ordered))


def _codes_in_order(edition: Edition) -> Iterator[str]:
    for code in edition.entry_codes:
        entry = edition.entry(code)
        assert entry is not None
        yield from (narrow for narrow in (code, *entry.provisions) if narrow in edition.codes)


def is_decided(code: str, codes: CodeSet) -> bool:
    """Whether ``code`` is narrow enough for ``codes``: no row of the set lies under it.

    A wider code is a fact that is known in part. ``tests`` show that what a set says of it, it says of every narrower
    code; so a proof over the narrow ones holds for it too.
    """
    return all(covers_code(row.code, code) is not None for row in codes.rows if row.code[:5] == code[:5])


@lru_cache(maxsize=8)
def partition_codes(sets: tuple[CodeSet, ...]) -> Partition:
    """The codes that every set decides, in classes of which every set says the same."""
    by_set = [statements_by(codes) for codes in sets]
    return _partition(
        (code, tuple([of_set[code] for of_set in by_set]))
        for code in all_codes()
        if all(is_decided(code, codes) for codes in sets)
    )


OTHER: Final = "~~"
"""Digits that no code has: with them ``84~~`` stands for what lies under 84 and under none of the narrower codes listed."""


@lru_cache(maxsize=8)
def partition_goods(lists: tuple[PlainCodes, ...]) -> Partition:
    """The customs codes that every list decides, in classes of which every list says the same."""
    listed = sorted({code for goods in lists for code in (*goods.whole, *goods.asked)})
    if not lists:
        return _partition([(OTHER, ())])
    codes = (*(code for match in listed for code in (match, f"{match}{OTHER}")), OTHER)
    by_list = [statements_by(goods) for goods in lists]
    signatures = ((code, tuple([of_list[code] for of_list in by_list])) for code in codes)
    return _partition(
        (code, of_lists) for code, of_lists in signatures if not any(of_list.is_wider for of_list in of_lists)
    )


class Statement(NamedTuple):
    """What a set says of a code while nobody has answered.

    ``truth``: whether it takes the code; ``questions`` decide where it takes a part; ``is_wider``: the code is too wide for it.
    """

    truth: Truth
    questions: tuple[str, ...]
    is_wider: bool


_NOTHING: Final = Statement(False, (), False)
"""What a set says of most codes; once, not a thousand times for each set."""


class Statements(dict[str, Statement]):
    """What a set says of codes, worked out when it is first asked for: the same on every day."""

    def __init__(self, codes: CodeTest) -> None:
        super().__init__()
        self._codes: Final = codes

    def __missing__(self, code: str) -> Statement:
        codes = self._codes
        is_wider = isinstance(codes, PlainCodes) and codes.is_wider(code)
        of_code = Statement(codes.covers(code, {}), codes.questions(code), is_wider)
        self[code] = _NOTHING if of_code == _NOTHING else of_code
        return self[code]


_STATEMENTS: Final[dict[CodeTest, Statements]] = {}


def statements_by(codes: CodeTest) -> Statements:
    """What ``codes`` says of each code, remembered for all days."""
    statements = _STATEMENTS.get(codes)
    if statements is None:
        statements = _STATEMENTS[codes] = Statements(codes)
    return statements


def partition_places(sets: tuple[PlaceTest, ...], on: date) -> Partition:
    """All places, in classes of which every set says the same on the day ``on``."""

    def signature(place: str) -> object:
        truths = tuple(places.contains(place, on) for places in sets)
        return (truths, place if None in truths else "")

    return _partition((place, signature(place)) for place in sorted(place_names()))


def conditions_of(law: Law) -> tuple[Condition, ...]:
    """Every condition of a law: of provisions, reliefs and duties, scopes included."""
    relief_duties = tuple(duty for relief in law.reliefs for duty in relief.duties)
    return (
        *(provision.when for provision in law.provisions),
        *(provision.relevant_when for provision in law.provisions),
        *(relief.when for relief in law.reliefs),
        *(duty.when for duty in (*law.duties, *relief_duties) if duty.when is not None),
    )


def code_sets(conditions: Iterable[Condition]) -> tuple[CodeSet, ...]:
    """The sets of codes of Annex I that ``conditions`` ask about."""
    by_key: dict[str, CodeSet] = {}
    for condition in conditions:
        for leaf in leaves(condition):
            if isinstance(leaf, (AnyCode, EveryCode)) and leaf.fact != CUSTOMS_CODE:
                assert isinstance(leaf.codes, CodeSet)
                by_key.setdefault(leaf.codes.key, leaf.codes)
    return tuple(by_key[key] for key in sorted(by_key))


def goods_lists(conditions: Iterable[Condition]) -> tuple[PlainCodes, ...]:
    """The lists of customs codes that ``conditions`` ask about."""
    by_key: dict[str, PlainCodes] = {}
    for condition in conditions:
        for leaf in leaves(condition):
            if isinstance(leaf, (AnyCode, EveryCode)) and isinstance(leaf.codes, PlainCodes):
                by_key.setdefault(leaf.codes.key, leaf.codes)
    return tuple(by_key[key] for key in sorted(by_key))


def place_sets(conditions: Iterable[Condition]) -> tuple[PlaceTest, ...]:
    """The sets of places that ``conditions`` ask about."""
    by_key = {
        leaf.places.key: leaf.places
        for condition in conditions
        for leaf in leaves(condition)
        if isinstance(leaf, InPlaces)
    }
    return tuple(by_key.values())
