"""Names of listed goods within joined words, and short names: what is stated to be in no entry and is called so is asked about; of everyday goods next to none is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from dualuse.assessment.release_holds.resembled_goods import resembled_goods
from dualuse.classification.search.compounds import name_within
from dualuse.classification.search.trade_names import everyday_words, names_of_one_word
from dualuse.classification.search.ways_to_read import ways_to_read
from dualuse.schema.transaction import Item
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

GOODS: Final = tomllib.loads(
    Path(__file__).with_name("joined_and_short_names.toml").read_text(encoding="utf-8")
)
OTHER_CODE: Final[dict[str, Any]] = {
    "items.0.cn_code": "73269098",
    "end_use": "use in own works",
    "sources": [],
}


def resembled(description: str, **stated: Any) -> tuple[str, ...]:
    return resembled_goods(Item.model_validate({"description": description, "entries": [], **stated}))


@pytest.mark.parametrize("group", ["listed", "listed_after"])
def test_listed_goods_are_asked_about_under_a_code_of_others(group: str) -> None:
    """Art. 3(1): a name that a lawyer would stop at never goes."""
    gone = [
        text
        for text in GOODS[group]
        if released({**going_to("JP"), **OTHER_CODE, "items.0.description": text})[0] == "go"
    ]
    assert gone == []


@pytest.mark.parametrize("group", ["ordinary", "ordinary_after"])
def test_ordinary_goods_are_not(group: str) -> None:
    assert [text for text in GOODS[group] if resembled(text)] == []


@pytest.mark.parametrize(
    ("word", "name"),
    [
        # The last part is a shape, a part or a whole; the letters between are left out.
        ("hafniumdraht", "hafnium"),
        ("tritiumspeicherbehälter", "tritium"),
        ("wanderfeldröhrenverstärker", "wanderfeldröhre"),
        ("heißisostatpressanlage", "heißisostatpresse"),
        ("zirkoniumbuizen", "zirkonium"),
        ("hafniumtråd", "hafnium"),
        # The last part is the name.
        ("triggerfunkenstrecke", "funkenstrecke"),
        ("triggerfunkenstrecken", "funkenstrecke"),
        # What is not known behind a long name is not milder for it.
        ("feinkorngraphitnippel", "feinkorngraphit"),
        # Everyday things, names themselves, chance.
        ("kohlefaserangelrute", ""),
        ("laserdruckerpapier", ""),
        ("wälzlagerfett", ""),
        ("bauerbse", ""),
        ("fingerabdrucksensor", ""),
        ("desinfektion", ""),
        ("eingesperrt", ""),
        ("hafnium", ""),
        ("draht", ""),
    ],
)
def test_a_joined_word_is_read_by_its_parts(word: str, name: str) -> None:
    assert name_within(word) == name


def test_no_everyday_good_is_read_as_one() -> None:
    words = sorted(everyday_words())
    assert len(words) > 500
    assert [word for word in words if name_within(word)] == []
    assert not any(name_within(word) for word in names_of_one_word())


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("TWT", "travelling wave tube"),
        ("UAVs, 2 pcs", "unmanned aerial vehicle, 2 pcs"),
        ("uav", "unmanned aerial vehicle"),
        ("IMU for a vehicle of our own", "inertial measurement unit for a vehicle of our own"),
    ],
)
def test_a_short_name_is_read_in_full(text: str, way: str) -> None:
    assert way in ways_to_read(text)


@pytest.mark.parametrize(
    "text", ["the ins and outs of a garden", "fog lamp", "hip replacement leaflet, printed", "AT&T FOG&CO"]
)
def test_what_only_has_its_letters_is_not(text: str) -> None:
    assert ways_to_read(text) == (text,)


@pytest.mark.parametrize(
    ("ordinary", "listed"),
    [
        ("roller bearings", "roller bearings ABEC 9"),
        ("Wälzlager", "Wälzlager Toleranzklasse P4"),
        ("Wälzlager", "roller bearings of monel"),
        ("pressure gauge", "pressure gauge, capacitance manometer"),
        ("variable speed drive", "variable speed drive for centrifuges"),
        ("lampe tungstène", "creuset tantale"),
        ("UAV, flight time 25 min", "UAV, 25 min, 900 km/h"),
    ],
)
def test_an_ordinary_name_asks_with_what_lists_it(ordinary: str, listed: str) -> None:
    assert (resembled(ordinary), bool(resembled(listed))) == ((), True)


@pytest.mark.parametrize(
    "text",
    [
        "variable speed drive 1000 Hz",
        "adjustable speed drive 800 Hz",
        "variateur de vitesse 1000 Hz",
        "spindle inverter",
    ],
)
def test_a_drive_asks_by_its_frequency(text: str) -> None:
    """Annex I, 3A225: from 600 Hz on; and what drives spindles by its name."""
    assert released({**going_to("JP"), **OTHER_CODE, "items.0.description": text})[0] == "ask"


@pytest.mark.parametrize(
    "text", ["shotgun shell", "shotgunshells", "12 gauge cartridges", "pump action shotgun"]
)
@pytest.mark.parametrize("code", ["73269098", "95059000"])
def test_ammunition_asks_under_a_code_of_other_goods(text: str, code: str) -> None:
    """National military lists and Regulation (EU) No 258/2012."""
    stated = {**going_to("BR"), **OTHER_CODE, "items.0.cn_code": code, "items.0.description": text}
    assert released(stated)[0] == "ask"
