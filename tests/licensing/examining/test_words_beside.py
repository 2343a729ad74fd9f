"""A line is looked at for surveillance wherever the application says something, in whichever form a language puts it (Art. 2(20)); on both databases."""

from __future__ import annotations

import pytest

from dualuse.licensing.cases.applications import apply
from dualuse.licensing.cases.evidence import surveillance_lines
from dualuse.licensing.cases.queues import add_queue, queue_of
from dualuse.licensing.surveillance import may_be_surveillance, words_beside
from dualuse.licensing.surveillance_phrases import tells_of_surveillance
from tests.support.service_people import UNLISTED, WHOLE, People

WATCHES = (
    "System zur Überwachung der Telekommunikation",
    "Anlage für die Überwachung des Fernmeldeverkehrs",
    "Überwachung verschlüsselter Kommunikation",
    "Anlage, um Telefongespräche abzuhören",
    "Software zur Ferndurchsuchung von Computern",
    "Handyortungssystem",
    "Vorratsdatenspeicherung, Server",
    "remote forensic software",
    "forensics suite for smartphones",
    "mobile phone forensics kit",
    "monitoring of private messages",
    "telecom surveillance platform",
    "data retention system for telecom operators",
    "gait tracking of crowds",
    "Système de surveillance des télécommunications",
    "écoute des conversations téléphoniques",
    "logiciel de perquisition informatique à distance",
    "reconnaissance des émotions",
    "I.M.S.I. catcher",
    "IMSI-\ncatcher",
    "tracking of mobile subscribers via SS7",
    "network tap with call recording of targets",
    "Systeem voor het aftappen van telecommunicatie",
    "intruzní software",
    "Predator infection server",
    "Sistema de interceptación de comunicaciones",
    "GSM active interrogation",
    "LTE catcher",
    "WLAN-Catcher",
    "mobile identity grabber",
    "handset direction finder",
    "triangulation of handsets",
    "Thuraya interception",
    "silent SMS platform",
    "TETRA decoder for intercept",
    "tapping subscribers' phones",
    "voice recorder for phone calls of suspects",
    "probe for metadata of network users",
    "data exfiltration implant",
)
ORDINARY = (
    "Überwachung der Temperatur", "Zustandsüberwachung von Lagern", "Überwachung der Telekommunikationsanlage", "Kommunikationsmodul zur Überwachung der Pumpe",
    "Netzwerküberwachung mit SNMP", "Überwachungskamera", "Ferndiagnose für Maschinen", "Ortung von Leckagen", "Auswertung der Messdaten", "Telekommunikationsanlage",
    "condition monitoring with remote communications", "monitoring of the telecommunications equipment room", "network monitoring for operators", "heart rate monitor", "baby monitor",
    "forensic light source", "forensic DNA analyser", "GPS fleet tracking", "gait trainer for rehabilitation", "interception of rainwater", "grease interceptor",
    "mobile phone test set", "vibration analysis, digital", "remote access to pumps", "système de surveillance de la température", "système de télécommunication",
    "LTE base station emulator", "GSM modem for alarms", "RFID interrogator", "mobile interrogator for tags", "bug catcher", "Wi-Fi direction antenna", "calls of customers", "5G tester", "SMS gateway", "data exfiltration prevention",
    "GSM tracker for vehicles", "dental implant", "thread tapping machine", "surveillance de machines à distance", "intercepteur d'hydrocarbures", "localisation de fuites",
)  # fmt: skip


@pytest.mark.parametrize("text", WATCHES)
def test_what_watches_people_is_recognised(text: str) -> None:
    assert tells_of_surveillance(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_products_are_not(text: str) -> None:
    assert not tells_of_surveillance(text)


@pytest.mark.parametrize("text", ["no facial recognition", "keine Überwachung der Telekommunikation"])
def test_what_is_denied_is_not_told(text: str) -> None:
    assert not tells_of_surveillance(text)


@pytest.mark.parametrize("text", WATCHES)
def test_words_beside_count_as_those_of_the_item(text: str) -> None:
    (item,) = UNLISTED["items"]
    assert not may_be_surveillance(UNLISTED, item)
    assert may_be_surveillance(UNLISTED, item, words_beside({}, {"remark": text}))


@pytest.mark.parametrize(
    "words",
    [
        "5A001.f.2 IMSI catcher for lawful interception by the police",
        "It is an IMSI catcher, but a small one",
        "Made for lawful interception of mobile networks",
    ],
)
@pytest.mark.parametrize(
    "field", ["national_information", "surveillance_denial", "end_use_statement_exemption"]
)
def test_words_of_an_application_make_its_lines_ones_to_examine(
    people: People, field: str, words: str
) -> None:
    add_queue("DE", "surveillance", surveillance=True)
    case = apply(people.exporter, "individual", UNLISTED, {**WHOLE, field: words})
    version = case.versions.get()
    assert list(surveillance_lines(version)) == ["10"]
    beside = words_beside(version.fields, *version.lines.values())
    assert queue_of(case.authority, "individual", version.transaction, beside) == "surveillance"


@pytest.mark.parametrize(
    "words", ["It measures fields and hears nobody.", "Not for interception.", "BAFA 2025/17, no ruling."]
)
def test_a_denial_and_an_ordinary_remark_make_none(people: People, words: str) -> None:
    case = apply(people.exporter, "individual", UNLISTED, {**WHOLE, "national_information": words})
    assert list(surveillance_lines(case.versions.get())) == []


def test_how_somebody_is_reached_is_not_looked_at() -> None:
    assert words_beside({"contact_name": "Emotion Recognition GmbH", "national_information": "A"}) == ("A",)


@pytest.mark.parametrize("field", ["name", "address"])
def test_who_is_called_after_it_is_read(field: str) -> None:
    (item,) = UNLISTED["items"]
    (party, *others) = UNLISTED["parties"]
    called = {**UNLISTED, "parties": [{**party, field: "IMSI catcher hall, Street 1"}, *others]}
    assert may_be_surveillance(called, item)
