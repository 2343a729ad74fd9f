"""Reading TOML into plain data: numbers and dates as text, as the other formats give them."""

from __future__ import annotations

import re
from typing import Any, Final

import tomli

from dualuse.i18n import N_
from dualuse.inputs.parser_words import line_of
from dualuse.inputs.problems import InputError
from dualuse.schema.reading.limits import MAXIMUM_DEPTH, MAXIMUM_DIGITS, not_well_formed, too_deep

_PART: Final = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DOTTED: Final = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MAXIMUM_DEPTH}}}")
"""A name of more parts than any document is deep; its reader takes memory for each part of each part."""


def toml_data(text: str, name: str) -> dict[str, Any]:
    """The tables of a file called ``name``.

    Raises:
        InputError: it is no TOML, too deep, or a number has too many digits.
    """
    if match := _DOTTED.search(text):
        raise too_deep(name, text.count("\n", 0, match.start()) + 1)
    try:
        return {key: _as_text(value, name) for key, value in tomli.loads(text, parse_float=str).items()}
    except tomli.TOMLDecodeError as error:
        raise _malformed(name, str(error)) from None
    except RecursionError:
        raise too_deep(name) from None
    except ValueError:  # more digits than Python takes, or a day that no calendar has
        raise _malformed(name, "a number has too many digits, or a date does not exist") from None


def _as_text(value: Any, name: str) -> Any:
    """Numbers and dates as text; yes and no stay."""
    if isinstance(value, dict):
        return {key: _as_text(inner, name) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner, name) for inner in value]
    if (
        type(value) is int and value.bit_length() > 3 * MAXIMUM_DIGITS
    ):  # 0xfff…: written out it has more digits
        raise _malformed(name, "a number has too many digits")
    return value if isinstance(value, (str, bool)) else str(value)


def _malformed(name: str, reason: str) -> InputError:
    text = N_("the TOML is not well-formed: {reason}")
    return not_well_formed("toml_malformed", text, name, reason=reason, line=line_of(reason))
