"""The warnings that hold a release, and of those that a few stated fields decide, which fields these are.

A warning whose fields are named here is told in a table, too, of rows about which ``check`` is not asked: it is worked out once for each
different set of their cells (``bulk/contradicting_cells.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dualuse.assessment.duties_by_code import circumstances_that_reach, codes_replaced
from dualuse.assessment.member_state import RESPONSIBLE_STATE_FIELDS, responsible_state
from dualuse.assessment.warnings.codes_in_texts import codes_in_texts, may_name_a_code
from dualuse.assessment.warnings.collection import decisions_later, electronic_goods, item_warnings
from dualuse.assessment.warnings.diversion import diversion_warnings, may_be_looked_for, telling_of_the_way
from dualuse.assessment.warnings.places import (
    CLOSE_PARTNERS,
    end_users_elsewhere,
    end_users_in_union,
    exporter_warnings,
    first_stop_denied,
    kind_of_supply_warnings,
    purchaser_warnings,
)
from dualuse.i18n import Message
from dualuse.law.customs import replaced_by
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TRANSIT_CIRCUMSTANCE_NAMES
from dualuse.schema.transaction import Transaction

PLACES_OF_SUPPLY: Final = ("activity", "destination", "located_in", "dispatched_from", "consigned_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedWarnings:
    """Warnings that follow from stated fields alone, whatever the law says of the items.

    ``codes``: of those that hold a release; ``fields``: all that they read, as the contract names them, a group for all that it holds, and
    ``parties.name`` for the names of parties in every role; ``date`` among them where its law changes with the day; ``signs``: fields of
    which the text of one must show the sign, an empty one where there is none, else there is no warning and nobody need look; ``telling``: of the text of a field what is read,
    the same for texts that are the same to the warnings; ``unless_under``: the general authorisation under which an item is not warned of.
    """

    codes: tuple[str, ...]
    fields: tuple[str, ...]
    warnings: Callable[[Transaction, date], Iterable[Message]]
    signs: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)
    telling: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    unless_under: str = ""

    def holding(self, transaction: Transaction, day: date) -> tuple[Message, ...]:
        """Those that hold a release, of what is stated."""
        return tuple(message for message in self.warnings(transaction, day) if message.code in self.codes)


def _is_electronic(text: str) -> bool:
    return text.strip().casefold() == "electronic"


def _is_replaced(text: str) -> bool:
    return bool(replaced_by(text.strip()))


OF_STATEMENTS: Final = (
    StatedWarnings(
        codes=("customs_code_replaced",),
        fields=(
            "date",
            "destination",
            "purchasing_country",
            "consigned_to",
            "parties.country",
            "items.cn_code",
            *(f"circumstances.{name}" for name in circumstances_that_reach()),
        ),
        warnings=codes_replaced,
        signs={"items.cn_code": _is_replaced},
    ),
    StatedWarnings(
        codes=(
            "export_within_union",
            "brokering_from_union",
            "brokering_location",
            "transit_from_union",
            "export_from_third_country",
            "transfer_leaves_union",
            "transfer_first_stop",
        ),
        fields=PLACES_OF_SUPPLY,
        warnings=kind_of_supply_warnings,
    ),
    StatedWarnings(
        codes=("first_stop_denied",),
        fields=(
            "destination",
            "consigned_to",
            *(f"circumstances.{name}" for name in TRANSIT_CIRCUMSTANCE_NAMES),
        ),
        warnings=lambda transaction, day: first_stop_denied(transaction),
    ),
    StatedWarnings(
        codes=("end_user_elsewhere",),
        fields=("destination", "parties.end_user.country"),
        warnings=end_users_elsewhere,
        unless_under=CLOSE_PARTNERS,
    ),
    StatedWarnings(
        codes=("end_user_in_union",),
        fields=(
            "destination",
            "manner",
            "exporter.name",
            "exporter.country",
            "parties.name",
            "parties.end_user.country",
        ),
        warnings=end_users_in_union,
    ),
    StatedWarnings(
        codes=("purchaser_elsewhere",),
        fields=("purchasing_country", "parties.purchaser.country"),
        warnings=lambda transaction, day: purchaser_warnings(transaction),
    ),
    StatedWarnings(
        codes=("decision_later",), fields=("date", "authority_decisions"), warnings=decisions_later
    ),
    StatedWarnings(
        codes=("exporter_outside_union",),
        fields=RESPONSIBLE_STATE_FIELDS,
        warnings=lambda transaction, day: exporter_warnings(transaction, day, responsible_state(transaction)),
    ),
    StatedWarnings(
        codes=("kind_differs", "cyber_surveillance_listed"),
        fields=("activity", "items.kind", "items.entries", "items.cyber_surveillance"),
        warnings=lambda transaction, day: (
            message for item in transaction.items for message in item_warnings(item, transaction.activity)
        ),
    ),
    StatedWarnings(
        codes=("code_in_text", "military_code_in_text"),
        fields=(
            "date",
            "items.entries",
            "items.national_entries",
            "items.description",
            "items.product",
            "items.parameters",
        ),
        warnings=lambda transaction, day: (
            message for item in transaction.items for message in codes_in_texts(item, day)
        ),
        signs=dict.fromkeys(("items.description", "items.product", "items.parameters"), may_name_a_code),
    ),
    StatedWarnings(
        codes=("goods_electronic",),
        fields=("manner", "items.kind", "items.entries", "items.cn_code"),
        warnings=lambda transaction, day: electronic_goods(transaction),
        signs={"manner": _is_electronic},
    ),
    StatedWarnings(
        codes=("high_priority_diversion", "banned_goods_sold_on", "known_to_go_on", "uncoded_diversion"),
        fields=(
            "date",
            "destination",
            "purchasing_country",
            "consigned_to",
            "end_use",
            "parties.name",
            "parties.country",
            "manner",
            "items.kind",
            "items.entries",
            "items.cn_code",
            "knowledge.reexport",
            "circumstances.free_zone",
        ),
        warnings=lambda transaction, day: (
            message for item in transaction.items for message in diversion_warnings(transaction, item, day)
        ),
        signs={"items.cn_code": may_be_looked_for},
        telling=dict.fromkeys(("parties.name", "end_use"), telling_of_the_way),
    ),
)
"""In the order in which ``check`` tells them."""

OF_THE_JUDGEMENT: Final = (
    "decision_use_unstated",
    "suspicion",
    "general_without_end_user",
    "consignee_elsewhere",
    "intermediary_elsewhere",
    "human_rights_open",
    "kindred_use",
    "public_security_open",
    "grave_use",
    "informed",
    "informed_of_onward_export",
    "informed_of_the_way",
    "diligence_unrecorded",
    "surveillance_unstated",
    "answer_contradicted",
    "transfer_to_notify",
)
"""Those that rest on what the law says of the items, too: a table tells them of rows that would be free without them."""

CONTRADICTIONS: Final = (*(code for stated in OF_STATEMENTS for code in stated.codes), *OF_THE_JUDGEMENT)
"""Warnings that statements do not fit, or that one is wanting: until that is mended the answer is never "go"."""
