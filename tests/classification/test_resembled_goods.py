"""Goods of Annex I that a description resembles beside ``entries: []``: listed ones are asked about, and of ordinary ones next to none (decision 0037)."""

from __future__ import annotations

import tomllib
from typing import Any, Final

import pytest

from dualuse.assessment.release_holds.goods_of_codes import other_goods_of_code
from dualuse.assessment.release_holds.resembled_goods import doubt_of_likeness, resembled_goods
from dualuse.classification.item_classification import other_goods
from dualuse.i18n import render
from dualuse.schema.transaction import Item
from tests.support.paths import REPOSITORY, TESTS

TEXTS: Final = tomllib.loads(
    (TESTS / "assessment/words/descriptions_and_addresses.toml").read_text(encoding="utf-8")
)


def resembled(description: str, **stated: Any) -> tuple[str, ...]:
    return resembled_goods(Item.model_validate({"description": description, "entries": [], **stated}))


def of_benchmark(name: str) -> list[str]:
    lines = (REPOSITORY / "benchmarks" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("name", ["classification_ordinary.txt", "classification_ordinary_held.txt"])
def test_no_ordinary_good_of_the_benchmarks_is_like_a_listed_one(name: str) -> None:
    assert [text for text in of_benchmark(name) if resembled(text)] == []


def test_of_ordinary_descriptions_those_are_of_which_a_figure_decides() -> None:
    """Drones, converters, heat exchangers, analysers: Annex I lists them from a figure on, and none is stated."""
    texts = [*TEXTS["ordinary"]["descriptions"], *TEXTS["ordinary_written_after"]["descriptions"]]
    assert len(texts) > 200
    assert len([text for text in texts if resembled(text)]) <= 10
    near = TEXTS["near_words"]["descriptions"]
    assert len([text for text in near if resembled(text)]) <= 4


@pytest.mark.parametrize(
    "description",
    [
        "IMSI-catcher",
        "Trojan command-and-control server software for covert infection of smartphones",
        "ICP mass spectrometer for isotope ratio of uranium above 230 amu",
        "PTFE lined diaphragm valve DN 50",
        "Gasmaske",
        "camera drone",
        "Oszilloskop",
        "676-97-1",
    ],
)
def test_goods_that_trade_has_for_listed_ones_are(description: str) -> None:
    assert resembled(description)


@pytest.mark.parametrize(
    "description",
    [
        "FR4 prepreg",
        "biosafety cabinet class II",
        "castor oil",
        "submarine cable",
        "tritium watch",
        "vaccine against anthrax",
        "phosgene-free resin",
        "plutonium sticker",
    ],
)
def test_what_bears_a_name_of_them_and_is_something_else_is_not(description: str) -> None:
    assert not resembled(description)


@pytest.mark.parametrize(
    "description",
    [
        "titanium 6Al4V rods diameter 100 mm, tensile strength 950 MPa",
        "pulse capacitor, 50 kV, 20 nH, 0.7 µF",
        "infraredcamera",
        "ballvalve, PTFE lined",
        "іnfrared саmera",
        "bаll vаlve PTFE lined",
    ],
)
def test_a_name_without_its_blank_or_with_letters_that_look_alike_is_read(description: str) -> None:
    assert resembled(description)


@pytest.mark.parametrize(
    ("ordinary", "listed"),
    [
        # 2A001, 2A101: the name alone says nothing.
        ("ball bearings", "ball bearings of monel"),
        ("ball bearing", "ball bearing ABEC 9"),
        # 2B350: the material of what touches the chemicals decides (from memory, unverified).
        ("stainless steel ball valve DN50", "ball valve DN50, titanium"),
        ("brass ball valve", "stainless steel ball valve, PTFE lined"),
        ("stainless steel plate heat exchanger", "heat exchanger made of nickel"),
        ("stainless steel ball valve 1.4401", "ball valve 1.4539"),
        ("Plattenwärmetauscher Edelstahl", "tantalum heat exchanger"),
        # What is ordinary by its whole name, and a word more.
        ("heat exchanger for heating, plate type", "heat exchanger for heating, graphite"),
        ("GPS receivers for lorries", "GPS receiver for lorries, anti-jam"),
        ("GPS-Empfänger für LKW", "GPS receiver for lorries and missiles"),
        ("marine radar for yachts", "marine radar for yachts, phased array, 35 GHz"),
        # Titanium and capacitors of everyday.
        ("titanium bicycle frame", "titanium alloy tube 100 mm"),
        ("film capacitor 1 µF", "low inductance pulse capacitor 50 kV"),
    ],
)
def test_what_settles_it_is_said_beside_what_does_not(ordinary: str, listed: str) -> None:
    assert (resembled(ordinary), bool(resembled(listed))) == ((), True)


@pytest.mark.parametrize(
    ("stated", "entries"),
    [
        # 9A012.a: an hour, or half an hour in gusts.
        ({"description": "camera drone, endurance 25 minutes"}, ()),
        ({"parameters": {"endurance": "25 min"}}, ()),
        ({"parameters": {"endurance": "45 min"}}, ("9A012.a.2", "9A112.a")),
        ({"description": "camera drone, endurance below 2 h"}, ("9A012.a.2", "9A112.a")),
        # What is not known, or of something else, settles nothing.
        ({"parameters": {"endurance": "25"}}, ("9A012.a.2", "9A112.a")),
        ({"parameters": {"charging time": "25 min"}}, ("9A012.a.2", "9A112.a")),
        ({}, ("9A012.a.2", "9A112.a")),
        ({"answers": {"unexecuted.words.entries": False}}, ()),
        ({"answers": {"unexecuted.words.entries": True}}, ("9A012.a.2", "9A112.a")),
        ({"description": "frequency converter, output frequency 400 Hz"}, ()),
        ({"description": "frequency converter, output frequency 800 Hz"}, ("3A225", "3E225", "3D225")),
        ({"entries": None}, ()),
        ({"entries": ["9A012"]}, ()),
    ],
)
def test_what_else_is_stated_settles_it(stated: dict[str, Any], entries: tuple[str, ...]) -> None:
    assert resembled(**{"description": "camera drone", **stated}) == entries


@pytest.mark.parametrize(
    "description",
    [
        # What it is free of, or goes with, is not what has the name of trade.
        "carbon fibre tow T800, silicone-free",
        "hafnium-free zirconium wire",
        "fine-grain graphite blocks, 1.85 g/cm3, ash-free",
        "aramid fibre Kevlar 49, for bolometer detectors",
        # A figure of how finely or exactly, the least of a measure, or one that can be raised.
        "frequency converter, 3 kW, output frequency resolution 0.01 Hz",
        "Frequenzumrichter 5 kW, Ausgangsfrequenz Auflösung 0,01 Hz",
        "frequency changer, minimum output frequency 5 Hz",
        "frequency converter, output frequency > 400 Hz",
        "frequency converter, output frequency over 400 Hz",
        "frequency inverter, max frequency 500 Hz (unlockable to 1000)",
        # 9A112.a goes by range, and what is fast goes far in half an hour.
        "target drone, flight time 25 minutes",
        "unmanned aircraft, flight time 25 minutes, speed 900 km/h",
        "VTOL UAV, endurance three hours, hover time 20 min",
        "UAV, minimum flight time 25 min",
    ],
)
def test_what_is_said_beside_a_listed_thing_rules_nothing_out(description: str) -> None:
    assert resembled(description)


@pytest.mark.parametrize(
    ("description", "parameters"),
    [
        ("frequency converter 3 kW", {"output_frequency_resolution": "0.01 Hz"}),
        ("frequency converter 3 kW", {"min output frequency": "5 Hz"}),
        # Goggles without an array may have an intensifier, which another provision lists.
        ("night vision goggles PVS-14", {"focal_plane_array": "no"}),
        ("uncooled thermal camera 640x480", {"microbolometer": "no"}),
    ],
)
def test_parameters_of_something_else_rule_nothing_out(description: str, parameters: dict[str, Any]) -> None:
    assert resembled(description, parameters=parameters)


@pytest.mark.parametrize(
    "description",
    [
        "frequency converter, output frequency from 0 to 400 Hz",
        "Frequenzumrichter 5 kW, Ausgangsfrequenz 0-400 Hz",
        "camera drone, flight time 25 min, speed 60 km/h",
        "phosgene detector",
    ],
)
def test_an_upper_bound_below_what_is_listed_does(description: str) -> None:
    assert not resembled(description)


def test_the_question_names_what_tells_most() -> None:
    (doubt,) = doubt_of_likeness(Item(description="camera drone", entries=[]))
    assert doubt.params["parameter"] == "endurance"
    assert not [*doubt_of_likeness(Item(description="office chair", entries=[]))]


@pytest.mark.parametrize(
    ("description", "parameters"),
    [
        ("fermenter", ["fermenter_volume"]),
        ("Fermenter Edelstahl", ["fermenter_volume"]),
        ("freeze dryer", ["ice_capacity"]),
        ("streak camera", ["time_resolution"]),
        # Which of several kinds it is, is not said: each is asked about.
        ("high-speed camera", ["time_resolution", "framing_speed", "shutter_time"]),
        ("lithography stepper", ["wavelength", "resolvable_feature"]),
    ],
)
def test_the_question_is_of_the_goods_that_are_described(description: str, parameters: list[str]) -> None:
    (doubt,) = doubt_of_likeness(Item(description=description, entries=[]))
    assert doubt.params["parameter"].split(", ") == parameters
    assert render(doubt, "de").count("?") == len(parameters)


@pytest.mark.parametrize(("description", "code"), [("lithography", "3B001"), ("Lyophilisator", "2B352")])
def test_where_a_sheet_asks_of_too_many_goods_the_sheet_is_named(description: str, code: str) -> None:
    """3B001 lists epitaxy, implanters, steppers and masks: what it asks of one of them tells nothing of "lithography"."""
    (doubt,) = doubt_of_likeness(Item(description=description, entries=[]))
    assert (doubt.params["code"], "parameter" in doubt.params) == (code, False)


@pytest.mark.parametrize(
    ("ordinary", "listed"),
    [
        # 3A002.a.7 begins at 60 GHz, 2B352.b at 20 litres.
        ("oscilloscope 20 MHz", "oscilloscope 70 GHz"),
        ("digital oscilloscope, bandwidth 100 MHz", "digital oscilloscope, bandwidth 20 GHz"),
        ("Oszilloskop 20 MHz", "Oszilloskop"),
        ("Fermenter 1 l", "Fermenter 30 l"),
        # What the figure is of is not said, or it is a bound, or one of several.
        ("oscilloscope 200 MHz", "oscilloscope 230 V 50 Hz, 70 GHz"),
        ("oscilloscope 20 MHz", "oscilloscope with 20 MHz filter"),
        ("oscilloscope 20 MHz", "oscilloscope for mains of 50 Hz"),
        ("oscilloscope 20 MHz", "oscilloscope > 20 MHz"),
        ("oscilloscope 20 MHz", "oscilloscope 20 MHz - 70 GHz"),
        ("oscilloscope 20 MHz", "oscilloscope 20 MHz probe"),
        ("oscilloscope 20 MHz", "oscilloscope 100 MHz, upgradable"),
        ("Oszilloskop 20 MHz", "Oszilloskop 100 MHz, Bandbreite per Lizenz erweiterbar"),
        ("Fermenter 1 l", "fermenter, feed bottle 1 l"),
        # A "Kreiselpumpe" is a centrifugal pump; for what it is made of, 2B350.i lists none of steel.
        ("Kreiselpumpe Edelstahl", "Kreiselgerät"),
        ("Kreiselpumpenaggregat 3 kW", "Flugkreisel"),
        ("centrifugal pump, stainless steel", "Kreiselpumpe, PTFE ausgekleidet"),
    ],
)
def test_a_figure_that_fails_clearly_and_a_joined_word_of_another_thing_settle_it(
    ordinary: str, listed: str
) -> None:
    assert (resembled(ordinary), bool(resembled(listed))) == ((), True)


@pytest.mark.parametrize(
    ("code", "entries"),
    [
        ("28451000", ("0C003",)),
        ("28443091", ("0C001", "0C002")),
        ("84011000", ("0A001", "0C001", "0C002")),
        ("84012000", ("0B001",)),
        ("28121200", ("1C350", "1C450")),
        ("81092100", ("1C234",)),
        ("28453000", ("1C233",)),
        ("28444100", ("1C235",)),
        ("88026019", ("9A004", "9A104")),
        # With fewer digits it may be that of such goods.
        ("2812", ("1C350", "1C450")),
        ("28441", ("0C001", "0C002")),
        ("84010000", ("0A001", "0C001", "0C002", "0B001")),
        ("8802", ("9A004", "9A104")),
        # Much of these Annex I does not list, and of what is listed it is of these entries.
        ("30024900", ("1C351", "1C353", "1C354")),
        ("28444310", ("1C236", "1C237")),
        ("84121000", ("9A005", "9A007", "9A009", "9A011", "9A105", "9A107", "9A109", "9A111", "9A118")),
        # Cameras are of several categories, a chapter tells nothing, and no list has the rest.
        ("85258100", ()),
        ("84000000", ()),
        ("90302000", ()),
    ],
)
def test_a_code_of_sensitive_goods_is_of_no_oscilloscope(code: str, entries: tuple[str, ...]) -> None:
    """Subheadings of the Harmonised System and entries from memory (unverified)."""
    item = Item.model_validate({"entries": ["3A002.a"], "kind": "goods", "cn_code": code})
    assert other_goods_of_code(item) == entries
    assert other_goods_of_code(item.model_copy(update={"entries": []})) == ()
    assert other_goods_of_code(item.model_copy(update={"entries": None})) == ()
    assert other_goods_of_code(item.model_copy(update={"kind": "technology"})) == ()
    own = [*entries[:1]] or ["6A003"]
    assert other_goods_of_code(item.model_copy(update={"entries": own})) == ()


@pytest.mark.parametrize(
    ("stated", "code", "entries"),
    [
        # Section I of Annex II beside an entry that is not of it, in one category (9A104; 1C233 and 1C235 among those of the code).
        ("9A012.a", "88026019", ("9A004", "9A104")),
        ("1C010", "28444100", ("1C235",)),
        # Lithium-6 and tritium are other goods than beryllium.
        ("1C230", "28444100", ("1C235",)),
        ("1C230", "28453000", ("1C233",)),
        # The entry is named, or is of Section I itself.
        ("9A004.a", "88026019", ()),
        ("1C236", "28444310", ()),
        ("9A105.a", "88026019", ()),
        # A wider code is of much else in its category: niobium of 1C002 is 8112, too.
        ("1C002", "8112", ()),
    ],
)
def test_section_i_is_other_goods_within_a_category(stated: str, code: str, entries: tuple[str, ...]) -> None:
    """Annex II, Section I: never under EU001, EU003 or EU004, which the other entries of the category may use."""
    item = Item.model_validate({"entries": [stated], "kind": "goods", "cn_code": code})
    assert other_goods_of_code(item) == entries
    denied = item.model_copy(update={"answers": {"unexecuted.code_of_listed_goods": False}})
    assert other_goods_of_code(denied) == ()


@pytest.mark.parametrize(
    ("stated", "description", "provision"),
    [
        ("3A002.c", "krytron", "3A228"),
        ("3A002.c", "triggered spark gap", "3A228"),
        ("3A002.c", "neutron generator tube D-T", "3A231"),
        ("3A002.c", "detonator EBW", "1A007"),
        ("5A002.a.1", "cryptanalysis cluster", "5A004.a"),
        ("1C350.9", "ricin", "1C351"),
        # The entry is named, or is of Section I itself, or may be.
        ("3A228.a", "krytron", ""),
        ("3A228", "krytron", ""),
        ("3A231", "neutron generator tube D-T", ""),
        ("3A232", "detonator EBW", ""),
        ("5A004.a", "cryptanalysis cluster", ""),
        # Other goods of the category.
        ("3A002.c", "spectrum analyser", ""),
        ("5A002.a.1", "server with encryption", ""),
        ("5D002.c.1", "encryption library", ""),
        ("7A003", "inertial navigation system", ""),
        ("9A012.a", "camera drone", ""),
        ("6A003.b.4", "thermal camera", ""),
        ("3A002.c", "", ""),
    ],
)
def test_a_description_of_section_i_is_of_no_milder_entry(
    stated: str, description: str, provision: str
) -> None:
    assert other_goods(description, [stated]).startswith(provision)
    assert bool(other_goods(description, [stated])) is bool(provision)
    assert other_goods(description, []) == ""
