"""The columns of a bulk file: one row per transaction item, columns named by the paths of the contract.

``items.entries``, ``knowledge.wmd``, ``parties.end_user.country``; a second party of a role, a second authorisation or
decision has its number in the path: ``parties.consignee.2.country``, ``authority_decisions.2.result``. An empty cell is
left out (unknown), ``[]`` is the empty list, several codes stand with ``;`` between them, yes and no are ``true`` and
``false``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import lru_cache
from typing import Annotated, Any, Final, get_args, get_origin

from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS, STATED_FACTS
from dualuse.schema.reading.validation import is_answer, is_of_transaction
from dualuse.schema.transaction import (
    Authorisation,
    AuthorityDecision,
    Exporter,
    Item,
    Model,
    Owner,
    Party,
    Role,
    Transaction,
)

_SKIPPED: Final = frozenset({"owners", "identifiers", "parameters", "answers"})
"""Fields of the models that are no single cell; owners, identifiers and answers have columns of their own."""


def _cell_kind(model: type[Model], field: str) -> str:
    """How the cells of a field of the contract are read: a ``list`` of values, a ``flag`` (yes or no), else ``text``."""
    annotation = model.model_fields[field].annotation
    kinds = [kind for part in (annotation, *get_args(annotation)) for kind in _bare(part)]
    if any(get_origin(kind) is list for kind in kinds):
        return "list"
    return "flag" if bool in kinds else "text"


def _bare(annotation: Any) -> tuple[Any, ...]:
    """A type, and what it is where more is said of it."""
    return (annotation, *get_args(annotation)[:1]) if get_origin(annotation) is Annotated else (annotation,)


ROLES: Final[tuple[str, ...]] = get_args(Role)

RESULTS: Final = (
    "outcome",
    "range_low",
    "range_high",
    "basis",
    "missing",
    "release",
    "authorisations",
    "reasons",
)
"""The columns that are added; where the input has columns of these names, they are replaced."""
SCREENED: Final = ("screening_status", "screening_hits")
"""The columns that screening adds to them."""
BAD_HEADING: Final = ("dualuse_line", "dualuse_problem")
"""The columns before the cells of a bad row, by names that are nobody else's: where such a file comes back mended, they
are not carried on, while a column of the user's own called ``line`` or ``reason`` is."""
SHORT_REASONS: Final = "reasons_in_short"
"""The reasons of the release in a few words, before all reasons, in CSV and Parquet; a workbook has short ones alone."""
LINE: Final = BAD_HEADING[0]
"""The line of the file that a judged row stands in, too (the row of a sheet, as Excel numbers it): by it a row is found again."""
SHEET: Final = "dualuse_sheet"
"""The sheet that a row stands in, where its workbook has several."""


def is_own(names: Iterable[str]) -> bool:
    """Whether a table with these columns was written by this program: rows with answers, or bad rows."""
    present = set(names)
    return set(RESULTS[:3]) <= present or set(BAD_HEADING) <= present


_PROSE: Final = frozenset({"reference", "name", "address", "description", "unit", "product", "end_use", "id"})
_PLACES: Final = frozenset(
    {"destination", "purchasing_country", "country", "dispatched_from", "located_in", "consigned_to"}
)
_FORMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(_PROSE, "text"),
    "quantity": "amount",
    "value": "amount",
    **{name: name for name in ("cn_code", "currency", "birth_date")},
}
"""Fields of which the form alone tells whether a cell is wrong, each with the name of that form."""


@dataclass(frozen=True, slots=True)
class ColumnPath:
    """Where the cells of a column belong, the keys and positions in a transaction, and how a cell is read.

    ``field``: the field of the contract without numbers, as derived facts name what they rest on. ``is_direct``: its
    cells are facts of their own, read without any other cell; ``is_prose``: nothing but their form is looked at, as a
    rule; ``has_few_words``: they may be few words over and over. ``form``: the name of the form by which alone a wrong
    cell is told (``cell_validation``), empty where the contract must look at it.
    """

    name: str
    path: tuple[str | int, ...]
    kind: str
    field: str = dataclass_field(init=False)
    is_direct: bool = dataclass_field(init=False)
    is_prose: bool = dataclass_field(init=False)
    has_few_words: bool = dataclass_field(init=False)
    form: str = dataclass_field(init=False)

    @property
    def is_place(self) -> bool:
        """Whether its cells name places."""
        return self.path[-1] in _PLACES

    @property
    def is_of_owner(self) -> bool:
        """Whether it states something of an owner of a party: parties alone decide facts of the law, owners are screened."""
        return self.path[0] == "parties" and self.path[2] == "owners"

    @property
    def field_of_any_role(self) -> str:
        """The field without the role of a party: ``parties.country``."""
        head, *rest = self.field.split(".")
        return ".".join((head, *rest[1:])) if head == "parties" else self.field

    def states(self, fields: Iterable[str]) -> bool:
        """Whether it states one of the fields, or a part of it; ``parties.country`` is that of parties in every role."""
        names = (self.field, self.field_of_any_role)
        return any(name == field or name.startswith(f"{field}.") for field in fields for name in names)

    def __post_init__(self) -> None:
        is_answer = self.kind == "flag" and self.name in STATED_FACTS
        is_direct = is_answer or self.path[0] == "knowledge" or self.name == "manner"
        is_prose = str(self.path[-1]) in _PROSE or "identifiers" in self.path
        form = "choice" if is_direct or self.name == "items.kind" else _FORMS.get(str(self.path[-1]), "")
        for name, value in {
            "field": _field_at(self.path),
            "is_direct": is_direct,
            "is_prose": is_prose,
            "has_few_words": not is_prose and self.path[0] != "authorisations",
            "form": "text" if is_prose else form,
        }.items():
            object.__setattr__(self, name, value)


def _field_at(path: tuple[str | int, ...]) -> str:
    """``parties.end_user.country``, ``authorisations.kind``, ``answers.option.art5_3``."""
    head, *rest = path
    if "answers" in path:
        return f"answers.{path[-1]}"
    if head == "parties":
        rest = [str(rest[0]).partition(".")[0], *(key for key in rest[1:] if not isinstance(key, int))]
    elif rest and isinstance(rest[0], int):
        rest = rest[1:]
    return ".".join(map(str, (head, *rest)))


def _plain_fields(model: type[Any]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in _SKIPPED)


@lru_cache(maxsize=1)
def fixed_columns() -> dict[str, ColumnPath]:
    """The columns whose names have no number and no name of the user's own."""
    columns: dict[str, ColumnPath] = {}

    def add(name: str, path: tuple[str | int, ...], kind: str = "text") -> None:
        columns[name] = ColumnPath(name, path, kind)

    def add_field(prefix: str, path: tuple[str | int, ...], model: type[Model], field: str) -> None:
        add(f"{prefix}{field}", (*path, field), _cell_kind(model, field))

    groups = {"exporter", "items", "parties", "knowledge", "circumstances", "authorisations"}
    groups |= {"authority_decisions", "sources", "answers"}
    for name in Transaction.model_fields:
        if name not in groups:
            add_field("", (), Transaction, name)
    for name in _plain_fields(Exporter):
        add_field("exporter.", ("exporter",), Exporter, name)
    for name in _plain_fields(Item):
        add_field("items.", ("items", 0), Item, name)
    for ground in GROUNDS:
        add(f"knowledge.{ground}", ("knowledge", ground))
    for name in CIRCUMSTANCES:
        add(f"circumstances.{name}", ("circumstances", name), "flag")
    return columns


_NUMBERED: Final = re.compile(r"(authorisations|authority_decisions)(?:\.([1-9][0-9]?))?\.([a-z_]+)")
_PARTY: Final = re.compile(r"parties\.([a-z_]+)(?:\.([1-9][0-9]?))?\.([a-z_]+)(?:\.(.+))?")
_OWNER: Final = re.compile(
    r"parties\.([a-z_]+)(?:\.([1-9][0-9]?))?\.owners(?:\.([1-9][0-9]?))?\.([a-z_]+)(?:\.(.+))?"
)
_ANSWER: Final = re.compile(r"(items\.)?answers\.(.+)")
_NAMED: Final = re.compile(r"exporter\.identifiers\.(.+)")
_LISTED: Final[dict[str, type[Model]]] = {
    "authorisations": Authorisation,
    "authority_decisions": AuthorityDecision,
}


def column_path(name: str) -> ColumnPath | None:
    """What the column ``name`` holds, or None where the contract has no such path."""
    if name in fixed_columns():
        return fixed_columns()[name]
    if match := _NUMBERED.fullmatch(name):
        group, number, field = match.groups()
        if field not in _LISTED[group].model_fields:
            return None
        return ColumnPath(name, (group, int(number or 1), field), _cell_kind(_LISTED[group], field))
    if match := _OWNER.fullmatch(name):
        role, number, owner, field, key = match.groups()
        known = field == "identifiers" if key else field in _plain_fields(Owner)
        if role not in ROLES or not known:
            return None
        place = ("parties", f"{role}.{number or 1}", "owners", int(owner or 1) - 1, field)
        return ColumnPath(name, (*place, *([key] if key else [])), _cell_kind(Owner, field))
    if match := _PARTY.fullmatch(name):
        role, number, field, key = match.groups()
        known = field == "identifiers" if key else field in _plain_fields(Party) and field != "role"
        if role not in ROLES or not known:
            return None
        path: tuple[str | int, ...] = ("parties", f"{role}.{number or 1}", field, *([key] if key else []))
        return ColumnPath(name, path, "text")
    match = _ANSWER.fullmatch(name)
    if match and is_answer(match.group(2)):
        of_item, answer = match.groups()
        if of_item and is_of_transaction(answer):
            return None
        return ColumnPath(name, ("items", 0, "answers", answer) if of_item else ("answers", answer), "flag")
    if match := _NAMED.fullmatch(name):
        return ColumnPath(name, ("exporter", "identifiers", match.group(1)), "text")
    return None
