"""The state of an interview: a transaction as far as it is known, and what was asked, in order.

Everything here is a pure function of frozen data, so that a web page may keep the state as JSON between two requests
and a file may resume it days later. Going back takes the last step back exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from dualuse.assessment.check import check
from dualuse.assessment.listed.evidence import PartyScreener
from dualuse.assessment.listed.installed import InstalledLists
from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.interview.places import (
    DECISIONS,
    EVERYBODY,
    adds_party,
    path_of,
    pruned,
    value_at,
    with_value,
    without_value,
)
from dualuse.law.eu_2021_821.control_list import normal_code
from dualuse.law.eu_2021_821.control_list.codes import is_under
from dualuse.law.measures.goods.lists import narrowed
from dualuse.schema.customs_code import customs_code
from dualuse.schema.determination import Configuration, Determination
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.rules import RULES, Rules
from dualuse.schema.transaction import Transaction

DESCRIPTION: Final = "description"
ACTIVITY: Final = "activity"


def entries_beside(place: str) -> str:
    """The place of the entries of the item that a field, such as its description, is of."""
    return f"{place.rpartition('.')[0]}.entries"


@dataclass(frozen=True, slots=True)
class Step:
    """A question that was answered, or that the person does not know (``unknown``).

    ``before``: what stood at the place (the wider codes, the activity first stated); ``added``: the answer named the party, as a rule the end user.
    """

    place: str
    unknown: bool = False
    before: tuple[str, ...] | None = None
    added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """A transaction as plain data (the fields of the contract) and the steps that were taken.

    ``day``: the day whose law applies where the transaction has no date. ``every_item``: go on until each item is
    settled; otherwise until the transaction as a whole is. ``rules``: of this program, as a house tightens them. ``searched``:
    in which words Annex I was searched for an item last, by the place of its entries: no statement, and no step.
    """

    transaction: Mapping[str, Any]
    steps: tuple[Step, ...]
    day: date
    every_item: bool = False
    rules: Rules = RULES
    searched: Mapping[str, str] = field(default_factory=dict)

    @property
    def answered(self) -> tuple[str, ...]:
        """Places that were answered, in order."""
        return tuple(step.place for step in self.steps if not step.unknown)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Places whose last answer was "I don't know"."""
        last = {step.place: step.unknown for step in self.steps}
        return tuple(place for place, unknown in last.items() if unknown)


def start(
    transaction: Mapping[str, Any] | Transaction | None = None,
    *,
    today: date | None = None,
    every_item: bool | None = None,
    rules: Rules = RULES,
) -> Interview:
    """Begin an interview, or take up one that :func:`saved` wrote.

    Args:
        transaction: what is known so far, the fields of the contract; nothing at all by default.
        today: the day whose law applies where the transaction has no date of its own; default today.
        every_item: settle each item, not only the transaction as a whole; default as saved, else no.
        rules: of this program: the age from which a decision of an authority is asked about.

    Raises:
        InputError: the transaction is malformed, or its record names places where nothing is asked.
    """
    today = today or date.today()
    if not isinstance(transaction, Transaction):
        transaction = {"items": [{}], **(transaction or {})}
    checked = checked_transaction(transaction, today)
    record = checked.interview
    steps = tuple(
        Step(step.place, step.unknown, None if step.before is None else tuple(step.before), step.added)
        for step in (record.steps if record else ())
    )
    for step in steps:
        path_of(step.place)
        replaces = step.place == ACTIVITY or step.place.endswith((".entries", ".cn_code"))
        if (step.before is not None and not replaces) or (
            step.added and not step.place.startswith("parties[")
        ):
            text, todo = N_("this step does not fit its place"), N_("Mend the record, or leave it out")
            raise input_error("step_malformed", text, todo, path=step.place)
    wanted = every_item if every_item is not None else bool(record and record.every_item)
    searched = (record.searched if record else None) or {}
    for place in searched:
        path_of(place)
    return Interview(
        transaction=_plain(checked),
        steps=steps,
        day=checked.date or today,
        every_item=wanted,
        rules=rules,
        searched=searched,
    )


def _plain(checked: Transaction) -> dict[str, Any]:
    data = checked.model_dump(mode="json", exclude_none=True, exclude={"interview"})
    return dict(pruned(data))


def answer(state: Interview, fact: str, value: Any) -> Interview:
    """The state after the question at the place ``fact`` was answered with ``value``.

    A value is what the contract takes there: ``True``, ``"AE"``, ``["5A001.f.1"]``, ``[]``. Where codes stand
    already, narrower ones take the place of those they lie under. The activity is asked again where what is stated of the place of
    the items does not fit it (Art. 2(2), 2(7)): the later answer counts; the same one leaves open what was open. A decision of the authority
    is ``{"result": …, "date": …}``.

    Raises:
        InputError: the value does not fit, or nothing is asked at this place.
    """
    before = None
    stands = value_at(state.transaction, fact)
    if value is None:
        raise input_error(
            "value_none", N_("this is no answer"), N_("Answer, or say that you do not know"), path=fact
        )
    if fact.startswith(DECISIONS):
        _check_decision(value, state.day, fact)
    elif fact.endswith(".entries") and stands:
        before = tuple(stands)
        value = _narrowed(before, value, fact)
    elif fact.endswith(".cn_code") and stands:
        before = (stands,)
        value = _with_more_digits(stands, value, fact)
    elif fact == ACTIVITY and stands is not None:
        if value == stands:  # it settles nothing that was not open with it, and is not asked a third time
            return dont_know(state, fact)
        before = (stands,)
    elif stands is not None and fact != EVERYBODY:
        text, todo = N_("this is answered already"), N_("Go back to change the answer")
        raise input_error("already_answered", text, todo, path=fact)
    data = with_value(state.transaction, fact, value)
    step = Step(fact, before=before, added=adds_party(state.transaction, fact))
    checked = checked_transaction(data, state.day)
    return replace(state, transaction=_plain(checked), steps=(*state.steps, step))


def dont_know(state: Interview, fact: str) -> Interview:
    """The state after the person said not to know the answer at the place ``fact``: it is not asked again.

    Raises:
        InputError: nothing is asked at this place.
    """
    path_of(fact)
    return replace(state, steps=(*state.steps, Step(fact, unknown=True)))


def back(state: Interview) -> Interview:
    """The state before the last step; the same state where no step was taken."""
    if not state.steps:
        return state
    *earlier, last = state.steps
    data = state.transaction
    if last.before is not None:
        several = last.place.endswith(".entries")
        data = with_value(data, last.place, list(last.before) if several else last.before[0])
    elif not last.unknown:
        data = without_value(data, last.place, added=last.added)
    state = _searched_as_described(state, last.place)
    return replace(state, transaction=data, steps=tuple(earlier))


def _searched_as_described(state: Interview, place: str) -> Interview:
    """The state in which a description that is taken back stays what the item was searched by."""
    if not place.endswith(f".{DESCRIPTION}"):
        return state
    described = value_at(state.transaction, place)
    return with_search(state, entries_beside(place), described) if described else state


def with_search(state: Interview, place: str, words: str) -> Interview:
    """The state in which it is remembered how Annex I was searched for the item whose entries stand at ``place``."""
    return replace(state, searched={**state.searched, place: words})


def ask_again(state: Interview) -> Interview:
    """The state in which what the person did not know may be asked once more."""
    return replace(state, steps=tuple(step for step in state.steps if not step.unknown))


def determination(
    state: Interview,
    language: str = "en",
    *,
    screener: PartyScreener | InstalledLists | None = None,
    accept_law_age: date | None = None,
    person: str = "",
    configuration: Configuration | None = None,
) -> Determination:
    """What follows from what is known: the same as ``check`` of the transaction; without a ``screener`` nobody is screened."""
    return check(
        state.transaction,
        date_of_law=state.day,
        language=language,
        screener=screener,
        accept_law_age=accept_law_age,
        person=person,
        configuration=configuration,
    )


def saved(state: Interview) -> dict[str, Any]:
    """The state as plain data for JSON or YAML: a transaction that ``check`` reads, and the record of the interview."""
    record: dict[str, Any] = {"steps": [_saved_step(step) for step in state.steps]}
    if state.every_item:
        record["every_item"] = True
    if state.searched:
        record["searched"] = dict(state.searched)
    return {**state.transaction, "interview": record}


def _saved_step(step: Step) -> dict[str, Any]:
    data: dict[str, Any] = {"place": step.place}
    if step.unknown:
        data["unknown"] = True
    if step.before is not None:
        data["before"] = list(step.before)
    if step.added:
        data["added"] = True
    return data


def _narrowed(held: tuple[str, ...], value: Any, place: str) -> list[str]:
    """The codes held, those that ``value`` narrows replaced by the narrower ones."""
    codes = [normal_code(str(code)) or str(code) for code in (value if isinstance(value, list) else [value])]
    for code in codes:
        if not any(is_under(code, wide) and code != wide for wide in held):
            text = N_("{code} does not lie under {codes}")
            todo = N_("Give a narrower code, or go back to change the classification")
            raise input_error("code_not_narrower", text, todo, path=place, code=code[:60], codes=held)
    if not codes:
        raise input_error(
            "code_not_narrower",
            N_("no code is given"),
            N_("Give a narrower code, or say that you do not know"),
            path=place,
        )
    narrower: list[str] = []
    for wide in held:
        narrower += [code for code in codes if is_under(code, wide)] or [wide]
    return narrower


def _with_more_digits(held: str, value: Any, place: str) -> str:
    """The customs code ``value``, which lies under the one held."""
    code = customs_code(str(value)) or str(value)
    if not code.startswith(narrowed(held)) or narrowed(code) == narrowed(held):
        text = N_("{code} does not lie under {codes}")
        todo = N_("Give more digits, or go back to change the code")
        raise input_error("code_not_narrower", text, todo, path=place, code=code[:60], codes=held)
    return code


def _check_decision(value: Any, day: date, place: str) -> None:
    """A decision needs its result and its day; one after the day judged would not count."""
    if not isinstance(value, Mapping) or not {"result", "date"} <= set(value):
        text, todo = N_("the decision is not complete"), N_("Give its result and its day")
        raise input_error("decision_incomplete", text, todo, path=place)
    if str(value["date"]) > day.isoformat():
        text = N_("a decision of {decided} is later than the day judged, {day}, and would not count")
        todo = N_("Check the day, or change the date of the transaction")
        raise input_error(
            "decision_after_day", text, todo, path=place, decided=str(value["date"])[:20], day=day.isoformat()
        )
