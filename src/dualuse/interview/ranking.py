"""Which question comes next: of what can still move the outcome, what settles most for the least trouble.

This is an estimate: each of the likelier candidates is tried with typical answers, the facts are derived
again, and what then remains open is measured. Of places and codes one typical answer stands for each of the
larger groups that the law treats alike; its weight says how often it is to be expected (most exporters know
of no use of concern). They only order the questions; whether one is asked at all is decided in
``open_questions``. Where a use of concern comes next, the likeliest of those that are asked about does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.fields import FIELDS, Field
from dualuse.engine.compiled import CompiledProvision, compiled_law
from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.missing import likelier_uses_first
from dualuse.engine.outcome import least_in_cases, provision_ends
from dualuse.interview.open_questions import certain, judged, open_fields
from dualuse.interview.places import value_at, with_value
from dualuse.interview.state import Interview
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.stated_facts import CONSIGNEES_IN, FIRST_STOP
from dualuse.law.language.logic import Facts
from dualuse.law.language.provision import Effect
from dualuse.schema.transaction import Transaction

TRIED: Final = 8
"""Candidates that are tried with typical answers; the others come after them."""

COSTS: Final[dict[str, float]] = {"exporter": 1.0, "end_user": 1.5, "lawyer": 2.0, "authority": 3.0}
"""How much trouble an answer is, by who must give it."""

_WIDTH: Final = 4.0
"""What a step of the range weighs against a field that is still open."""


def best_field(state: Interview) -> Field | None:
    """The field to ask for next; None where nothing is open, or nothing that the person may know."""
    standing = judged(state)
    sooner = _open_as_usual(state)
    last: tuple[int, tuple[Field, ...]] | None = None
    for index, fields in open_fields(state, standing, state.unknown):
        of_usual = fields if sooner is None else tuple(row for row in fields if row.place in sooner)
        if of_usual:
            return _best(state, standing, index, of_usual)
        last = last or (index, fields)
    return _best(state, standing, *last) if last else None


def comes_last(state: Interview, place: str) -> bool:
    """Whether the question at ``place`` matters only if what is done, or how, is not as usual, which the
    person does not know."""
    sooner = _open_as_usual(state)
    return sooner is not None and place not in sooner


_HOW: Final = ("activity", "manner")
"""What whole groups of questions hang on, such as the conditions of a fair."""


def _open_as_usual(state: Interview) -> frozenset[str] | None:
    """The places that would still be open if what the person does not know of :data:`_HOW` were as usual;
    None where that is known."""
    unknown = [place for place in _HOW if place in state.unknown]
    if not unknown:
        return None
    usual = dict(state.transaction)
    for place in unknown:
        usual = with_value(usual, place, _USUAL[place][0])
    supposed = replace(state, transaction=usual)
    rows = open_fields(supposed, judged(supposed), state.unknown)
    return frozenset(field.place for _, fields in rows for field in fields)


def _best(state: Interview, standing: JudgedItems, index: int, fields: tuple[Field, ...]) -> Field:
    by_weight = sorted(fields, key=lambda field: (-len(field.settles) / COSTS[field.asked_of], _order(field)))
    tried = by_weight[:TRIED]
    if len(tried) == 1:
        return tried[0]
    trial = Trial(state, standing, index)
    # It is an estimate: gains that are less than about one fact apart are equal, and what more rules wait for
    # goes first.
    best = min(tried, key=lambda field: (-round(trial.gain(field)), tried.index(field)))
    in_order = [best, *(field for field in by_weight if field is not best)]
    return likelier_uses_first(in_order, _fact)[0]


def _fact(field: Field) -> str:
    return field.name.replace("items.", "item.", 1)


_POSITIONS: Final = {name: position for position, name in enumerate(FACTS)}


def _order(field: Field) -> int:
    return _POSITIONS.get(_fact(field), len(_POSITIONS))


class Trial:
    """Tries answers on one item: derives its facts again and measures what then remains open."""

    def __init__(self, state: Interview, standing: JudgedItems, index: int) -> None:
        outcome = standing.outcomes[index]
        self._day = state.day
        self._rules_of_program = state.rules
        self._index = index
        self._whole = state.transaction
        self._item_alone = {**state.transaction, "items": [state.transaction["items"][index]]}
        self._facts = standing.known.items[index]
        self._certain = max(outcome.low, certain(state, standing, index))
        self._rules = tuple(
            _OpenRule(judged.rule, self._facts)
            for judged in outcome.provisions
            if judged.high > self._certain
        )
        self._before = self._open(self._facts)

    def gain(self, field: Field) -> float:
        """How much less is open after an answer, on the mean over typical ones, for its trouble."""
        if field.item not in (None, self._index) or value_at(self._whole, field.place) is not None:
            return 0.0
        place = field.place.replace(f"items[{self._index}]", "items[0]", 1)
        left = sum(
            weight * self._open(self._facts_with(place, value))
            for weight, value in typical_answers(field, self._day)
        )
        return (self._before - left) / COSTS[field.asked_of]

    def _facts_with(self, place: str, value: Any) -> Facts:
        transaction = Transaction.model_validate(with_value(self._item_alone, place, value))
        return facts_of_transaction(transaction, self._day, rules=self._rules_of_program).items[0]

    def _open(self, facts: Facts) -> float:
        """Steps of the range, and facts that undecided rules still wait for; 0 where the outcome is final."""
        before = self._facts
        changed = {name for name, value in facts.items() if before.get(name) != value}
        in_question = set(compiled_law(self._day).relevant.rules(facts))
        ends = [rule.ends(facts, changed) for rule in self._rules if rule.rule in in_question]
        low = max((self._certain, *(least for least, _, _ in ends)))
        high = max((self._certain, *(most for _, most, _ in ends)))
        if low < high:
            low = min(high, least_in_cases(facts, self._day, low))
        if low == high:
            return 0.0
        waiting = {name for _, most, names in ends if most > low for name in names}
        open_facts = [
            name
            for name in waiting
            if facts.get(name) is None
            and (name not in _MATTERS_WITH or any(map(facts.get, _MATTERS_WITH[name])))
        ]
        return _WIDTH * (high - low) + len(open_facts)


_MATTERS_WITH: Final = {
    "circumstances.onward_to_destination": (CONSIGNEES_IN, FIRST_STOP),
    "circumstances.consignee_accepted": (CONSIGNEES_IN,),
}
"""Facts that are asked for only where one of others holds something."""


class _OpenRule:
    """A provision that is not decided, with what it contributes as long as none of its facts changes."""

    def __init__(self, rule: CompiledProvision, facts: Facts) -> None:
        self.rule: Final = rule
        self._names = {ANSWERS, *rule.facts}
        self._unchanged = provision_ends(rule, facts)

    def ends(self, facts: Facts, changed: set[str]) -> tuple[Effect, Effect, tuple[str, ...]]:
        if self._names.isdisjoint(changed):
            return self._unchanged
        return provision_ends(self.rule, facts)


Weighted = tuple[float, Any]

_LEVELS: Final[tuple[Weighted, ...]] = ((0.8, "none"), (0.1, "suspects"), (0.07, "aware"), (0.03, "informed"))
_PLACES: Final[tuple[Weighted, ...]] = (
    (0.3, "VN"),  # named by no list
    (0.25, "US"),  # EU001
    (0.15, "BR"),  # some other general authorisations
    (0.1, "CN"),  # arms embargo, partly open
    (0.1, "FR"),  # in the Union
    (0.05, "IR"),  # arms embargo and measures
    (0.05, "RU"),  # everything listed is forbidden
)
_CODES: Final[tuple[Weighted, ...]] = (
    (0.4, []),
    (
        0.35,
        ["1A002.b"],
    ),  # more than half of the provisions: no list of a general authorisation singles them out
    (0.1, ["1E001"]),  # technology
    (0.1, ["0C001"]),  # Section I of Annex II
    (0.05, ["0B001"]),  # Annex IV
)
_MEMBER_STATES: Final[tuple[Weighted, ...]] = ((0.4, "DE"), (0.3, "FR"), (0.3, "PL"))
_YES_OR_NO: Final[tuple[Weighted, ...]] = ((0.5, True), (0.5, False))
_ON_A_LIST: Final[tuple[Weighted, ...]] = ((0.1, True), (0.9, False))
_FIXED: Final[dict[str, tuple[Weighted, ...]]] = {
    "destination": _PLACES,
    "purchasing_country": _PLACES,
    "parties.country": _PLACES,
    "parties.name": ((1.0, "-"),),
    "exporter.country": _MEMBER_STATES,
    "dispatched_from": _MEMBER_STATES,
    "located_in": _MEMBER_STATES,
    "items.entries": _CODES,
    "items.national_entries": ((1.0, []),),
    "items.value": ((0.5, "1"), (0.5, "1000000")),
    "items.currency": ((1.0, "EUR"),),
    "items.quantity": ((1.0, "1"),),
    "items.unit": ((1.0, "piece"),),
    "items.cn_code": ((0.4, "84713000"), (0.4, "73181500"), (0.2, "09012100")),
    "items.cyber_surveillance": ((0.2, True), (0.8, False)),
    "circumstances.free_zone": ((0.1, True), (0.9, False)),
}
_USUAL: Final[dict[str, tuple[str, float]]] = {
    "activity": ("export", 0.6),
    "manner": ("permanent", 0.7),
    "parties.service": ("none", 0.7),
    "items.kind": ("goods", 0.7),
}


def typical_answers(field: Field, day: date) -> tuple[Weighted, ...]:
    """Answers to try at ``field``, with their weights, which sum to one."""
    if field.name in _FIXED:
        return _FIXED[field.name]
    if field.name.startswith("authority_decisions"):
        adverse_result = "prohibited" if field.place.endswith("7(1)") else "required"
        results = ((0.1, adverse_result), (0.9, "not_required"))
        return tuple((weight, {"result": result, "date": day.isoformat()}) for weight, result in results)
    if field.name.startswith("knowledge."):
        return _LEVELS
    if field.name.startswith("covered."):
        return _ON_A_LIST
    named = FIELDS.get(field.name) or FACTS.get(field.name)
    return _choice(field.name, tuple(named.values)) if named and named.values else _YES_OR_NO


def _choice(name: str, values: tuple[str, ...]) -> tuple[Weighted, ...]:
    usual, weight = _USUAL[name]
    rest = (1 - weight) / (len(values) - 1)
    return tuple((weight if value == usual else rest, value) for value in values)
