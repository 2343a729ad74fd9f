"""The grammar of drafts on invented lines: what is a comparison, what is none, and that no number changes on the way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.classification.drafts.entry_draft import quantity_name
from dualuse.classification.drafts.grammar import inherited_comparator, read_line
from dualuse.classification.drafts.numbers import covered, plain, unit, unit_pattern, value
from dualuse.classification.drafts.structure import joint
from dualuse.classification.sheets.quantities import measure, unit_of


def limits(text: str, inherited: str | None = None) -> list[list[str]]:
    return [
        [f"{comparator} {amount.text}" for comparator, amount in row.limits]
        for row in read_line(text, inherited).comparisons
    ]


def reasons(text: str) -> list[str]:
    return [row.reason for row in read_line(text).left]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A kettle with a lid mass exceeding 1,5 kg;", [["above 1.5 kg"]]),
        ("Boiling more than 12 l per minute", [["above 12 l/minute"]]),
        ("Steam power greater than or equal to 5 × 10^3 W", [["at_least 5e3 W"]]),
        ("Steam power equal to or greater than 5 000 W (67 dBm)", [["at_least 5000 W"]]),
        ("A whistle of 2 kHz or more", [["at_least 2 kHz"]]),
        ("A whistle of 2 kHz or higher", [["at_least 2 kHz"]]),
        ("A rim error less (better) than 0,5 μm", [["below 0.5 um"]]),
        ("A rim error equal to or less (better) than 0,5 µm", [["at_most 0.5 um"]]),
        ("A rim error of 5 arc seconds or less (better)", [["at_most 5 arcsecond"]]),
        ("A lid angle not exceeding 3°", [["at_most 3 degree"]]),
        ("A lid angle no more than 3 degrees", [["at_most 3 degree"]]),
        ("Not less than 4 bit", [["at_least 4 bit"]]),
        ("No handle exceeding 30 cm", [["at_most 30 cm"]]),
        ("Spouts between 75 mm and 650 mm", [["at_least 75 mm", "at_most 650 mm"]]),
        ("Spouts between 75 and 650 mm", [["at_least 75 mm", "at_most 650 mm"]]),
        ("Heating from 293 K (20 °C) to 373 K (100 °C)", [["at_least 293 kelvin", "at_most 373 kelvin"]]),
        ("Heating from 2 GHz up to and including 15 GHz", [["at_least 2 GHz", "at_most 15 GHz"]]),
        ("Tea at a wavelength exceeding 400 nm but not exceeding 900 nm", [["above 400 nm", "at_most 900 nm"]]),
        ("A grip of 8 bit or more, but less than 10 bit", [["at_least 8 bit", "below 10 bit"]]),
        ("Above 3 GHz up to and including 4 GHz", [["above 3 GHz", "at_most 4 GHz"]]),
        ("Containing 60 % by weight or more of copper", [["at_least 60 percent"]]),
        ("With more than 25 % tin and 20 % copper by weight", [["above 25 percent"], ["above 20 percent"]]),
        ("A leak below 10^-3 Pa", [["below 1e-3 Pa"]]),
        ("A level greater (better) than -230 dB (reference 1 V)", [["above -230 dB"]]),
        ("A swing exceeding ± 6,25 %", [["above 6.25 percent"]]),
        ("A shock of 100 g or more", [["at_least 100 g_0"]]),
        ("A filling of 100 g or more", [["at_least 100 g"]]),
        ("A drift of 0,1 degree per square root hour or less", [["at_most 0.1 degree/hour**0.5"]]),
        ("Three or more spouts", [["at_least 3"]]),
        ("At least 4 spouts or a maximum of 9 lids", [["at_least 4"], ["at_most 9"]]),
        ("A ratio of 10:1 or less", [["at_most 10"]]),
        ("A creep less than 5 × 10^-6/K", [["below 5e-6 1/kelvin"]]),
        ("Purity of 99,9 % or better", [["at_least 99.9 percent"]]),
        ("An error better than 1 %", [["below 1 percent"]]),
        ("Made for a depth over a period exceeding 8 hours", [["above 8 hour"]]),
    ],
)  # fmt: skip
def test_comparisons_are_found(text: str, expected: list[list[str]]) -> None:
    assert limits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kettles specified in 1A002.a.1. or 1A225 to 1A227 and 3A;",
        "Tea extract (CAS 107-07-3) or (CAS 10102-44-0)",
        "Lids tested to ISO 230-2:1988 or ASTM standard G-31",
        "Salts of UF6, Al2O3 and 2-Chloroethanol",
        "Lithium-6 or germanium-70",
        "3,6-Dihydrazino tea",
        "Notes of Category 5, Part 2, Note 3",
        "As held in Geneva, in 2004",
        "No figures at all;",
    ],
)
def test_what_is_no_quantity_is_none(text: str) -> None:
    reading = read_line(text)
    assert (reading.comparisons, reading.left, reading.numeric) == ((), (), False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("An error less than (1,6 + L/2000) nm", "formula"),
        ("Less than 15 divided by the frequency", "formula"),
        ("A resolution better than 1 part in 320", "formula"),
        ("Pouring more than 250 g of tea per hour", "unit_unknown"),
        ("Drawing more than 5 lp/mm", "unit_unknown"),
        ("Singing outside the range from 20 kHz to 60 kHz", "outside"),
        ("Kept warm, measured at 293 K", "condition"),
        ("A lid of 30 mm", "no_comparator"),
    ],
)
def test_what_is_not_understood_is_left_with_its_reason(text: str, reason: str) -> None:
    reading = read_line(text)
    assert reading.comparisons == ()
    assert reading.left[0].reason == reason
    assert reading.numeric


def test_a_lost_power_is_not_read() -> None:
    assert limits("A dose exceeding 5 × 10^? Gy") == []
    assert reasons("A dose exceeding 5 × 10^? Gy")


@pytest.mark.parametrize(
    "text",
    [
        "more than 10,5wobble",
        "more than 1 0000 m",
        "more than 1 x 10^6wobble",
        "more than 12wobble",
        "more than 1,2,3 m",
    ],
)
def test_a_part_of_a_number_is_never_taken_for_the_number(text: str) -> None:
    assert limits(text) == []


def test_items_take_the_comparator_the_line_above_ends_with() -> None:
    assert inherited_comparator("A strength, measured at 293 K, equal to or greater than:") == "at_least"
    assert inherited_comparator("Hardened to exceed any of the following specifications:") == "above"
    assert inherited_comparator("A noise less (better) than any of the following:") == "below"
    assert inherited_comparator("Having all of the following:") is None
    assert limits("0,9 GPa in the annealed stage; or", "at_least") == [["at_least 0.9 GPa"]]
    assert limits("0,05 nT at frequencies of less than 1 Hz", "below") == [["below 0.05 nT"], ["below 1 Hz"]]
    (comparison,) = read_line("Dose | 5 × 10^3 Gy (silicon)", "above").comparisons
    assert comparison.assumed


def test_an_assumed_direction_is_told() -> None:
    assert [row.assumed for row in read_line("An error better than 1 %").comparisons] == [True]
    assert [row.assumed for row in read_line("An error less (better) than 1 %").comparisons] == [False]


def test_names_come_from_the_words_before() -> None:
    assert quantity_name("Rings with a wall thickness of ", "", "mm") == "wall_thickness"
    assert quantity_name("Cameras capable of ", " time resolution", "ns") == "time_resolution"
    assert quantity_name("", " active pixels per array", "") == "active_pixels"
    assert quantity_name("Alloys with ", " nickel by weight", "percent") == "nickel_share"


@pytest.mark.parametrize(
    ("text", "items", "joined"),
    [
        ("Kettles having all of the following:", ["Red; and", "Round."], ("all", False)),
        ("Kettles having any of the following:", ["Red; or", "Round."], ("any", False)),
        ("Kettles, as follows:", ["Red; and", "Round."], ("any", False)),
        ("Kettles:", ["Red; or", "Round."], ("any", False)),
        ("Kettles having all of the following:", ["Red; or", "Round."], ("all", True)),
        ("Kettles having any of the following:", ["Red; and", "Round."], ("any", True)),
        ("Kettles:", ["Red; and", "Round."], ("all", True)),
        ("Kettles:", ["Red;", "Round."], ("any", True)),
    ],
)
def test_lists_are_all_or_any(text: str, items: list[str], joined: tuple[str, bool]) -> None:
    assert joint(text, items) == joined


UNITS = ("m", "μm", "GHz", "K", "kPa", "W", "J", "ns", "g/cm^3", "m^2", "%", "bit", "W/cm^2", "degrees/s")
PHRASES = (
    ("exceeding {}", "above"),
    ("of more than {}", "above"),
    ("greater than or equal to {}", "at_least"),
    ("equal to or exceeding {}", "at_least"),
    ("of {} or more", "at_least"),
    ("of {} or greater", "at_least"),
    ("less than {}", "below"),
    ("below {}", "below"),
    ("equal to or less (better) than {}", "at_most"),
    ("not exceeding {}", "at_most"),
    ("of {} or less", "at_most"),
)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, Fraction]:
    """A number as Annex I may write it, and its exact value."""
    whole = draw(st.integers(0, 10**7))
    digits = draw(st.text("0123456789", max_size=5))
    power = draw(st.one_of(st.none(), st.integers(-14, 14)))
    shown = f"{whole:,}".replace(",", draw(st.sampled_from(["", " ", "\u00a0", "\u202f"])))
    sign = draw(st.sampled_from([" × ", " x ", "×", "·"]))
    minus = draw(st.sampled_from(["-", "−", "–"]))
    text = shown + (f",{digits}" if digits else "")
    if power is not None:
        text += f"{sign}10^{str(power).replace('-', minus)}"
    exact = Fraction(f"{whole}.{digits or 0}") * Fraction(10) ** (power or 0)
    return text, exact


@given(numbers(), st.sampled_from(UNITS), st.sampled_from(PHRASES), st.booleans())
def test_a_number_comes_back_exactly(
    number: tuple[str, Fraction], written: str, phrase: tuple[str, str], close: bool
) -> None:
    text, exact = number
    line = f"A kettle strength {phrase[0].format(text + ('' if close else ' ') + written)};"
    (comparison,) = read_line(line).comparisons
    ((comparator, amount),) = comparison.limits
    assert comparator == phrase[1]
    assert Fraction(amount.number) == exact
    assert amount.unit == unit(plain(written))
    assert measure(amount.text, amount.unit).root == exact * unit_of(amount.unit).factor


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    reading = read_line(text)
    assert len(covered(reading.text)) == len(reading.text)
    spans = [(row.start, row.end) for row in reading.comparisons] + [
        (row.start, row.end) for row in reading.left
    ]
    assert all(0 <= start < end <= len(reading.text) for start, end in spans)


def test_every_unit_of_the_table_is_one() -> None:
    import re

    from dualuse.classification.drafts.numbers import _tables

    phrases, atoms = _tables()
    for name, sheet_unit in (phrases | atoms).items():
        assert re.fullmatch(unit_pattern(), name), name
        if not re.fullmatch(r"1|1e-?\d+", sheet_unit):
            unit_of(sheet_unit)


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="many"):
        value("many")
