"""A transaction whose answer changed with the law between two days.

The search is driven by what changed: a transaction that a provision reaches which began or ended, one for a place that
a list took in or let go, one in a State that took up an option. What is found is judged with ``check`` on both days and
made as short as it can be with the same answers. That none is found is no proof that there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeAlias

from dualuse.assessment.check import check
from dualuse.assessment.facts import facts_of_transaction
from dualuse.engine.changes import LawChanges, OptionChange, RuleChange
from dualuse.engine.outcome import judge_item
from dualuse.engine.reason_sentences import question_of
from dualuse.i18n import Message, render
from dualuse.inputs.problems import InputError
from dualuse.law.collection import Law, law_as_of
from dualuse.law.language.logic import AnyCode, Condition, InPlaces, facts_of, leaves
from dualuse.law.language.provision import Effect, Provision, Relief
from dualuse.law.measures.goods.lists import ASKED_OF_GOODS, GoodsList
from dualuse.law_changes.example_transactions import (
    Choice,
    Frame,
    transaction_of,
    transactions_for,
)
from dualuse.schema.determination import Determination
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Transaction

_PER_RULE: Final = 6
_PER_PLACE_AND_RULE: Final = 3
_MOST: Final = 600
"""Transactions tried at most."""
_ROUNDS: Final = 3
"""Times that open questions are answered, since an answer may open another one."""
_SHORTENED: Final = 4
"""Of the transactions found the shortest so many are shortened, and the shortest of them is shown."""

Classified: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """A transaction (without its date) and the intervals of its answers on the two days, which differ.

    ``classified`` is set where its entry came with the later edition of Annex I: the entries of the same item under the
    earlier edition, if nothing else listed it there (none), and under the later one.
    """

    transaction: dict[str, Any]
    ranges: tuple[tuple[Effect, Effect], tuple[Effect, Effect]]
    classified: Classified | None = None

    @property
    def settled(self) -> bool:
        """Whether both answers are final."""
        return all(low == high for low, high in self.ranges)


class Search:
    """The search for a transaction whose answer changed."""

    def __init__(self, earlier: date, later: date) -> None:
        self._earlier = earlier
        self._later = later
        self.tried = 0
        self._ranges: dict[tuple[str, date], tuple[Effect, Effect] | None] = {}

    def case_of(self, changes: LawChanges) -> Found | None:
        """The shortest transaction found, one with settled answers before any other; None where none was found."""
        cases: list[Found] = []
        seen: set[str] = set()
        for transaction in self._candidates(changes):
            if self.tried == _MOST:
                break
            if repr(transaction) in seen:
                continue
            seen.add(repr(transaction))
            self.tried += 1
            changed = self._changed(self._settled(transaction))
            if changed is not None:
                cases.append(changed)
        if not cases:
            return self._newly_listed(changes)
        best = sorted(cases, key=_preference)[:_SHORTENED]
        return min((self._shortened(case) for case in best), key=_preference)

    def witness_of(self, change: OptionChange) -> Found | None:
        """A transaction that the option of a Member State reaches, and whose answer changed with it.

        What the State did on the other day may not be known: then that answer is open, and milder at its mild end.
        """
        cases: list[Found] = []
        for transaction in self._for_option(change):
            self.tried += 1
            changed = self._changed(self._settled(transaction))
            if changed is not None and _asks_for_more(changed, on_later=change.after is True):
                cases.append(changed)
        best = sorted(cases, key=_preference)[:_SHORTENED]
        return min((self._shortened(case) for case in best), key=_preference, default=None)

    def _candidates(self, changes: LawChanges) -> Iterator[dict[str, Any]]:
        for rule in changes.rules:
            yield from self._for_rule(rule)
        yield from self._for_places(changes)

    def _for_rule(self, change: RuleChange) -> Iterator[dict[str, Any]]:
        for rule, day in ((change.before, self._earlier), (change.after, self._later)):
            choice = Choice(day, customs_codes=change.goods.codes)
            for conditions in _conditions(rule, law_as_of(day)):
                yield from transactions_for(conditions, choice, Frame(self._earlier), _PER_RULE)

    def _for_places(self, changes: LawChanges) -> Iterator[dict[str, Any]]:
        for change in changes.places:
            for day, truth in ((self._earlier, change.before), (self._later, change.after)):
                if truth is False:
                    continue
                law, choice = law_as_of(day), Choice(day, (change.place,))
                rules: tuple[Provision | Relief, ...] = (*law.provisions, *law.reliefs)
                for rule in rules:
                    if _asks_places(rule.when, change.places.key):
                        for conditions in _conditions(rule, law):
                            made = transactions_for(
                                conditions, choice, Frame(self._earlier), _PER_PLACE_AND_RULE
                            )
                            yield from (
                                transaction for transaction in made if _concerns(transaction, change.place)
                            )

    def _for_option(self, change: OptionChange) -> Iterator[dict[str, Any]]:
        law, frame = law_as_of(self._later), Frame(self._earlier, change.state, options_known=True)
        name = f"option.{change.name}"
        for provision in law.provisions:
            if any(fact == name or fact.startswith(f"{name}.") for fact in facts_of(provision.when)):
                made = transactions_for((provision.when,), Choice(self._later), frame, _PER_RULE)
                on_list = change.option.items == "national_list"
                yield from (
                    _on_the_national_list(transaction) if on_list else transaction for transaction in made
                )

    def answers(self, case: Found) -> tuple[Determination, Determination]:
        """The whole answers to the transaction found, on the two days."""
        before = self._judged(_as_classified(case.transaction, case.classified, 0), self._earlier)
        after = self._judged(_as_classified(case.transaction, case.classified, 1), self._later)
        assert before is not None
        assert after is not None
        return before, after

    def _judged(self, transaction: dict[str, Any], day: date, language: str = "en") -> Determination | None:
        """None where the transaction cannot be judged on that day: its code is not in the edition."""
        checked = _checked(transaction, day)
        return None if checked is None else check(checked, language=language, screener=None)

    def _range(self, transaction: dict[str, Any], day: date) -> tuple[Effect, Effect] | None:
        """The interval of the answer alone: thousands of transactions are tried, some again, and few are shown."""
        key = (repr(transaction), day)
        if key not in self._ranges:
            self._ranges[key] = _interval(transaction, day)
        return self._ranges[key]

    def _settled(self, transaction: dict[str, Any]) -> dict[str, Any]:
        """With "no" to the questions about annexes and places that are still open on one of the days."""
        for _ in range(_ROUNDS):
            days = [day for day in (self._earlier, self._later) if _is_open(self._range(transaction, day))]
            judged = (self._judged(transaction, day) for day in days)
            asked = {
                missing.fact
                for answer in judged
                if answer is not None
                for missing in answer.missing
                if missing.fact.startswith(("covered.", "place.", ASKED_OF_GOODS))
            }
            if not asked:
                break
            answers = {**transaction.get("answers", {}), **dict.fromkeys(sorted(asked), False)}
            transaction = {**transaction, "answers": answers}
        return transaction

    def _changed(self, transaction: dict[str, Any], classified: Classified | None = None) -> Found | None:
        before = self._range(_as_classified(transaction, classified, 0), self._earlier)
        after = self._range(_as_classified(transaction, classified, 1), self._later)
        if before is None or after is None or before == after:
            return None
        return Found(transaction, (before, after), classified)

    def _is_answered_as(self, case: Found, transaction: dict[str, Any]) -> bool:
        """Whether ``transaction``, its item classified as that of ``case``, has the intervals of ``case`` on both days."""
        return all(
            self._range(_as_classified(transaction, case.classified, which), day) == interval
            for which, (day, interval) in enumerate(
                zip((self._earlier, self._later), case.ranges, strict=True)
            )
        )

    def _shortened(self, case: Found) -> Found:
        """Without every field that neither answer rests on; what is left depends on the order, so two are tried."""
        paths = [path for path in _paths(case.transaction) if case.classified is None or path != _ENTRIES]
        return min((self._left(case, order) for order in (paths, paths[::-1])), key=_preference)

    def _left(self, case: Found, paths: list[tuple[str | int, ...]]) -> Found:
        for path in paths:
            shorter = _without(case.transaction, path)
            if shorter is not case.transaction and self._is_answered_as(case, shorter):
                case = replace(case, transaction=shorter)
        return case

    def questions(self, case: Found, language: str) -> dict[str, str]:
        """The questions that the answers of the transaction found answer, as either day asks them."""
        asked: dict[str, str] = {}
        for name in case.transaction.get("answers", ()):
            without = _without(case.transaction, ("answers", name))
            for day in (self._later, self._earlier):
                judged = self._judged(without, day, language)
                asked |= (
                    {missing.fact: missing.question for missing in judged.missing if missing.fact == name}
                    if judged
                    else {}
                )
            if name not in asked:  # asked only once other fields are filled
                asked[name] = render(self._question_of(name), language)
        return asked

    def _question_of(self, name: str) -> Message:
        """The question that the answer ``name`` answers, as the law of either day words it."""
        if name.startswith(ASKED_OF_GOODS):
            rules = (*law_as_of(self._later).provisions, *law_as_of(self._earlier).provisions)
            return next(
                question
                for rule in rules
                for leaf in leaves(rule.when)
                if isinstance(leaf, AnyCode) and isinstance(leaf.codes, GoodsList)
                if leaf.codes.fact_of(name.rpartition(":")[2]) == name
                if (question := leaf.codes.question(name)) is not None
            )
        return question_of(name)

    def _newly_listed(self, changes: LawChanges) -> Found | None:
        """An export whose item has an entry of its own on the later day only: the same item, classified differently."""
        for change in changes.annex_i.came if changes.annex_i is not None else ():
            if len(change.code) == _ENTRY:
                self.tried += 1
                transaction = transaction_of(
                    {"destination": "PK", "item.entries": (change.code,)}, Frame(self._earlier)
                )
                assert transaction is not None
                case = self._changed(transaction, ((), (change.code,)))
                if case is not None:
                    return self._shortened(case)
        return None


_ENTRIES: Final = ("items", 0, "entries")
_ENTRY: Final = 5
"""Length of the code of an entry, such as 5A001."""


def _asks_for_more(case: Found, on_later: bool) -> bool:
    """Whether the law asks for more on the later day (or on the earlier one), at the mild end of what is possible."""
    (before, _), (after, _) = case.ranges
    return after > before if on_later else before > after


def _checked(transaction: dict[str, Any], day: date) -> Transaction | None:
    """The transaction as one of a day; None where its code is not in the edition of that day."""
    try:
        return checked_transaction({**transaction, "date": day.isoformat()}, day)
    except InputError as error:
        if any(problem.what.code != "code_unknown" for problem in error.problems):
            raise  # a transaction that is made up must be well formed
        return None


def _interval(transaction: dict[str, Any], day: date) -> tuple[Effect, Effect] | None:
    """None where the transaction cannot be judged on that day."""
    checked = _checked(transaction, day)
    if checked is None:
        return None
    outcomes = [judge_item(facts, day) for facts in facts_of_transaction(checked, day).items]
    return max(outcome.low for outcome in outcomes), max(outcome.high for outcome in outcomes)


def _is_open(interval: tuple[Effect, Effect] | None) -> bool:
    return interval is not None and interval[0] != interval[1]


def _on_the_national_list(transaction: dict[str, Any]) -> dict[str, Any]:
    """The same item, on the State's own list as a person says: what the list holds may not be at hand."""
    item = {name: value for name, value in transaction["items"][0].items() if name != "national_entries"}
    answers = {**transaction.get("answers", {}), "item.national_own": True}
    return {**transaction, "items": [item], "answers": answers}


def _as_classified(transaction: dict[str, Any], classified: Classified | None, which: int) -> dict[str, Any]:
    if classified is None:
        return transaction
    item = {**transaction["items"][0], "entries": list(classified[which])}
    return {**transaction, "items": [item]}


def _conditions(rule: Provision | Relief | None, law: Law) -> Iterator[tuple[Condition, ...]]:
    """What must hold for ``rule`` to bear on an answer; of a relief with each provision that it names."""
    if isinstance(rule, Provision):
        yield (rule.when,)
    elif isinstance(rule, Relief):
        for provision in law.provisions:
            if provision.citation in rule.of:
                yield rule.when, provision.when


def _concerns(transaction: dict[str, Any], place: str) -> bool:
    parties = [party["country"] for party in transaction["parties"]]
    return place in (transaction["destination"], transaction.get("purchasing_country"), *parties)


def _asks_places(condition: Condition, key: str) -> bool:
    return any(isinstance(leaf, InPlaces) and leaf.places.key == key for leaf in leaves(condition))


def _preference(case: Found) -> tuple[bool, bool, int]:
    """Settled answers first, then an export, then what is short."""
    return not case.settled, case.transaction["activity"] != "export", _size(case.transaction)


def _size(value: Any) -> int:
    """The number of values that are written down."""
    if isinstance(value, dict):
        return sum(1 + _size(inner) for inner in value.values())
    return sum(_size(inner) for inner in value) if isinstance(value, list) and value else 1


def _paths(transaction: dict[str, Any]) -> list[tuple[str | int, ...]]:
    """What could be left out: groups of fields first, then the fields of each group."""
    whole: list[tuple[str | int, ...]] = [
        (name,) for name in transaction if name not in ("items", "activity")
    ]
    parts: list[tuple[str | int, ...]] = [
        (name, inner) for name, group in transaction.items() if isinstance(group, dict) for inner in group
    ]
    parts += [("items", 0, name) for name in transaction["items"][0] if name != "entries"]
    parts += [("parties", 0, name) for name in (transaction.get("parties") or [{}])[0] if name != "role"]
    return [*whole, *parts, _ENTRIES]


def _without(value: Any, path: tuple[str | int, ...]) -> Any:
    """``value`` without what stands at ``path``, itself where nothing stands there; what lies beside the path is shared."""
    step, rest = path[0], path[1:]
    if isinstance(value, dict) and step in value:
        if not rest:
            return {name: inner for name, inner in value.items() if name != step}
        inner = _without(value[step], rest)
        return value if inner is value[step] else {**value, step: inner}
    if isinstance(value, list) and isinstance(step, int) and step < len(value) and rest:
        inner = _without(value[step], rest)
        return value if inner is value[step] else [*value[:step], inner, *value[step + 1 :]]
    return value
