"""Uses, users and places that are said otherwise than by their plain names, in several languages and in Russian in Latin letters; and everyday sales beside them."""

from __future__ import annotations

from typing import Any, Final

import pytest

from dualuse.law.measures.words.romanised import romanised
from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

WMD: Final = "unexecuted.words.wmd"
BEARINGS: Final[dict[str, Any]] = {"items.0.cn_code": "84821010", "answers": {"unexecuted.32014R0833.annex_iv": False}}  # fmt: skip


@pytest.mark.parametrize(
    "end_use",
    [
        "valve train for the centrifuge hall", "isotope separation plant", "Isotopentrennung", "séparation isotopique", "izotop ayırma tesisi", "U-235 enrichment", "yellow cake processing", "fissile material storage", "spaltbares Material",
        "matières fissiles", "implosion tests", "neutron initiator", "nucl. weapons", "nuclear arms", "A-bomb project", "H-Bombe", "bombe à hydrogène", "dirty bomb", "schmutzige Bombe", "ICBM guidance", "SLBM tests", "Scud spare parts", "Shahab-3",
        "rocket fuel mixing plant", "solid-fuel motor casting", "Treibstoffmischer für Feststoffmotoren", "mélangeur pour propergol", "re-entry body nose cone", "tête militaire", "roket motoru üretimi", "roket yakıtı", "CW agent production", "C-Waffen-Programm",
        "ABC-Waffen", "armes NRBC", "KBRN silahları", "aerosolisation of pathogens", "Aerosolisierung von Erregern",
    ],
)  # fmt: skip
def test_a_use_that_is_said_otherwise_asks(end_use: str) -> None:
    """Art. 4(1)(a)."""
    release, _, answer = released(going_to("AE", end_use=end_use))
    assert (release, WMD in answer) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    [
        "obogashchenie urana", "yadernoe oruzhie", "jadernaja programma", "proizvodstvo zarina", "raketnoe toplivo", "ballisticheskaya raketa", "krylatye rakety", "nervno-paraliticheskiy gaz", "himicheskoe oruzhie", "tyazhelaya voda", "razdelenie izotopov",
        "gryaznaya bomba",
    ],
)  # fmt: skip
def test_russian_in_latin_letters_is_read(end_use: str) -> None:
    """Art. 4(1)(a)."""
    assert WMD in released(going_to("AE", end_use=end_use))[2]


def test_short_words_and_given_names_are_not_read_in_latin_letters() -> None:
    assert list(romanised(("=полк", "=зарина", "=танк*"))) == []
    assert list(romanised(("=ядерн* оруж*",))) == ["=yadern* oruzh*", "=jadern* oruzh*"]


@pytest.mark.parametrize(
    "end_use",
    [
        "für den Kunden jenseits des Urals", "v Rossiyu", "to Novosib", "supply to the DNR", "customer in the Eurasian Union", "IRN", "for SYR", "plant in PRK", "to KZ", "KZ plant", "Erivan", "Turkmenbaschi", "transit via Poti", "onward by rail from Mersin",
        "the buyer will not say", "no questions asked", "confidential end user", "Endkunde vertraulich", "client final confidentiel", "son kullanıcı gizli", "konechnyy polzovatel neizvesten", "relabel before shipping", "use another HS code", "describe as spare parts",
        "under-declare", "Scheinrechnung", "fausse facture", "sanctions workaround", "yaptırımları aşmak", "v obkhod sanktsiy",
    ],
)  # fmt: skip
def test_a_way_that_is_said_otherwise_asks(end_use: str) -> None:
    """Regulation (EU) No 833/2014, Arts 2a(1), 12 and 12g: bearings for Türkiye."""
    assert released(going_to("TR", end_use=end_use, **BEARINGS))[0] == "ask"


ORDINARY: Final = (
    "spare parts for a bottling line in Casablanca", "Ersatzteile für Molkerei", "pièces de rechange pour une minoterie", "fabrika için yedek parça", "zapasnye chasti dlya mel'nitsy", "hotel laundry", "hospital air handling", "textile mill, looms",
    "quarry crusher", "sugar refinery centrifuges", "decanter centrifuge for olive oil", "Milchzentrifuge", "dental X-ray unit", "MRI scanner in the city hospital", "nuclear medicine department", "reactor for biodiesel", "polymer reactor", "brewery fermenter",
    "blood bank centrifuge", "anthrax vaccine for cattle", "mustard mill", "tabun kebab oven", "rocket salad washing line", "rocket stove workshop", "yellow cake decorating line", "hot cell phone covers", "bath bombs production", "H-beam welding", "position U235 of the drawing",
    "travel agent", "real estate agent", "hydrogen boiler", "implosion of a chimney", "controlled demolition of a stack", "relabel samples in the laboratory", "label printing", "invoice to head office", "confidential documents shredder", "end user training", "Ural motorcycle spares",
    "Einbau in eine Klimaanlage", "traitement de l'eau", "su arıtma tesisi", "Kühlhaus für Obst", "boulangerie industrielle", "elevator maintenance", "port crane repair", "fish farm", "leather tannery", "paper machine", "steel rolling mill", "metro ticket gates",
    "airport baggage belt", "university physics lab", "solar park", "gas power plant", "desalination plant", "waste incinerator", "ceramic tiles", "veterinary practice", "TV studio", "call centre", "library", "spare parts for VX compressors",
)  # fmt: skip


@pytest.mark.parametrize("field", ["end_use", "items.0.description"])
@pytest.mark.parametrize("text", ORDINARY)
def test_everyday_sales_ask_nothing(field: str, text: str) -> None:
    assert released(going_to("AE", **{field: text}))[0] == "go"


@pytest.mark.parametrize("name", ["Zarina Textile LLC", "Scud Sailing Club", "Poti Seafood", "Kalibr Tools", "Georgia Brown Ltd", "Tripoli Cafe", "VX Audio", "Atom Fitness"])  # fmt: skip
def test_names_of_firms_beside_them_ask_nothing(name: str) -> None:
    assert released(going_to("BR", **{"parties.0.name": name}))[0] == "go"
