"""The one answer to a code that an edition of Annex I does not have."""

from __future__ import annotations

import re
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import Problem, code_suggestion, suggestion
from dualuse.law.eu_2021_821.control_list.outline import Edition, normal_code

UNKNOWN_CODE: Final = N_("{code} is no provision of the edition of {edition}")


def nearest_above(code: str, edition: Edition) -> str:
    """The narrowest code of ``edition`` that ``code`` is or would lie under; empty where there is none."""
    while code and code not in edition.codes:
        code = code.rpartition(".")[0]
    return code


_WRITTEN: Final = re.compile(r"(?<![\w.])\d[A-Ea-e]\d{3}(?:\.?(?:[a-z](?![a-z])|\d{1,2}))*(?!\w)")
_SEVERAL: Final = N_("{value} names several entries")
_EACH_APART: Final = N_(
    "Write each entry that the item is in as one of its own ({codes}); where nobody knows yet which it is, leave them out, and examine them: dualuse examine {first} --ask"
)


def several_codes(text: str) -> Problem | None:
    """The error that a text for one code names several ("3A002.c or 3A001"); None where it does not."""
    codes = tuple(dict.fromkeys(match[0].rstrip(".") for match in _WRITTEN.finditer(text)))
    if len(codes) < 2:
        return None
    what = Message("codes_several", _SEVERAL, {"value": text.strip()[:60]})
    todo = Message("remedy.codes_several", _EACH_APART, {"codes": ", ".join(codes)[:60], "first": codes[0]})
    return Problem(what, todo)


def unknown_code(text: str, edition: Edition) -> Problem:
    """The error that ``text`` is no code of ``edition``, with the codes under the nearest one above it, or entries of its group."""
    if several := several_codes(text):
        return several
    code = normal_code(text)
    what = Message(
        "code_unknown", UNKNOWN_CODE, {"code": (code or text.strip() or "–")[:60], "edition": edition.name}
    )
    above = nearest_above(code or "", edition)
    if above and edition.children(above):
        return Problem(what, suggestion("", edition.children(above)))
    return Problem(what, code_suggestion(code or text.strip(), edition.entry_codes))
