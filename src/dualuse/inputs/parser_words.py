"""What parsers of JSON, TOML and YAML say of a text that is none, in words of ours: theirs are English alone."""

from __future__ import annotations

import re
from typing import Final

from dualuse.i18n import N_, Message

_SENTENCES: Final[tuple[tuple[str, str], ...]] = (
    # JSON
    (r"Unterminated string starting at", N_("a text is opened with a quote and not closed")),
    (
        r"Expecting property name enclosed in double quotes",
        N_("a field name in double quotes is expected here"),
    ),
    (r"Extra data", N_("something stands behind the end")),
    (r"Expecting '(?P<sign>.)' delimiter", N_("“{sign}” is missing")),
    (r"Expecting value", N_("a value is expected here")),
    (r"Illegal trailing comma before end of \w+", N_("a comma stands before the closing bracket")),
    (
        r"Invalid control character.*",
        N_("a text goes over the end of the line, or holds a control character"),
    ),
    (r"Invalid \\+\w*(?: escape)?.*", N_("an escape with \\ is none that is known")),
    # TOML
    (r"Invalid value", N_("the value is none: texts stand in quotes")),
    (r"Invalid (?:statement|initial character for a key part)", N_("a name and = are expected here")),
    (r"Expected '=' after a key.*", N_("= is missing behind the name")),
    (
        r"Expected newline or end of document after a statement",
        N_("a line may hold one name and its value only"),
    ),
    (r"Expected '(?P<sign>\]{1,2})' at the end of .*", N_("“{sign}” is missing")),
    (r"Expected '(?P<sign>.)'", N_("“{sign}” is missing")),
    (r"Unclosed (?:array|inline table)", N_("a bracket is opened and not closed")),
    (r"Unterminated string", N_("a text is opened with a quote and not closed")),
    (
        r"(?:Found invalid|Illegal) character '\\[nr]'",
        N_("a text goes over the end of the line, or holds a control character"),
    ),
    (r"(?:Found invalid|Illegal) character (?P<sign>.*)", N_("the character {sign} may not stand here")),
    (r"Unescaped '\\+' in a string", N_("an escape with \\ is none that is known")),
    (
        r"(?:Cannot declare (?P<name>.*) twice|Cannot (?:overwrite a value|(?:mutate|redefine).*)|Duplicate inline table key .*)",
        N_("a name stands twice"),
    ),
    (
        r"(?:Invalid date or datetime|Invalid hex value|Escaped character is not .*)",
        N_("the value is none: texts stand in quotes"),
    ),
    (
        r"a number has too many digits, or a date does not exist",
        N_("a number has too many digits, or a date does not exist"),
    ),
    (r"a number has too many digits", N_("a number has too many digits")),
    # YAML
    (
        r"expected ',' or '(?P<sign>.)', but got .*",
        N_("a comma or “{sign}” is expected here; perhaps a bracket is not closed"),
    ),
    (r"found character '\\t' that cannot start any token", N_("a tab: YAML takes spaces alone")),
    (
        r"found character (?P<sign>.*) that cannot start any token",
        N_("no value begins with {sign}: put it in quotes"),
    ),
    (r"found unknown escape character .*", N_("an escape with \\ is none that is known")),
    (r"found unexpected end of stream", N_("a text is opened with a quote and not closed")),
    (
        r"could not find expected ':'",
        N_("a name without a colon behind it, or a text of several lines without quotes"),
    ),
    (
        r"mapping values are not allowed here",
        N_("a colon where none may stand: put the text in quotes, or check the indentation"),
    ),
    (
        r"(?:sequence entries|mapping keys) are not allowed here",
        N_("a list or a name where none may stand: check the indentation"),
    ),
    (
        r"expected (?:<block end>|'<document start>'|the node content).*",
        N_("the indentation, or a bracket, does not fit what stands above"),
    ),
    (
        r"more indented follow up line.*",
        N_("the indentation, or a bracket, does not fit what stands above"),
    ),
    (r"found undefined alias.*", N_("an alias (*name) that nothing defines: put the text in quotes")),
    (
        r"(?:found undefined tag handle.*|expected .* found .*|found (?:duplicate|incompatible|unexpected).*|duplicate tag handle.*)",
        N_("the text is not as YAML has it: put it in quotes"),
    ),
)
"""By what a parser says, whole."""
_PLACE: Final = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


def parser_reason(said: str) -> Message | str:
    """Why a text is not well formed; what no sentence of ours covers stays as the parser says it."""
    text = _PLACE.sub("", said)
    for number, (pattern, sentence) in enumerate(_SENTENCES):
        if match := re.fullmatch(pattern, text, re.DOTALL):
            params = {name: value for name, value in match.groupdict().items() if value}
            return Message(f"parser.{number}", sentence, params)
    return said


def line_of(said: str) -> int | None:
    """The line that a parser of TOML names at the end of what it says."""
    match = _PLACE.search(said)
    return int(match["line"]) if match and match["line"] else None
