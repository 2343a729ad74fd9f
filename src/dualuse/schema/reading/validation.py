"""From plain data to a checked transaction: types first, then codes against the edition of the date.

Every problem names its place and a remedy. Codes are normalised (``5a001f1`` becomes ``5A001.f.1``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from dualuse.i18n import N_
from dualuse.inputs.formats import ASSESSMENT, DETERMINATION, TRANSACTION, refuse_later
from dualuse.inputs.problems import (
    InputError,
    Problem,
    input_error,
    new_problem,
    problem_of,
    suggestion,
)
from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.derived import left_to_a_person
from dualuse.law.measures.goods.lists import ASKED_OF_GOODS
from dualuse.law.measures.not_executed import UNEXECUTED, points
from dualuse.schema.reading.entry_codes import item_with_codes, malformed_codes
from dualuse.schema.reading.limits import MOST_PROBLEMS
from dualuse.schema.reading.malformed import explained, problems_of
from dualuse.schema.reading.plain_data import Document
from dualuse.schema.transaction import Item, Transaction
from dualuse.schema.units import CORRECT_THE_COUNT, COUNT_PARTED, parts_a_count
from dualuse.schema.values import TransactionDay

_DAY: Final = TypeAdapter(TransactionDay)


def transaction_from(document: Document, today: date | None = None) -> Transaction:
    """The checked transaction of a document.

    Raises:
        InputError: with every problem found, each located in its file.
    """
    try:
        return checked_transaction(document.data, today)
    except InputError as error:
        raise InputError(
            problem.located(document.file, document.line(problem.keys)) for problem in error.problems
        ) from None


def checked_transaction(data: Any, today: date | None = None) -> Transaction:
    """A transaction from plain data (a mapping with the fields of the contract, which may name its format).

    Raises:
        InputError: not a mapping, in the format of a later release, unknown fields, malformed values, codes that the edition does not have.
    """
    if isinstance(data, Transaction):
        transaction = data
    elif not isinstance(data, dict):
        raise input_error(
            "not_a_transaction",
            N_("this is not a transaction"),
            N_("Write fields as name: value, such as items and destination"),
        )
    else:
        refuse_later(data, TRANSACTION)
        if data.get("format") in (DETERMINATION, ASSESSMENT):
            raise input_error(
                "answer_no_transaction",
                N_("this is the answer of a check, and no transaction"),
                N_("Check the transaction that it answers; dualuse replay judges an answer again"),
                path="format",
            )
        problems = []
        if data.get("format", TRANSACTION) != TRANSACTION:
            what = N_("{value} is not the format of a transaction")
            todo = N_("Write {format}, or leave format out")
            value = str(data["format"])
            problems = [
                new_problem("format_unknown", what, todo, path="format", value=value, format=TRANSACTION)
            ]
        try:
            transaction = Transaction.model_validate(
                {name: value for name, value in data.items() if name != "format"}
            )
        except ValidationError as error:
            of_fields = tuple(problems_of(error))
            paths = {problem.path for problem in of_fields}
            of_codes = (problem for problem in malformed_codes(data) if problem.path not in paths)
            raise InputError([*problems, *of_fields, *islice(of_codes, MOST_PROBLEMS)]) from None
        if problems:
            raise InputError(problems)
    return _with_codes(transaction, transaction.date or today or date.today())


def checked_day(text: str, path: str = "") -> date:
    """The day written ``text``, one whose law can be applied.

    Raises:
        InputError: no date, or before 9.9.2021, or too far ahead.
    """
    try:
        return _DAY.validate_python(text)
    except ValidationError as error:
        (row,) = error.errors(include_url=False)
        what, remedy = explained(row["type"], (), row.get("ctx", {}), text)
        raise InputError([problem_of(what, remedy, path=path)]) from None


def _with_codes(transaction: Transaction, day: date) -> Transaction:
    problems: list[Problem] = []
    items = [item_with_codes(item, index, day, problems) for index, item in enumerate(transaction.items)]
    problems += _identifier_problems(items)
    problems += _count_problems(transaction)
    problems += _answer_problems(transaction)
    problems += _decision_problems(transaction)
    problems += _authorisation_problems(transaction)
    if problems:
        raise InputError(problems)
    return transaction.model_copy(update={"items": items})


def _identifier_problems(items: list[Item]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        name = item.id or str(index + 1)
        if name in seen:
            yield new_problem(
                "item_twice",
                N_("two items are called {id}"),
                N_("Give each item an id of its own"),
                path=f"items[{index}].id",
                id=name,
            )
        seen.add(name)


def _count_problems(transaction: Transaction) -> Iterator[Problem]:
    """Numbers of pieces that are not whole: of items, and of what is left of authorisations."""
    counts = [
        *((f"items[{at}].quantity", item.quantity, item.unit) for at, item in enumerate(transaction.items)),
        *(
            (f"authorisations[{at}].left", authorisation.left, authorisation.left_unit)
            for at, authorisation in enumerate(transaction.authorisations or ())
        ),
    ]
    for path, number, unit in counts:
        if number is not None and parts_a_count(number, unit):
            yield new_problem(
                "count_parted", COUNT_PARTED, CORRECT_THE_COUNT, path=path, value=str(number), unit=unit or ""
            )


def _decision_problems(transaction: Transaction) -> Iterator[Problem]:
    for index, decision in enumerate(transaction.authority_decisions or ()):
        results = DECIDED[decision.provision].results
        if decision.result not in results:
            yield new_problem(
                "decision_unknown",
                N_("{provision} knows no decision called {result}"),
                suggestion(decision.result, results),
                path=f"authority_decisions[{index}].result",
                provision=decision.provision,
                result=decision.result,
            )
        uses = DECIDED[decision.provision].uses
        for use in decision.uses or ():
            if use not in uses:
                yield new_problem(
                    "decision_use_unknown",
                    N_("a decision under {provision} is on no use called {use}"),
                    suggestion(use, uses)
                    if uses
                    else N_("Leave out uses: such a decision is not taken use by use"),
                    path=f"authority_decisions[{index}].uses",
                    provision=decision.provision,
                    use=use,
                )


ONE_OF_BOTH: Final = (
    ("end_user", "end_users"),
    ("destination", "countries"),
    ("left_unit", "left_currency"),
)
"""Fields of an authorisation that say the same in two ways."""


def _authorisation_problems(transaction: Transaction) -> Iterator[Problem]:
    for index, held in enumerate(transaction.authorisations or ()):
        for first, second in ONE_OF_BOTH:
            if getattr(held, first) is not None and getattr(held, second) is not None:
                yield new_problem(
                    "authorisation_both",
                    N_("{first} and {second} are both stated"),
                    N_("Keep the one that says it all"),
                    path=f"authorisations[{index}].{second}",
                    first=first,
                    second=second,
                )
        if held.valid_from and held.valid_until and held.valid_until < held.valid_from:
            yield new_problem(
                "authorisation_days",
                N_("the last day is before the first"),
                N_("Check valid_from and valid_until"),
                path=f"authorisations[{index}].valid_until",
            )
        measure = next((name for name in ONE_OF_BOTH[2] if getattr(held, name) is not None), None)
        if measure is not None and held.left is None:
            yield new_problem(
                "authorisation_left",
                N_("{measure} is stated, but not what is left"),
                N_("State left, or take it out"),
                path=f"authorisations[{index}].{measure}",
                measure=measure,
            )


OPEN_QUESTIONS: Final = ("covered.", "place.", ASKED_OF_GOODS)
"""Begin the names of questions on parts, places and goods, of which there is no list."""


def is_open_question(name: str) -> bool:
    """Whether ``name`` is what the law leaves open: parts and places, options, what a person judges."""
    if name.startswith("option."):
        return name in FACTS
    if name.startswith(UNEXECUTED):
        return name in points()
    return name.startswith(OPEN_QUESTIONS) or name in left_to_a_person()


DONE: Final = "done."
"""Begins the answers on what was done before a general authorisation is used: ``done.EU001``."""


DONE_NAMES: Final = frozenset(f"{DONE}{name}" for name in IDENTIFIERS)


def is_answer(name: str) -> bool:
    """Whether ``answers`` takes ``name``: an open question, or what was done before an authorisation is used."""
    return name in DONE_NAMES or is_open_question(name)


def is_of_transaction(name: str) -> bool:
    """Whether an answer is one of the whole transaction, not of an item."""
    return name.startswith("option.") or name in DONE_NAMES


def _answer_problems(transaction: Transaction) -> Iterator[Problem]:
    groups = [("answers", transaction.answers or {})]
    groups += [
        (f"items[{index}].answers", item.answers or {}) for index, item in enumerate(transaction.items)
    ]
    for path, answers in groups:
        for name in answers:
            if is_of_transaction(name) and path != "answers":
                yield new_problem(
                    "answer_of_transaction",
                    N_("{name} is asked of the whole transaction, not of an item"),
                    N_("Write it under answers of the transaction"),
                    path=path,
                    name=name,
                )
            if not is_answer(name):
                yield new_problem(
                    "answer_unknown",
                    N_("{name} is no open question"),
                    N_("Use the fact names that an answer lists under missing"),
                    path=path,
                    name=name,
                )
