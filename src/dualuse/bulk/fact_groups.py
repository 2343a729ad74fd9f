"""Groups of columns that decide facts together, and what each combination of cells comes to.

Facts that need several cells, a list or the data of a State are derived by the same functions as for one transaction,
once for each distinct combination of the cells they depend on, and joined to the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

from dualuse.assessment.facts import answered_by_a_person, countries_of, entry_facts, facts_of_transaction
from dualuse.assessment.fields import Case
from dualuse.assessment.member_state import (
    answered_options,
    national_lists,
    options,
    responsible_state,
    transfer_rule,
)
from dualuse.bulk.columns import ColumnPath, Header, transaction_of
from dualuse.bulk.equivalence import (
    Cells,
    Like,
    fewest_places,
    one_list,
    one_state,
    places_alike,
    state_of_its_own,
    told_by_lists,
)
from dualuse.inputs.problems import InputError
from dualuse.law.language.logic import Leaf, Truth, facts_of_leaf
from dualuse.law.territories import find_place
from dualuse.schema.reading.validation import checked_transaction, code_on
from dualuse.schema.transaction import Item, Transaction

if TYPE_CHECKING:
    from dualuse.law.states import Jurisdiction

RECEIVERS: Final = ("end_user", "consignee", "purchaser")
"""Roles whose countries and services count (``assessment.facts``)."""

TRANSFER_RULE: Final = "transfer_rule"
THRESHOLD: Final = "threshold_state"
STATED: Final = "stated."
"""Begins the names of extras that are the value of a fact with named values."""
ACTIVITY: Final = f"{STATED}activity"
NO_NATIONAL: Final = "no_national_entries"
"""What the groups give beside facts of the law: the rule of Art. 11(2), the State with a value limit, a checked list."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a combination of cells comes to: facts by name, and the case they make up; none where it is refused."""

    facts: Mapping[str, Any]
    case: Case | None = None

    @property
    def wrong(self) -> bool:
        """Whether the contract refuses the cells."""
        return self.case is None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of combinations: the truths of ``leaves``, and for those of ``questions`` that are open what they ask."""

    leaves: tuple[Leaf, ...]
    questions: frozenset[Leaf]


@dataclass(frozen=True, slots=True)
class Signature:
    """What combinations of cells come to: those with the same signature are the same to the law.

    ``truths``: of the leaves; ``asks``: what the open ones ask for; ``extras``: what the group gives beside facts.
    """

    truths: tuple[Truth, ...]
    asks: tuple[Any, ...]
    extras: tuple[Any, ...]


class Signatures(Protocol):
    """Who remembers what combinations come to: the deriver."""

    @property
    def likes(self) -> dict[Any, Like]:
        """What stands for the cells of a column, by group, day and whether questions are asked."""

    def signature(self, group: Group, cells: tuple[str, ...], day: date, wanted: Wanted) -> Signature | None:
        """What the cells come to on ``day``, one object for all that are equal; None where the contract refuses them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that decide facts together.

    ``keys``: the columns of the file; ``present``: slots of parties of which it matters whether one is stated at all;
    ``takes``: whether the group gives a fact of that name; ``extras``: what it gives beside facts of the law;
    ``only_where``: columns one of which must be stated, or the cells do not matter; ``dated``: whether what the cells
    come to can change with the day; ``by_its_day``: whether the very day counts, not only the law of its period: what is
    not dated is of today; ``same``: cells that come to the same as those given (``likeness``);
    ``places_apart``: which places are told from all others, where the cells of the columns of places can stand for each
    other; None where they cannot.
    """

    name: str
    keys: tuple[ColumnPath, ...]
    takes: Callable[[str], bool]
    present: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    only_where: tuple[str, ...] = ()
    dated: bool = True
    same: Callable[[Cells], Cells] = lambda cells: cells
    by_its_day: bool = False
    places_apart: Callable[[str], bool] | None = None
    names: tuple[str, ...] = field(init=False)
    """Of the cells: those of the columns, then those of the slots."""

    def __post_init__(self) -> None:
        names = (*(column.name for column in self.keys), *(f"has:{slot}" for slot in self.present))
        object.__setattr__(self, "names", names)

    def leaves(self, leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
        """Those of ``leaves`` that speak of facts of this group only."""
        return tuple(leaf for leaf in leaves if all(self.takes(fact) for fact in facts_of_leaf(leaf)))

    def alike(self, column: ColumnPath, wanted: Wanted, day: date, remembered: Signatures) -> Like | None:
        """What stands for the cells of ``column`` on ``day``, whatever the other cells hold; None: each for itself."""
        if self.places_apart is None or column.path[-1] not in _PLACES:
            return None
        key = (self.name, day, bool(wanted.questions))
        if key not in remembered.likes:
            remembered.likes[key] = places_alike(wanted.leaves, day, apart=self.places_apart)
        return remembered.likes[key]

    def derive(self, cells: Mapping[str, str], day: date) -> Derived:
        """The facts for ``cells`` (text by column; ``has:SLOT`` is not empty where a party is stated) on ``day``."""
        data = transaction_of(self.keys, cells)
        activity = data.get("activity")
        data["activity"] = (
            activity or "export"
        )  # spares the derivation of a direct export, which is no group's fact
        if self.present:
            data["parties"] = _parties(data.get("parties", []), self.present, cells)
        try:
            transaction = checked_transaction(data, day)
        except InputError:
            return Derived({})
        of_row = transaction.date or day
        stated = transaction.model_copy(update={"activity": activity})
        state = responsible_state(stated)
        facts = {
            **self.facts(transaction, state, of_row),
            "activity": activity,
            **_extras(stated, state, of_row),
        }
        return Derived(facts, Case(stated, 0, facts, state, of_row))

    def facts(self, transaction: Transaction, state: Jurisdiction | None, day: date) -> Mapping[str, Any]:
        """The facts of the law for a checked transaction with the cells of the group; ``state``: the responsible one."""
        return facts_of_transaction(transaction, day).items[0]


@dataclass(frozen=True, slots=True)
class ExporterGroup(Group):
    """The State whose options count, and what is answered about them: no other derivation is needed for those."""

    def facts(self, transaction: Transaction, state: Jurisdiction | None, day: date) -> Mapping[str, Any]:
        """The exporter's State, and the options."""
        answers = transaction.answers or {}
        return {
            "day": day,
            "exporter.country": transaction.exporter.country if transaction.exporter else None,
            **options(state, day),
            **answered_options(answers),
        }


@dataclass(frozen=True, slots=True)
class NationalGroup(Group):
    """National lists: whether that of the exporter's State, or of another, reaches the item."""

    def facts(self, transaction: Transaction, state: Jurisdiction | None, day: date) -> Mapping[str, Any]:
        """What the lists come to, and where that is open, what a person has answered."""
        item = transaction.items[0]
        facts = {"day": day, **national_lists(transaction, item, day)}
        answers = {**(transaction.answers or {}), **(item.answers or {})}
        return {**facts, **answered_by_a_person(facts, answers)}


@dataclass(frozen=True, slots=True)
class PlacesGroup(Group):
    """Where the items go, who buys them, and where the parties are: places that need no other cell.

    Derived without the contract, which would refuse only what is no place: there are many combinations.
    """

    def derive(self, cells: Mapping[str, str], day: date) -> Derived:
        """The facts about places."""
        stated = {column: cells[column.name].strip() for column in self.keys if cells[column.name].strip()}
        found = {column.name: find_place(text) for column, text in stated.items() if column.kind == "text"}
        if None in found.values() or any(column.kind == "flag" for column in stated):
            return Group.derive(self, cells, day)
        destination = found.get("destination")
        facts = {
            "day": day,
            "destination": destination,
            "purchasing_country": found.get("purchasing_country") or destination,
            "parties.countries": countries_of(found[name] for name in found if name.startswith("parties.")),
        }
        return Derived(facts, Case(_NOTHING, 0, facts, None, day))


_NOTHING: Final = Transaction(items=[Item()])
"""What is open about places asks for the place itself, whatever the rest of the transaction."""
_PLACES: Final = frozenset({"destination", "purchasing_country", "country", "dispatched_from", "located_in"})


@dataclass(frozen=True, slots=True)
class EntriesGroup(Group):
    """The codes of an item, and what else decides whether lists take it.

    Codes that come to the same where missile technology is excepted and surveillance is not stated, come to the same
    always: those two only add to what the codes say. Without answers about parts of entries the facts are derived without
    the contract, which would refuse only what is no code or no Boolean: there are thousands of codes.
    """

    def derive(self, cells: Mapping[str, str], day: date) -> Derived:
        """The facts about the codes of an item."""
        values: dict[str, Any] = {}
        for column in self.keys:
            if cell := cells[column.name].strip():
                values[column.name] = column.value(cell)
        codes = values.pop("items.entries", None)
        surveillance = values.pop("items.cyber_surveillance", None)
        excepted = values.pop("circumstances.mtcr_exception", None)
        if values or not {type(surveillance), type(excepted)} <= {bool, type(None)}:
            return Group.derive(self, cells, day)
        entries = None if codes is None else tuple(dict.fromkeys(code_on(code, day) for code in codes))
        if entries is not None and None in entries:
            return Derived({})
        known = tuple(code for code in entries if code) if entries is not None else None
        facts = {"day": day, **entry_facts(known, surveillance, excepted, {})}
        return Derived(facts, Case(_NOTHING, 0, facts, None, day))

    def alike(self, column: ColumnPath, wanted: Wanted, day: date, remembered: Signatures) -> Like | None:
        """What stands for a cell of codes, where no column answers for parts of them."""
        if column.name != "items.entries" or any("answers" in other.path for other in self.keys):
            return None
        standing: dict[int, str] = {}
        of_lists: dict[object, str] = {}
        told = told_by_lists(wanted.leaves)
        excepted = {"circumstances.mtcr_exception": "true"}

        def derived(text: str) -> str:
            cells = {"items.entries": text, **excepted}
            of_keys = tuple(cells.get(column.name, "") for column in self.keys)
            found = remembered.signature(self, of_keys, day, wanted)
            return text if found is None else standing.setdefault(id(found), text)

        def like(text: str) -> str:
            code = code_on(text, day)
            lists = None if code is None else told(code)
            if lists is None:
                return derived(text)
            if lists not in of_lists:
                of_lists[lists] = derived(text)
            return of_lists[lists]

        return like


def _parties(
    stated: list[dict[str, Any]], slots: tuple[str, ...], cells: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The parties stated in the group's own cells, and an empty one for each slot that is stated in others."""
    missing = [slot for slot in slots if cells[f"has:{slot}"]]
    for party in stated:
        slot = next((slot for slot in missing if slot.split(".")[0] == party["role"]), None)
        if slot is not None:
            missing.remove(slot)
    return [*stated, *({"role": slot.split(".")[0]} for slot in missing)]


def _extras(transaction: Transaction, state: Jurisdiction | None, day: date) -> dict[str, Any]:
    rule = transfer_rule(state, day)
    answers = transaction.answers or {}
    answered: Truth | str = answers.get("option.art11_2", rule)
    return {
        TRANSFER_RULE: answered
        if isinstance(answered, str)
        else {True: "yes", False: "no", None: ""}[answered],
        THRESHOLD: state.code if state and state.threshold else "",
        ACTIVITY: transaction.activity,
        NO_NATIONAL: transaction.items[0].national_entries == [],
    }


def _one_of(*names: str) -> Callable[[str], bool]:
    return lambda fact: fact in names


def _starting(*starts: str, also: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> Callable[[str], bool]:
    return lambda fact: fact not in but and (fact in also or fact.startswith(starts))


def groups_of(header: Header) -> tuple[Group, ...]:
    """The groups of a file with the columns of ``header``; a group without columns has one combination: no cells."""

    def named(*names: str) -> list[ColumnPath]:
        return [column for column in header.columns if column.name in names]

    def answers(start: str) -> list[ColumnPath]:
        return [column for column in header.columns if str(column.path[-1]).startswith(start)]

    def of_parties(field: str) -> list[ColumnPath]:
        return [
            column
            for column in header.columns
            if column.path[0] == "parties"
            and column.path[2] == field
            and str(column.path[1]).split(".")[0] in RECEIVERS
        ]

    slots = dict.fromkeys(
        str(column.path[1])
        for column in header.columns
        if column.path[0] == "parties" and str(column.path[1]).split(".")[0] in RECEIVERS
    )
    return (
        ExporterGroup(
            "exporter",
            (*named("activity", "exporter.country", "dispatched_from", "located_in"), *answers("option.")),
            _starting("option.", also=("activity", "exporter.country"), but=("option.art11_2",)),
            extras=(TRANSFER_RULE, THRESHOLD, ACTIVITY),
            same=one_state,
            places_apart=state_of_its_own,
        ),
        PlacesGroup(
            "places",
            (*named("destination", "purchasing_country"), *of_parties("country"), *answers("place.")),
            _one_of("destination", "purchasing_country", "parties.countries"),
            same=fewest_places,
            places_apart=lambda _: False,
        ),
        EntriesGroup(
            "entries",
            (
                *named("items.entries", "items.cyber_surveillance", "circumstances.mtcr_exception"),
                *answers("covered."),
            ),
            _starting(
                "covered.",
                "named.",
                also=("item.entries", "item.listed", "item.cyber_surveillance", "transfer.mtcr_exempt"),
            ),
        ),
        Group(
            "services",
            (*of_parties("service"), *answers("parties.")),
            _one_of("parties.security_service", "parties.military", "parties.military_or_border_guard"),
            present=tuple(slots),
            dated=False,
        ),
        NationalGroup(
            "national",
            (
                *named("items.national_entries", "exporter.country", "destination"),
                *answers("item.national_own"),
                *answers("item.national_other"),
            ),
            _one_of("item.national_own", "item.national_other"),
            extras=(NO_NATIONAL,),
            same=one_list,
        ),
        Group("decisions", _decision_columns(header), _starting("decision."), by_its_day=True),
    )


def _decision_columns(header: Header) -> tuple[ColumnPath, ...]:
    """The columns of decisions, and the day: a later decision does not count."""
    decisions = [column for column in header.columns if column.path[0] == "authority_decisions"]
    return tuple(
        column for column in header.columns if column in decisions or (decisions and column.name == "date")
    )
