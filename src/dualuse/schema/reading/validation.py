"""From plain data to a checked transaction: types first, then codes against the edition of the date.

Every problem names its place and a remedy. Codes are normalised (``5a001f1`` becomes ``5A001.f.1``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from dualuse.i18n import N_, Message
from dualuse.inputs.formats import ASSESSMENT, DETERMINATION, TRANSACTION, refuse_later
from dualuse.inputs.problems import (
    InputError,
    Problem,
    code_suggestion,
    input_error,
    new_problem,
    problem_of,
    suggestion,
)
from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS
from dualuse.law.eu_2021_821.control_list import edition_record, edition_records, normal_code, outline
from dualuse.law.eu_2021_821.control_list.unknown_codes import UNKNOWN_CODE, nearest_above, several_codes
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.derived import left_to_a_person
from dualuse.law.measures.goods.lists import ASKED_OF_GOODS
from dualuse.law.measures.not_executed import UNEXECUTED, points
from dualuse.law.states import jurisdiction, known_jurisdictions
from dualuse.law.territories import find_place, member_states
from dualuse.schema.reading.limits import MOST_PROBLEMS
from dualuse.schema.reading.malformed import explained, problems_of
from dualuse.schema.reading.plain_data import Document
from dualuse.schema.transaction import Item, Transaction
from dualuse.schema.values import TransactionDay

_DAY: Final = TypeAdapter(TransactionDay)
_NATIONAL: Final = re.compile(r"([A-Za-z]{2}):(.+)")


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
            raise InputError([*problems, *problems_of(error)]) from None
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
    items = [_checked_item(item, index, day, problems) for index, item in enumerate(transaction.items)]
    problems += _identifier_problems(items)
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


@lru_cache(maxsize=20_000)
def code_on(text: str, day: date) -> str | None:
    """The code written ``text`` as Annex I writes it, if it is a provision of the edition of ``day``, else None."""
    code = normal_code(text)
    return None if code is None or _code_problem(code, day) is not None else code


def _checked_item(item: Item, index: int, day: date, problems: list[Problem]) -> Item:
    entries, national = item.entries, item.national_entries
    if entries is not None:
        entries = list(
            dict.fromkeys(
                _checked_code(text, f"items[{index}].entries[{number}]", day, problems)
                for number, text in enumerate(entries)
            )
        )
    if national is not None:
        national = [
            _checked_national(text, f"items[{index}].national_entries[{number}]", problems)
            for number, text in enumerate(national)
        ]
    return item.model_copy(
        update={"id": item.id or str(index + 1), "entries": entries, "national_entries": national}
    )


def _checked_code(text: str, path: str, day: date, problems: list[Problem]) -> str:
    if len(problems) >= MOST_PROBLEMS:  # it is refused anyway
        return text
    code = normal_code(text)
    problem = None if code is None else _code_problem(code, day)
    if (code is None or problem is not None) and (several := several_codes(text)):
        problems.append(problem_of(several.what, several.remedy, path=path))
        return text
    if code is None:
        problems.append(
            new_problem(
                "code_malformed",
                N_("{code} is no control list code"),
                N_(
                    "Write it like 5A001.f.1, or [] if it was examined and is in none; a national code goes to national_entries"
                ),
                path=path,
                code=text[:60],
            )
        )
        return text
    if problem is not None:
        problems.append(problem_of(*problem, path=path))
    return code


def _code_problem(code: str, day: date) -> tuple[Message, Message] | None:
    record = edition_record(day)
    edition = outline(record)
    newest = outline()
    assert newest is not None
    if edition is not None:
        if code in edition.codes:
            return None
    else:
        others = [other for other in map(outline, edition_records()) if other is not None]
        entry = newest.entry(code)
        newer = entry is not None and entry.since is not None and entry.since > day
        if any(code in other.codes for other in others) and not newer:
            return None
        edition = newest
    if code in edition.not_used:
        what = N_("{code} is marked as not used in the edition of {edition}")
        return _code_message(what, code, record.name), _narrower_remedy(
            code.rpartition(".")[0], edition.children
        )
    if (edition is not newest and code in newest.codes) or (code in newest.codes and outline(record) is None):
        what = N_("{code} is no provision of the edition of {edition}: it came later")
        remedy = Message(
            "remedy.code_later", N_("Check the date of the transaction, or use a code of that edition")
        )
        return _code_message(what, code, record.name), remedy
    above = nearest_above(code, edition)
    if not above:
        return _code_message(UNKNOWN_CODE, code, record.name), code_suggestion(code, edition.entry_codes)
    return _code_message(UNKNOWN_CODE, code, record.name), _narrower_remedy(above, edition.children)


def _code_message(text: str, code: str, edition: str) -> Message:
    return Message("code_unknown", text, {"code": code[:60], "edition": edition})


def _narrower_remedy(parent: str, children: Any) -> Message:
    narrower = children(parent)[:12]
    if not narrower:
        return Message(
            "remedy.code_parent", N_("{parent} exists and has nothing under it"), {"parent": parent}
        )
    return Message(
        "remedy.code_children",
        N_("Under {parent} there are: {codes}"),
        {"parent": parent, "codes": tuple(narrower)},
    )


def _checked_national(text: str, path: str, problems: list[Problem]) -> str:
    if len(problems) >= MOST_PROBLEMS:
        return text
    match = _NATIONAL.fullmatch(text)
    state = find_place(match.group(1)) if match else None
    if match is None or state is None:
        problems.append(
            new_problem(
                "national_malformed",
                N_("{code} does not say whose national list it is on"),
                N_("Write the State before it, such as DE:5A902"),
                path=path,
                code=text,
            )
        )
        return text
    known = jurisdiction(state)
    if known is None:
        problems.append(
            new_problem(
                "national_state",
                N_("no national list of {state} is known"),
                suggestion(state, [code for code in known_jurisdictions() if code in member_states()]),
                path=path,
                state=state,
            )
        )
        return text
    code = match.group(2).strip()
    if known.list_status == "known":
        entries = known.find_national(code)
        if not entries:
            problems.append(
                new_problem(
                    "national_unknown",
                    N_("{code} is not on the national list of {state}"),
                    suggestion(code, known.national_entries),
                    path=path,
                    code=code,
                    state=state,
                )
            )
    return f"{state}:{code}"
