"""What a person gives of an item: values by the names of parameters, read strictly.

A value is yes or no, a number with its unit, words or codes; ``null`` and ``unknown`` mean not known. Beside a value
may stand the reason for it: ``{value: yes, reason: "the data sheet names interception as its purpose"}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, Final

from dualuse.classification.sheets.conditions import UNRECOGNISED, Value
from dualuse.classification.sheets.namespaces import Names
from dualuse.classification.sheets.quantities import (
    AMBIGUOUS,
    Measure,
    NotAQuantity,
    measure,
    shown_unit,
    units_that_fit,
)
from dualuse.classification.sheets.sheet import Kind, Parameter, normal_word
from dualuse.i18n import N_, Figure
from dualuse.inputs.problem_words import CHECK_THE_DIGITS, KEEP_ONE
from dualuse.inputs.problems import InputError, Problem, code_suggestion, input_error, suggestion
from dualuse.law.eu_2021_821.control_list import Edition, normal_code
from dualuse.law.eu_2021_821.control_list.unknown_codes import UNKNOWN_CODE
from dualuse.schema.values import CAS_NUMBER, has_check_digit

_YES_NO: Final = {
    **dict.fromkeys(("yes", "true", "ja", "oui"), True),
    **dict.fromkeys(("no", "false", "nein", "non"), False),
}
_UNKNOWN: Final = frozenset({"", "unknown", "unbekannt", "inconnu", "?"})
LONGEST_SHOWN: Final = 80
_SEVERAL: Final = re.compile(r"[;\n]")
_NONE: Final = frozenset({"", "none", "keine", "keiner", "keines", "aucun", "aucune"})


@dataclass(frozen=True, slots=True)
class StatedValues:
    """What is known: values by the names of the examination, as they were written, and the reasons for them."""

    facts: Mapping[str, Value]
    written: Mapping[str, str]
    reasons: Mapping[str, str]


def read_stated(
    values: Mapping[str, Any], names: Names, foreign: Callable[[str], bool], edition: Edition
) -> StatedValues:
    """Read what was given.

    ``foreign``: whether a name is the full one of a parameter that has no part in this examination. It is taken and left
    aside, so that one description of an item serves for several entries.

    Raises:
        InputError: names or values that do not fit, all of them at once.
    """
    facts: dict[str, Value] = {}
    written: dict[str, str] = {}
    reasons: dict[str, str] = {}
    problems: list[Problem] = []
    for name, raw in values.items():
        try:
            key = _key(str(name), names, foreign)
            value, reason = _value_and_reason(raw, str(name))
            if key is None or value is None:
                continue
            if key in facts:
                raise input_error(
                    "given_twice",
                    N_("{name} is given twice"),
                    KEEP_ONE,
                    path=str(name),
                    name=key,
                )
            facts[key] = _read(names.parameters[key], value, edition, str(name))
            written[key] = _text(value)
            if reason:
                reasons[key] = reason
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return StatedValues(facts, written, reasons)


def _key(name: str, names: Names, foreign: Callable[[str], bool]) -> str | None:
    """The name in the examination, or None for what is left aside."""
    if name in names.ambiguous:
        raise input_error(
            "parameter_ambiguous",
            N_("several entries ask for {name}, each in its own sense"),
            N_("Write the entry in front: {names}"),
            path=name,
            name=name,
            names=names.ambiguous[name],
        )
    if name in names.accepted:
        return names.accepted[name]
    if foreign(name):
        return None
    raise input_error(
        "parameter_unknown",
        N_("there is no parameter called {name} here"),
        suggestion(name, names.parameters),
        name=name[:LONGEST_SHOWN],
    )


def _value_and_reason(raw: Any, name: str) -> tuple[Any, str]:
    reason = ""
    if isinstance(raw, Mapping):
        unknown = sorted(set(map(str, raw)) - {"value", "reason"})
        if unknown or "value" not in raw:
            raise input_error(
                "value_fields",
                N_("a value with a reason has the fields value and reason"),
                N_("Write both below its name, for instance value: yes and reason: drawing 12"),
                path=name,
            )
        reason = " ".join(str(raw.get("reason") or "").split())
        raw = raw["value"]
    if isinstance(raw, str) and raw.strip().casefold() in _UNKNOWN:
        raw = None
    return raw, reason


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return " ".join(str(value).split())


def _read(parameter: Parameter, value: Any, edition: Edition, name: str) -> Value:
    match parameter.kind:
        case Kind.YES_NO:
            return _yes_no(value, name)
        case Kind.QUANTITY:
            return _quantity(parameter, value, name)
        case Kind.WORDS:
            return _names(parameter, _words(value, name), name)
        case Kind.CODES:
            return tuple(_code(word, edition, name) for word in _words(value, name))


def _yes_no(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return value
    truth = _YES_NO.get(value.strip().casefold()) if isinstance(value, str) else None
    if truth is None:
        raise input_error(
            "not_yes_or_no",
            N_("{value} is neither yes nor no"),
            N_("Write yes or no, or unknown"),
            path=name,
            value=_text(value)[:LONGEST_SHOWN],
        )
    return truth


def _words(value: Any, name: str) -> list[str]:
    words = value if isinstance(value, (list, tuple)) else [value]
    if any(isinstance(word, (bool, Mapping, list, tuple)) or word is None for word in words):
        raise input_error(
            "not_words",
            N_("{value} is no word"),
            N_("Write a text, or a list of texts"),
            path=name,
            value=_text(value)[:LONGEST_SHOWN],
        )
    return [str(word) for word in words]


def _names(parameter: Parameter, words: list[str], name: str) -> tuple[str, ...]:
    """The words as the sheet compares them; ``none`` is none of them, a name that the sheet does not know is marked as such.

    CAS numbers are taken out of what stands around them (``CAS-Nr. 75-44-5, 67-66-3``) and must have the right check digit.
    """
    if parameter.names and all(CAS_NUMBER.fullmatch(known_name) for known_name in parameter.names):
        return tuple(number for word in words for number in _cas_numbers(word, name))
    names = [normal_word(part) for word in words for part in _SEVERAL.split(word) if part.strip()]
    allowed_names = parameter.names if not parameter.other_names_asked else frozenset(names)
    return tuple(part if part in allowed_names else UNRECOGNISED for part in names if part not in _NONE)


def _cas_numbers(word: str, name: str) -> list[str]:
    plain = normal_word(word)
    if plain in _NONE:
        return []
    numbers = CAS_NUMBER.findall(plain)
    rest = CAS_NUMBER.sub("", plain)
    wrong = next((cas_number for cas_number in numbers if not has_check_digit(cas_number)), "")
    if not numbers or wrong or any(sign.isdigit() for sign in rest):
        raise input_error(
            "not_cas",
            N_("{value} is no CAS number"),
            N_("Write numbers such as 75-44-5, several apart by ;, or none if it has none"),
            path=name,
            value=(wrong or _text(word))[:LONGEST_SHOWN],
        )
    return numbers


def _code(word: str, edition: Edition, name: str) -> str:
    code = normal_code(word)
    if code is None or code not in edition.codes:
        raise input_error(
            "code_unknown",
            UNKNOWN_CODE,
            code_suggestion(code or word.strip(), edition.entry_codes),
            path=name,
            code=word[:LONGEST_SHOWN],
            edition=edition.name,
        )
    return code


_NEVER_NEGATIVE: Final = frozenset(
    {
        "percent", "ppm", "bit", "bit/s", "Gbit/s", "GB/s", "ps", "ns", "us", "ms", "s", "minute", "hour", "Hz", "kHz", "MHz", "GHz",
        "nm", "um", "mm", "cm", "m", "km", "nautical_mile", "m**2", "mm**2", "cm**2", "m**3", "cm**3", "l", "mg", "g", "kg",
        "nW", "mW", "W", "kW", "MW", "J", "kJ", "GBq", "GBq/kg", "Gy", "rads", "W/cm**2", "kW/cm**2", "g/cm**3", "rpm",
    }
)  # fmt: skip
"""Units of what is never below nought: lengths, times, frequencies, masses, powers, energies, shares."""
_COUNTS: Final = frozenset(
    {
        "active_pixels", "actuators", "carrier_frequencies", "channels", "cmm_axes", "concurrent_users", "correction_planes", "cycle_life",
        "degrees_of_freedom", "electrodes", "elements", "fatigue_life", "gate_count", "input_fibres", "inputs_outputs", "linear_elements",
        "lookup_table_inputs", "other_animals", "primary_radars", "programmed_axes", "qam_level", "qubits", "rodents", "rollers",
        "rotary_contouring_axes", "servo_axes", "simultaneous_axes", "terminals", "tunable_resonators",
    }
)  # fmt: skip
"""Parameters that count what is whole: of them nobody has a part, nor fewer than none."""
_FIGURE: Final = {
    "count_parted": (
        N_("{value} is no whole number, and this is counted"),
        N_("Give the number as it is counted; another figure may be meant here"),
    ),
    "not_one_figure": (
        N_("{value} is a range or a limit, not one figure"),
        N_("Give the one figure that the question asks for"),
    ),
    "ambiguous": AMBIGUOUS,
    "count_ambiguous": (
        N_("{value} may be thousands, or a count with noughts behind a point"),
        N_("Write the number without a mark: 5000 or 5"),
    ),
    "malformed": (
        N_("{value} is not a number with a unit"),
        N_("Write digits and a unit, for instance {example}"),
    ),
    "negative": (N_("{value} is below nought, which this cannot be"), N_("Check the sign")),
    "too_large": (N_("{value} is larger or finer than any real value"), CHECK_THE_DIGITS),
    "unit_missing": (N_("{value} has no unit"), N_("Write one of: {units}")),
    "unit_unknown": (N_("the unit {unit} is not known"), N_("Write one of: {units}")),
    "unit_misfit": (N_("the unit {unit} does not fit here"), N_("Write one of: {units}")),
    "unit_unwanted": (N_("{value} has a unit; a plain number is asked for"), N_("Write the number alone")),
}


def counts_whole(parameter: Parameter) -> bool:
    """Whether a parameter counts what is whole."""
    return not parameter.unit and parameter.name in _COUNTS


def _impossible(parameter: Parameter, measured: Measure) -> str:
    """Why nothing can be so, a key of :data:`_FIGURE`; "" where it can."""
    is_count = counts_whole(parameter)
    if measured.root < 0 and (is_count or parameter.unit in _NEVER_NEGATIVE):
        return "negative"
    return "count_parted" if is_count and measured.root.denominator != 1 else ""


_PRODUCT: Final = re.compile(r"\s*[1-9]\d{0,8}(?:\s*[x×*]\s*[1-9]\d{0,8}){1,2}\s*")
_LOST_POWER: Final = re.compile(r"[x×*]\s*10\d?\s*$")
"""``3 x 104`` may be a power of ten of which the raised figure was lost: no product is made of it."""


def product_of(text: str) -> int | None:
    """How many elements a line of two or three whole numbers comes to (``640 x 512``); None where it is none, or no sure one."""
    if not _PRODUCT.fullmatch(text) or _LOST_POWER.search(text):
        return None
    return prod(map(int, re.split("[x×*]", text)))


_THOUSANDS: Final = re.compile(r"\s*([1-9]\d{0,2})[.,](?!000)(\d{3})\s*")


def counted_of(text: str) -> int | None:
    """A count that is written as a product, or with a mark for thousands (``327.680``), for of what is counted there are no parts; ``5.000`` may be
    five as well, and is None, as all else is."""
    if match := _THOUSANDS.fullmatch(text):
        return int(match[1] + match[2])
    return product_of(text)


def _quantity(parameter: Parameter, value: Any, name: str) -> Value:
    if isinstance(value, (bool, list, tuple)):
        reason, detail = "malformed", ""
    else:
        counted = counted_of(str(value)) if counts_whole(parameter) else None
        try:
            measured = measure(str(value if counted is None else counted), parameter.unit, by_hand=True)
        except NotAQuantity as error:
            reason, detail = error.reason, error.detail
        else:
            reason, detail = _impossible(parameter, measured), ""
            if not reason:
                return measured
    if reason == "ambiguous" and counts_whole(parameter):
        reason = "count_ambiguous"
    if not parameter.unit and reason.startswith("unit"):
        reason = "unit_unwanted"
    what, remedy = _FIGURE[reason]
    raise input_error(
        f"quantity_{reason}",
        what,
        remedy,
        path=name,
        value=_text(value)[:LONGEST_SHOWN],
        unit=detail[:LONGEST_SHOWN],
        units=units_that_fit(parameter.unit),
        example=Figure(f"4.5 {shown_unit(parameter.unit)}".strip()),
    )
