"""Descriptions and addresses are read for a nuclear installation as the end use is (§§ 9, 11 and 52 AWV)."""

from __future__ import annotations

from typing import Any, Final

import pytest

from dualuse.free_text.patterns import has_word
from dualuse.law.measures.not_executed import words_called
from dualuse.law.measures.words.reading import WordList
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

FIELDS: Final = ("end_use", "items.0.description", "parties.0.address")
POINT: Final = "unexecuted.words.nuclear_facility"
WMD: Final = "unexecuted.words.wmd"


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "text",
    [
        "Cooling pump for nuclear power plant", "Kanupp nuclear power plant", "Kernkraftwerk", "centrale nucléaire", "research reactor", "enrichment cascade",
        "reactor coolant", "reprocessing of spent fuel", "fuel rods", "hot cell", "Kahuta Research Laboratories", "Forschungsreaktor", "Brennstäbe",
        "retraitement du combustible usé", "heiße Zellen", "kerntechnische Anlage",
    ],
)  # fmt: skip
def test_nuclear_words_ask_in_each_field(field: str, text: str) -> None:
    """§ 9(1) AWV."""
    release, reasons, answer = released(going_to("PK", **{field: text}))
    assert (release, "release.use_in_words" in reasons, POINT in answer) == ("ask", True, True)


@pytest.mark.parametrize("country", ["IQ", "DZ", "IL", "JO", "PK"])
def test_each_country_that_is_named_counts(country: str) -> None:
    """§ 9(1) AWV."""
    changes = going_to(country, **{"items.0.description": "Cooling pump for nuclear power plant"})
    assert POINT in released(changes)[2]


@pytest.mark.parametrize("field", FIELDS)
def test_elsewhere_a_power_plant_asks_nothing(field: str) -> None:
    """§ 9(1) AWV."""
    changes = going_to("BR", **{field: "Cooling pump for nuclear power plant"})
    assert POINT not in released(changes)[2]


# The installation may stand elsewhere than where the items are stated to go.

ELSEWHERE: Final = "unexecuted.words.nuclear_elsewhere"
ROLES: Final = ("consignee", "end_user", "purchaser", "intermediary", "agent", "other")


def for_somebody_in(country: str, role: str, **changes: Any) -> dict[str, Any]:
    """A sale to Brazil, and somebody in ``country`` besides."""
    user = {"role": "end_user", "name": "Halden Ltd", "country": "BR", "service": "none", "owners": []}
    return going_to(
        "BR", parties=[user, {**user, "role": role, "name": "Karim Works", "country": country}], **changes
    )


@pytest.mark.parametrize("level", ["aware", "informed"])
@pytest.mark.parametrize("role", ROLES)
def test_a_use_that_is_known_and_somebody_in_one_of_the_nine_asks(role: str, level: str) -> None:
    """§ 9(1), (2) AWV: the country of destination may be that of the consignee or the buyer."""
    changes = {"knowledge.nuclear_facility": level}
    release, reasons, answer = released(for_somebody_in("PK", role, **changes))
    assert (release, "release.use_elsewhere" in reasons, ELSEWHERE in answer) == ("ask", True, True)
    assert ELSEWHERE not in released(for_somebody_in("TR", role, **changes))[2]


@pytest.mark.parametrize("role", ROLES)
def test_a_use_that_is_suspected_there_is_cleared_up_first(role: str) -> None:
    """§ 9(2) AWV: whoever looks away is not less aware."""
    suspected = {"knowledge.nuclear_facility": "suspects"}
    assert "suspicion" in released(for_somebody_in("PK", role, **suspected))[1]
    assert "suspicion" not in released(for_somebody_in("TR", "consignee", **suspected))[1]


@pytest.mark.parametrize("level", ["none", None])
def test_where_none_is_known_somebody_there_asks_nothing(level: str | None) -> None:
    """§ 9(1) AWV."""
    changes = {"knowledge.nuclear_facility": level}
    assert released(for_somebody_in("PK", "consignee", **changes))[0] == "go"


@pytest.mark.parametrize("field", [*FIELDS, "parties.0.name"])
@pytest.mark.parametrize(
    "text",
    [
        "nuclear power plant in Karachi", "Kernkraftwerk in Algerien", "nuclear plant in Jordan", "research reactor of Dimona, Israel",
        "centrale nucléaire, Algérie", "fuel rods for the Israeli customer", "pump for the KANUPP reactor", "cooling water, CHASNUPP",
    ],
)  # fmt: skip
def test_a_nuclear_installation_that_a_text_places_in_one_of_the_nine_asks(field: str, text: str) -> None:
    """§§ 9(1), 52(1) AWV."""
    release, reasons, answer = released(going_to("BR", **{field: text}))
    assert (release, "release.use_elsewhere" in reasons, ELSEWHERE in answer) == ("ask", True, True)
    confirmed = {field: text, "answers": {ELSEWHERE: False}}
    assert "release.use_elsewhere" not in released(going_to("BR", **confirmed))[1]


@pytest.mark.parametrize(
    "text",
    [
        "nuclear power plant in Angra", "nuclear medicine shielding for a hospital in Karachi", "textile mill in Karachi",
        "pump made in Israel for a nuclear plant", "pump, not for nuclear use; textile mill in Karachi",
    ],
)  # fmt: skip
def test_a_plant_elsewhere_or_none_asks_nothing(text: str) -> None:
    """§ 9(1) AWV."""
    assert ELSEWHERE not in released(going_to("BR", end_use=text))[2]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("items.0.description", "Centrifugal pump, cast iron"),
        ("items.0.description", "Pump, not for nuclear use"),
        ("items.0.description", "Uranglasfarbe"),
        ("parties.0.address", "Nuclear Street 3, Karachi"),
        ("parties.0.address", "Plot 12, Export Processing Zone, Karachi"),
    ],
)
def test_ordinary_texts_ask_nothing(field: str, text: str) -> None:
    assert POINT not in released(going_to("PK", **{field: text}))[2]


@pytest.mark.parametrize("level", ["suspects", "aware", "informed"])
def test_what_is_known_is_judged_for_itself(level: str) -> None:
    """§ 9(1) AWV."""
    changes = {"items.0.description": "Nuclear pump", "knowledge.nuclear_facility": level}
    assert POINT not in released(going_to("PK", **changes))[2]


def test_where_nothing_is_stated_of_the_use_the_words_ask_too() -> None:
    changes = {"items.0.description": "Nuclear pump", "knowledge.nuclear_facility": None}
    assert POINT in released(going_to("PK", **changes))[2]


@pytest.mark.parametrize("field", FIELDS)
def test_a_person_confirms_that_the_words_mean_something_else(field: str) -> None:
    changes = going_to("PK", **{field: "reactor coolant", "answers": {POINT: False}})
    assert "release.use_in_words" not in released(changes)[1]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "text",
    ["enrichment cascade", "reprocessing of spent fuel", "Trägerrakete", "Kahuta Research Laboratories", "fuel rods"],
)  # fmt: skip
def test_words_of_weapons_of_mass_destruction_ask_everywhere(field: str, text: str) -> None:
    """Art. 4(1)(a)."""
    release, _, answer = released(going_to("AE", **{field: text}))
    assert (release, WMD in answer) == ("ask", True)


ORDINARY = (
    "Chemical reactor 500 l for paint", "Bioreactor for yeast", "Batch reactor, stainless steel", "Shunt reactor for substations",
    "Line reactor for frequency converter", "Air core reactor", "Vitamin enrichment premix", "Soil enrichment fertiliser",
    "Enrichment broth for salmonella", "Hot cell phone battery", "Hot cells of solar panel detection",
    "Nuclear magnetic resonance spectrometer", "Nuclear medicine shielding for hospital", "Nuclear factor kappa B antibody",
    "Nuclear fast red stain", "Polymerisation reactor", "Reactor vessel for resin", "Oxygen enrichment for combustion",
    "Fuel rod for model cars", "Isotope labelled glucose", "Radiation dosimeter for dentist", "Control rod for steering",
    "Heat exchanger for dairy", "Reaktor zur Biogasanlage", "Drossel (Netzdrossel)", "Core reactor for welding transformer",
    "Reactor 3 phase choke", "Membrane for nitrogen enrichment", "Data enrichment software", "Job enrichment training",
)  # fmt: skip
MEANT = (
    "Cooling pump for nuclear power plant", "Valve for nuclear reactor", "Reactor pressure vessel for nuclear plant",
    "Uranium enrichment cascade valve", "Hot cell manipulator", "Hot cell window lead glass", "Fuel rod cladding tube", "Spent fuel cask",
    "Pump for Kanupp", "Kernkraftwerk Ersatzteile", "Brennelemente Transport", "centrale nucléaire pompe",
    "research reactor instrumentation", "Reactor coolant pump", "Gas centrifuge bearing", "Heavy water plant compressor",
    "Reaktor Kühlmittelpumpe für Kernreaktor", "Plutonium glove box", "Nuclear fuel pellet press", "Reprocessing plant dissolver",
    "Reactor core monitoring system", "Control rod drive mechanism", "Neutron detector for reactor",
    "Steam generator for nuclear power station", "réacteur nucléaire", "PINSTECH laboratory pump", "Chashma unit 4 valve",
    "enrichment plant vacuum pump", "Wiederaufarbeitungsanlage Pumpe", "Nuclear island crane",
)  # fmt: skip


@pytest.mark.parametrize(
    ("description", "is_meant"), [*((each, False) for each in ORDINARY), *((each, True) for each in MEANT)]
)
def test_ordinary_goods_are_told_from_those_that_are_meant(description: str, is_meant: bool) -> None:
    """Words of a nuclear installation that ordinary goods bear, too: a needless question hides the one that counts."""
    words = (*words_called("nuclear installation"), *words_called("weapons of mass destruction"))
    assert has_word(WordList(words), (description,)) is is_meant
