"""What the published schemas say of the values that people write: each form from the place that the program reads it by.

A form is what is written as the documents ask for. What the program reads besides (blanks around a value, a day with midnight behind
it) is in no schema. What no schema can say stands in ``tests/schema/test_schema_and_reader.py``. Patterns use what ECMA 262 and
Python have in common.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from dualuse.i18n.places import place_names
from dualuse.inputs.lengths import LONGEST_TEXT
from dualuse.law.eu_2021_821.control_list.outline import WRITTEN_CODE
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.derived import left_to_a_person
from dualuse.law.language.provision import IN_FORCE
from dualuse.law.measures.act_numbers import REGULATION, act_numbers
from dualuse.law.measures.not_executed import points
from dualuse.law.states import jurisdiction, known_jurisdictions
from dualuse.law.territories import find_place, places_as_written
from dualuse.schema import customs_code
from dualuse.schema.reading.validation import (
    DONE_NAMES,
    ONE_OF_BOTH,
    OPEN_QUESTIONS,
    is_answer,
    is_of_transaction,
)
from dualuse.schema.tables.cell_forms import CONTROL_OF_TEXTS, PATTERNS
from dualuse.schema.values import FORM, LAST_DAY, LONGEST_BIRTH_DATE, MAXIMUM_AMOUNT

Schema = dict[str, Any]

_MONTH: Final = "(0[1-9]|1[0-2])"
_DAY_OF_MONTH: Final = "(0[1-9]|[12][0-9]|3[01])"
DAY: Final = f"^[0-9]{{4}}-{_MONTH}-{_DAY_OF_MONTH}$"


def publish_forms(schema: Schema) -> None:
    """Put the definition of each marked form in the place of its mark (:data:`dualuse.schema.values.FORM`)."""
    used: set[str] = set()
    _refer(schema, used)
    definitions = {**schema.get("$defs", {}), **{name: _FORMS[name]() for name in used}}
    for title, rules in _RULES.items():
        definition = schema if title == schema.get("title") else definitions.get(title)
        if definition is not None:
            rules(definition)
    if definitions:
        schema["$defs"] = dict(sorted(definitions.items()))


def _refer(node: Any, used: set[str]) -> None:
    if isinstance(node, list):
        for part in node:
            _refer(part, used)
    elif isinstance(node, dict):
        name = node.pop(FORM, None)
        if isinstance(name, str):
            used.add(name)
            node.pop("type", None)
            node["$ref"] = f"#/$defs/{name}"
        for part in node.values():
            _refer(part, used)


def _signs(wanted: Callable[[str], bool]) -> str:
    """The inside of a class of signs, each by its number, so that nobody has to see them."""
    numbers = [number for number in range(sys.maxunicode + 1) if wanted(chr(number))]
    runs = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(group) for _, group in runs)]
    return "".join(
        f"\\u{first:04x}" if first == last else f"\\u{first:04x}-\\u{last:04x}" for first, last in ends
    )


def _text() -> Schema:
    blank = _signs(str.isspace)
    refused = _signs(lambda sign: re.search(CONTROL_OF_TEXTS, sign) is not None)
    return {
        "description": "Text that is not blank, without control characters.",
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_TEXT,
        "pattern": f"^[{blank}]*[^{refused}{blank}][^{refused}]*$",
    }


def _name() -> Schema:
    return {
        "description": "A name that is not blank.",
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_TEXT,
        "pattern": f"[^{_signs(str.isspace)}]",
    }


def _birth_date() -> Schema:
    what = "A day, month or year, as exact as it is known: 1959-03-02, 1959-03, 1959."
    return _text() | {"description": what, "maxLength": LONGEST_BIRTH_DATE}


def _place_code() -> Schema:
    return {"description": "The code of a country or territory.", "enum": list(place_names())}


def _place() -> Schema:
    other = (text for text in places_as_written() if len(text) != 2)
    return {
        "description": "A country or territory: its code, which is the form that answers have; or its code in small letters, or a name that is read as that code.",
        "anyOf": [
            {"enum": list(place_names())},
            {"type": "string", "pattern": f"^({'|'.join((*_codes_of_two(), *map(_any_case, other)))})$"},
        ],
    }


def _codes_of_two() -> Iterator[str]:
    """The codes of two letters in any case, those with the same first letter together."""
    codes = sorted(text.upper() for text in places_as_written() if len(text) == 2)
    for first, group in groupby(dict.fromkeys(codes), lambda code: code[0]):
        yield f"{_any_case(first)}[{''.join(code[1] + code[1].lower() for code in group)}]"


def _any_case(text: str) -> str:
    """A pattern of the text in small letters and capitals."""
    return "".join(map(_any_case_of, text))


def _any_case_of(sign: str) -> str:
    both = {case for case in (sign.upper(), sign.lower()) if case.casefold() == sign.casefold()}
    return f"[{''.join(sorted(both))}]" if len(both) == 2 else _literal(sign)


def _literal(text: str) -> str:
    """A pattern of a text as it stands; ECMA 262 lets nothing be escaped that needs it not."""
    return re.sub(r"[\^$.*+?()[\]{}|/\\]", r"\\\g<0>", text)


def _day() -> Schema:
    return {"description": "A day (ISO 8601).", "type": "string", "format": "date", "pattern": DAY}


def _transaction_day() -> Schema:
    """The days whose law can be applied; that a month has so many days is left to the format."""
    first, last = IN_FORCE, LAST_DAY
    days = "|".join(f"{day:02d}" for day in range(first.day, 32))
    months = "|".join(f"{month:02d}" for month in range(first.month + 1, 13))
    years = "|".join(str(year) for year in range(first.year + 1, last.year + 1))
    ways = (
        f"{first.year}-{first.month:02d}-({days})",
        f"{first.year}-({months})-{_DAY_OF_MONTH}",
        f"({years})-{_MONTH}-{_DAY_OF_MONTH}",
    )
    return _day() | {
        "description": f"A day (ISO 8601) from {first.isoformat()}, since when the Regulation applies, to {last.isoformat()}.",
        "pattern": f"^({'|'.join(ways)})$",
    }


def _amount() -> Schema:
    return {
        "description": "Digits with a point and no thousands sign, as text or as a whole number. Three digits behind the point may be thousands and are refused where they can be: 3000 or 3.00.",
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": int(MAXIMUM_AMOUNT)},
            {"type": "string", "pattern": PATTERNS["amount"]},
        ],
    }


_HUNDRED: Final = r"0*100(\.0*)?"
_FROM_ONE: Final = r"0*[1-9][0-9]?(\.[0-9]*)?"
_NOTHING: Final = r"0+(\.0*)?|\.0+"
_BELOW_ONE: Final = r"0*\.[0-9]+"


def _share() -> Schema:
    return {
        "description": "Per cent, as text or as a whole number; less than one per cent with the sign: 0.51 %.",
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": 100},
            {
                "type": "string",
                "pattern": f"^({_HUNDRED}|{_FROM_ONE}|{_NOTHING}|({_HUNDRED}|{_FROM_ONE}|{_NOTHING}|{_BELOW_ONE}) ?%)$",
            },
        ],
    }


def _customs_code() -> Schema:
    return {
        "description": "Four to ten digits of the Combined Nomenclature, or a heading of two that gathers goods of many kinds, with dots or blanks between them or without.",
        "type": "string",
        "pattern": _seen(customs_code.PATTERN),
    }


def _seen(pattern: str) -> str:
    """The pattern with blanks that nobody can tell apart by their numbers."""
    return "".join(f"\\u{ord(sign):04x}" if sign > "~" else sign for sign in pattern)


def _act() -> Schema:
    acts = (REGULATION, *act_numbers())
    return {
        "description": "An act that authorisations are granted under: its number, or a text with that number and no other.",
        "anyOf": [
            {"enum": list(acts)},
            {
                "type": "string",
                "pattern": f"^([^/]*[^0-9/])?({'|'.join(map(_literal, acts))})([^0-9/][^/]*)?$",
            },
        ],
    }


def _list_code() -> Schema:
    return {
        "description": "A code of Annex I, such as 5A001.f.1, of the edition of the day; small letters and missing dots are read, too.",
        "type": "string",
        "maxLength": LONGEST_TEXT,
        "pattern": WRITTEN_CODE,
    }


def _national_code() -> Schema:
    known, other = [], []
    for state in known_jurisdictions():
        row = jurisdiction(state)
        written = "|".join(
            _any_case(text) for text in places_as_written() if find_place(text) == state and len(text) == 2
        )
        if row is not None and row.list_status == "known":
            known.append(f"({written}):({'|'.join(_national(row.national_entries))})")
        else:
            other.append(written)
    return {
        "description": "A code of a national list behind its State, such as DE:5A902; where the list is known here, one that it has, or that holds or is held by one.",
        "anyOf": [
            {"type": "string", "maxLength": LONGEST_TEXT, "pattern": f"^({'|'.join(known)})$"},
            {
                "allOf": [
                    _text(),
                    {"pattern": f"^({'|'.join(other)}):"},
                    {"pattern": f":[^{_signs(str.isspace)}]"},
                ]
            },
        ],
    }


def _national(codes: Iterable[str]) -> Iterator[str]:
    """Patterns of the codes of a list, of what lies under each and of what it lies under."""
    above = {code[: dot.start()] for code in codes for dot in re.finditer(r"\.", code)}
    yield from (_any_case(code) + r"(\.[0-9A-Za-z.]*)?" for code in codes)
    yield from (_any_case(code) + r"\.?" for code in sorted(above))


def _sha256() -> Schema:
    return {"description": "SHA-256 in hexadecimal digits.", "type": "string", "pattern": "^[0-9A-Fa-f]{64}$"}


_FORMS: Final[Mapping[str, Callable[[], Schema]]] = {
    "Act": _act,
    "Amount": _amount,
    "BirthDate": _birth_date,
    "CustomsCode": _customs_code,
    "Day": _day,
    "ListCode": _list_code,
    "Name": _name,
    "NationalCode": _national_code,
    "Place": _place,
    "PlaceCode": _place_code,
    "Sha256": _sha256,
    "Share": _share,
    "Text": _text,
    "TransactionDay": _transaction_day,
}


def _stated(field: str) -> Schema:
    """That a field is stated: it is there, and not null."""
    return {"required": [field], "properties": {field: {"not": {"type": "null"}}}}


def _of_an_authorisation(definition: Schema) -> None:
    """Of two fields that say the same in two ways one; what is left where it is said in what."""
    measures = ONE_OF_BOTH[-1]
    definition["allOf"] = [
        *({"not": {"allOf": [_stated(first), _stated(second)]}} for first, second in ONE_OF_BOTH),
        *({"if": _stated(measure), "then": _stated("left")} for measure in measures),
    ]


def _of_a_decision(definition: Schema) -> None:
    """What can be decided under each provision, and on which uses of concern."""
    rows = sorted(DECIDED.values(), key=lambda row: (row.results, row.uses))
    definition["allOf"] = [
        {
            "if": {"properties": {"provision": {"enum": [row.citation for row in group]}}},
            "then": {
                "properties": {
                    "result": {"enum": list(results)},
                    "uses": {
                        "anyOf": [
                            {"items": {"enum": list(uses)}} if uses else {"maxItems": 0},
                            {"type": "null"},
                        ]
                    },
                }
            },
        }
        for (results, uses), group in (
            (key, list(rows)) for key, rows in groupby(rows, lambda row: (row.results, row.uses))
        )
    ]


def _names_of_answers(*, of_items: bool) -> Schema:
    names = (*DONE_NAMES, *FACTS, *points(), *left_to_a_person())
    taken = {name for name in names if is_answer(name) and not (of_items and is_of_transaction(name))}
    begun = "|".join(_literal(name) for name in OPEN_QUESTIONS)
    closed = sorted(name for name in taken if not name.startswith(OPEN_QUESTIONS))
    return {"anyOf": [{"enum": closed}, {"pattern": f"^({begun})"}]}


def _of_an_item(definition: Schema) -> None:
    definition["properties"]["answers"]["anyOf"][0]["propertyNames"] = _names_of_answers(of_items=True)


def _of_a_transaction(definition: Schema) -> None:
    definition["properties"]["answers"]["anyOf"][0]["propertyNames"] = _names_of_answers(of_items=False)


_RULES: Final[Mapping[str, Callable[[Schema], None]]] = {
    "Authorisation": _of_an_authorisation,
    "AuthorityDecision": _of_a_decision,
    "Item": _of_an_item,
    "Transaction": _of_a_transaction,
}
"""What is said of an object as a whole, by its title."""
