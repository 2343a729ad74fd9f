"""Circumstances of restrictive measures: exceptions, ways through a country, what the authority has told; they count where stated."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.language.fact import FactDefinition


def circumstance_fact(name: str, question: str, yes: str, no: str) -> FactDefinition:
    """The fact that a circumstance is: its question, and a sentence for yes and for no."""
    return FactDefinition(f"circumstances.{name}", "flag", question, yes, no=no)


_NOT_STATED: Final = N_("it is not stated")
_BEFORE_24_OCTOBER_2025: Final = N_("the supply performs a contract of before 24 October 2025")
_MAY_BE_AUTHORISED: Final = N_("a ground applies on which the authority may authorise it")

MEASURE_CIRCUMSTANCES: Final = (
    circumstance_fact(
        "russia_833_2014_humanitarian",
        N_(
            "Are the items for humanitarian purposes, a health emergency, the urgent prevention or mitigation of a serious event, or"
            " a natural disaster, with non-military use and a non-military end user (Regulation (EU) No 833/2014, Arts 2(3)(a) and"
            " 2a(3)(a))?"
        ),
        N_("the items serve a humanitarian or emergency purpose of Arts 2(3)(a) and 2a(3)(a)"),
        _NOT_STATED,
    ),
    circumstance_fact(
        "russia_833_2014_medical",
        N_(
            "Are the items for medical or pharmaceutical purposes, with non-military use and a non-military end user (Regulation (EU)"
            " No 833/2014, Arts 2(3)(b) and 2a(3)(b))?"
        ),
        N_("the items serve a medical or pharmaceutical purpose"),
        _NOT_STATED,
    ),
    circumstance_fact(
        "russia_833_2014_former_exemption",
        N_(
            "Did one of the exemptions apply that Arts 2(3) and 2a(3) of Regulation (EU) No 833/2014 named until 24 February 2025: news"
            " media, software updates, consumer communication devices, personal effects, for non-military use and end users?"
        ),
        N_("one of the exemptions applied that ended on 24 February 2025"),
        _NOT_STATED,
    ),
    circumstance_fact(
        "russia_833_2014_derogation",
        N_(
            "Does a ground apply on which the authority may authorise what Regulation (EU) No 833/2014 forbids for these items (Arts"
            " 2(4), 2a(4), 3(4) to (6), 3c(5) to (6f), 3h(4), 3k(5) to (5i)), and no military end user, person of Annex IV, or"
            " aviation, space or energy sector stands in its way (Art. 2(7))?"
        ),
        _MAY_BE_AUTHORISED,
        _NOT_STATED,
    ),
    circumstance_fact(
        "russia_833_2014_former_contract",
        N_(
            "Does the supply perform a contract concluded before 24 October 2025, whose run-off Art. 3k(3aj) or (3ak) of Regulation"
            " (EU) No 833/2014 allowed for some goods?"
        ),
        _BEFORE_24_OCTOBER_2025,
        _NOT_STATED,
    ),
    circumstance_fact(
        "belarus_765_2006_humanitarian",
        N_(
            "Are the items for humanitarian purposes, a health emergency, the urgent prevention or mitigation of a serious event, or"
            " a natural disaster, with non-military use and a non-military end user (Regulation (EC) No 765/2006, Arts 1e(3) and 1f(3))?"
        ),
        N_("the items serve a humanitarian or emergency purpose of Arts 1e(3) and 1f(3)"),
        _NOT_STATED,
    ),
    circumstance_fact(
        "belarus_765_2006_emergency",
        N_(
            "Do the items serve a health emergency, the urgent prevention or mitigation of a serious event, or the aftermath of a"
            " natural disaster, with non-military use and a non-military end user (Regulation (EC) No 765/2006, Art. 1bb(11))?"
        ),
        N_("the items serve an emergency of Art. 1bb(11)"),
        _NOT_STATED,
    ),
    circumstance_fact(
        "belarus_765_2006_derogation",
        N_(
            "Does a ground apply on which the authority may authorise what Regulation (EC) No 765/2006 forbids for these items (Arts"
            " 1e(4), 1f(4), 1bb, 1s)?"
        ),
        _MAY_BE_AUTHORISED,
        _NOT_STATED,
    ),
    circumstance_fact(
        "belarus_765_2006_former_contract",
        N_(
            "Does the supply perform a contract concluded before 1 July 2024, whose run-off Art. 1bb(4), (5) or (6) or Art. 1gc(3) of"
            " Regulation (EC) No 765/2006 allowed until 2 October 2024 (for CN 2602 until 2 August 2024, for CN 8708 99 until 2"
            " January 2025)?"
        ),
        N_("the supply performs a contract of before 1 July 2024"),
        _NOT_STATED,
    ),
    circumstance_fact(
        "belarus_765_2006_contract_before_20_july_2025",
        N_(
            "Does the supply perform a contract concluded before 20 July 2025, whose run-off Art. 1bb(3a) or (3b) of Regulation (EC) No"
            " 765/2006 allowed for some goods?"
        ),
        N_("the supply performs a contract of before 20 July 2025"),
        _NOT_STATED,
    ),
    circumstance_fact(
        "belarus_765_2006_contract_before_24_october_2025",
        N_(
            "Does the supply perform a contract concluded before 24 October 2025, whose run-off Art. 1bb(3c) or (3d) of Regulation (EC)"
            " No 765/2006 allows for some goods?"
        ),
        _BEFORE_24_OCTOBER_2025,
        _NOT_STATED,
    ),
    circumstance_fact(
        "iran_267_2012_derogation",
        N_(
            "Are the items for food, agricultural, medical or humanitarian purposes, so that the authority may authorise them under"
            " Art. 7 of Regulation (EU) No 267/2012?"
        ),
        _MAY_BE_AUTHORISED,
        _NOT_STATED,
    ),
    circumstance_fact(
        "iran_267_2012_former_contract",
        N_(
            "Does the supply perform a contract concluded before 30 September 2025, and are the conditions met under which Arts 10(1),"
            " 10c(2), 10f or 15c of Regulation (EU) No 267/2012 let it run until 1 January 2026 (for Annexes VI and VIA notice to the"
            " authority 20 working days before; for Annex VIA also an investment in Iran made before that day)?"
        ),
        N_("the supply performs a contract of before 30 September 2025"),
        _NOT_STATED,
    ),
    circumstance_fact(
        "iran_2023_1529_derogation",
        N_(
            "Are the items for medical, pharmaceutical, humanitarian or emergency purposes, with non-military use and a non-military end"
            " user, so that the authority may authorise them under Art. 2(3) of Regulation (EU) 2023/1529?"
        ),
        _MAY_BE_AUTHORISED,
        _NOT_STATED,
    ),
    circumstance_fact(
        "north_korea_2017_1509_derogation",
        N_(
            "Are the items for food, agricultural, medical or other humanitarian purposes, so that the authority may authorise them"
            " under Art. 8(1) of Regulation (EU) 2017/1509, or has the Security Council approved them?"
        ),
        _MAY_BE_AUTHORISED,
        _NOT_STATED,
    ),
    circumstance_fact(
        "crimea_692_2014_derogation",
        N_(
            "Does a ground apply on which the authority may authorise what Art. 2b of Regulation (EU) No 692/2014 forbids (consular,"
            " medical or humanitarian purposes, urgent prevention of a serious event)?"
        ),
        _MAY_BE_AUTHORISED,
        _NOT_STATED,
    ),
    circumstance_fact(
        "ukraine_areas_2022_263_derogation",
        N_(
            "Does a ground apply on which the authority may authorise what Art. 4 of Regulation (EU) 2022/263 forbids (consular,"
            " medical or humanitarian purposes, urgent prevention of a serious event)?"
        ),
        _MAY_BE_AUTHORISED,
        _NOT_STATED,
    ),
    circumstance_fact(
        "arms_measures_derogation",
        N_(
            "Does a ground apply on which the authority may authorise what an act against arms or internal repression forbids: non-lethal"
            " or repression equipment solely for humanitarian or protective use, institution-building or crisis-management operations"
            " of the United Nations or the Union, demining, or what the act lets a committee, a mission or the government approve?"
        ),
        _MAY_BE_AUTHORISED,
        _NOT_STATED,
    ),
    circumstance_fact(
        "arms_measures_protective_clothing",
        N_(
            "Is it protective clothing, with flak jackets and military helmets, taken along for a time and for their personal use only by"
            " personnel of the United Nations, of the Union or its Member States, of the media, or by humanitarian or development workers?"
        ),
        N_("it is protective clothing that named persons take along for their own use"),
        _NOT_STATED,
    ),
)
"""Exceptions of restrictive measures, each named after its act, or after acts of one kind: they count where a person states them."""

MEASURE_CIRCUMSTANCE_NAMES: Final = tuple(
    fact.name.removeprefix("circumstances.") for fact in MEASURE_CIRCUMSTANCES
)

TRANSIT_CIRCUMSTANCES: Final = (
    circumstance_fact(
        "russia_833_2014_through_russia",
        N_("Do the items pass through the territory of Russia on their way?"),
        N_("the items pass through the territory of Russia"),
        N_("the items do not pass through the territory of Russia"),
    ),
    circumstance_fact(
        "belarus_765_2006_through_belarus",
        N_("Do the items pass through the territory of Belarus on their way?"),
        N_("the items pass through the territory of Belarus"),
        N_("the items do not pass through the territory of Belarus"),
    ),
    circumstance_fact(
        "iran_2023_1529_through_iran",
        N_("Do the items pass through the territory of Iran on their way?"),
        N_("the items pass through the territory of Iran"),
        N_("the items do not pass through the territory of Iran"),
    ),
)
"""A way through the country of an act: asked about where such a way is likely, and true wherever it is stated."""

TRANSIT_CIRCUMSTANCE_NAMES: Final = tuple(
    fact.name.removeprefix("circumstances.") for fact in TRANSIT_CIRCUMSTANCES
)

TOLD: Final = "told."
"""Begins the names of the facts that a person has stated a circumstance of a measure: what is not stated does not count."""

INFORMED_CIRCUMSTANCES: Final = (
    circumstance_fact(
        "russia_833_2014_informed",
        N_(
            "Has the authority informed you that the items are or may be meant for Russia (Regulation (EU) No 833/2014, Art. 2a(1aa))?"
        ),
        N_("the authority has informed the exporter that the items are or may be meant for Russia"),
        _NOT_STATED,
    ),
    circumstance_fact(
        "belarus_765_2006_informed",
        N_(
            "Has the authority informed you that the items are or may be meant for Belarus (Regulation (EC) No 765/2006, Art. 1f(1aa))?"
        ),
        N_("the authority has informed the exporter that the items are or may be meant for Belarus"),
        _NOT_STATED,
    ),
)
"""What the authority has told: it counts where a person states it."""

INFORMED_CIRCUMSTANCE_NAMES: Final = tuple(
    fact.name.removeprefix("circumstances.") for fact in INFORMED_CIRCUMSTANCES
)

INFORMED_CIRCUMSTANCES_OF: Final = dict(zip(INFORMED_CIRCUMSTANCE_NAMES, ("RU", "BY"), strict=True))
"""By name: the country for which, the authority says, the items are or may be meant."""

TOLD_CIRCUMSTANCES: Final = (
    *MEASURE_CIRCUMSTANCE_NAMES,
    *INFORMED_CIRCUMSTANCE_NAMES,
    *TRANSIT_CIRCUMSTANCE_NAMES,
)

TOLD_FACTS: Final = tuple(
    FactDefinition(f"{TOLD}{fact.name.partition('.')[2]}", "flag", fact.question, fact.yes, no=fact.no)
    for fact in (*MEASURE_CIRCUMSTANCES, *INFORMED_CIRCUMSTANCES, *TRANSIT_CIRCUMSTANCES)
)
