"""Groups of columns that decide facts together, and what each combination of cells comes to.

A group belongs to derivations of ``assessment.derivations``: its columns are those that their facts rest on, as declared, and
its facts are worked out by the same functions as for one transaction, once for each distinct combination of cells.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dualuse.assessment.deriving import Derivation, facts_given_by
from dualuse.assessment.facts import facts_from
from dualuse.assessment.fields import Case
from dualuse.assessment.member_state import responsible_state
from dualuse.engine.tables.arrays import facts_within
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.facts import STATED_FACTS
from dualuse.law.eu_2021_821.facts.derived import derived_facts
from dualuse.law.eu_2021_821.facts.derived_fact import DerivedFact, stated_party
from dualuse.law.language.logic import Leaf
from dualuse.law.states import Jurisdiction
from dualuse.law.territories import find_place
from dualuse.schema.customs_code import customs_code
from dualuse.schema.reading.entry_codes import code_on
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.rules import RULES, Rules
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.equivalence import (
    Cells,
    Like,
    codes_alike,
    customs_codes_alike,
    places_alike,
    surveying_codes_alike,
)
from dualuse.schema.tables.row_transactions import transaction_of, value_of
from dualuse.schema.transaction import Circumstances, Item, Party, Transaction
from dualuse.schema.words import KIND_WORDS

THRESHOLD: Final = "threshold_state"
"""What the group of the exporter gives beside facts of the law: the State whose value limit counts."""
STATED: Final = "stated."
"""Begins the names of extras that are the value of a fact with named values."""
ACTIVITY: Final = f"{STATED}activity"


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
class Group:
    """Columns that decide facts together.

    ``derivations``: what works the facts out;
    ``states``: facts that the group gives as they are stated; ``asks``: beginnings of the questions that it answers.
    ``needs``: the list of the contract without which the group has no columns; ``slots_of``: the roles of which it
    matters if a party is stated at all; ``masked``: the cells do not matter where nothing of ``needs`` is stated.

    ``dated``: whether what the cells come to can change with the day; ``by_its_day``: whether the very day counts, not
    only the law of its period: what is not dated is of today. ``same``: cells that come to the same as those given
    (``equivalence``); ``places_apart``: which places are told from all others, where the cells of the columns of places
    can stand for each other; None where they cannot. ``extras``: what it gives beside facts of the law.

    ``keys``, ``present``, ``only_where``: the columns of a file, its slots of parties, and the columns one of which must be
    stated. ``names``: of the cells, those of the columns, then those of the slots; ``held``: the columns of the rows that
    have them. ``gives``: the facts that are stated or derived; ``reads``: fields that derivations read as facts, by their inputs. ``rules``: those of this program;
    ``policies``: what is assumed of fields that are not stated; ``whole_contract``: no other row can be of the same contract.
    """

    name: str
    derivations: tuple[Derivation, ...] = ()
    states: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    needs: str = ""
    slots_of: tuple[str, ...] = ()
    masked: bool = False
    dated: bool = True
    by_its_day: bool = False
    same: Callable[[Cells], Cells] = lambda cells: cells
    places_apart: Callable[[str], bool] | None = None
    extras: tuple[str, ...] = ()
    keys: tuple[ColumnPath, ...] = ()
    present: tuple[str, ...] = ()
    only_where: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    gives: frozenset[str] = frozenset()
    reads: tuple[str, ...] = ()
    rules: Rules = RULES
    policies: tuple[str, ...] = ()
    whole_contract: bool = True

    def of_file(self, columns: Sequence[ColumnPath], prepared: Mapping[str, str]) -> Group:
        """The group with its columns in a file; ``prepared``: per name the column of the rows that has its prepared cells."""
        facts = facts_given_by(*self.derivations)
        gives = frozenset({*self.states, *(fact.name for fact in facts)})
        reads = _read_as_facts(tuple(fact.name for fact in facts))
        needed = tuple(column.name for column in columns if column.path[0] == self.needs)
        if self.needs and not needed:
            return replace(self, gives=gives, reads=reads)
        keys = tuple(column for column in columns if self._rests_on(column.field, facts))
        present = tuple(dict.fromkeys(_slots(columns, self.slots_of)))
        start = f"{self.name}_" if self.masked else ""
        # Each group has slots of its own: of a masked one they do not matter where nothing of what it needs is stated.
        return replace(
            self,
            keys=keys,
            present=present,
            only_where=needed if self.masked else (),
            names=(*(column.name for column in keys), *(f"has:{slot}" for slot in present)),
            held=(
                *(f"{start}{prepared[column.name]}" for column in keys),
                *(f"{self.name}_stated_{number}" for number in range(len(present))),
            ),
            gives=gives,
            reads=reads,
        )

    def _rests_on(self, path: str, facts: Iterable[DerivedFact]) -> bool:
        if ".owners." in path:
            return False
        if self.masked and self.slots_of and _is_presence(path):
            return False
        return (
            path in self.states
            or path.startswith(tuple(f"answers.{asked}" for asked in self.asks))
            or any(self._reads(fact, path) for fact in facts)
        )

    def _reads(self, fact: DerivedFact, path: str) -> bool:
        """Whether a column of ``path`` is one of ``fact``; that a party is stated at all is told by its slot."""
        slots = {} if self.masked else {f"parties.{role}.": stated_party(role) for role in self.slots_of}
        by_slot = any(path.startswith(start) and of in fact.inputs for start, of in slots.items())
        return path in fact.inputs if by_slot else _fact_rests_on(fact.name, path)

    def leaves(self, leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
        """Those of ``leaves`` that speak of facts of this group only."""
        key = (self.gives, self.asks, id(leaves))
        if key not in _LEAVES:
            if len(_LEAVES) >= _MOST_LEAVES:
                _LEAVES.clear()
            _LEAVES[key] = leaves, self._leaves(leaves)
        return _LEAVES[key][1]

    def _leaves(self, leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
        return tuple(
            leaf
            for leaf in leaves
            if (facts := facts_within(leaf)) <= self.gives or (self.asks and all(map(self._takes, facts)))
        )

    def _takes(self, fact: str) -> bool:
        return fact in self.gives or fact.startswith(self.asks)

    def alike(self, column: ColumnPath, leaves: Iterable[Leaf], day: date) -> Like | None:
        """What stands for the cells of ``column`` on ``day``, whatever the other cells hold; None: each for itself."""
        if self.places_apart is None or not column.is_place:
            return None
        return places_alike(leaves, day, self.places_apart)

    def standing(self, texts: tuple[str, ...], like: Like) -> tuple[int, ...]:
        """For the number of each word the number of a word that comes to the same; an empty cell stands for itself."""
        numbers = {text: number for number, text in enumerate(texts)}
        return tuple(
            numbers[text] if text == "" else numbers.get(like(text), number)
            for number, text in enumerate(texts)
        )

    def derive(self, cells: Mapping[str, str], day: date) -> Derived:
        """The facts for ``cells`` (text by name; ``has:SLOT`` is not empty where a party is stated) on ``day``."""
        transaction = self.transaction(cells, day)
        if transaction is None:
            return Derived({})
        state, of_row = responsible_state(transaction), transaction.date or day
        facts = {
            **self.facts(transaction, state, of_row),
            THRESHOLD: state.code if state and state.threshold else "",
            ACTIVITY: transaction.activity,
        }
        return Derived(
            facts,
            Case(transaction=transaction, index=0, facts=facts, state=state, day=of_row, rules=self.rules),
        )

    def facts(self, transaction: Transaction, state: Jurisdiction | None, day: date) -> dict[str, Any]:
        """The facts of what the cells say, worked out as for one transaction."""
        return facts_from(
            self.derivations,
            transaction,
            state,
            day,
            self.reads,
            rules=self.rules,
            policies=self.policies,
            whole_contract=self.whole_contract,
        )

    def transaction(self, cells: Mapping[str, str], day: date) -> Transaction | None:
        """A transaction that states what the cells say and nothing else; None where the contract refuses them."""
        data = transaction_of(self.keys, cells)
        if self.present:
            data["parties"] = _parties(data.get("parties", []), self.present, cells)
        try:
            return checked_transaction(data, day)
        except InputError:
            return None


@dataclass(frozen=True, slots=True)
class PlacesGroup(Group):
    """The places of the destination, purchaser and parties, which need no other cell."""

    def transaction(self, cells: Mapping[str, str], day: date) -> Transaction | None:
        """Without the contract, which would refuse only what is no place: there are many combinations."""
        stated = {column: cells[column.name].strip() for column in self.keys if cells[column.name].strip()}
        places = {column.field: find_place(text) for column, text in stated.items() if column.kind == "text"}
        if None in places.values() or any(column.kind == "flag" for column in stated):
            return Group.transaction(self, cells, day)
        parties = [
            _PARTY.model_copy(update={"role": column.field.split(".")[1], "country": places[column.field]})
            for column in stated
            if column.path[0] == "parties"
        ]
        with_country = {str(column.path[1]) for column in stated if column.path[0] == "parties"}
        parties += [
            _PARTY.model_copy(update={"role": slot.split(".")[0]})
            for slot in self.present
            if cells[f"has:{slot}"] and slot not in with_country
        ]
        return _TRANSACTION.model_copy(
            update={
                "parties": parties,
                "destination": places.get("destination"),
                "purchasing_country": places.get("purchasing_country"),
                "consigned_to": places.get("consigned_to"),
            }
        )


_ITEM: Final = Item()
_PARTY: Final = Party.model_construct(role="end_user")
_TRANSACTION: Final = Transaction.model_construct(items=[_ITEM])
"""What thousands of combinations differ from by few fields: copied faster than constructed."""
_EXCEPTED: Final = {
    stated: Circumstances.model_validate({"mtcr_exception": stated}) for stated in (True, False, None)
}


@dataclass(frozen=True, slots=True)
class EntriesGroup(Group):
    """The codes of an item, and what else decides whether lists take it, or it may be for surveillance.

    Codes that come to the same where missile technology is excepted and surveillance is not stated, come to the same
    always: those two only add to what the codes say.
    """

    def transaction(self, cells: Mapping[str, str], day: date) -> Transaction | None:
        """Without the contract, which would refuse only what is no code or no Boolean: there are thousands of codes.

        Not where parts of entries are answered.
        """
        values = {
            column.field: value_of(column, cells[column.name].strip())
            for column in self.keys
            if cells[column.name].strip()
        }
        codes = values.pop("items.entries", None)
        surveillance = values.pop("items.cyber_surveillance", None)
        excepted = values.pop("circumstances.mtcr_exception", None)
        goods, kind = values.pop("items.cn_code", None), values.pop("items.kind", None)
        customs = None if goods is None else customs_code(str(goods))
        if (
            values
            or not {type(surveillance), type(excepted)} <= {bool, type(None)}
            or kind not in (None, *KIND_WORDS)
            or (customs is None) is not (goods is None)
        ):
            return Group.transaction(self, cells, day)
        entries = None if codes is None else list(dict.fromkeys(code_on(code, day) for code in codes))
        if entries is not None and None in entries:
            return None
        fields = {"entries": entries, "cyber_surveillance": surveillance, "cn_code": customs, "kind": kind}
        item = _ITEM.model_copy(update=fields)
        return _TRANSACTION.model_copy(update={"items": [item], "circumstances": _EXCEPTED[excepted]})

    def alike(self, column: ColumnPath, leaves: Iterable[Leaf], day: date) -> Like | None:
        """What stands for a cell of codes, where no column answers for parts of them; for one of a customs code, whatever the columns."""
        if column.name == "items.cn_code":
            return surveying_codes_alike()
        if column.name != "items.entries" or any("answers" in other.path for other in self.keys):
            return None
        return codes_alike(leaves, day)


@dataclass(frozen=True, slots=True)
class GoodsGroup(Group):
    """The customs code of an item, and the answers whether an annex takes it."""

    def _rests_on(self, path: str, facts: Iterable[DerivedFact]) -> bool:
        return path == "items.cn_code" or Group._rests_on(self, path, facts)

    def alike(self, column: ColumnPath, leaves: Iterable[Leaf], day: date) -> Like | None:
        """What stands for a cell of codes, where no column answers for parts of them."""
        if column.name != "items.cn_code" or any("answers" in other.path for other in self.keys):
            return None
        return customs_codes_alike(leaves)


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


@lru_cache(maxsize=64)
def _read_as_facts(names: tuple[str, ...]) -> tuple[str, ...]:
    """Stated facts on which one of the derived facts ``names`` rests: the same for every file."""
    facts = [derived_facts()[name] for name in names]
    return tuple(name for name in STATED_FACTS if any(fact.rests_on(name) for fact in facts))


def _is_presence(path: str) -> bool:
    """Whether of a field of a party it matters only that the party is stated: what documents name is name and country, and who is a
    service tells which use a licence was granted for."""
    head, *rest = path.split(".")
    return head == "parties" and rest[1] not in ("name", "country", "service")


@lru_cache(maxsize=1 << 16)
def _fact_rests_on(name: str, path: str) -> bool:
    return derived_facts()[name].rests_on(path)


def _slots(columns: Iterable[ColumnPath], roles: Container[str]) -> Iterator[str]:
    """The parties in ``roles`` that a file has columns for: ``end_user.1``, ``consignee.2``."""
    for column in columns:
        if column.path[0] == "parties" and str(column.path[1]).split(".")[0] in roles:
            yield str(column.path[1])


_MOST_LEAVES: Final = 4096
_LEAVES: Final[dict[tuple[Any, ...], tuple[tuple[Leaf, ...], tuple[Leaf, ...]]]] = {}
"""The leaves of groups, by the identity of all leaves of a law, which are kept beside them: they are the same for many tables."""


def canonical(of_cells: Iterable[tuple[Group, Cells]]) -> list[Cells]:
    """For the cells of groups those that come to the same, as few as do."""
    return [group.same(cells) for group, cells in of_cells]


def derived(of_cells: Iterable[tuple[Group, Cells, date]]) -> list[Derived]:
    """The facts for the cells of groups, each on its day."""
    return [group.derive(cells, day) for group, cells, day in of_cells]
