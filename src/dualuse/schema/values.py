"""Values of a transaction, each as it is read and what it may be: texts, names, places, days, amounts, shares, codes, answers.

What is written in another way and can mean one thing only is read as that; what can mean two is refused with its reason.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date as Day  # noqa: N812 - the fields of that type are called `date`
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, to_json

from dualuse.inputs.hidden_signs import canonical_name
from dualuse.inputs.lengths import LONGEST_TEXT
from dualuse.law.language.provision import IN_FORCE
from dualuse.law.measures.act_numbers import REGULATION, act_numbers
from dualuse.law.territories import find_place
from dualuse.schema.customs_code import stated_customs_code

_BIDIRECTIONAL: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAST_DAY: Final = Day(2099, 12, 31)

FORM: Final = "x-form"
"""Marks in the JSON Schema of a type the form that ``scripts/schema_forms.py`` publishes of it."""


def _form(name: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", FORM: name})


def _plain_text(value: Any) -> Any:
    """White space and line ends become single spaces; other control characters, which could forge output, are refused."""
    if not isinstance(value, str):
        return value
    text = " ".join(value.split())
    if any(unicodedata.category(character) == "Cc" or character in _BIDIRECTIONAL for character in text):
        raise PydanticCustomError("text_control", "the text holds control characters")
    return text


_ANY_TEXT: Final = StringConstraints(min_length=1, max_length=LONGEST_TEXT)
Text = Annotated[str, BeforeValidator(_plain_text), _ANY_TEXT, _form("Text")]
ListCode = Annotated[str, BeforeValidator(_plain_text), _ANY_TEXT, _form("ListCode")]
"""A code of Annex I, as written; ``reading/entry_codes.py`` reads it by the edition of the day."""
NationalCode = Annotated[str, BeforeValidator(_plain_text), _ANY_TEXT, _form("NationalCode")]
"""A code of a national list behind its State, as written; read where :data:`ListCode` is."""


def _name_text(value: Any) -> Any:
    return canonical_name(value) if isinstance(value, str) else value


Name = Annotated[str, BeforeValidator(_name_text), _ANY_TEXT, _form("Name")]
"""A name as ``screen`` reads it, too: signs that nobody sees are shown by their numbers, not refused."""
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
MAXIMUM_AMOUNT: Final = Decimal("1e15")


def _place(value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if (code := find_place(value)) is None:
        raise PydanticCustomError(
            "place_unknown", "{value} is no country or named territory", {"value": value}
        )
    return code


def _number(value: Any) -> Any:
    if isinstance(value, float):
        raise PydanticCustomError("amount_float", "{value} is not exact", {"value": str(value)})
    if isinstance(value, (int, Decimal)) and value < 0:
        raise PydanticCustomError("amount_malformed", "{value} is not an amount", {"value": str(value)})
    if not isinstance(value, str):
        return value
    digits = value.strip().replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()):
        raise PydanticCustomError("amount_malformed", "{value} is not an amount", {"value": value})
    return value.strip()


def _within(value: Decimal) -> Decimal:
    if value > MAXIMUM_AMOUNT:
        raise PydanticCustomError(
            "amount_too_large", "{value} is larger than any real amount", {"value": str(value)}
        )
    return value


def _since(value: Day) -> Day:
    if value < IN_FORCE:
        raise PydanticCustomError(
            "date_before_regulation", "{value} is too early", {"value": value.isoformat()}
        )
    if value > LAST_DAY:
        raise PydanticCustomError("date_too_late", "{value} is too late", {"value": value.isoformat()})
    return value


def _plain_data(value: dict[str, Any]) -> Any:
    """Parameters as JSON has them, since the determination records them; text that is no text is refused."""
    try:
        return json.loads(to_json(value, fallback=str, inf_nan_mode="strings"))
    except (ValueError, RecursionError):
        raise PydanticCustomError("not_plain_data", "these are no plain values") from None


def _by_name(answers: dict[str, bool]) -> dict[str, bool]:
    """In the order of their names: the order in which questions were answered says nothing."""
    return dict(sorted(answers.items()))


def _without_nulls(value: Any) -> Any:
    """Answers without those that are ``null``, which is the same as left out."""
    if not isinstance(value, dict):
        return value
    return {name: answer for name, answer in value.items() if answer is not None}


def _no_number(value: Any) -> Any:
    """A day is no number of seconds: ``20260820`` would be read as a day in 1970."""
    is_number = isinstance(value, (int, float, Decimal)) or (
        isinstance(value, str) and _NUMBER.fullmatch(value.strip())
    )
    if is_number:
        raise PydanticCustomError("date_malformed", "{value} is not a date", {"value": str(value)})
    return value


_NUMBER: Final = re.compile(r"[-+]?[0-9.]+")
TransactionDay = Annotated[Day, BeforeValidator(_no_number), AfterValidator(_since), _form("TransactionDay")]
StatedDay = Annotated[Day, BeforeValidator(_no_number), _form("Day")]
Place = Annotated[str, BeforeValidator(_place), _form("Place")]


def _amount(value: Any) -> Any:
    """A point before three digits may stand for thousands: 3.000 is three thousand to a German, and three to an Irish."""
    value = _number(value)
    if isinstance(value, str) and _THOUSANDS.fullmatch(value):
        raise PydanticCustomError("amount_ambiguous", "{value} may mean thousands", {"value": value})
    return value


def _share(value: Any) -> Any:
    """A share of less than one may be meant as a fraction of one: 0.51 is refused, ``0.51 %`` and 51 are taken."""
    per_cent = isinstance(value, str) and value.strip().endswith("%")
    number = _number(value.strip().removesuffix("%").strip() if isinstance(value, str) else value)
    if isinstance(number, str) and not per_cent and 0 < (exact := Decimal(number)) < 1:
        meant = f"{(exact * 100).normalize():f}"
        raise PydanticCustomError(
            "share_ambiguous", "{value} may be a fraction", {"value": number, "meant": meant}
        )
    return number


def _at_most_all(value: Decimal) -> Decimal:
    if value > 100:
        raise PydanticCustomError("share_too_large", "{value} is more than all", {"value": str(value)})
    return value


def _written_share(value: Decimal) -> str:
    """As it was meant: what is less than one per cent says so."""
    return f"{value} %" if 0 < value < 1 else str(value)


def _act(value: Any) -> Any:
    """An act by its number: ``833/2014`` of ``Regulation (EU) No 833/2014``."""
    if not isinstance(value, str):
        return value
    numbers = _ACT_NUMBER.findall(value)
    acts = (REGULATION, *act_numbers())
    if len(numbers) != 1 or numbers[0] not in acts:
        raise PydanticCustomError(
            "act_unknown",
            "{value} is no act that authorisations are granted under",
            {"value": value, "known": ", ".join(acts)},
        )
    return numbers[0]


_ACT_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{1,4}/[0-9]{1,4}(?![0-9])")
Act = Annotated[str, BeforeValidator(_act), _form("Act")]
Share = Annotated[
    Decimal,
    BeforeValidator(_share),
    AfterValidator(_at_most_all),
    PlainSerializer(_written_share, return_type=str, when_used="json"),
    _form("Share"),
]
Amount = Annotated[Decimal, BeforeValidator(_amount), AfterValidator(_within), _form("Amount")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$", to_upper=True)]
CustomsCode = Annotated[
    str,
    BeforeValidator(stated_customs_code),
    StringConstraints(pattern=r"^[0-9]{4,10}$"),
    _form("CustomsCode"),
]
Answers = Annotated[
    dict[str, StrictBool],
    BeforeValidator(_without_nulls),
    AfterValidator(_by_name),
    WithJsonSchema(
        {"type": "object", "additionalProperties": {"anyOf": [{"type": "boolean"}, {"type": "null"}]}}
    ),
]
Parameters = Annotated[dict[str, Any], AfterValidator(_plain_data)]


def _birth_text(value: Any) -> Any:
    """A day, month or year as ``screen`` reads it, too: ``1984-2-01`` is ``1984-02-01``."""
    if isinstance(value, Day):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and _DAY_PARTS.fullmatch(value.strip()):
        return "-".join(part.zfill(2) for part in value.strip().split("-"))
    return _plain_text(value)


_DAY_PARTS: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?")
LONGEST_BIRTH_DATE: Final = 40
BirthDate = Annotated[
    str,
    BeforeValidator(_birth_text),
    StringConstraints(min_length=1, max_length=LONGEST_BIRTH_DATE),
    _form("BirthDate"),
]
"""A date of birth, as exact as it is known. One that cannot be is told, and the name screened without it (``assessment/listed``)."""


_OF_AN_EMPTY_FILE: Final = sha256().hexdigest()


def _of_a_document(digest: str) -> str:
    """A checksum that some document can have: no checksum repeats a shorter run of signs, and an empty file holds no evidence."""
    if digest in (digest + digest)[1:-1] or digest == _OF_AN_EMPTY_FILE:
        raise PydanticCustomError(
            "checksum_of_nothing", "{value} is the checksum of no document", {"value": digest}
        )
    return digest


Sha256 = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Fa-f]{64}$", to_lower=True),
    AfterValidator(_of_a_document),
    # That a checksum repeats itself no pattern of every language says.
    WithJsonSchema({"type": "string", "pattern": "^[0-9A-Fa-f]{64}$", "not": {"const": _OF_AN_EMPTY_FILE}}),
]
"""The SHA-256 of a document, in hexadecimal."""
CAS_NUMBER: Final = re.compile(r"(?<!\d)[1-9]\d{1,6}-\d{2}-\d(?!\d)")
"""The form of a number of the Chemical Abstracts Service; whether it is one, :func:`has_check_digit` says."""


def has_check_digit(number: str) -> bool:
    """Whether the last digit of a CAS number follows from the others: the sum of each times its place from the right, modulo ten."""
    *digits, last = [int(sign) for sign in number if sign.isdigit()]
    return sum(place * digit for place, digit in enumerate(reversed(digits), 1)) % 10 == last
