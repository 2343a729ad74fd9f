"""The groups of columns of a file: those that decide facts together, and those that the contract alone must look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from dualuse.assessment import derivations
from dualuse.assessment.authorisations.remaining_amounts import Left
from dualuse.bulk.fact_groups import (
    ACTIVITY,
    THRESHOLD,
    EntriesGroup,
    GoodsGroup,
    Group,
    PlacesGroup,
)
from dualuse.bulk.held_group import HELD_ASKS, HELD_FAULTS, HELD_LIFTS, HeldGroup
from dualuse.law.eu_2021_821.facts import CUSTOMS_CODE
from dualuse.law.eu_2021_821.facts.derived import NATIONAL_VALUE_EXEMPT
from dualuse.law.eu_2021_821.facts.derived_authorities import COVERED_BY_HELD
from dualuse.law.eu_2021_821.facts.derived_fact import (
    END_USER_ROLES,
    NAMED_ROLES,
    OTHER_ROLES,
    RECEIVER_ROLES,
)
from dualuse.law.measures.goods.lists import ASKED_OF_GOODS
from dualuse.schema.rules import RULES, Rules
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.equivalence import (
    departure_of_export,
    fewest_places,
    none_apart,
    one_country,
    one_list,
    one_state,
    state_of_its_own,
)
from dualuse.schema.tables.header import Header

_GROUPS: Final = (
    Group(
        "exporter",
        (derivations.options_used,),
        states=("activity", "exporter.country"),
        extras=(THRESHOLD, ACTIVITY),
        same=one_state,
        places_apart=state_of_its_own,
    ),
    PlacesGroup(
        "places",
        (
            derivations.purchaser_country,
            derivations.countries_of_receivers,
            derivations.other_parties,
            derivations.first_stop,
            derivations.unplaced,
            derivations.end_users_and_consignees,
        ),
        states=("destination",),
        asks=("place.",),
        slots_of=(*RECEIVER_ROLES, *OTHER_ROLES),
        same=fewest_places,
        places_apart=none_apart,
    ),
    EntriesGroup(
        "entries",
        (derivations.codes,),
        states=("item.entries",),
        asks=("covered.",),
    ),
    Group("free_zone", (derivations.in_free_zone,), dated=False),
    Group("departing", (derivations.from_union,), same=departure_of_export),
    Group("brokered", (derivations.within_one_country,), same=one_country, dated=False),
    GoodsGroup(
        "goods",
        states=(CUSTOMS_CODE,),
        asks=(ASKED_OF_GOODS,),
    ),
    Group("prices", (derivations.prices,), dated=False),
    Group(
        "nuclear_limit",
        (derivations.nuclear_limit,),
        dated=False,
    ),
    Group("tangible", (derivations.tangible,), dated=False),
    Group("services", (derivations.services,), slots_of=RECEIVER_ROLES, dated=False),
    Group("national", (derivations.on_national_lists,), same=one_list),
    Group(
        "in_germany",
        (derivations.assistance_in_germany,),
        dated=False,
    ),
    Group(
        "decisions",
        (derivations.decisions_taken,),
        needs="authority_decisions",
        masked=True,
        slots_of=(*END_USER_ROLES, *NAMED_ROLES),
        by_its_day=True,
    ),
    HeldGroup(
        "held",
        (derivations.held,),
        needs="authorisations",
        masked=True,
        slots_of=(*END_USER_ROLES, *NAMED_ROLES),
        by_its_day=True,
        extras=(COVERED_BY_HELD, HELD_ASKS, HELD_LIFTS, HELD_FAULTS),
    ),
)


@dataclass(frozen=True, slots=True)
class FileGroups:
    """The groups of a file, and the columns of which more than the form of their cells matters.

    But for what rows of a contract come to, all rows that are the same in the columns ``read`` have the same answer, where
    the cells of the others have their form. ``in_table``: what all rows draw on authorisations, by reference.
    """

    groups: tuple[Group, ...]
    read: frozenset[str]
    in_table: Mapping[str, Left] = field(default_factory=dict)


_OF_VALUES: Final = tuple(
    path
    for path in (*NATIONAL_VALUE_EXEMPT.inputs, f"answers.{NATIONAL_VALUE_EXEMPT.answer}")
    if path.startswith(("items.", "answers."))
)
"""Fields that decide whether a national list leaves an item free for its value."""


@lru_cache(maxsize=64)
def _with_columns(
    columns: tuple[ColumnPath, ...], prepared: tuple[tuple[str, str], ...]
) -> tuple[Group, ...]:
    """The groups of facts with their columns in files that have these."""
    return tuple(group.of_file(columns, dict(prepared)) for group in _GROUPS)


def groups_of(
    header: Header,
    in_table: Mapping[str, Left] | None = None,
    rules: Rules = RULES,
    policies: tuple[str, ...] = (),
) -> FileGroups:
    """The groups of a file: those of facts, and one for each column that the contract alone must look at.

    A group without columns has one combination: no cells. ``in_table``: what all rows draw on authorisations; ``rules``: those
    of this program; ``policies``: what is assumed of fields that are not stated.
    """
    of_facts = [
        replace(group, in_table=in_table or {}, rules=rules, policies=policies)
        if isinstance(group, HeldGroup)
        else replace(group, rules=rules, policies=policies, whole_contract=header.has_whole_contracts)
        for group in _with_columns(header.columns, tuple(header.held.items()))
    ]
    keys = {column.name for group in of_facts for column in group.keys}
    owners: dict[tuple[str | int, ...], list[ColumnPath]] = {}
    for column in header.columns:
        if column.is_of_owner:
            owners.setdefault(column.path[1:4], []).append(column)
    # What is stated of an owner is looked at together: the contract takes none without a name.
    of_owners = [
        Group(
            f"owner{number}",
            keys=tuple(columns),
            names=tuple(column.name for column in columns),
            held=tuple(header.held[column.name] for column in columns),
        )
        for number, columns in enumerate(owners.values())
    ]
    checks = [
        Group(f"check{number}", keys=(column,), names=(column.name,), held=(header.held[column.name],))
        for number, column in enumerate(header.columns)
        if column.name not in keys and not column.form and not column.is_of_owner and column.name != "date"
    ]
    read = (
        column.name
        for column in header.columns
        if column.name in keys
        or column.name == "date"
        or not column.form
        or column.is_direct
        or column.path[0] == "parties"
        or column.field in _OF_VALUES
    )
    return FileGroups((*of_facts, *of_owners, *checks), frozenset(read), in_table or {})
