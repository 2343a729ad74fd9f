"""The two books, as one table: what an entry holds, where it belongs in a transaction, and how it is read.

An entry is a part of the transaction of the contract and is checked as one, so that what was taken from a book is what may be applied with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.control_list.outline import edition_record
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.refusals import Fault
from dualuse.schema.reading.validation import checked_transaction

_ANY_ROLE: Final = "other"


@dataclass(frozen=True, slots=True)
class Book:
    """A book.

    Attributes:
        name: of it, and of the event of an entry.
        action: the permission to keep it.
        prefix: of the references of its entries.
        part: what an entry is called in a body, and in an answer.
        place: where it is checked in a transaction.
        wanted: the field that no entry lacks, by which it is found.
        of_use: the fields that a use of it states, and no entry.
    """

    name: str
    action: str
    prefix: str
    part: str
    place: str
    wanted: str
    of_use: frozenset[str]


PARTIES: Final = Book("party", "keep_parties", "P", "party", "parties[0]", "name", frozenset({"role"}))
PRODUCTS: Final = Book(
    "product", "keep_products", "G", "item", "items[0]", "description",
    frozenset({"id", "quantity", "value", "currency", "answers"}),
)  # fmt: skip


def checked_entry(book: Book, data: Mapping[str, Any], on: date) -> dict[str, Any]:
    """What an entry states, read strictly: codes and countries as the contract writes them.

    Args:
        book: of the entry.
        data: plain data: a party without its role, an item without its id and amounts.
        on: the day whose edition of the list it is of.

    Raises:
        Malformed: each place that is not what it should be.
    """
    if faults := [*_not_of_the_book(book, data), *_lacking(book, data)]:
        raise malformed(faults)
    is_party = book is PARTIES
    parties = [{**data, "role": _ANY_ROLE}] if is_party else []
    whole: dict[str, Any] = {
        "items": [{}] if is_party else [dict(data)],
        **({"parties": parties} if is_party else {}),
    }
    try:
        checked = checked_transaction(whole, on)
    except InputError as error:
        raise malformed(
            [
                Fault(problem.path.replace(book.place, book.part, 1), problem.what.code, problem.what)
                for problem in error.problems
            ]
        ) from None
    written = checked.model_dump(mode="json", exclude_unset=True)
    entry = written["parties"][0] if is_party else written["items"][0]
    return {name: value for name, value in entry.items() if name not in book.of_use and value is not None}


def edition_on(day: date) -> str:
    """The edition of Annex I that applies on a day, by its first day in force."""
    return edition_record(day).name


def list_edition(data: Mapping[str, Any], on: date) -> str:
    """The edition of Annex I of which the entries are that data name; "" where they name none, as classified or not."""
    return edition_on(on) if "entries" in data else ""


def _not_of_the_book(book: Book, data: Mapping[str, Any]) -> list[Fault]:
    text = N_("{field} belongs to the transaction in which it is used")
    return [
        Fault(f"{book.part}.{field}", "of_use", Message("of_use", text, {"field": field}))
        for field in sorted(book.of_use & data.keys())
    ]


def _lacking(book: Book, data: Mapping[str, Any]) -> list[Fault]:
    value = data.get(book.wanted)
    if isinstance(value, str) and value.strip():
        return []
    text = N_("missing: {field}")
    return [Fault(f"{book.part}.{book.wanted}", "missing", Message("missing", text, {"field": book.wanted}))]
