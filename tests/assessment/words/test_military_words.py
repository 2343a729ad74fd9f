"""Words of forces, their goods and places, and of covert surveillance, in the end use, a description and an address (Arts 2(20), 4(1)(b))."""

from __future__ import annotations

from typing import Final

import pytest

from dualuse.free_text.patterns import has_word
from dualuse.law.measures.not_executed import words_called
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to, of_kind

USE: Final = "end_use"
DESCRIPTION: Final = "items.0.description"
FIELDS: Final = (USE, DESCRIPTION, "parties.0.address")
POINT: Final = "unexecuted.words.military_end_use"
MEANT: Final = (
    "Ministry of National Defense", "Ministry of National Defence", "Ministerium der Verteidigung", "ministère de la défense", "Republican Guard",
    "ordnance", "grenade", "Granaten", "Handgranaten", "rifle", "explosives", "Sprengstoff", "explosifs", "gunpowder", "air defence", "air defense",
    "sous-marin", "sous-marins", "UAV", "UAVs", "Drohne", "Drohnen", "drone", "drones", "submarine yard", "torpedo factory", "artillery school",
    "military region command", "fighter aircraft plant", "Arsenal No. 3", "Camp of the 38th Army",
)  # fmt: skip
ORDINARY: Final = (
    "air rifle pellets", "Grenadine", "sirop de grenade", "jus de grenade", "Granatapfel", "Granatschmuck", "explosion-proof motor", "explosionsgeschützt",
    "Explosionsschutz", "atmosphères explosives", "explosive gas detector", "non-explosive demolition agent", "drone bee", "Drohnenbiene", "agricultural drone",
    "câble sous-marin", "câbles sous-marins", "plongée sous-marine", "Ordnance Survey map", "gunpowder green tea", "Arsenal football kit",
    "air defence of compressors", "PLA filament 1.75 mm", "Pla de Palau", "polyester",
)  # fmt: skip


@pytest.mark.parametrize("country", ["SD", "CN"])
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", MEANT)
def test_words_of_forces_ask_in_each_field(text: str, field: str, country: str) -> None:
    """Art. 4(1)(b)."""
    release, reasons, answer = released(going_to(country, **{field: text}))
    assert (release, "release.use_in_words" in reasons, POINT in answer) == ("ask", True, True)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_texts_ask_nothing(text: str, field: str) -> None:
    assert POINT not in released(going_to("CN", **{field: text}))[2]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ["rifle", "explosives", "drone"])
def test_without_an_embargo_they_are_none_of_the_paragraph(text: str, field: str) -> None:
    """Art. 4(1)(b)."""
    assert POINT not in released(going_to("BR", **{field: text}))[2]


@pytest.mark.parametrize(
    "street",
    ["Rifle Range Road 3", "Ordnance Road 5", "Air Defence Street 2", "Gunpowder Lane 4", "Torpedo Factory Art Center", "Arsenal Street 3"],
)  # fmt: skip
def test_a_street_is_called_after_them(street: str) -> None:
    assert POINT not in released(going_to("CN", **{"parties.0.address": street}))[2]


@pytest.mark.parametrize("field", [USE, DESCRIPTION])
@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("PLA", True), ("Pump for the PLA", True), ("Pumpe für PLA", True), ("plastic boxes for the PLA", True), ("plastic boxes for PLA", True), ("extruder for PLA pellets", False),
        ("PLA filament 1.75 mm", False), ("Granulat aus PLA", False), ("PLA pellets, biodegradable", False), ("pla", False),
    ],
)  # fmt: skip
def test_the_short_name_of_the_chinese_forces_is_that_of_a_plastic_too(
    text: str, field: str, asks: bool
) -> None:
    """Art. 4(1)(b)."""
    assert (POINT in released(going_to("CN", **{field: text}))[2]) is asks
    assert POINT not in released(going_to("SD", **{field: text}))[2]


@pytest.mark.parametrize(
    "text",
    ["handset unlocking tool", "number plate reader", "ANPR", "Kennzeichenerfassung", "Funkzellenabfrage", "lecteur de plaques"],
)  # fmt: skip
def test_tools_of_the_police_ask_whether_they_watch(text: str) -> None:
    """Art. 2(20)."""
    assert of_kind(text, "police")


@pytest.mark.parametrize(
    "text", ["number plate reader for parking", "ANPR for a toll road", "Kennzeichenerfassung Parkhaus"]
)
def test_number_plates_of_who_parks_ask_nobody_else(text: str) -> None:
    """Art. 2(20): parking is paid by them."""
    assert not of_kind(text, "none")


ORDINARY = (
    "Swiss army knife", "Schweizer Taschenmesser Armee", "Camera drone DJI for film", "Explosive atmosphere (ATEX) motor",
    "Explosion-proof junction box", "Agricultural spraying drone", "UAV mapping software for farms", "Nail gun", "Glue gun", "Grease gun",
    "Heat gun", "Spray gun for paint", "Combat sports gloves", "Marine corps style boots", "Navy blue fabric",
    "Naval architecture textbook", "Weapon-free zone sign", "Bullet point marker", "Missile-shaped toy", "Tank for water",
    "Artillery fungus remover", "Torpedo heater", "Grenade apple juice", "Armoured cable", "Armored cable 4x10",
    "Drohne (Biene) im Bienenstock", "Drone bee trap", "Soldier beam connector", "Camouflage cloth fashion", "Bomb calorimeter",
    "Bath bombs", "Fire brigade hose", "Salvation Army donation", "Airsoft parts", "Paintball marker", "Combat training dummy for gym",
    "Explosive growth marketing book",
)  # fmt: skip
MEANT = (
    "Drone for the army", "Pump for the PLA Navy", "Engine for military drone", "Parts for fighter jet", "Sonar for submarine",
    "Explosives for artillery shells", "Simulator for soldiers", "Attack drone", "Kamikaze drone parts", "Combat drone engine",
    "UAV for the armed forces", "Armee-Lastwagen", "Funkgerät für die Volksarmee", "Drohne für das Militär", "Drone militaire",
    "Rifle scope for snipers", "Grenade launcher mount", "Military explosives", "Armoured vehicle tyres", "Howitzer bearing",
    "Warship propeller", "Torpedo battery", "Ammunition press", "Camouflage net for troops", "Night vision for soldiers",
    "Missile test bench", "Munition filling line", "Military UAV autopilot", "Bearing for battle tank", "Kampfdrohne Motor",
)  # fmt: skip


@pytest.mark.parametrize(
    ("description", "is_meant"), [*((each, False) for each in ORDINARY), *((each, True) for each in MEANT)]
)
def test_ordinary_goods_are_told_from_those_that_are_meant(description: str, is_meant: bool) -> None:
    """Words of a military use that ordinary goods bear, too: a needless question hides the one that counts."""
    assert has_word(words_called("military use"), (description,)) is is_meant


# Commands, staffs and who buys for forces (Art. 4(1)(b); Regulation (EU) No 401/2013, Art. 3a(1)).


@pytest.mark.parametrize("field", [USE, "parties.0.name"])
@pytest.mark.parametrize(
    "text",
    [
        "Office of the Commander-in-Chief", "General Staff", "General Staff of the Armed Forces", "Joint Chiefs of Staff", "Quartermaster General's Office", "Directorate of Procurement (Army)",
        "Directorate of Procurement", "Joint Logistics Command", "Office of the Adjutant General", "Signal Corps", "Ministry of War", "Defence Services Academy", "GHQ", "Oberbefehlshaber", "Generalstab",
        "État-major des forces", "commandant en chef", "Estado Mayor Conjunto", "Comandancia en Jefe", "Stato Maggiore", "Genelkurmay Başkanlığı", "Генеральный штаб", "State Administration Council",
        "Peshmerga", "Janjaweed", "aircraft carrier", "Flugzeugträger", "porte-avions",
    ],
)  # fmt: skip
def test_commands_and_staffs_of_forces_are_a_military_use(text: str, field: str) -> None:
    for country in ("MM", "LB"):
        assert POINT in released(going_to(country, **{field: text}))[2]
    assert POINT not in released(going_to("BR", **{field: text}))[2]


@pytest.mark.parametrize("field", [USE, "parties.0.name"])
@pytest.mark.parametrize(
    "text",
    [
        "General Staffing Solutions", "Quartermaster Marine Supplies", "Staff Canteen Ltd", "Procurement Solutions Ltd", "Directorate of Tourism", "Joint Venture Foods", "central command panel",
        "cellule de crise, état-major de crise", "Chef Bakery", "signal lamp", "corps of the pump",
    ],
)  # fmt: skip
def test_staff_and_procurement_of_others_are_none(text: str, field: str) -> None:
    assert POINT not in released(going_to("MM", **{field: text}))[2]
