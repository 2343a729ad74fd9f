"""Listed names in free text: found as a person would see them, and not where words of goods are the names of firms."""

from __future__ import annotations

from typing import Literal

import pytest

from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query, Screened
from dualuse.screening.matching.screener import Screener
from dualuse.sources.lists.listed_party import Identifier, ListedName, ListedParty

Kind = Literal["person", "organisation", "vessel", "aircraft", "unknown"]

LISTED: tuple[tuple[str, Kind, str], ...] = (
    ("P1", "person", "Orlow Hussein Al-Quillon"),
    ("P2", "person", "Zufquar"),
    ("F1", "organisation", "Vandermorexport"),
    ("F2", "organisation", "Rotor LLC"),
    ("F3", "organisation", "Quillonberg Revolutionary Guard Corps"),
    ("F4", "organisation", "Milling Machines LLC"),
    ("F5", "organisation", "Nuclear Reactors Fuel Company"),
    ("F6", "organisation", "Kortzax"),
    ("V1", "vessel", "Ocean Spirit"),
    ("P3", "person", "Ramsilan Orlowitch Quorvenko"),
    ("F7", "organisation", "厦门假名航空发动机股份有限公司"),
    ("F8", "organisation", "Federal Security Service (FSB)"),
    ("F9", "organisation", "Sirius LLC"),
    ("F10", "organisation", "شركة قطفان"),
    ("F11", "organisation", "State Corporation Quillonkosmos"),
    ("F12", "organisation", "JSC Argument"),
    ("F13", "organisation", "Hamas"),
    ("F14", "organisation", "Degor Ltd"),
)


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    ship = (Identifier("imo", "9074729"),)
    build_index(
        [
            ListedParty(
                id, "invented", kind, (ListedName(name, quality="strong"),), identifiers=ship * (id == "V1")
            )
            for id, kind, name in LISTED
        ],
        place,
    )
    return Screener.open(place)


def _screened(screener: Screener, text: str) -> Screened:
    return screener.screen([Query((text,), is_text=True)])[0]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("for delivery to Vandermorexport", "F1"),
        ("FOR DELIVERY TO VANDERMOREXPORT", "F1"),
        ("for vandermorexport via Dubai", "F1"),
        ("for delivery to Vandermoreksport in May", "F1"),
        ("поставка для Вандерморэкспорт", "F1"),
        ("refit for Quillonberg Revolutionary Guard Corps", "F3"),
        ("used by Orlow Hussein Al-Quillon himself", "P1"),
        ("USED BY ORLOW HUSSEIN AL-QUILLON", "P1"),
        ("spare parts for Kortzax", "F6"),
        ("overhaul by Rotor LLC in Minsk", "F2"),
        ("cutters for the Milling Machines plant", "F4"),
        ("final customer: Quorvenko, Ramsilan", "P3"),
        ("Quorvenko, Ramsilan Orlowitch", "P3"),
        ("Endkunde: Ramsilan Quorvenko", "P3"),
        ("Lieferung im Auftrag von Herrn Ramsilan Quorvenko", "P3"),
        ("ORDERED FOR RAMSILAN QUORVENKO", "P3"),
        ("ordered for ramsilan quorvenko", "P3"),
        ("ordered for R. O. Quorvenko", "P3"),
        ("最终用户为厦门假名航空发动机股份有限公司", "F7"),
        ("交付给厦门假名航空发动机的工厂", "F7"),
        ("for the FSB", "F8"),
        ("Endabnehmer ist der FSB", "F8"),
        ("Endkunde: Sirius", "F9"),
        ("Ersatzteile im Auftrag Vandermorexports", "F1"),
        ("تسليم لشركة قطفان", "F10"),
        ("spare parts for Quillonkosmos", "F11"),
        ("Lieferung an Quillonkosmos, im Mai", "F11"),
        ("ORDERED BY QUILLONKOSMOS", "F11"),
        ("Quillonkosmos", "F11"),
        ("delivery to Argument in May", "F12"),
        ("Endkunde: Argument", "F12"),
        ("pumps that JSC Argument ordered", "F12"),
        ("قطع غيار لحماس", "F13"),
        ("die (degor ltd) maschine steht in einer halle", "F14"),
        ("पुर्जे रामसिलान ओर्लोविच क्वोरवेन्को के लिए", "P3"),
    ],
)
def test_a_listed_name_in_a_text_is_found(screener: Screener, text: str, entity: str) -> None:
    answer = _screened(screener, text)
    assert entity in {hit.entity for hit in answer.hits}
    assert answer.status == "review"
    assert {hit.status for hit in answer.hits} == {"review"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n/a",
        "Rotor for a gas turbine",
        "ROTOR, SPARE",
        "Milling machines for metal",
        "MILLING MACHINES",
        "Nuclear reactors, fuel elements and parts of them",
        "Kortzax-M4 microcontroller, 168 MHz",
        "kortzax grey, paint",
        "Ocean Spirit perfume, 50 ml",
        "Zufquar carpets",
        "Sirius granite cutting discs, 350 mm",
        "computer board with FSB 800 MHz",
        "Contact: A. Quorvenko, purchasing",
        "Argument of the function, a number",
        "An argument against larger pumps",
        "Quillonkosmos-M4 microcontroller",
        "the Quillonkosmos range of paints",
        "最终用户为厦门航空发动机股份有限公司",
    ],
)
def test_words_of_goods_name_nobody(screener: Screener, text: str) -> None:
    assert _screened(screener, text).status == "clear"


def test_a_ship_is_known_in_a_text_by_its_number(screener: Screener) -> None:
    by_number = Query(("loaded on IMO 9074729",), identifiers=(("imo", "9074729"),), is_text=True)
    (answer,) = screener.screen([by_number])
    assert [(hit.entity, hit.status) for hit in answer.hits] == [("V1", "review")]


def test_a_text_says_the_same_beside_whatever_is_asked(screener: Screener) -> None:
    text = Query(("for delivery to Vandermorexport",), is_text=True)
    party = Query(("Vandermorexport",))
    assert screener.screen([party, text]) == [*screener.screen([party]), *screener.screen([text])]
