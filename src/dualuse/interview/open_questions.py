"""Where an interview stands: all items judged on what is known, and the fields that can still move the range.

A field is open where an undecided rule waits for it that can lift the outcome above what is certain already, and,
where the person does not know some facts, only where it helps without them. Nothing that matters is left out. A
field too many is possible where the same fact stands in several rules, since these are taken as independent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.fields import Field, fields_of
from dualuse.engine.direct_export import DIRECT_EXPORT, ways_to
from dualuse.engine.levers import Leaves, Lever, Levers, levers, moving
from dualuse.engine.missing import (
    MissingFact,
    facts_waited_for,
    missing_facts,
)
from dualuse.engine.outcome import judge_item
from dualuse.engine.wanted_facts import ASKED_FIRST, NARROWER, narrowing_questions
from dualuse.i18n import Message
from dualuse.interview.places import value_at
from dualuse.interview.state import Interview
from dualuse.law.language.logic import Flag, Leaf, Truth, evaluate
from dualuse.law.language.provision import Effect
from dualuse.schema.reading.validation import checked_transaction


def judged(state: Interview) -> JudgedItems:
    """Judge the transaction as it is known."""
    transaction = checked_transaction(dict(state.transaction), state.day)
    known = facts_of_transaction(transaction, state.day, rules=state.rules)
    return JudgedItems(transaction, known, tuple(judge_item(facts, state.day) for facts in known.items))


def certain(state: Interview, standing: JudgedItems, index: int) -> Effect:
    """The least that is certain already: what cannot lift the outcome above it is of no interest."""
    return standing.outcomes[index].low if state.every_item else standing.low


def open_fields(
    state: Interview, standing: JudgedItems, unknown: Collection[str] = ()
) -> Iterator[tuple[int, tuple[Field, ...]]]:
    """Per item the fields whose answers can still move the range, most severe item first, in the order of the law.

    ``unknown``: places whose answer cannot be had. They are left out, and so is what matters only together with them.
    """
    several = [
        index
        for index, outcome in enumerate(standing.outcomes)
        if outcome.high > max(outcome.low, certain(state, standing, index))
    ]
    several.sort(key=lambda index: (-standing.outcomes[index].high, index))
    # Items hold each other's high end only where some answers cannot be had; otherwise each is looked at when needed.
    together = bool(unknown) and not state.every_item
    is_first_unknown = any(_is_asked_first(place) for place in unknown)
    for group in [tuple(several)] if together else [(index,) for index in several]:
        items = _items(state, standing, group, unknown)
        moved = moving([(index, item.levers) for index, item in items.items()], standing.low)
        for index, item in items.items():
            fields = item.fields(lever for position, lever in moved if position == index)
            if is_first_unknown or any(field.name in ASKED_FIRST for field in fields):
                fields = _first_asked(fields, standing, index)
            if fields:
                yield index, fields


def _is_asked_first(place: str) -> bool:
    return place in ASKED_FIRST or (place.startswith("parties[") and place.endswith(".country"))


def _first_asked(fields: tuple[Field, ...], standing: JudgedItems, index: int) -> tuple[Field, ...]:
    """Those that the answer names as missing, with what waits for them there: in which country a party is, and which way items take,
    comes before what only that could bring in."""
    case = standing.case(index)
    settles: dict[str, set[str]] = {}
    for fact in missing_facts(standing.outcomes[index], case.facts):
        for field in fields_of(fact, case):
            settles.setdefault(field.name, set()).update(field.settles)
    return tuple(
        replace(field, settles=tuple(cited for cited in field.settles if cited in settles[field.name]))
        for field in fields
        if field.name in settles
    )


def _items(
    state: Interview, standing: JudgedItems, group: Iterable[int], unknown: Collection[str]
) -> dict[int, _Item]:
    """The items of a group; lines of which the same is known share what follows from it."""
    items: dict[int, _Item] = {}
    for index in group:
        facts = standing.known.items[index]
        alone = any(place.startswith(f"items[{index}].") for place in unknown)
        twin = None if alone else next((item for item in items.values() if item.shared == facts), None)
        items[index] = _Item(state, standing, index, unknown, alone, twin.levers if twin else None)
    return items


class _Item:
    """An item that can still move the range; ``shared``: its facts, where other items may share its levers."""

    def __init__(
        self,
        state: Interview,
        standing: JudgedItems,
        index: int,
        unknown: Collection[str],
        alone: bool,
        known: Levers | None,
    ) -> None:
        self._facts = standing.known.items[index]
        self._outcome = standing.outcomes[index]
        self._case = standing.case(index)
        self._unknown = unknown
        self._truths: dict[Leaf, Truth] = {}
        self._had: dict[Leaf, bool] = {}
        self.shared: Final = None if alone else self._facts
        low = certain(state, standing, index)
        self.levers: Final = known or levers(self._outcome, low, self._truth, self._open_leaf)

    def _truth(self, leaf: Leaf) -> Truth:
        if isinstance(leaf, Flag):
            return self._facts.get(leaf.fact)
        if leaf not in self._truths:
            self._truths[leaf] = evaluate(leaf, self._facts, self._case.day)
        return self._truths[leaf]

    def _open_leaf(self, leaf: Leaf, target: bool) -> Leaves | None:
        """The leaf where its answer can be had; of the direct export of a transfer, what helps to decide that."""
        if not self._unknown:
            return (leaf,)
        if isinstance(leaf, Flag) and leaf.fact in DIRECT_EXPORT:
            return ways_to(leaf.fact, target, self._facts, self._case.day, self._open_leaf)
        if leaf not in self._had:
            self._had[leaf] = bool(self._fields([("", (leaf,))]))
        return (leaf,) if self._had[leaf] else None

    def fields(self, levers: Iterable[Lever]) -> tuple[Field, ...]:
        """The fields that levers lead to, each once."""
        return self._fields((lever.citation, lever.leaves) for lever in levers)

    def _fields(self, groups: Iterable[tuple[str, Iterable[Leaf]]]) -> tuple[Field, ...]:
        fields: dict[str, Field] = {}
        for fact in facts_waited_for(groups, self._facts):
            for field in fields_of(self._as_answered(fact), self._case):
                if field.place in self._unknown:
                    continue
                before = fields.get(field.place)
                settles = (*(before.settles if before else ()), *field.settles)
                fields[field.place] = replace(before or field, settles=tuple(dict.fromkeys(settles)))
        return tuple(fields.values())

    def _as_answered(self, fact: MissingFact) -> MissingFact:
        """A question for narrower codes names the lists that the answer names, also where fewer rules can still be moved."""
        if fact.question.code != NARROWER:
            return fact
        return replace(fact, question=self._narrowing.get(fact.fact, fact.question))

    @cached_property
    def _narrowing(self) -> dict[str, Message]:
        return narrowing_questions(self._outcome, self._facts)


def is_narrowing(state: Interview, field: Field) -> bool:
    """Whether the field asks for narrower codes, or more digits, than those that stand there."""
    return field.name in ("items.entries", "items.cn_code") and bool(value_at(state.transaction, field.place))
