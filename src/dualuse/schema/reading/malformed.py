"""Input that does not fit the types of the contract, in words: what the types refuse, with its place and a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from dualuse.i18n import N_, Message
from dualuse.i18n.places import PlaceName, places_by_name, places_like
from dualuse.i18n.places_meant import place_meant
from dualuse.inputs.problem_words import (
    CHECK_THE_DIGITS,
    FIELD_PROBLEMS,
    NO_LIST,
    PLACE_MEANT,
    PLACES_MEANT,
    TOO_LONG,
    UNKNOWN_FIELD,
    UNKNOWN_VALUE,
)
from dualuse.inputs.problems import Problem, did_you_mean, new_problem, problem_of, suggestion
from dualuse.schema.reading.limits import MOST_PROBLEMS
from dualuse.schema.tables.word_tables import plain_word, word_table
from dualuse.schema.transaction import Transaction


def path_text(location: Iterable[str | int]) -> str:
    """``("items", 0, "entries", 1)`` as ``items[0].entries[1]``."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def problems_of(error: ValidationError) -> Iterator[Problem]:
    """The errors of the types as problems, each with its place, as many as are told."""
    rows = error.errors(include_url=False)
    for row in rows[:MOST_PROBLEMS]:
        location = tuple(part for part in row["loc"] if not str(part).startswith("function-"))
        what, remedy = explained(row["type"], location, row.get("ctx", {}), row.get("input"))
        yield problem_of(what, remedy, path=path_text(location))
    if len(rows) > MOST_PROBLEMS:
        yield new_problem(
            "more_problems",
            N_("{number} more values do not fit; they are not told one by one"),
            N_("Mend those before, then try again"),
            number=len(rows) - MOST_PROBLEMS,
        )


def _model_at(location: tuple[str | int, ...]) -> type[BaseModel]:
    """The model that the field at the end of ``location`` belongs to."""
    model: type[BaseModel] = Transaction
    for part in location[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            inner = _inner_model(model.model_fields[part].annotation)
            model = inner or model
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for arg in get_args(annotation) if (model := _inner_model(arg))), None)


_EXPLANATIONS: Final[dict[str, tuple[str, str]]] = {
    **FIELD_PROBLEMS,
    "cn_code_malformed": (
        N_("{value} is no customs code"),
        N_('Write its 4 to 10 digits in quotes, such as "85176200"'),
    ),
    "cn_code_of_no_goods": (
        N_(
            "{value} is no customs code of goods: there is no chapter 00 or 77, and of chapters 98 and 99 the Combined Nomenclature has {known} only"
        ),
        N_("State the customs code that the goods have by themselves"),
    ),
    "place_unknown": (
        N_("{value} is no country or named territory"),
        N_("Use an ISO 3166-1 code of two letters, such as DE or AE, or a named territory, such as Crimea"),
    ),
    "act_unknown": (
        N_("{value} is no act that an authorisation can be granted under here"),
        N_("Name it by its number: {known}"),
    ),
    "amount_float": (
        N_("{value} is not exact"),
        N_('Write amounts as text or plain digits, for instance "180000.00"'),
    ),
    "amount_malformed": (
        N_("{value} is not an amount"),
        N_('Write digits with a point and no thousands sign, for instance "180000.00"'),
    ),
    "amount_ambiguous": (
        N_("{value} may be thousands, or an amount with three decimals"),
        N_(
            "Write {thousands} where the point stands between thousands, {decimals} where it stands before decimals"
        ),
    ),
    "share_ambiguous": (
        N_("{value} may be a share of {meant} per cent, or of less than one"),
        N_("Write per cent: {meant}, or “{value} %” where less than one per cent is meant"),
    ),
    "share_too_large": (N_("{value} per cent is more than all of it"), N_("Check the share")),
    "amount_too_large": (N_("{value} is larger than any real amount"), CHECK_THE_DIGITS),
    "date_before_regulation": (
        N_("the Regulation applies since 9 September 2021, not on {value}"),
        N_("Give a date from 2021-09-09 on; earlier exports fall under Regulation (EC) No 428/2009"),
    ),
    "date_too_late": (N_("{value} is too far ahead"), N_("Check the year; dates up to 2099 are taken")),
    "checksum_of_nothing": (
        N_("{value} is the checksum of no document: it is that of an empty file, or repeats itself"),
        N_("Give what sha256sum prints of the document, or leave the field out"),
    ),
    "not_plain_data": (
        N_("these values cannot be written as JSON"),
        N_("Write texts, numbers, true, false and lists of those"),
    ),
    "bool_type": (
        N_("this is neither true nor false"),
        N_("Write true or false, or leave the field out if unknown"),
    ),
    "list_type": (NO_LIST, N_("Write a list, for instance [5A001.f]; [] is the empty list")),
    "too_short": (N_("the list is empty"), N_("A transaction needs at least one item")),
    "too_long": (N_("the list is too long"), N_("Split the transaction")),
}


def explained(
    kind: str, location: tuple[str | int, ...], context: dict[str, Any], value: Any
) -> tuple[Message, Message]:
    """What is wrong, and what to do, for an error of ``kind`` at a place; ``context`` and ``value`` as the types give them."""
    name = str(location[-1]) if location else ""
    shown = str(value)[:80]
    if kind == "extra_forbidden":
        what = Message("unknown_field", UNKNOWN_FIELD, {"name": name})
        return what, _stated_elsewhere(location) or suggestion(name, _model_at(location).model_fields)
    if kind in ("literal_error", "enum"):
        known = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return Message("unknown_value", UNKNOWN_VALUE, {"value": shown}), _word_meant(shown, known)
    if kind == "place_unknown":
        return _unknown_place(str(context["value"]))
    if kind in ("too_short", "too_long") and isinstance(value, str):
        kind = f"string_{kind}"  # the types say the same of a text that they put right first as of a list
    if kind.startswith(("date", "datetime")) and kind not in _EXPLANATIONS:
        kind = "date_malformed"
    if kind.startswith("decimal") or kind == "amount_malformed":
        params = {"value": str(context.get("value", shown))[:80]}
        return Message("amount_malformed", _EXPLANATIONS["amount_malformed"][0], params), _amount(name, value)
    if kind == "string_pattern_mismatch" and name.endswith("currency"):
        return _currency(shown)
    if kind == "missing" and location == ("items",):
        todo = N_("Add it; a transaction needs at least one item")
        return Message("missing", _EXPLANATIONS["missing"][0]), Message("remedy.missing", todo)
    text, todo = _EXPLANATIONS.get(
        kind, (N_("{value} does not fit here"), N_("See the field in docs/schema"))
    )
    params = {"value": str(context.get("value", shown))[:80], "name": name}
    if kind == "string_too_long":
        params |= {"number": str(len(value)), "most": str(context["max_length"])}
        text = TOO_LONG
    if "known" in context:
        params["known"] = str(context["known"])
    if kind == "amount_ambiguous":
        params |= _both_readings(params["value"].replace(".", ","))
    if "meant" in context:
        params["meant"] = str(context["meant"])
    return Message(kind, text, params), Message(f"remedy.{kind}", todo, params)


_MEASURES: Final = {
    "value": ("currency", "EUR"),
    "quantity": ("unit", "piece"),
    "left": ("left_currency", "EUR"),
}
"""Amounts, each with the field beside it that says in what it is, and an example."""
_OTHER_BASE: Final = re.compile(r"\s*[+-]?0[xXoObB][0-9a-fA-F]")
"""A number as programs write those of base 16, 8 or 2: what follows is no unit."""
_UNIT: Final = re.compile(r"[^\W\d_]{2,}|[€$£¥]")
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")


_COMMA: Final = re.compile(r"[1-9]\d{0,2},\d{3}")
_DECIMALS: Final = 3
"""Decimals of an amount that may be thousands: one more, or less, says that they are none."""


def _both_readings(text: str) -> dict[str, str]:
    """What ``2,000`` may mean, as the contract takes it: ``2000``, or ``2.00``."""
    whole, _, decimals = text.partition(",")
    shortest = decimals.rstrip("0").ljust(2, "0")
    return {
        "thousands": whole + decimals,
        "decimals": f"{whole}.{shortest}" + "0" * (len(shortest) == _DECIMALS),
    }


def _amount(name: str, value: Any) -> Message:
    """What to do where an amount cannot be read: its currency, or unit, is a field of its own."""
    measured_in, example = _MEASURES.get(name, ("", ""))
    if _COMMA.fullmatch(str(value).strip()):
        text = N_(
            "Write {thousands} where the comma stands between thousands, {decimals} where it stands before decimals: the decimal mark is the"
            " point here"
        )
        return Message("remedy.amount_with_comma", text, _both_readings(str(value).strip()))
    texts = [str(text) for text in (value.values() if isinstance(value, dict) else (value,))]
    numbers = [number for text in texts for number in _DIGITS.findall(text)]
    units = [unit for text in texts for unit in _UNIT.findall(text)]
    of_another_base = any(_OTHER_BASE.match(text) for text in texts)
    if of_another_base or not measured_in or not numbers or not (units or isinstance(value, dict)):
        return Message("remedy.amount_malformed", _EXPLANATIONS["amount_malformed"][1])
    is_told = len(units) == 1 and (measured_in == "unit" or re.fullmatch("[A-Z]{3}", units[0]))
    todo = N_(
        "Write the digits alone, such as {amount}, and beside it {field} as a field of its own, such as {measure}"
    )
    digits = numbers[0] if len(numbers) == 1 else "180000.00"
    params = {
        "amount": f'{name}: "{digits}"',
        "field": measured_in,
        "measure": f"{measured_in}: {units[0][:20] if is_told else example}",
    }
    return Message("remedy.amount_with_measure", todo, params)


_NAMES_OF_STATE: Final = frozenset(
    {
        "member_state",
        "memberstate",
        "state",
        "exporting_country",
        "exporter_country",
        "country",
        "country_of_export",
    }
)
"""What people call the Member State whose authority is competent."""


def _stated_elsewhere(location: tuple[str | int, ...]) -> Message | None:
    """Where the Member State is stated, for who states it in a field of its own."""
    if str(location[-1]).casefold() not in _NAMES_OF_STATE:
        return None
    if len(location) == 1:
        todo = N_(
            "The Member State is that of the exporter: write {example}; where the items are stands under located_in, from"
            " where they leave under dispatched_from"
        )
        return Message("remedy.member_state", todo, {"example": "exporter: {name: …, country: DE}"})
    return did_you_mean("country") if "country" in _model_at(location).model_fields else None


_WORD_TABLES: Final = ("activities", "kinds", "roles")


def _word_meant(text: str, known: list[str]) -> Message:
    """A remedy that names the one of ``known`` that ``text`` is another word for, or a slip of; else all of them."""
    meanings = [word_table(table).get(plain_word(text)) for table in _WORD_TABLES]
    if meant := next((word for word in meanings if word in known), None):
        return did_you_mean(meant)
    return suggestion(text, known)


_NAME_OF_PLACE: Final = N_("{value} is a name, and a code is wanted here")
_CODE_OF_PLACE: Final = N_("Write {code}, its code")


def _unknown_place(text: str) -> tuple[Message, Message]:
    what, todo = _EXPLANATIONS["place_unknown"]
    wanted = text.strip().casefold()
    named = places_by_name().get(wanted)
    near = place_meant(text) or ((named,) if named else places_like(text))
    remedy = Message("remedy.place_unknown", todo)
    if named and tuple(near) == (named,):
        is_name = Message("place_unknown", _NAME_OF_PLACE, {"value": text[:60]})
        return is_name, Message("remedy.place_meant", _CODE_OF_PLACE, {"code": named})
    if len(near) == 1:
        remedy = Message("remedy.place_meant", PLACE_MEANT, {"place": PlaceName(near[0])})
    elif near:
        remedy = Message("remedy.place_meant", PLACES_MEANT, {"places": tuple(map(PlaceName, near))})
    return Message("place_unknown", what, {"value": text[:60]}), remedy


def _currency(shown: str) -> tuple[Message, Message]:
    return (
        Message("currency_malformed", N_("{value} is no currency"), {"value": shown}),
        Message("remedy.currency_malformed", N_("Use the three letters of ISO 4217, such as EUR")),
    )
