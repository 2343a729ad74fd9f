"""Agents, what they are made of, and goods of Annex I, called bare, by other names, in a compound or the other way round."""

from __future__ import annotations

from typing import Final

import pytest

from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

WMD: Final = "unexecuted.words.wmd"
ENTRIES: Final = "unexecuted.words.entries"
FIGURES: Final = "unexecuted.words.figures"
FIELDS: Final = ("end_use", "items.0.description")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "text",
    [
        "VX", "VX.", "(VX)", "VX gas", "VX synthesis", "VX-Synthese", "Vorprodukt für VX", "Novichok", "Novitschok", "agent A-234", "synthesis of A-232", "substance 33", "Foliant programme", "cyclosarin",
        "Zyklosarin", "Lewisite", "Lewisit", "sulphur mustard", "Schwefellost", "S-Lost", "moutarde au soufre", "люизит", "вещество новичок", "GD agent", "blister agents", "agents vésicants", "BZ agent",
        "methylphosphonyl difluoride", "Methylphosphonsäuredifluorid", "Thiodiglykol", "tiodiglicol", "Pinakolylalkohol", "Kampfstoffvorprodukte", "UDMH", "Ammoniumperchlorat", "otravlyayushchie veshchestva", "отравляющие вещества",
    ],
)  # fmt: skip
def test_an_agent_is_read_by_its_name(field: str, text: str) -> None:
    """Art. 4(1)(a)."""
    release, reasons, answer = released(going_to("AE", **{field: text}))
    assert (release, "release.use_in_words" in reasons, WMD in answer) == ("ask", True, True)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("end_use", "spare parts for VX compressors"), ("end_use", "VX-200 radio"), ("items.0.description", "Mixing console VX, 16 channels"), ("items.0.description", "Gate valve VX 50"), ("items.0.description", "A-234"),
        ("items.0.parameters", {"variant": "VX"}), ("reference", "VX"), ("end_use", "mustard for sausages"), ("end_use", "Senfmühle"), ("items.0.description", "mustard seed"), ("end_use", "beginners' course (новичок)"),
        ("items.0.description", "substance 33 ml"), ("items.0.description", "Lost-Foam-Guss"), ("end_use", "lost and found"), ("items.0.description", "GB plug adapter"), ("end_use", "travel agent GB"),
    ],
)  # fmt: skip
def test_what_is_called_like_an_agent_asks_nothing(field: str, text: object) -> None:
    assert WMD not in released(going_to("AE", **{field: text}))[2]


@pytest.mark.parametrize(
    "description",
    [
        "Kohlefaserprepreg", "Carbonprepreg", "Carbon-Prepreg 200 g/m²", "Kohlenstofffaser-Prepreg", "CFK-Prepreg", "carbon fibre prepreg", "prepreg, carbon fibre", "Prepreg aus Kohlefaser", "préimprégné de fibres de carbone",
        "углеродный препрег", "Maragingstahl", "steel, maraging", "Heißisostatpresse", "Filamentwickelmaschine", "Inertialnavigationssystem", "faseroptischer Kreisel", "gyro, fibre optic", "EBW-Zünder", "Kerngraphit", "Berylliumscheiben",
        "Methylphosphonyldifluorid",
    ],
)  # fmt: skip
def test_goods_of_annex_i_are_read_in_a_compound_and_the_other_way_round(description: str) -> None:
    """1A, 1C010, 1C210, 1C216, 2B004, 7A003 and others: that they are not listed was stated."""
    release, reasons, answer = released(going_to("AE", **{"items.0.description": description}))
    assert (release, "release.entries_in_words" in reasons, ENTRIES in answer) == ("ask", True, True)


@pytest.mark.parametrize(
    "description", ["Carbongewebe 240 GPa", "Prepreg 240 GPa", "C-Faser, E-Modul 230 GPa", "CFK-Band, Zugfestigkeit 4900 MPa", "carbon cloth 235 GPa"]
)  # fmt: skip
def test_a_figure_of_carbon_fibres_is_read_beside_a_compound(description: str) -> None:
    """1C210.a."""
    assert FIGURES in released(going_to("AE", **{"items.0.description": description}))[2]


@pytest.mark.parametrize(
    "description",
    [
        "Fahrradrahmen aus CFK", "Carbongewebe für Surfbretter", "glass fibre prepreg", "Prepreg-Kühlschrank", "Stahlrohr", "Berylliumkupfer-Feder", "Graphitdichtung", "Wickelmaschine für Draht", "Kreiselpumpe", "Kreiselkompass",
        "hydraulic press", "Prepreg, E-Glas 25 GPa",
    ],
)  # fmt: skip
def test_ordinary_goods_beside_them_ask_nothing(description: str) -> None:
    assert released(going_to("AE", **{"items.0.description": description}))[0] == "go"
