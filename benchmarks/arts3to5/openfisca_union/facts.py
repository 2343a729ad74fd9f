"""The facts: what is stated (inputs), and what several provisions share (formulas)."""

from __future__ import annotations

from typing import Any, Final

from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from benchmarks.arts3to5.openfisca_union.entities import (
    UNDECIDED,
    Activity,
    Code,
    DecidedProvision,
    Item,
    Level,
    Parameters,
    Period,
    Place,
    Population,
    Result,
    Truths,
    among,
    at_least,
)
from benchmarks.arts3to5.table import NOT_LISTED


def _chosen(name: str, label: str, values: Any, default: str) -> type[Variable]:
    """An input with named values."""
    return type(
        name,
        (Variable,),
        {
            "value_type": Enum,
            "possible_values": values,
            "default_value": values[default],
            "entity": Item,
            "definition_period": DateUnit.DAY,
            "label": label,
        },
    )


def _stated(name: str, label: str) -> type[Variable]:
    """A yes/no input."""
    return type(
        name,
        (Variable,),
        {"value_type": bool, "entity": Item, "definition_period": DateUnit.DAY, "label": label},
    )


INPUTS: Final = (
    _chosen("activity", "What is done", Activity, "export"),
    _chosen("exporter_country", "Where the exporter is established", Place, "DE"),
    _chosen("destination", "Final destination", Place, "US"),
    _chosen("purchasing_country", "Where the purchaser sits", Place, "US"),
    _chosen("entry", "Provision of Annex I that lists the item", Code, NOT_LISTED),
    _stated("cyber_surveillance", "Specially designed for covert surveillance"),
    _chosen("knowledge_wmd", "Knowledge of a use for weapons of mass destruction", Level, "none"),
    _chosen("knowledge_military_end_use", "Knowledge of a military end use", Level, "none"),
    _chosen("knowledge_illicit_military_parts", "Knowledge of use in illegal arms", Level, "none"),
    _chosen("knowledge_internal_repression", "Knowledge of a use for repression", Level, "none"),
    _stated("free_zone", "Goes to a free zone or free warehouse"),
    _chosen("decision_provision", "What the authority has decided on", DecidedProvision, UNDECIDED),
    _chosen("decision_result", "What the authority has decided", Result, UNDECIDED),
)


def _option(article: str, name: str, label: str) -> type[Variable]:
    """Whether the exporter's Member State has used an option, from the dated list of States that have."""

    def formula(item: Population, period: Period, parameters: Parameters) -> Truths:
        return among(item("exporter_country", period), parameters(period).national_options[article][name])

    return type(
        f"option_{article}_{name}",
        (Variable,),
        {
            "value_type": bool,
            "entity": Item,
            "definition_period": DateUnit.DAY,
            "label": label,
            "formula_2021_09_09": formula,
        },
    )


OPTIONS: Final = (
    _option("art4_3", "wmd", "National law reaches suspicion of weapons of mass destruction"),
    _option("art4_3", "military_end_use", "National law reaches suspicion of a military end use"),
    _option("art4_3", "illicit_military_parts", "National law reaches suspicion of illegal arms"),
    _option("art4_3", "notify", "National law asks to notify first (Art. 4(3))"),
    _option("art4_3", "aware", "National law asks whoever is aware for an authorisation (Art. 4(3))"),
    _option("art5_3", "used", "National law reaches suspicion of repression"),
    _option("art5_3", "notify", "National law asks to notify first (Art. 5(3))"),
    _option("art5_3", "aware", "National law asks whoever is aware for an authorisation (Art. 5(3))"),
)


class leaves_union(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "An export to a place outside the customs territory of the Union"
    reference = "Art. 2(2), (17)"

    def formula_2021_09_09(item: Population, period: Period, parameters: Parameters) -> Truths:
        inside = among(item("destination", period), parameters(period).customs_territory)
        return (item("activity", period) == Activity.export) & ~inside


class listed(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Listed in Annex I"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return item("entry", period) != Code[NOT_LISTED]


class unlisted_export(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "An export from the Union of an item that is not listed"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return item("leaves_union", period) & ~item("listed", period)


class unlisted_surveillance_export(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "An export from the Union of a cyber-surveillance item that is not listed"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return item("unlisted_export", period) & item("cyber_surveillance", period)


class embargoed(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "The destination or the purchasing country is under an arms embargo"
    reference = "Art. 4(1)(b), Art. 2(19)"

    def formula_2021_09_09(item: Population, period: Period, parameters: Parameters) -> Truths:
        embargoes = parameters(period).arms_embargoes
        return among(item("destination", period), embargoes) | among(
            item("purchasing_country", period), embargoes
        )


class use_informed(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Informed by the authority of a use named in Art. 4(1)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return (
            (item("knowledge_wmd", period) == Level.informed)
            | ((item("knowledge_military_end_use", period) == Level.informed) & item("embargoed", period))
            | (item("knowledge_illicit_military_parts", period) == Level.informed)
        )


class use_aware(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Aware, and no more, of a use named in Art. 4(1)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return (
            (item("knowledge_wmd", period) == Level.aware)
            | ((item("knowledge_military_end_use", period) == Level.aware) & item("embargoed", period))
            | (item("knowledge_illicit_military_parts", period) == Level.aware)
        )


class use_known(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Awareness or more of a use named in Art. 4(1)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return item("use_informed", period) | item("use_aware", period)


class use_suspected_under_national_law(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Grounds for suspicion, and no more, of a use that the option of the Member State reaches"
    reference = "Art. 4(3)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return (
            ((item("knowledge_wmd", period) == Level.suspects) & item("option_art4_3_wmd", period))
            | (
                (item("knowledge_military_end_use", period) == Level.suspects)
                & item("embargoed", period)
                & item("option_art4_3_military_end_use", period)
            )
            | (
                (item("knowledge_illicit_military_parts", period) == Level.suspects)
                & item("option_art4_3_illicit_military_parts", period)
            )
        )


class use_known_under_national_law(Variable):
    value_type = bool
    entity = Item
    definition_period = DateUnit.DAY
    label = "Awareness or more of a use that the option of the Member State reaches"
    reference = "Art. 4(3)"

    def formula_2021_09_09(item: Population, period: Period) -> Truths:
        return (
            (at_least(item("knowledge_wmd", period), Level.aware) & item("option_art4_3_wmd", period))
            | (
                at_least(item("knowledge_military_end_use", period), Level.aware)
                & item("embargoed", period)
                & item("option_art4_3_military_end_use", period)
            )
            | (
                at_least(item("knowledge_illicit_military_parts", period), Level.aware)
                & item("option_art4_3_illicit_military_parts", period)
            )
        )


SHARED: Final = (
    *OPTIONS,
    leaves_union,
    listed,
    unlisted_export,
    unlisted_surveillance_export,
    embargoed,
    use_informed,
    use_aware,
    use_known,
    use_suspected_under_national_law,
    use_known_under_national_law,
)
