"""What a description itself answers: that a machine tool has no numerical control, that a pump is no submersible, of which figure an oscilloscope is."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.release_holds.resembled_goods import resembled_goods
from dualuse.assessment.signs.answers_in_words import traits_in_words
from dualuse.classification.sheets import examine
from dualuse.schema.transaction import Item


def resembled(description: str, **stated: Any) -> tuple[str, ...]:
    return resembled_goods(Item.model_validate({"description": description, "entries": [], **stated}))


@pytest.mark.parametrize(
    "description",
    [
        # 2B001, 2B201: machine tools that can be equipped with numerical control.
        "manual lathe", "lathe, manual", "lathe, not numerically controlled", "konventionelle Drehmaschine", "Drehmaschine ohne CNC",
        "tour conventionnel", "tour parallèle sans commande numérique", "conventional lathe without CNC", "manual milling machine",
        "Drehmaschine, nicht numerisch gesteuert", "engine lathe, manual, no CNC", "konventionelle Fräsmaschine", "non-CNC lathe",
        "hand-operated lathe", "lathe, manual, 2000 mm between centres", "Universaldrehmaschine, konventionell, gebraucht",
        "fraiseuse conventionnelle", "Drehbank handbetätigt",
        # 8A001, 3A001.a.7: their names within those of ordinary goods.
        "submersible water pump", "submersible well pump, 1.5 kW", "bore well submersible pump set", "PLC for lifts",
        "programmable logic controller for escalators", "speicherprogrammierbare Steuerung für Rolltreppen",
        # 2B230, 2B350, 3A002.
        "brass Bourdon gauge", "Bourdon tube pressure gauge, brass, 0-10 bar", "Kreiselpumpe Edelstahl für Wasser",
        "20 MHz analogue oscilloscope for schools", "oscilloscope numérique 20 MHz",
    ],
)  # fmt: skip
def test_a_description_that_answers_itself_asks_nothing(description: str) -> None:
    assert resembled(description) == ()


@pytest.mark.parametrize(
    "description",
    [
        "CNC lathe", "lathe, numerically controlled", "5-axis machining centre", "tour à commande numérique",
        # Words or figures that contradict: said besides, denied twice, axes, precision, conversion, a controller.
        "lathe, not manual", "lathe (not conventional)", "Drehmaschine, nicht konventionell", "not only manual lathe",
        "tour conventionnel avec commande numérique", "conventional milling machine with numerical control", "lathe, CNC, with manual",
        "lathe, conventional, with CNC option", "manual lathe retrofitted with CNC, 2 µm", "lathe without CNC, CNC retrofit kit included",
        "lathe not numerically controlled by operator but by CNC computer", "numerically controlled lathe without manual operation",
        "turning machine spindle runout 0.5 µm not numerically controlled", "Drehmaschine ohne CNC-Steuerung, 5 Achsen simultan",
        "konventionelle Drehmaschine mit Sinumerik", "konventionelle Drehmaschine, CNC-nachrüstbar",
        # A name of its own beside it.
        "submersible", "submersible vehicle", "manned submersible with pumps", "submersible pump, Hastelloy, magnetic drive",
        "programmable logic controller with FPGA", "hastelloy pump", "Kreiselpumpe Hastelloy C", "bellows-sealed chemical-resistant pump",
        "bellows pump for chemicals, PTFE", "Kreiselpumpe Edelstahl, Gleitringdichtung doppelt, für Säuren",
        "capacitance manometer", "pressure gauge Inconel Baratron", "Bourdon gauge and capacitance manometer",
        # What the figure is of, or is not the last word.
        "8 GHz ADC", "digital oscilloscope 70 GHz", "oscilloscope for 70 GHz", "oscilloscope for mains of 50 Hz",
        "oscilloscope 20 MHz, upgradable to 65 GHz for laboratories",
    ],
)  # fmt: skip
def test_listed_goods_in_similar_words_are_asked_about(description: str) -> None:
    assert resembled(description)


@pytest.mark.parametrize(
    ("parameters", "is_asked"),
    [
        ({"weight": "500 kg"}, False),
        ({"simultaneous_axes": "5"}, True),
        ({"cuts_and_takes_numerical_control": "yes"}, True),
        ({"positioning_accuracy": "3 um"}, True),
    ],
)
def test_a_parameter_that_says_otherwise_unsettles_the_words(
    parameters: dict[str, Any], is_asked: bool
) -> None:
    assert bool(resembled("konventionelle Drehmaschine", parameters=parameters)) is is_asked


@pytest.mark.parametrize(
    ("entry", "parameter"),
    [(entry, parameter) for row in traits_in_words() for entry, parameter in row.questions.items()],
)
def test_each_trait_is_one_that_every_provision_of_its_entry_asks_for(entry: str, parameter: str) -> None:
    examination = examine(entry, {parameter: False})
    assert examination.not_met
    assert (examination.met, examination.open, examination.uncovered) == ((), (), ())
