"""Figures of machine tools and carbon fibres from which Annex I lists them (2B001, 2B201, 1C010, 1C210), of items in no entry."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_release_reasons import judged
from tests.assessment.test_unexecuted import to


def asks(place: str = "TR", **item: Any) -> bool:
    data = to(place, None)
    result = judged({**data, "items": [{**data["items"][0], **item}]})
    return "release.figures_in_words" in {row.code for row in result.release_because}


@pytest.mark.parametrize(
    ("description", "asked"),
    [
        ("5-axis machining center DMU 50", True),
        ("5-Achs-Bearbeitungszentrum", True),
        ("five-axis milling machine", True),
        ("Centre d'usinage 5 axes", True),
        ("5 eksenli CNC işleme merkezi", True),
        ("5-осевой обрабатывающий центр", True),
        ("3-axis vertical machining centre", False),
        ("CNC lathe with 2 axes", False),
        ("5-axis palletising robot", False),
        ("tool holder for 5-axis machining center", False),
        ("Milling machine, positioning accuracy 5 µm", True),
        ("Milling machine, positioning accuracy 0.005 mm", True),
        ("Fräsmaschine, Positioniergenauigkeit 0,006 mm", True),
        ("Milling machine, positioning accuracy 10 µm", False),
        ("Milling machine, surface roughness 0.4 µm", False),
        ("Milling machine, tolerance 4 µm", False),
        ("Lathe, repeatability 1.1 µm", True),
        ("Lathe, repeatability 3 µm", False),
    ],
)
def test_a_machine_tool_that_says_such_a_figure_is_asked_about(description: str, *, asked: bool) -> None:
    assert asks(description=description) is asked


@pytest.mark.parametrize(
    ("description", "asked"),
    [
        ("Carbon fibre T700, tensile strength 4900 MPa, modulus 230 GPa", True),
        ("Carbon fiber tow, 4.9 GPa", True),
        ("Kohlefaser, E-Modul 240 GPa", True),
        ("fibra de carbono, módulo 294 GPa", True),
        ("углеволокно 230 ГПа", True),
        ("carbon fiber 33 Msi", True),
        ("Carbon fibre, tensile strength 3500 MPa, modulus 180 GPa", False),
        ("Carbon fibre 12K 200 g/m2", False),
        ("Glass fibre, modulus 230 GPa", False),
        ("Steel wire 4900 MPa", False),
    ],
)
def test_a_carbon_fibre_that_says_such_a_figure_is_asked_about(description: str, *, asked: bool) -> None:
    assert asks(description=description) is asked


@pytest.mark.parametrize(
    ("parameters", "asked"),
    [
        ({"positioning_accuracy": {"value": 4, "unit": "um"}}, True),
        ({"positioning_accuracy": "4"}, True),  # a figure without a unit may be one
        ({"positioning_accuracy": {"value": 12, "unit": "um"}}, False),
        ({"spindle_speed": "12000"}, False),
    ],
)
def test_parameters_say_it_too(parameters: dict[str, Any], *, asked: bool) -> None:
    assert asks(description="Milling machine", parameters=parameters) is asked
    assert not asks(description="Milling machine", parameters=parameters, entries=["2B201.a.1"])


def test_the_code_tells_what_it_is_and_a_person_settles_it() -> None:
    assert asks(description="X500, 5 axes", cn_code="84571090")
    assert not asks(description="X500, 5 axes", cn_code="84795000")
    assert not asks(
        description="X500, 5 axes", cn_code="84571090", answers={"unexecuted.words.figures": False}
    )
    assert not asks("FR", description="X500, 5 axes", cn_code="84571090")
