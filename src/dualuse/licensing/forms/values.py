"""What a field of an application may hold, by its form: what is sent is read as strictly as a transaction, and kept as it is written there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from dualuse.i18n import N_, Message
from dualuse.law.territories import member_states
from dualuse.licensing.forms import FormField
from dualuse.schema.reading.malformed import explained
from dualuse.schema.values import CAS_NUMBER, Place, StatedDay, Text, has_check_digit

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_FAULTS: Final[Mapping[str, str]] = {
    "email_malformed": N_("{value} is no e-mail address"),
    "no_member_state": N_("{value} is no Member State"),
    "cas_malformed": N_("{value} is no CAS number: it has the form 75-44-5, and its last digit is computed from the others"),
}  # fmt: skip


def _fault(code: str, value: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{value}", {"value": value})


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise _fault("email_malformed", text)
    return text


def _member_state(place: str) -> str:
    if place not in member_states():
        raise _fault("no_member_state", place)
    return place


def _cas(text: str) -> str:
    if not (CAS_NUMBER.fullmatch(text) and has_check_digit(text)):
        raise _fault("cas_malformed", text)
    return text


_READERS: Final[Mapping[str, TypeAdapter[Any]]] = {
    "text": TypeAdapter(Text),
    "email": TypeAdapter(Annotated[Text, AfterValidator(_email)]),
    "place": TypeAdapter(Place),
    "member_state": TypeAdapter(Annotated[Place, AfterValidator(_member_state)]),
    "places": TypeAdapter(Annotated[list[Place], Field(min_length=1, max_length=300)]),
    "day": TypeAdapter(StatedDay),
    "cas": TypeAdapter(Annotated[Text, AfterValidator(_cas)]),
}
"""Of the forms that fields of an application itself have; those of a transaction are read with it."""


def read_value(field: FormField, value: Any) -> tuple[Any, Message | None]:
    """What was sent for a field, as it is kept, and what is wrong with it; nothing ("", None) is None: it takes the field away.

    Raises:
        KeyError: the field has a form that no field of an application has: a slip in ``fields.toml``, which a test finds.
    """
    reader = _READERS[field.form]
    if value is None or value == "":
        return None, None
    try:
        return reader.dump_python(reader.validate_python(value), mode="json"), None
    except ValidationError as error:
        row = error.errors(include_url=False)[0]
        if row["type"] in _FAULTS:
            return None, Message(row["type"], _FAULTS[row["type"]], {"value": str(row["ctx"]["value"])[:80]})
        what, _ = explained(row["type"], (field.name,), row.get("ctx", {}), row["input"])
        return None, what
