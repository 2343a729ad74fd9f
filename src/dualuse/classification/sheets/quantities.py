"""Quantities as people write them: a number and a unit, compared exactly.

A value becomes a fraction in the root units of its dimension, so that ``0.05 µs`` is ``50 ns``: no rounding
stands between a value and its threshold (only fractional powers of a unit, such as ``kHz**0.5``, are rounded).
What pint takes for one dimension and engineers do not is kept apart here: ``rpm`` is no ``Hz``, an angle is no number.

Pint (BSD-3) is imported when the first unit is read, because loading it takes most of a second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from dualuse.data_folders import data_file
from dualuse.i18n import N_
from dualuse.inputs.data_files import read_toml

if TYPE_CHECKING:
    from pint import UnitRegistry

MAXIMUM_DIGITS: Final = 60
"""Digits of a number, and the size of its power of ten: more is no measured value."""
_MAXIMUM_UNIT: Final = 60

_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SPACES: Final = "\N{SPACE}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'"
_NUMBER: Final = re.compile(
    rf"(?P<sign>[+\-−]?)\s*(?P<whole>\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)|\d+)"
    r"(?:(?P<mark>[.,])(?P<decimals>\d+))?"
    r"(?:[eE](?P<power>[+\-]?\d+)"
    r"|\s*[x×·*]\s*10(?:(?:\^|\*\*)(?P<raised>[+\-−]?\d+)|(?P<signed>[+\-−]\d+)|(?P<small>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)))?"
)
_GROUPED: Final = re.compile(
    r"(?P<sign>[+\-−]?)\s*(?P<whole>[1-9]\d{0,2}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*)(?!(?P=mark))(?:[.,](?P<decimals>\d+))?(?![\d.,])"
)
"""Thousands with a mark; sure where it stands twice, or another one stands before the decimals: ``4.200,5`` and ``4,200.5``."""
_TEN: Final = re.compile(r"(?P<sign>[+\-−]?)10(?:\^|\*\*)(?P<power>[+\-−]?\d+)")
_NOT_ONE_FIGURE: Final = re.compile(
    r"^\s*(?:[<>≤≥~≈±]|ca\.?\s|about\s|up to\s)|\d\s*(?:\.\.\.?|…|–|—|±|to\b|bis\b|à\b|-\s*\d)", re.IGNORECASE
)
_LOST_CARET: Final = re.compile(r"[x×·*]\s*10\s*[-−]")
"""``3 x 10-4``, as printed where the raised minus was lost: a power, no range."""
_UNIT_CHARACTERS: Final = re.compile(r"[\w\s/*^().%°µμΩ²³⁻¹·⋅√-]*")
_OWN: Final = ("dB", "dBm", "dBm/Hz", "WT")
"""Units with a dimension of their own in which a bare number is meant where a sheet asks for them: levels, weighted teraflops."""
_OTHER_READING: Final = (
    (re.compile(r"\b([µμumk]?)g\b"), r"\1g_0"),  # the acceleration of free fall, not a gram
    (re.compile(r"\b([kMG]?)rad\b"), r"\1rads"),  # the dose, not the angle
)
_NANO_OR_NAUTICAL: Final = re.compile(r"^nm\s*(?:/|per)")

EXAMPLES: Final = (
    *("fs", "ps", "ns", "µs", "ms", "s", "min", "hour", "day"),
    *("Hz", "kHz", "MHz", "GHz", "1/s"),
    *("nm", "µm", "mm", "cm", "m", "km", "inch"),
    *("mm**2", "cm**2", "m**2", "cm**3", "l", "m**3"),
    *("mg", "g", "kg", "t", "N", "kN", "Pa", "kPa", "MPa", "GPa", "bar", "kelvin", "degC"),
    *("mW", "W", "kW", "mJ", "J", "kJ", "eV", "keV", "mV", "V", "kV", "mA", "A", "nT", "µT", "mT", "T"),
    *("mrad", "degree", "arcsec", "rad", "rpm", "rad/s", "degree/s", "degree/hour", "percent", "ppm"),
    *("m/s", "km/h", "m/s**2", "standard_gravity", "kg/m**3", "g/cm**3", "bit", "bit/s", "Mbit/s", "Gbit/s"),
    *("Gy", "rads", "dB", "WT", "1/min", "ohm", "W/m**2", "W/cm**2"),
)  # fmt: skip
"""Units that are named to a person when the unit given does not fit."""


AMBIGUOUS: Final = (
    N_("{value} may be thousands, or a number with three decimals"),
    N_("Write it without a mark for thousands (4200), or with another number of decimals (4.2, 1.0640)"),
)
"""What is wrong with a number that can be read in two ways, and what to do."""


class NotAQuantity(ValueError):  # noqa: N818 - it says what the text is, and is turned into a sentence elsewhere
    """A text that is no number with a unit. ``reason``: one of the words below, ``detail`` what it is about.

    ``not_one_figure``, ``ambiguous``, ``malformed``, ``too_large``, ``unit_unknown``, ``unit_missing``, ``unit_misfit``.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason: Final = reason
        self.detail: Final = detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


Dimension = Mapping[str, Fraction]
"""Powers of root units, such as ``{"second": -1}``; radian, bit and count are units of their own here."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a line into root units: value · ``factor`` + ``offset``."""

    text: str
    factor: Fraction
    offset: Fraction
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Measure:
    """A value in root units, and as it was written.

    ``other_scale``: stated on a scale with another zero than the unit asked for, as kelvin where it is degrees Celsius.
    """

    root: Fraction
    text: str
    other_scale: bool = False


@lru_cache(maxsize=1)
def _registry() -> UnitRegistry[Any]:
    from pint import UnitRegistry

    registry: UnitRegistry[Any] = UnitRegistry(non_int_type=Fraction, autoconvert_offset_to_baseunit=True)
    registry.define("weighted_teraflops = [adjusted_peak_performance] = WT")
    registry.define("level_difference = [level]")
    registry.define("level_over_a_milliwatt = [level_of_power]")
    registry.define("tesla_gauss = 1/10000 * tesla")
    return registry


@lru_cache(maxsize=1)
def _renamed() -> tuple[tuple[re.Pattern[str], str], ...]:
    """How trade writes units, and how pint does (``trade_units.toml``)."""
    rows = read_toml(data_file("classification/sheets/trade_units.toml"))["renamed"]
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rows)


@lru_cache(maxsize=1000)
def unit_of(text: str) -> Unit:
    """The unit written ``text``; the empty text is the pure number.

    Raises:
        NotAQuantity: no such unit.
    """
    text = text.strip()
    if len(text) > _MAXIMUM_UNIT or not _UNIT_CHARACTERS.fullmatch(text) or re.search(r"\d{3}", text):
        raise NotAQuantity("unit_unknown", text[:_MAXIMUM_UNIT])
    plain = text
    for pattern, replacement in _renamed():
        plain = pattern.sub(replacement, plain)
    try:
        return _worked_out(text, plain)
    except (
        Exception
    ):  # pint raises errors of its own, of the tokenizer and of arithmetic for texts that are no unit
        raise NotAQuantity("unit_unknown", text) from None


def _worked_out(text: str, plain: str) -> Unit:
    registry = _registry()
    parts = registry.Quantity(Fraction(1), registry.parse_units(plain)).unit_items()
    powers = {name: _fraction(power) for name, power in parts}
    factor, offset = Fraction(1), Fraction(0)
    dimension: dict[str, Fraction] = {}
    for name, power in powers.items():
        base = registry.Quantity(Fraction(1), name).to_root_units()
        zero = _fraction(registry.Quantity(Fraction(0), name).to_root_units().magnitude)
        if len(powers) == 1 and power == 1:  # "degC" is a point of the scale; in "W/degC" it is a difference
            offset = zero
        factor *= _raised(_fraction(base.magnitude) - zero, power)
        for root, root_power in base.unit_items():
            dimension[root] = dimension.get(root, Fraction(0)) + _fraction(root_power) * power
    kept = {root: power for root, power in sorted(dimension.items()) if power}
    return Unit(text, factor, offset, MappingProxyType(kept))


def _fraction(number: Any) -> Fraction:
    """A number of pint's as a fraction: they are fractions already, or whole."""
    return number if isinstance(number, Fraction) else Fraction(number)


def _raised(factor: Fraction, power: Fraction) -> Fraction:
    if power.denominator == 1:
        return factor**power.numerator
    return Fraction(1) if factor == 1 else Fraction(float(factor) ** float(power))


def number_of(text: str, *, by_hand: bool = False) -> tuple[Fraction, str]:
    """The number at the beginning of ``text``, and the rest.

    ``by_hand``: a person wrote it, who may mean thousands by a point, too: ``4.200`` is refused as ``4,200`` is.

    Raises:
        NotAQuantity: no number stands there, or one that can be read in two ways.
    """
    text = text.strip()
    if _NOT_ONE_FIGURE.search(_LOST_CARET.sub("", text)):
        raise NotAQuantity("not_one_figure", text)
    ten = _TEN.match(text)
    if ten:
        return _scaled(Fraction(1), ten["sign"], ten["power"], text), text[ten.end() :].strip()
    text = _without_thousands(text)
    match = _NUMBER.match(text)
    if not match:
        raise NotAQuantity("malformed", text)
    whole = re.sub(rf"[{_SPACES}]", "", match["whole"])
    decimals = match["decimals"] or ""
    may_be_thousands = (
        len(decimals) == 3 and whole.strip("0") and match["whole"].isdigit() and len(whole) <= 3
    )
    if may_be_thousands and (
        match["mark"] == "," or (by_hand and not _is_share(number=whole, unit=text[match.end() :]))
    ):
        raise NotAQuantity("ambiguous", match[0])
    if len(whole) + len(decimals) > MAXIMUM_DIGITS:
        raise NotAQuantity("too_large", text)
    power = match["power"] or match["raised"] or match["signed"] or (match["small"] or "0")
    rest = text[match.end() :]
    if re.match(r"(?!1\s*/)[\d.,x×]", rest.strip()):
        raise NotAQuantity("malformed", text)
    return _scaled(Fraction(f"{whole}.{decimals or 0}"), match["sign"], power, text), rest.strip()


def _without_thousands(text: str) -> str:
    """``text`` with a decimal point alone, where its marks can be read in one way only."""
    grouped = _GROUPED.match(text)
    if not grouped or not (grouped["decimals"] or grouped["whole"].count(grouped["mark"]) > 1):
        return text
    decimals = f".{grouped['decimals']}" if grouped["decimals"] else ""
    return (
        f"{grouped['sign']}{grouped['whole'].replace(grouped['mark'], '')}{decimals}{text[grouped.end() :]}"
    )


def _is_share(number: str, unit: str) -> bool:
    """Whether thousands cannot be meant: nothing has more than a hundred per cent."""
    return int(number) < 100 and unit.strip().lower() in ("%", "percent", "per cent")


def _scaled(number: Fraction, sign: str, power: str, text: str) -> Fraction:
    exponent = power.translate(_SUPERSCRIPTS).replace("−", "-")
    if len(exponent) > 4 or abs(int(exponent)) > MAXIMUM_DIGITS:
        raise NotAQuantity("too_large", text)
    return (-number if sign in ("-", "−") else number) * Fraction(10) ** int(exponent)


def measure(text: str, unit: str, *, by_hand: bool = False) -> Measure:
    """The quantity written ``text``, for a parameter that is stated in ``unit`` (``""``: a pure number).

    ``by_hand``: as of :func:`number_of`.

    Raises:
        NotAQuantity: no quantity, or of another dimension.
    """
    wanted = unit_of(unit)
    number, written = number_of(text, by_hand=by_hand)
    if not written and unit in _OWN:
        written = unit
    if not written and unit:
        raise NotAQuantity("unit_missing", text)
    if _NANO_OR_NAUTICAL.match(written) and "nautical_mile" in unit:
        raise NotAQuantity("unit_unknown", written)  # "0.8 nm/h" is a billionth of what its writer means
    fitted = _fitting(written, wanted)
    if fitted.dimension != wanted.dimension:
        raise NotAQuantity("unit_misfit", written)
    other_scale = bool(fitted.offset) is not bool(wanted.offset)
    return Measure(number * fitted.factor + fitted.offset, " ".join(text.split()), other_scale)


def _fitting(written: str, wanted: Unit) -> Unit:
    """The unit given; a unit of the same letters where that one does not fit and the other does (gram and free fall)."""
    unit = unit_of(written)
    if unit.dimension == wanted.dimension:
        return unit
    for letters, reading in _OTHER_READING:
        other = letters.sub(reading, written)
        if other != written and unit_of(other).dimension == wanted.dimension:
            return unit_of(other)
    return unit


_SHOWN: Final = (
    (re.compile(r"\bu(?=[msgACFTVW]\b|rad\b|g_0)"), "µ"),
    (re.compile(r"g_0\b|\bstandard_gravity\b"), "g"),
    (re.compile(r"\bkelvin\b"), "K"),
    (re.compile(r"\bdegC\b"), "°C"),
    (re.compile(r"\bdegree\b"), "°"),
    (re.compile(r"\bpercent\b"), "%"),
    (re.compile(r"\bhour\b"), "h"),
    (re.compile(r"\bminute\b"), "min"),
    (re.compile(r"\barcsecond\b"), "arcsec"),
    (re.compile(r"\bnautical_mile\b"), "nmi"),
    (re.compile(r"\b(\w+)\*\*0\.5"), r"√\1"),
    (re.compile(r"(?:\*\*|\^)2\b"), "²"),
    (re.compile(r"(?:\*\*|\^)3\b"), "³"),
    (re.compile(r"\*"), "·"),
)
"""How a unit of a sheet is written for a person, who may type it so as well."""
_OF_NUMBER: Final = re.compile(r"(?<=\d )[^\s,;)]+")


def shown_unit(unit: str) -> str:
    """A unit of a sheet as people write it: ``um`` is ``µm``, ``m**2`` is ``m²``."""
    for written, shown in _SHOWN:
        unit = written.sub(shown, unit)
    return unit


def with_shown_units(requirement: str) -> str:
    """``> 0.5 mm/us`` with its units as people write them."""
    return _OF_NUMBER.sub(lambda match: shown_unit(match[0]), requirement)


def units_that_fit(unit: str, number: int = 8) -> tuple[str, ...]:
    """The unit itself and others of its dimension, as people write them, to choose from; none for a pure number."""
    if not unit:
        return ()
    wanted = unit_of(unit)
    others = (shown_unit(name) for name in EXAMPLES if unit_of(name).dimension == wanted.dimension)
    return tuple(dict.fromkeys((shown_unit(unit), *others)))[:number]
