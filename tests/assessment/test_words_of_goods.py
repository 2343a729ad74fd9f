"""Words of a description or end use that point to covert surveillance or to military goods: asked, never passed over."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.text.one_screen import ShortText
from tests.assessment.test_statements_that_differ import CLEAR, QUIET, released
from tests.support.scenarios import changed

SURVEILLANCE = "unexecuted.words.cyber_surveillance"
NATIONAL = "unexecuted.words.national_entries"
MILITARY = "unexecuted.military_list"
CARRIERS = "unexecuted.words.wmd"
"""Missiles may carry weapons of mass destruction (Art. 4(1)(a)): that is asked, too."""


def of_item(description: str, **changes: Any) -> dict[str, Any]:
    return {"items.0.description": description, **changes}


# Covert surveillance (Arts 2(20), 5).


@pytest.mark.parametrize("stated", [None, False])
@pytest.mark.parametrize(
    "description",
    [
        "spyware for covert interception of smartphones",
        "IMSI-catcher",
        "lawful interception monitoring centre",
        "deep packet inspection appliance",
        "facial recognition software",
        "Staatstrojaner",
        "Überwachungszentrale für Telekommunikation",
        "Logiciel espion",
        "système d'interception des communications",
    ],
)
def test_words_of_covert_surveillance_are_asked_about(description: str, stated: bool | None) -> None:
    changes = of_item(description, **{"items.0.cyber_surveillance": stated})
    release, reasons, text = released(changes)
    assert release == "ask"
    assert "release.kind_in_words" in reasons
    assert SURVEILLANCE in text
    assert "Y901" not in text
    # Some of these words are of the German list, too (5A902): that is another question.
    answers = {SURVEILLANCE: False, NATIONAL: False}
    release, reasons, _ = released({**changes, "answers": answers})
    assert (release, "release.kind_in_words" in reasons) == ("go", False)


def test_the_end_use_points_to_it_as_well() -> None:
    assert "release.kind_in_words" in released({"end_use": "lawful interception"})[1]


def test_of_an_item_that_is_stated_to_be_one_it_is_not_asked() -> None:
    """Art. 5(2) asks for due diligence then."""
    _, reasons, _ = released(of_item("IMSI catcher", **{"items.0.cyber_surveillance": True}))
    assert "release.kind_in_words" not in reasons
    assert "diligence_unrecorded" in reasons


@pytest.mark.parametrize(
    "description",
    [
        "bolts", "centrifugal pump", "network router", "video surveillance camera for a car park", "300 dpi printer",
        "Überwachungssoftware für Pumpen", "signal interceptor valve", "caméra de surveillance pour parking",
    ],
)  # fmt: skip
def test_ordinary_goods_are_not_asked_about(description: str) -> None:
    assert released(of_item(description))[0] == "go"


@pytest.mark.parametrize("stated", [None, False])
@pytest.mark.parametrize("kind", [("software", None), ("goods", "85176290"), ("goods", "85235190")])
@pytest.mark.parametrize(
    "description",
    [
        "remote control system (agent for phones)", "remote agent for phones", "implant for handsets", "0-click agent Android", "silent installation on target phones",
        "covert access to iPhones", "exploit for Android", "lawful hacking platform", "bypass of smartphone encryption", "RCS Galileo",
        "Agent für Handys", "Fernsteuerungssystem für Mobiltelefone", "Infektion von Smartphones", "verdeckter Zugriff auf Messenger", "Trojaner für Handys", "Intrusionssoftware",
        "agent pour téléphones", "système de contrôle à distance de téléphones", "prise de contrôle de téléphones", "logiciel d'intrusion", "cheval de Troie pour téléphones",
        "agente para móviles", "sistema de control remoto de teléfonos", "implante para teléfonos", "infiltración de teléfonos",
        "agente per cellulari", "sistema di controllo remoto per telefoni", "inoculazione su telefoni", "software di intrusione",
    ],
)  # fmt: skip
def test_what_sellers_of_intrusion_software_write_is_asked_about(
    description: str, kind: tuple[str, str | None], stated: bool | None
) -> None:
    """Arts 2(20), 5(2)."""
    item = {"items.0.kind": kind[0], "items.0.cn_code": kind[1], "items.0.cyber_surveillance": stated}
    assert "release.kind_in_words" in released(of_item(description, **item))[1]
    answered = of_item(description, answers={SURVEILLANCE: False}, **item)
    assert "release.kind_in_words" not in released(answered)[1]


@pytest.mark.parametrize("kind", [("software", None), ("goods", "85269200"), ("goods", "85437090")])
@pytest.mark.parametrize(
    "description",
    [
        "Remote control for TV", "crane radio remote control system", "remote control system for gates, operated by phone", "Fernbedienung für Garagentor", "Fernsteuerung per Handy",
        "remote control via smartphone app", "remote support agent for office PCs", "backup agent for phones", "mobile device management agent", "antivirus for Android phones",
        "cleaning agent for phone screens", "dental implant kit", "télécommande de portail", "mando a distancia para TV", "telecomando per gru", "heat pump, remote control by telephone",
        "remote monitoring of pumps via mobile phone", "hearing aid with phone app", "injection mould for phone housings", "vulnerability scanner for servers", "stealth black phone case",
        "infection control software for hospitals", "voice agent for phone calls", "VPN for phones",
    ],
)  # fmt: skip
def test_ordinary_remote_controls_and_agents_are_not_asked_about(
    description: str, kind: tuple[str, str | None]
) -> None:
    item = {"items.0.kind": kind[0], "items.0.cn_code": kind[1]}
    assert "release.kind_in_words" not in released(of_item(description, **item))[1]


def test_inside_the_union_it_is_not_asked() -> None:
    """Art. 5 is about exports."""
    inside = {"destination": "FR", "activity": "intra_union_transfer", "purchasing_country": "FR"}
    assert SURVEILLANCE not in released(of_item("IMSI catcher", **inside))[2]


# Military goods and parts of them, whatever their customs code (Common Position 2008/944/CFSP).


@pytest.mark.parametrize(
    "description",
    [
        "spare parts for main battle tank",
        "fuel pumps for T-72 tanks",
        "track pads for Leopard 2A6",
        "Ersatzteile für Kampfpanzer",
        "Dichtungen für Schützenpanzer Puma",
        "pièces pour char de combat",
        "valves for howitzers",
        "seals for fighter aircraft",
        "cable for guided missile",
        "gaskets for a warship",
    ],
)
def test_words_of_military_goods_are_asked_about_whatever_the_code(description: str) -> None:
    release, _, text = released(of_item(description))
    assert release == "ask"
    assert MILITARY in text
    assert "Y901" not in text
    assert released(of_item(description, answers={MILITARY: False, CARRIERS: False}))[0] == "go"
    assert released(of_item(description, answers={MILITARY: True}))[0] == "stop"


def test_software_without_a_code_and_an_end_use_are_asked_about() -> None:
    software = {"items.0.kind": "software", "items.0.cn_code": None, "end_use": "tank regiment"}
    assert MILITARY in released(software)[2]
    assert MILITARY in released({"end_use": "tank regiment"})[2]


@pytest.mark.parametrize(
    "description",
    [
        "water tank", "tank container", "fuel tank", "Wassertank", "Panzerglas", "réservoir d'eau", "Torx bit T55",
        "submarine cable", "fuel tank for trucks",
    ],
)  # fmt: skip
def test_tanks_that_hold_something_are_not_asked_about(description: str) -> None:
    assert released(of_item(description))[0] == "go"


def test_a_service_points_to_nothing_where_the_code_is_another() -> None:
    """Police buys valves: only words can say that they are military goods."""
    assert MILITARY not in released({"parties.0.service": "police"})[2]


# Codes that say that nothing is wanting stand beside a "go" only.


@pytest.mark.parametrize(
    "changes",
    [{"knowledge.reexport": "aware"}, {"parties.0.country": "AR"}, of_item("IMSI catcher")],
)
def test_no_code_says_not_listed_while_it_is_asked(changes: dict[str, Any]) -> None:
    result = check(changed(copy.deepcopy(QUIET), changes), screener=CLEAR)
    assert result.release == "ask"
    assert [hint.code for hint in result.customs] == [None]


def test_nor_where_nobody_was_screened() -> None:
    hint = check(copy.deepcopy(QUIET), screener=None).customs[0]
    assert (hint.code, hint.because.code) == (None, "customs.not_released")
    assert check(copy.deepcopy(QUIET), screener=CLEAR).customs[0].code == "Y901"


# Under a stop the first line never says that nothing is required.


def test_a_stop_says_what_stops() -> None:
    changes = {"knowledge.reexport": "aware", "answers": {"unexecuted.onward_export": True}}
    result = check(changed(copy.deepcopy(QUIET), changes), screener=CLEAR)
    text = str(ShortText(result))
    assert result.release == "stop"
    assert "no authorisation is required" not in text
    assert "known to be re-exported" in text


# What excludes EU007 and EU008 is no question where neither goes.


@pytest.mark.parametrize(("destination", "asked"), [("JP", False), ("BR", True)])
def test_a_security_end_use_is_asked_about_where_it_excludes_something(destination: str, asked: bool) -> None:
    changes = {
        "destination": destination, "purchasing_country": destination, "items.0.entries": ["5A001.f"],
        "parties.0.name": "Metropolitan Police", "parties.0.country": destination, "parties.0.service": "police",
    }  # fmt: skip
    assert ("exclude a security end use" in released(changes)[2]) == asked


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Ministério da Defesa", True),
        ("Ministerio de Defensa", True),
        ("Polícia Federal", True),
        ("Forças Armadas do Brasil", True),
        ("Jandarma Genel Komutanlığı", True),
        ("Politécnica de Defesa Vegetal", False),
        ("Padaria Central", False),
    ],
)
def test_a_service_is_known_by_its_name_in_other_languages(name: str, asked: bool) -> None:
    changes = {
        "destination": "BR", "purchasing_country": "BR", "items.0.entries": ["5A002.a"],
        "parties.0.name": name, "parties.0.country": "BR", "parties.0.service": "none",
    }  # fmt: skip
    assert ("exclude a security end use" in released(changes)[2]) == asked


# What lies outside the Union is exported from nowhere in it (Arts 2(2), 2(7), 3).


@pytest.mark.parametrize(
    ("destination", "entry", "release"), [("PK", "2B350.g.1", "ask"), ("JP", "3A002.c", "ask")]
)
def test_no_authorisation_is_applied_for_or_used_where_nothing_leaves_the_union(
    destination: str, entry: str, release: str
) -> None:
    changes = {
        "located_in": "CN", "destination": destination, "purchasing_country": destination, "items.0.entries": [entry],
        "parties.0.country": destination,
    }  # fmt: skip
    result = check(changed(copy.deepcopy(QUIET), changes), screener=CLEAR)
    assert result.release == release
    assert "export_from_third_country" in [warning.code for warning in result.warnings]
    assert not [duty for duty in result.obligations if duty.citation.startswith(("Art. 12", "Annex II"))]
    text = str(ShortText(result))
    assert "outside the Union" in text
    assert "may be used" not in text
    assert "which activity is it" in " ".join(text.split())


def test_a_ban_of_a_measure_stops_wherever_the_items_are() -> None:
    """Regulation (EU) No 833/2014, Art. 2(1)."""
    changes = {
        "located_in": "CN", "destination": "RU", "purchasing_country": "RU", "items.0.entries": ["3A002.c"],
        "parties.0.country": "RU",
    }  # fmt: skip
    assert released(changes)[0] == "stop"


def test_from_the_union_an_authorisation_is_asked_for() -> None:
    changes = {
        "located_in": "DE", "destination": "PK", "purchasing_country": "PK", "items.0.entries": ["2B350.g.1"],
        "parties.0.country": "PK",
    }  # fmt: skip
    assert released(changes)[0] == "stop"
