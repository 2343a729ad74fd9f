"""An unmanned aircraft that is stated to be in no entry, and a figure from which 9A012 or 9A112 lists it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_statements_that_differ import released

POINT = "unexecuted.words.figures"
DRONE = {"items.0.cn_code": "88062210"}


def asks(description: str, **changes: Any) -> bool:
    release, _, text = released({**DRONE, "items.0.description": description, **changes})
    assert (release == "ask") is (POINT in text)
    return release == "ask"


@pytest.mark.parametrize(
    "description",
    [
        "fixed wing UAV, endurance 2 h", "UAV endurance: 120 min", "drone, flight time 35 min", "drone, 4 hours", "drone, 2-3 h endurance", "Drohne, Flugzeit 1,5 Stunden",
        "drone, autonomie 1h30", "drone, flight time up to 46 minutes", "drone range 400 km", "drone, max range 1,000 km", "UAV, range 200 miles", "drone payload 25 kg",
        "drone with 40 l tank", "drone, endurance below 40 min",
    ],
)  # fmt: skip
def test_a_figure_from_which_it_is_listed_asks(description: str) -> None:
    assert asks(description)


@pytest.mark.parametrize(
    "description",
    [
        "drone, flight time 25 min", "drone, range 15 km", "drone, weight 24.9 kg, payload 2 kg", "drone, charging time 90 min, flight time 20 min", "drone, endurance below 30 min",
        "drone, speed 120 km/h", "drone, 16 l tank, 12 l/min", "drone, 30 days warranty", "camera drone",
    ],
)  # fmt: skip
def test_another_figure_does_not(description: str) -> None:
    assert not asks(description)


@pytest.mark.parametrize(
    ("parameters", "asked"),
    [
        ({"endurance": "2 h"}, True), ({"endurance_h": 2}, True), ({"endurance_min": 25}, False), ({"endurance": 25}, True),  # of which unit is not stated
        ({"flight_time": {"value": 45, "unit": "min"}}, True), ({"range_km": 400}, True), ({"max range": ["15 km", "500 km"]}, True), ({"payload": 30}, True),
        ({"payload_kg": 5}, False), ({"weight": 12}, False), ({"charging_time": "2 h"}, False), ({"frequency": "2.4 GHz"}, False), ({"gps": True}, False),
    ],
)  # fmt: skip
def test_parameters_say_it_too(parameters: dict[str, Any], asked: bool) -> None:
    assert asks("mapping system", **{"items.0.parameters": parameters}) is asked


@pytest.mark.parametrize(
    "description", ["cooling pump, 2 h", "battery for drones, 2 h", "drone charger, 2 h"]
)
def test_what_is_no_aircraft_is_asked_about_no_figure(description: str) -> None:
    assert POINT not in released({"items.0.description": description})[2]


def test_a_person_who_compared_it_may_go_on() -> None:
    answered = {"answers": {POINT: False}}
    assert released({**DRONE, "items.0.description": "drone, endurance 2 h", **answered})[0] == "go"
