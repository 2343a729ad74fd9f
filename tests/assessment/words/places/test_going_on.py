"""Words that goods go on from the destination, and what an end user does with goods that Russia looks for."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.signs.own_use import own_use
from tests.assessment.test_diversion import chips_to
from tests.assessment.test_release_reasons import END_USER, judged
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.places.test_countries_in_texts import under_eu001

GOES_ON, WAY = "unexecuted.words.goes_on", "unexecuted.way_of_diversion"


def asks_that_it_goes_on(**changes: Any) -> bool:
    return "release.goes_on_in_words" in under_eu001(**changes)[1]


@pytest.mark.parametrize(
    "end_use",
    [
        "Resale outside the United States", "Wiederausfuhr", "Distribution in Latin America", "Export to customers in Southeast Asia", "Lager für den Nahen Osten", "Re-export", "Sale to third countries",
        "Resale worldwide", "Resale in the region", "Weiterverkauf", "Verkauf in Südostasien", "warehouse for the Gulf", "Distribution en Afrique", "vente au Moyen-Orient", "revente à l'étranger", "ventas en América Latina",
        "distribución en otros países", "vendita in Medio Oriente", "vendas na América do Sul", "verkoop in het Midden-Oosten", "sprzedaż na Bliskim Wschodzie", "Ortadoğu'da satış", "продажа в странах СНГ",
        "реэкспорт", "перепродажа", "销往东南亚", "转口", "中東向け", "중동 판매", "البيع في الشرق الأوسط", "فروش در خاورمیانه", "resale to dealers in the CIS", "stock for customers in Central Asia", "delivery onward to the northern neighbour",
        "Transit", "Transit warehouse at Boston", "Transitlager", "Durchfuhr", "Tranzit", "Транзит", "过境", "トランジット", "경유", "عبور", "ترانزیت", "Doorvoer", "Transito", "Tránsito", "en transit", "Export", "Ausfuhr", "exportation", "出口",
        "Экспорт", "İhracat", "The units leave the United States after calibration", "Calibration, then shipment out of the country", "Will leave the country after calibration", "Einsatz auf Baustellen im Ausland", "Für die Auslandstochter",
        "Die Geräte werden die USA nach der Kalibrierung verlassen", "Zur Verfügung der Tochter im Ausland", "Sub-licensee's site overseas", "chantiers à l'étranger", "obras en el extranjero", "cantieri all'estero", "obras no exterior",
        "bouwplaatsen in het buitenland", "budowy za granicą", "yurt dışındaki şantiyeler", "стройки за рубежом", "海外工地", "海外の現場", "해외 현장", "مشاريع في الخارج", "ut ur landet", "külföldi építkezés", "stavby v zahraničí",
        "na Blízký východ", "i Mellanöstern", "a Közel-Kelet részére", "în Orientul Mijlociu", "στη Μέση Ανατολή",
    ],
)  # fmt: skip
def test_under_a_general_authorisation_a_bare_none_does_not_answer_them(end_use: str) -> None:
    """Annex II, EU001: the destinations it is for."""
    release, reasons, text = under_eu001(end_use=end_use)
    assert (release, "release.goes_on_in_words" in reasons, GOES_ON in text) == ("ask", True, True)


def test_the_answer_to_that_question_settles_it() -> None:
    answers = {"done.EU001": True, GOES_ON: False, "unexecuted.words.reexport": False}
    assert under_eu001(end_use="Distribution in Latin America", answers=answers)[0] == "go"
    assert under_eu001(end_use="Resale", answers={**answers, GOES_ON: True})[0] == "stop"


@pytest.mark.parametrize(
    "end_use",
    [
        "no resale in Africa", "not for re-export", "keine Wiederausfuhr", "pas de revente à l'étranger", "resale to laboratories in the United States", "Weiterverkauf in Deutschland", "distribution in Scandinavia", "sale in the Benelux",
        "tickets of the public transit", "buses of the transit authority", "does not leave the United States", "never leaves the country", "keine Durchfuhr", "nicht im Ausland", "no transit", "not for export",
        "production of exportable crops", "irrigation in the region of Boston", "power supply of its own works", "telescope of the university", "production of pumps", "Brazil nuts line",
    ],
)  # fmt: skip
def test_what_stays_or_goes_where_it_may_asks_nothing(end_use: str) -> None:
    assert not asks_that_it_goes_on(end_use=end_use)


@pytest.mark.parametrize(
    "end_use",
    [
        "Stock", "Trading stock", "Consignment stock", "Inventory", "Wholesale", "Distribution", "For sale", "Stock order for the distributor", "Own stock", "Stock for own customers",
        "Vertrieb", "Lager", "Lagerhaltung", "Bevorratung", "Handelsware", "Großhandel", "Grosshandel", "Händlerbestand", "Eigenes Lager", "Wiederverkauf", "Wiederverkauf an noch nicht bekannte Kunden", "Vertrieb von Messgeräten",
        "Stock replenishment", "restocking", "safety stock", "Auffüllen des Lagers", "Ersatzteilverkauf", "Fachhandel", "Einzelhändler", "Onlineshop", "for our customers", "für Kunden", "pour nos clients", "commerce de gros", "revendeur agréé",
        "Mise en stock", "Négoce", "Stockage", "Vente", "almacén", "magazzino", "armazém", "voorraad", "magazyn", "stok", "库存", "在庫", "재고", "склад", "مخزون", "raktárra", "lager", "αποθήκη", "varasto",
    ],
)  # fmt: skip
def test_who_keeps_or_sells_listed_goods_is_asked_where_they_are_used(end_use: str) -> None:
    """Annex II, EU001, Part 2: the destinations it is for; who keeps goods for sale does not use them (a rule of this program)."""
    assert asks_that_it_goes_on(end_use=end_use)
    answered = under_eu001(end_use=end_use, answers={"done.EU001": True, GOES_ON: False})[1]
    assert "release.goes_on_in_words" not in answered


def test_that_the_item_itself_is_sold_says_no_more() -> None:
    """The same of listed goods by their name; of what is sold with them it would tell a use."""
    analyser = {"items.0.description": "Signal analyser"}
    assert asks_that_it_goes_on(end_use="Sale of signal analysers", **analyser)
    assert not asks_that_it_goes_on(end_use="Sale of tickets", **analyser)
    answers = {"done.EU001": True, GOES_ON: False}
    assert under_eu001(end_use="Trading stock", answers=answers)[0] == "go"


@pytest.mark.parametrize(
    "end_use",
    [
        "Stock of the distributor for sale to customers in the United States", "Vertrieb USA", "Local sale", "Verkauf vor Ort", "vente locale", "not for sale", "Kein Verkauf, eigene Nutzung", "Spare parts stock for the end user's own machines",
        "Lager für eigene Anlagen", "Measurements in a stock exchange data centre", "Prüfung von Lagern in eigenen Motoren", "Funkmessung im eigenen Hochregallager", "Distribution of electricity", "Handelsregister", "Trade fair",
        "Inventory management software tests", "Storage of grain", "Customer order", "Delivery to the customer", "Sale to the end user", "Verkauf an den Endkunden", "vente au client final", "Commercial use", "Own laboratory", "Verkaufsautomaten Produktion", "Point of sale terminals test", "Rolling stock maintenance", "Livestock monitoring", "Handelskammer", "Calibration of customer equipment", "Reparatur von Kundengeräten",
        "Market research institute", "Trading floor network of a bank", "Lagerprüfstand", "Produktion von Wälzlagern", "Entrepôt automatisé, mesures radio",
    ],
)  # fmt: skip
def test_what_says_more_than_that_goods_are_kept_is_not_asked_about(end_use: str) -> None:
    assert not asks_that_it_goes_on(end_use=end_use)


def test_no_end_use_at_all_is_not_asked_about() -> None:
    """EU001 asks for none: that nothing is stated is no word of trade."""
    assert not asks_that_it_goes_on(end_use=None)


def test_goods_of_no_list_that_are_kept_for_sale_are_not_asked_about() -> None:
    assert released({"end_use": "Trading stock"})[0] == "go"
    assert released({"end_use": "Lager"})[0] == "go"


@pytest.mark.parametrize(
    "end_use",
    [
        "Verkauf ausserhalb der EU", "Verkauf außerhalb der EU", "Einsatz bei Kunden ausserhalb der EU", "Sale outside Europe", "For non-EU customers", "Vente à des clients hors UE", "vendita fuori dall'UE", "venta fuera de la UE",
        "Rest of world", "Rest der Welt", "reste du monde",
    ],
)  # fmt: skip
def test_buyers_outside_the_union_are_wherever_that_is(end_use: str) -> None:
    """Annex II, EU001, Part 2: outside the Union lies more than the destinations."""
    assert asks_that_it_goes_on(end_use=end_use)


@pytest.mark.parametrize(
    "end_use",
    ["Use outside the EU", "Einsatz außerhalb der EU im eigenen Labor", "Sale outside the EU, in the United States", "no sale outside the EU", "kein Verkauf ausserhalb der EU", "pas de vente hors UE", "Sale in Europe"],
)  # fmt: skip
def test_that_the_destination_lies_outside_the_union_is_not_asked_about(end_use: str) -> None:
    assert not asks_that_it_goes_on(end_use=end_use)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("items.0.description", "signal analyser for resale in Southeast Asia"), ("parties.0.address", "Customs warehouse, goods for re-export"), ("parties.0.name", "Alpha Re-Export Inc"),
        ("sources", [{"fact": "destination", "document": "mail.pdf", "quote": "we sell them in the Middle East"}]),
    ],
)  # fmt: skip
def test_other_texts_say_so_too(field: str, text: Any) -> None:
    assert asks_that_it_goes_on(**{field: text})


def test_firms_and_goods_that_are_called_after_a_region_go_nowhere() -> None:
    assert not asks_that_it_goes_on(**{"parties.0.name": "Asia Pacific Instruments Inc"})
    assert not asks_that_it_goes_on(**{"items.0.description": "Africa series amplifier"})


def test_other_goods_for_the_same_use_are_not_asked_about() -> None:
    assert released({"end_use": "Distribution in Latin America"})[0] == "go"


# Common high priority items (Regulation (EU) No 833/2014, Arts 12g and 12gb, Annex XL).


def chips(place: str, end_use: str | None, code: str = "85423190", **changes: Any) -> dict[str, Any]:
    stated = {**chips_to(place, [{**END_USER, "country": place}], code, reexport="none"), **changes}
    return {key: value for key, value in {**stated, "end_use": end_use}.items() if value is not None}


@pytest.mark.parametrize(
    "end_use",
    [
        None, "n/a", "Trading stock", "Dordoi bazaar", "Stock for resale", "Commercial purposes", "Customers' projects", "To our dealers", "Lagerware", "Electronic components distribution", "Stock",
        "Spare parts for dealers in the region", "Перепродажа", "For our warehouse in the free zone", "Electronics", "Lessons in secondary schools", "own use", "sale to factories", "Verkauf an Fabriken", "kein Einbau", "для клиентов",
        "Production", "Produktion", "Üretim", "Производство", "生产", "製造", "생산", "إنتاج", "gyártás", "výroba", "Repair", "Research", "Own production", "Eigene Fertigung", "Industrial production", "Production needs", "Machinery repair",
        "Laboratory", "Research in own laboratory", "Factory", "Production in Bishkek", "Microcontrollers for production", "Production of electronics", "Собственное производство", "自有工厂生产", "Serienproduktion",
        "Production by the end user's clients", "Production line of a partner company", "Production of toys and trading", "Repair service and sale of spare parts", "Production of toys; most of the parts are sold to dealers",
        "Repair of customers' equipment in the region", "Repair of lifts of our partners", "ремонт техники партнёров", "réparation des machines de partenaires", "Production of washing machines for sale",
        "Production of unmanned aircraft in own plant", "Production of quadcopters in own workshop", "Assembly of drones for agriculture in the company's workshop", "Production of control boards for Lancet type aircraft", "výroba dronů", "производство беспилотников",
        "вторичный рынок", "müşteri projeleri", "电子产品", "قطع غيار للموزعين", "supplies to repair shops", "delivery to laboratories",
    ],
)  # fmt: skip
def test_chips_are_asked_about_where_no_own_use_is_told(end_use: str | None) -> None:
    result = judged(chips("KG", end_use))
    assert (result.release, "release.senseless_way" in {row.code for row in result.release_because}) == (
        "ask",
        True,
    )


@pytest.mark.parametrize("place", ["KZ", "AE", "HK", "TR", "RS", "GE", "UZ"])
def test_so_are_those_for_other_places_of_diversion(place: str) -> None:
    assert "release.senseless_way" in {row.code for row in judged(chips(place, "Stock")).release_because}


@pytest.mark.parametrize(
    "end_use",
    [
        "Built into toys in the end user's own factory", "Production of washing machines", "Maintenance of own machines", "Spielzeugproduktion", "세탁기 생산", "Repair of combine harvesters in the end user's workshop", "Einbau in Waschmaschinen im eigenen Werk", "fabrication de jouets",
        "reparación de tractores", "produzione di elettrodomestici", "produkcja zabawek", "çamaşır makinesi üretimi", "производство игрушек на собственном заводе", "ремонт комбайнов", "生产玩具", "玩具の製造", "إنتاج الألعاب", "výroba hraček",
        "tillverkning av leksaker", "játékok gyártása", "research on corrosion at the university's laboratory", "Wheel bearings for our own bus fleet", "Spare board for the filler at our brewery",
        "Fitted into the control boards of washing machines that the company makes in Bursa", "Control of rice cookers produced in the Suzhou plant", "Teaching electronics to students", "Part of the rice cookers we make",
        "Wheel hubs of the buses which the company runs in Kowloon", "Assembly of mixers in our plant at Almaty",
    ],
)  # fmt: skip
def test_chips_with_a_use_of_the_end_users_own_go(end_use: str) -> None:
    assert "release.senseless_way" not in {row.code for row in judged(chips("KZ", end_use)).release_because}


@pytest.mark.parametrize(
    "answered",
    [{"answers": {"unexecuted.32014R0833.annex_iv": False, WAY: False}}, {"sources": [{"fact": "knowledge.reexport", "document": "visit of 2025-08-14.pdf"}]}],
)  # fmt: skip
def test_one_round_settles_it(answered: dict[str, Any]) -> None:
    stated = chips("KG", None)
    answers = {**stated["answers"], **answered.get("answers", {})}
    assert judged({**stated, **answered, "answers": answers}).release == "go"


def test_a_switch_for_a_hotel_and_a_purchaser_on_an_island() -> None:
    switch = chips("AE", "Guest network of the hotel", "85176200")
    assert judged(switch).release == "go"
    purchaser = {**END_USER, "role": "purchaser", "name": "Coral Bay Ltd", "country": "VG"}
    bearings = chips("KZ", "Repair of combine harvesters", "84821090")
    assert judged(bearings).release == "go"
    bought_there = {**bearings, "parties": [*bearings["parties"], purchaser]}
    assert "release.senseless_way" in {row.code for row in judged(bought_there).release_because}
    in_germany = {**bearings, "parties": [*bearings["parties"], {**purchaser, "country": "DE"}]}
    assert "release.senseless_way" not in {row.code for row in judged(in_germany).release_because}


@pytest.mark.parametrize("end_use", ["Hotel", "Office", "Factory", "Own factory", "Field"])
def test_the_name_of_a_place_alone_tells_no_use_of_goods_that_make_nothing(end_use: str) -> None:
    assert judged(chips("AE", end_use, "85176200")).release == "ask"


def test_a_use_is_read_where_nothing_is_sold() -> None:
    """Regulation (EU) No 833/2014, Art. 12gb."""
    assert own_use("production of toys").makes
    assert own_use("production of toys, no resale").makes
    assert own_use("production of toys for sale") == own_use("sale for production of toys") == own_use(None)
    assert own_use("laundry of a hotel").uses
    assert not own_use("laundry of a hotel").makes


def test_the_name_of_the_item_is_nothing_that_is_made() -> None:
    assert own_use("production of gearboxes").makes
    assert not own_use("gearboxes for production", "Gearbox, two stages").makes


# Goods that are shown and come back (Annex II, EU004, Part 3(3)(c)).


@pytest.mark.parametrize(
    ("end_use", "asks"),
    [("Shown at a fair and then left with the customer", True), ("Messe, verbleibt danach beim Kunden", True), ("montré au salon, puis laissé au client", True), ("Shown at a trade fair and taken back", False), ("shown at a fair, then re-export to Germany", False)],
)  # fmt: skip
def test_what_is_left_with_the_customer_is_sold(end_use: str, asks: bool) -> None:
    shown = {"manner": "exhibition", "circumstances.sale_or_lease": False}
    text = under_eu001(end_use=end_use, **shown)[2]
    assert ("unexecuted.words.sale_or_lease" in text or GOES_ON in text) is asks
