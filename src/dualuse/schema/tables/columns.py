"""The columns of a bulk file: one row per transaction item, columns named by the paths of the contract.

``items.entries``, ``knowledge.wmd``, ``parties.end_user.country``; a second party of a role, a second authorisation or
decision has its number in the path: ``parties.consignee.2.country``, ``authority_decisions.2.result``. An empty cell is
left out (unknown), ``[]`` is the empty list, several codes stand with ``;`` between them, yes and no are ``true`` and
``false``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import lru_cache
from typing import Annotated, Any, Final, get_args, get_origin

from dualuse.i18n import N_, Message
from dualuse.inputs.problem_words import KEEP_ONE
from dualuse.inputs.problems import InputError, Problem, did_you_mean, new_problem, suggestion
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
def _fixed() -> dict[str, ColumnPath]:
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
    if name in _fixed():
        return _fixed()[name]
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


CELL: Final = "cell_"
NO_WORD: Final = "\0"
"""Number 0 is left for cells that are refused."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file: those of the contract, and those that are carried through unread.

    ``names``: of the columns of the contract, in the order of the file; ``by_name``: each by its name; ``held``: per name
    the column of the rows that has its prepared cells.

    ``codes``: per column whose cells are held as numbers the texts that they stand for, by position; the first,
    :data:`NO_WORD`, stands in no cell.
    """

    columns: tuple[ColumnPath, ...]
    carried: tuple[str, ...]
    names: tuple[str, ...]
    by_name: Mapping[str, ColumnPath]
    held: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    are_apart: bool = False

    @property
    def has_whole_contracts(self) -> bool:
        """Whether each row is all of its contract: no column says that rows are of one, or ``are_apart``: no two name the same."""
        return self.are_apart or "reference" not in self.by_name

    def text(self, name: str, value: Any) -> str:
        """The text of a prepared cell of a column."""
        texts = self.codes.get(name)
        text: str = value if texts is None else texts[value]
        return text


def header_of(columns: Iterable[ColumnPath], carried: Iterable[str] = ()) -> Header:
    """A header with some columns of the contract."""
    columns = tuple(columns)
    names = tuple(column.name for column in columns)
    held = {name: f"{CELL}{place}" for place, name in enumerate(names)}
    return Header(columns, tuple(carried), names, dict(zip(names, columns, strict=True)), held)


def some_columns(header: Header, names: Iterable[str]) -> Header:
    """A header with some of the columns."""
    chosen = frozenset(names)
    columns = tuple(column for column in header.columns if column.name in chosen)
    by_name = {column.name: column for column in columns}
    held = {name: header.held[name] for name in by_name}
    return replace(header, columns=columns, names=tuple(by_name), by_name=by_name, held=held)


@dataclass(frozen=True, slots=True)
class ReadHeader:
    """The columns of a file, and what is wrong with their names."""

    header: Header
    problems: tuple[Problem, ...] = ()


def header(names: Iterable[str]) -> Header:
    """The columns of a file.

    Raises:
        InputError: a column that is no path of the contract, stands twice, or no column of the contract at all.
    """
    read = read_header(names)
    if read.problems:
        raise InputError(read.problems)
    return read.header


def read_header(names: Iterable[str]) -> ReadHeader:
    """Sort the columns of a file.

    A name with a point in it, or one close to a name of the contract, is meant for the contract and must be one.
    """
    columns: list[ColumnPath] = []
    carried: list[str] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    places: dict[tuple[str | int, ...], str] = {}
    for name in names:
        if name in seen:
            problems.append(_twice(name))
            continue
        seen.add(name)
        column = column_path(name)
        if column is not None and column.path in places:
            problems.append(_twice(f"{places[column.path]} = {name}"))
        elif column is not None:
            places[column.path] = name
            columns.append(column)
        elif name in RESULTS or name in SCREENED:
            carried.append(name)
        elif _meant_for_contract(name):
            problems.append(_unknown(name))
        else:
            carried.append(name)
    if not columns and not problems:
        problems.append(
            new_problem(
                "no_columns",
                N_("no column has a name of the contract"),
                N_(
                    "Name the columns by the paths of a transaction, such as items.entries, or have their names guessed and written into a file to look at: --map FILE.toml"
                ),
                line=1,
            )
        )
    return ReadHeader(header_of(columns, carried), tuple(problems))


_LISTS: Final = ("items", "parties", "authorisations", "authority_decisions")
"""Groups of the contract that no cell holds whole: a column by that name would state something and be overlooked."""


def _meant_for_contract(name: str) -> bool:
    return (
        "." in name
        or _plain(name) in _LISTS
        or bool(difflib.get_close_matches(_plain(name), _fixed(), n=1, cutoff=0.8))
    )


def _plain(name: str) -> str:
    """A name as the contract would write it."""
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


def _twice(name: str) -> Problem:
    if not name:
        return new_problem(
            "columns_nameless", N_("several columns have no name"), N_("Name them, or take them out"), line=1
        )
    return new_problem("column_twice", N_("the column {name} stands twice"), KEEP_ONE, line=1, name=name[:80])


def column_meant(name: str, usual: Iterable[str] = ()) -> Message:
    """A remedy for a name that is no column: those whose last word it is (``kind`` of ``items.kind``), else the nearest.

    ``usual``: the columns that are named first where none is near.
    """
    of_roles = (f"parties.{role}.{field}" for role in ROLES for field in ("name", "country", "service"))
    known = [*dict.fromkeys((*usual, *_fixed(), *of_roles))]
    plain = _plain(name)
    ending = [column for column in known if column.endswith(f".{plain}")]
    if len(ending) == 1:
        return did_you_mean(ending[0])
    # Of several that end alike none is nearer.
    return suggestion("", ending) if ending else suggestion(plain, known)


def _unknown(name: str) -> Problem:
    return new_problem(
        "unknown_column",
        N_("there is no column called {name}"),
        column_meant(name),
        line=1,
        name=name[:80],
    )


def authorisation_columns(header: Header) -> Iterator[Mapping[str, str]]:
    """The columns of each authorisation in a file, by field."""
    slots: dict[str, dict[str, str]] = {}
    for column in header.columns:
        if column.path[0] == "authorisations":
            slots.setdefault(str(column.path[1]), {})[str(column.path[-1])] = column.name
    return (slot for slot in slots.values() if "reference" in slot)
