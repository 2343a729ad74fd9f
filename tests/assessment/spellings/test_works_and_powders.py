"""Powders that propel, barrels and shells, and works that make arms, motors of missiles or enrich uranium: words of them ask, those of ordinary works do not."""

from __future__ import annotations

from typing import Final

import pytest

from tests.assessment.authorisations.test_meeting_points import WORKS, released, unlisted

POWDERS: Final = ("propellent powder, single base", "Treibladungspulver", "poudre propulsive", "smokeless powder for small arms cartridges")  # fmt: skip
ARMS: Final = (
    "rifled barrels", "production of 155 mm shells", "filling of bombs", "TNT melting", "autofrettage of barrels", "Herstellung von Geschossen", "fabrication de canons", "bullet production line", "production of cartridge cases",
    "explosive filling line", "gun barrels", "manufacture of gun barrels", "production of shells", "shell forging line", "shell filling plant", "Geschützrohre",
    "Gewehrläufe", "Sprengladungen", "Artilleriegeschosse", "canons de fusil", "fabrication d'obus", "chargement d'explosifs", "производство снарядов", "枪管",
)  # fmt: skip
NO_ARMS: Final = (
    "heat exchanger shell forging", "anti-explosive filling of fuel tanks", "robotic arms works", "bath bomb filling", "Geschossdecken", "Herstellung von Geschossdecken", "taco shells production", "TNT parcels", "snow cannon", "barrels of oil", "canons à neige", "bullet points", "cartridge filling line for cosmetics",
    "sea shells", "egg shells", "production of egg shells", "production of sea shells for jewellery", "taco shell filling line", "chocolate shell filling line", "non-explosive filling",
    "spray gun barrels", "airsoft gun barrel", "production of shells for mobile telephones", "obus de valve", "Muschelschalen", "Geschosswohnung", "coquilles d'œufs", "mortar for walls",
)  # fmt: skip
WMD: Final = (
    "igniters for solid motors", "fluorination of uranium", "uranium conversion", "maraging rotor tubes", "propellant grain casting", "Urankonversion", "conversion de l'uranium",
    "solid motor casting", "casting of solid motors", "centrifuge plant spares", "cascade hall pumps", "fluorination plant", "hydrofluorination reactor", "Feststoffantriebe", "Zentrifugenanlage", "Kaskadenhalle",
    "Fluorierungsanlage", "hall des cascades", "usine de centrifugeuses", "usine de fluoration",
)  # fmt: skip
NO_WMD: Final = (
    "latex centrifuge plant", "conversion of currency", "spray nozzle", "propellant gas of cans", "chlorination plant", "centrifugal casting plant",
    "laboratory centrifuge spares", "dairy centrifuge", "dairy centrifuge plant", "sludge centrifuge plant", "toothpaste fluoridation plant", "water fluoridation plant", "fluoride toothpaste plant",
    "cascade of boilers", "cascade control", "solid state motor starter", "solid motor mount", "Laborzentrifuge", "Zentrifugenanlage zur Schlammentwässerung", "Trinkwasserfluoridierung", "fluoration de l'eau", "centrifugeuse de laboratoire",
)  # fmt: skip


def to_use(place: str, end_use: str) -> str:
    return released({**unlisted(place), "end_use": end_use})


@pytest.mark.parametrize("place", ["VN", "TR", "AE", "KZ"])
@pytest.mark.parametrize("description", POWDERS)
def test_a_powder_that_propels_is_asked_about_by_its_code(description: str, place: str) -> None:
    """Common Position 2008/944/CFSP, ML8 (from memory): heading 3601 is of propellent powders alone."""
    assert released(unlisted(place, cn_code="36010000", description=description)) == "ask"
    assert released(unlisted(place, cn_code="36010000", description="powder")) == "ask"


@pytest.mark.parametrize("description", POWDERS)
def test_and_by_its_name_under_another_code(description: str) -> None:
    assert released(unlisted("VN", cn_code="38249996", description=description)) == "ask"


@pytest.mark.parametrize(
    ("code", "description"),
    [
        ("09021000", "gunpowder green tea"),
        ("19019091", "baking powder"),
        ("34025000", "washing powder"),
        ("72052900", "powder of steel"),
        ("39100000", "powder coating"),
    ],
)
def test_other_powders_are_not(code: str, description: str) -> None:
    assert released(unlisted("VN", cn_code=code, description=description)) == "go"


@pytest.mark.parametrize("end_use", ARMS)
def test_words_of_arms_ask_under_an_embargo(end_use: str) -> None:
    """Art. 4(1)(b)."""
    assert to_use("CN", end_use) == "ask"


@pytest.mark.parametrize("end_use", NO_ARMS)
def test_words_that_only_sound_like_them_do_not(end_use: str) -> None:
    assert to_use("CN", end_use) == "go"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sichuan Arms Works", "ask"),
        ("Chengdu Weapons Plant", "ask"),
        ("Waffenfabrik Chengdu", "ask"),
        ("Fabrique d'armes de Chengdu", "ask"),
        ("Sichuan Robot Arm Works", "go"),
        ("Sichuan Water Works", "go"),
    ],
)
def test_a_party_is_called_after_arms(name: str, expected: str) -> None:
    """Art. 4(1)(b)."""
    party = {**WORKS, "name": name, "country": "CN"}
    assert released({**unlisted("CN"), "parties": [party], "end_use": "spare parts"}) == expected


@pytest.mark.parametrize("end_use", WMD)
def test_words_of_missiles_and_enrichment_ask_everywhere(end_use: str) -> None:
    """Art. 4(1)(a)."""
    assert to_use("VN", end_use) == "ask"


@pytest.mark.parametrize("end_use", NO_WMD)
def test_words_of_dairies_laboratories_and_water_works_do_not(end_use: str) -> None:
    assert to_use("VN", end_use) == "go"


@pytest.mark.parametrize(
    ("code", "description", "expected"),
    [
        ("90262020", "pressure transmitter alumina diaphragm 0-10 Torr, 0.5 %", "ask"),
        ("90262020", "pressure transmitter 0-10 bar", "go"),
        ("29314990", "methylphosphonic dichloride", "ask"),
        ("29314990", "Methylphosphonsäuredichlorid", "ask"),
        ("29314990", "phosphonic acid scale inhibitor", "go"),
        ("13021970", "castor bean toxin extract", "ask"),
        ("15153090", "castor oil", "go"),
        ("23069090", "castor bean meal", "go"),
        ("38011000", "graphite isostatic fine grain 1.8 g/cm3", "ask"),
        ("96092010", "graphite pencil leads", "go"),
        ("85176200", "telemetry encryptor", "ask"),
        ("90189084", "telemetry for heart patients", "go"),
        ("85235110", "encrypted USB stick", "go"),
    ],
)
def test_another_name_of_what_is_listed_asks(code: str, description: str, expected: str) -> None:
    """Annex I, 2B230, 1C350, 1C351, 1C107, 5A002 (from memory)."""
    assert released(unlisted("VN", cn_code=code, description=description)) == expected
