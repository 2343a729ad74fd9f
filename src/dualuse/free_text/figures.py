"""Figures with their units, as texts say them: how long, how far, how many, how exactly, how stiff.

In several languages; a number without a unit has none, and the words beside it may say what it is of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dualuse.inputs.accents import without_accents

_UNITS: Final = {
    "minutes": {
        1.0: "min|mins|minutes?|minuten|minuti|minutos?|minut|minuty|dakika|мин|минут|минуты|分钟",
        60.0: "h|hr|hrs|hours?|std|stunden?|heures?|horas?|ore|ora|uur|uren|godz|godzin[aey]?|saat|ч|час|часа|часов|小时",
        1440.0: "days?|tage?n?|jours?|dias?|giorn[oi]|dni|gun|дней|天",
    },
    "kilometres": {
        1.0: "km|kms|kilomet(?:er|re|ro)s?|kilometri|kilometrow|км|километров|公里",
        1.609: "mi|miles?|meilen",
        1.852: "nmi|nautical miles?|seemeilen|milles? marins?|millas nauticas",
        0.001: "m|met(?:er|re|ro)s?|metri",
    },
    "litres": {1.0: "l|lt|ltr|lit(?:er|re|ro)s?|litri|литров|升", 3.785: "gal|gallons?"},
    "kilograms": {1.0: "kg|kgs|kilos?|kilogram(?:me?)?s?|kilogramm|кг|公斤", 0.4536: "lbs?|pounds?", 1000.0: "t|tons?|tonnes?|tonnen"},
    "axes": {
        1.0: "ax[ei]s|achs[a-z]*|ejes?|assi|os(?:i|iow[a-z]*|ov[a-z]*|a|e|y|ych)|eksen[a-z]*|осе[а-я]*|оси|координат[а-я]*|轴"
        "|eixos?|axe|assen|assig[a-z]*|axl(?:ar|ig[a-z]*)|aksel[a-z]*|αξον[α-ω]*|tengely[a-z]*"
    },
    "micrometres": {
        1.0: "um|μm|microns?|micromet(?:er|re|ro)s?|mikron|mikrometer|мкм|微米",
        1000.0: "mm|millimet(?:er|re|ro)s?|мм|毫米",
        0.001: "nm|nanomet(?:er|re|ro)s?",
    },
    "megapascals": {1.0: "mpa|megapascals?|мпа", 1000.0: "gpa|gigapascals?|гпа", 6.895: "ksi", 6895.0: "msi"},
    "hertz": {1.0: "hz|hertz|fps|frames? per second|frames?/s|bilder(?: pro sekunde|/s)|images?(?: par seconde|/s)|гц", 1000.0: "khz|kilohertz|кгц"},
}  # fmt: skip
"""How units of each measure are written, without accents, by how much of it each is."""
_OF_UNITS: Final = tuple(
    (
        measure,
        size,
        re.compile(rf"(?:{names})(?![^\W\d_])(?! ?(?:/|per |pro |par |por )|[ -]?(?:hour|stunde|heure))"),
    )
    for measure, sizes in _UNITS.items()
    for size, names in sizes.items()
)
_NUMBER: Final = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[ '.,]\d{3})+(?![\d])|(?<![\w.,])\d+(?:[.,]\d+)?|(?<=[^\W\d_])\d+(?:[.,]\d+)?"
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ '.,]\d{3})+$")
_BLANK: Final = re.compile(r"[ -]?\+?[ -]?")
_BELOW: Final = re.compile(
    r"(?:below|less than|under|shorter than|<|unter|weniger als|kurzer als|moins de|inferieure? a|menos de|inferior a|meno di|sotto i) ?$"
)
_FIVE: Final = re.compile(
    r"(?<!\w)(?:five|funf|fuenf|cinq|cinco|cinque|piec|piecio|cinci|vijf|fem|viisi|viiden|πεντα?|πεντε|ot|pet|peti|пяти|пять|bes|五)"
    r"(?=[ -]?(?:ax[ei]s|axe|axl|achs|ejes|eixos|assi|assen|assig|osi|osa|ose|osy|osov|aksel|αξον|tengely|eksen|осе|оси|координат|轴))"
)
_CLAUSE: Final = re.compile(r"[;\n]|[,.](?!\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: of which measure ("" without a unit), how much of it, whether less is said, the words beside it, and how it is read."""

    measure: str
    amount: float
    is_below: bool
    beside: str
    written: str = ""

    def reaches(self, least: int) -> bool:
        """Whether it is that much, or more where less is said."""
        return self.amount > least if self.is_below else self.amount >= least


def figures_in_text(plain: str) -> Iterator[Figure]:
    """The figures with a unit in a reading of a text; a number of axes that is written as a word is one, too."""
    return _figures_in(_FIVE.sub("5", plain))


def figures_of_parameters(values: dict[str, Any]) -> Iterator[Figure]:
    """Those of parameters, where a name may say the measure and the unit."""
    for name, text in _parameters(values):
        plain = without_accents(f"{name}: {text}")
        with_unit = tuple(_figures_in(plain))
        yield from with_unit
        if not with_unit and (number := _NUMBER.search(without_accents(text))):
            measure, size = _unit_of_name(without_accents(name))
            yield Figure(measure, _amount(number[0]) * size, False, plain)


def _figures_in(plain: str) -> Iterator[Figure]:
    """The figures with a unit; each with the clause that it stands in."""
    for number in _NUMBER.finditer(plain):
        start = _BLANK.match(plain, number.end()).end()  # type: ignore[union-attr]  # it matches nothing at all, too
        for measure, size, unit in _OF_UNITS:
            if written := unit.match(plain, start):
                before = _CLAUSE.split(plain[: number.start()])[-1]
                behind = _CLAUSE.split(plain[written.end() :])[0]
                is_below = _BELOW.search(before) is not None
                amount = _amount(number[0]) * size
                yield Figure(
                    measure, amount, is_below, f"{before} {behind}", plain[number.start() : written.end()]
                )


def _amount(number: str) -> float:
    """A number as it is written; thousands that may be decimals are thousands, since that is the stricter reading."""
    if _GROUPED.fullmatch(number) and not number.startswith("0"):
        return float(re.sub(r"\D", "", number))
    return float(number.replace(",", "."))


def _unit_of_name(name: str) -> tuple[str, float]:
    """The measure and size of the unit with which the name of a parameter ends (``endurance h``); "" where it ends with none."""
    last = name.split(" ")[-1].strip("()[]")
    return next(((measure, size) for measure, size, unit in _OF_UNITS if unit.fullmatch(last)), ("", 1.0))


def _parameters(values: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Each number or text among parameters, with the names that lead to it; a value and its unit beside it are one."""
    if isinstance(values.get("value"), int | float | str) and above:
        yield above, f"{values['value']} {values.get('unit') or ''}".strip()
        return
    for key, inner in values.items():
        name = f"{above} {key}".replace("_", " ").strip()
        for each in inner if isinstance(inner, list) else (inner,):
            if isinstance(each, dict):
                yield from _parameters(each, name)
            elif isinstance(each, int | float | str) and not isinstance(each, bool):
                yield name, str(each)
