"""A text that tells another country than those stated, for a general authorisation, a licence, or an embargo."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.signs.countries import places_in_text
from dualuse.free_text.readings import readings
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_every_language import UNREAD

EU001: dict[str, Any] = {
    "items.0.entries": ["3A002.c"], "destination": "US", "purchasing_country": "US", "parties.0.country": "US", "parties.0.name": "Hudson Instruments Inc",
    "circumstances": {"free_zone": False}, "answers": {"done.EU001": True}, "end_use": "quality control",
}  # fmt: skip
COUNTRY = "unexecuted.words.country"


def under_eu001(**changes: Any) -> tuple[str, set[str], str]:
    return released({**EU001, **changes})


def test_as_it_is_stated_it_goes() -> None:
    assert under_eu001()[0] == "go"


@pytest.mark.parametrize(
    ("end_use", "code"),
    [
        ("installation at the customer's site in Riyadh, Saudi Arabia", "SA"), ("hospital in Stepanakert", "AZ"), ("Werk in Bergkarabach", "AZ"), ("for a plant in Ma'ale Adumim", "PS"), ("Hargeisa, Somaliland", "SO"),
        ("Endverbleib: Schanghai, China", "CN"), ("onward to our subsidiary in Hong Kong", "HK"),
        ("weiter nach Dubai", "AE"), ("ultimate consignee in Bahrain", "BH"), ("destination finale: Alger", "DZ"), ("shipment continues to Hanoi", "VN"), ("для завода в Пакистане", "PK"),
        ("用于上海工厂", "CN"), ("مصنع في السودان", "SD"), ("do Pákistánu", "PK"), ("instalación en Arabia Saudí", "SA"), ("Einbau in Südafrika", "ZA"), ("para o Brasil", "BR"),
        ("zur Verwendung in Taschkent", "UZ"), ("サウジアラビア向け", "SA"), ("K a r a c h i", "PK"), ("Shаnghai", "CN"), ("az indonéziai gyár, Indonézia", "ID"), ("מפעל בתל אביב", "IL"), ("for South Sudan", "SS"),
        ("in den Vereinigten Arabischen Emiraten", "AE"), ("in den Emiraten", "AE"), ("in den VAE", "AE"), ("v Emirátech", "AE"), ("v Združenih arabskih emiratih", "AE"), ("u Emiratima", "AE"),
        ("Emyratuose", "AE"), ("Emiraatides", "AE"), ("Arabiemiraateissa", "AE"), ("в Емиратите", "AE"), ("Hiinasse", "CN"), ("της Κίνας", "CN"), ("u Kini", "CN"), ("sa tSín", "CN"), ("της Ινδίας", "IN"),
        ("της Τουρκίας", "TR"), ("της Λιβύης", "LY"), ("της Υεμένης", "YE"), ("της Βαγδάτης", "IQ"), ("Irakissa", "IQ"), ("w Libii", "LY"), ("Turkissa", "TR"),
        ("Çin'e sevk", "CN"), ("do Chińskiej Republiki Ludowej, Chiny", "CN"), ("Kiinaan", "CN"), ("Zulieferung an die VR China", "CN"), ("plant in Cairo", "EG"),
    ],
)  # fmt: skip
def test_an_end_use_tells_another_country(end_use: str, code: str) -> None:
    """Annex II, EU001: where it goes decides whether it may be used."""
    release, reasons, text = under_eu001(end_use=end_use)
    assert (release, "release.country_in_words" in reasons, COUNTRY in text) == ("ask", True, True)
    assert f"({code})" in text
    release, reasons, _ = under_eu001(end_use=end_use, answers={"done.EU001": True, COUNTRY: False})
    assert release == "go" or reasons <= {UNREAD, "release.goes_on_in_words"}


@pytest.mark.parametrize(
    ("forms", "code"),
    [
        ("στο Πεκίνο|Kiinasta|Hiinale|Kínából|Ķīnas", "CN"), ("Intian|Indiast|Indiából|na hIndia", "IN"), ("στην Κωνσταντινούπολη|Turkin|Türgist", "TR"), ("Pakistanin|sa Phacastáin|na Pacastáine", "PK"),
        ("ΗΑΕ|Dubaissa|Dubaihin|Dubaiban|Dubaijā|u Dubaiju", "AE"), ("στο Καζαχστάν|Kazakstanin|sa Chasacstáin|Almatyssa", "KZ"), ("στην Κιργιζία|Kirgisiassa|Kirgiisias|sa Chirgeastáin", "KG"),
        ("της Αρμενίας|στο Ερεβάν|Armeniassa|Armeeniasse|san Airméin|fl-Armenja|Jerevánban", "AM"), ("στην Τιφλίδα|Georgiassa|Gruusiasse|Sakartvele|sa tSeoirsia|fil-Ġeorġja|Tbilisziben", "GE"),
        ("Vietnamin", "VN"), ("Israelin|Izraelyje", "IL"), ("στην Αίγυπτο|της Αιγύπτου|Egyptin|Egiptusesse|san Éigipt|Kairóban", "EG"), ("της Σαουδικής Αραβίας|Saudi-Arabiassa|u Saudijskoj Arabiji|v Savdski Arabiji|san Araib Shádach|fl-Arabja Sawdija", "SA"),
        ("στο Χαρτούμ|Sudanin", "SD"), ("στη Βιρμανία|Burmassa|Burmában|Birmoje|u Burmi|i mBurma", "MM"), ("w Czadzie|do Czadu", "TD"), ("na Kubie", "CU"),
    ],
)  # fmt: skip
def test_a_country_in_a_case_of_a_language_of_the_union(forms: str, code: str) -> None:
    """Annex II, EU001."""
    texts = {form: under_eu001(end_use=form)[2] for form in forms.split("|")}
    assert [form for form, text in texts.items() if COUNTRY not in text or f"({code})" not in text] == []


@pytest.mark.parametrize(
    ("places", "code"),
    [
        ("Haidian District|Pudong|Nanshan District|Zhongguancun|Guangdong|Shandong|海淀区|南山区|江苏", "CN"), ("Kowloon Bay|Tsuen Wan|Kwai Chung|Fo Tan|旺角", "HK"),
        ("Al Quoz|Deira|Jebel Ali|JAFZA|Hamriyah|Musaffah|RAKEZ", "AE"), ("Laleli|Gebze|Ostim|Karaköy", "TR"), ("Bishkek|Dordoi|Karakol", "KG"), ("Almaty|Semey|Khorgos", "KZ"), ("Tbilisi|Batumi|Rustavi", "GE"), ("Vanadzor|Zvartnots", "AM"),
        ("Andheri|Gujarat|Trombay|Kalpakkam", "IN"), ("Korangi|Taxila", "PK"), ("Netanya|Yokneam|Ra'anana", "IL"), ("Nasr City|10th of Ramadan", "EG"), ("Ras Al Khair|Rabigh", "SA"), ("Ras Lanuf|Sebha", "LY"),
        ("Wad Madani|Kordofan", "SD"), ("Thilawa|Sagaing", "MM"), ("Bac Ninh|Binh Duong|Đồng Nai", "VN"), ("Umm Qasr|Karbala", "IQ"),
    ],
)  # fmt: skip
def test_a_district_or_a_zone_tells_its_country(places: str, code: str) -> None:
    """Annex II, EU001: addresses often end with the district."""
    texts = {place: under_eu001(**{"parties.0.address": place})[2] for place in places.split("|")}
    assert [place for place, text in texts.items() if COUNTRY not in text or f"({code})" not in text] == []


@pytest.mark.parametrize(
    "address",
    [
        "Haifa, IL",
        "Jakarta, ID",
        "Tunis, TN",
        "Casablanca, MA",
        "Buenos Aires, AR",
        "Baku, AZ",
        "Panama City, PA",
        "Ramallah, PA",
        "Jakarta, ID 10340",
        "Tbilisi, Georgia",
        "Rustaveli 5, Tbilisi",
        "delivery Karachi ok",
    ],
)
def test_the_code_of_a_country_is_not_that_of_a_state_of_the_united_states(address: str) -> None:
    """Annex II, EU001: "IL" is Israel behind Haifa, and Illinois behind Peru."""
    assert under_eu001(**{"parties.0.address": address})[0] == "ask"


@pytest.mark.parametrize(
    ("end_use", "code"),
    [
        ("for our Chinese customer", "CN"), ("Fertigung beim indischen Endkunden", "IN"), ("türkische Tochter", "TR"), ("client final saoudien", "SA"), ("cliente israelí", "IL"), ("mercato egiziano", "EG"), ("klient wietnamski", "VN"),
        ("Kazachse klant", "KZ"), ("for the Emirati end user", "AE"), ("nicht nur für den chinesischen Markt", "CN"), ("Chinageschäft", "CN"), ("для китайского завода", "CN"), ("fábrica pakistaní", "PK"),
        ("w Arabii Saudyjskiej", "SA"), ("в Китае", "CN"), ("в Саудовской Аравии", "SA"), ("Chinei", "CN"), ("aux EAU", "AE"), ("nos Emirados", "AE"), ("في الإمارات", "AE"), ("إلى السعودية", "SA"), ("阿联酋工厂", "AE"), ("沙特", "SA"), ("터키", "TR"), ("w Egipcie", "EG"), ("в Индии", "IN"),
    ],
)  # fmt: skip
def test_an_adjective_of_a_buyer_and_further_cases_tell_a_country(end_use: str, code: str) -> None:
    """Annex II, EU001."""
    text = under_eu001(end_use=end_use)[2]
    assert (COUNTRY in text, f"({code})" in text) == (True, True)


@pytest.mark.parametrize(
    "end_use",
    [
        "Turkish delight", "Persian carpets", "Chinese cabbage sorting", "Indian restaurant", "Mexican food line", "Egyptian cotton, customer in Ohio", "türkischer Honig", "chinesische Schriftzeichen", "café brésilien", "cuisine indienne",
        "Indiana University", "Korean War memorial", "Thai massage chairs", "no sale to Chinese customers", "nicht für den chinesischen Markt", "pas pour le marché chinois", "vino cileno",
    ],
)  # fmt: skip
def test_an_adjective_of_goods_or_of_a_buyer_denied_tells_none(end_use: str) -> None:
    assert under_eu001(end_use=end_use)[0] == "go"


@pytest.mark.parametrize(
    "address",
    ["12 Jinnah Road, Karachi, Pakistan", "8 Nanjing Road, Shanghai", "Sheikh Zayed Road, Dubai", "Andheri East, Mumbai", "Hai Ba Trung, Hanoi", "King Fahd Road, Riyadh", "Rothschild Blvd 5, Tel Aviv", "Broad Street, Lagos", "上海市浦东新区"],
)  # fmt: skip
def test_an_address_tells_another_country(address: str) -> None:
    """Art. 12, and Annex III: where the end user sits."""
    release, reasons, _ = under_eu001(**{"parties.0.address": address})
    assert (release, "release.country_in_words" in reasons) == ("ask", True)


def test_another_partys_country_does_not_excuse_an_address() -> None:
    purchaser = {
        "role": "purchaser",
        "name": "Indus Trading",
        "country": "PK",
        "service": "none",
        "owners": [],
    }
    changes = {"parties.0.address": "12 Jinnah Road, Karachi", "parties.1": purchaser}
    assert "release.country_in_words" in under_eu001(**changes)[1]


def test_a_name_tells_another_country() -> None:
    japan = {
        "destination": "JP",
        "purchasing_country": "JP",
        "parties.0.country": "JP",
        "parties.0.name": "Nippon Lab Co (Shanghai) Ltd",
    }
    assert "release.country_in_words" in under_eu001(**japan)[1]
    assert under_eu001(**{**japan, "parties.0.name": "Nippon Lab Co Ltd"})[0] == "go"


def test_an_address_elsewhere_beside_a_licence() -> None:
    """Art. 12: the licence is for an end user in the Emirates."""
    licence = {
        "kind": "individual",
        "reference": "BAFA 1",
        "items": ["1"],
        "end_user": "Gulf Labs",
        "destination": "AE",
        "valid_from": "2026-01-01",
        "valid_until": "2027-12-31",
    }
    emirates = {
        "items.0.entries": ["3A002.c"], "destination": "AE", "purchasing_country": "AE", "parties.0.country": "AE", "parties.0.name": "Gulf Labs", "authorisations": [licence],
    }  # fmt: skip
    assert "release.country_in_words" not in released(emirates)[1]
    release, reasons, _ = released({**emirates, "parties.0.address": "SITE area, Karachi"})
    assert (release, "release.country_in_words" in reasons) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "for installation in Khartoum",
        "Yangon",
        "Mogadischu",
        "склад в Хартуме",
        "اليمن",
        "workshop in Caracas",
        "Resale to customers in Venezuela",
    ],
)
def test_a_place_under_an_embargo_is_asked_about_whatever_the_item(end_use: str) -> None:
    """Art. 4(1)(b): it was stated to another destination."""
    release, reasons, _ = released({"end_use": end_use})
    assert (release, "release.country_in_words" in reasons) == ("ask", True)
    release, reasons, _ = released({"end_use": end_use, "answers": {COUNTRY: False}})
    assert release == "go" or reasons <= {UNREAD, "release.goes_on_in_words"}


def test_the_name_alone_of_who_gets_what_is_unlisted_tells_nothing() -> None:
    """A firm may bear the name of any country."""
    assert released({"parties.0.name": "Sudan Trading"})[0] == "go"
    assert released({"parties.0.address": "Airport Road, Khartoum"})[0] == "ask"


@pytest.mark.parametrize("end_use", ["Kraftwerk in Chile", "office in Dubai", "Riyadh metro"])
def test_what_is_unlisted_is_not_asked_about_for_another_place(end_use: str) -> None:
    assert released({"end_use": end_use})[0] == "go"


@pytest.mark.parametrize(
    "end_use",
    [
        "Bermuda shorts", "manila envelope machine", "Wiener sausages", "Java software", "turkey meat line", "china clay mill", "Atlanta, Georgia", "Paris, Texas", "price in Hong Kong dollars",
        "Berliner Straße 4", "rue de Londres", "Moscow Road, USA", "guinea pig cages", "Brazil nuts", "plant in Germany", "usine à Lyon", "Damascus steel knives", "made in China, used here", "origin: Japan",
        "Herkunft egal, hergestellt in Indien", "not for China", "no resale to Pakistan", "keine Lieferung nach Indien", "Boston plant", "New York office", "réunion annuelle", "Lima beans", "CAD workstation",
        "Cairo, Illinois", "Vertrieb in Österreich", "for use in the United States of America", "USA", "Towers of Hanoi puzzle", "Montreal Protocol refrigerants", "island operation of the grid", "grenade de fruit",
    ],
)  # fmt: skip
def test_what_names_no_other_place_goes(end_use: str) -> None:
    assert under_eu001(end_use=end_use)[0] == "go"


@pytest.mark.parametrize(
    "address", ["100 Main Street, Boston, MA 02110", "5 Peachtree Street, Atlanta, Georgia", "12 Delhi Road, Springfield, IL 62701", "Moscow, Idaho 83843", "Lebanon, NH 03766", "4 China Street, Dallas", "c/o Hudson, New York, NY"]
)  # fmt: skip
def test_addresses_in_the_country_that_is_stated_go(address: str) -> None:
    assert under_eu001(**{"parties.0.address": address})[0] == "go"


@pytest.mark.parametrize(
    ("country", "address"),
    [("HK", "Kowloon, Hong Kong, China"), ("TW", "Taipei, Taiwan, Republic of China"), ("SS", "Juba, South Sudan"), ("KR", "Seoul, Republic of Korea"), ("LB", "Tripoli, Lebanon"), ("PK", "Hyderabad, Sindh"), ("IN", "Hyderabad"), ("GB", "Belfast, Northern Ireland"), ("CD", "Kinshasa, DR Congo"), ("CO", "Cartagena de Indias")],
)  # fmt: skip
def test_addresses_in_other_countries_say_what_is_stated(country: str, address: str) -> None:
    changes = {
        "items.0.entries": ["3A002.c"],
        "destination": country,
        "purchasing_country": country,
        "parties.0.country": country,
        "parties.0.address": address,
    }
    assert "release.country_in_words" not in released(changes)[1]


@pytest.mark.parametrize(
    "name",
    [
        "Tokyo Electron America Inc",
        "Kobe Steel USA",
        "Zurich Instruments",
        "London Metals Inc",
        "Boston Scientific",
    ],
)
def test_firms_bear_the_name_of_their_home_among_the_closest_partners(name: str) -> None:
    assert under_eu001(**{"parties.0.name": name})[0] == "go"


@pytest.mark.parametrize(
    ("description", "asks"),
    [
        ("oscilloscope for our site in Riyadh", True),
        ("Oszilloskop für Schanghai", True),
        ("oscilloscope, made in China", False),
        ("China type oscilloscope", False),
        ("oscilloscope, Shanghai model", False),
    ],
)
def test_a_description_counts_where_it_says_for_where_it_is(description: str, asks: bool) -> None:
    assert ("release.country_in_words" in under_eu001(**{"items.0.description": description})[1]) is asks


# A name that several countries have, with the country beside it.


def told(text: str) -> set[str]:
    places = places_in_text(readings(text), None, buyers=True)
    return {code for place in places for code in place.codes}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Tripoli, Libya", {"LY"}), ("Tripoli (Libya)", {"LY"}), ("Tripoli in Libya", {"LY"}), ("Libya, Tripoli", {"LY"}), ("Tripoli, LY", {"LY"}), ("Tripoli, Lebanon", {"LB"}),
        ("Tripoli (LB)", {"LB"}), ("Tripolis, Libyen", {"LY"}), ("Hyderabad, Pakistan", {"PK"}), ("Hyderabad (PK)", {"PK"}), ("Punjab, India", {"IN"}), ("Lagos/Nigeria", {"NG"}),
        ("Alexandria, Egypt", {"EG"}), ("Tuzla, Istanbul", {"TR"}), ("Tuzla, Bosnia", {"BA"}), ("Birmingham, UK", {"GB"}), ("Atlanta, Georgia", {"US"}), ("Georgia, USA", {"US"}),
        ("Savannah, Georgia", set()), ("Georgien (USA)", {"US"}), ("Tripoli, Greece", {"GR"}), ("Granada, Nicaragua", {"NI"}), ("New Guinea", {"PG"}), ("Niger Delta", {"NG"}), ("Benin City", {"NG"}),
    ],
)  # fmt: skip
def test_a_country_beside_a_town_decides_which_one_is_meant(text: str, codes: set[str]) -> None:
    assert told(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Tripoli", {"LB", "LY"}), ("Tripoli and Misrata", {"LB", "LY"}), ("Tbilisi, Georgia", {"GE"}), ("Tbilisi, Georgia, USA", {"GE", "US"}), ("Armenia, Georgia, USA", {"AM", "GE", "US"}),
        ("customer in Georgia", {"GE"}), ("Georgia and the USA", {"GE", "US"}), ("Dubai, Pakistan", {"AE", "PK"}), ("Cairo, Georgia", {"US", "GE"}), ("Hyderabad, Dubai", {"IN", "PK", "AE"}), ("Guinea", {"GN"}),
    ],
)  # fmt: skip
def test_what_stands_beside_and_is_another_place_takes_nothing_away(text: str, codes: set[str]) -> None:
    assert told(text) == codes


def test_the_answer_names_the_country_that_is_meant() -> None:
    text = under_eu001(end_use="plant in Tripoli, Libya")[2]
    assert ("(LY)" in text, "(LB)" in text) == (True, False)
