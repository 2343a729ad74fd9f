"""The one answer to a code that an edition of Annex I does not have."""

from __future__ import annotations

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


def unknown_code(text: str, edition: Edition) -> Problem:
    """The error that ``text`` is no code of ``edition``, with the codes under the nearest one above it, or entries of its group."""
    code = normal_code(text)
    what = Message(
        "code_unknown", UNKNOWN_CODE, {"code": (code or text.strip() or "–")[:60], "edition": edition.name}
    )
    above = nearest_above(code or "", edition)
    if above and edition.children(above):
        return Problem(what, suggestion("", edition.children(above)))
    return Problem(what, code_suggestion(code or text.strip(), edition.entry_codes))
