"""The provisions, paragraph by paragraph, the general authorisation, and what follows from all of them."""

from __future__ import annotations

from typing import Any, Final

from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from benchmarks.arts3to5.openfisca_union.entities import (
    DecidedProvision,
    Item,
    Level,
    Outcome,
    Parameters,
    Period,
    Population,
    Result,
    Truths,
    among,
    at_least,
    most_severe,
)


def _decided(item: Population, period: Period, provision: str) -> Truths:
    """Where the authority has decided on ``provision``."""
    is_decided: Truths = item("decision_provision", period) == DecidedProvision[provision]
    return is_decided


def _required(item: Population, period: Period, provision: str) -> Truths:
    """Where it has decided that an authorisation is required."""
    return _decided(item, period, provision) & (item("decision_result", period) == Result["required"])


def _not_required(item: Population, period: Period, provision: str) -> Truths:
    """Where it has decided that none is required."""
    return _decided(item, period, provision) & (item("decision_result", period) == Result["not_required"])


class art_3_1(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Authorisation for the export of a listed item"
    reference = "Art. 3(1)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return item("leaves_union", period) & item("listed", period)


class art_4_1(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Authorisation: informed of a use of concern"
    reference = "Art. 4(1)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return item("unlisted_export", period) & item("use_informed", period)


class art_4_2(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Notification: aware of a use of concern"
    reference = "Art. 4(2)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        undecided = ~_decided(item, period, "Art. 4(2)")
        return item("unlisted_export", period) & item("use_aware", period) & undecided


class art_4_2_decision(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Authorisation: decided on the notification"
    reference = "Art. 4(2)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return item("unlisted_export", period) & _required(item, period, "Art. 4(2)")


class art_4_3(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Authorisation: grounds for suspicion, where the Member State says so"
    reference = "Art. 4(3)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        suspected = item("use_suspected_under_national_law", period) | (
            item("option_art4_3_aware", period) & item("use_known_under_national_law", period)
        )
        return (
            item("unlisted_export", period)
            & suspected
            & (~item("option_art4_3_notify", period) | _required(item, period, "Art. 4(3)"))
            & ~_not_required(item, period, "Art. 4(3)")
        )


class art_4_3_notification(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Notification: grounds for suspicion, where the Member State says so"
    reference = "Art. 4(3)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return (
            item("unlisted_export", period)
            & item("use_suspected_under_national_law", period)
            & item("option_art4_3_notify", period)
            & ~_decided(item, period, "Art. 4(3)")
        )


class art_5_1(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Authorisation: informed of a use for repression"
    reference = "Art. 5(1)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return item("unlisted_surveillance_export", period) & (
            item("knowledge_internal_repression", period) == Level.informed
        )


class art_5_2(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Notification: aware of a use for repression"
    reference = "Art. 5(2)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return (
            item("unlisted_surveillance_export", period)
            & (item("knowledge_internal_repression", period) == Level.aware)
            & ~_decided(item, period, "Art. 5(2)")
        )


class art_5_2_decision(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Authorisation: decided on the notification"
    reference = "Art. 5(2)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        required = _required(item, period, "Art. 5(2)")
        return item("unlisted_surveillance_export", period) & required


class art_5_3(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Authorisation: grounds for suspicion, where the Member State says so"
    reference = "Art. 5(3)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        knowledge = item("knowledge_internal_repression", period)
        suspected = (knowledge == Level.suspects) | (
            item("option_art5_3_aware", period) & at_least(knowledge, Level.aware)
        )
        return (
            item("unlisted_surveillance_export", period)
            & item("option_art5_3_used", period)
            & suspected
            & (~item("option_art5_3_notify", period) | _required(item, period, "Art. 5(3)"))
            & ~_not_required(item, period, "Art. 5(3)")
        )


class art_5_3_notification(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Notification: grounds for suspicion, where the Member State says so"
    reference = "Art. 5(3)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return (
            item("unlisted_surveillance_export", period)
            & (item("knowledge_internal_repression", period) == Level.suspects)
            & item("option_art5_3_used", period)
            & item("option_art5_3_notify", period)
            & ~_decided(item, period, "Art. 5(3)")
        )


class eu001(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "EU001 may be used"
    reference = "Annex II, EU001"

    def formula_2021_09_09(item: Population, period: Period, parameters: Parameters) -> Truths:
        permitted = parameters(period).eu001
        return (
            ~among(item("entry", period), permitted.excluded_items)
            & among(item("destination", period), permitted.destinations)
            & ~item("use_known", period)
            & ~item("free_zone", period)
        )


class outcome(Variable):
    value_type = Enum
    possible_values = Outcome
    default_value = Outcome.not_controlled
    entity = Item
    definition_period = DateUnit.DAY
    label = "The most severe of what Arts 3 to 5 ask, Art. 3(1) relieved by EU001"

    def formula_2021_09_09(item: Population, period: Period) -> Any:
        art_3_1, eu001 = item("art_3_1", period), item("eu001", period)
        authorisation = (
            (art_3_1 & ~eu001)
            | item("art_4_1", period)
            | item("art_4_2_decision", period)
            | item("art_4_3", period)
            | item("art_5_1", period)
            | item("art_5_2_decision", period)
            | item("art_5_3", period)
        )
        notification = (
            item("art_4_2", period)
            | item("art_4_3_notification", period)
            | item("art_5_2", period)
            | item("art_5_3_notification", period)
        )
        return most_severe(
            (authorisation, Outcome.authorisation_required),
            (notification, Outcome.notification_required),
            (art_3_1 & eu001, Outcome.general_authorisation),
        )


PROVISIONS: Final = (
    art_3_1,
    art_4_1,
    art_4_2,
    art_4_2_decision,
    art_4_3,
    art_4_3_notification,
    art_5_1,
    art_5_2,
    art_5_2_decision,
    art_5_3,
    art_5_3_notification,
    eu001,
    outcome,
)
