"""Facts that only German law asks for."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.language.fact import FactDefinition, flag_fact, ground_fact

KNOWLEDGE: Final = (
    ground_fact(
        "nuclear_facility",
        N_(
            "What is known of a use to build or run an installation for nuclear purposes of Category 0, or to be built into"
            " one (§§ 9, 11, 52 AWV)?"
        ),
        N_("knowledge of a use in an installation for nuclear purposes: {value}"),
    ),
    ground_fact(
        "surveillance_assistance",
        N_(
            "Has BAFA informed the provider that the assistance is meant for the surveillance item (§§ 52a, 52b AWV)?"
        ),
        N_("knowledge, beyond the item stated, of assistance for surveillance items: {value}"),
    ),
)

_IS_WITHIN_LIMIT: Final = N_(
    "Does the contract supply such goods, not software or technology, for no more than 5 000 euro in all (§§ 9(3), 11(5) AWV)?"
)
_WITHIN_LIMIT: Final = N_("the contract supplies such goods for no more than 5 000 euro")
_ABOVE_LIMIT: Final = N_(
    "the contract supplies such goods for more than 5 000 euro, or software or technology"
)
_LISTED_TECHNOLOGY: Final = "german_listed_technology"
_GIVEN_IN_GERMANY: Final = N_(
    "Is the assistance given in Germany, to a foreigner who receives it there (§ 51 AWV)?"
)
_IS_GIVEN_IN_GERMANY: Final = N_("the assistance is given in Germany")

CIRCUMSTANCES: Final = (
    flag_fact(
        "circumstances.german_national",
        N_("Is the provider or broker a German national, wherever resident (§§ 47, 49 to 52b AWV)?"),
        N_("the provider or broker is a German national"),
        N_("the provider or broker is no German national"),
    ),
    flag_fact(
        "circumstances.assistance_in_germany",
        _GIVEN_IN_GERMANY,
        _IS_GIVEN_IN_GERMANY,
        N_("the assistance is not given in Germany"),
    ),
    flag_fact(
        "circumstances.oral_assistance",
        N_("Is the assistance given by word of mouth only (§§ 49(3), 50(3) AWV)?"),
        N_("the assistance is given by word of mouth only"),
        N_("the assistance is not given by word of mouth only"),
    ),
    flag_fact(
        f"circumstances.{_LISTED_TECHNOLOGY}",
        N_(
            "Does the assistance concern technology that the German export list names in Part I A number 0022 or in an"
            " entry of group E of Part I B (§§ 49(3), 50(3), 51(4) AWV)?"
        ),
        N_("the assistance concerns technology that the German export list names"),
        N_("the assistance concerns no technology that the German export list names"),
    ),
    flag_fact(
        "circumstances.nuclear_technology",
        N_(
            "Does the assistance concern technology of group E of Category 0 of Annex I (0E), whatever the item (§ 52(3) AWV)?"
        ),
        N_("the assistance concerns technology of group E of Category 0"),
        N_("the assistance concerns no technology of group E of Category 0"),
    ),
    flag_fact(
        "circumstances.nuclear_goods_within_limit",
        _IS_WITHIN_LIMIT,
        _WITHIN_LIMIT,
        _ABOVE_LIMIT,
    ),
    flag_fact(
        "circumstances.brokering_in_third_country",
        N_("Does the broker act in a third country, not from the Union (§ 47 AWV)?"),
        N_("the broker acts in a third country"),
        N_("the broker acts from the Union"),
    ),
)

FREEING_CIRCUMSTANCES: Final = ("oral_assistance", "nuclear_goods_within_limit")
"""With which less is asked."""
BURDENING_CIRCUMSTANCES: Final = (
    "german_national",
    _LISTED_TECHNOLOGY,
    "nuclear_technology",
    "brokering_in_third_country",
)
"""With which more is asked."""
NUCLEAR_LIMIT: Final = "item.nuclear_within_limit"
"""§§ 9(3) no 2, 11(5) no 3 AWV: goods of which the contract supplies no more than the limit."""
DERIVED: Final = (
    flag_fact(NUCLEAR_LIMIT, _IS_WITHIN_LIMIT, _WITHIN_LIMIT, _ABOVE_LIMIT),
    flag_fact(
        "assistance.in_germany",
        _GIVEN_IN_GERMANY,
        _IS_GIVEN_IN_GERMANY,
        N_("the assistance is not stated to be given in Germany: the destination is taken as its place"),
    ),
    flag_fact(
        "item.german_interception",
        N_(
            "Is the item one of the entries 5A902, 5D902 and 5E902 of the German list (items.national_entries)?"
        ),
        N_("the item is one of the entries 5A902, 5D902 and 5E902 of the German list"),
        N_("the item is none of the entries 5A902, 5D902 and 5E902 of the German list"),
    ),
)

GERMAN_LAW: Final = FactDefinition(
    "option.german_law",
    "flag",
    N_("Is Germany the State whose law counts, so that its ordinance (AWV) is to be kept?"),
    N_("Germany is the State whose law counts"),
    no=N_("Germany is not the State whose law counts"),
    asked_of="authority",
)
"""It follows from the State that is responsible (Arts 11(3), 12(2)), as the options of the Regulation do."""
