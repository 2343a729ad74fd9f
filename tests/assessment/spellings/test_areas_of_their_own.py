"""Places without recognition of their own, and parts of States outside the customs territory: never read as the milder neighbour."""

from __future__ import annotations

from datetime import date

import pytest

from dualuse.assessment.signs.countries import unstated_countries
from dualuse.law.territories import find_place
from dualuse.schema.reading.validation import checked_transaction
from tests.assessment.test_diversion import DAY, chips_to
from tests.assessment.test_release_reasons import END_USER, judged


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
    """Annex XL to Regulation (EU) No 833/2014; other goods go, and so do those that are stated to stay there."""
    party = {**END_USER, "country": place}
    assert judged(chips_to(place, [party])).release == "ask"
    assert judged(chips_to(place, [party], reexport="none")).release == "go"
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
