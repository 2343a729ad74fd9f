"""Places without recognition of their own, and parts of States outside the customs territory: never read as the milder neighbour."""

from __future__ import annotations

from datetime import date

import pytest

from dualuse.assessment.signs.countries import unstated_countries
from dualuse.law.territories import find_place
from dualuse.schema.reading.validation import checked_transaction
from tests.assessment.test_diversion import DAY, chips_to
from tests.assessment.test_release_reasons import END_USER, judged
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

RUSSIA, BELARUS, IRAN = (f"{act}.named_in_texts" for act in ("32014R0833", "32006R0765", "32012R0267"))
DONETSK, KHERSON = "ukraine_areas.donetsk_luhansk", "ukraine_areas.kherson_zaporizhzhia"
ADDRESS, NAME, USE, GOODS = "parties.0.address", "parties.0.name", "end_use", "items.0.description"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Transnistria", "MD-SN"),
        ("Transnistrien", "MD-SN"),
        ("Abchasien", "GE-AB"),
        ("Ossétie du Sud", "GE-OSSETIA"),
        ("Nordzypern", "CY-NORTH"),
        ("TRNC", "CY-NORTH"),
        ("Tiraspol", None),
    ],
)
def test_an_area_is_a_place_of_its_own_or_refused(name: str, code: str | None) -> None:
    assert find_place(name) == code


@pytest.mark.parametrize("place", ["MD-SN", "GE-AB", "GE-OSSETIA"])
def test_goods_that_russia_looks_for_are_asked_about_where_they_go_to_such_an_area(place: str) -> None:
    """Annex XL to Regulation (EU) No 833/2014; other goods go, and so do those that are built in there."""
    party = {**END_USER, "country": place}
    assert judged(chips_to(place, [party])).release == "ask"
    assert judged(chips_to(place, [party], reexport="none")).release == "ask"
    staying = {**chips_to(place, [party], reexport="none"), "end_use": "built into toys made by the end user"}
    assert judged(staying).release == "go"
    assert judged(chips_to(place, [party], "09012100")).release == "go"


@pytest.mark.parametrize(
    ("stated", "address", "told"),
    [
        ("MA", "Zone industrielle, Laâyoune", ("EH",)),
        ("MA", "Zone industrielle, Casablanca", ()),
        ("EG", "Dakhla Oasis, New Valley", ()),
        ("RS", "Nena Tereza 1, Prishtina", ("XK",)),
        ("RS", "Knez Mihailova 1, Beograd", ()),
        ("IL", "Main Street, Ramallah, West Bank", ("PS", "PS")),
        ("CN", "Nathan Road, Kowloon", ("HK",)),
        ("CN", "Xinyi Road, Taipei", ("TW",)),
        ("TW", "Xinyi Road, Taipei", ()),
        ("ES", "Puerto 1, Ceuta", ("XC",)),
        ("DK", "Tórshavn", ("FO",)),
        ("US", "San Juan, Puerto Rico", ()),
        ("NO", "Longyearbyen", ()),
    ],
)
def test_an_address_there_beside_a_neighbour_tells_the_place_of_a_listed_item(
    stated: str, address: str, told: tuple[str, ...]
) -> None:
    """What a licence or a general authorisation covers turns on the place (Art. 12, Annex II); Svalbard counts with Norway, Puerto Rico with the United States."""
    data = chips_to(stated, [{**END_USER, "country": stated, "address": address}])
    data["items"][0]["entries"] = ["3A001.a.3"]
    day = date.fromisoformat(DAY)
    transaction = checked_transaction(data, day)
    assert set(unstated_countries(transaction, transaction.items[0], day)) == set(told)


@pytest.mark.parametrize(
    ("field", "text", "point"),
    [
        (ADDRESS, "Ivangorod", RUSSIA), (USE, "handed over at Ivangorod", RUSSIA), (NAME, "Iwangorod Werk", RUSSIA), (USE, "Übergabe in Iwangorod", RUSSIA), (USE, "склад в Ивангороде", RUSSIA), (ADDRESS, "Korolyov", RUSSIA), (ADDRESS, "Koroljow, Uliza 5", RUSSIA), (USE, "plant in Korolyov", RUSSIA),
        (USE, "Werk in Frjasino", RUSSIA), (ADDRESS, "Долгопрудный", RUSSIA), (ADDRESS, "ул. Ленина 5, Мск", RUSSIA), (ADDRESS, "Питер, ул. Садовая 5", RUSSIA), (USE, "доставка в Питер", RUSSIA), (USE, "монтаж в Питере", RUSSIA), (USE, "Заказчик: Питер, ул. Садовая 5", RUSSIA), (USE, "отгрузка в Мск", RUSSIA),
        (USE, "in the Urals", RUSSIA), (GOODS, "pumps for the Urals", RUSSIA), (USE, "Lager im Ural", RUSSIA), (NAME, "Southern Urals Trading", RUSSIA), (USE, "transit to Muscovy", RUSSIA), (NAME, "Muscovy Trading", RUSSIA), (USE, "transit to the Union State", RUSSIA), (USE, "transit to the Union State", BELARUS),
        (ADDRESS, "Union State, Lenina 5", BELARUS), (USE, "Союзное государство", BELARUS), (USE, "depot in Oshmyany", BELARUS), (USE, "for use in Persia", IRAN), (NAME, "Persia Trading LLC", IRAN), (USE, "Lieferung nach Persien", IRAN), (USE, "plant in the Islamic Republic", IRAN), (ADDRESS, "5 Azadi St, Islamic Republic", IRAN),
        (USE, "site at Darkhovin", IRAN), (ADDRESS, "RF, Lenina 5", RUSSIA), (ADDRESS, "Lenina 5, RF", RUSSIA), (ADDRESS, "DNR, Lenina 5", DONETSK), (ADDRESS, "LNR, Lenina 5", DONETSK),
    ],
)  # fmt: skip
def test_a_place_by_an_old_a_short_or_a_small_name(field: str, text: str, point: str) -> None:
    """Regulations (EU) No 833/2014, Arts 2 to 3k, (EC) No 765/2006, Art. 1e, (EU) No 267/2012 and (EU) 2022/263: where another country is stated."""
    release, _, answer = released(going_to("KZ", **{field: text}))
    assert (release, f"unexecuted.{point}" in answer) == ("ask", True)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (GOODS, "RF amplifier"), (USE, "RF power 5 W"), (USE, "test set, RF, 5 W"), (ADDRESS, "RF Park 5, Almaty"), (NAME, "Peter"), (ADDRESS, "Peter, Abay 5"), (NAME, "Piter's bakery"), (ADDRESS, "Piter's bakery, Abay 5"), (NAME, "Питер Мюллер"), (ADDRESS, "Питер Мюллер, ул. Абая 5, Алматы"),
        (USE, "встреча в 10:00 мск"), (ADDRESS, "ул. Королева 5, Алматы"), (USE, "Contact: Sergei Korolyov"), (GOODS, "Muscovy duck feed"), (USE, "breeding of Muscovy ducks"), (GOODS, "muscovite mica sheets"), (USE, "muscovite mica"), (USE, "cargo of Urals crude oil"), (GOODS, "Ural owl nest box"),
        (ADDRESS, "Ural river embankment 5, Atyrau"), (USE, "European Union State aid rules"), (USE, "sale in a European Union State"), (GOODS, "Persia carpet cleaner"), (USE, "cat food for Persian cats"), (GOODS, "Persian rug shampoo"), (USE, "tapis de Perse"), (USE, "Islamic Republic of Pakistan, textile mill"),
        (USE, "Islamic Republic of Mauritania"), (USE, "Pakistan, Islamic Republic"), (USE, "3D-DNR for the camera"), (GOODS, "camera, DNR, 5 MP"), (USE, "camera, DNR, 5 MP"), (USE, "number plates (LPR), street cameras"), (ADDRESS, "Kyzylorda"), (ADDRESS, "Shchuchinsk"), (ADDRESS, "Leninogorsk"), (USE, "столбцы таблицы"),
    ],
)  # fmt: skip
def test_what_only_sounds_like_such_a_place_names_none(field: str, text: str) -> None:
    answer = released(going_to("KZ", **{field: text}))[2]
    assert not any(f"unexecuted.{point}" in answer for point in (RUSSIA, BELARUS, IRAN, DONETSK, KHERSON))


@pytest.mark.parametrize(
    ("field", "text", "point"),
    [
        *((ADDRESS, f"{code}, Lenina 5", DONETSK) for code in ("DNR", "LNR", "DPR", "LPR")), (ADDRESS, "Lenina 5, DNR", DONETSK), (USE, "customer: DNR, ul. Lenina 5", DONETSK), (ADDRESS, "RF, Lenina 5", RUSSIA),
        (USE, "depot at Volnovakha", DONETSK), (USE, "склад у Волновасі", DONETSK), (USE, "склад в Волновахе", DONETSK), (USE, "Lager in Wolnowacha", DONETSK), (USE, "Lager in Lyssytschansk", DONETSK), (ADDRESS, "Bilovodsk", DONETSK), (ADDRESS, "Беловодск", DONETSK), (USE, "Chasiv Yar", DONETSK), (NAME, "Rubizhne plant", DONETSK),
        (USE, "Starobilsk", DONETSK), (USE, "в Сватово", DONETSK), (USE, "Kadijiwka", DONETSK), (USE, "Marinka", ""), (ADDRESS, "Marinka", DONETSK), (ADDRESS, "Pokrovsk, Donetsk", DONETSK),
        (USE, "hospital in Oleshky", KHERSON), (USE, "Skadowsk", KHERSON), (USE, "Wassyliwka", KHERSON), (USE, "Nowa Kachowka", KHERSON), (USE, "Huljajpole", KHERSON), (USE, "Askania-Nova", KHERSON), (ADDRESS, "Polohy", KHERSON),
        (ADDRESS, "Kyiv, Khreshchatyk 5", ""), (ADDRESS, "Lviv, Svobody 5", ""), (ADDRESS, "Kharkiv, Sumska 5", ""), (ADDRESS, "Vasylkiv, Sobornosti 5", ""), (ADDRESS, "Novomoskovsk, Dnipro", ""), (ADDRESS, "Kostiantynivka, Odesa", ""), (ADDRESS, "Slavutych", ""), (ADDRESS, "Solonytsivka, Kharkiv", ""),
        (USE, "camera, DNR, 5 MP", ""), (USE, "антрацит для котла", ""), (USE, "щастя", ""), (USE, "Таврійський університет", ""),
    ],
)  # fmt: skip
def test_a_town_or_a_so_called_republic_in_ukraine(field: str, text: str, point: str) -> None:
    """Regulation (EU) 2022/263: a place that is not controlled by the Government, beside Ukraine as the destination; other towns are none."""
    release, _, answer = released(going_to("UA", **{field: text}))
    if point:
        assert (release, f"unexecuted.{point}" in answer) == ("ask", True)
    else:
        assert not any(f"unexecuted.{other}" in answer for other in (RUSSIA, DONETSK, KHERSON))
