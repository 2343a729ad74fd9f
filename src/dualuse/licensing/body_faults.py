"""What is wrong with the shape of a body, in words of ours: by the kind of fault that the reader of shapes tells, whose own words are nobody's to translate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.licensing.refusals import Fault

_WORDS: Final[Mapping[str, str]] = {
    "missing": N_("this is missing"),
    "extra_forbidden": N_("there is no field of this name here"),
    "string_too_short": N_("this is empty; write it in words"),
    "string_too_long": N_("this is too long: at most {max_length} signs"),
    "string_type": N_("write a text"),
    "string_pattern_mismatch": N_("this is not of its form; an amount is written in digits, such as 12.5"),
    "literal_error": N_("this is none of what may stand here; choose one of: {expected}"),
    "bool_type": N_("write true or false"),
    "bool_parsing": N_("write true or false"),
    "int_type": N_("write a whole number"),
    "int_parsing": N_("write a whole number"),
    "date_type": N_("write a day: 2026-11-24"),
    "date_parsing": N_("write a day: 2026-11-24"),
    "date_from_datetime_parsing": N_("write a day: 2026-11-24"),
    "date_from_datetime_inexact": N_("write a day: 2026-11-24"),
    "model_type": N_("write an object with its fields"),
    "dict_type": N_("write an object with its fields"),
    "list_type": N_("write a list"),
    "too_short": N_("this list is too short: at least {min_length}"),
    "too_long": N_("this list is too long: at most {max_length}"),
}
_OTHER: Final = N_("this is not of its shape; openapi.json describes what belongs here")


def body_faults(rows: Iterable[Mapping[str, Any]], skipped: int = 0) -> list[Fault]:
    """Faults of a body, each with its place, the code of its kind, and our words.

    Args:
        rows: as the reader of shapes tells them: ``loc``, ``type``, ``ctx``.
        skipped: steps at the beginning of each place that are no part of what was sent.
    """
    return [_fault(row, skipped) for row in rows]


def _fault(row: Mapping[str, Any], skipped: int) -> Fault:
    steps = tuple(row["loc"])
    code = str(row["type"])
    path = ".".join(str(step) for step in steps[skipped:] or steps[-1:])
    params = {name: str(value) for name, value in (row.get("ctx") or {}).items()}
    return Fault(path, code, Message("shape", _WORDS.get(code, _OTHER), params))
