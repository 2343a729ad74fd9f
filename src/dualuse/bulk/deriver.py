"""What combinations of cells come to, remembered over the periods of a file and over its parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, Final

from dualuse.assessment.fields import Case, fields_of
from dualuse.bulk.equivalence import Like
from dualuse.bulk.fact_groups import Derived, Group, Signature, Wanted
from dualuse.bulk.truths import Truths
from dualuse.engine.fast_evaluator import Judge, closure
from dualuse.engine.missing import MissingFact, question_key
from dualuse.i18n import Message
from dualuse.law.language.logic import Leaf, Truth


class Kinds:
    """The signatures of a group on a day, numbered from 1 as they come: the same number in every part of a file.

    ``refused``: whether the contract refused a combination. ``memory`` belongs to the engine.
    """

    def __init__(self) -> None:
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


class Deriver:
    """Derives combinations, and remembers them over the periods of a file and over its parts.

    ``today``: of rows without a date. What one part of a file leaves for the next: ``laws`` belongs to ``judge``,
    ``answers`` and ``rows`` to ``table``, ``likes`` to ``groups``, ``words`` to the engine.
    """

    def __init__(self, today: date) -> None:
        self.today: Final = today
        self.laws: Final[dict[Any, Any]] = {}
        self.answers: Final[dict[Any, Any]] = {}
        self.rows: Final[dict[Any, Any]] = {}
        self.words: Final[dict[str, Any]] = {}
        self.likes: Final[dict[Any, Like]] = {}
        self._kinds: dict[tuple[Any, ...], Kinds] = {}
        self._derived: dict[tuple[Any, ...], Derived] = {}
        self._signatures: dict[tuple[Any, ...], Signature | None] = {}
        self._equal: dict[Signature, Signature] = {}
        self._closures: dict[tuple[date, Leaf], Judge] = {}
        self._truths: dict[tuple[int, date], tuple[tuple[Leaf, ...], Truths]] = {}

    def derive(self, group: Group, cells: tuple[str, ...], day: date) -> Derived:
        """What the cells of a combination come to: texts of the keys, then of the slots of parties."""
        key = (group.name, cells, day if group.dated else None)
        day = self.today if group.by_its_day else day
        if key not in self._derived:
            same = group.same(dict(zip(group.names, cells, strict=True)))
            standing = (group.name, tuple(same.values()), key[2])
            if standing not in self._derived:
                self._derived[standing] = group.derive(same, day)
            self._derived[key] = self._derived[standing]
        return self._derived[key]

    def kinds(self, group: Group, day: date, wanted: Wanted) -> Kinds:
        """The signatures of ``group`` that have come up on ``day``."""
        return self._kinds.setdefault((group.name, day, bool(wanted.questions)), Kinds())

    def signature(self, group: Group, cells: tuple[str, ...], day: date, wanted: Wanted) -> Signature | None:
        """What the cells come to on ``day``, one object for all that are equal; None where the contract refuses them."""
        key = (group.name, cells, day, bool(wanted.questions))
        if key not in self._signatures:
            derived = self.derive(group, cells, day)
            standing = (id(derived), *key[2:])
            if standing not in self._signatures:
                self._signatures[standing] = self._signature(group, derived, day, wanted)
            self._signatures[key] = self._signatures[standing]
        return self._signatures[key]

    def _signature(self, group: Group, derived: Derived, day: date, wanted: Wanted) -> Signature | None:
        if derived.wrong:
            return None
        truths = self.truths(wanted.leaves, derived, day)
        is_open = (
            [
                leaf
                for leaf, truth in zip(wanted.leaves, truths, strict=True)
                if truth is None and leaf in wanted.questions
            ]
            if wanted.questions
            else []
        )
        extras = tuple(derived.facts.get(name) for name in group.extras)
        found = Signature(truths, self.asks(is_open, derived), extras)
        return self._equal.setdefault(found, found)

    def truths(self, leaves: tuple[Leaf, ...], derived: Derived, day: date) -> tuple[Truth, ...]:
        """The truth of each leaf for the facts of a combination."""
        key = (id(leaves), day)
        if key not in self._truths:  # the leaves are kept, so that nothing else gets their identity
            self._truths[key] = (leaves, Truths(leaves, day, partial(self._closure, day=day)))
        return self._truths[key][1].of(derived.facts)

    def asks(self, leaves: Iterable[Leaf], derived: Derived) -> tuple[Any, ...]:
        """What open leaves ask for, and the fields where it is answered: how answers would settle them."""
        assert derived.case is not None
        found: list[Any] = []
        for leaf in leaves:
            key = question_key(leaf, derived.facts)
            found.append(
                (leaf, key, *(self._fields(fact, derived.case) for fact in key if isinstance(fact, str)))
            )
        return tuple(found)

    def _fields(self, fact: str, case: Case) -> tuple[str, ...]:
        asked = MissingFact(fact, Message("question", ""), (), "")
        return tuple(field.name for field in fields_of(asked, case))

    def _closure(self, leaf: Leaf, day: date) -> Judge:
        key = (day, leaf)
        if key not in self._closures:
            self._closures[key] = closure(leaf, day)
        return self._closures[key]
