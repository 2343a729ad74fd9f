"""Arms, gases, protests and bugs in forms of words that were passed over, and everyday goods that are called as they are."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

DESCRIPTION: Final = "items.0.description"
USE: Final = "end_use"
MILITARY_LIST: Final = "unexecuted.military_list"
COUNTRIES: Final = ("BR", "AE", "SD")
ARMS: Final = (
    "Drone, armed, 200 km", "Drohne, bewaffnet", "Thermal rifle scope", "Helicopter gunship", "Cluster bombs", "Streubomben", "bombes à sous-munitions", "Mortar 81 mm",
    "Mörser 120 mm", "mortier 81 mm", "Gun turret", "naval gun", "canon naval", "Gun barrel 155 mm", "Geschützrohr 155 mm", "Rifle", "Gewehr", "fusil", "Pistole", "Flamethrower",
    "Flammenwerfer", "lance-flammes", "napalm", "white phosphorus", "weißer Phosphor", "phosphore blanc", "Granatzünder", "Zünder für Granaten", "grenade fuse", "explosive reactive armour",
    "Reaktivpanzerung", "blindage réactif", "Night sight for rifles", "Schalldämpfer für Gewehre", "silencieux pour fusil", "Tank tracks", "Panzerketten", "chenilles de char", "Feuerleitrechner",
    "Fire control computer", "calculateur de conduite de tir", "Submarine periscope", "périscope de sous-marin", "Schutzweste", "bulletproof vest", "Gasmaske", "gas mask", "masque à gaz", "Tabun",
    "Soman",
)  # fmt: skip
ORDINARY: Final = (
    "Mortar mixer", "mortar, cement 25 kg", "mortar and pestle", "Mörtel 25 kg", "Mörser und Stößel", "Mörser aus Marmor", "mortier de ciment", "mortier et pilon", "glue gun", "spray gun",
    "heat gun", "massage gun", "grease gun barrel", "spray pistol", "water pistol", "Klebepistole", "Spritzpistole", "Heißluftpistole", "pistolet à peinture", "air rifle", "toy rifle scope",
    "Wanzenfalle", "Mittel gegen Wanzen", "water tank", "storage tank track", "storage tank tracks", "Schutzweste, Warnweste gelb", "gas mask filter for painters", "phosphor bronze, white",
    "fire control panel", "fire control system for buildings", "Schalldämpfer für Kompressor", "turret lathe", "naval brass fitting", "gunmetal bronze valve", "VX-200 valve", "tabun oven",
    "bath bombs", "grape cluster", "Lampe mit Stimmerkennung", "child safety internet filter", "location tracking of pallets", "polonium-free tobacco",
)  # fmt: skip
USES: Final = {
    "unexecuted.words.wmd": (
        "Herstellung von Giftgas", "poison gas", "toxic gas weapons", "fabrication de gaz de combat", "Marschflugkörper", "cruise missile", "missile de croisière", "Anreicherung von Uran",
        "enrichment of uranium", "enrichissement d'uranium", "enrichment cascade",
    ),
    "unexecuted.words.internal_repression": (
        "Unterdrückung von Protesten", "crushing protests", "répression de manifestations", "répression des manifestations",
    ),
    "unexecuted.32019R0125": ("execution by hanging", "Hinrichtung", "exécution par pendaison"),
}  # fmt: skip
ORDINARY_USES: Final = (
    "enrichment of soil", "food enrichment", "Anreicherung von Lebensmitteln", "enrichissement du sol", "poison gas detector", "detector for poison gas", "Schutz vor Giftgas", "toxic gas scrubber",
    "execution of contract", "execution of works", "exécution des travaux", "hanging lamp", "protest banner printing",
)  # fmt: skip
WATCHING: Final = (
    "Internet filtering and blocking system for ISP", "filtrage et blocage d'internet", "location tracking SS7 system", "localisation SS7", "Voice recognition for agencies", "Stimmerkennung",
    "reconnaissance vocale pour les autorités", "Wanze", "bugging device", "micro espion",
)  # fmt: skip


def answered(country: str, **changes: Any) -> tuple[str, set[str], str]:
    return released(going_to(country, **{"items.0.cn_code": "84818069", **changes}))


@pytest.mark.parametrize("text", ARMS)
def test_arms_ask_whatever_their_code_and_wherever_they_go(text: str) -> None:
    """§ 8(1) no 1 AWV; Common Position 2008/944/CFSP."""
    for country in COUNTRIES:
        release, _, answer = answered(country, **{DESCRIPTION: text})
        assert (release, MILITARY_LIST in answer) == ("ask", True), country


@pytest.mark.parametrize("text", ORDINARY)
def test_everyday_goods_that_are_called_alike_ask_nothing(text: str) -> None:
    assert answered("BR", **{DESCRIPTION: text})[0] == "go"


def test_arms_of_which_no_code_is_known_ask_too() -> None:
    """§ 8(1) no 1 AWV."""
    assert MILITARY_LIST in answered("BR", **{DESCRIPTION: "Flammenwerfer", "items.0.cn_code": None})[2]


def test_a_person_says_that_they_are_no_arms() -> None:
    changes = {DESCRIPTION: "Gasmaske", "answers": {MILITARY_LIST: False}}
    assert answered("BR", **changes)[0] == "go"


@pytest.mark.parametrize(
    ("point", "text"), [(point, text) for point, texts in USES.items() for text in texts]
)
def test_uses_ask(point: str, text: str) -> None:
    """Arts 4(1)(a), 5(1) and 15(1) of the Dual-use Regulation; Regulation (EU) 2019/125."""
    for country in COUNTRIES:
        release, _, answer = answered(country, **{USE: text})
        assert (release, point in answer) == ("ask", True), country


@pytest.mark.parametrize("text", ORDINARY_USES)
def test_everyday_uses_that_are_called_alike_ask_nothing(text: str) -> None:
    assert answered("BR", **{USE: text})[0] == "go"


@pytest.mark.parametrize("text", WATCHING)
def test_what_watches_asks_where_it_is_stated_to_be_none(text: str) -> None:
    """Art. 2(20)."""
    for code in ("84818069", "85437090"):
        release, _, answer = answered("AE", **{DESCRIPTION: text, "items.0.cn_code": code})
        assert (release, "unexecuted.words.cyber_surveillance" in answer) == ("ask", True)


@pytest.mark.parametrize("text", ["Polonium", "Polonium-210"])
def test_polonium_is_called_as_an_entry_names_it(text: str) -> None:
    """1C236 (from memory, unverified)."""
    release, _, answer = answered("BR", **{DESCRIPTION: text})
    assert (release, "unexecuted.words.entries" in answer) == ("ask", True)
