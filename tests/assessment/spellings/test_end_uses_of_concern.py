"""Agents, nuclear matter, missiles, sites, services of Russia and systems that watch many, by the names that end uses have for them; and everyday sales beside them."""

from __future__ import annotations

from typing import Any, Final

import pytest

from dualuse.assessment.signs.everyday import is_everyday_article
from dualuse.schema.transaction import Item
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

WMD: Final = "unexecuted.words.wmd"
RUSSIA: Final = "unexecuted.32014R0833.named_in_texts"
WATCHING: Final = "unexecuted.words.cyber_surveillance"
REPRESSION: Final = "unexecuted.words.internal_repression"
PROCESSOR: Final[dict[str, Any]] = {"items.0.cn_code": "85423190", "answers": {"unexecuted.32014R0833.annex_iv": False, "unexecuted.way_of_diversion": False}}  # fmt: skip
SERVER: Final[dict[str, Any]] = {"items.0.cn_code": "84715000", "items.0.description": "server", "answers": {"unexecuted.32014R0833.annex_iv": False, "unexecuted.way_of_diversion": False}}  # fmt: skip


@pytest.mark.parametrize(
    "end_use",
    [
        "tabun plant", "Tabunanlage", "usine de tabun", "GB agent", "A-234", "precursor for A-234", "adamsite", "Adamsit", "Nervenkampfstoff", "binary precursor DF", "munition binaire", "BZ incapacitant", "phosgene shells", "BW agent", "germ warfare", "arme bactériologique",
        "cultivation of Bacillus anthracis", "B. anthracis", "B.anthracis", "Y. pestis fermentation", "Francisella tularensis", "Tularämie", "Brucella", "C. botulinum", "Clostridium botulinum", "Burkholderia mallei", "Coxiella burnetii", "variola", "smallpox", "virus de la variole", "Pockenviren",
        "Ebola", "Marburg virus culture", "virus de Marburg", "Lassa virus", "saxitoxin", "ricin extraction", "abrin extraction", "Ebola vaccine", "возбудитель чумы", "вирус оспы", "вирус эбола",
    ],
)  # fmt: skip
def test_agents_of_chemical_and_biological_weapons_ask(end_use: str) -> None:
    """Art. 4(1)(a)."""
    release, _, answer = released(going_to("AE", end_use=end_use))
    assert (release, WMD in answer) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "highly enriched uranium", "HEU", "HEU fuel", "angereichertes Uran", "uranium hautement enrichi", "SWU cascade", "implosion lens", "Sprengstofflinse", "lentille explosive", "PUREX", "PUREX plant", "fission bomb", "thermonuclear", "bombe à neutrons", "yellow cake", "yellow cake conversion",
        "uranium mill", "calutron", "isotope enrichment", "изотопное обогащение", "изотопного обогащения", "izotopnoe obogashchenie", "enrichissement isotopique", "nuclear reprocessing", "retraitement nucléaire", "plutonium production", "tritium production", "research reactor IR-40", "pit casting",
    ],
)  # fmt: skip
def test_nuclear_matter_and_processes_ask(end_use: str) -> None:
    """Art. 4(1)(a)."""
    release, _, answer = released(going_to("AE", end_use=end_use))
    assert (release, WMD in answer) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "Fateh-110", "Fateh 110", "Hwasong-15", "Hwasong 17", "Agni V", "Topol M", "Shahab 3", "Scud", "Scud engine", "Nodong", "boost-glide vehicle", "hypersonic glide", "planeur hypersonique", "MaRV", "MIRV", "Zolfaghar missile", "Zolfaghar", "Ghauri missile", "Agni-5", "Babur cruise missile", "Iskander", "Topol-M", "DF-21", "Jericho II", "TEL vehicle",
        "Dimona", "Dimona reactor", "réacteur de Dimona", "Khushab", "Mianyang", "Mianyang research centre", "Lop Nur", "Punggye-ri", "Yongbyon", "Kahuta", "Sohae", "Arak reactor", "Isfahan conversion", "Parchin", "Shahid Hemmat", "Kalpakkam", "Rattehalli", "Al Kibar", "SSRC CERS", "Chashma",
    ],
)  # fmt: skip
def test_missiles_by_type_and_sites_by_name_ask(end_use: str) -> None:
    """Art. 4(1)(a)."""
    release, _, answer = released(going_to("AE", end_use=end_use))
    assert (release, WMD in answer) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "delivery to FSB", "consignee: GRU", "an FSB", "for the GRU", "delivery to SVR", "SVR delivery", "for the FSO", "Rosgvardia", "für die Rosgwardija", "Spetsnaz", "Speznas-Einheit", "Russian MoD", "Minoborony", "12th Main Directorate", "12 GUMO", "Rosatom weapons division", "PMC Wagner", "Wagner-Söldner", "mercenaires Wagner",
        "Kadyrov's battalion", "Kadyrovtsy", "для ФСБ", "спецназ", "росгвардии", "Lieferung an den GRU", "livraison au FSB", "GRU unit 29155",
    ],
)  # fmt: skip
def test_services_and_forces_of_russia_ask(end_use: str) -> None:
    """Regulation (EU) No 833/2014, Art. 2a."""
    release, _, answer = released(going_to("AE", end_use=end_use, **PROCESSOR))
    assert (release, RUSSIA in answer) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "SORM", "SORM-3", "deep packet inspection", "DPI", "DPI in a telecom network", "DPI at the ISP", "DPI im Mobilfunknetz", "sonde DPI", "Pegasus spyware", "Pegasus", "NSO Pegasus", "national firewall", "staatliche Firewall", "pare-feu national", "internet filtering by the State", "internet filtering",
        "filtrage de l'internet", "blocking of Telegram", "Sperrung von Webseiten", "crowd monitoring", "surveillance des foules", "facial recognition in public", "mass interception", "IMSI", "IMSI collection", "lawful interception gateway", "social credit", "блокировка сайтов", "深度包检测",
    ],
)  # fmt: skip
def test_what_watches_many_asks(end_use: str) -> None:
    """Arts 2(20) and 5."""
    release, _, answer = released(going_to("AE", end_use=end_use, **SERVER))
    assert (release, WATCHING in answer) == ("ask", True)


@pytest.mark.parametrize("end_use", ["censorship", "Zensur", "censure", "interrogation room", "Verhörraum", "salle d'interrogatoire"])  # fmt: skip
def test_censorship_and_interrogation_ask(end_use: str) -> None:
    """Arts 5(1) and 15(1)."""
    assert REPRESSION in released(going_to("AE", end_use=end_use))[2]


def test_what_is_known_is_judged_for_itself() -> None:
    """Art. 4(1)(a), (2)."""
    changes = going_to("AE", end_use="Y. pestis fermentation", **{"knowledge.wmd": "suspects"})
    assert "release.use_in_words" not in released(changes)[1]


@pytest.mark.parametrize(
    ("point", "changes"),
    [
        (WMD, {"end_use": "smallpox"}),
        (WMD, {"end_use": "DF-21"}),
        (RUSSIA, {"end_use": "delivery to FSB", **PROCESSOR}),
        (WATCHING, {"end_use": "DPI", **SERVER}),
    ],
)
def test_a_person_confirms_that_the_words_mean_something_else(point: str, changes: dict[str, Any]) -> None:
    answers = {**changes.get("answers", {}), point: False}
    assert released({**going_to("AE"), **changes})[0] == "ask"
    assert released({**going_to("AE"), **changes, "answers": answers})[0] == "go"


ORDINARY: Final = (
    "hospital hygiene", "E. coli", "E. coli detection in drinking water", "Salmonella test kit", "yeast", "brewery fermentation", "fermentation of insulin", "vaccine cold chain", "vaccination centre", "food laboratory", "poultry hatchery", "pest control", "botox clinic", "anthrax vaccine",
    "Marburg university hospital", "Heu trocknen", "Heulader", "yellow cake decorating line", "Purex detergent", "pit casting of bells", "uranium glass", "isotope laboratory", "position A-234", "DF-21 filter", "Agni-5 burner parts", "Jericho roses", "Scud sails", "Super Dimona glider",
    "Mayak radio", "Iskander pump station", "barcode reader", "fuel cell", "vehicle tracking", "tabun kebab oven", "mustard mill", "implosion of a chimney", "warm glide vinyl", "glide path lights", "sales agent GB", "travel agent", "binary file archive",
    "air filter", "spam filter", "content filter for schools", "internet filtering for schools", "Internetfilterung für Schulen", "crowd funding", "crowdfunding platform", "Pegasus pump", "Pegasus airline booking", "Pegasus riding school", "600 DPI printing", "mouse with 1600 dpi", "firewall for the office",
    "hotel Wi-Fi", "web server", "blocking of ads", "crowd barriers", "face cream", "sormás", "national park", "credit card terminals", "unified social credit code 91110000",
)  # fmt: skip


@pytest.mark.parametrize("item", [{}, SERVER], ids=["valve", "server"])
@pytest.mark.parametrize("end_use", ORDINARY)
def test_everyday_uses_ask_nothing(end_use: str, item: dict[str, Any]) -> None:
    assert released(going_to("AE", end_use=end_use, **item))[0] == "go"


@pytest.mark.parametrize("end_use", ["Mianyang factory", "customer in Mianyang", "Chashma spring water bottling"])  # fmt: skip
def test_a_town_asks_nothing_of_unlisted_goods(end_use: str) -> None:
    assert released(going_to("AE", end_use=end_use))[0] == "go"


@pytest.mark.parametrize("field", ["end_use", "parties.0.name"])
@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("FSB", "ask"), ("GRU", "ask"), ("Wagner", "ask"), ("end user = GRU", "ask"), ("End use: Wagner", "ask"), ("used by Wagner", "ask"), ("Endverwender: FSB", "ask"), ("«ГРУ»", "ask"),
        ("gru", "go"), ("Gru", "go"), ("fsb", "go"), ("Wagner Spraytech", "go"), ("Richard Wagner", "go"), ("gru a torre", "go"), ("GRU layer", "go"),
    ],
)  # fmt: skip
def test_a_service_by_its_letters_alone_is_asked_about(field: str, text: str, release: str) -> None:
    """Regulation (EU) No 833/2014, Arts 2(1), 2a(1): as a whole field, spelt so; a crane and a surname bear the letters, too."""
    assert released(going_to("AE", **{field: text}))[0] == release


@pytest.mark.parametrize(
    "end_use",
    [
        "FSB 800 MHz", "800 MHz FSB", "SVR", "support vector regression (SVR)", "GRU and LSTM inference", "GRU layer", "Gruß", "gruel production", "FSB door handles", "door handles from FSB", "Wagner paint sprayer", "spare parts for Wagner", "FSO link", "free-space optics", "Spezialglas", "special forces of wind",
        "main directorate of a bank", "Akhmat carpets", "Kadyrov apples", "computer mainboard, FSB 1333", "SVR kernel", "kernel of an SVR", "Gruppe Süd", "unit 29 of the plant", "patriot games",
    ],
)  # fmt: skip
def test_what_only_bears_the_letters_of_a_service_asks_nothing(end_use: str) -> None:
    assert released(going_to("AE", end_use=end_use, **PROCESSOR))[0] == "go"


@pytest.mark.parametrize("name", ["Kadyrov Trade", "Wagner GmbH", "FSB Beschläge", "Ghauri Textiles", "Iskander Foods", "Pegasus Air", "Prithvi Steel", "Jericho Dates", "Zolfaghar Carpets", "Marburg Tapeten", "Mianyang Optics", "Agni Burners", "Shaheen Rice", "Nodong Cafe"])  # fmt: skip
def test_names_of_firms_beside_them_ask_nothing(name: str) -> None:
    assert released(going_to("AE", **{"parties.0.name": name}))[0] == "go"


# Articles of everyday life that are called after something of concern.


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ("plutonium band t-shirt", "61091000"), ("missile toe socks", "61159900"), ("missile command arcade poster", "49111090"), ("plutonium sticker", "49119900"), ("ballistic missile board game", "95049080"), ("Raketen-Puzzle", "95030069"), ("Uranhexafluorid Aufkleber", "49119900"),
        ("heavy water-resistant jacket", "62019300"), ("mustard seeds", "12075090"), ("drone choir CD", "85234990"), ("drone bee feeder", "84368090"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("country", ["AE", "KG"])
def test_articles_of_everyday_life_ask_nothing_of_words(country: str, description: str, code: str) -> None:
    """Art. 4(1)(a); Regulation (EU) No 833/2014, Art. 12f."""
    changes = going_to(country, **{"items.0.description": description, "items.0.cn_code": code})
    points = (
        WMD,
        "unexecuted.words.entries",
        "unexecuted.military_list",
        "unexecuted.code_of_what_is_described",
    )
    assert not [point for point in points if point in released(changes)[2]]


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ("plutonium", "61091000"), ("plutonium band t-shirt", "28444300"), ("t-shirt for ballistic missile crews", "61091000"), ("poster of a ballistic missile with plutonium", "49111090"), ("plutonium, t-shirt", "61091000"), ("t-shirt plutonium", "61091000"), ("plutonium 10 kg poster", "49111090"),
        ("ballistic missile drawings book", "49019900"),
    ],
)  # fmt: skip
def test_a_code_or_a_word_alone_makes_no_such_article(description: str, code: str) -> None:
    """Art. 4(1)(a)."""
    changes = going_to("AE", **{"items.0.description": description, "items.0.cn_code": code})
    assert (released(changes)[0], WMD in released(changes)[2]) == ("ask", True)


def test_an_end_use_counts_beside_such_an_article() -> None:
    """Art. 4(1)(a)."""
    changes = {"items.0.description": "plutonium band t-shirt", "items.0.cn_code": "61091000"}
    assert WMD in released(going_to("AE", end_use="plutonium production", **changes))[2]


@pytest.mark.parametrize(
    ("fields", "is_one"),
    [
        ({"cn_code": "61091000", "description": "missile t-shirt"}, True),
        ({"cn_code": "6109", "description": "Missile T-Shirts."}, True),
        ({"cn_code": "61091000"}, False),
        ({"description": "missile t-shirt"}, False),
        ({"cn_code": "61091000", "description": "missile t-shirt", "kind": "software"}, False),
        ({"cn_code": "95049080", "description": "jeu de société"}, True),
    ],
)
def test_code_and_description_must_agree(fields: dict[str, Any], is_one: bool) -> None:
    assert is_everyday_article(Item(id="1", **fields)) is is_one
