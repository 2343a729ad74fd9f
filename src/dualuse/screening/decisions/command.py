"""The command that records what a person decided about a hit."""

from __future__ import annotations

import re
import shlex
from typing import Final

from dualuse.i18n import N_
from dualuse.screening.matching.screened import Query

PLACEHOLDER: Final = "DECISION"
"""Stands where the decision goes: a command that was copied as it is decides nothing."""
ONCE_YOU_KNOW: Final = N_(
    "Once you know, with true_match (it is the same) or false_positive (it is another one) in place of DECISION:"
)


def decide_command(query: Query, list_id: str, entity: str) -> str:
    """The command that decides about the hit, with the party as it was stated: a decision is about exactly that."""
    words = ["dualuse", "decide", PLACEHOLDER, list_id, entity, *query.names[:1]]
    for option, values in (
        ("--also", query.names[1:]),
        ("--id", (query.id,) if query.id else ()),
        ("--kind", (query.kind,) if query.kind != "unknown" else ()),
        ("--birth-date", query.birth_dates),
        ("--country", query.countries),
        ("--identifier", tuple(f"{kind}={value}" for kind, value in query.identifiers)),
        ("--address", query.addresses),
    ):
        for value in values:
            words += [option, value]
    return " ".join([*map(_quoted, words), '--person "…" --reason "…"'])


def _quoted(word: str) -> str:
    """A word as a shell takes it: in double quotes, which every shell knows, where nothing in it means more there."""
    if not any(mark in word for mark in '"$`\\!%'):
        return f'"{word}"' if re.search(r"[^\w.,:/=+-]", word) else word
    return shlex.quote(word)
