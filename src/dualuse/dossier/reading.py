"""The JSON of an assessment, read back into the types of the contract."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from dualuse.i18n import N_
from dualuse.i18n.days import is_calendar_day
from dualuse.inputs.formats import ASSESSMENT, DETERMINATION, refuse_later
from dualuse.inputs.opening import MAXIMUM_BYTES, limited
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem
from dualuse.schema.assessment import Assessment

_SHOWN = 5


@lru_cache(maxsize=1)
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Assessment)


def assessment_from(content: bytes, name: str = "") -> Assessment:
    """The assessment that the bytes hold.

    Raises:
        InputError: they are no JSON in UTF-8, of another format, or a field is missing or of another kind.
    """
    limited(content, name, MAXIMUM_BYTES)
    try:
        data = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise _refused("dossier_no_json", N_("this is no JSON in UTF-8"), name) from None
    refuse_later(data, ASSESSMENT, name)
    if not isinstance(data, dict) or data.get("format") != ASSESSMENT:
        raise _refused(
            "dossier_format", N_("this is no assessment in the format {format}"), name, format=ASSESSMENT
        )
    from pydantic import ValidationError

    try:
        assessment: Assessment = _adapter().validate_python(with_named_formats(data))
    except ValidationError as error:
        raise InputError(
            [
                _field(".".join(str(step) for step in error_["loc"]), name)
                for error_ in error.errors()[:_SHOWN]
            ]
        ) from None
    if not is_calendar_day(assessment.date):
        raise InputError([_field("date", name)])
    return assessment


def with_named_formats(data: dict[str, Any]) -> dict[str, Any]:
    """The JSON of a dossier with the format of its determination, which those recorded before there were formats do not name."""
    determination = data.get("determination")
    if not isinstance(determination, dict) or "format" in determination:
        return data
    return {**data, "determination": {"format": DETERMINATION, **determination}}


_REMEDY = N_("Give the JSON that an assessment left behind, unchanged")


def _refused(code: str, text: str, name: str, **params: Any) -> InputError:
    return input_error(code, text, _REMEDY, file=name, **params)


def _field(path: str, name: str) -> Problem:
    return new_problem(
        "dossier_field",
        N_("the field is missing or not as an assessment has it"),
        _REMEDY,
        path=path,
        file=name,
    )
