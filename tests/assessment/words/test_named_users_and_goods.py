"""Names of users and uses of concern, goods described under other codes, what evidence says; and ordinary sales that go."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_statements_that_differ import released

CODE = "release.code_in_words"
KIND = "release.kind_in_words"
USE = "release.use_in_words"
TO_KAZAKHSTAN = {
    "destination": "KZ", "purchasing_country": "KZ", "parties.0.country": "KZ", "parties.0.name": "Astana LLP",
    "circumstances": {"russia_833_2014_through_russia": False, "belarus_765_2006_through_belarus": False},
}  # fmt: skip


def to(place: str, **changes: Any) -> dict[str, Any]:
    return {"destination": place, "purchasing_country": place, "parties.0.country": place, **changes}


# What is described, and the customs code (Regulation (EU) No 833/2014, Arts 2a(1), 12f and 12g).


@pytest.mark.parametrize(
    "description",
    [
        "Laptop computers", "Notebooks", "ordinateurs portables", "Rack server", "SSD 1 TB", "Festplatten", "Smartphones", "Mobiltelefone",
        "Wi-Fi router", "Mobilfunkbasisstation", "Aircraft engine parts", "Flugzeugteile", "pièces d'avion", "Helicopter parts",
        "Diesel generator sets", "groupe électrogène 50 kVA", "LKW", "Trucks", "camions", "Halbleiter", "Semiconductors", "roulements SKF",
        "Drehbank", "lathe", "laser cutting machine", "Fibre lasers", "optical fibre", "fibres optiques", "gas turbine", "Turbinenschaufeln",
        "drilling rig", "Bohrgestänge", "wire EDM", "Wire electrical discharge machine", "Funkenerosionsmaschine", "Sinumerik 840D", "CNC control",
        "Shotguns", "Sprengstoff", "ноутбуки", "грузовики", "дизель-генератор", "光缆",
    ],
)  # fmt: skip
def test_goods_that_russia_looks_for_are_asked_about_under_another_code(description: str) -> None:
    changes = {**TO_KAZAKHSTAN, "items.0.description": description, "items.0.cn_code": "94016100"}
    assert CODE in released(changes)[1]
    assert CODE not in released({**changes, **to("BR"), "circumstances": {}})[1]


def test_drones_are_no_toys_and_toys_no_drones() -> None:
    toys = {**TO_KAZAKHSTAN, "items.0.cn_code": "95030087"}
    assert CODE in released({**toys, "items.0.description": "Drones"})[1]
    for description in ("Toy drone", "Spielzeugdrohne", "toy helicopter", "toy truck"):
        assert CODE not in released({**toys, "items.0.description": description})[1]


@pytest.mark.parametrize(
    "description",
    [
        "FPV kit", "FPV goggles", "DJI Mini 4", "Mavic 3 Thermal", "drone kit", "multirotor", "Drohnenbausatz", "motors for drones", "pièces de drone", "Drohnenmotoren",
        "toy drone with thermal camera", "Spielzeugdrohne mit Wärmebildkamera", "drone jouet avec caméra thermique", "toy quadcopter, payload 2 kg",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["KZ", "KG", "AM"])
def test_drones_and_their_parts_are_asked_about_under_codes_of_toys(description: str, place: str) -> None:
    """Regulation (EU) No 833/2014, Arts 2a(1), 12f and 12g; Regulation (EU) 2023/1529, Art. 2(1)."""
    toys = {**TO_KAZAKHSTAN, **to(place), "items.0.cn_code": "95030087", "items.0.description": description}
    assert CODE in released(toys)[1]
    assert CODE not in released({**toys, **to("BR"), "circumstances": {}})[1]
    assert CODE not in released({**toys, "items.0.cn_code": None})[1]


@pytest.mark.parametrize(
    "description",
    [
        "toy drone", "Spielzeugdrohne mit LED", "toy helicopter", "model railway", "book about drones", "case for DJI Mini", "Thermal mug", "FPV racing game",
        "DJI Osmo gimbal", "thermal toy bag", "toy kitchen",
    ],
)  # fmt: skip
def test_toys_and_what_goes_with_drones_are_not_asked_about(description: str) -> None:
    toys = {**TO_KAZAKHSTAN, "items.0.cn_code": "95030087", "items.0.description": description}
    assert CODE not in released(toys)[1]


def test_drones_in_the_end_use_of_an_engine_for_iraq_are_a_use_of_forces() -> None:
    """Art. 4(1)(b): Iraq is under an arms embargo."""
    circumstances = {**TO_KAZAKHSTAN["circumstances"], "iran_2023_1529_through_iran": False}
    engine = to("IQ", circumstances=circumstances, **{"items.0.cn_code": "84071000"})
    assert USE in released({**engine, "end_use": "drones"})[1]
    assert released({**engine, "end_use": "light aircraft of a flying club"})[0] == "go"


def test_machines_that_erode_are_looked_for_among_machine_tools() -> None:
    changes = {**TO_KAZAKHSTAN, "items.0.description": "Wire electrical discharge machine"}
    assert CODE in released({**changes, "items.0.cn_code": "84798997"})[1]
    assert CODE not in released({**changes, "items.0.cn_code": "84563019"})[1]


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ("Laptop bags", "42021291"), ("Laptop stand, aluminium", "76169990"), ("Desk for laptops", "94033019"), ("School notebooks", "48202000"),
        ("Smartphone cases", "39269097"), ("Server rack cabinet", "94032080"), ("Router bits", "82077037"), ("Truck tyres", "40112010"),
        ("Hand truck for boxes", "87168000"), ("Spare parts of trucks", "73261990"), ("Laser level", "90158020"), ("Laser printer", "84433210"),
        ("Generator canopy", "73089059"), ("Books about aircraft", "49019900"), ("Radar level gauge", "90261029"), ("Radar-Füllstandmessgerät", "90261029"),
        ("Cabinet with hard disk lock", "94032080"), ("Lamp with optical fibre", "94054990"), ("bande de roulement", "40129030"),
        ("Semiconductor industry gloves", "40151900"), ("Toolbox for trucks", "73269098"),
    ],
)  # fmt: skip
def test_what_only_goes_with_such_goods_is_not_asked_about(description: str, code: str) -> None:
    changes = {**TO_KAZAKHSTAN, "items.0.description": description, "items.0.cn_code": code}
    assert CODE not in released(changes)[1]


# What Annex I lists by its name.


@pytest.mark.parametrize(
    "description",
    [
        "Hydrogen cyanide", "Blausäure", "Maraging steel 350 tubes", "Cryptanalysis appliance", "Quantum computer, 64 qubits", "Quantencomputer",
        "EUV lithography scanner", "ordinateur quantique", "氰化氢", "Ebola virus culture", "Bacillus anthracis strain", "Yersinia pestis", "Saxitoxine",
        "Variolavirus-DNA", "Krytrons", "Triggered spark gap", "Image intensifier tube", "Cooled InSb camera core", "Gekühlte Wärmebildkamera",
        "Cooled thermal camera core", "MWIR cooled camera", "Natural uranium metal", "Nuclear reactor control rods", "Barres de commande de réacteur",
        "Tritium gas", "HMX", "Oktogen", "RDX explosive", "Ramjet engine", "Superstatoréacteur", "Ring laser gyroscope", "Ringlaserkreisel",
        "Towed hydrophone array", "Radiation-hardened FPGA, 5000 Gy", "Strahlungsgehärteter Prozessor", "Long-endurance UAV", "Drone à longue endurance",
        "Isostatic press", "Vakuuminduktionsofen", "Flow-forming machine", "Gas centrifuge", "Accelerometer, navigation grade", "Valve for UF6",
    ],
)  # fmt: skip
def test_what_annex_i_lists_by_its_name_is_asked_about(description: str) -> None:
    release, reasons, _ = released({"items.0.description": description})
    assert (release, "release.entries_in_words" in reasons) == ("ask", True)
    answered = {"items.0.description": description, "answers": {"unexecuted.words.entries": False}}
    assert "release.entries_in_words" not in released(answered)[1]


@pytest.mark.parametrize(
    "description",
    [
        "Hydrogen cyanide detector",
        "Gas sensor for phosgene",
        "Phosgene-free resin",
        "Hydrogen cyanide antidote",
        "Book about quantum computers",
        "Pump for EUV lithography",
        "Vaccine against Bacillus anthracis",
        "Yersinia pestis PCR kit",
        "Ebola virus antibodies",
        "Tritium watch",
        "Tritium-Uhr",
        "Laser gyro toy",
        "Toy laser gyroscope",
        "Thermal mug",
        "Camera core print",
        "Laboratory centrifuge",
        "RDX car mat",
        "Cardiac telemetry unit",
        "Castor oil",
    ],
)
def test_what_measures_it_or_goes_with_it_is_not(description: str) -> None:
    assert "release.entries_in_words" not in released({"items.0.description": description})[1]


# A customs code of what Annex I lists.


@pytest.mark.parametrize(
    ("code", "entry"),
    [
        ("28451000", "0C003"), ("28121200", "1C350"), ("29314100", "1C350"), ("29307000", "1C350"), ("28442035", "0C002"), ("84011000", "0A001"),
        ("84012000", "0B001"), ("840130", "0A001"), ("28454000", "1C232"), ("85258200", "6A203"), ("88026019", "9A004"),
    ],
)  # fmt: skip
def test_a_customs_code_of_what_annex_i_lists_is_asked_about(code: str, entry: str) -> None:
    goods = {"items.0.description": "goods as ordered", "items.0.cn_code": code}
    release, reasons, _ = released(goods)
    assert (release, "release.entries_by_code" in reasons) == ("ask", True)
    settled = ({"items.0.entries": [entry]}, {"answers": {"unexecuted.code_of_listed_goods": False}})
    assert all("release.entries_by_code" not in released({**goods, **fields})[1] for fields in settled)
    assert released({**goods, "answers": {"unexecuted.code_of_listed_goods": True}})[0] == "stop"


@pytest.mark.parametrize(
    ("code", "kind"),
    [("28459010", "goods"), ("28121900", "goods"), ("84021100", "goods"), ("85258900", "goods"), ("28451000", "technology"), (None, "goods")],
)  # fmt: skip
def test_other_codes_and_what_is_no_goods_are_not(code: str | None, kind: str) -> None:
    changes = {"items.0.cn_code": code, "items.0.kind": kind}
    assert "release.entries_by_code" not in released(changes)[1]


# What is done to people who are held, suspected or watched (Arts 2(20), 5(2)).


@pytest.mark.parametrize(
    "end_use",
    [
        "decrypting phones of detainees", "read WhatsApp of suspects", "covert geolocation of subscribers", "scraping of activists' social media",
        "detects ethnicity of passers-by", "relational mapping of people", "Auslesen der Handys von Verdächtigen",
        "déchiffrer les téléphones des détenus",
    ],
)  # fmt: skip
@pytest.mark.parametrize("stated", [None, False])
def test_what_is_done_to_people_without_their_knowing_is_asked_about(
    end_use: str, stated: bool | None
) -> None:
    software = {
        "items.0.kind": "software",
        "items.0.cn_code": "85238099",
        "items.0.cyber_surveillance": stated,
    }
    assert KIND in released({**software, "end_use": end_use})[1]
    assert KIND in released({**software, "items.0.description": end_use})[1]


@pytest.mark.parametrize(
    "end_use",
    [
        "decrypting our own backups", "reading meters of customers", "tracking of parcels", "mapping of roads", "counting of people in a mall",
        "access to the accounts of the firm", "detects defects", "identification of pallets",
    ],
)  # fmt: skip
def test_the_same_done_to_other_things_is_not(end_use: str) -> None:
    software = {"items.0.kind": "software", "items.0.cn_code": "85238099"}
    assert KIND not in released({**software, "end_use": end_use})[1]


# Surveillance for a service that the end use names (Arts 2(20), 5).


@pytest.mark.parametrize(
    ("description", "end_use"),
    [
        ("Location analytics software", "for the police"), ("Voice biometrics server", "for the Ministry of Interior"),
        ("OSINT platform", "State Security Investigations, Mukhabarat"), ("licence plate recognition", "für die Polizei"),
        ("Social media monitoring", "pour la gendarmerie"), ("Überwachungssoftware", "für den Geheimdienst"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stated", [None, False])
def test_words_of_surveillance_count_beside_a_service_in_the_end_use(
    description: str, end_use: str, stated: bool | None
) -> None:
    item = {"items.0.description": description, "items.0.cyber_surveillance": stated}
    assert KIND in released({**item, "end_use": end_use})[1]
    assert KIND not in released({**item, "end_use": "for a supermarket"})[1]
    assert KIND not in released({**item, "end_use": "a supermarket, not for the police"})[1]


def test_electronics_for_a_service_are_asked_about_where_nothing_is_stated_of_surveillance() -> None:
    server = {"items.0.description": "Server", "items.0.cn_code": "84715000", "end_use": "for the police"}
    assert KIND in released({**server, "items.0.cyber_surveillance": None})[1]
    assert KIND not in released(server)[1]
    assert (
        KIND not in released({**server, "items.0.cyber_surveillance": None, "items.0.cn_code": "73181595"})[1]
    )
    assert KIND not in released({**server, **to("US"), "items.0.cyber_surveillance": None})[1]


@pytest.mark.parametrize(
    ("end_use", "asks"),
    [
        ("for the intelligence service", True), ("for State Security", True), ("for the General Directorate of State Security", True),
        ("business intelligence services for retail", False), ("market intelligence service", False),
    ],
)  # fmt: skip
def test_an_intelligence_service_is_none_of_market_research(end_use: str, asks: bool) -> None:
    server = {
        "items.0.description": "Server",
        "items.0.cn_code": "84715000",
        "items.0.cyber_surveillance": None,
    }
    assert (KIND in released({**server, "end_use": end_use})[1]) is asks


@pytest.mark.parametrize(
    "words",
    [
        "logiciel d'interception", "interception mediation", "keystroke logger", "surveillance software", "deanonymise users",
        "reading of messages", "to locate activists", "tracking of Uyghurs", "tracking of migrants", "Internetsperren",
    ],
)  # fmt: skip
def test_more_words_of_surveillance(words: str) -> None:
    assert released({"end_use": words})[1] & {KIND, USE}


@pytest.mark.parametrize(
    "words",
    [
        "video surveillance software",
        "post-market surveillance software",
        "parcel tracking",
        "heart rate monitoring",
    ],
)
def test_ordinary_monitoring_is_not_asked_about(words: str) -> None:
    assert released({"items.0.description": words})[0] == "go"


# Who uses it, by name (from memory).


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("CN", "China Academy of Engineering Physics"), ("CN", "AVIC Chengdu"), ("CN", "国防科技大学"), ("CN", "Harbin Engineering University"),
        ("CN", "Beihang University"), ("IQ", "Popular Mobilisation Forces"), ("PK", "National Development Complex"),
        ("IN", "Bhabha Atomic Research Centre"), ("IN", "DRDO"), ("MM", "Tatmadaw Logistics"), ("MM", "Myanma Economic Holdings"), ("VE", "CAVIM"),
    ],
)  # fmt: skip
def test_names_that_reveal_a_military_or_nuclear_user(place: str, name: str) -> None:
    assert USE in released(to(place, **{"parties.0.name": name}))[1]


@pytest.mark.parametrize("end_use", ["导弹", "hypersonic glide vehicle", "solid propellant"])
def test_words_of_what_carries_weapons(end_use: str) -> None:
    assert USE in released({"end_use": end_use})[1]


@pytest.mark.parametrize(
    "end_use", ["for Hezbollah", "für die Hisbollah", "for the Houthi", "for the Wagner Group"]
)
def test_armed_groups_are_asked_about_wherever_it_goes(end_use: str) -> None:
    assert released({"end_use": end_use})[0] == "ask"


def test_rifles_for_a_place_under_an_embargo() -> None:
    assert USE in released(to("CF", end_use="fábrica de fusiles"))[1]


# What evidence and parameters say is read as the end use is.


@pytest.mark.parametrize(
    "said",
    [
        "customer will resell to Russia",
        "re-export to Russia planned",
        "for Moscow",
        "not for sale, except to Russia",
        "used in a missile factory",
    ],
)
def test_what_evidence_and_parameters_say_counts(said: str) -> None:
    mail = [{"fact": "knowledge.reexport", "document": "mail", "quote": said}]
    assert released({"sources": mail})[0] == "ask"
    assert released({"sources": [{"fact": "knowledge.reexport", "note": said}]})[0] == "ask"
    assert released({"items.0.parameters": {"remark": said}})[0] == "ask"
    assert released({"items.0.parameters": {"remarks": [{"text": said}]}})[0] == "ask"


@pytest.mark.parametrize(
    "said",
    [
        "We certify that the goods will not be used for any purpose connected with chemical, biological or nuclear weapons, or missiles capable of"
        " delivering such weapons",
        "Die Güter werden nicht in Verbindung mit chemischen, biologischen oder Kernwaffen verwendet.",
        "Les biens ne seront pas utilisés en lien avec des armes chimiques", "checked against the Russia annexes", "made in China",
        "re-export to Russia is forbidden under the contract", "Weiterverkauf nach Russland ausgeschlossen", "-20 to 60",
    ],
)  # fmt: skip
def test_what_evidence_denies_does_not_count(said: str) -> None:
    assert released({"sources": [{"fact": "knowledge.wmd", "document": "euc", "quote": said}]})[0] == "go"
    assert released({"items.0.parameters": {"remark": said}})[0] == "go"


# Quotes and notes of sources are read as strictly as the end use (Arts 2(2), 4(1), 5(1); Regulation (EU) No 833/2014, Art. 2a(1)).


@pytest.mark.parametrize(
    "quote",
    [
        "our client supplies the Russian market", "customer is Syrian", "delivered on to Minsk", "Iranian end user", "they also supply Rosneft", "goods for DPRK",
        "unser Kunde beliefert den russischen Markt", "Endkunde ist russisch", "Weiterlieferung nach Minsk", "Unser Kunde ist eine Tochter von Gazprom",
        "notre client fournit le marché russe", "le client est syrien", "livré ensuite à Minsk", "destination finale : Biélorussie", "il cliente è siriano",
        # A negation of what is known, or of what stands in the way, or that has ended before, denies nothing.
        "we do not know whether the client supplies Russia", "it cannot be excluded that the pumps reach Russia", "delivery to Russia no problem",
        "no licence needed for Russia", "no objection to resale in Belarus", "This is not military, it goes to Russia", "not yet delivered to Minsk",
        "We do not use it ourselves and deliver it to Russia", "il ne vend qu'en Russie", "nicht auszuschließen, dass die Ware nach Minsk geht",
        # Who goes round an act does not cite it.
        "client circumvents Russian sanctions", "despite sanctions our Russian client insists", "Kunde umgeht Russland-Sanktionen",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["BR", "US"])
def test_a_source_that_names_somebody_or_somewhere_asks_as_the_end_use_does(quote: str, place: str) -> None:
    for field in ("quote", "note"):
        source = {"fact": "knowledge.reexport", "document": "mail", field: quote}
        assert released(to(place, sources=[source]))[0] == "ask"


@pytest.mark.parametrize(
    "quote",
    [
        "Annex I, 5A001.j", "5A001.f. Mobile telecommunications interception equipment", "data sheet p. 4", "product page: valves for water, made in China",
        "https://shop.example.com/products/russian-dolls", "product page https://www.example.com/russia/valves, seen on 2 May", "clause 12g: no re-export to Russia",
        "Regulation (EU) No 833/2014 (Russia), Annex XXIII: not named", "screened against the Russia and Belarus lists", "Sanktionen gegen Russland geprüft",
        "Verordnung (EU) Nr. 833/2014 (Russland): nicht gelistet", "règlement 833/2014 (Russie)", "Russian sanctions, annex XXIII checked",
        "We will not sell, export or re-export the goods to Russia or Belarus", "Der Käufer wird die Ware nicht nach Russland oder Belarus weiterverkaufen",
        "L'acheteur s'engage à ne pas réexporter vers la Russie ou le Bélarus", "el comprador no se compromete ni revende en Rusia", "Kundenmail: Einsatz in der Brauerei",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["BR", "US"])
def test_a_source_that_is_cited_or_that_denies_asks_nothing(quote: str, place: str) -> None:
    for field in ("quote", "note"):
        source = {"fact": "knowledge.reexport", "document": "file", field: quote}
        assert released(to(place, sources=[source]))[0] == "go"


def test_a_denial_of_a_source_counts_only_where_no_such_use_is_stated_to_be_known() -> None:
    source = {"fact": "knowledge.reexport", "quote": "we will not sell the goods to Russia"}
    assert released({"sources": [source]})[0] == "go"
    assert released({"sources": [source], "knowledge.reexport": None})[0] == "ask"


def test_a_source_tells_a_military_user_and_what_goods_are_for() -> None:
    """Art. 4(1)(b), Art. 5(1), Annex II, EU004, Part 3(3)(c)."""
    mail = {"fact": "end_use", "document": "mail"}
    source = [{**mail, "quote": "end user: Ministry of Defence"}]
    assert USE in released(to("CN", sources=source))[1]
    assert USE not in released(to("CN", sources=[{**mail, "quote": "end user: a dairy"}]))[1]
    assert KIND in released({"sources": [{**mail, "quote": "they need an IMSI catcher"}]})[1]


@pytest.mark.parametrize(
    "description",
    ["training of Syrian engineers", "Valve, customer is Syrian", "Valve for Rosneft", "Valve, Iranian end user", "Ventil, Endkunde ist russisch", "vanne, client final syrien"],
)  # fmt: skip
def test_a_description_that_names_a_customer_somewhere_asks(description: str) -> None:
    assert released({"items.0.description": description})[0] == "ask"


@pytest.mark.parametrize(
    "description",
    ["Russian salad", "Iranian saffron", "Persian carpet", "Syrian pita bread", "russischer Zupfkuchen"],
)
def test_an_adjective_of_goods_is_none_of_a_customer(description: str) -> None:
    assert released({"items.0.description": description})[0] == "go"


@pytest.mark.parametrize(
    ("end_use", "is_asked"),
    [
        ("stock for customers in neighbouring countries", True), ("Vertrieb in den Nachbarländern", True), ("vente dans les pays voisins", True), ("sale to shops in the country", False),
        ("market of the neighbourhood", False),
    ],
)  # fmt: skip
def test_sale_to_neighbouring_countries_does_not_fit_that_nothing_goes_on(
    end_use: str, is_asked: bool
) -> None:
    """Regulation (EU) No 833/2014, Arts 2a(1), 12gb; Annex II, EU005 to EU008, Part 3."""
    assert (USE in released({**TO_KAZAKHSTAN, "end_use": end_use})[1]) is is_asked


@pytest.mark.parametrize(
    ("end_use", "is_asked"),
    [
        ("re-education camp", True),
        ("Umerziehungslager", True),
        ("camp de rééducation", True),
        ("holiday camp", False),
        ("education centre", False),
    ],
)
def test_camps_are_internal_repression(end_use: str, is_asked: bool) -> None:
    """Art. 5(1)."""
    assert (USE in released(to("CN", end_use=end_use))[1]) is is_asked


@pytest.mark.parametrize("field", ["product", "parameters"])
def test_the_product_and_parameters_are_read_as_the_description_is(field: str) -> None:
    """Art. 4(1)(b), Art. 5(2)."""

    def stated(text: str) -> dict[str, Any]:
        return {f"items.0.{field}": {"customer": text} if field == "parameters" else f"Valve for {text}"}

    assert released(stated("Rosneft"))[0] == "ask"
    assert released(stated("Syrian customers"))[0] == "ask"
    assert released(stated("a dairy"))[0] == "go"
    assert (
        released({f"items.0.{field}": {"manual": "Russian"} if field == "parameters" else "Russian salad"})[0]
        == "go"
    )


def test_a_reference_that_names_a_place_is_asked_about() -> None:
    assert released({"reference": "Projekt Moskau"})[0] == "ask"
    assert released({"reference": "RU-2026-0147"})[0] == "go"
    assert released({"reference": "Q-2026-0147 BY 12"})[0] == "go"


def test_a_register_of_another_country_is_asked_about() -> None:
    assert released({**TO_KAZAKHSTAN, "parties.0.identifiers": {"ogrn": "1027700132195"}})[0] == "ask"
    assert (
        "named_in_texts"
        not in released({**TO_KAZAKHSTAN, "parties.0.identifiers": {"bin": "990140000483"}})[2]
    )


# Needless questions.


def test_a_way_through_iran_is_asked_about_for_its_neighbours_by_land() -> None:
    """Regulation (EU) 2023/1529, Art. 2(1), second subparagraph; goods that the annex cannot hold go."""
    for place in ("AF", "AM", "AZ", "IQ", "PK", "TM"):
        changes = to(
            place, **{"items.0.cn_code": "84071000", "circumstances": TO_KAZAKHSTAN["circumstances"]}
        )
        assert "way through Iran" in released(changes)[2] or released(changes)[0] == "ask"
        assert released({**changes, "items.0.cn_code": "73181595", "parties.0.name": "Works"})[0] == "go"
    for place in ("TR", "AE"):
        assert released(to(place, **{"items.0.cn_code": "84071000"}))[0] == "go"


@pytest.mark.parametrize("place", ["MM", "VE", "ZW", "SY"])
def test_books_and_desks_are_no_equipment_of_annexes_that_name_kinds(place: str) -> None:
    for code in ("49019900", "94033019"):
        assert "32" not in "".join(sorted(released(to(place, **{"items.0.cn_code": code}))[1]))
        assert "release.unexecuted" not in released(to(place, **{"items.0.cn_code": code}))[1]
    assert (
        "release.unexecuted"
        in released(to(place, **{"items.0.kind": "technology", "items.0.cn_code": "49019900"}))[1]
    )


def test_no_pump_is_a_boat() -> None:
    """Regulation (EU) 2016/44, Art. 2a(1)."""
    assert "release.open" not in released(to("LY", **{"items.0.cn_code": "84137030"}))[1]
    for code in ("89039310", "84072110"):
        assert "release.open" in released(to("LY", **{"items.0.cn_code": code}))[1]


def test_a_college_of_florida_is_not_in_russia() -> None:
    college = to(
        "US", **{"parties.0.name": "St. Petersburg College", "parties.0.address": "St. Petersburg, Florida"}
    )
    assert released(college)[0] == "go"
