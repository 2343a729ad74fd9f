"""What combinations of cells come to, remembered over the periods of a file and over its parts.

Combinations that no rule can tell apart have the same *signature*: the truths of all leaves, what the open ones ask for,
and what their group gives beside facts. Signatures are numbered; the number is what the rows get.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeAlias

from dualuse.assessment.fields import Case, fields_of
from dualuse.bulk.fact_groups import Derived, Group, canonical, derived
from dualuse.bulk.reason_texts import ReasonTexts
from dualuse.engine.fast_evaluator import ANSWERS, Leaves, closure
from dualuse.engine.missing import MissingFact
from dualuse.engine.reach import Reach
from dualuse.engine.wanted_facts import question_key
from dualuse.i18n import Message
from dualuse.law.language.logic import Facts, InPlaces, Leaf, Truth, place_truth
from dualuse.schema.tables.equivalence import Cells, Like
from dualuse.schema.tables.header import Header


@dataclass(frozen=True, slots=True)
class Signature:
    """What combinations of cells come to: those with the same signature are the same to the law.

    ``truths``: of the leaves; ``asks``: what the open ones ask for; ``extras``: what the group gives beside facts.
    """

    truths: tuple[Truth, ...]
    asks: tuple[Any, ...]
    extras: tuple[Any, ...]


class Kinds:
    """The signatures of a group on a day, numbered from 1 as they come: the same number in every part of a file.

    ``refused``: whether the contract refused a combination. ``memory`` belongs to the backend.
    """

    def __init__(self, leaves: Sequence[Leaf], day: date) -> None:
        self.truths: Final = Truths(leaves, day)
        self.signatures: Final[list[Signature]] = []
        self.memory: Final[dict[str, Any]] = {}
        self.refused = False
        self._numbers: Final[dict[int, int]] = {}

    def number(self, signature: Signature | None) -> int:
        """The number of ``signature``; 0 for what the contract refuses."""
        if signature is None:
            self.refused = True
            return 0
        number = self._numbers.setdefault(id(signature), len(self.signatures) + 1)
        if number > len(self.signatures):
            self.signatures.append(signature)
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a group: the truths of ``leaves``, and what those of ``questions`` ask that are open.

    ``column``: of the rows, with the numbers of ``kinds``. ``texts``: per key the words that its numbers stand for, if it
    holds numbers; ``standing``: for each number the one of a word that comes to the same.
    """

    group: Group
    leaves: tuple[Leaf, ...]
    questions: frozenset[Leaf]
    day: date
    kinds: Kinds
    column: str
    texts: tuple[tuple[str, ...] | None, ...]
    standing: tuple[tuple[int, ...] | None, ...]


Combinations: TypeAlias = Sequence[tuple[Any, ...]]
"""Values of the keys of a group: texts or numbers of words, then of the slots of parties whether one is stated."""
_Key: TypeAlias = "tuple[Any, ...]"
_MOST: Final = 500_000
"""Combinations that are remembered."""


@dataclass(slots=True, kw_only=True)
class Deriver:
    """Derives combinations, and remembers them over the periods of a file and over its parts.

    ``today``: of rows without a date; ``rows_expected``: how many rows the table is likely to have, 0 where nobody knows.
    What one part of a file leaves for the next: ``laws`` belongs to ``evaluate_rows``, ``answers``, ``rows`` and ``reasons`` to
    ``evaluate_table``, ``words`` to the backend.
    """

    today: date
    rows_expected: int = 0
    laws: dict[Any, Any] = field(default_factory=dict)
    answers: dict[Any, Any] = field(default_factory=dict)
    rows: dict[Any, Any] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    reasons: ReasonTexts = field(default_factory=ReasonTexts)
    _likes: dict[_Key, Like | None] = field(default_factory=dict)
    _standing: dict[_Key, tuple[tuple[str, ...], tuple[int, ...]]] = field(default_factory=dict)
    _kinds: dict[_Key, Kinds] = field(default_factory=dict)
    _derived: dict[_Key, Derived] = field(default_factory=dict)
    _signatures: dict[_Key, Signature | None] = field(default_factory=dict)
    _equal: dict[Signature, Signature] = field(default_factory=dict)

    def forget(self) -> None:
        """Begin anew; what was expected of the table stays."""
        self.reasons.clear()
        for memory in (self.laws, self.answers, self.rows, self.words, self._likes, self._standing):
            memory.clear()
        for memory in (self._kinds, self._derived, self._signatures, self._equal):
            memory.clear()

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that what is to come had better begin anew."""
        return len(self._derived) + len(self._signatures) > _MOST

    def asked(
        self,
        groups: Iterable[Group],
        header: Header,
        leaves: tuple[Leaf, ...],
        questions: frozenset[Leaf],
        day: date,
        reach: Reach = None,
    ) -> list[Asked]:
        """What ``leaves`` ask of each group on ``day``; ``questions``: those of which it matters what they ask.

        ``reach``: the part of the law that the leaves are of.
        """
        return [
            self._leaves_asked(group, header, group.leaves(leaves), questions, day, reach) for group in groups
        ]

    def _leaves_asked(
        self,
        group: Group,
        header: Header,
        leaves: tuple[Leaf, ...],
        questions: frozenset[Leaf],
        day: date,
        reach: Reach,
    ) -> Asked:
        key = (group.name, day, bool(questions), reach)
        texts = tuple(header.codes.get(column.name) for column in group.keys)
        standing: list[tuple[int, ...] | None] = []
        for column, words in zip(group.keys, texts, strict=True):
            of_column = (*key, column.name)
            if of_column not in self._likes:
                self._likes[of_column] = group.alike(column, leaves, day) if words is not None else None
            like = self._likes[of_column]
            remembered = self._standing.get(of_column)
            if words is None or like is None:
                standing.append(None)
            elif remembered is not None and remembered[0] == words:
                standing.append(remembered[1])
            else:
                self._standing[of_column] = (words, group.standing(words, like))
                standing.append(self._standing[of_column][1])
        if key not in self._kinds:
            self._kinds[key] = Kinds(leaves, day)
        name = f"field_{group.name}"
        return Asked(
            group=group,
            leaves=leaves,
            questions=questions,
            day=day,
            kinds=self._kinds[key],
            column=name,
            texts=texts,
            standing=tuple(standing),
        )

    def numbers(self, asked: Sequence[Asked], combinations: Sequence[Combinations]) -> list[list[int]]:
        """The number of the signature of each combination, group by group."""
        keyed = [
            [(_signature_key(of_group, cells), cells) for cells in _cells(of_group, rows)]
            for of_group, rows in zip(asked, combinations, strict=True)
        ]
        new = [
            (of_group, key, cells)
            for of_group, rows in zip(asked, keyed, strict=True)
            for key, cells in rows
            if key not in self._signatures
        ]
        self._derive((of_group, cells) for of_group, _, cells in new)
        for of_group, key, cells in new:
            self._signatures[key] = self._signature(of_group, self._derived[_derived_key(of_group, cells)])
        return [
            [of_group.kinds.number(self._signatures[key]) for key, _ in rows]
            for of_group, rows in zip(asked, keyed, strict=True)
        ]

    def _derive(self, pairs: Iterable[tuple[Asked, tuple[str, ...]]]) -> None:
        """Derive what has not been: once for all cells that come to the same."""
        keyed = ((_derived_key(asked, cells), asked, cells) for asked, cells in pairs)
        new = {key: (asked, cells) for key, asked, cells in keyed if key not in self._derived}
        fewest = canonical(
            [(asked.group, dict(zip(asked.group.names, cells, strict=True))) for asked, cells in new.values()]
        )
        standing: dict[_Key, _Key] = {}
        open_: dict[_Key, tuple[Group, Cells, date]] = {}
        for (key, (asked, _)), cells in zip(new.items(), fewest, strict=True):
            standing[key] = _derived_key(asked, tuple(cells.values()))
            if standing[key] not in self._derived:
                day = self.today if asked.group.by_its_day else asked.day
                open_[standing[key]] = (asked.group, cells, day)
        self._derived.update(zip(open_, derived(open_.values()), strict=True))
        self._derived.update({key: self._derived[of_key] for key, of_key in standing.items()})

    def _signature(self, asked: Asked, of_cells: Derived) -> Signature | None:
        """One object for all that are equal; None where the contract refuses the cells."""
        key = (id(of_cells), id(asked.kinds))
        if key not in self._signatures:
            self._signatures[key] = self._new_signature(asked, of_cells)
        return self._signatures[key]

    def _new_signature(self, asked: Asked, of_cells: Derived) -> Signature | None:
        if of_cells.case is None:
            return None
        truths = asked.kinds.truths.on(of_cells.facts)
        is_open = (
            leaf
            for leaf, truth in zip(asked.leaves, truths, strict=True)
            if truth is None and leaf in asked.questions
        )
        extras = tuple(of_cells.facts.get(name) for name in asked.group.extras)
        signature = Signature(truths, tuple(_asks(is_open, of_cells.facts, of_cells.case)), extras)
        return self._equal.setdefault(signature, signature)


def _cells(asked: Asked, rows: Combinations) -> Iterator[tuple[str, ...]]:
    """The texts of combinations, of slots of parties whether one is stated."""
    keys = len(asked.texts)
    for row in rows:
        words = [
            value if texts is None else texts[value] for texts, value in zip(asked.texts, row, strict=False)
        ]
        yield (*words, *("yes" if is_stated else "" for is_stated in row[keys:]))


def _signature_key(asked: Asked, cells: tuple[str, ...]) -> _Key:
    return (id(asked.kinds), cells)


def _derived_key(asked: Asked, cells: tuple[str, ...]) -> _Key:
    return (asked.group.name, cells, asked.day if asked.group.dated else None)


def _asks(leaves: Iterable[Leaf], facts: Facts, case: Case) -> Iterator[Any]:
    """What open leaves ask for, and the fields where it is answered: how answers would settle them."""
    for leaf in leaves:
        key = question_key(leaf, facts)
        yield (leaf, key, *(_field_names(fact, case) for fact in key if isinstance(fact, str)))


def _field_names(fact: str, case: Case) -> tuple[str, ...]:
    asked = MissingFact(fact, Message("question", ""), (), "")
    return tuple(field.name for field in fields_of(asked, case))


# The truths of many leaves for one combination of cells after another.

_Bits: TypeAlias = tuple[int, int]
_TOGETHER: Final = 12
"""So few leaves that what they say together comes up again and again."""


class Truths:
    """The truths of ``leaves`` on ``day``, in their order.

    Leaves about places are most of what is asked, and all ask the same of a place: they are judged side by side, as the
    bits of two numbers, where each *holds* and where it *may*, once for each place.
    """

    def __init__(self, leaves: Sequence[Leaf], day: date) -> None:
        of_day = _leaves_of(day)
        self._judges: Final = tuple(closure(leaf, day, of_day) for leaf in leaves)
        by_facts: dict[tuple[str, ...], list[int]] = {}
        for position, leaf in enumerate(leaves):
            if isinstance(leaf, InPlaces):
                by_facts.setdefault(tuple(leaf.facts), []).append(position)
        self._places: Final = [
            _OfPlaces(facts, [leaves[n] for n in positions[start : start + _TOGETHER]], day)
            for facts, positions in by_facts.items()
            for start in range(0, len(positions), _TOGETHER)
        ]
        spread = [position for positions in by_facts.values() for position in positions]
        self._others: Final = [n for n in range(len(leaves)) if n not in set(spread)]
        order = [*self._others, *spread]
        self._order: Final = sorted(range(len(order)), key=order.__getitem__)

    def on(self, facts: Facts) -> tuple[Truth, ...]:
        """The truths for ``facts``."""
        if facts.get(ANSWERS):  # which may be about the very places
            return tuple([judge(facts) for judge in self._judges])
        judges = self._judges
        truths = [judges[position](facts) for position in self._others]
        for leaves in self._places:
            truths += leaves.truths(facts)
        return tuple([truths[place] for place in self._order])


@lru_cache(maxsize=32)
def _leaves_of(day: date) -> Leaves:
    """The leaves of the law of ``day``, compiled when they are first asked for."""
    return Leaves(day)


class _OfPlaces:
    """Leaves about the same facts, each of them a place, or several: "any of these places" is the "or" of both numbers."""

    def __init__(self, facts: tuple[str, ...], leaves: Iterable[Leaf], day: date) -> None:
        self._facts: Final = facts
        self._tests: Final = [leaf.places for leaf in leaves if isinstance(leaf, InPlaces)]
        self._day: Final = day
        self._bits: Final[dict[Any, _Bits]] = {None: (0, (1 << len(self._tests)) - 1)}
        self._truths: Final[dict[_Bits, tuple[Truth, ...]]] = {}

    def truths(self, facts: Facts) -> tuple[Truth, ...]:
        """The truth of each leaf."""
        holds = may = 0
        for fact in self._facts:
            of_fact = self._bits_of(facts.get(fact))
            holds |= of_fact[0]
            may |= of_fact[1]
        bits = (holds, may)
        if bits not in self._truths:
            self._truths[bits] = tuple(
                True if holds >> n & 1 else None if may >> n & 1 else False for n in range(len(self._tests))
            )
        return self._truths[bits]

    def _bits_of(self, value: Any) -> _Bits:
        if value not in self._bits:
            truths = [place_truth(places, value, {}, self._day) for places in self._tests]
            holds = sum(1 << n for n, truth in enumerate(truths) if truth is True)
            self._bits[value] = holds, holds | sum(1 << n for n, truth in enumerate(truths) if truth is None)
        return self._bits[value]
