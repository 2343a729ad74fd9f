"""Descriptions and addresses are read for a military use and for weapons of mass destruction as the end use is (Art. 4(1)(a), (b))."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from dualuse.free_text.patterns import has_word
from dualuse.law.measures.not_executed import words_called
from tests.assessment.test_statements_that_differ import released

TEXTS: Final = tomllib.loads(
    (Path(__file__).parent / "descriptions_and_addresses.toml").read_text(encoding="utf-8")
)
FIELDS: Final = {"descriptions": "items.0.description", "addresses": "parties.0.address"}
POINTS: Final = (
    "unexecuted.words.wmd",
    "unexecuted.words.military_end_use",
    "unexecuted.words.cyber_surveillance",
    "unexecuted.military_list",
)


def going_to(country: str, **changes: Any) -> dict[str, Any]:
    return {
        "destination": country,
        "purchasing_country": country,
        "parties.0.country": country,
        "parties.0.name": "Halden Ltd",
        **changes,
    }


def points_in(changes: dict[str, Any]) -> tuple[str, ...]:
    text = released(changes)[2]
    return tuple(point for point in POINTS if point in text)


def texts_of(group: str) -> list[tuple[str, str]]:
    return [(FIELDS[kind], text) for kind, texts in TEXTS[group].items() for text in texts]


def asking(group: str) -> list[str]:
    """The texts of the group that ask, in China or in the Emirates."""
    return [
        text
        for field, text in texts_of(group)
        if any(points_in({**going_to(country), field: text}) for country in ("CN", "AE"))
    ]


def test_there_are_enough_texts() -> None:
    ordinary = [*texts_of("ordinary"), *texts_of("ordinary_written_after")]
    assert len(ordinary) >= 240
    assert len(texts_of("meant")) >= 80


def test_of_ordinary_texts_hardly_one_asks() -> None:
    assert len([*asking("ordinary"), *asking("ordinary_written_after")]) <= 3


def test_of_words_that_only_sound_alike_few_ask() -> None:
    """Toys and streets that bear a word of forces: the rest of them is known, and no more."""
    assert len(asking("near_words")) <= 14


@pytest.mark.parametrize(("field", "text"), texts_of("meant"))
def test_what_is_meant_asks(field: str, text: str) -> None:
    release, _, answer = released({**going_to("CN"), field: text})
    assert release == "ask"
    assert any(point in answer for point in POINTS)


@pytest.mark.parametrize(
    ("field", "text", "named"),
    [
        ("items.0.description", "Centrifugal pump for the armed forces", "items.description"),
        ("parties.0.address", "PLA Navy Base 4, Qingdao", "parties.address"),
        ("end_use", "naval shipyard", "end use"),
        ("parties.0.name", "Halden Army Works", "parties.name"),
    ],
)
def test_the_field_is_named(field: str, text: str, named: str) -> None:
    """Art. 4(1)(b)."""
    release, reasons, answer = released({**going_to("CN"), field: text})
    assert (release, "release.use_in_words" in reasons) == ("ask", True)
    assert f"words of {named} point to" in answer


@pytest.mark.parametrize("field", FIELDS.values())
def test_a_person_confirms_that_the_words_mean_something_else(field: str) -> None:
    changes = {**going_to("CN"), field: "Barracks, military hospital"}
    assert "release.use_in_words" in released(changes)[1]
    confirmed = released({**changes, "answers": dict.fromkeys(POINTS, False)})
    assert "release.use_in_words" not in confirmed[1]


@pytest.mark.parametrize("level", ["suspects", "aware", "informed"])
def test_what_is_known_is_judged_for_itself(level: str) -> None:
    """Art. 4(1)(b), (2)."""
    changes = going_to(
        "CN", **{"items.0.description": "Pump for the army", "knowledge.military_end_use": level}
    )
    assert "release.use_in_words" not in released(changes)[1]


def test_without_an_embargo_a_military_use_is_none_of_the_paragraph() -> None:
    changes = going_to("AE", **{"parties.0.address": "Military Base 12"})
    assert "unexecuted.words.military_end_use" not in released(changes)[2]


@pytest.mark.parametrize(
    "text",
    ["not for military use", "no military use", "nicht für militärische Zwecke", "pas pour usage militaire"],
)
def test_what_a_description_denies_agrees_with_who_knows_of_none(text: str) -> None:
    assert (
        "release.use_in_words" not in released(going_to("CN", **{"items.0.description": f"Pump, {text}"}))[1]
    )


LISTED: Final = {"items.0.entries": ["3A002.c"], "items.0.cn_code": "90308400"}


def test_what_a_listed_item_is_called_tells_what_it_is() -> None:
    """Only what it is for, or where, is more than its entry says."""
    changes = going_to("US", **LISTED)
    named = released({**changes, "items.0.description": "Ballistic spectrum analyser"})[2]
    directed = released({**changes, "items.0.description": "Spectrum analyser for chemical weapons"})[2]
    assert ("unexecuted.words.wmd" in named, "unexecuted.words.wmd" in directed) == (False, True)


# Goods that are made for forces (§ 8(1) no 1 AWV).


@pytest.mark.parametrize(
    "description",
    [
        "Night vision monocular for soldiers", "Rugged tablet for the armed forces", "Rucksäcke für Soldaten", "Zelt für die Truppe", "Tente pour les soldats",
        "Military pump", "Botas para soldados", "Прибор для солдат", "军用帐篷",
    ],
)  # fmt: skip
@pytest.mark.parametrize("country", ["AE", "US"])
def test_an_item_for_forces_may_stand_on_the_military_list(country: str, description: str) -> None:
    assert "unexecuted.military_list" in points_in(going_to(country, **{"items.0.description": description}))


def test_who_buys_makes_no_military_item() -> None:
    changes = going_to("AE", end_use="kitchen for the armed forces", **{"items.0.description": "Oven"})
    assert "unexecuted.military_list" not in points_in(changes)


# Words that point to covert surveillance (Arts 2(20), 5).

STRONG: Final = (
    "Mass interception and monitoring probe", "Lawful interception gateway", "Tactical IMSI locator", "Phone location tracker", "Zero-day exploit kit",
    "Remote access trojan", "Mobile extraction device", "Passive GSM sniffer", "DPI appliance", "Telefonüberwachungsanlage", "Abhörwanzen", "IP-Überwachungssonde",
    "système d'écoutes", "sonde de surveillance du trafic", "passerelle d'interception", "Abhöranlage", "Handyortung", "extraction de données mobiles",
)  # fmt: skip
WEAK: Final = (
    "SIM-box and SMS monitoring platform", "Network tap with traffic decoding", "Content filtering and user tracking appliance", "Spectrum monitoring for GSM calls",
    "Voice biometrics for call recording", "Social network analytics", "Call data record analysis platform", "Mithörsystem", "Extraction software", "Probe with decoder",
    "Videoüberwachung", "Trojaner", "géolocalisation", "reconnaissance vocale", "Система мониторинга",
)  # fmt: skip
KIND: Final = "unexecuted.words.cyber_surveillance"


def of_kind(description: str, service: str | None, **changes: Any) -> bool:
    stated = {"items.0.description": description, "parties.0.service": service, **changes}
    return KIND in released(going_to("EG", **stated))[2]


@pytest.mark.parametrize("description", STRONG)
@pytest.mark.parametrize("service", ["none", "police"])
def test_strong_words_ask_whoever_receives(description: str, service: str) -> None:
    assert of_kind(description, service)


@pytest.mark.parametrize("description", WEAK)
@pytest.mark.parametrize("service", ["police", "intelligence", "military", "paramilitary", "other_security"])
def test_weak_words_ask_where_a_service_is_stated_to_receive(description: str, service: str) -> None:
    assert of_kind(description, service)


@pytest.mark.parametrize("description", WEAK)
@pytest.mark.parametrize("service", ["none", None])
def test_weak_words_ask_nobody_else(description: str, service: str | None) -> None:
    assert not of_kind(description, service)


@pytest.mark.parametrize(
    "description",
    ["Centrifugal pump", "Office chairs", "Quality control gauge", "Studio-Abhörmonitor", "Pumpe", "Chaises de bureau", "valvola di intercettazione", "nadzor kakovosti"],
)  # fmt: skip
def test_ordinary_goods_for_the_police_ask_nothing(description: str) -> None:
    assert not of_kind(description, "police")


def test_a_person_has_looked() -> None:
    assert not released(
        going_to(
            "EG",
            **{"items.0.description": WEAK[0], "parties.0.service": "police", "answers": {KIND: False}},
        )
    )[1] & {"release.kind_in_words"}


@pytest.mark.parametrize(
    "text", ["Abhörlautsprecher für Tonstudios", "abhörsicheres Telefon", "Spionageschutzfolie"]
)
def test_what_bears_a_strong_word_and_watches_nobody(text: str) -> None:
    assert not has_word(words_called("covert surveillance"), (text,))


# A code of other goods (Regulation (EU) No 833/2014, Art. 12f).

ROUTER: Final = "Radio router for data transmission"


@pytest.mark.parametrize(
    ("country", "description", "code", "day", "asks"),
    [
        ("KG", ROUTER, "84137030", "2026-08-20", True),
        ("KG", "CNC-Fräsmaschine", "84137030", "2026-08-20", True),
        ("KG", "Centrifugal pump", "84137030", "2026-08-20", False),
        ("KG", ROUTER, "85176200", "2026-08-20", True),  # The provision itself asks.
        ("BR", ROUTER, "84137030", "2026-08-20", False),
        ("KG", ROUTER, "84137030", "2022-02-01", False),
    ],
)
def test_a_code_that_does_not_fit_what_is_described(
    country: str, description: str, code: str, day: str, asks: bool
) -> None:
    changes = going_to(country, date=day, **{"items.0.description": description, "items.0.cn_code": code})
    release, reasons, text = released(changes)
    assert ("release.code_in_words" in reasons) is (asks and code == "84137030")
    assert not asks or (release == "ask" and "Art. 12f with Annex XXXIII" in text)


@pytest.mark.parametrize("country", ["KZ", "AM", "UZ", "TR", "AE", "IR"])
@pytest.mark.parametrize(
    ("description", "right"),
    [
        ("FPGA Xilinx Kintex-7", "85423990"),
        ("Kugellager 6205-2RS, 100 Stück", "84821010"),
        ("Quadcopter, four rotors", "88062110"),
        ("MOSFET 600 V", "85412900"),
        ("Night vision goggles", "90058000"),
        ("Oszilloskop 1 GHz", "90302000"),
        ("CNC lathe", "84581120"),
        ("Funkgeräte, 20 Stück", "85176200"),
        ("подшипники шариковые", "84821010"),
    ],
)
def test_goods_that_russia_looks_for_under_the_code_of_others_ask_wherever_they_go_on(
    country: str, description: str, right: str
) -> None:
    """Regulation (EU) No 833/2014, Annex XL, and bans by customs code: they look at the code that is stated."""
    for code, asks in (("84137030", True), (right, False)):
        changes = going_to(country, **{"items.0.description": description, "items.0.cn_code": code})
        assert ("release.code_in_words" in released(changes)[1]) is asks
    answered = going_to(country, **{"items.0.description": description, "items.0.cn_code": "84137030"})
    answered = {**answered, "answers": {"unexecuted.code_of_what_is_described": False}}
    assert "release.code_in_words" not in released(answered)[1]
    elsewhere = going_to("US", **{"items.0.description": description, "items.0.cn_code": "84137030"})
    assert "release.code_in_words" not in released(elsewhere)[1]


@pytest.mark.parametrize(
    "description",
    [
        "Pump with ball bearings", "Ball bearing grease", "Cooling pump for CNC lathe", "Landing pad for drones", "Kugellagerabzieher",
        "Pumpe mit Wälzlagern", "Battery for drone", "Case for oscilloscope", "FPGA training course book", "Coffee machine",
        "Transistor radio", "Microprocessor controlled oven", "Microcontroller-based thermostat", "Integrated circuit tester socket", "Gyroscope fitness ball",
    ],
)  # fmt: skip
def test_what_is_for_such_goods_or_has_some_is_not_asked_about(description: str) -> None:
    changes = going_to("KZ", **{"items.0.description": description, "items.0.cn_code": "84137030"})
    assert "release.code_in_words" not in released(changes)[1]


def test_before_the_article_the_code_alone_is_asked_about() -> None:
    changes = {"items.0.description": ROUTER, "items.0.cn_code": "84137030"}
    _, reasons, text = released(going_to("KG", date="2026-04-01", **changes))
    assert "release.code_in_words" in reasons
    assert "Art. 12f with Annex XXXIII" not in text


def test_the_answer_to_the_article_is_the_answer_to_the_code() -> None:
    changes = going_to(
        "KG", date="2026-08-20", **{"items.0.description": ROUTER, "items.0.cn_code": "84137030"}
    )
    reasons = json.loads(released(changes)[2])["release_because"]
    (reason,) = (row for row in reasons if row["code"] == "release.code_in_words")
    facts = reason["params"]["answers"]
    assert all(fact in reason["text"] for fact in facts)
    assert len(facts) == 2  # What the article names, and what the goods are.
    answers = dict.fromkeys(facts, False)
    assert "release.code_in_words" not in released({**changes, "answers": answers})[1]


# A transfer within the Union whose words tell that it goes on (Art. 11(2)).

TRANSFER: Final = {
    "activity": "intra_union_transfer",
    "items.0.entries": ["3A002.c"],
    "dispatched_from": "DE",
    "consigned_to": "FR",
}


@pytest.mark.parametrize(
    ("end_use", "asks"),
    [
        ("resale to a customer in Shanghai, China", True),
        ("for the army of Myanmar", True),
        ("Weiterverkauf nach Indien", True),
        ("test bench in Lyon", False),
        ("resale to a customer in Milan, Italy", False),
    ],
)
def test_words_tell_that_a_transfer_goes_on(end_use: str, asks: bool) -> None:
    release, reasons, _ = released(going_to("FR", **TRANSFER, end_use=end_use))
    assert ("release.country_in_words" in reasons) is asks
    assert (release == "ask") is asks


def test_what_is_not_listed_moves_freely_in_the_union() -> None:
    changes = {**TRANSFER, "items.0.entries": [], "end_use": "resale to a customer in Shanghai, China"}
    assert "release.country_in_words" not in released(going_to("FR", **changes))[1]


def test_a_name_of_a_receiver_tells_no_way_on() -> None:
    changes = {**TRANSFER, "parties.0.name": "Shanghai Trading France SAS"}
    assert "release.country_in_words" not in released(going_to("FR", **TRANSFER) | changes)[1]


@pytest.mark.parametrize(
    "description",
    ["Drone with battery", "Quadcopter incl. charger", "Night vision goggles and case", "Drohne mit Akku"],
)
def test_such_goods_with_what_belongs_to_them_are_asked_about(description: str) -> None:
    changes = going_to("KZ", **{"items.0.description": description, "items.0.cn_code": "84137030"})
    assert "release.code_in_words" in released(changes)[1]
