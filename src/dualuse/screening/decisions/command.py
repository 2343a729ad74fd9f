"""The command that records a decision, written so that it can be copied: what is decided about stands in it whole."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from dualuse.i18n import N_

if TYPE_CHECKING:
    from dualuse.screening.matching.screened import Query

PLACEHOLDER: Final = "DECISION"
"""Stands where the decision goes: a command that was copied as it is decides nothing."""
ONCE_YOU_KNOW: Final = N_(
    "Once you know, with true_match (it is the same) or false_positive (it is another one) in place of DECISION:"
)
ONCE_YOU_KNOW_OF_TEXT: Final = N_(
    "Once you know, with true_match (it is meant, and involved) or false_positive (another one is meant, or it has no part in the"
    " supply) in place of DECISION:"
)
ONCE_YOU_KNOW_OF_SEVERAL: Final = N_(
    "Once you know, with true_match (it is meant, and involved) or false_positive (another one is meant, or it has no part in the"
    " supply) in place of DECISION; leave out entries for which that does not hold:"
)

Entry = tuple[str, str]
"""A list, and the id of an entry in it."""

_BETWEEN: Final = ":"
"""Between list and entry where both are one word."""
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")


def decide_command(query: Query, first: Entry, *others: Entry) -> str:
    """The command that records one decision on these entries, with the party, or the text, exactly as it was stated."""
    words = ["dualuse", "decide", PLACEHOLDER, *first]
    options: tuple[tuple[str, tuple[str, ...]], ...]
    if query.is_text:
        options = (("--text", tuple(map(written, query.names))),)
    else:
        words += query.names[:1]
        options = (
            ("--also", query.names[1:]),
            ("--id", (query.id,) if query.id else ()),
            ("--kind", (query.kind,) if query.kind != "unknown" else ()),
            ("--birth-date", query.birth_dates),
            ("--country", query.countries),
            ("--identifier", tuple(f"{kind}={value}" for kind, value in query.identifiers)),
            ("--address", query.addresses),
        )
    for option, values in (*options, ("--entry", tuple(map(_BETWEEN.join, others)))):
        for value in values:
            words += [option, value]
    return " ".join([*map(_shell_word, words), '--person "…" --reason "…"'])


def how_to_decide(commands: Iterable[str], *, of_texts: bool) -> str:
    """The sentence above commands, in English."""
    if not of_texts:
        return ONCE_YOU_KNOW
    return ONCE_YOU_KNOW_OF_SEVERAL if any(" --entry " in row for row in commands) else ONCE_YOU_KNOW_OF_TEXT


def entry_named(word: str) -> Entry:
    """Split a word into list and entry; the entry is "" if there is none."""
    name, _, entity = word.partition(_BETWEEN)
    return name.strip(), entity.strip()


def written(text: str) -> str:
    """A text without signs that a terminal does not show, or that get lost where it is copied: they stand by their numbers."""
    text = _ESCAPE.sub(lambda match: f"\\u005c{match[0][1:]}", text)
    return "".join(sign if sign.isprintable() else _by_number(sign) for sign in text)


def as_meant(text: str) -> str:
    """The reverse of :func:`written`, with white space as a transaction has it."""
    read = _ESCAPE.sub(lambda match: _sign(int(match[1] or match[2], 16), match[0]), text)
    return " ".join(read.split())


def _by_number(sign: str) -> str:
    number = ord(sign)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _sign(number: int, as_it_stands: str) -> str:
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else as_it_stands


def _shell_word(word: str) -> str:
    """A word as a shell takes it: in double quotes, which every shell knows, where nothing in it means more there."""
    if not any(mark in word for mark in '"$`\\!%'):
        return f'"{word}"' if re.search(r"[^\w.,:/=+-]", word) else word
    return shlex.quote(word)
