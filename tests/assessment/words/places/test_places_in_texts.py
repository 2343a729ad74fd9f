"""Names of places under measures in texts: in every language of trade, by their parts, firms, unions and abbreviations."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.release_holds.answers_over_words import OVER_WORDS
from tests.assessment.test_release_reasons import END_USER, judged
from tests.assessment.test_statements_that_differ import released
from tests.assessment.test_unexecuted import to
from tests.assessment.words.test_descriptions_and_addresses import going_to

RUSSIA, BELARUS, IRAN = (f"{act}.named_in_texts" for act in ("32014R0833", "32006R0765", "32012R0267"))
SYRIA, KOREA = (f"{act}.named_in_texts" for act in ("32012R0036", "32017R1509"))
DONETSK = "ukraine_areas.donetsk_luhansk"
CRIMEA = "ukraine_areas.crimea"


def asked(data: dict[str, Any]) -> tuple[str, str]:
    """The release, and what it is held for; not what was answered over words, which stands beside a "go"."""
    result = judged(data)
    return result.release, str([row.params for row in result.release_because if row.code != OVER_WORDS])


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        # Towns, ports and ends of pipelines.
        ("Zwischenlagerung in Smolensk", RUSSIA),
        ("terminal at Novorossiysk", RUSSIA),
        ("Walzwerk Magnitogorsk", RUSSIA),
        ("usine de Nijnekamsk", RUSSIA),
        ("plant in Taganrog", RUSSIA),
        ("port of Ust Luga", RUSSIA),
        ("petrochemical complex, Assaluyeh", IRAN),
        ("jetty at Bandar Imam Khomeini", IRAN),
        ("refinery in Abadan", IRAN),
        ("Raffinerie in Nowopolozk, Polozk", BELARUS),
        # Parts of the country.
        ("Bergwerk in Sibirien", RUSSIA),
        ("plant in Tatarstan", RUSSIA),
        ("Anlage in Baschkortostan", RUSSIA),
        ("Bohrinsel Sachalin", RUSSIA),
        ("Sakhalin-2", RUSSIA),
        ("Grozny, Chechnya", RUSSIA),
        ("gas field in Khuzestan", IRAN),
        ("mine in the Donbass", DONETSK),
        ("шахта, ДНР", DONETSK),
        ("hospital in LNR", DONETSK),
        # Projects and state firms.
        ("Yamal LNG", RUSSIA),
        ("modules for Arctic LNG 2", RUSSIA),
        ("Gazprom Neft", RUSSIA),
        ("for Rosneft", RUSSIA),
        ("potash mine of Belaruskali", BELARUS),
        ("compressor station of NIOC", IRAN),
        # The country in other languages.
        ("montaż w Rosji", RUSSIA),
        ("Rusya'ya sevk edilecek", RUSSIA),
        ("entrega en Rusia", RUSSIA),
        ("do Ruska", RUSSIA),
        ("für das Russlandgeschäft", RUSSIA),
        ("Venäjälle", RUSSIA),
        ("Oroszországba", RUSSIA),
        ("dostawa na Białoruś", BELARUS),
        ("entrega en Bielorrusia", BELARUS),
        ("Fehéroroszországba", BELARUS),
        ("dostawa do Iranu", IRAN),
        # Unions of countries.
        ("Vertrieb in den GUS-Staaten", RUSSIA),
        ("sale in CIS countries", RUSSIA),
        ("for the CIS market", RUSSIA),
        ("distribution within the CIS", RUSSIA),
        ("vente dans les pays de la CEI", RUSSIA),
        ("Eurasian Economic Union", RUSSIA),
        ("Vertrieb in der Eurasischen Wirtschaftsunion", RUSSIA),
        ("Vertrieb EAWU", RUSSIA),
        ("distribution in the EAEU", RUSSIA),
        ("rynek WNP", RUSSIA),
        # Abbreviations and codes.
        ("for use in the RF", RUSSIA),
        ("Lieferung in die RF.", RUSSIA),
        ("customer in RU", RUSSIA),
        ("Endkunde: RUS", RUSSIA),
        ("RU-125009", RUSSIA),
    ],
)
def test_an_end_use_that_names_a_place_under_measures_is_asked_about(end_use: str, point: str) -> None:
    """833/2014 Arts 2a(1), 3k(1), 765/2006 Art. 1e(1), 267/2012, 2022/263: "directly or indirectly … for use in"."""
    release, reasons = asked(to("AE", "94033000", end_use=end_use))
    assert (release, f"unexecuted.{point}" in reasons) == ("ask", True)
    free = to("AE", "94033000", end_use=end_use, answers={f"unexecuted.{point}": False})
    assert f"unexecuted.{point}" not in asked(free)[1]


@pytest.mark.parametrize(
    "end_use",
    [
        "test of the RF amplifier",
        "RF-Generator for plasma",
        "in the RF chain",
        "the RF amplifier",
        "scanner with CIS sensor",
        "CIS line camera",
        "CIS solar cells",
        "contact image sensor (CIS)",
        "norme CEI 61000",
        "rack with 42 RU",
        "19 inch, 4 RU high",
        "firmware for RU-8 units",
        "Perma bonding",
        "rust protection",
        "Rusk production",
        "production of rusks",
        "crusher",
        "ruthenium electrode",
        "IR camera of the plant",
        "Novel goods",
        "irrigation",
        "laboratory in Brandenburg",
        "LPR camera for car parks",
        "3D-DNR for the camera",
        "SNG plant",
        "Donkey pump",
        "Kirsch processing",
        "apricots (damasco) dried",
        "trampa para mosca",
        "Unionsstaaten",
        "Islamic Republic of Pakistan, textile mill",
    ],
)
def test_words_of_goods_and_other_places_are_not_asked_about(end_use: str) -> None:
    assert asked(to("AE", "94033000", end_use=end_use))[0] == "go"


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        ("fabryka w Kaliningradzie", RUSSIA), ("v Moskvi", RUSSIA), ("u Moskvi", RUSSIA), ("f'Moska", RUSSIA), ("sa Rúis", RUSSIA), ("chun na Rúise", RUSSIA), ("ruska tovarna", RUSSIA), ("Vene tehas", RUSSIA), ("rysk fabrik", RUSSIA), ("russisk fabrik", RUSSIA), ("руски завод", RUSSIA), ("orosz gyár", RUSSIA), ("ruská továrna", RUSSIA), ("rusų gamykla", RUSSIA), ("krievu rūpnīca", RUSSIA), ("do Smoleńska", RUSSIA), ("Nevsky Prospekt 10", RUSSIA), ("Tverskaya 5", RUSSIA), ("Невский проспект", RUSSIA),
        ("w Homlu", BELARUS), ("do Homla", BELARUS), ("w Grodnie", BELARUS), ("w Brześciu", BELARUS), ("w Mohylewie", BELARUS), ("w Witebsku", BELARUS), ("Minskis", BELARUS), ("Minskiin", BELARUS), ("sa Bhealarúis", BELARUS), ("fil-Belarussja", BELARUS), ("vitrysk fabrik", BELARUS), ("fehérorosz gyár", BELARUS),
        ("san Iaráin", IRAN), ("chun na hIaráine", IRAN), ("iráni gyár", IRAN), ("ιρανικό εργοστάσιο", IRAN),
        ("Damaskoksessa", SYRIA), ("Syyriassa", SYRIA), ("Süüriasse", SYRIA), ("sa tSiria", SYRIA), ("fis-Sirja", SYRIA), ("v Damasku", SYRIA), ("Δαμασκό", SYRIA), ("Damaszkuszban", SYRIA), ("syyrialainen tehdas", SYRIA),
        ("Põhja-Koreas", KOREA), ("Pohjois-Koreassa", KOREA), ("Észak-Koreában", KOREA), ("u Sjevernoj Koreji", KOREA), ("v Severnej Kórei", KOREA), ("sa Chóiré Thuaidh", KOREA), ("fil-Korea ta' Fuq", KOREA), ("Pjongjangissa", KOREA),
    ],
)  # fmt: skip
def test_a_place_in_a_case_or_as_an_adjective_of_a_language_of_the_union(end_use: str, point: str) -> None:
    release, reasons = asked(to("AE", "94033000", end_use=end_use))
    assert (release, f"unexecuted.{point}" in reasons) == ("ask", True)


@pytest.mark.parametrize(
    ("end_use", "point"),
    [
        ("Bau der Krimbrücke", CRIMEA), ("Krimprojekt", CRIMEA), ("Crimean bridge", CRIMEA), ("für das Irangeschäft", IRAN), ("Nordkoreaprojekt", KOREA), ("Syrienprojekte", SYRIA), ("Teheranprojekt", IRAN), ("Belaruswerk", BELARUS),
        ("Donbassprojekt", DONETSK), ("Lieferung für unsere Irankunden", IRAN),
    ],
)  # fmt: skip
def test_what_german_joins_to_a_place_stands_or_goes_there(end_use: str, point: str) -> None:
    """833/2014 Art. 2a(1), 692/2014 Art. 2b, 267/2012, 2017/1509, 36/2012: "directly or indirectly … for use in"."""
    release, reasons = asked(to("AE", "94033000", end_use=end_use))
    assert (release, f"unexecuted.{point}" in reasons) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "Kriminaltechnik",
        "Krimsekt im Hotel",
        "Krimi im Kino",
        "Krimkrieg im Museum",
        "Diagnose des Crimean-Congo haemorrhagic fever",
        "Donkeymarkt",
    ],
)
def test_other_joined_words_are_not_asked_about(end_use: str) -> None:
    assert not any(
        f"unexecuted.{point}" in asked(to("AE", "94033000", end_use=end_use))[1]
        for point in (CRIMEA, IRAN, RUSSIA, DONETSK)
    )


@pytest.mark.parametrize(
    "end_use",
    [
        "Gardinen für das Hotel", "Tischwäsche aus Damast", "ruis mill", "ruisarm apparaat", "suoni e vene", "Moska bakery", "sirska torta", "rusk oven", "oroszlán szobor", "homle",
    ],
)  # fmt: skip
def test_words_that_only_begin_like_such_a_place_are_not_asked_about(end_use: str) -> None:
    assert asked(to("AE", "94033000", end_use=end_use))[0] == "go"


@pytest.mark.parametrize(
    ("description", "point"),
    [
        ("chairs in Russian leather", ""),
        ("RF amplifier", ""),
        ("RF-Generator", ""),
        ("CIS module", ""),
        ("Siberian larch", ""),
        ("spare parts for KamAZ trucks", ""),
        ("valves for Yamal LNG", RUSSIA),
        ("Ventile, Endkunde in Tatarstan", RUSSIA),
        ("Software für GUS-Länder", RUSSIA),
    ],
)
def test_a_description_is_asked_about_where_it_names_a_place(description: str, point: str) -> None:
    data = to("AE", "94033000")
    data["items"][0]["description"] = description
    release, reasons = asked(data)
    assert release == ("ask" if point else "go")
    assert point in reasons


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("Handelsvertretung der Russischen Föderation", RUSSIA),
        ("Botschaft der Russischen Föderation", RUSSIA),
        ("Russian Trade Mission", RUSSIA),
        ("Ambassade russe", RUSSIA),
        ("Ambasada Federacji Rosyjskiej", RUSSIA),
        ("Rus Büyükelçiliği", RUSSIA),
        ("Gazprom Marketing", RUSSIA),
        ("Iranian Consulate", IRAN),
        ("Iranische Handelskammer", IRAN),
        ("NIOC International", IRAN),
        ("Belarusian Trade House", BELARUS),
        ("Aeroflot Ankara branch", RUSSIA),
        ("Irano-Hind Shipping", IRAN),
        ("Korea Ryonbong", "32017R1509.named_in_texts"),
        ("Syrian Embassy", "32012R0036.named_in_texts"),
        ("North Korean Mission", "32017R1509.named_in_texts"),
        ("Rossi Srl", ""),
        ("Russo Costruzioni", ""),
        ("Perm Salon", ""),
        ("Kirov Bakery", ""),
        ("Rusa Trading", ""),
        ("Sirio Impianti", ""),
        ("RUS Design", ""),
        ("Orosz Kft", ""),
        ("Русков ЕООД", ""),
        ("Irani & Sons", ""),
    ],
)
def test_the_name_of_a_party_is_asked_about(name: str, point: str) -> None:
    """An embassy buys for its State, wherever it sits."""
    data = to("AE", "94033000", parties=[{**END_USER, "country": "AE", "name": name}])
    release, reasons = asked(data)
    assert release == ("ask" if point else "go")
    assert point in reasons


@pytest.mark.parametrize(
    ("country", "address", "point"),
    [
        ("US", "Moscow, Idaho", ""),
        ("US", "St. Petersburg, Florida", ""),
        ("US", "5 Main St, Odessa, Texas 79761", ""),
        ("FR", "3 rue de Siam, 29200 Brest", ""),
        ("FR", "Brest, Finistère", ""),
        ("FR", "12 rue du Ru, 77000 Melun", ""),
        ("RO", "Kronstadt 500001", ""),
        ("AM", "Armavir 0901", ""),
        ("MX", "Parque Industrial, Tula", ""),
        ("UA", "Rava-Ruska", ""),
        ("KZ", "Brest", BELARUS),
        ("KZ", "Brest, Bretagne", ""),
        ("KZ", "29200 Brest, Finistère, Minsk", BELARUS),
        ("KZ", "5 quai de la Douane, 29200 Brest (Brittany)", ""),
        ("KZ", "Brest, France", ""),
        ("KZ", "Brest (Frankreich)", ""),
        ("KZ", "Brest, France, Dubai", BELARUS),
        ("KZ", "Brest France", BELARUS),
        ("KZ", "Brest; Bretagne", BELARUS),
        ("KZ", "Brest or Bretagne", BELARUS),
        ("KZ", "Brest, Poland", BELARUS),
        ("KZ", "Kazan, Ankara, Dubai", RUSSIA),
        ("KZ", "Tula, México", ""),
        ("KZ", "Брест, Бретань", ""),
        ("KZ", "ul. Lenina 5, Tula", RUSSIA),
        ("TR", "Moskva 123007, RU", RUSSIA),
        ("TR", "Lenina 5, 123007 RU", RUSSIA),
        ("TR", "info@mail.ru", ""),
        ("TR", "info@example.ru", RUSSIA),
        ("TR", "Lenina 5, BLR", BELARUS),
    ],
)
def test_an_address_is_asked_about(country: str, address: str, point: str) -> None:
    party = {"role": "purchaser", "name": "Example Buyer", "country": country, "address": address}
    data = to("AE", "94033000")
    ways = {"russia_833_2014_through_russia": False, "belarus_765_2006_through_belarus": False}
    circumstances = {**data.get("circumstances", {}), **ways}
    reasons = asked({**data, "parties": [*data["parties"], party], "circumstances": circumstances})[1]
    assert ("named_in_texts" in reasons, point in reasons) == (bool(point), True)


@pytest.mark.parametrize(
    ("description", "point"),
    [
        ("Pump for Iranian customer", IRAN), ("Pumpe für iranischen Kunden", IRAN), ("Pump for the Russian market", RUSSIA), ("pompe pour client russe", RUSSIA),
        ("Parts, for a Belarusian tractor plant", BELARUS), ("Persian carpet in Iranian style", ""), ("Labels for Russian vodka", ""),
        ("Textbook for Russian language", ""), ("Iranian saffron", ""), ("Pump for Saudi customer", ""), ("Doll: Russian matryoshka", ""),
    ],
)  # fmt: skip
def test_a_description_tells_for_whom_an_item_is(description: str, point: str) -> None:
    """Goods bear the adjectives of their country; a customer, a market or a plant of it is somebody there."""
    data = to("AE", "84137030")
    data["items"][0]["description"] = description
    release, params = asked(data)
    assert (release == "ask" and point in params) if point else release == "go"


@pytest.mark.parametrize("field", ["end_use", "parties.0.address"])
@pytest.mark.parametrize(
    "text",
    [
        "Moscow ID",
        "University of Idaho, Moscow ID",
        "Moscow, ID",
        "St. Petersburg FL",
        "Saint Petersburg FL 33701",
    ],
)
def test_a_town_of_a_state_of_the_us_is_none_of_russia(text: str, field: str) -> None:
    assert released(going_to("US", **{field: text}))[0] == "go"
    assert RUSSIA in released(going_to("BR", **{field: text}))[2]


@pytest.mark.parametrize(
    "text", ["Moscow", "Moscow in", "Moscow id card office", "Moscow or Omsk", "Minsk and Moscow"]
)
def test_what_only_looks_like_the_code_of_a_state_is_none(text: str) -> None:
    assert RUSSIA in released(going_to("US", end_use=text))[2]


# Telephone numbers, domains and legal forms tell where somebody sits, too (Regulation (EU) No 833/2014, Arts 2 to 2aa, and its likes).


@pytest.mark.parametrize(
    ("contact", "point"),
    [
        ("tel. +7 495 123 45 67", RUSSIA), ("+7 (921) 123-45-67", RUSSIA), ("info@vektor.ru", RUSSIA), ("www.vektor.ru", RUSSIA), ("OOO Vektor", RUSSIA), ("ООО «Вектор»", RUSSIA),
        ("+375 17 200 00 00", BELARUS), ("sales@zavod.by", BELARUS), ("+98 21 8888 1234", IRAN), ("office@tejarat.ir", IRAN), ("+963 11 123 4567", SYRIA), ("+850 2 1811 1234", KOREA),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["KZ", "AE", "TR"])
def test_a_contact_in_another_place_than_the_one_stated_is_asked_about(
    contact: str, point: str, place: str
) -> None:
    text = f"Works, {contact}"
    for field in ("parties.0.address", "parties.0.name", "end_use"):
        assert point in released(going_to(place, **{field: text}))[2], field
    source = {"fact": "end_use", "document": "mail", "note": text}
    assert point in released(going_to(place, sources=[source]))[2]


@pytest.mark.parametrize(
    "contact",
    [
        "+7 727 123 45 67", "+7 (701) 123-45-67", "almaty.food@mail.ru", "works@yandex.ru", "+90 312 123 45 67", "info@works.kz", "from -20 to +75 degrees", "+98 %", "Order +7 4",
        "zip OOO", "TOO Vektor", "nearby@works.com",
    ],
)  # fmt: skip
def test_ordinary_contacts_are_not_asked_about(contact: str) -> None:
    for field in ("parties.0.address", "parties.0.name", "end_use"):
        assert "named_in_texts" not in released(going_to("KZ", **{field: f"Works, {contact}"}))[2]


def test_a_legal_form_that_firms_have_there_tells_nothing() -> None:
    assert RUSSIA not in released(going_to("UZ", **{"parties.0.name": "OOO Vektor"}))[2]
    assert RUSSIA in released(going_to("RS", **{"parties.0.name": "OOO Vektor"}))[2]
