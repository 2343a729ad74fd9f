"""Open provisions whose thresholds are all met: what other facts are not known is asked, and no threshold that is not stated counts as met."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.classification.stated_parameters import within_thresholds

CAPACITOR = {"voltage_rating": "50 kV", "energy_storage": "875 J", "capacitance": "0.7 uF", "series_inductance": "20 nH"}  # fmt: skip
CAMERA = {"peak_wavelength": "4200 nm", "elements": 327680, "focal_plane_array": True, "imaging_camera": True, "space_qualified": False, "microbolometer": False}  # fmt: skip
DRIVE = {"multiphase": True, "output_power": "5 kW", "frequency": "1200 Hz", "frequency_control": "0.05 %"}


def without(parameters: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in parameters.items() if key != name}


def paths(parameters: dict[str, Any] | None) -> set[str]:
    return {row.path for row in within_thresholds(parameters)}


@pytest.mark.parametrize(
    ("parameters", "path"),
    [(CAPACITOR, "3A201.a.1"), (CAMERA, "6A003.b.4.a"), (DRIVE, "3A225"), ({"3A225": DRIVE}, "3A225")],
    ids=str,
)
def test_a_provision_is_named_where_only_other_facts_are_open(parameters: dict[str, Any], path: str) -> None:
    assert path in paths(parameters)


@pytest.mark.parametrize(
    ("parameters", "path"),
    [
        # A threshold that is not met, is not stated, or of which a value cannot be read.
        *((without(CAPACITOR, name), "3A201.a.1") for name in CAPACITOR),
        (CAPACITOR | {"capacitance": "0.4 uF"}, "3A201.a.1"),
        (CAMERA | {"peak_wavelength": "4.200 nm"}, "6A003.b.4.a"),
        (DRIVE | {"frequency": "599 Hz"}, "3A225"),
        (DRIVE | {"frequency_control": "0.2 %"}, "3A225"),
        # A fact that is known and other than asked for; an exception that is known.
        (CAPACITOR | {"capacitor": False}, "3A201.a.1"),
        (CAPACITOR | {"specified_in_3a001": True}, "3A201.a.1"),
        (CAMERA | {"imaging_camera": False}, "6A003.b.4.a"),
        (CAMERA | {"broadcast_camera": True}, "6A003.b.4.a"),
        (DRIVE | {"limited": True, "release_needs_maker_or_listed_software": True}, "3A225"),
        # Nothing is open: the provision is met, and told as that.
        (CAPACITOR | {"capacitor": True, "specified_in_3a001": False}, "3A201.a.1"),
        # A single quantity is of much else.
        ({"imaging_camera": True, "peak_wavelength": "4200 nm"}, "6A003.b.4.a"),
    ],
    ids=str,
)
def test_no_provision_is_named_otherwise(parameters: dict[str, Any], path: str) -> None:
    assert path not in paths(parameters)


@pytest.mark.parametrize(
    "parameters",
    [
        None,
        {},
        {"voltage": "230 V", "frequency": "50 Hz", "output_power": "5 kW"},
        {"weight": "2 kg", "frequency": "50 Hz", "colour": "red"},
        {"wavelength": "650 nm", "output_power": "5 mW", "continuous_wave": True},
        {"capacitance": "100 uF", "voltage_rating": "25 V"},
        {"frequency": "400 Hz", "output_power": "11 kW", "frequency_control": "1 %"},
        {"peak_wavelength": "450 nm"},
        {"axes": "5", "positioning_accuracy": "4 um"},
        {"flow_rate": "10 m3/h", "volume": "200 l"},
        {"endurance": "25 min", "range": "5 km"},
    ],
    ids=str,
)
def test_ordinary_goods_meet_none(parameters: dict[str, Any] | None) -> None:
    assert paths(parameters) == set()


def test_what_is_open_is_named_and_nothing_else() -> None:
    (row,) = (row for row in within_thresholds(CAPACITOR) if row.path == "3A201.a.1")
    assert set(row.open) == {"capacitor", "specified_in_3a001"}
    assert row.met == set(CAPACITOR)
