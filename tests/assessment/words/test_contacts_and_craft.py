"""Places told without a name: numbers that are called, marks of aircraft and ships, forms of firms, peoples, abbreviations; and what is none of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_release_reasons import END_USER, GENERAL, judged
from tests.assessment.test_unexecuted import to
from tests.assessment.words.places.test_places_in_texts import BELARUS, IRAN, KOREA, RUSSIA, SYRIA

BEARINGS = "84821010"


def held_for(data: dict[str, Any]) -> str:
    """What a sale of bearings, of which somebody looked into whether they go on, is held for; "go" where it is not."""
    answers = {**data.get("answers", {}), "unexecuted.way_of_diversion": False}
    result = judged({**data, "answers": answers})
    return "go" if result.release == "go" else str([row.params for row in result.release_because])


def with_use(end_use: str) -> dict[str, Any]:
    return to("TR", BEARINGS, end_use=end_use)


def with_party(country: str = "TR", **fields: Any) -> dict[str, Any]:
    return to(country, BEARINGS, parties=[{**END_USER, "country": country, **fields}])


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        ("ask +7 812 555", RUSSIA),
        ("+7(495)12", RUSSIA),
        ("Tel. 007 495 1234567", RUSSIA),
        ("8 (495) 123-45-67", RUSSIA),
        ("8-812-555-12-12", RUSSIA),
        ("+375 17 20", BELARUS),
        ("8 (017) 223-45-67", BELARUS),
        ("0098 21 8888", IRAN),
        ("Ruf: +98 21", IRAN),
        ("phone no. +963 11", SYRIA),
        ("repair of aircraft RA-12345", RUSSIA),
        ("Ersatzteil für den Hubschrauber RF-12345", RUSSIA),
        ("Boeing 737, EW-123PA", BELARUS),
        ("avion EP-IBA", IRAN),
        ("aircraft P-835", KOREA),
        ("Airbus A320 YK-AKA", SYRIA),
        ("ship with MMSI 273123456", RUSSIA),
        ("vessel, call sign EPBS6", IRAN),
        ("paid by SWIFT SABRRUMM", RUSSIA),
        ("BIC/SWIFT code: AKBBBY2X", BELARUS),
        ("УНП 190123456", BELARUS),
        ("repair at Kant air base", RUSSIA),
        ("customer in R.F.", RUSSIA),
        ("delivery to R. F.", RUSSIA),
        ("Lieferung in die R.F.", RUSSIA),
        ("für die Russen", RUSSIA),
        ("los rusos lo usan", RUSSIA),
        ("dla Rosjan", RUSSIA),
        ("Ruslar için", RUSSIA),
        ("für Belarussen", BELARUS),
        ("der Iraner holt es ab", IRAN),
        ("Iranians will use it", IRAN),
        ("für Syrer", SYRIA),
        ("für die Nordkoreaner", KOREA),
    ],
)
def test_a_place_is_told_without_its_name(end_use: str, point: str) -> None:
    assert point in held_for(with_use(end_use))


@pytest.mark.parametrize(
    "end_use",
    [
        "+7 727 250 11 22",  # Almaty
        "-5 to +7 812",
        "range +7 812 mm",
        "+7 812 555 EUR",
        "+98 21 °C",
        "+7,812 and +375",
        "EAN 0074951234567",
        "number 0078 4951 2345 6789",
        "IP 10.0.0.1 port +98",
        "8 (800) 555-35-35",  # of Kazakhstan, too
        "sensor RA-12345 in the mill",
        "grease EP-ABC",
        "position P-835 of the drawing",
        "aircraft D-ABCD",
        "SWIFT TCZBTR2A",
        "UNP 12345",
        "works on Kant and Hegel",
        "ship with MMSI 211123456",
        "R.F. amplifier for a base station",
        "R.F. heating of plastics",
        "immune to R.F.",
        "Ruslan's workshop",
        "Perserteppiche waschen",
    ],
)
def test_figures_units_and_articles_are_no_place(end_use: str) -> None:
    assert held_for(with_use(end_use)) == "go"


@pytest.mark.parametrize(
    ("description", "point"),
    [
        ("hydraulic pump for aircraft RA-12345", RUSSIA),
        ("seal RA-12345", None),
        ("pump for the Iranians", IRAN),
    ],
)
def test_a_description_tells_the_mark_of_an_aircraft(description: str, point: str | None) -> None:
    data = to("TR", BEARINGS)
    data["items"][0]["description"] = description
    assert (point or "go") in held_for(data)


@pytest.mark.parametrize(
    ("address", "point"),
    [
        ("Atatürk Cad. 5, Istanbul, tel +7 495 12", RUSSIA),
        ("Lenina 5, Perm, R.F., 614000", RUSSIA),
        ("Istanbul, R.F.", RUSSIA),
        ("Rus Pazari Sok. 5, Istanbul", None),
        ("Rus Pazarı Sokağı No 5, Trabzon", None),
        ("Rue des Russes 4, Istanbul", None),
        ("Ruslar Caddesi 4, Kars", None),
        ("Gebäude RF, Istanbul", None),
        ("Astana, Rossiyskaya 4", "unexecuted.words.country"),  # the country of the town, not of the street
        ("Bakı, Moskva pr. 12", None),
        ("Toshkent, Moskva ko'chasi 4", None),
        ("Moskva, Rossiyskaya 4", RUSSIA),
    ],
)
def test_a_street_that_is_called_after_a_people_is_no_sign(address: str, point: str | None) -> None:
    assert (point or "go") in held_for(with_party(address=address))


@pytest.mark.parametrize(
    ("country", "name", "place"),
    [
        ("PA", "Inversiones Delta C.A.", None),  # Central America
        ("MX", "Inversiones Delta, C.A.", "VE"),
        ("CO", "Inversiones Delta CA", "VE"),
        ("EC", "Inversiones Delta C.A.", None),  # a form of firms there, too
        ("US", "Acme Inc., CA", None),
        ("CH", "C.A. Meyer AG", None),
        ("CA", "Acme Inc., CA", None),
        ("IN", "Sharma & Co, CA", None),
        ("VE", "Inversiones Delta C.A.", None),
    ],
)
def test_a_venezuelan_form_of_firms_is_told_from_california(
    country: str, name: str, place: str | None
) -> None:
    reasons = held_for(with_party(country, name=name))
    assert ("words.country" in reasons) is (place is not None)


@pytest.mark.parametrize(
    ("address", "asked"),
    [("Dubai, +964 770 123 4567", True), ("Dubai, mail@trade.iq", True), ("Dubai, +971 4 123 4567", False)],
)
def test_numbers_of_other_places_under_an_embargo_count(address: str, asked: bool) -> None:
    assert ("words.country" in held_for(with_party("AE", address=address))) is asked


@pytest.mark.parametrize(
    ("currency", "point"), [("RUB", RUSSIA), ("BYN", BELARUS), ("TRY", None), ("EUR", None)]
)
def test_who_pays_in_the_money_of_another_country_is_asked_about(currency: str, point: str | None) -> None:
    data = to("TR", BEARINGS)
    data["items"][0] |= {"value": "5000", "currency": currency}
    assert (point or "go") in held_for(data)


# Numbers of places to which goods often go on.

ON_THE_WAY = (
    ("KZ", "+7 727 250 11 22"), ("KZ", "+7 701 123 45 67"), ("KZ", "+7 (717) 255-11-22"), ("KZ", "+77272501122"), ("AM", "+374 10 123 456"), ("AZ", "+994 12 499 11 22"),
    ("GE", "+995 32 212 34 56"), ("MN", "+976 11 123456"), ("TJ", "+992 37 221 23 45"), ("TM", "+993 12 12-34-56"), ("UZ", "+998 71 123 45 67"),
)  # fmt: skip


@pytest.mark.parametrize(("country", "number"), ON_THE_WAY)
@pytest.mark.parametrize("word", ["Tel. ", "call ", "phone: ", "WhatsApp "])
def test_a_number_that_is_called_tells_a_place_on_the_way(country: str, number: str, word: str) -> None:
    """Regulation (EU) No 833/2014, Arts 2a(1a) and 12g: bearings that go on from there."""
    assert f"'places': ['{country}']" in held_for(with_use(f"{word}{number}"))
    assert f"'places': ['{country}']" in held_for(with_party(address=f"Laleli, Istanbul, {word}{number}"))


@pytest.mark.parametrize(("country", "number"), ON_THE_WAY)
def test_a_number_in_an_address_needs_no_word_for_a_telephone(country: str, number: str) -> None:
    assert f"'places': ['{country}']" in held_for(with_party(address=f"Laleli, Istanbul, {number}"))
    assert f"'places': ['{country}']" in held_for(with_party(identifiers={"mobile": number}))
    assert f"'places': ['{country}']" not in held_for(with_party(country, address=number))


@pytest.mark.parametrize(
    ("text", "country"),
    [("8 (727) 250-11-22", "KZ"), ("+7 (701) 123-45-67", "KZ"), ("info@zavod.kz", "KZ"), ("www.techno.uz", "UZ"), ("sales@tiflis.ge", "GE"), ("IBAN KZ86 125K ZT50 0410 0100", "KZ")],
)  # fmt: skip
def test_other_contacts_there(text: str, country: str) -> None:
    assert f"'places': ['{country}']" in held_for(with_use(text))


@pytest.mark.parametrize(
    "end_use",
    ["+998 71 mm", "drawing 374 10 123456", "+992 kg to +995 kg", "call us at 8 (212) 250 11 22", "Tel. +90 212 250 11 22", "Tel. +49 30 250 11 22", "tolerance +7 / -7", "+993 hPa"],
)  # fmt: skip
def test_figures_like_numbers_on_the_way_are_no_place(end_use: str) -> None:
    assert held_for(with_use(end_use)) == "go"


def test_a_number_of_russia_is_none_of_kazakhstan() -> None:
    """+7: Kazakhstan has 6 and 7 behind it, Russia 3, 4, 8 and 9."""
    assert RUSSIA in held_for(with_party(address="Laleli, Istanbul, tel. +7 912 250 11 22"))
    assert RUSSIA not in held_for(with_party(address="Laleli, Istanbul, tel. +7 727 250 11 22"))


def test_a_listed_item_asks_about_a_number_of_the_emirates_too() -> None:
    """Annex II, EU001: the destination; of what is not listed nothing turns on it."""
    number = "call +971 4 123 4567"
    assert held_for(with_use(number)) == "go"
    assert "'places': ['AE']" in held_for({**GENERAL, "end_use": number})
